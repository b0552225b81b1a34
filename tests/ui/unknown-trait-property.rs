//! What a trait cannot have.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web { need = [host]; requires = []; }
    a { is = [host, web]; system = "x86_64-linux"; }
}

fn main() {}
