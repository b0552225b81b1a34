# What JSON has no form for: a reference, a path, text with values in it, an expression, a module. Each is written as a
# set with `_nest`, and becomes what it stands for here.
{ arguments, expressions, module }:
let
  inherit (builtins)
    all any attrNames attrValues concatStringsSep filter foldl' functionArgs head isAttrs isBool isFloat isFunction isInt
    isList isPath isString map mapAttrs pathExists removeAttrs tail toJSON typeOf;
  inherit (import ./words.nix) dotted meant names oneVersion;
  inherit (arguments) inputs root;

  # Whether something in a value stands for something else.
  isMarked = value:
    if isList value then any isMarked value
    else isAttrs value && (value ? _nest || any isMarked (attrValues value));

  # A scope has `place`, which is how messages call it, `names`, which are the flake's `inputs` and in modules what these
  # are given, and the `node` that a module is of. A module finds in `more` what its system gives by `_module.args`.
  resolve = scope: value:
    if isList value then map (resolve scope) value
    else if !isAttrs value then value
    else if value ? _nest then marked scope value
    else if value._type or null == "if" then
      value // { condition = truth scope value.condition; content = resolve scope value.content; }
    else mapAttrs (_: resolve scope) value;

  # A set with `_nest`. One of another form was not written by `emit`, or by another version of it.
  marked = scope: value:
    let
      kind = value._nest;
      form = forms.${kind};
      given = removeAttrs value [ "_nest" ];
      isWrong = key: !(form ? ${key} && given ? ${key} && form.${key} given.${key});
      wrong = filter isWrong (attrNames (form // given));
    in
    if !isString kind || !(forms ? ${kind}) then
      throw ("`${if isString kind then kind else toJSON kind}` is a kind of value that is not known here, in "
        + "${scope.place}; ${oneVersion}")
    else if wrong != [ ] then
      throw ("${names wrong}: not as a value of the kind `${kind}` has it, in ${scope.place}; it has "
        + "${names (attrNames form)}; ${oneVersion}")
    else kinds.${kind} scope given;

  # What each kind has beside `_nest`.
  forms = {
    ref.path = path: isList path && path != [ ] && all isString path;
    path.path = isString;
    text.parts = isList;
    expr = { id = isString; args = isAttrs; };
    call = { function = _: true; args = args: isList args && args != [ ]; };
    select = { from = _: true; path = path: isList path && path != [ ] && all isString path; };
    not.of = _: true;
    all.of = isList;
    any.of = isList;
    "if" = { condition = _: true; "then" = _: true; "else" = _: true; };
    module = { _file = isString; imports = _: true; config = isAttrs; };
  };

  kinds = {
    ref = scope: { path }: follow scope path;
    path = { place, ... }: { path }: file place path;
    text = scope: { parts }: concatStringsSep "" (map (part scope) parts);
    expr = scope: { id, args }:
      let
        function = (expressions scope.place).${id} or
          (throw "`${id}` is an expression that is not there, in ${scope.place}; run `cargo xtask emit`");
        expression = function (mapAttrs (word: _: follow scope [ word ]) (functionArgs function));
      in
      if args == { } then expression else expression (resolve scope args);
    call = scope: { function, args }:
      foldl' (apply scope (shown function)) (resolve scope function) (map (resolve scope) args);
    select = scope: { from, path }: walk scope (shown from) path (resolve scope from);
    not = scope: { of }: !(truth scope of);
    all = scope: { of }: all (truth scope) of;
    any = scope: { of }: any (truth scope) of;
    "if" = scope: { condition, ... }@given:
      resolve scope (if truth scope condition then given."then" else given."else");
    module = module;
  };

  follow = { place, names, more ? { }, ... }@scope: path:
    let first = head path; in
    if first == "inputs" && inputs == null then
      throw "`${dotted path}` needs the flake's inputs, in ${place}; write `load { inherit inputs; … }`"
    else if first == "builtins" then walk scope first (tail path) builtins
    else if names ? ${first} then walk scope first (tail path) names.${first}
    else if more ? ${first} then walk scope first (tail path) more.${first}
    else
      throw ("`${dotted path}` means nothing in ${place}; `${first}` is not known there, "
        + "and `load { specialArgs = { ${first} = …; }; … }` gives it to all modules");

  # One name after another, so that the message says which is missing.
  walk = { place, ... }: whole: path: value:
    let
      step = { at, seen }: name:
        if at ? ${name} then { at = at.${name}; seen = "${seen}.${dotted [ name ]}"; }
        else throw ("`${whole}.${dotted path}` is not there, in ${place}; "
          + meant name (if isAttrs at then attrNames at else [ ]) "`${seen}` has no `${name}`");
    in
    (foldl' step { at = value; seen = whole; } path).at;

  # A function, applied to one argument.
  apply = { place, ... }: whole: function: argument:
    if isFunction function || function ? __functor then function argument
    else
      throw "`${whole}` is called in ${place}, and gives a ${typeOf function} there; take fewer arguments, or a function";

  truth = scope: value:
    let resolved = resolve scope value; in
    if isBool resolved then resolved
    else
      throw "`${shown value}` decides in ${scope.place}, and is a ${typeOf resolved}; take what is true or false";

  # What is called or asked, as messages name it.
  shown = value:
    if !(value ? _nest) then "…"
    else if value._nest == "ref" then dotted value.path
    else if value._nest == "call" then "${shown value.function}(…)"
    else if value._nest == "select" then "${shown value.from}.${dotted value.path}"
    else if value._nest == "expr" then "nix!(…)"
    else "…";

  file = place: path:
    let
      found = root + "/${path}";
      wrong = import ./paths.nix path;
    in
    if wrong != null then
      throw "${wrong}, in ${place}; a path is one from the workspace's root"
    else if root == null then
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
