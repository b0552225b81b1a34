//! Two rules of one label.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host]; system = "x86_64-linux"; }
    rule host as base => nixos { x.y = 1; }
    rule #a as base => nixos { x.z = 1; }
}

fn main() {}
