//! An attribute that is not declared: on a node, in `requires`, in a selector.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    attr port: u16;
    trait web { requires = [prot]; }
    a { is = [host, web]; sytem = "x86_64-linux"; colour = "red"; }
    rule [prt = 80] => nixos { x.y = 1; }
}

fn main() {}
