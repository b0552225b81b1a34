//! Nix's interpolation, which is plain text here.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host]; system = "x86_64-linux"; }
    rule host => nixos(host) {
        let port = 80;
        a = "${host.name}";
        b = ["http://${host.name}:${port}/${HOME}"];
        c = { d = "${VAR}"; e = format!("${port}"); };
    }
}

fn main() {}
