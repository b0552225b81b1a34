//! A part that fleets of other crates include.

use nest_macros::fleet;

fleet! {
    /// What every fleet of web servers has.
    pub part SERVERS;

    attr port: u16 = 80;

    /// An entity: becomes a NixOS system.
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web { needs = [host]; requires = [port]; }

    rule web as serves => nixos(web) {
        services.nginx.enable = true;
        networking.firewall.allowedTCPPorts = [web.port];
        users.motd = greeting(web.name);
    }
}

/// What a machine says to whoever logs in.
#[must_use]
pub fn greeting(name: &str) -> String {
    format!("This is {name}.")
}
