# How messages name things: in backticks, and what is wrong comes first.
let
  inherit (builtins) concatStringsSep map match;
  quoted = name: if match "[A-Za-z_][A-Za-z0-9_'-]*" name == null then "\"${name}\"" else name;
in
{
  # `a`, `b`, `c`
  names = all: concatStringsSep ", " (map (name: "`${name}`") all);

  # A path as Nix writes it: config.services."a.b". Only messages read it, so quotes inside names stay as they are.
  dotted = path: concatStringsSep "." (map quoted path);

  # What was written by one version and read by another.
  oneVersion = "use a `load` and a `cargo xtask emit` of one version";
}
