# What stands in for nixpkgs' `lib` in these tests, which have no network: as much of the module system as they need.
# It is ours, and small: no renamed options, no freeform modules, no types that are merged, and `options` as they are
# declared. Set
# NEST_NIXPKGS_LIB to the folder `lib` of a nixpkgs, and the same tests ask the real one.
let
  inherit (builtins)
    all attrNames concatMap concatStringsSep elem elemAt filter foldl' functionArgs genericClosure head
    isAttrs isBool isFunction isInt isList isString length listToAttrs map mapAttrs removeAttrs sort
    substring tail toJSON typeOf;

  isA = type: value: isAttrs value && (value._type or null) == type;
  show = concatStringsSep ".";
  showDefinitions = definitions:
    concatStringsSep "" (map ({ file, value }: "\n- In `${file}': ${shown value}") definitions);
  shown = value: if isFunction value || isAttrs value then "<${typeOf value}>" else toJSON value;

  property = _type: fields: fields // { inherit _type; };
  mkIf = condition: content: property "if" { inherit condition content; };
  mkMerge = contents: property "merge" { inherit contents; };
  mkOverride = priority: content: property "override" { inherit priority content; };
  mkOrder = priority: content: property "order" { inherit priority content; };
  mkOption = property "option";

  ### Modules

  evalModules = { modules, specialArgs ? { }, prefix ? [ ] }:
    let
      arguments = { inherit lib; config = evaluated; options = tree; } // specialArgs;

      call = module:
        if !isFunction module then module
        else
          # A named argument may come from a module too, and is not looked at before it is used.
          let named = mapAttrs (name: _: arguments.${name} or evaluated._module.args.${name}); in
          module (arguments // named (functionArgs module));

      load = parent: key: given:
        let
          isFile = !isFunction given && !isAttrs given;
          module = call (if isFile then import given else given);
          meta = [ "_file" "imports" "options" "config" ];
        in
        rec {
          key' = if isFile then toString given else key;
          file = module._file or (if isFile then toString given else parent);
          imports = numbered file key' (module.imports or [ ]);
          options = module.options or { };
          config =
            if !(module ? config || module ? options) then removeAttrs module meta
            else if removeAttrs module meta != { } then throw "`${file}' has options beside `config'"
            else module.config or { };
        };
      numbered = file: key: given:
        map (n: load file "${key}:${toString n}" (elemAt given n)) (builtins.genList (n: n) (length given));

      # Breadth first, each file once; then the last first, which is the order in which lists and lines are merged.
      item = module: { key = module.key'; inherit module; };
      collected = genericClosure {
        startSet = map item (numbered "<unknown-file>" "" ([ internal ] ++ modules));
        operator = { module, ... }: map item module.imports;
      };
      loaded = foldl' (later: { module, ... }: [ module ] ++ later) [ ] collected;

      internal = {
        options._module.args = mkOption { type = types.lazyAttrsOf types.raw; };
        options._module.check = mkOption { type = types.bool; default = true; };
      };
      tree = foldl' declare { } (map (module: module.options) loaded);
      evaluated = evaluate prefix tree (map (module: { inherit (module) file; value = module.config; }) loaded);
      strays = unknown prefix tree (map (module: { inherit (module) file; value = module.config; }) loaded);
    in
    if evaluated._module.check && strays != [ ] then throw (head strays) else { config = removeAttrs evaluated [ "_module" ]; };

  # Options of several modules, as one tree.
  declare = a: b:
    if isA "option" a || isA "option" b then throw "an option is declared twice"
    else a // mapAttrs (name: option: if a ? ${name} then declare a.${name} option else option) b;

  # The values of a tree of options, from all definitions of the set that it stands for.
  evaluate = path: tree: definitions:
    mapAttrs (name: option:
      let here = path ++ [ name ]; below = under name definitions; in
      if isA "option" option then define here option below else evaluate here option below) tree;

  define = path: option: definitions:
    let fallback = { file = "the default"; value = mkOverride 1500 option.default; }; in
    merge path option.type (definitions ++ (if option ? default then [ fallback ] else [ ]));

  unknown = path: tree: definitions:
    concatMap (name:
      let here = path ++ [ name ]; below = under name definitions; in
      if !(tree ? ${name}) then
        [ "The option `${show here}' does not exist. Definition values:${showDefinitions below}" ]
      else if isA "option" tree.${name} then [ ]
      else unknown here tree.${name} below)
      (attrNames (foldl' (names: { value, ... }: names // value) { } (concatMap spread definitions)));

  ### Definitions

  # A definition of a set, with the properties around it handed down to what it holds.
  spread = { file, value }:
    let
      inside = content: wrap:
        map (d: d // { value = mapAttrs (_: wrap) d.value; }) (spread { inherit file; value = content; });
    in
    if isA "merge" value then concatMap (content: spread { inherit file; value = content; }) value.contents
    else if isA "if" value then inside value.content (mkIf value.condition)
    else if isA "override" value then inside value.content (mkOverride value.priority)
    else [{ inherit file value; }];

  under = name: definitions:
    concatMap ({ file, value }: if value ? ${name} then [{ inherit file; value = value.${name}; }] else [ ])
      (concatMap spread definitions);

  # Conditions hold or not, the strongest priority counts, and then comes the order.
  merge = path: type: definitions:
    let
      discharged = concatMap discharge definitions;
      priority = { value, ... }: if isA "override" value then value.priority else 100;
      strongest = foldl' (a: d: if priority d < a then priority d else a) 9999 discharged;
      strong = map (d: if isA "override" d.value then d // { value = d.value.content; } else d)
        (filter (d: priority d == strongest) discharged);
      position = { value, ... }: if isA "order" value then value.priority else 1000;
      ordered = map (d: if isA "order" d.value then d // { value = d.value.content; } else d)
        (sort (a: b: position a < position b) strong);
      wrong = filter (d: !type.check d.value) ordered;
    in
    if ordered == [ ] then throw "The option `${show path}' is used but not defined."
    else if wrong != [ ] then
      throw "A definition for option `${show path}' is not of type `${type.name}'.${showDefinitions wrong}"
    else type.merge path ordered;

  discharge = { file, value }:
    if isA "merge" value then concatMap (content: discharge { inherit file; value = content; }) value.contents
    else if isA "if" value then if value.condition then discharge { inherit file; value = value.content; } else [ ]
    else [{ inherit file value; }];

  ### Types

  one = name: check: {
    inherit name check;
    merge = path: definitions:
      let first = head definitions; in
      if all (d: d.value == first.value) (tail definitions) then first.value
      else throw "The option `${show path}' has conflicting definition values:${showDefinitions definitions}";
  };
  set = name: element: {
    inherit name;
    check = isAttrs;
    merge = path: definitions:
      let names = foldl' (names: { value, ... }: names // value) { } (concatMap spread definitions); in
      # A name whose every definition is off is not there.
      listToAttrs (concatMap (name:
        let here = under name definitions; in
        if concatMap discharge here == [ ] then [ ]
        else [{ inherit name; value = merge (path ++ [ name ]) element here; }]) (attrNames names));
  };

  types = {
    bool = one "boolean" isBool;
    int = one "signed integer" isInt;
    str = one "string" isString;
    package = one "package" (value: isAttrs value && value.type or null == "derivation");
    path = one "path" (value: substring 0 1 (toString value) == "/");
    raw = { name = "raw value"; check = _: true; merge = _: definitions: (head definitions).value; };
    lines = {
      name = "strings concatenated with \"\\n\"";
      check = isString;
      merge = _: definitions: concatStringsSep "\n" (map (d: d.value) definitions);
    };
    nullOr = type: {
      name = "null or ${type.name}";
      check = value: value == null || type.check value;
      merge = path: definitions:
        if all (d: d.value == null) definitions then null else type.merge path definitions;
    };
    listOf = type: {
      name = "list of ${type.name}";
      check = isList;
      merge = path: definitions:
        let
          elements = { file, value }: concatMap (value: discharge { inherit file value; }) value;
        in
        map (element: merge (path ++ [ "*" ]) type [ element ]) (concatMap elements definitions);
    };
    attrsOf = set "attribute set";
    # The real one differs from `attrsOf` in what it forces.
    lazyAttrsOf = set "lazy attribute set";
    submodule = options: {
      name = "submodule";
      check = value: isAttrs value || isFunction value;
      merge = path: definitions:
        let
          name = { _module.args.name = elemAt path (length path - 1); };
          module = { file, value }:
            { _file = file; } // (if isFunction value then { imports = [ value ]; } else { config = value; });
        in
        (evalModules { prefix = path; modules = [ options name ] ++ map module definitions; }).config;
    };
    # A whole module below an option, as `home-manager.users.<name>` has it.
    submoduleWith = { modules }: {
      name = "submodule";
      check = value: isAttrs value || isFunction value;
      merge = path: definitions:
        (evalModules {
          prefix = path;
          modules = modules ++ map ({ file, value }: { _file = file; imports = [ value ]; }) definitions;
        }).config;
    };
  };

  lib = {
    inherit concatStringsSep elem evalModules mkIf mkMerge mkOption mkOrder mkOverride types;
    mkBefore = mkOrder 500;
    mkAfter = mkOrder 1500;
    mkForce = mkOverride 50;
    mkDefault = mkOverride 1000;
    # As the real one does of a package that says which program it is for.
    getExe = package: "${package}/bin/${package.meta.mainProgram}";
  };
in
lib
