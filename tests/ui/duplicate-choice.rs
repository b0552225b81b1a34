//! Choices that would be one variant of the Rust enum.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr kind: "two-three" | "two_three";
    a { is = []; kind = "two-three"; }
}

fn main() {}
