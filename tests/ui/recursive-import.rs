nest_macros::fleet! {
    pub static FLEET;
    trait host { class nixos => nixosConfigurations; }
    alpha { is = [host]; }
    rule host => nixos { imports = [inputs.disko.nixosModules.disko, config.my.module]; }
    rule host => nixos(pkgs) { if true { imports = [mk_if(true, pkgs.thing)]; } }
    // In text, in the Nix language, behind a condition, and in a module that is written in place.
    rule host => nixos { imports = [nix!("config.my.module"), nix!("(import pkgs.thing { })")]; }
    rule host => nixos { imports = [nix!("if config.a then { } else { }")]; }
    rule host => nixos { imports = nix!("[ inputs.a (config.x // { }) ]"); }
    rule host => nixos { imports = [nix!("\"${pkgs.path}/nixos/x.nix\"")]; }
    rule host => nixos { imports = [text!("{pkgs.path}/nixos/x.nix")]; }
    rule host => nixos { imports = [mk_if(config.a, { b = 1; })]; }
    rule host => nixos { imports = [{ imports = [{ a = config.x; imports = [config.y]; }]; }]; }
    rule host => nixos { imports = [for _ in 0..2 => nix!("pkgs.x")]; }
    rule host => nixos { imports = vec![nix!("config.x"), nest_macros::set! { imports = [pkgs.y]; }]; }
    // What depends on nothing before it is asked.
    rule host => nixos {
        imports = [
            nix!("{ config, pkgs, ... }: config.x"), nix!("{ a = config.x; }"), nix!("x: config"),
            nix!("let config = 1; in config"), nix!("inputs.x.${\"y\"}"), nix!("import inputs.x { a = config.y; }"),
            text!("{inputs.nixpkgs}/nixos/x.nix"), { a = config.x; b = text!("{pkgs.x}"); },
            inputs.disko.nixosModules.disko, path!("README.md"),
        ];
    }
    rule host => nixos { imports.a = config.x; a.imports = [config.x]; }
}

fn main() {}
