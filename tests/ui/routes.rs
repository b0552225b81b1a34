//! Mistakes in where a class goes.

use nest_core::prelude::*;

nest_macros::fleet! {
    /// Hosts with users.
    pub static ROUTES;

    trait host { class nixos => nixosConfigurations; }
    trait a { class user => parent.nixso at users.users.[node.name]; }
    trait b { class b => parent.nixos as module; }
    trait c { class c => parent; }
    trait d { class d => host.nixos; }
    trait e { class e => parent.nixos at; }
    trait f { class f => parent.nixos at users as modules; }
    trait g { class g => |host, modules| modules; }
    trait h { class h => |modules| modules. ; }
    trait i { class i => parent.nixos at users.[node.]; }
    trait j { class j => parent.nixos at users.users.[node.name] }
    trait k { class k => parent.nixos at home-manager.users.[node.name] as module; }
    trait l { class l => parent.nixos at users.[node.name]; }

    alpha { is = [host]; ada { is = [b, k, l]; } }

    rule host => nixos { options.x = 1; }
    rule b => b { options.x = 1; }
    rule k => k { options.x = 1; }
    rule l => l { options.x = 1; _file = "x"; }
}

fn main() {}
