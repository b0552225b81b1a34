//! Traits that need each other in a circle.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    trait a { needs = [b]; }
    trait b { needs = [c]; }
    trait c { needs = [a]; }
    trait d { needs = [d]; }
    x { is = [a, d]; }
}

fn main() {}
