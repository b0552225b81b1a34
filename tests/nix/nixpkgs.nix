# A flake like nixpkgs: its `lib`, with a `nixosSystem` that has the options of `options.nix`, and a few packages.
let
  real = builtins.getEnv "NEST_NIXPKGS_LIB";
  lib = if real == "" then import ./lib.nix else import (/. + real);

  # A derivation as far as types and text can see.
  package = name: {
    type = "derivation";
    inherit name;
    outPath = "/nix/store/00000000000000000000000000000000-${name}";
  };
  packages = named: system: {
    inherit lib system;
    path = ./.;
    config = { };
    overlays = [ ];
    git = package "${named}git" // { meta.mainProgram = "git"; };
    writeText = name: text: package name // { inherit text; };
    formats = { }: { type = "ini"; generate = name: value: package name // { inherit value; }; };
    callPackage = file: given: import file ({ lib = "of pkgs"; } // given);
    nfs-utils = package "${named}nfs-utils";
  };

  flake = named: {
    inherit named;
    lib = lib // {
      # As strict about its arguments as the real one.
      nixosSystem = { modules, system ? null, specialArgs ? { } }:
        lib.evalModules {
          specialArgs = { modulesPath = toString ./modules; } // specialArgs;
          modules = [ ./options.nix { _module.args.pkgs = (packages named) system; } ] ++ modules;
        } // { built = { inherit named system specialArgs; }; };
    };
    legacyPackages = {
      x86_64-linux = packages named "x86_64-linux";
      aarch64-linux = packages named "aarch64-linux";
    };
  };
in
flake "" // { pinned = flake "pinned-"; }
