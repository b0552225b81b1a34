//! A reference to a name that several nodes have.

nest_macros::fleet! {
    /// A mistake.
    pub static WRONG { names = path; }

    attr primary: node(db);
    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait db;
    trait replica { requires = [primary]; }

    eu { db { is = [host, db]; } }
    us { db { is = [host, db]; } }
    copy { is = [host, replica]; primary = #db; }
}

fn main() {}
