//! Two nodes with one value of a unique attribute.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr addr: unique IpAddr;
    a { is = []; addr = "fd00::1"; }
    b { is = []; addr = "fd00:0::1"; }
    shared { addr = "10.0.0.1"; c { is = []; } d { is = []; } }
}

fn main() {}
