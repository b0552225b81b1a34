//! What comes to nothing, or to the wrong thing, when it is computed from the variables of loops.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    attr addr: Ipv4Addr;
    attr port: u16;
    attr small: u8;
    attr numbers: [u8];
    attr ports: { String: u16 };
    attr next: node(host);
    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }

    // Out of range, in one round or in several.
    for i in 50000..=60000 { a-[i] { is = [host]; port = 8000 + i; } }
    for i in 0..=3 { for j in 0..=3 { b-[i]-[j] { is = [host]; addr = "10.0.{i}.{j * 100}"; } } }
    for i in 0..=3 { c-[i] { is = [host]; numbers = [1, i * 100]; ports = { x = i - 1; }; } }
    for i in 1..=3 { d-[i] { is = [host]; port = i * 9223372036854775807 * 9223372036854775807 * 9; } }
    for i in 1..=3 { e-[i] { is = [host]; small = 4 * i / 5 * 9223372036854775807; } }

    // By zero.
    for i in 0..=1 { "f-{i}" { is = [host]; small = 10 / i; } }
    for i in 1..=2 { g-[7 % (i - 2)] { is = [host]; } }
    for i in 1..=2 { h-[i] { is = [host]; ports = { p-[i / (i - 1)] = 1; }; next = #a-[1 / (2 - i)]; } }

    // Text.
    for zone in ["eu", "us"] { [zone]-1 { is = [host]; small = zone + 1; } }
    for zone in ["eu", "us"] { "k-{zone * 2}" { is = [host]; } }
    for zone in ["eu", "us"] { "l-{zone:02}" { is = [host]; } }
    for zone in ["eu", "us"] { "m-{zone}" { is = [host]; small = zone-db; } }

    // What is no arithmetic.
    for i in 1..=2 { "n-{i +}" { is = [host]; } "o-{i:2}" { is = [host]; } "p-{n * i}" { is = [host]; } }
    for i in 1..=2 { q-[i + ] { is = [host]; } r-[(i + x)] { is = [host]; } s-[2] { is = [host]; } }
    for i in 1..=2 {
        t-[i] { is = [host]; small = i + ; port = 2 * (i + "1"); next = i + y * 2; addr = 1 + 2; numbers = [i ** 2]; }
        u-[i] { is = [host]; small = i + 1.5; port = ((i) 3); numbers = [i i]; }
    }
}

fn main() {}
