//! An argument that is no trait, nor `select` or `node`; and one that is used, and not asked for.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host]; system = "x86_64-linux"; }
    rule host => nixos(hosst, selct) { x.y = 1; }
}

mod unasked {
    nest_macros::fleet! {
        /// What code uses, it asks for.
        pub static UNASKED;

        attr port: u16;
        trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
        trait web { needed_by = host:when(|host| select.all(host).count() > 1); }

        a { is = [host]; /* none */ nixos { n.name = host.name; } }
        rule host => nixos(node) { n.count = select.siblings(host).count(); n.port = node.get(port); }
        rule host => nixos(select) { n.names = select.all(web).map(|w| w.name == web.name).count(); }
        rule host => synth { port = node.get(port).unwrap_or(1); }
        output names { all = select.all(host).count(); }
        assert || select.all(host).count() > 0, "somebody is there";
    }
}

mod builders {
    nest_macros::fleet! {
        /// What a builder is given has names too.
        pub static BUILT;

        trait host { class nixos => nixosConfigurations { sytem = "x86_64-linux"; specialArg = {}; extraModules = []; }; }
        trait home { class home => homeConfigurations { extraSpecialArgs { a = 1; } minimal = true; prefix = []; }; }
        trait mac { class darwin => darwinConfigurations { inputs = {}; if true { pgks = 1; } }; }
        // An own builder takes anything, but hardly this.
        trait vm { class vm => machines { nixpkg = "unstable"; Specialargs = {}; memory = 512; "systems" = []; }; }
        trait quoted { class quoted => robotnixConfigurations { "sytem" = 1; syste = 2; channel = "x"; }; }
        trait replaced { class other => nixosConfigurations { "flavour" = "micro"; flavor = "micro"; }; }

        a { is = [host]; }
        b { is = [home]; }
        c { is = [mac]; }
        d { is = [vm]; }
        e { is = [quoted]; }
        f { is = [replaced]; }
    }
}

mod bound {
    nest_macros::fleet! {
        /// A name that the code itself binds is no argument.
        pub static BOUND;

        trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
        a { is = [host]; }
        rule host => nixos(select) {
            n.a = select.all(sel!(host)).map(|node| node.name).count();
            let host = Some("x");
            n.b = host.map(str::len);
        }
    }
}

fn main() {}
