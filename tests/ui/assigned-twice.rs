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
        n {}
        n = 1;
        o = {};
        o {}
        p { if true { q = 1; } }
        p = { q = 2; };
        r {}
        r { s {} }
        r.s { t = 1; }
        r = 1;
        u.v = 1;
        u.v.w {}
        set = { x = 1; x = 2; };
        if true { m = 1; } else { m = 2; }
    }
}

fn main() {}
