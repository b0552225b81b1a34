//! Mistakes in Rust are rustc's to report, at the user's own tokens.

use nest_core::prelude::*;

nest_macros::fleet! {
    /// Types that do not fit.
    pub static WRONG;

    attr env: "prod" | "staging";
    attr port: u16;

    trait host { class nixos => machines { size = node.weight; }; }
    trait web { requires = [env, port]; }

    a { is = [host, web]; env = "prod"; port = 80; }

    rule web => nixos(web, select) {
        a.field = web.zzz;
        a.choice = web.env == Env::Prd;
        a.value = std::time::Duration::from_secs(1);
        a.iterator = select.all(web).map(|w| w.port);
        a.sum = web.port.tagged();
        a.query = select.all(5).count();
        a.attribute = web.node.get(5);
        a.list = [1, std::time::Duration::from_secs(1)];
        let n: u16 = web.name;
        a.n = n;
    }
}

fn main() {}
