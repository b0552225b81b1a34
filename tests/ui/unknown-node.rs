//! References that name no node, and selectors.

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
    rule #db-ue, host:not(#copy-4) => nixos(select) { y = select.all(sel!(host:not(#uu))).count(); }
    assert #las => host, "the last is a host";
}

mod made {
    nest_macros::fleet! {
        /// What a `synth` may make can be named.
        pub static MADE;

        trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
        trait user { class user => parent.nixos; }
        a { is = [host]; }
        rule host => synth { child ada { is = [user]; } }
        rule #ada => user { x = 1; }
        rule #adaa => user { x = 1; }
    }
}

fn main() {}
