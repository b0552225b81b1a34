//! Settings that there are not.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG { name = path; names = pth; names = "path"; names = path }
}

mod layouts {
    nest_macros::fleet! {
        /// Mistakes.
        pub static LAYOUTS {
            layot = split;
            format = nix;
            layout = splt;
            layout = folder;
            layout = "split";
            layout: split;
            layout = single;
        }
    }
}

fn main() {}
