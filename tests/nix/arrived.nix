# Which of the values that were written, by number, are not what they should be.
folder:
let
  inherit (builtins) elemAt filter genList length;
  same = import ./same.nix;
  power = exponent:
    if exponent == 0 then 1.0 else if exponent > 0 then 2.0 * power (exponent - 1) else 0.5 * power (exponent + 1);
  written = ((import ../../nix).load { } (folder + "/values.json")).values.all;
  expected = import (folder + "/expected.nix") power;
in
if length written != length expected then "there are ${toString (length written)}"
else filter (i: !same (elemAt written i) (elemAt expected i)) (genList (i: i) (length expected))
