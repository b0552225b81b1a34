//! References that are not of their type.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    attr primary: node(db);
    attr backup: node(dbb);
    attr port: u16;
    attr fallback: [node(db)] = [#db-eu, #web-1];
    attr half: node;
    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait db;
    trait web;
    trait replica { requires = [primary]; }

    db-eu { is = [host, db]; }
    web-1 { is = [host, web]; port = #db-eu; }
    copy-1 { is = [host, replica]; primary = #web-1; }
    copy-2 { is = [host, replica]; primary = "db-eu"; }
    copy-3 { is = [host, replica]; primary = db-eu; }
    copy-4 { is = [host, replica]; primary = #; }
    rule replica & [primary > #db-eu] => nixos { x = 1; }
}

fn main() {}
