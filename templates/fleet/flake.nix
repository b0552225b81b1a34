{
  description = "The machines of a homelab";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nest.url = "git+https://git.example/nest";
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
