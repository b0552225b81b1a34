//! A fleet of any size, as text: for what is measured by the number of nodes.

/// How many nodes share a namespace, the load balancer included.
const ENVIRONMENT: usize = 50;

/// A fleet like `MULTI_ENV_SCOPED`: a load balancer on that port and a web server, or some rules would match no
/// node, and environments of further nodes.
#[must_use]
pub fn environments(nodes: usize, port: usize) -> String {
    let mut text = format!(
        "{HEAD}{}{}",
        node("lb", "base-lb", "10.255.0.1", port),
        node("web", "base-web", "10.255.0.2", 80)
    );
    for first in (0..nodes).step_by(ENVIRONMENT) {
        text += &format!("}} env-{first} {{ system = \"x86_64-linux\"; env = \"prod\";\n");
        for i in first..nodes.min(first + ENVIRONMENT) {
            let kind = if i == first { "lb" } else { "web" };
            let [_, a, b, c] = (i as u32).to_be_bytes();
            text += &node(kind, &format!("{kind}-{i}"), &format!("10.{a}.{b}.{c}"), 80);
        }
    }
    text + RULES
}

fn node(kind: &str, name: &str, address: &str, port: usize) -> String {
    format!("    {name} {{ is = [host, {kind}]; addr = \"{address}\"; httpPort = {port}; }}\n")
}

const HEAD: &str = r#"
use nest_core::prelude::*;
use nest_macros::fleet;

fleet! {
    pub static FLEET;

    attr system: System;
    attr env: "prod" | "staging";
    attr addr: unique Ipv4Addr;
    attr httpPort: u16;

    trait host {
        requires = [system, addr];
        class nixos => nixosConfigurations { system = node.system; };
    }
    trait nginx;
    trait ssh;
    trait firewall;
    trait server { needs = [nginx, ssh, firewall]; }
    trait lb { needs = [server]; }
    trait web { needs = [server]; requires = [addr, httpPort]; }
    trait monitoring { needed_by = server; }

base { system = "x86_64-linux"; env = "staging";
"#;

const RULES: &str = r#"}

    rule host => nixos(host) {
        networking.hostName = host.name;
        system.stateVersion = "25.11";
        nix.settings.experimental-features = ["nix-command", "flakes"];
    }
    rule nginx => nixos { services.nginx.enable = true; }
    rule ssh => nixos { services.openssh.enable = true; }
    rule firewall => nixos { networking.firewall.enable = true; }
    rule monitoring => nixos {
        services.prometheus.exporters.node { enable = true; enabledCollectors = ["systemd"]; }
    }
    rule lb => nixos(select) {
        services.haproxy.enable = true;
        services.haproxy.config = lines(select.peers(web).map(|w| format!("server {}:{}", w.addr, w.httpPort)));
    }
    rule host => nixos(select) {
        networking.extraHosts = lines(select.peers(host).map(|p| format!("{} {}", p.addr, p.name)));
    }
}
"#;
