//! Two rules that give one option different literals.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web { needs = [host]; }
    prod { system = "x86_64-linux"; a { is = [web]; } b { is = [web]; } }
    rule host => nixos {
        services.nginx.enable = true;
        networking { firewall.enable = true; mtu = 1500; }
        x.same = 1;
        x.text = "a";
        x.forced = false;
        x.default = mk_default(1);
        x.branch = 1;
    }
    rule web => nixos {
        services.nginx.enable = false;
        networking.firewall.enable = mk_force(false);
        networking.mtu = 1400;
        x.same = 1.0;
        x.text = "b";
        x.forced = mk_force(true);
        x.default = mk_default(2);
        if true { x.branch = 2; }
    }
    #[allow(rule-conflict)]
    rule #b => nixos { x.same = 2; }
}

fn main() {}
