{
  description = "Two servers in Nix, of which one moves over";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nest.url = "git+https://git.example/nest";
  };

  outputs = { nixpkgs, nest, ... }@inputs:
    let
      fleet = nest.lib.load { inherit nixpkgs inputs; root = ./.; } ./generated/servers.json;
    in
    {
      nixosConfigurations = {
        db-1 = nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          modules = [ ./hosts/db-1.nix ];
        };

        web-1 = nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          modules = [ ./hosts/web-1.nix ] ++ fleet.modulesFor "prod.web-1";
        };
      };
    };
}
