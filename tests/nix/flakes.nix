# Flakes like home-manager, nix-darwin, Colmena and deploy-rs: as much of each as asks something of what it is given.
let
  inherit (builtins) all attrNames attrValues head intersectAttrs isAttrs isList mapAttrs removeAttrs seq typeOf;
  nixpkgs = import ./nixpkgs.nix;
  inherit (nixpkgs) lib;
  inherit (lib) mkOption types;

  only = known: what: given:
    let others = attrNames (removeAttrs given known); in
    if others == [ ] then given else throw "${what} knows no ${head others}";
in
{
  # `system` and `specialArgs` are errors there.
  home-manager.lib.homeManagerConfiguration = { pkgs, modules, extraSpecialArgs ? { }, lib ? pkgs.lib, check ? true }:
    lib.evalModules {
      specialArgs = extraSpecialArgs;
      modules = [
        { options.home.packages = mkOption { type = types.listOf types.package; default = [ ]; }; }
        { _module.args = { inherit pkgs; }; }
      ] ++ modules;
    } // { inherit pkgs; };

  nix-darwin.lib.darwinSystem = { modules, system ? null, specialArgs ? { }, lib ? nixpkgs.lib }:
    lib.evalModules {
      inherit specialArgs;
      modules = [ ./options.nix ]
        ++ [{ options.nixpkgs.source = mkOption { type = types.raw; default = null; }; }] ++ modules;
    } // { inherit system; };

  # Colmena evaluates every host itself, with the folder of the nixpkgs that it is told.
  colmena.lib.makeHive = hive:
    let
      known = [ "name" "description" "nixpkgs" "nodeNixpkgs" "nodeSpecialArgs" "specialArgs" "machinesFile" ];
      meta = only known "meta" hive.meta;
      deployment.options.deployment = {
        targetHost = mkOption { type = types.nullOr types.str; };
        targetUser = mkOption { type = types.nullOr types.str; };
        tags = mkOption { type = types.listOf types.str; };
      };
      packages = pkgs:
        if !isAttrs pkgs || pkgs ? outPath || pkgs ? outputs then throw "Colmena wants packages, not a flake"
        else if all (name: pkgs ? ${name}) [ "config" "lib" "overlays" "path" "system" ] then pkgs
        else throw "Colmena wants the packages of a nixpkgs";
      node = name: config:
        let pkgs = packages (meta.nodeNixpkgs.${name} or meta.nixpkgs); in
        pkgs.lib.evalModules {
          specialArgs = (meta.specialArgs or { }) // (meta.nodeSpecialArgs.${name} or { }) // { inherit name; };
          modules = [ ./options.nix deployment { _module.args = { inherit pkgs; }; } ]
            ++ (if isList config then config else [ config ]);
        } // { inherit (pkgs) system; };
      nodes = mapAttrs node (removeAttrs hive [ "meta" "defaults" "network" ]);
    in
    seq (packages meta.nixpkgs) {
      inherit nodes;
      deploymentConfig = mapAttrs (_: host: host.config.deployment) nodes;
    };

  deploy-rs.lib.x86_64-linux.activate.nixos = base:
    nixpkgs.legacyPackages.x86_64-linux.git // { name = "activatable-${base.config.networking.hostName}"; };

  # What deploy-rs's schema says of a node: names, types, and what has to be there.
  nodeIsOfSchema = node:
    let
      generic = { sshUser = "string"; user = "string"; sshOpts = "list"; autoRollback = "bool"; };
      of = types: given: all (name: typeOf given.${name} == types.${name}) (attrNames (intersectAttrs types given));
      known = types: given: removeAttrs given (attrNames types) == { };
      profile = given:
        known (generic // { path = null; profilePath = null; }) given && of generic given
        && (given.path.type or null) == "derivation";
    in
    known (generic // { hostname = null; profilesOrder = null; profiles = null; }) node
    && of (generic // { hostname = "string"; profiles = "set"; }) node
    && node ? hostname && all profile (attrValues node.profiles);
}
