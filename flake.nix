{
  description = "Fleets of NixOS machines, written as typed Rust";

  # No inputs: everything of nixpkgs comes in as an argument of `load`.
  outputs = _: {
    lib = import ./nix;
  };
}
