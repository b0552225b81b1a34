//! A body of a class that no trait defines.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host]; system = "x86_64-linux"; }
    rule host => nixso { x.y = 1; }
    rule host { nixos { x.y = 1; } homeManager { x.y = 1; } }
}

fn main() {}
