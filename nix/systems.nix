# The systems: every entry of an output, built where there is a builder for it, and otherwise as it was written.
{ arguments, document, modules, targets }:
let
  inherit (builtins) attrNames filter isAttrs isFunction mapAttrs removeAttrs;
  inherit (import ./words.nix) names;
  inherit (arguments) builders home-manager nix-darwin pins;

  # The builders that are known here, null where a flake is not there. Each takes a system, and the nixpkgs for it:
  # the one that its pin names, or that of everything.
  known = {
    nixosConfigurations = { nixpkgs, ... }: if nixpkgs == null then null else nixpkgs.lib.nixosSystem;

    # It wants the packages, and calls the special arguments otherwise.
    homeConfigurations = { name, nixpkgs, ... }: if home-manager == null then null else system:
      if nixpkgs == null then
        throw "`${name}` of `homeConfigurations` needs `nixpkgs` beside `home-manager`; give `load` both"
      else
        home-manager.lib.homeManagerConfiguration (removeAttrs system [ "system" "specialArgs" ] // {
          pkgs = nixpkgs.legacyPackages.${systemOf name system};
          extraSpecialArgs = system.specialArgs or { };
        });

    # It has a nixpkgs of its own, which only a pin replaces.
    darwinConfigurations = { pin, ... }: if nix-darwin == null then null else system:
      nix-darwin.lib.darwinSystem (system // (if pin == null then { } else {
        inherit (pin) lib;
        modules = system.modules ++ [{ _file = "the pin of a system"; config.nixpkgs.source = pin; }];
      }));
  };

  # A builder of the user's sees a pin only where there is one: most pass what they get on to a function that knows no
  # `nixpkgs`, and should say so.
  custom = output: { pin, ... }: system:
    builders.${output} (system // (if pin == null then { } else { nixpkgs = pin; }));

  platformOf = output: name: systemOf name (prepared output name document.outputs.${output}.${name}).system;
  systemOf = name: system:
    system.system or (throw "`${name}` has no `system`; write `class … { system = node.system; }` in its trait");

  # Without any nixpkgs, a pin is as good as not written: what comes back is data.
  pinOf = name: written:
    if !(written ? nixpkgs) || (arguments.nixpkgs == null && pins == { }) then null
    else pins.${written.nixpkgs} or (throw ("`${written.nixpkgs}` is no pin, and `${name}` asks for it; "
      + (if pins == { } then "write `load { pins.${written.nixpkgs} = …; … }`"
         else "`pins` has ${names (attrNames pins)}")));

  # What a builder is given, and the nixpkgs that it is to use.
  prepared = output: name: written:
    let
      node = document.nodeOf output name;
      scope = { inherit node; place = "the arguments of `${name}`"; names = { inherit (arguments) inputs; }; };
      own = modules.resolve scope (removeAttrs written [ "modules" "nixpkgs" ]);
      everyone =
        if isFunction arguments.specialArgs then arguments.specialArgs node
        else arguments.specialArgs;
      specialArgs = everyone // (own.specialArgs or { });
      pin = pinOf name written;
    in
    {
      inherit name pin;
      nixpkgs = if pin == null then arguments.nixpkgs else pin;
      system = own // { modules = modules.of output name written; }
        // (if specialArgs == { } then { } else { inherit specialArgs; });
    };

  packages = { name, nixpkgs, system, ... }:
    if nixpkgs == null then targets.without "nixpkgs" name
    else nixpkgs.legacyPackages.${systemOf name system};

  build = output: name: written:
    let
      from = prepared output name written;
      system = from.system // { modules = modules.plain output name written; };
      builder = if builders ? ${output} then custom output from else known.${output} from;
    in
    # A closure of the fleet's may have made anything of it.
    if !isAttrs written || !(written ? modules) || builder == null then written else builder system;

  # Whether there is a builder for an output.
  isBuilt = output: builders ? ${output} || {
    nixosConfigurations = arguments.nixpkgs != null || pins != { };
    homeConfigurations = home-manager != null;
    darwinConfigurations = nix-darwin != null;
  }.${output} or false;

  # Data of the fleet's own, in which values may stand that only Nix knows.
  data = output: entries:
    if known ? ${output} && entries != { } then
      throw "`${output}` holds systems, and fleet `${document.fleet}` has no node in it; run `cargo xtask emit`"
    else modules.resolve { node = null; place = "output `${output}`"; names = { inherit (arguments) inputs; }; } entries;

  unknown = filter (output: !(known ? ${output}) && !(document.outputs ? ${output}))
    (attrNames (builders // arguments.modules));
in
{
  inherit isBuilt packages platformOf prepared;

  outputs =
    if unknown != [ ] then
      throw ("${names unknown}: no output of fleet `${document.fleet}`, "
        + "which has ${names (attrNames document.outputs)}")
    else
      mapAttrs
        (output: entries:
          if !(document.routed ? ${output}) then data output entries
          else if isBuilt output then mapAttrs (build output) entries
          else entries)
        document.outputs;
}
