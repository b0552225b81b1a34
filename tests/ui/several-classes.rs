//! One body for several classes: what is wrong with it is told once.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    trait host;
    trait web;
    trait linux { needs = [host]; class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait mac { needs = [host]; class darwin => darwinConfigurations { system = "aarch64-darwin"; }; }
    trait user { class homeManager => homeConfigurations; }
    trait entry { class data => facts; }
    a { is = [linux]; }
    b { is = [mac, entry]; darwin, data { x.y = 1; } data, nixos { x.z = 1; } }

    rule host as twice => nixos, darwin, nixos { x.y = 1; }
    rule host as unknown => nixos, darwn(web) { x.z = web.name; }
    rule host as dead { nixos, homeManager, darwin { x.y = 1; } }
    rule host as lacking => nixos, darwin(web) { x.name = web.name; }
    rule host as first => nixos, darwin { services.x.enable = true; }
    rule host as second => nixos, darwin { services.x.enable = false; }
    rule host as unasked => nixos, darwin { x.name = node.name; }
    rule host as reserved => data, darwin { options.x = 1; }
    rule host as ends => nixos, { x.y = 1; }
    rule host as each => nixos(host), darwin(host) { x.y = 1; }
}

fn main() {}
