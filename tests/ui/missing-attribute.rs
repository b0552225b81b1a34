//! Nodes without what their traits require.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    attr port: u16;
    trait web { requires = [port]; }
    trait monitored { needed_by = web; requires = [interval]; }
    attr interval: u32;
    a { is = [host, web]; port = 80; }
    prod { system = "x86_64-linux"; b { is = [host, web]; interval = 5; } }
}

fn main() {}
