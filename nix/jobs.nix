# The systems as something to build: for Hydra and nix-eval-jobs by output, for `nix flake check` by platform. Nothing of
# a system is evaluated before it is asked for.
{ document, systems }:
let
  inherit (builtins) attrNames concatMap filter groupBy listToAttrs map mapAttrs;

  # What is built of a system.
  toplevel = built: built.config.system.build.toplevel or null;
  kinds = {
    nixosConfigurations = { word = "nixos"; of = toplevel; };
    darwinConfigurations = { word = "darwin"; of = toplevel; };
    homeConfigurations = { word = "home"; of = built: built.activationPackage or null; };
  };
  built = filter (output: document.routed ? ${output} && systems.isBuilt output) (attrNames kinds);

  job = output: name:
    let made = kinds.${output}.of systems.outputs.${output}.${name}; in
    if made == null then throw "`${name}` of `${output}` has nothing to build; see what its builder gives" else made;
  jobs = output: mapAttrs (name: _: job output name) document.outputs.${output};

  # Machines and homes may be called alike.
  check = output: name: {
    platform = systems.platformOf output name;
    name = "${kinds.${output}.word}-${name}";
    value = job output name;
  };
  # What a closure of the fleet's makes may have no platform.
  isSystem = output: name: document.outputs.${output}.${name} ? modules;
  checks = concatMap (output: map (check output) (filter (isSystem output) (attrNames document.outputs.${output})))
    built;
in
if built == [ ] then { }
else {
  hydraJobs = listToAttrs (map (name: { inherit name; value = jobs name; }) built);
  checks = mapAttrs (_: listToAttrs) (groupBy (check: check.platform) checks);
}
