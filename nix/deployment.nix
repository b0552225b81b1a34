# What Colmena and deploy-rs ask for, where they are given: the NixOS systems, each with where it is reached, as
# whom, and what it is tagged with.
{ arguments, document, systems }:
let
  inherit (builtins)
    attrNames attrValues elemAt filter foldl' head intersectAttrs isString length listToAttrs map mapAttrs match
    split;
  inherit (import ./words.nix) names;
  inherit (arguments) colmena deploy-rs targetHost;

  hosts = mapAttrs (name: written:
    let
      node = document.nodeOf "nixosConfigurations" name;
      target = targetHost node;
      parts = if target == null then null else match "(([^@]*)@)?(.*)" target;
    in
    systems.prepared "nixosConfigurations" name written // {
      host = if parts == null then null else elemAt parts 2;
      user = if parts == null || elemAt parts 1 == null then "root" else elemAt parts 1;
      tags = node.traits ++ environments node.namespace;
    }) (document.outputs.nixosConfigurations or { });

  # The namespaces around a node, outermost first: `prod`, `prod.eu`. Quoted names may hold dots, and are not split.
  environments = namespace:
    if namespace == null then [ ]
    else if match ".*\".*" namespace != null then [ namespace ]
    else
      let
        parts = filter isString (split "\\." namespace);
        longer = all: part: all ++ [ (if all == [ ] then part else "${elemAt all (length all - 1)}.${part}") ];
      in
      foldl' longer [ ] parts;

  withoutNixpkgs = name: throw "`${name}` cannot be deployed without `nixpkgs`; give it to `load`";

  packages = { name, nixpkgs, system, ... }:
    if nixpkgs == null then withoutNixpkgs name else nixpkgs.legacyPackages.${systems.systemOf name system};

  # Without a builder, it is data.
  built = name:
    let system = systems.outputs.nixosConfigurations.${name}; in
    if system ? config then system else withoutNixpkgs name;

  # Names that mean something else in a hive.
  reserved = attrNames (intersectAttrs { defaults = null; meta = null; network = null; } hosts);

  hive = {
    meta = {
      # Colmena wants one for itself, and takes that of a host where there is one.
      nixpkgs =
        if hosts == { } then throw "fleet `${document.fleet}` has no `nixosConfigurations`; a hive needs one"
        else packages (head (attrValues hosts));
      nodeNixpkgs = mapAttrs (_: packages) hosts;
      nodeSpecialArgs = mapAttrs (_: host: host.system.specialArgs or { }) hosts;
    };
  } // mapAttrs (name: { host, user, tags, system, ... }: {
    _file = "the deployment of `${name}`";
    imports = system.modules;
    config.deployment = { inherit tags; targetHost = host; targetUser = user; };
  }) hosts;

  # Without a way to reach it, deploy-rs has nothing to do with a host.
  reached = listToAttrs (map (name: { inherit name; value = hosts.${name}; })
    (filter (name: hosts.${name}.host != null) (attrNames hosts)));

  profile = name: { host, user, system, ... }: {
    hostname = host;
    sshUser = user;
    profiles.system = {
      # Whoever logs in, a system is activated by root.
      user = "root";
      path = deploy-rs.lib.${systems.systemOf name system}.activate.nixos (built name);
    };
  };
in
(if colmena == null then { } else {
  colmenaHive =
    if reserved != [ ] then throw "${names reserved}: not a name for a host in Colmena's hive; rename the host"
    else colmena.lib.makeHive hive;
})
// (if deploy-rs == null then { } else { deploy.nodes = mapAttrs profile reached; })
