//! Selectors that only namespaces match, wherever one can stand that nodes are meant by.

nest_macros::fleet! {
    /// A mistake in each.
    pub static WRONG;

    attr region: String;
    attr floor: u8 = 0;
    trait host { requires = [floor]; class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait lb;
    trait web;
    trait backup { needed_by = #prod, web; }

    eu {
        region = "eu";
        prod {
            lb-1 { is = [host, lb]; }
            web-1 { is = [host, web]; }
            spare { empty { region = "none"; } }
        }
    }

    assert #prod => lb, "a namespace is no load balancer";
    assert lb => #prod, "nor a load balancer a namespace";

    // As a whole, and one of a list.
    rule #prod => nixos { a = 1; }
    rule web, #prod => nixos { b = 1; }
    // With other conditions, and at the end of a chain.
    rule #prod & web => nixos { c = 1; }
    rule #eu > #prod => nixos { d = 1; }
    // Nothing but namespaces stands there, and no node has this.
    rule lb, #eu > * => nixos { e = 1; }
    rule lb, [region = "none"] => nixos { f = 1; }
    rule #empty => nixos { g = 1; }
    // Of the subject, and behind a negation.
    rule :is(#prod, web) => nixos { h = 1; }
    rule host:not(#prod) => nixos { i = 1; }
    rule host:nth-child(2n of #prod) => nixos { j = 1; }
    rule host => nixos(select) { k = select.all(sel!(#prod)).count() as u8; }
    // What stands around nodes may be a namespace.
    rule #prod > host, :within(#prod), #eu:has(> #prod) >> host, :not(#prod) > spare_ => nixos { l = 1; }
    #[allow(only-namespaces)]
    rule #eu, lb => nixos { m = 1; }
    trait spare_;
}

mod synthesis {
    nest_macros::fleet! {
        /// A node that a `synth` makes may be called so.
        pub static MADE;

        trait host { class nixos => nixosConfigurations; }
        prod { a { is = [host]; } }
        rule host => synth(node) { if node.name == "a" { child vm { is = [host]; } } }
        rule #prod => nixos { x = 1; }
    }
}

fn main() {}
