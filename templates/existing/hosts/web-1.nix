# Moves over: what the fleet says of this host is here no longer, and what is here the fleet does not say yet.
{
  imports = [ ./web-1/hardware-configuration.nix ];

  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;
}
