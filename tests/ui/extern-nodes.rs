//! `extern` where there is no node.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait db { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }

    extern old { deep { is = [host]; } }
    extern db-old { is = [db]; nixos { x = 1; } }
    a { is = [host]; }
}

fn main() {}
