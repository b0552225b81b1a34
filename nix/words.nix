# How messages name things: in backticks, what is wrong first, and the nearest of what is known.
let
  inherit (builtins) concatStringsSep filter head map match stringLength substring;
  quoted = name: if match "[A-Za-z_][A-Za-z0-9_'-]*" name == null then "\"${name}\"" else name;

  # Whether one letter more, one fewer or another one makes the one name of the other, or two that change places.
  isNear = a: b:
    let
      of = stringLength a;
      other = stringLength b;
      shorter = if of < other then of else other;
      longer = if of < other then other else of;
      # How many letters are the same, counted from `n` on, of so many at most.
      same = most: isSame: n: if n < most && isSame n then same most isSame (n + 1) else n;
      before = same shorter (n: substring n 1 a == substring n 1 b) 0;
      behind = same (shorter - before) (n: substring (of - n - 1) 1 a == substring (other - n - 1) 1 b) 0;
      swapped = of == other && before + behind == of - 2
        && substring before 1 a == substring (before + 1) 1 b && substring (before + 1) 1 a == substring before 1 b;
    in
    longer - shorter <= 1 && (before + behind >= longer - 1 || swapped);
in
{
  # `a`, `b`, `c`
  names = all: concatStringsSep ", " (map (name: "`${name}`") all);

  # What to say of a name that is not known: the one that may be meant, or else that.
  meant = name: known: otherwise:
    let near = filter (isNear name) known; in
    if stringLength name < 3 || near == [ ] then otherwise else "did you mean `${head near}`?";

  # A path as Nix writes it: config.services."a.b". Only messages read it, so quotes inside names stay as they are.
  dotted = path: concatStringsSep "." (map quoted path);

  # What was written by one version and read by another.
  oneVersion = "use a `load` and a `cargo xtask emit` of one version";
}
