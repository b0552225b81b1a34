//! A trait that is not declared: on a node, in `needs`, in a selector.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web { needs = [serve]; }
    trait server;
    prod {
        system = "x86_64-linux";
        a-1 { is = [host, wbe]; }
        b { is = [host, web, server]; }
    }
    rule hots => nixos { x.y = 1; }
    rule a-1, host:not(completely-else), prod => nixos { x.y = 1; }
    rule host:not(everything) => nixos { x.y = 1; }
}

fn main() {}
