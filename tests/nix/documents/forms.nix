{
  "plus" = { lib, pkgs, config, inputs }: { port, ... }: lib.mkIf config.services.nginx.enable [ port (port + 1) ];
  "alone" = { lib, pkgs, config, inputs }: "${config.networking.hostName} ${inputs.text}";
}
