//! An attribute declared twice, and one set twice.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    attr port: u16;
    attr port: u32;
    a { is = [host]; system = "x86_64-linux"; port = 1; port = 2; }
    b { port = 1; }
    b { port = 2; }
}

fn main() {}
