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
    attr site: String?;
    attr lan: unique within site IpAddr;
    attr wan: unique within stie IpAddr;
    attr dmz: unique wihtin site IpAddr;
    attr vpn: unique within IpAddr;
    eu { site = "eu"; e { is = []; lan = "fd00::1"; } f { is = []; lan = "fd00:0::1"; } }
    us { site = "us"; g { is = []; lan = "fd00::1"; } }
    h { is = []; lan = "fd00::1"; }
    i { is = []; lan = "fd00::1"; }
    shared { addr = "10.0.0.1"; c { is = []; } d { is = []; } }
}

fn main() {}
