//! Mistakes in a `synth`.

use nest_core::prelude::*;

nest_macros::fleet! {
    /// Hosts that make their users.
    pub static SYNTH;

    attr uid: u16;
    attr addr: Ipv4Addr;
    attr tags: [String];

    trait host {
        class nixos => nixosConfigurations;
        synth(select, hots) {
            uid = 70000;
            uid = 7;
            addr = "10.0.0.300";
            tags = ["a", 1];
            adrr = "10.0.0.1";
            is = [user];
            child ada { uid = 1; }
            child bob { is = [user, usr]; uid = "x"; child inner { uid = 5; } }
            child eve { is = [user]; if select.all(user).count() > 0 { is = [host]; } }
            child user-[1] { is = [user]; }
            child is { is = [user]; is = [host]; }
            services.nginx.enable = true;
            ada { is = [user]; }
            uid;
            uid 7;
            child;
            child mel { is = [user] uid = 5 }
            let x = ;
            if { uid = 1; }
        }
        synth { uid = 1; }
    }
    trait user;

    alpha { is = [host]; }

    rule host {
        synth { child { is = [user]; } }
        synth { uid = 3; }
        nixos { child ada { is = [user]; } }
    }
    rule host => synth(select)
    rule host => synth { uid = 80u16; }
    rule host => synth {
        child joe { is = [user]; child box { is = [user]; } child box { is = [user]; } }
        child joe { is = [user]; }
        if true { child may { is = [user]; } }
        child may { is = [user]; }
    }
}

fn main() {}
