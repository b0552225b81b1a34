//! A type that attributes cannot have.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    attr port: u61;
    attr name-of-it: usize;
    attr address: [Ipv4];
    a { is = [host]; system = "x86_64-linux"; port = 80; }
}

fn main() {}
