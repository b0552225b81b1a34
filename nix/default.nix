# From what `cargo xtask emit` wrote to what a flake holds: `load { … } ./generated/fleet.json`. Builtins alone are
# needed; everything of nixpkgs and other flakes comes in as an argument.
#
# The stages: the document is read, modules get the form that NixOS knows, systems are built, and deployed.
{
  load = given: source:
    let
      arguments = import ./arguments.nix given;
      document = import ./document.nix source;
      targets = import ./targets.nix { inherit arguments; };
      colmena = import ./colmena.nix { inherit arguments document targets; };
      modules = import ./modules.nix { inherit arguments colmena document; };
      systems = import ./systems.nix { inherit arguments document modules targets; };
      jobs = import ./jobs.nix { inherit document systems; };
      own = { inherit (document) nodes; inherit (modules) modulesFor; }
        // jobs
        // (if arguments.colmena == null then { } else { colmenaHive = colmena.hive systems; })
        // (if arguments.deploy-rs == null then { } else {
          deploy.nodes = import ./deploy-rs.nix { inherit arguments document modules systems targets; };
        });
      # The settings for deploy-rs are in what it gets.
      outputs = removeAttrs systems.outputs (if document.routed ? deploy && own ? deploy then [ "deploy" ] else [ ]);
      taken = builtins.attrNames (builtins.intersectAttrs own outputs);
      inherit (import ./words.nix) names;
    in
    if taken != [ ] then
      throw ("${names taken}: an output of fleet `${document.fleet}`, and what `load` gives by itself; "
        + "rename the output")
    else
      outputs // own;
}
