//! An argument that a matched node has not, and stands under none that has.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web;
    prod { system = "x86_64-linux"; a { is = [host, web]; } b { is = [host]; } }
    trait lb { synth(web) { let _ = web; } }
    c { is = [lb]; }
    rule lb => synth(lb, host) { let _ = (lb, host); }
    rule host => nixos(host, web) { x.y = web.name; z = host.name; }
}

fn main() {}
