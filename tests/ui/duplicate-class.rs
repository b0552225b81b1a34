//! A class that a trait defines twice.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    trait host { class nixos => nixosConfigurations; class nixos => machines; }
    a { is = [host]; }
}

fn main() {}
