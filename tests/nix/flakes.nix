# Flakes like home-manager, nix-darwin, Colmena and deploy-rs: as much of each as asks something of what it is given.
let
  inherit (builtins)
    all attrNames attrValues head intersectAttrs isAttrs isList length mapAttrs removeAttrs seq typeOf;
  nixpkgs = import ./nixpkgs.nix;
  inherit (nixpkgs) lib;
  inherit (lib) mkOption types;

  only = known: what: given:
    let others = attrNames (removeAttrs given known); in
    if others == [ ] then given else throw "${what} knows no ${head others}";

  built = kind: what: nixpkgs.legacyPackages.x86_64-linux.git // { name = "${kind}-${toString what}"; };

  home = { options.home.packages = mkOption { type = types.listOf types.package; default = [ ]; }; };
  homes.options.home-manager = {
    useGlobalPkgs = mkOption { type = types.bool; default = false; };
    users = mkOption { type = types.attrsOf (types.submoduleWith { modules = [ home ]; }); default = { }; };
  };
in
rec {
  home-manager = {
    # `system` and `specialArgs` are errors there.
    lib.homeManagerConfiguration = { pkgs, modules, extraSpecialArgs ? { }, lib ? pkgs.lib, check ? true }:
      let
        evaluated = lib.evalModules {
          specialArgs = extraSpecialArgs;
          modules = [ home { _module.args = { inherit pkgs; }; } ] ++ modules;
        };
      in
      evaluated // { inherit pkgs; activationPackage = built "home" (length evaluated.config.home.packages); };
    nixosModules.home-manager = homes;
    darwinModules.home-manager = homes;
  };

  nix-darwin.lib.darwinSystem = { modules, system ? null, specialArgs ? { }, lib ? nixpkgs.lib }:
    lib.evalModules {
      inherit specialArgs;
      modules = [ ./options.nix ]
        ++ [{ options.nixpkgs.source = mkOption { type = types.raw; default = null; }; }] ++ modules;
    } // { inherit system; };

  colmena = {
    nixosModules = {
      # Declared by a function: a module system cannot tell that it is given twice.
      deploymentOptions = { name, ... }: {
        options.deployment = {
          buildOnTarget = mkOption { type = types.bool; default = false; };
          keys = mkOption {
            type = types.attrsOf (types.submodule { options.text = mkOption { type = types.str; }; });
            default = { };
          };
          tags = mkOption { type = types.listOf types.str; default = [ ]; };
          targetHost = mkOption { type = types.nullOr types.str; default = name; };
          targetPort = mkOption { type = types.nullOr types.int; default = null; };
          targetUser = mkOption { type = types.nullOr types.str; default = "root"; };
        };
      };
      assertionModule = { };
      keyChownModule = { config, ... }: {
        environment.variables.CHOWN = toString (attrNames config.deployment.keys);
      };
      keyServiceModule = { config, ... }: {
        environment.variables.SERVICES = toString (attrNames config.deployment.keys);
      };
    };

    # Colmena evaluates every host itself, with the folder of the nixpkgs that it is told.
    lib.makeHive = hive:
      let
        known = [ "name" "description" "nixpkgs" "nodeNixpkgs" "nodeSpecialArgs" "specialArgs" "machinesFile" ];
        meta = only known "meta" hive.meta;
        packages = pkgs:
          if !isAttrs pkgs || pkgs ? outPath || pkgs ? outputs then throw "Colmena wants packages, not a flake"
          else if all (name: pkgs ? ${name}) [ "config" "lib" "overlays" "path" "system" ] then pkgs
          else throw "Colmena wants the packages of a nixpkgs";
        node = name: config:
          let pkgs = packages (meta.nodeNixpkgs.${name} or meta.nixpkgs); in
          pkgs.lib.evalModules {
            specialArgs = { modulesPath = toString ./modules; } // (meta.specialArgs or { }) // (meta.nodeSpecialArgs.${name} or { }) // { inherit name; };
            modules = [ ./options.nix { _module.args = { inherit pkgs; }; } ] ++ attrValues colmena.nixosModules
              ++ (if isList config then config else [ config ]);
          } // { inherit (pkgs) system; };
        nodes = mapAttrs node (removeAttrs hive [ "meta" "defaults" "network" ]);
      in
      seq (packages meta.nixpkgs) {
        inherit nodes;
        deploymentConfig = mapAttrs (_: host: host.config.deployment) nodes;
      };
  };

  deploy-rs.lib = mapAttrs
    (platform: _: {
      activate = {
        nixos = base: built "${platform}-nixos" base.config.networking.hostName;
        darwin = base: built "${platform}-darwin" base.config.networking.hostName;
        home-manager = base: built "${platform}-home" base.activationPackage.name;
      };
    })
    { x86_64-linux = null; aarch64-linux = null; aarch64-darwin = null; };

  # What deploy-rs's schema says of a node: names, types, and what has to be there.
  nodeIsOfSchema = node:
    let
      generic = {
        activationTimeout = "int";
        autoRollback = "bool";
        confirmTimeout = "int";
        fastConnection = "bool";
        interactiveSudo = "bool";
        magicRollback = "bool";
        remoteBuild = "bool";
        sshOpts = "list";
        sshUser = "string";
        sudo = "string";
        tempPath = "string";
        user = "string";
      };
      of = types: given: all (name: typeOf given.${name} == types.${name}) (attrNames (intersectAttrs types given));
      known = types: given: removeAttrs given (attrNames types) == { };
      profile = given:
        known (generic // { path = null; profilePath = null; }) given && of generic given
        && (given.path.type or null) == "derivation";
    in
    known (generic // { hostname = null; profilesOrder = null; profiles = null; }) node
    && of (generic // { hostname = "string"; profiles = "set"; profilesOrder = "list"; }) node
    && node ? hostname && all profile (attrValues node.profiles);
}
