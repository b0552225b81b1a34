# A module that comes with NixOS, below `modulesPath`.
{ environment.variables.PROFILE = "guest"; }
