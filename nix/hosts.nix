# The files of machines that are not the fleet's: a folder for each machine, of which all that is there is taken.
{ arguments, document }:
let
  inherit (builtins) any attrNames attrValues concatMap elem filter head listToAttrs map match pathExists readDir;
  inherit (import ./words.nix) meant names;
  inherit (arguments) hosts;

  # Only where whole machines are built: `alice` of `homeConfigurations` is none, and may be called as one.
  outputs = [ "nixosConfigurations" "darwinConfigurations" ];
  set = names: listToAttrs (map (name: { inherit name; value = null; }) names);
  machines = set (concatMap (output: attrNames (document.outputs.${output} or { })) outputs);
  # A node that no machine is made of may be one that is still written in Nix. One that is a machine is called as in its
  # output.
  isMachine = node: any (output: elem output node.outputs) outputs;
  nodes = set (map (node: node.name) (filter (node: !isMachine node) (attrValues document.nodes))) // machines;

  files = [ "default" "configuration" "hardware-configuration" "disko" ];
  taken = names (map (file: "${file}.nix") files);

  # What is there, by its kind. Whatever is not taken would be without effect, and nobody would know.
  found = if pathExists hosts then readDir hosts else
    throw "`${toString hosts}` is not there, and `load` has it as `hosts`; create the folder";
  folders = filter (name: found.${name} != "regular") (attrNames found);
  strangers = filter (name: !(nodes ? ${name}) && match "\\..*" name == null) folders;
  loose = filter (name: found ? "${name}.nix") (attrNames machines);

  checked =
    if strangers != [ ] then
      let name = head strangers; in
      throw ("`${toString (hosts + "/${name}")}` is the folder of no node of fleet `${document.fleet}`; "
        + meant name (attrNames machines) "rename it, or keep it outside of `hosts`")
    else if loose != [ ] then
      let name = head loose; in
      throw "`${toString (hosts + "/${name}.nix")}` is in no machine's folder; move it to `${name}/default.nix`"
    else set folders;
in
output: name:
if hosts == null || !elem output outputs || !(checked ? ${name}) then [ ]
else
  let of = filter pathExists (map (file: hosts + "/${name}/${file}.nix") files); in
  if of == [ ] then throw "`${toString (hosts + "/${name}")}` has none of ${taken}; nothing would be taken from it"
  else of
