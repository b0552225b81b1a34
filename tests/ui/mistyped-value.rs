//! Values that are not of their attribute's type.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System = "arm64-linux";
    attr env: "prod" | "staging";
    attr addr: Ipv4Addr;
    attr v6: Ipv6Addr;
    attr port: u16;
    attr net: Ipv4Net;
    attr nets: [IpNet];
    attr mac: MacAddr;
    attr ratio: f64;
    attr text: String;
    attr flag: bool;
    attr list: [u8];
    attr map: { String: bool };
    a {
        is = [];
        system = "x86-64-linux";
        env = "prd";
        addr = "10.0.1.300";
        v6 = "10.0.1.1";
        port = 70000;
        ratio = 1;
        text = true;
        flag = "yes";
        list = [1, 256, "3"];
        map = { a = true; b = null; };
    }
    c { is = []; addr = "10.0.0.1/24"; net = "10.0.0.1"; nets = ["fd00::1", "10.0.0.1/33"]; mac = "aa:bb:cc"; }
    b { is = []; port = -1; list = 5; map = []; }
    trait never { needed_by = [env = "production"]; }
}

fn main() {}
