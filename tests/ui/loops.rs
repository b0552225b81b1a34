//! What a newcomer gets wrong in loops.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    attr addr: unique Ipv4Addr;
    attr port: u16;
    trait host { requires = [addr]; class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait web { requires = [port]; }

    for i in 5..=1 { a-[i] { is = [host]; } }
    for i in 1..count { b-[i] { is = [host]; } }
    for i in names { c-[i] { is = [host]; } }
    for i in 1..=1000000 { d-[i] { is = [host]; } }
    for i in 1..=4 { for i in 1..=4 { e-[i] { is = [host]; } } }
    for i in [] { f-[i] { is = [host]; } }
    for i in ["a", true, "a"] { g-[i] { is = [host]; } }
    for i = 1..=4 { h-[i] { is = [host]; } }
    for 1..=4 { h { is = [host]; } }
    for i in 1 { h-[i] { is = [host]; } }

    for i in 1..=9 { n-[i] { is = [host, web]; addr = "10.0.7.{i}"; port = 80 + 1; } }
    for i in 1..=9 { o-[1+1] { is = [host]; addr = "10.0.8.{i}"; } }
    for i in 1..=9 { rule web => nixos { x = 1; } }
    for i in 1..=9 { port = i; }
    after { is = [host, web]; addr = "10.0.9.1"; port = i; }
}

fn main() {}
