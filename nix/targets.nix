# Where nodes are reached, as whom, and what they are tagged with.
{ arguments }:
let
  inherit (builtins) elem elemAt filter foldl' isString length match split;

  # A machine without an address is called by its name. A home is no machine.
  usual = node:
    let addr = node.attrs.addr or null; in
    if addr != null || elem "homeConfigurations" node.outputs then addr else node.name;

  # The namespaces around a node, outermost first: `prod`, `prod.eu`. Quoted names may hold dots, and are not split.
  environments = namespace:
    if namespace == null then [ ]
    else if match ".*\".*" namespace != null then [ namespace ]
    else
      let
        parts = filter isString (split "\\." namespace);
        longer = all: part: all ++ [ (if all == [ ] then part else "${elemAt all (length all - 1)}.${part}") ];
      in
      foldl' longer [ ] parts;
in
{
  # `host` is null for what is not reached, and `user` where none is named.
  of = node:
    let
      target = (if arguments.targetHost == null then usual else arguments.targetHost) node;
      parts = match "(([^@]*)@)?(.*)" target;
    in
    if target == null then { host = null; user = null; }
    else { host = elemAt parts 2; user = elemAt parts 1; };

  tags = node: node.traits ++ environments node.namespace;

  # Who logs in on a machine.
  userOf = target: if target.user == null then "root" else target.user;

  # What is worked out here is where NixOS says that it comes from, and gives way to what a rule says.
  from = node: "where `${node.path}` is deployed to";
  default = content: { _type = "override"; priority = 1000; inherit content; };

  without = flake: name: throw "`${name}` cannot be deployed without `${flake}`; give it to `load`";
}
