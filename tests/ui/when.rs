//! Mistakes in `:when(…)` and in `sel!(…)`.

use nest_core::prelude::*;

nest_macros::fleet! {
    /// Web servers.
    pub static WHEN;

    attr port: u16;
    attr env: "prod" | "staging";

    trait host { class nixos => nixosConfigurations; }
    trait web { requires = [port]; }

    a { is = [host, web]; port = 80; }

    rule web:when(web.port > 80) => nixos { }
    rule web:when => nixos { }
    rule web:when(|wbe| wbe.port > 80) => nixos { }
    rule web:when(|web, web| web.port > 80) => nixos { }
    rule web:when(|web| web.port >) => nixos { }
    rule web:when() => nixos { }
    rule web:wehn(|web| true) => nixos { }

    rule web => nixos(select) {
        a = select.all(sel!(wbe)).count();
        b = select.all(sel!(web[env = "prd"])).count();
        c = select.all(sel!(web host)).count();
        d = select.all(sel!()).count();
        e = select.all(sel!(lb-prod)).map(|node| select.all(sel!([prt])).count()).sum::<usize>();
        f = [for h in select.all(sel!(:frist-child)) => { name = h.name; }];
    }
}

fn main() {}
