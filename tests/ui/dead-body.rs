//! A body of a class that no matching node has.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait user { class homeManager => homeConfigurations; }
    trait marker;
    a { is = [host]; system = "x86_64-linux"; }
    b { is = [user, marker]; }
    rule user => nixos { x.y = 1; }
    rule marker { nixos { x.y = 1; } homeManager { x.y = 1; } }
}

fn main() {}
