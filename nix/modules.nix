# The modules of a system: what was written, in the form that the module system of NixOS knows.
{ arguments, document, colmena }:
let
  inherit (builtins) any attrNames elem filter head isAttrs length map removeAttrs;
  inherit (import ./words.nix) meant names;
  inherit (arguments) home-manager inputs;

  hostFiles = import ./hosts.nix { inherit arguments document; };

  values = import ./values.nix {
    inherit arguments;
    inherit (document) expressions;
    module = scope: whole scope.node;
  };

  # A module with values that need `pkgs`, `lib` or `config` has to be a function; the others are better off as data.
  # `pkgs` must be named for the module system to give it. Nothing is asked of it unless a value does. Whose it is, is
  # told where it is from: NixOS's messages name a rule, and one rule is of many nodes.
  whole = node: { _file, imports, config, ... }:
    let
      file = if node == null then _file else "${_file}, node ${node.path}";
      as = scope: {
        _file = file;
        # What is imported decides what is in `_module.args`.
        imports = values.resolve (removeAttrs scope [ "more" ]) imports;
        config = values.resolve scope config;
      };
    in
    if values.isMarked imports || values.isMarked config then
      { config, lib, pkgs, ... }@given: as {
        inherit node;
        place = file;
        names = given // { inherit inputs; };
        more = config._module.args;
      }
    else as { };

  # As it stands in the list of a system: the options beside `_file`.
  module = node: written: whole node {
    inherit (written) _file;
    imports = written.imports or [ ];
    config = removeAttrs written [ "_file" "imports" ];
  };

  # The module of home-manager, where something goes to the homes that it makes in a machine.
  homes = output: written:
    let module = { nixosConfigurations = "nixosModules"; darwinConfigurations = "darwinModules"; }.${output} or null; in
    if home-manager == null || module == null || !any (module: module ? home-manager) written.modules then [ ]
    else [ home-manager.${module}.home-manager ];

  settings = output: name:
    if arguments.colmena == null || output != "nixosConfigurations" then [ ] else [ (colmena.settings name) ];

  # What is not the fleet's comes first, as if the fleet's had been appended to it.
  of = output: name: written:
    homes output written
    ++ (arguments.modules.${output} or [ ])
    ++ hostFiles output name
    ++ settings output name
    ++ map (module (document.nodeOf output name)) written.modules;

  # With the options that a hive of Colmena has by itself.
  plain = output: name: written:
    if settings output name == [ ] then of output name written
    else colmena.options name ++ of output name written;

  # The output whose modules a node's are: NixOS's, if it is in several.
  outputOf = key:
    # Settings for deploy-rs are no system.
    let outputs = filter (output: output != "deploy") document.nodes.${key}.outputs; in
    if outputs == [ ] then throw "`${key}` is in no output, and has no modules; ask for a node that is"
    else if elem "nixosConfigurations" outputs then "nixosConfigurations"
    else if length outputs == 1 then head outputs
    else throw "`${key}` is in ${names outputs}; take the modules from one of these";

  unknownNode = key:
    let alike = filter (other: document.nodes.${other}.name == key) (attrNames document.nodes); in
    throw ("`${key}` is no node of fleet `${document.fleet}`; "
      + (if alike == [ ] then meant key (attrNames document.nodes) "`nodes` has them all"
         else "did you mean ${names alike}?"));
in
{
  inherit of plain;
  inherit (values) resolve;

  # The modules of a node, by its key among the nodes, as its system has them.
  modulesFor = key:
    if !(document.nodes ? ${key}) then unknownNode key
    else
      let
        output = outputOf key;
        name = document.nameOf document.nodes.${key};
        written = document.outputs.${output}.${name};
      in
      if isAttrs written && written ? modules then plain output name written
      else
        throw "`${key}` has no modules in `${output}`; a closure of the fleet makes something else of them";
}
