# The options of NixOS that these tests set.
{ config, lib, ... }:
let
  inherit (lib) mkOption types;
  required = type: mkOption { inherit type; };
  default = default: type: mkOption { inherit default type; };
  off = default false types.bool;
in
{
  options = {
    boot.initrd.availableKernelModules = default [ ] (types.listOf types.str);
    boot.loader.efi.canTouchEfiVariables = off;
    boot.loader.systemd-boot.enable = off;
    environment.etc = default { } (types.attrsOf (types.submodule { options.source = required types.path; }));
    environment.systemPackages = default [ ] (types.listOf types.package);
    environment.variables = default { } (types.attrsOf types.str);
    fileSystems = default { } (types.attrsOf (types.submodule {
      options = { device = required types.str; fsType = required types.str; };
    }));
    networking = {
      domain = default null (types.nullOr types.str);
      extraHosts = default "" types.lines;
      firewall.enable = off;
      firewall.allowedTCPPorts = default [ ] (types.listOf types.int);
      hostName = required types.str;
    };
    nix.settings.experimental-features = default [ ] (types.listOf types.str);
    services = {
      haproxy.enable = off;
      haproxy.config = default null (types.nullOr types.lines);
      nginx.enable = off;
      nginx.virtualHosts = default { } (types.attrsOf (types.submodule {
        options = {
          listen = default [ ] (types.listOf types.raw);
          locations = default { } (types.attrsOf (types.submodule { options.return = required types.str; }));
        };
      }));
      openssh.enable = off;
      openssh.settings.PasswordAuthentication = default true types.bool;
      postgresql.enable = off;
      prometheus.exporters.node.enable = off;
      prometheus.exporters.node.enabledCollectors = default [ ] (types.listOf types.str);
    };
    system.build.toplevel = required types.raw;
    system.stateVersion = required types.str;
    users.users = default { } (types.attrsOf (types.submodule {
      options = {
        extraGroups = default [ ] (types.listOf types.str);
        isNormalUser = off;
        openssh.authorizedKeys.keys = default [ ] (types.listOf types.str);
        shell = default null (types.nullOr types.str);
      };
    }));
  };
  config.system.build.toplevel = { type = "derivation"; name = "system-${config.networking.hostName}"; };
}
