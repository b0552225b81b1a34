//! An output whose name nearly is one that flakes have.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    trait host { class nixos => nixosConfiguration; }
    trait home { class homeManager => homeconfigurations; }
    trait zone { class dns => zones; }
    a { is = [host, home, zone]; }
}

fn main() {}
