//! Names that nothing has, wherever a selector can stand.

nest_macros::fleet! {
    /// A mistake in each.
    pub static WRONG;

    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait backup { needed_by = host:not(#lb-prdo, #web); }

    prod {
        lb-prod { is = [host]; }
        web { is = [host]; }
    }

    rule #lb-prdo => nixos { a = 1; }
    rule host:has(#elsewhere), #pord >> host => nixos(select) {
        b = select.all(sel!(host & #wbe)).count() as u8;
    }
    #[allow(unknown-name)]
    rule host:not(#later) => nixos { c = 1; }
    assert host => :not(:within(#prd)), "nothing is there";
}

fn main() {}
