//! Names that have a meaning already.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    attr name: String;
    attr is: String;
    trait select;
    trait pkgs;
    trait host { class nixos => nixosConfigurations { modules = []; }; class other => nodes; }
    a { is = [host]; }
    rule host => nixos { options.x = 1; _file = "here"; key = 2; config.a = 1; }
    rule host => nixos { is = [pkgs]; synth { x = 1; } }
    rule host => other { options.x = 1; is = true; }
    rule host as words => nixos {
        a = { _type = "if"; };
        b._nest { c = 1; d = 2; }
        if true { e."_type" = 1; }
        f = [{ g._type = 1; }];
    }
    output own { h._type = 1; }
}

fn main() {}
