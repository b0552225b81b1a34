//! Two nodes with one value of a unique attribute.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr addr: unique IpAddr;
    a { is = []; addr = "fd00::1"; }
    b { is = []; addr = "fd00:0::1"; }
    attr mac: unique MacAddr;
    attr net: unique IpNet;
    m { is = []; mac = "AA:00:00:00:00:01"; net = "fd00:0::1/64"; }
    n { is = []; mac = "aa-00-00-00-00-01"; net = "fd00::1/64"; }
    shared { addr = "10.0.0.1"; c { is = []; } d { is = []; } }
}

fn main() {}
