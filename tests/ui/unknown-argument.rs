//! An argument that is no trait, nor `select` or `node`.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host]; system = "x86_64-linux"; }
    rule host => nixos(hosst, selct) { x.y = 1; }
}

fn main() {}
