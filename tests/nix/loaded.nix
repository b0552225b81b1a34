# For each file of a folder, whether what is loaded is what was written.
folder:
let
  inherit (builtins) fromJSON mapAttrs readDir readFile removeAttrs;
  same = import ./same.nix;
in
mapAttrs
  (name: _:
    let loaded = (import ../../nix).load { } (folder + "/${name}"); in
    same (removeAttrs loaded [ "modulesFor" ])
      (removeAttrs (fromJSON (readFile (folder + "/${name}"))) [ "format" "fleet" ]))
  (readDir folder)
