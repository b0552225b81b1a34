# From what `cargo xtask emit` wrote to what a flake holds: `load { … } ./generated/fleet.json`. Builtins alone are
# needed; everything of nixpkgs and other flakes comes in as an argument.
#
# The stages: the document is read, modules get the form that NixOS knows, systems are built, and deployed.
{
  load = given: source:
    let
      arguments = import ./arguments.nix given;
      document = import ./document.nix source;
      modules = import ./modules.nix { inherit arguments document; };
      systems = import ./systems.nix { inherit arguments document modules; };
      deployment = import ./deployment.nix { inherit arguments document systems; };
      own = { inherit (document) nodes; inherit (modules) modulesFor; } // deployment;
      taken = builtins.attrNames (builtins.intersectAttrs own systems.outputs);
      inherit (import ./words.nix) names;
    in
    if taken != [ ] then
      throw ("${names taken}: an output of fleet `${document.fleet}`, and what `load` gives by itself; "
        + "rename the output")
    else
      systems.outputs // own;
}
