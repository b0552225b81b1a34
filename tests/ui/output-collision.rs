//! Two nodes of one name in one output.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    prod { system = "x86_64-linux"; web { is = [host]; } }
    c { is = [both]; }
    trait both { class a => things; class b => things; }
    staging { system = "x86_64-linux"; web { is = [host]; } }
}

fn main() {}
