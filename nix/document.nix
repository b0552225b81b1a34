# What was written, read: a file of JSON, one of Nix, or a split folder, which has an index `fleet.json` and a file for
# each system, and can be given itself. Afterwards there is no difference between them.
source:
let
  inherit (builtins)
    all attrNames attrValues baseNameOf concatMap dirOf elem filter fromJSON hashFile head isAttrs isList isString length
    listToAttrs map mapAttrs match pathExists readFile removeAttrs typeOf;

  inherit (import ./words.nix) names oneVersion;

  format = "nest-fleet/1";

  # `toString`, since `"${./file}"` would copy the file into the store.
  has = ending: match ".*\\.${ending}" (toString source) != null;
  isFolder = !has "json" && !has "nix";

  # A path as it was given, so that a flake stays pure.
  index = if isFolder then source + "/${indexName}" else source;
  folder = if isFolder then source else dirOf source;
  indexName = "fleet.json";

  # What there is of the fleet in another layout, which may have changed since somebody wrote down the path.
  elsewhere =
    let
      stem = head (match "([^.]*).*" (baseNameOf (toString source)));
      beside = ending: dirOf source + "/${stem}${ending}";
      isThere = path: pathExists (if path == beside "" then path + "/${indexName}" else path);
    in
    filter isThere (map beside [ ".json" ".fleet.nix" "" ]);

  read =
    if pathExists index then if has "nix" then import index else fromJSON (readFile index)
    else if elsewhere != [ ] then
      throw "`${toString index}` is not there, and `${toString (head elsewhere)}` is; give that to `load`"
    else if isFolder && pathExists source then
      throw "`${toString source}` is a folder without `${indexName}`; give the path of what `cargo xtask emit` wrote"
    else throw "`${toString index}` is not there; run `cargo xtask emit`, and `git add` the file if this is a flake";

  document =
    if !isAttrs read || !(read ? format) then
      throw "`${toString index}` is no fleet: it has no `format`; give the path of what `cargo xtask emit` wrote"
    else if read.format != format then
      throw "`${toString read.format}` is a format that is not known here, where `${format}` is; ${oneVersion}"
    else if !isString (read.fleet or null) || match "[^./][^/]*" read.fleet == null then
      throw "`${toString index}` is no fleet: it has no `fleet`, or one that is no name; ${emitAgain}"
    else if !isAttrs (read.nodes or null) then
      throw "`${toString index}` is no fleet: it has no `nodes`; ${emitAgain}"
    else read;

  emitAgain = "run `cargo xtask emit`";

  # Every node is looked at when the outputs are, and no system is.
  nodes = mapAttrs node document.nodes;
  node = key: value:
    let
      texts = of: isList of && all isString of;
      forms = {
        name = isString;
        # One that is called otherwise in outputs has it.
        output = isString;
        outputs = texts;
        namespace = of: of == null || isString of;
        traits = texts;
        attrs = isAttrs;
      };
      given = { output = ""; } // value;
      wrong = filter (of: !(given ? ${of} && forms.${of} given.${of})) (attrNames forms);
    in
    if !isAttrs value then
      throw "node `${key}` is a ${typeOf value} in `${toString index}`; ${oneVersion}"
    else if wrong != [ ] then
      throw "${names wrong}: not as a node has it, of node `${key}` in `${toString index}`; ${oneVersion}"
    else value;

  # The outputs that hold systems. Every other is data of the fleet's own.
  routed = listToAttrs (map (name: { inherit name; value = null; }) (concatMap (n: n.outputs) (attrValues nodes)));

  # A system of a split folder. Nothing reads it before somebody asks for that system.
  system = name: entry:
    let
      path = folder + "/${entry.file}";
      wrong = import ./paths.nix entry.file;
    in
    if !isPiece entry then
      throw "`${name}` is no `file` with its `sha256` in `${toString index}`; ${emitAgain}"
    else if wrong != null then
      throw "${wrong}, and is the file of `${name}` in `${toString index}`; ${emitAgain}"
    else if !pathExists path then
      throw "`${toString path}` is not there; ${emitAgain}"
    else if hashFile "sha256" path != entry.sha256 then
      throw "`${toString path}` is not what the index was written with; ${emitAgain}"
    else fromJSON (readFile path);

  isPiece = entry:
    isAttrs entry && attrNames entry == [ "file" "sha256" ] && isString entry.file && isString entry.sha256
    && match "[0-9a-f]{64}" entry.sha256 != null;

  # A system of any other document: of an index, which may be given itself, it is in a file too.
  whole = name: entry:
    if !isPiece entry then entry
    else if baseNameOf (toString index) == indexName then system name entry
    else
      throw "`${toString index}` is the index of a split fleet, and has `${name}` in a file; give its folder to `load`";

  # What a node is called in outputs. With `names = path;`, that is not its name.
  nameOf = node: node.output or node.name;

  outputs = removeAttrs document [ "format" "fleet" "nodes" ];

  # The nodes of each output, by what they are called there. One that two are called would be one of them.
  nodesOf =
    let
      entry = key: { name = nameOf nodes.${key}; value = nodes.${key} // { path = key; }; };
      of = output:
        let
          entries = map entry (filter (key: elem output nodes.${key}.outputs) (attrNames nodes));
          found = listToAttrs entries;
          shared = filter (name: length (filter (other: other.name == name) entries) > 1) (attrNames found);
        in
        if length entries == length (attrNames found) then found
        else throw "${names shared}: what several nodes are called in `${output}`; ${emitAgain}";
    in
    mapAttrs (output: _: of output) routed;

  # An output has a system for each of its nodes, and no other: what is no node's would be taken for data.
  agreed = output: entries:
    let
      known = nodesOf.${output};
      apart = attrNames (removeAttrs known (attrNames entries) // removeAttrs entries (attrNames known));
    in
    if !isAttrs entries then
      throw "`${output}` in `${toString index}` is a ${typeOf entries}, and nodes are in it; ${emitAgain}"
    else if apart != [ ] then
      throw ("${names apart}: not both in `${output}` and, with that output, among the `nodes` of "
        + "`${toString index}`; ${emitAgain}")
    else entries;
in
if !elem (typeOf source) [ "path" "string" ] then
  throw "a ${typeOf source} is nothing to load; give the path of what `cargo xtask emit` wrote"
else {
  inherit (document) fleet;
  inherit nodes routed;

  # Every top-level key that is an output: of names to systems as they were written, or anything.
  outputs =
    let
      systems = mapAttrs (if isFolder then system else whole);
      lacking = filter (output: !(outputs ? ${output})) (attrNames routed);
    in
    if lacking != [ ] then
      throw "${names lacking}: not in `${toString index}`, and nodes are in it; ${emitAgain}"
    else
      mapAttrs (output: entries: if routed ? ${output} then systems (agreed output entries) else entries) outputs;

  # The functions of `nix!`, by the hash of their text, in a file beside the document; `place` wants one of them.
  expressions =
    let path = folder + "/${document.fleet}.nix"; in
    place:
    if pathExists path then import path
    else throw "`${toString path}` is not there, and holds what `nix!` says, in ${place}; run `cargo xtask emit`";

  # The node that is called `name` in `output`, and has its key as `path`.
  nodeOf = output: name: nodesOf.${output}.${name};

  inherit nameOf;
}
