# The nodes of deploy-rs: machines, each with its system and the homes that stand below it as profiles, and homes that
# are reached by themselves. What the fleet has in the output `deploy` are settings of a node, or of a home's profile.
{ arguments, document, modules, systems, targets }:
let
  inherit (builtins)
    attrNames concatMap elem filter groupBy head length listToAttrs map mapAttrs match;
  inherit (import ./words.nix) names;
  inherit (arguments) deploy-rs nixpkgs;
  inherit (targets) default without;

  # What is deployed: by which function of deploy-rs, and which flake it is built by.
  kinds = {
    nixosConfigurations = { activate = "nixos"; builder = "nixpkgs"; };
    darwinConfigurations = { activate = "darwin"; builder = "nix-darwin"; };
    homeConfigurations = { activate = "home-manager"; builder = "home-manager"; };
  };
  found = concatMap (output: map (entry output) (attrNames (document.outputs.${output} or { }))) (attrNames kinds);
  entry = output: name:
    let node = document.nodeOf output name; in { inherit name node output; target = targets.of node; };
  isHome = entry: entry.output == "homeConfigurations";

  machines = filter (entry: !isHome entry && entry.target.host != null) found;
  homes = groupBy (home: above home.node.path) (filter isHome found);

  # The path of the nearest machine above something, or an empty one.
  byPath = listToAttrs (map (entry: { name = entry.node.path; value = entry; }) machines);
  above = path:
    let shorter = match "(.*)\\.[^.]*" path; in
    if shorter == null then ""
    else if byPath ? ${head shorter} then head shorter
    else above (head shorter);

  below = machine: homes.${machine.node.path} or [ ];
  alone = filter (home: home.target.host != null) (homes."" or [ ]);

  ### Settings

  lib = name: if nixpkgs == null then without "nixpkgs" name else nixpkgs.lib;

  # Source: deploy-rs, `src/data.rs`.
  options = { lib, ... }:
    let
      inherit (lib) mkOption types;
      ofType = type: mkOption { type = types.nullOr type; default = null; };
      generic = {
        activationTimeout = ofType types.int;
        autoRollback = ofType types.bool;
        confirmTimeout = ofType types.int;
        fastConnection = ofType types.bool;
        interactiveSudo = ofType types.bool;
        magicRollback = ofType types.bool;
        remoteBuild = ofType types.bool;
        sshOpts = ofType (types.listOf types.str);
        sshUser = ofType types.str;
        sudo = ofType types.str;
        tempPath = ofType types.str;
        user = ofType types.str;
      };
      profile.options = generic // { path = ofType types.raw; profilePath = ofType types.str; };
    in
    {
      options = generic // {
        hostname = ofType types.str;
        profilesOrder = ofType (types.listOf types.str);
        profiles = mkOption { type = types.attrsOf (types.submodule profile); default = { }; };
      };
    };

  # What the fleet says of a node in `deploy`, as modules.
  written = { name, node, ... }:
    if elem "deploy" node.outputs then modules.of "deploy" name document.outputs.deploy.${name} else [ ];

  given = settings: listToAttrs (concatMap
    (name: if settings.${name} == null then [ ] else [{ inherit name; value = settings.${name}; }])
    (attrNames settings));

  evaluated = name: all:
    let settings = ((lib name).evalModules { modules = [ options ] ++ all; }).config; in
    given (settings // { profiles = mapAttrs (_: given) settings.profiles; });

  ### Nodes

  profile = user: { name, output, ... }:
    let
      kind = kinds.${output};
      built = systems.outputs.${output}.${name};
      platform = systems.platformOf output name;
    in
    {
      user = default user;
      # Without a builder, it is data.
      path = default (deploy-rs.lib.${platform}.activate.${kind.activate}
        (if built ? config || built ? activationPackage then built else without kind.builder name));
    };

  # A node's settings: what is worked out here, and what the fleet says.
  settled = entry: config: evaluated entry.name ([
    { _file = targets.from entry.node; config = { hostname = default entry.target.host; } // config; }
  ] ++ written entry);

  machine = entry: settled entry ({
    sshUser = default (targets.userOf entry.target);
    # Whoever logs in, a system is activated by root.
    profiles = { system = profile "root" entry; } // listToAttrs (map
      (home: {
        inherit (home) name;
        value = { ... }: { imports = written home; config = profile home.node.name home; };
      })
      (below entry));
  } // (if below entry == [ ] then { } else { profilesOrder = default [ "system" ]; }));

  home = entry:
    let user = if entry.target.user == null then entry.node.name else entry.target.user; in
    settled entry { sshUser = default user; profiles.home = profile user entry; };

  # By name. Of two machines of one name there would be one.
  nodes = map (entry: { inherit (entry) name; value = machine entry; }) machines
    ++ map (entry: { inherit (entry) name; value = home entry; }) alone;
  byName = groupBy (node: node.name) nodes;
  shared = filter (name: length byName.${name} > 1) (attrNames byName);

  # Homes that would be the profile of the machine itself.
  hiding = map (home: home.node.path) (filter (home: home.name == "system") (concatMap below machines));

  # What has settings, and is not deployed.
  deployed = groupBy (entry: entry.node.path) (machines ++ alone ++ concatMap below machines);
  idle = filter (path: !(deployed ? ${path}))
    (map (name: (document.nodeOf "deploy" name).path) (attrNames (document.outputs.deploy or { })));
in
if shared != [ ] then
  throw "${names shared}: what several machines are called that are deployed; rename one of each"
else if hiding != [ ] then
  throw "${names hiding}: called `system` below a machine, whose own profile has that name in deploy-rs; rename the home"
else if idle != [ ] then
  throw "${names idle}: in the output `deploy`, and neither a machine nor a home that is reached; take that class away"
else listToAttrs nodes
