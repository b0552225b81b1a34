//! Mistakes that could be taken for several: each is one error, at its token.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    attr port: unqiue u16;
    attr zone: inherted [String];
    attr peer: node(host);
    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait user { class user => parent.nixos as module at users.users; }

    a { is = [host]; }

    rule host:not user => nixos { x = 1; }
    rule host => nixos { a = pkgs.git + 1; b = 2; }
    rule host => nixos { a = lib.mkForce 1; b = 2; }
    rule host => nixos { a = b = 1; }
    rule host => nixos { a = [for x in [1, 2] { b = x; }]; }
    rule host => nixos { a.[ ] = 1; b = text!("{}"); }
    rule host => nixos(select) { a = select.all(#a).count(); }
    rule host => synth { peer = #a; child [] { is = [user]; } }
    rule host => nixos { if true { return; } a = 1; }
    rule host => synth { child a from { is = [user]; } }
}

fn main() {}
