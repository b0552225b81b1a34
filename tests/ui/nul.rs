//! What Nix would read otherwise: text that it would cut, and names that say more than a name.

nest_macros::fleet! {
    pub static FLEET;
    attr motd: String;
    attr _type: String;
    attr ports: {String: u16};
    attr defaults: {String: u16} = { "c\0d" = 1; };
    trait host { class nixos => nixosConfigurations { "a\0b" = 1; system = "x86\0"; }; synth { child "x\0y" { is = [user]; } } }
    trait user { class user => parent.nixos at users."u\0v"; }
    trait home { class home => parent.nixos at _file; }
    "a\0b" { is = [host]; }
    a { is = [host]; motd = "a\0b"; ports = { "a\0b" = 1; _type = 2; }; }
    b { is = [host]; ports = { _nest = 1; }; me { is = [home]; } }
    "" { c { is = [user]; } }
    rule host as "la\0bel" => nixos {
        services."a\0b".x = 1;
        a = "b\0";
        b = ["fine", "c\0"];
        large = 18446744073709551615;
        small = [-9223372036854775809, mk_force(99999999999999999999), 9223372036854775807, 0xffff_ffff];
        c = mk_force("d\0");
        d = pkgs."e\0";
        e = text!("f\0");
        f = nix!("1 # \0");
        g = { "h\0" = 1; };
        h = "as it is: \\0, \x01".split('\0').count();
    }
    output "o\0p"{ x = "y\0"; }
    output "" { x = 1; }
    output _nest { x = 1; }
    output modulesFor { x = 1; }
    output checks { x = 1; }
    output homeConfigurations { x = 1; }
}

fn main() {}
