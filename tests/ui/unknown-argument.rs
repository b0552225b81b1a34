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

        a { is = [host]; port = 80; nixos { n.name = host.name; } }
        rule host => nixos(node) { n.count = select.siblings(host).count(); n.port = node.get(port); }
        rule host => nixos(select) { n.names = select.all(web).map(|w| w.name == web.name).count(); }
        rule host => synth { port = node.get(port).unwrap_or(1); }
        output names { all = select.all(host).count(); }
        assert || select.all(host).count() > 0, "somebody is there";
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
