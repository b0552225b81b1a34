//! Settings that there are not.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG { name = path; names = pth; names = "path"; names = path }
}

fn main() {}
