//! Code that ends too early, or cannot be read, hides no other mistake.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host, wbe]; system = "x86_64-linux"; }
    b { is = [host]; }
    rule host => nixos(host, select) {
        a.b = host.;
        a.c = 1 + ;
        a.d = select.all(host).map(|h| h.);
        let x = ;
        if host. { a.e = 1; }
        match host.name { "a" | => { a.f = 1; } _ => {} }
        a.g = format!("x" "y") + [1 2].len();
    }
}

fn main() {}
