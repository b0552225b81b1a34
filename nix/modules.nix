# The modules of a system: what was written, in the form that the module system of NixOS knows.
{ arguments, document }:
let
  inherit (builtins) attrNames elem filter head isAttrs length map match pathExists removeAttrs;
  inherit (import ./words.nix) names;
  inherit (arguments) hosts inputs;

  values = import ./values.nix { inherit arguments; inherit (document) expressions; module = whole; };

  # A module with values that need `pkgs`, `lib` or `config` has to be a function; the others are better off as data.
  # `pkgs` must be named for the module system to give it. Nothing is asked of it unless a value does.
  whole = { _file, imports, config, ... }:
    let
      as = scope: {
        inherit _file;
        imports = values.resolve scope imports;
        config = values.resolve scope config;
      };
    in
    if values.isMarked imports || values.isMarked config then
      { config, lib, pkgs, ... }: as { place = _file; names = { inherit config inputs lib pkgs; }; }
    else as { };

  # As it stands in the list of a system: the options beside `_file`.
  module = written: whole {
    inherit (written) _file;
    imports = written.imports or [ ];
    config = removeAttrs written [ "_file" "imports" ];
  };

  # The files that the machine's folder has. Only where whole machines are built: `alice` of `homeConfigurations` is
  # no machine, and may be called as one.
  machines = [ "nixosConfigurations" "darwinConfigurations" ];
  hostFiles = output: name:
    if hosts == null || !elem output machines || match "[^./][^/]*" name == null then [ ]
    else if !pathExists hosts then
      throw "`${toString hosts}` is not there, and `load` has it as `hosts`; create the folder"
    else
      filter pathExists
        (map (file: hosts + "/${name}/${file}.nix") [ "configuration" "hardware-configuration" "disko" ]);

  # What is not the fleet's comes first, as if the fleet's had been appended to it.
  of = output: name: written:
    (arguments.modules.${output} or [ ]) ++ hostFiles output name ++ map module written.modules;

  # The output whose modules a node's are: NixOS's, if it is in several.
  outputOf = key:
    let inherit (document.nodes.${key}) outputs; in
    if outputs == [ ] then throw "`${key}` is in no output, and has no modules; ask for a node that is"
    else if elem "nixosConfigurations" outputs then "nixosConfigurations"
    else if length outputs == 1 then head outputs
    else throw "`${key}` is in ${names outputs}; take the modules from one of these";

  unknownNode = key:
    let alike = filter (other: document.nodes.${other}.name == key) (attrNames document.nodes); in
    throw ("`${key}` is no node of fleet `${document.fleet}`; "
      + (if alike == [ ] then "`nodes` has them all" else "did you mean ${names alike}?"));
in
{
  inherit of;
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
      if isAttrs written && written ? modules then of output name written
      else
        throw "`${key}` has no modules in `${output}`; a closure of the fleet makes something else of them";
}
