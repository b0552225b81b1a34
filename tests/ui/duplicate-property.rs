//! `is` or `needs` written twice.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web { needs = [host]; needs = [base]; }
    trait base;
    a { is = [web]; is = [base]; system = "x86_64-linux"; }
}

fn main() {}
