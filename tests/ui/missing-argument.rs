//! An argument that a matched node has not, and stands under none that has.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web;
    prod { system = "x86_64-linux"; a { is = [host, web]; } b { is = [host]; } }
    rule host => nixos(host, web) { x.y = web.name; z = host.name; }
}

fn main() {}
