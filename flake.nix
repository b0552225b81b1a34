{
  description = "Fleets of NixOS machines, written as typed Rust";

  # No inputs: everything of nixpkgs comes in as an argument of `load`.
  outputs = _: {
    lib = import ./nix;

    templates = rec {
      fleet = {
        path = ./templates/fleet;
        description = "A workspace with a fleet, and the flake that builds its machines";
      };
      existing = {
        path = ./templates/existing;
        description = "A flake with hosts in Nix, of which one moves over to a fleet";
      };
      default = fleet;
    };
  };
}
