//! A misspelt keyword.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    atrr port: u16;
    env production { system = "x86_64-linux"; }
    a { is = [host]; system = "x86_64-linux"; }
}

fn main() {}
