# The arguments of `load`, each with what stands for it where it is not given.
given:
let
  inherit (builtins) attrNames isAttrs removeAttrs typeOf;
  inherit (import ./words.nix) names;

  defaults = {
    # Flakes. What needs one that is not there is left as data.
    nixpkgs = null;
    home-manager = null;
    nix-darwin = null;
    colmena = null;
    deploy-rs = null;

    # What `inputs.…` means in a body.
    inputs = null;
    # Where the paths of `path!` start: the workspace.
    root = null;
    # A folder with `<name>/{configuration,hardware-configuration,disko}.nix`.
    hosts = null;
    # For all systems of an output: `{ nixosConfigurations = [ … ]; }`.
    modules = { };
    # For all systems: a set, or a function of the node.
    specialArgs = { };
    # More nixpkgs, by name.
    pins = { };
    # For outputs that are not known here, and to replace the known: `{ system, modules, … }: …`.
    builders = { };
    # Of a node, where it is reached: `host`, `user@host`, or null for not at all.
    targetHost = node:
      let addr = node.attrs.addr or null; in if addr == null then node.name else addr;
  };

  unknown = attrNames (removeAttrs given (attrNames defaults));
in
if !isAttrs given then
  throw "`load` got a ${typeOf given} for its arguments; write `load { … } ./generated/fleet.json`"
else if unknown != [ ] then
  throw "${names unknown}: no argument of `load`; it knows ${names (attrNames defaults)}"
else
  defaults // given
