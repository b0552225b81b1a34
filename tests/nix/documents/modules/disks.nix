# What a flake's `nixosModules.…` may be: here a function.
{ config, ... }: { environment.variables.DISKS = config.networking.hostName; }
