//! Assertions about no node.

nest_macros::fleet! {
    /// A mistake in each.
    pub static WRONG;

    attr env: "prod" | "staging";
    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait lb;
    prod { env = "prod"; a { is = [host]; } }

    assert lb => [env = "prod"], "load balancers are in production";
    assert host[env = "staging"] => lb, "in staging, all balance";
    assert a, #b => host, "here it is the name";
    assert host:empty:not(*) => host, "of nothing, all is true";
    trait a;
}

mod synthesis {
    nest_macros::fleet! {
        /// What a `synth` may make is no mistake.
        pub static MADE;

        trait host { class nixos => nixosConfigurations; }
        trait lb;
        a { is = [host]; }
        rule host => synth { child vm { is = [lb]; } }
        assert lb => :within(host), "they are made there";
    }
}

fn main() {}
