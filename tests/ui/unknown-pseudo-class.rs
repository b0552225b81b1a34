//! A pseudo-class that selectors do not have.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host]; system = "x86_64-linux"; }
    rule host:nto(host) => nixos { x.y = 1; }
    rule host:hover => nixos { x.y = 1; }
}

fn main() {}
