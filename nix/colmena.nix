# Colmena's hive: the NixOS systems, with `deployment` options that say where each is reached, as whom, and what it is
# tagged with. A rule may set all of these options; what is worked out here are defaults.
{ arguments, document, targets }:
let
  inherit (builtins) attrNames attrValues head intersectAttrs mapAttrs;
  inherit (import ./words.nix) names;
  inherit (arguments) colmena;
  inherit (targets) default;

  hosts = document.outputs.nixosConfigurations or { };

  # Names that mean something else in a hive.
  reserved = attrNames (intersectAttrs { defaults = null; meta = null; network = null; } hosts);
in
{
  # The settings of a host, in its plain system and in the hive.
  settings = name:
    let
      node = document.nodeOf "nixosConfigurations" name;
      target = targets.of node;
    in
    {
      _file = targets.from node;
      config.deployment = {
        targetHost = default target.host;
        targetUser = default (targets.userOf target);
        tags = default (targets.tags node);
      };
    };

  # What Colmena adds to each host of a hive, for a plain system: the same system comes of both.
  options = name:
    let own = colmena.nixosModules; in
    [
      own.deploymentOptions
      own.assertionModule
      own.keyChownModule
      own.keyServiceModule
      { _file = "Colmena's name of a host"; config._module.args.name = default name; }
    ];

  # Of every host what its builder would be given, and its packages.
  hive = systems:
    let
      prepared = mapAttrs (systems.prepared "nixosConfigurations") hosts;
      all = mapAttrs (_: systems.packages) prepared;
    in
    if reserved != [ ] then throw "${names reserved}: not a name for a host in Colmena's hive; rename the host"
    else
      colmena.lib.makeHive ({
        meta = {
          # Colmena wants one for itself, and takes that of a host where there is one.
          nixpkgs =
            if hosts == { } then throw "fleet `${document.fleet}` has no `nixosConfigurations`; a hive needs one"
            else head (attrValues all);
          nodeNixpkgs = all;
          nodeSpecialArgs = mapAttrs (_: host: host.system.specialArgs or { }) prepared;
        };
      } // mapAttrs (_: host: { imports = host.system.modules; }) prepared);
}
