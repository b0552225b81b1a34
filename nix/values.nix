# What JSON has no form for: a reference, a path, text with values in it, an expression, a module. Each is written as a
# set with `_nest`, and becomes what it stands for here.
{ arguments, expressions, module }:
let
  inherit (builtins)
    any attrValues concatStringsSep foldl' head isAttrs isFloat isInt isList isPath isString map mapAttrs pathExists
    toJSON typeOf;
  inherit (import ./words.nix) dotted oneVersion;
  inherit (arguments) inputs root;

  # Whether something in a value stands for something else.
  isMarked = value:
    if isList value then any isMarked value
    else isAttrs value && (value ? _nest || any isMarked (attrValues value));

  # A scope has `place`, which is how messages call it, and `names`: in modules `pkgs`, `lib`, `config` and `inputs`.
  resolve = scope: value:
    if isList value then map (resolve scope) value
    else if !isAttrs value then value
    else if value ? _nest then (kinds.${value._nest} or (unknown scope value._nest)) scope value
    else mapAttrs (_: resolve scope) value;

  unknown = scope: kind:
    throw "`${kind}` is a kind of value that is not known here, in ${scope.place}; ${oneVersion}";

  kinds = {
    ref = scope: { path, ... }: follow scope path;
    path = { place, ... }: { path, ... }: file place path;
    text = scope: { parts, ... }: concatStringsSep "" (map (part scope) parts);
    expr = scope: { id, args ? { }, ... }:
      let
        function = (expressions scope.place).${id} or
          (throw "`${id}` is an expression that is not there, in ${scope.place}; run `cargo xtask emit`");
        expression = function {
          pkgs = follow scope [ "pkgs" ];
          lib = follow scope [ "lib" ];
          config = follow scope [ "config" ];
          inputs = follow scope [ "inputs" ];
        };
      in
      if args == { } then expression else expression (resolve scope args);
    module = _: module;
  };

  # One name after another, so that the message says which is missing.
  follow = { place, names }: path:
    let
      step = { at, seen }: name:
        if at ? ${name} then { at = at.${name}; seen = seen ++ [ name ]; }
        else if seen == [ ] then throw "`${dotted path}` means nothing in ${place}; `${name}` is not known there"
        else throw "`${dotted path}` is not there, in ${place}; `${dotted seen}` has no `${name}`";
    in
    if head path == "inputs" && inputs == null then
      throw "`${dotted path}` needs the flake's inputs, in ${place}; write `load { inherit inputs; … }`"
    else
      (foldl' step { at = names; seen = [ ]; } path).at;

  file = place: path:
    let found = root + "/${path}"; in
    if root == null then
      throw "`${path}` is a path from the workspace's root, in ${place}; write `load { root = ./.; … }`"
    else if !pathExists found then
      throw "`${toString found}` is not there, in ${place}; create it, and `git add` it if this is a flake"
    else found;

  # As `${…}` has it, and numbers too, which Nix refuses there. `toString` would cut them: 0.1000000.
  part = scope: value:
    let resolved = resolve scope value; in
    if isString resolved || isPath resolved || resolved ? outPath || resolved ? __toString then "${resolved}"
    else if isInt resolved || isFloat resolved then toJSON resolved
    else
      throw "a ${typeOf resolved} cannot stand in text, in ${scope.place}; take text, a number, a path or a package";
in
{
  inherit isMarked resolve;
}
