//! A trait that joins where it does not join.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    trait a { needed_by = host:not(b); }
    trait b { needed_by = a; }
    trait c { needed_by = :not(c); }
    trait d { needed_by = host:when(|node| node.name == "x"); }
    trait host;
    trait user;
    x { is = [host]; }
    rule host:not(:has(user)) => synth { child admin { is = [user]; } }
}

fn main() {}
