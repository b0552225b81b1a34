//! Class bodies that stand in the DOM.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait user { class homeManager => homeConfigurations; }
    // What comes to be below a host is none of the nodes below.
    trait maker { synth { child x { is = [user]; } } }

    prod {
        nixos { services.nginx.enable = true; }
        a { is = [host]; nixoss { services.nginx.enable = true; } }
        b { is = [host]; nixos(wbe) { x = 1; } }
        c { is = [host]; homeManager { x = 1; } }
        d { is = [host]; nixos(select); }
        f { is = [host]; synth(slect) { x = 1; } synth { x = 1; } }
        for i in 1..=3 {
            e-[i] { is = [host]; homeManager(node) { x = 1; } nixos { y = 1 z = 2; } }
        }
    }
    nixos(host) { x = 1; }

    // With options and `is` it is neither node nor body; without options, a node in spite of its name.
    g { is = [host]; nixos { is = [user]; services.nginx.enable = true; } }
    h { is = [host]; nixos { is = [user]; enable = true; } }
}

fn main() {}
