//! A declaration of another name than all that mentions it.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait wbes { needs = [host]; }
    attr adress: u16;
    a { is = [frontend]; system = "x86_64-linux"; port = 1; }
    b { is = [frontend]; system = "x86_64-linux"; port = 2; }
    rule frontend => nixos(frontend) { x.y = frontend.name; }
}

fn main() {}
