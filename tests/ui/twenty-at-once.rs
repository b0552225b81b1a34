//! Twenty mistakes of twenty kinds are twenty errors of one build.

use nest_core::prelude::*;

nest_macros::fleet! {
    /// A fleet with everything wrong.
    pub static WRONG;

    attr system: System;
    attr env: "prod" | "staging";
    attr addr: unique Ipv4Addr;
    attr port: u61;
    attr note: String;
    attr note: String;

    trait host { requires = [system, addr]; class nixos => nixosConfigurations { system = node.system; }; }
    trait marker { needs = [host, host]; }
    trait one { needs = [two]; }
    trait two { needs = [one]; }
    trait web { need = [host]; }
    trait user { class home => homeConfiguration; }

    prod {
        system = "x86_64-linux";
        env = "prd";
        a { is = [host, marker, one]; addr = "10.0.0.1" }
        b { is = [host, wbe]; addr = "10.0.0.2"; }
        c { is = [host]; adr = "10.0.0.3"; }
        d { is = [host]; }
        e { is = [host, web]; addr = "10.0.0.2"; }
        f_g { is = [host]; addr = "10.0.0.6"; }
        ada { is = [user]; }
    }
    staging.a { is = [host]; system = "x86_64-linux"; addr = "10.0.1.1"; }

    rule host => nixso { x.y = 1; }
    rule host:hover => nixos { x.y = 1; }
    rule host => nixos(hsot) { x.y = 1; }
    rule user as people => nixos { x.y = 1; }
    rule host as people => nixos(host, select) {
        a.b = 1;
        a.b = 2;
        let mut n = 1;
        n = 2;
        c = "${host.name}";
        d = host.adress;
        options.e = n;
        f = with pkgs;
        g = select.all(web).map(|w| w.zone).collect::<Vec<_>>();
    }
}

fn main() {}
