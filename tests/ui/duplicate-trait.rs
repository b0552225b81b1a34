//! Two declarations of one name.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web;
    trait web { needs = [host]; }
    trait system;
    a { is = [host, web]; system = "x86_64-linux"; }
}

fn main() {}
