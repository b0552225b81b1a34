# The arguments of `load`: what each has to be, and what stands for it where it is not given. They are looked at when
# something needs them.
given:
let
  inherit (builtins)
    attrNames filter head isAttrs isFunction isList isPath isString length mapAttrs match removeAttrs typeOf;
  inherit (import ./words.nix) meant names;

  arguments = {
    # Flakes. What needs one that is not there is left as data.
    nixpkgs = flake (value: value ? lib.nixosSystem) "inherit (inputs) nixpkgs;";
    home-manager = flake (value: value ? lib.homeManagerConfiguration) "inherit (inputs) home-manager;";
    nix-darwin = flake (value: value ? lib.darwinSystem) "inherit (inputs) nix-darwin;";
    colmena = flake (value: value ? lib.makeHive) "inherit (inputs) colmena;";
    deploy-rs = flake (value: value ? lib) "inherit (inputs) deploy-rs;";

    # What `inputs.…` means in a body.
    inputs = { isRight = isAttrs; is = "the flake's inputs"; write = "inherit inputs;"; };
    # Where the paths of `path!` start: the workspace.
    root = folder "root = ./.;";
    # A folder with one for each machine: `<name>/{default,configuration,hardware-configuration,disko}.nix`.
    hosts = folder "hosts = ./hosts;";
    # For all systems of an output.
    modules = named isList "a list of modules" "modules.nixosConfigurations = [ … ];";
    # For all systems.
    specialArgs = {
      default = { };
      isRight = value: isAttrs value || isFunction value;
      is = "a set, or a function of the node";
      write = "specialArgs = { … };";
    };
    # More nixpkgs, by name.
    pins = named isAttrs "a flake" "pins.stable = inputs.nixpkgs-stable;";
    # For outputs that are not known here, and to replace the known.
    builders = named isCallable "a function" "builders.vms = { modules, ... }: …;";
    # Of a node, where it is reached: `host`, `user@host`, or null for not at all.
    targetHost = { isRight = isCallable; is = "a function of the node"; write = "targetHost = node: node.name;"; };
  };

  flake = isOne: write: { isRight = value: isAttrs value && isOne value; is = "the flake"; inherit write; };
  folder = write: {
    # A flake is one too.
    isRight = value: isPath value || isString value && match "/.*" value != null || value ? outPath;
    is = "a folder";
    inherit write;
  };
  named = isRight: is: write: {
    default = { };
    isRight = isAttrs;
    is = "a set";
    inherit write;
    each = { inherit isRight is; };
  };
  isCallable = value: isFunction value || value ? __functor;

  checked = name: { isRight, is, write, default ? null, each ? null }:
    let
      value = given.${name} or null;
      wrong = filter (entry: !each.isRight value.${entry}) (attrNames value);
      instead = { name, is, value }:
        throw "`${name}` of `load` is ${shown value}, and has to be ${is}; write `load { ${write} … }`";
    in
    if value == null then default
    else if !isRight value then instead { inherit name is value; }
    else if each != null && wrong != [ ] then
      instead { name = "${name}.${head wrong}"; inherit (each) is; value = value.${head wrong}; }
    else value;

  shown = value:
    if value ? callPackage then "packages" else { int = "an int"; null = "null"; }.${typeOf value} or "a ${typeOf value}";

  unknown = attrNames (removeAttrs given (attrNames arguments));
  known = "it knows ${names (attrNames arguments)}";
in
if !isAttrs given then
  throw "`load` got a ${typeOf given} for its arguments; write `load { … } ./generated/fleet.json`"
else if unknown != [ ] then
  throw ("${names unknown}: no argument of `load`; "
    + (if length unknown == 1 then meant (head unknown) (attrNames arguments) known else known))
else
  mapAttrs checked arguments
