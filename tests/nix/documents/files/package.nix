# What `pkgs.callPackage` calls.
{ lib, port, ... }: { type = "derivation"; name = "called-${toString port}-${lib}"; outPath = "/nix/store/0-called"; }
