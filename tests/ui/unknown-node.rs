//! References that name no node.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    attr primary: node(db) = #db-eu1;
    attr all: [node(db)];
    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait db;
    trait replica { requires = [primary]; }

    eu {
        db-eu { is = [host, db]; }
    }
    for i in 1..=3 {
        copy-[i] { is = [host, replica]; primary = #db-ue; all = [#db-eu, #db-e-[i]]; }
    }
    last { is = [host, replica]; primary = #eu; }
    rule replica & [primary = #de-eu] => nixos { x = 1; }
}

fn main() {}
