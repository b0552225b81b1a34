# The repository's fleets, as Colmena and deploy-rs get them.
let
  nixpkgs = import ../nixpkgs.nix;
  flakes = import ../flakes.nix;
  inherit (builtins) attrNames filter isString mapAttrs;

  # Their rules set options that do not stand in for NixOS's here.
  fleet = document: (import ../../../nix).load {
    inherit nixpkgs;
    inherit (flakes) colmena deploy-rs home-manager nix-darwin;
    inputs = { };
    modules.nixosConfigurations = [{ _module.check = false; }];
    modules.darwinConfigurations = [{ _module.check = false; }];
    specialArgs.secrets = { };
  } document;

  all = {
    multi_env_scoped = fleet ../../../generated/multi_env_scoped.json;
    regions = fleet ../../../generated/regions.json;
    mesh = fleet ../../../generated/mesh.json;
    farm = fleet ../../../generated/farm;
  };

  # What Colmena reads of every host before it does anything.
  isWhole = config:
    (config.targetHost == null || isString config.targetHost) && isString config.targetUser
    && config.tags != [ ] && builtins.isBool config.buildOnTarget;
  wrong = isRight: set: filter (name: !isRight set.${name}) (attrNames set);
  each = is: mapAttrs (_: is) all;
  nothing = each (_: [ ]);
in
{
  "a hive has every machine" = {
    is = each (fleet: attrNames fleet.colmenaHive.nodes);
    should = each (fleet: attrNames fleet.nixosConfigurations);
  };
  "of each it is known where and as whom" = {
    is = each (fleet: wrong isWhole fleet.colmenaHive.deploymentConfig);
    should = nothing;
  };
  "deploy-rs has every machine, Macs too" = {
    is = each (fleet: attrNames fleet.deploy.nodes);
    should = each (fleet: attrNames (fleet.nixosConfigurations // fleet.darwinConfigurations or { }));
  };
  "each in the form of its schema" = {
    is = each (fleet: wrong flakes.nodeIsOfSchema fleet.deploy.nodes);
    should = nothing;
  };

  "an address is where a machine is reached, else its name" = {
    is = {
      eu = all.regions.colmenaHive.deploymentConfig.eu-lb.targetHost;
      nas = all.mesh.colmenaHive.deploymentConfig.nas.targetHost;
      x86 = all.farm.deploy.nodes."x86-1.farm.example.org".hostname;
    };
    should = { eu = "10.1.0.1"; nas = "nas"; x86 = "10.7.1.11"; };
  };
  "rules say the rest" = {
    is = {
      inherit (all.farm.colmenaHive.deploymentConfig."arm-1.farm.example.org") buildOnTarget targetPort;
      inherit (all.farm.deploy.nodes."arm-1.farm.example.org") fastConnection remoteBuild sshOpts;
    };
    should = {
      buildOnTarget = true;
      targetPort = 2301;
      fastConnection = false;
      remoteBuild = true;
      sshOpts = [ "-p" "2301" ];
    };
  };
}
