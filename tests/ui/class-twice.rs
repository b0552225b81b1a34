//! Two traits of one node that define one class.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait vm { class nixos => machines; }
    a { is = [host, vm]; system = "x86_64-linux"; }
}

fn main() {}
