//! A node written twice, and a node opened again.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    prod {
        system = "x86_64-linux";
        a { is = [host]; }
        b { is = [host]; }
        a { is = [host]; }
    }
    prod.b { below { is = []; } }
}

fn main() {}
