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
    rule host as paths => nixos { a = path!("/etc/motd"); b = path!("../motd"); c = path!("{pkgs.git}/x"); d = path!(""); e = path!("."); f = path!("{1 + 1}/../x"); g = path!("a//{1 + 1}"); h = path!("a/{1 + 1}/"); i = path!("~/x"); }
    rule host as call => nixos { a = [pkgs.git pkgs.hello]; }
    rule host as reference-of => nixos { a = pkgs.; }
    rule host as wrong-word => nixos(package) { a = package.git; }
    rule host as not-given => nixos { a = nix!("{ a, b }: a", a = 1); b = nix!("{ a }: a"); c = nix!("{ a, b ? 1, ... }: a", c = 1); }
    rule host as not-taken => nixos { a = nix!("{ a }: a", b = 1); b = nix!("{ port }: port", prot = 1); c = nix!("{ }: 1", a = 1); }
    rule host as no-function => nixos { a = nix!("1 + 1", a = 1); b = nix!("with lib; [ 1 ]", a = 1); c = nix!("(\"x\")", a = 1); d = nix!("{ x = 1; }", y = 2); }
    rule host as inside => nixos { a = [mk_if(true, nix!("{ a }: a", b = 1))]; b = same(nix!("let x = 1; in { a }: x", a = 1, c = 2)); }
    // These are called with what they take, or by somebody else.
    rule host as fine => nixos {
        a = nix!("{ a ? 1 }: a");
        b = nix!("{ a, ... }: a", a = 1, b = 1);
        c = nix!("args: args.a", a = 1);
        d = nix!("{ pkgs, ... }: { }");
        e = nix!("final: prev: { }");
        f = nix!("({ a }: a)");
        g = nix!("lib.mkIf", a = 1);
        h = nix!("{ __functor = self: { a }: a; }", a = 1);
        i = nix!("let f = { a }: a; in f", a = 1);
        j = nix!("{ a }@all: all", a = 1);
        k = nix!("{ a, b ? a }: b", a = 1);
        l = nix!("{ a }: a", ["a"] = 1);
    }
}

fn same(value: nest_core::nix::NixValue) -> nest_core::nix::NixValue {
    value
}

fn main() {}
