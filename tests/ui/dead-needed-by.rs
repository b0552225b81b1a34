//! A trait that joins no node.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web;
    trait monitoring { needed_by = web; }
    a { is = [host]; system = "x86_64-linux"; }
}

fn main() {}
