//! A word that stands in a list twice.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    attr kind: "a" | "b" | "a";
    attr map: { String: i64 };
    trait web { needs = [host, host]; requires = [system, system?]; }
    a { is = [web, web]; system = "x86_64-linux"; kind = "b"; map = { x = 1; x = 2; }; }
    rule web => nixos(web, web) { x.y = 1; }
}

fn main() {}
