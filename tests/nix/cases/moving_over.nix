# A system that is still written in Nix takes a node's modules, and is then what the fleet itself would have made.
let
  nixpkgs = import ../nixpkgs.nix;
  load = (import ../../../nix).load;
  fleet = load { inherit nixpkgs; } ../../../generated/multi_env.json;
  written = modules: (nixpkgs.lib.nixosSystem { system = "x86_64-linux"; inherit modules; }).config;
  more = load
    {
      inherit nixpkgs;
      hosts = ../documents/multi_env-hosts;
      modules.nixosConfigurations = [{ environment.variables.OF = "everyone"; }];
    }
    ../../../generated/multi_env.json;
in
{
  "the same system" = {
    is = written (fleet.modulesFor "prod.lb-prod");
    should = fleet.nixosConfigurations.lb-prod.config;
  };
  "with what the others have too" = {
    is = written (more.modulesFor "staging.web-staging");
    should = more.nixosConfigurations.web-staging.config;
  };
  "beside modules in Nix" = {
    is = (written ([{ networking.domain = "example.org"; }] ++ fleet.modulesFor "prod.lb-prod")).networking.domain;
    should = "example.org";
  };
  "the fleet can be asked" = { is = fleet.nodes."prod.lb-prod".attrs.addr; should = "10.0.1.1"; };
  "a flake has it too" = {
    is = builtins.attrNames ((import ../../../flake.nix).outputs { }).lib;
    should = [ "load" ];
  };
}
