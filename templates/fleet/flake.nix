{
  description = "The machines of a homelab";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    # Put where nest is in the place of this: a checkout's folder, or any other reference to a flake.
    nest.url = "git+file:///path/to/nest";
  };

  outputs = { nixpkgs, nest, ... }@inputs:
    nest.lib.load
      {
        inherit nixpkgs inputs;
        root = ./.;
        hosts = ./hosts;
      }
      ./generated/homelab.json;
}
