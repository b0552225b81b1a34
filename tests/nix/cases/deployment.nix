# What Colmena and deploy-rs get is what their own code asks for.
let
  nixpkgs = import ../nixpkgs.nix;
  flakes = import ../flakes.nix;
  load = (import ../../../nix).load;
  given = { inherit nixpkgs; inherit (flakes) colmena deploy-rs; };

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
in
{
  hosts = {
    is = builtins.attrNames hive.nodes;
    should = [ "lb-prod" "web-prod-1" "web-prod-2" "web-staging" ];
  };
  "the hive's systems are the fleet's" = {
    is = builtins.mapAttrs (_: host: removeAttrs host.config [ "deployment" ]) hive.nodes;
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
    should = "activatable-lb-prod";
  };
  "and who logs in" = {
    is = with forms.deploy.nodes.web-1; { inherit hostname sshUser; inherit (profiles.system) user; };
    should = { hostname = "prod.eu.web-1.example.org"; sshUser = "deploy"; user = "root"; };
  };
  "less what is not reached" = { is = builtins.attrNames forms.deploy.nodes; should = [ "web-1" ]; };
}
