# What is wrong with the text of a path in what is written, which is one from a folder and not beyond it; null if
# nothing is. nest-core's `path_refusal` says the same where the text is made, but what is read may come from anywhere.
text:
let
  inherit (builtins) elem filter isString match split toJSON;
  parts = filter isString (split "/" text);
  what =
    if !isString text then "is no text"
    else if text == "" then "is no path, and would be the whole folder"
    else if match "/.*" text != null then "is absolute"
    else if match "~.*" text != null then "begins with `~`, which is no folder here"
    else if elem ".." parts then "leads upwards with `..`"
    else if elem "." parts then "has a part `.`"
    else if elem "" parts then "has a part without a name"
    else null;
in
if what == null then null else "`${if isString text then text else toJSON text}` ${what}"
