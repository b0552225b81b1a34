# How messages name things: in backticks, and what is wrong comes first.
let
  inherit (builtins) concatStringsSep match map;
in
{
  # `a`, `b`, `c`
  names = all: concatStringsSep ", " (map (name: "`${name}`") all);

  # A path as Nix writes it: config.services."a.b". Only messages read it, so quotes inside names stay as they are.
  dotted = path:
    concatStringsSep "." (map (name: if match "[A-Za-z_][A-Za-z0-9_'-]*" name == null then "\"${name}\"" else name) path);
}
