//! Rules that match no node.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web;
    prod { system = "x86_64-linux"; a { is = [host]; } }
    rule web => nixos { x.y = 1; }
    rule host & #b => nixos { x.y = 1; }
    rule #prod => nixos { x.y = 1; }
    rule host:not(*) => nixos { x.y = 1; }
}

fn main() {}
