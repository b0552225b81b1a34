# What Colmena and deploy-rs get is what their own code asks for.
let
  nixpkgs = import ../nixpkgs.nix;
  flakes = import ../flakes.nix;
  load = (import ../../../nix).load;
  given = { inherit nixpkgs; inherit (flakes) colmena deploy-rs home-manager nix-darwin; };

  fleet = load given ../../../generated/multi_env_scoped.json;
  hive = fleet.colmenaHive;
  tags = name: hive.deploymentConfig.${name}.tags;

  forms = load
    (given // {
      inputs = { text = "text"; tool = { }; disko.nixosModules."a.b" = { }; home.module = { }; };
      root = ../documents;
      pins.stable = nixpkgs.pinned;
      targetHost = node: if node.name == "pinned" then null else "deploy@${node.path}.example.org";
    })
    ../documents/forms.json;
  deployed = load given ../documents/deployed.json;
  settings = name: deployed.colmenaHive.deploymentConfig.${name};
  profilesOf = name: builtins.mapAttrs (_: profile: profile // { path = profile.path.name; })
    deployed.deploy.nodes.${name}.profiles;
in
{
  hosts = {
    is = builtins.attrNames hive.nodes;
    should = [ "lb-prod" "web-prod-1" "web-prod-2" "web-staging" ];
  };
  "the hive's systems are the fleet's" = {
    is = builtins.mapAttrs (_: host: host.config) hive.nodes;
    should = builtins.mapAttrs (_: host: host.config) fleet.nixosConfigurations;
  };
  "the address is the target" = { is = hive.deploymentConfig.lb-prod.targetHost; should = "10.0.1.1"; };
  "root is the user" = { is = hive.deploymentConfig.lb-prod.targetUser; should = "root"; };
  "traits and environment are tags" = {
    is = tags "lb-prod";
    should = [ "host" "lb" "server" "nginx" "ssh" "firewall" "monitoring" "prod" ];
  };
  "staging is tagged" = { is = builtins.elem "staging" (tags "web-staging"); should = true; };
  "and not as production" = { is = builtins.elem "prod" (tags "web-staging"); should = false; };
  "every namespace around is a tag" = {
    is = forms.colmenaHive.deploymentConfig.web-1.tags;
    should = [ "host" "web" "prod" "prod.eu" ];
  };
  "a target and a user of one's own" = {
    is = { inherit (forms.colmenaHive.deploymentConfig.web-1) targetHost targetUser; };
    should = { targetHost = "prod.eu.web-1.example.org"; targetUser = "deploy"; };
  };
  "no target" = { is = forms.colmenaHive.deploymentConfig.staging-pinned.targetHost; should = null; };
  "a pin is the hive's too" = {
    is = map (package: package.name) forms.colmenaHive.nodes.staging-pinned.config.environment.systemPackages;
    should = [ "pinned-git" ];
  };

  "deploy-rs has the hosts" = { is = builtins.attrNames fleet.deploy.nodes; should = builtins.attrNames hive.nodes; };
  "in the form of its schema" = {
    is = builtins.mapAttrs (_: flakes.nodeIsOfSchema) fleet.deploy.nodes;
    should = builtins.mapAttrs (_: _: true) hive.nodes;
  };
  "with the activation of the system" = {
    is = fleet.deploy.nodes.lb-prod.profiles.system.path.name;
    should = "x86_64-linux-nixos-lb-prod";
  };
  "and who logs in" = {
    is = { inherit (forms.deploy.nodes.web-1) hostname sshUser; inherit (forms.deploy.nodes.web-1.profiles.system) user; };
    should = { hostname = "prod.eu.web-1.example.org"; sshUser = "deploy"; user = "root"; };
  };
  "less what is not reached" = { is = builtins.attrNames forms.deploy.nodes; should = [ "mac" "web-1" ]; };

  "a rule has the last word on a deployment" = {
    is = { inherit (settings "web") buildOnTarget tags targetHost targetPort targetUser; };
    should = {
      buildOnTarget = true;
      tags = [ "edge" ];
      targetHost = "web.example.org";
      targetPort = 2222;
      targetUser = "root";
    };
  };
  "of each setting by itself" = {
    is = { inherit (settings "lab") tags targetHost targetUser; };
    should = { tags = [ "host" "prod" ]; targetHost = "10.0.0.3"; targetUser = "lab"; };
  };
  "the plain system has the settings too" = {
    is = builtins.mapAttrs (_: system: system.config) deployed.nixosConfigurations;
    should = builtins.mapAttrs (_: host: host.config) deployed.colmenaHive.nodes;
  };
  "and what Colmena makes of them" = {
    is = deployed.nixosConfigurations.web.config.environment.variables;
    should = { CHOWN = "tls"; SERVICES = "tls"; };
  };
  "and those that are still written in Nix" = {
    is = (nixpkgs.lib.nixosSystem { modules = deployed.modulesFor "prod.web"; }).config.deployment.targetPort;
    should = 2222;
  };

  "machines and homes are deployed" = {
    is = builtins.attrNames deployed.deploy.nodes;
    should = [ "db" "lab" "linus" "mac" "web" ];
  };
  "all in the form of deploy-rs's schema" = {
    is = builtins.filter (name: !flakes.nodeIsOfSchema deployed.deploy.nodes.${name})
      (builtins.attrNames deployed.deploy.nodes);
    should = [ ];
  };
  "settings of a node" = {
    is = removeAttrs deployed.deploy.nodes.web [ "profiles" ];
    should = {
      hostname = "10.0.0.1";
      magicRollback = false;
      profilesOrder = [ "system" ];
      remoteBuild = true;
      sshOpts = [ "-p" "2222" ];
      sshUser = "root";
    };
  };
  "homes are profiles of the machine that they stand below" = {
    is = profilesOf "web";
    should = {
      system = { user = "root"; path = "x86_64-linux-nixos-web"; };
      ada = { autoRollback = false; user = "lovelace"; path = "x86_64-linux-home-home-0"; };
      grace = { user = "grace"; path = "x86_64-linux-home-home-0"; };
    };
  };
  "settings of one profile" = {
    is = { inherit (deployed.deploy.nodes.lab) hostname profilesOrder; profiles = profilesOf "lab"; };
    should = {
      hostname = "lab.example.org";
      profilesOrder = [ "system" ];
      profiles.system = { sudo = "doas -u"; user = "root"; path = "x86_64-linux-nixos-lab"; };
    };
  };
  "a Mac" = {
    is = { inherit (deployed.deploy.nodes.mac) hostname; profiles = profilesOf "mac"; };
    should = {
      hostname = "mac";
      profiles.system = { user = "root"; path = "aarch64-darwin-darwin-mac"; };
    };
  };
  "a home by itself" = {
    is = { inherit (deployed.deploy.nodes.linus) hostname sshUser; profiles = profilesOf "linus"; };
    should = {
      hostname = "10.0.0.9";
      sshUser = "linus";
      profiles.home = { user = "linus"; path = "x86_64-linux-home-home-0"; };
    };
  };

  "systems to build, by output" = {
    is = builtins.mapAttrs (_: builtins.mapAttrs (_: job: job.name)) deployed.hydraJobs;
    should = {
      nixosConfigurations = { web = "system-web"; db = "system-db"; lab = "system-lab"; };
      darwinConfigurations.mac = "system-mac";
      homeConfigurations = { ada = "home-0"; grace = "home-0"; linus = "home-0"; guest = "home-0"; };
    };
  };
  "and by platform, for `nix flake check`" = {
    is = builtins.mapAttrs (_: builtins.mapAttrs (_: check: check.name)) deployed.checks;
    should = {
      aarch64-darwin.darwin-mac = "system-mac";
      x86_64-linux = {
        home-ada = "home-0";
        home-grace = "home-0";
        home-guest = "home-0";
        home-linus = "home-0";
        nixos-db = "system-db";
        nixos-lab = "system-lab";
        nixos-web = "system-web";
      };
    };
  };
  "one at a time" = {
    # The other asks for a pin that is not there.
    is = (load given ../documents/one_at_a_time.json).hydraJobs.nixosConfigurations.good.name;
    should = "system-good";
  };
  "and none without a builder" = {
    is = builtins.intersectAttrs { checks = null; hydraJobs = null; } (load { } ../documents/deployed.json);
    should = { };
  };
}
