//! Mistakes in what a loop repeats. Each is told once, however often the loop goes round.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    attr addr: unique Ipv4Addr;
    attr port: u16;
    trait host { requires = [addr]; class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait web { requires = [port]; }
    trait loner { class homeManager => homeConfigurations; }

    for i in 250..=300 { a-[i] { is = [host]; addr = "10.0.2.{i}"; } }
    for i in 1..=9 { b-[i] { is = [host]; addr = "10.0.3.{i:2}"; } }
    for i in 1..=9 { c-[i] { is = [host, wbe]; addr = "10.0.4.{i}"; prot = i; } }
    for i in 1..=9 { d-[i] { is = [host]; } }
    for i in 1..=9 { e { is = [host]; addr = "10.0.5.{i}"; } }
    for i in 1..=9 { f-[i] { is = [host]; addr = "10.0.6.1"; } }
    for i in 1..=9 { g-[i] { is = [host, host]; addr = "10.0.7.{i}"; port = "{i}"; port = 1; } }
    for i in 1..=9 { h_[i] { is = [host]; addr = "10.0.8.{i}"; } }
    for i in 1..=9 {
        h_-[i] { is = [host]; addr = "10.0.8.{i}"; homeManager { x = 1; } nixos(web) { _file = 1; } }
    }
    for i in 1..=9 {
        /// A pair.
        #[allow(dead-rule)]
        pairs.[i] { for j in ["x", "y"] { loner-[j] { is = [loner]; } } }
    }
    rule host => nixos { x = 1; }
    for i in 1..=2 { j-[i] { is = [host]; addr = "10.0.9.{i}"; nixos { x = 2; } } }
}

fn main() {}
