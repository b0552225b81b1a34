# What was written, read: a file of JSON, one of Nix, or a split folder, which has an index `fleet.json` and a file for
# each system. Afterwards there is no difference between them.
source:
let
  inherit (builtins)
    attrNames attrValues concatMap dirOf elem filter fromJSON hashFile isAttrs listToAttrs map mapAttrs match
    pathExists readFile removeAttrs typeOf;

  inherit (import ./words.nix) oneVersion;

  format = "nest-fleet/1";

  # `toString`, since `"${./file}"` would copy the file into the store.
  has = ending: match ".*\\.${ending}" (toString source) != null;
  isSplit = !has "json" && !has "nix";

  # A path as it was given, so that a flake stays pure.
  index = if isSplit then source + "/fleet.json" else source;
  folder = if isSplit then source else dirOf source;

  read =
    if !pathExists index then
      throw "`${toString index}` is not there; run `cargo xtask emit`, and `git add` the file if this is a flake"
    else if has "nix" then import index
    else fromJSON (readFile index);

  document =
    if !isAttrs read || !(read ? format) then
      throw "`${toString index}` is no fleet: it has no `format`; give the path of what `cargo xtask emit` wrote"
    else if read.format != format then
      throw "`${toString read.format}` is a format that is not known here, where `${format}` is; ${oneVersion}"
    else read;

  inherit (document) nodes;

  # The outputs that hold systems. Every other is data of the fleet's own, and comes through as it is.
  routed = listToAttrs (map (name: { inherit name; value = null; }) (concatMap (n: n.outputs) (attrValues nodes)));

  # A system of a split folder. Nothing reads it before somebody asks for that system.
  system = { file, sha256 }:
    let path = folder + "/${file}"; in
    if !pathExists path then
      throw "`${toString path}` is not there; run `cargo xtask emit`"
    else if hashFile "sha256" path != sha256 then
      throw "`${toString path}` is not what the index was written with; run `cargo xtask emit`"
    else fromJSON (readFile path);

  # What a node is called in outputs. With `names = path;`, that is not its name.
  nameOf = node: node.output or node.name;

  outputs = removeAttrs document [ "format" "fleet" "nodes" ];
in
if !elem (typeOf source) [ "path" "string" ] then
  throw "a ${typeOf source} is nothing to load; give the path of what `cargo xtask emit` wrote"
else {
  inherit (document) fleet;
  inherit nodes routed;

  # Every top-level key that is an output: of names to systems as they were written, or anything.
  outputs =
    let whole = output: entries: if routed ? ${output} then mapAttrs (_: system) entries else entries; in
    if isSplit then mapAttrs whole outputs else outputs;

  # The functions of `nix!`, by the hash of their text, in a file beside the document; `place` wants one of them.
  expressions =
    let path = folder + "/${document.fleet}.nix"; in
    place:
    if pathExists path then import path
    else throw "`${toString path}` is not there, and holds what `nix!` says, in ${place}; run `cargo xtask emit`";

  # The node that is called `name` in `output`, and has its key as `path`.
  nodeOf =
    let
      entry = key: { name = nameOf nodes.${key}; value = nodes.${key} // { path = key; }; };
      of = output: listToAttrs (map entry (filter (key: elem output nodes.${key}.outputs) (attrNames nodes)));
      all = mapAttrs (output: _: of output) routed;
    in
    output: name: all.${output}.${name};

  inherit nameOf;
}
