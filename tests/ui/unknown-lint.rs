//! An `allow` of what is no lint, or cannot happen there.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host, web]; system = "x86_64-linux"; }
    #[allow(dead-rul)]
    rule host => nixos { x.y = 1; }
    #[allow(unknown-trait)]
    rule #a => nixos { x.z = 1; }
    #[allow(dead-rule)]
    trait web;
    #[allow(dead-rule, dead-body)]
    rule #nobody => nixos { x.z = 1; }
}

fn main() {}
