//! Rules that match no node.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web;
    prod { system = "x86_64-linux"; a { is = [host]; } }
    rule web => nixos { x.y = 1; }
    rule host & #b => nixos { x.y = 1; }
    rule host:not(*) => nixos { x.y = 1; }
}

mod synthesis {
    nest_macros::fleet! {
        /// What a `synth` may make is no mistake.
        pub static MADE;

        trait host { class nixos => nixosConfigurations; }
        trait web;
        trait user;
        trait admin { needs = [user]; }
        trait guest { synth { child vm { is = [host]; } } }
        a { is = [host]; }
        rule host => synth { child ada { is = [admin]; } }
        rule user => synth { }
        rule user:within(web) => synth { }
        rule web => synth { }
        rule guest & user => nixos { }
    }
}

fn main() {}
