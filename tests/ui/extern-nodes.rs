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

mod half {
    nest_macros::fleet! {
        /// `extern` and no node.
        pub static HALF;

        trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
        extern { a { is = [host]; } }
        extern old;
        eu { extern { b { is = [host]; } } }
    }
}

fn main() {}
