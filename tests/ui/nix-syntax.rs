//! What people write who come from Nix.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host]; system = "x86_64-linux"; }
    rule host => nixos(host) {
        inherit (host) system;
        inherit name;
        with lib; 
        environment.systemPackages = with pkgs; [ git vim ];
        networking.hostName = "${host.name}";
        x.list = [ "a" "b" ];
        x.numbers = [ 1 2 ];
        x.function = { port, ... }: port;
        x.set = rec { a = 1; };
        x.let = let y = 1; in y;
        x.update = a // b;
    }
}

fn main() {}
