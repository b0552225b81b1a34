//! A body that assigns a path twice, or a path and something below it.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host]; system = "x86_64-linux"; }
    rule host => nixos {
        a.b = 1;
        a.b = 2;
        c.d = { e = 1; };
        c.d.f = 2;
        g.h.i = 1;
        g.h = {};
        k { l = 1; }
        k.l = 2;
        set = { x = 1; x = 2; };
        if true { m = 1; } else { m = 2; }
    }
}

fn main() {}
