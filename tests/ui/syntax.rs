//! What people mistype first.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    attr port u16;
    attr load: f64 = ;
    attr addr: Ipv4Addr;
    attr text: String;
    trait web { needs = host; }
    trait lb { requires [system]; }
    prod {
        system = "x86_64-linux"
        a { is = [host]; port = 80, }
        b { is = host; addr = 10.0.0.1; }
        c { is = [host web]; text = hello; }
    }
    rule host = nixos { x = 1; }
    rule host -> nixos { x = 1; }
    rule => nixos { x = 1; }
    rule host => nixos {
        a.b = 1
        c.d = 2;
        services.nginx.enable true;
        services.nginx.user: "x";
        networking.hostName;
        e.f = ;
    }
    rule host {}
    rule host { services.nginx.enable = true; networking.hostName = "x"; }
    rule host, => nixos { x = 1; }
    #[test]
    trait last;
}

fn main() {}
