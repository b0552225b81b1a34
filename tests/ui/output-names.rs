//! Names that are paths: two that become one, and one that is too long for a host.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG { names = path; }

    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }

    prod {
        a { b { is = [host]; } }
        a-b { is = [host]; }
    }
    a-very-long-namespace-that-says-where {
        a-rather-long-name-of-a-host { is = [host]; }
    }
}

fn main() {}
