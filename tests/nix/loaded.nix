# For each fleet in a folder, whether what is loaded of each form is what was written as JSON.
folder: fleets:
let
  inherit (builtins) fromJSON listToAttrs map readFile removeAttrs;
  same = import ./same.nix;
  load = file: removeAttrs ((import ../../nix).load { } (folder + "/${file}")) [ "modulesFor" ];
  forms = fleet:
    let written = removeAttrs (fromJSON (readFile (folder + "/${fleet}.json"))) [ "format" "fleet" ]; in {
      json = same (load "${fleet}.json") written;
      nix = same (load "${fleet}.fleet.nix") written;
      split = same (load fleet) written;
    };
in
listToAttrs (map (fleet: { name = fleet; value = forms fleet; }) fleets)
