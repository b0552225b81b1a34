//! Mistakes in the Rust of a `synth`, of a predicate and of a closure are rustc's to report, at the user's own tokens.

use nest_core::prelude::*;

nest_macros::fleet! {
    /// Types that do not fit.
    pub static WRONG;

    attr port: u16;
    attr env: "prod" | "staging";
    attr addr: Ipv4Addr;

    trait host {
        requires = [port];
        class nixos => nixosConfigurations;
        class data => |modules| modules.lenn();
        class other => || std::time::Duration::from_secs(1);
        synth(host) {
            port = host.name;
            env = Env::Prd;
            addr = host.port + 1;
            child [host] { is = [user]; }
            child a from host.port { is = [user]; port = "80".parse()?; }
            child c { is = [user]; port = format!("80"); }
        }
    }
    trait user { class user => parent.nixos at users.[node.nmae]; }

    a { is = [host]; b { is = [user]; } }

    rule host:when(|host| host.port) => nixos { }
    rule host:when(|host| host.prot > 1) => nixos { }
    rule user => nixos(select) { b = select.referring(port, host).count(); }
    rule host => nixos(select) { a = select.all(sel!(host)).map(|node| node.port).count(); }
}

fn main() {}
