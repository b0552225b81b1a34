nest_macros::fleet! {
    pub static FLEET;
    trait host { class nixos => nixosConfigurations; }
    alpha { is = [host]; }
    rule host as no-nix => nixos { a = nix!("{ a = "); }
    rule host as not-defined => nixos { a = nix!("{ port }: let x = port; in { inherit x; y = prot; }", port = 1); b = nix!("./x.nix"); }
    rule host as junk-behind => nixos { a = nix!("x: x }"); }
    rule host as no-text => nixos { a = nix!(5); b = text!(); c = path!(name); }
    rule host as arguments => nixos { a = nix!("{ a }: a", 5); b = nix!("{ a, b }: a", a = 1, a = 2); }
    rule host as braces => nixos { a = text!("{"); b = text!("}"); c = text!("{}"); d = text!("{pkgs.git x}"); }
    rule host as rust => nixos { a = text!("{missing}"); b = text!("{1 +}"); }
    rule host as paths => nixos { a = path!("/etc/motd"); b = path!("../motd"); c = path!("{pkgs.git}/x"); }
    rule host as call => nixos { a = [pkgs.git pkgs.hello]; }
    rule host as reference-of => nixos { a = pkgs.; }
    rule host as wrong-word => nixos(package) { a = package.git; }
}

fn main() {}
