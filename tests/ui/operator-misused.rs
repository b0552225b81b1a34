//! Operators that an attribute's type does not have.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr port: u16;
    attr text: String;
    attr list: [String];
    trait a { needed_by = [text < "b"]; }
    trait b { needed_by = [port ^= "8"]; }
    trait c { needed_by = [port ~= 8]; }
    trait d { needed_by = [list *= "a"]; }
    a { is = []; port = 80; text = "a"; list = ["a"]; }
}

fn main() {}
