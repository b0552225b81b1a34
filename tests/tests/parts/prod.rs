//! What is in production.

use nest_macros::fleet;

fleet! {
    pub(crate) part PROD;

    prod {
        system = "x86_64-linux";
        for i in 1..=2 { web-[i] { is = [web]; port = 8000 + i; } }
        eu { web-3 { is = [web]; nixos { time.timeZone = "Europe/Berlin"; } } }
    }

    rule host => nixos(select) { networking.extraHosts = lines(select.peers(host).map(|peer| peer.name)); }
    rule #web-2 => synth { child cache { is = [cache]; port = 6379; } }
    assert |select| select.all(web).len() > 2, "there are enough of them";
}

fleet! {
    pub(crate) part FAILING;

    rule web as failing => nixos(web) {
        if web.port == 8002 { checked = "9x".parse::<i64>()?; }
    }
}
