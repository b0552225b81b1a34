# The same document, as a file of Nix.
builtins.fromJSON (builtins.readFile ./forms.json)
