//! A body of a class that no trait defines.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait user { class user => parent.nixso at users.users.[node.name]; }
    a { is = [host]; system = "x86_64-linux"; b { is = [user]; } }
    rule host => nixso { x.y = 1; }
    rule host { nixos { x.y = 1; } homeManager { x.y = 1; } }
}

fn main() {}
