# Stays in Nix, as it always was.
{
  imports = [ ./db-1/hardware-configuration.nix ];

  networking.hostName = "db-1";
  system.stateVersion = "25.11";
  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;

  services.openssh.enable = true;
  services.postgresql.enable = true;
  networking.firewall.allowedTCPPorts = [ 5432 ];
}
