//! What is too deep or too large is one error, and a number hides no other mistake.

use nest_core::prelude::*;
use nest_macros::fleet;

fleet! {
    pub static DEEP;

    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    alpha { is = [host]; }
    rule host => nixos { x = ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1)))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))); }
}

fleet! {
    pub static LARGE;

    attr load: f64 = 1e999;
    trait hosts { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    alpha { is = [hosts]; load = -1e999; }
    rule hosts[load > 1e999] => nixos { x = 1e999; y = [f64::from(1e999)]; z = 1; z = 2; }
}

fn main() {}
