# The cases of a file that are not as they should be. Compared here: what Nix prints is cut and rounded.
file:
let
  cases = import file;
  differing = builtins.filter (name: cases.${name}.is != cases.${name}.should) (builtins.attrNames cases);
in
builtins.listToAttrs (map (name: { inherit name; value = cases.${name}; }) differing)
