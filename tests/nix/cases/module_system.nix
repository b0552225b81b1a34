# What the other cases take for granted of the module system, so that a real one and its stand-in are held to it.
let
  inherit ((import ../nixpkgs.nix)) lib;
  inherit (lib) mkOption types;

  options.options = {
    lines = mkOption { type = types.lines; default = ""; };
    list = mkOption { type = types.listOf types.str; default = [ "default" ]; };
    text = mkOption { type = types.str; default = "default"; };
    flag = mkOption { type = types.bool; default = false; };
    below = mkOption {
      default = { };
      type = types.attrsOf (types.submodule { options.lines = mkOption { type = types.lines; }; });
    };
  };
  of = modules: (lib.evalModules { modules = [ options ] ++ modules; }).config;
  # Properties as JSON has them.
  override = priority: content: { _type = "override"; inherit priority content; };
  order = priority: content: { _type = "order"; inherit priority content; };
  when = condition: content: { _type = "if"; inherit condition content; };
in
{
  "the later module's lines come first" = { is = (of [{ lines = "a"; } { lines = "b"; }]).lines; should = "b\na"; };
  "and its lists" = { is = (of [{ list = [ "a" ]; } { list = [ "b" ]; }]).list; should = [ "b" "a" ]; };
  "an import comes before whoever imports it" = {
    is = (of [{ imports = [{ lines = "imported"; }]; lines = "a"; } { lines = "b"; }]).lines;
    should = "imported\nb\na";
  };
  "in a submodule it is as written" = {
    is = (of [{ below.x.lines = "a"; } { below.x.lines = "b"; }]).below.x.lines;
    should = "a\nb";
  };
  "order is stronger" = { is = (of [{ lines = order 500 "a"; } { lines = "b"; }]).lines; should = "a\nb"; };
  "the lowest priority counts" = { is = (of [{ text = "a"; } { text = override 50 "b"; }]).text; should = "b"; };
  "a default gives way" = { is = (of [{ list = [ "a" ]; }]).list; should = [ "a" ]; };
  "a condition holds or not" = {
    is = (of [{ text = when false "a"; flag = when true true; }]);
    should = (of [{ flag = true; }]);
  };
  "a module may ask for the configuration" = {
    is = (of [({ config, ... }: { text = when config.flag "asked"; }) { flag = true; }]).text;
    should = "asked";
  };
  "and for what modules bring" = {
    is = (of [{ _module.args.brought = "brought"; } ({ brought, ... }: { text = brought; })]).text;
    should = "brought";
  };
}
