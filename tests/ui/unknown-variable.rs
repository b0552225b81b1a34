//! Variables that no loop has.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }

    web-[i] { is = [host]; }
    for index in 1..=3 {
        web-[indx] { is = [host]; }
    }
    for i in 1..=3 {
        for zone in ["a", "b"] {
            [zon]-web-[j] { is = [host]; }
        }
    }
}

fn main() {}
