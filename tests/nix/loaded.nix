# For each fleet, whether what is loaded of each form, from a folder of its name, is what was written as JSON.
folder: fleets:
let
  inherit (builtins) fromJSON listToAttrs map readFile removeAttrs;
  same = import ./same.nix;
  load = file: removeAttrs ((import ../../nix).load { } (folder + "/${file}")) [ "modulesFor" ];
  forms = fleet:
    let written = removeAttrs (fromJSON (readFile (folder + "/json/${fleet}.json"))) [ "format" "fleet" ]; in {
      json = same (load "json/${fleet}.json") written;
      nix = same (load "nix/${fleet}.fleet.nix") written;
      split = same (load "split/${fleet}") written;
    };
in
listToAttrs (map (fleet: { name = fleet; value = forms fleet; }) fleets)
