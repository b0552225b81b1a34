# What stands in for the file of that name in nixpkgs, which evaluates a system: `nixosSystem` calls it there.
(import ../../../nixpkgs.nix).lib.nixosSystem
