//! An assignment to a variable, which would set an option.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host]; system = "x86_64-linux"; }
    rule host => nixos {
        let mut count = 0;
        for i in 0..3 {
            count = i;
        }
        services.x { count = 5; }
        x.count = count;
    }
}

fn main() {}
