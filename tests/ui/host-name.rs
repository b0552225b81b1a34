//! Names that no machine can have.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    all {
        system = "x86_64-linux";
        web_1 { is = [host]; }
        "a.b" { is = [host]; }
        "a..b" { is = [host]; }
        "web_1.example.org" { is = [host]; }
        "web-1.example.org." { is = [host]; }
        "-x" { is = [host]; }
        "" { is = [host]; }
    }
}

fn main() {}
