//! Names in outputs that are no expression in brackets.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    trait a { class a => nixosConfigurations."example.org" { system = "x86_64-linux"; }; }
    trait b { class b => nixosConfigurations.[node.name].["x"]; }
    trait c { class c => nixosConfigurations.[]; }
    trait d { class d => nixosConfigurations.[node.name + ] { system = "x86_64-linux"; }; }
    trait e { class e => parent.[node.name]; }
    trait f { class f => nixosConfigurations[node.name]; }
    trait g { class g => nixosConfigurations.[nod.name]; }
    trait h { class h => nixosConfigurations.["${node.name}.example.org"]; }
    trait i { class i => homeConfigurations.[node.nmae]; }

    // Where a name is computed, the macro does not know it.
    trait host { class nixos => nixosConfigurations.[node.name]; }
    one { web_1 { is = [host]; } }
    two { web_1 { is = [host]; } }
}

fn main() {}
