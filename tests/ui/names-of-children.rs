//! Names that neither an entry has nor a child of a `synth`, whose name is written.

nest_macros::fleet! {
    /// A mistake in each selector with a misspelt name.
    pub static WRONG;

    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait user { class user => parent.nixos at users.users.[node.name]; }

    alpha { is = [host]; }

    rule host => synth {
        child ada { is = [user]; }
        if true { child grace { is = [user]; } }
    }

    rule user:not(#adda) => user { uid = 1; }
    rule user:not(#grace, #alhpa) => user { gid = 1; }
    rule #garce => user { shell = "x"; }
    rule #grace => user { home = "x"; }
    assert user => :not(#linus), "nobody is called so";
}

nest_macros::fleet! {
    /// Where a name is computed, a child may have any.
    pub static RIGHT;

    trait machine { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait account { class user => parent.nixos at users.users.[node.name]; }

    beta { is = [machine]; }

    rule machine => synth(node) { child [format!("{}-x", node.name)] { is = [account]; } }
    rule account:not(#beta-x) => user { uid = 1; }
}

fn main() {}
