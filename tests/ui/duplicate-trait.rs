//! Two declarations of one name.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web;
    trait web { needs = [host]; }
    trait system;
    trait vm { trait disk; trait disk; trait host; trait port; }
    trait disk;
    attr port: u16;
    a { is = [host, web]; system = "x86_64-linux"; }
}

fn main() {}
