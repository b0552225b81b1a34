# Which of the values that were written in each form, by number, are not what they should be.
folder:
let
  inherit (builtins) elemAt filter genList length listToAttrs map;
  same = import ./same.nix;
  power = exponent:
    if exponent == 0 then 1.0 else if exponent > 0 then 2.0 * power (exponent - 1) else 0.5 * power (exponent + 1);
  expected = import (folder + "/expected.nix") power;
  differing = written:
    if length written != length expected then "there are ${toString (length written)}"
    else filter (i: !same (elemAt written i) (elemAt expected i)) (genList (i: i) (length expected));
  read = file: ((import ../../nix).load { } (folder + "/${file}")).values.all;
in
listToAttrs
  (map (file: { name = file; value = differing (read file); }) [ "json/values.json" "nix/values.fleet.nix" ])
