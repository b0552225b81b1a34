//! A file of nodes that is not there, and one that nobody can read.

nest_macros::fleet! {
    /// Three mistakes.
    pub static WRONG;

    attr system: System;
    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    prod { nodes from "hosts.csv" as host; }
    test { nodes from "hosts.xlsx" as host { name = hostname; } }
    nodes from "/etc/hosts.json" as host;
    // Which nodes there are is not known, so that this is no mistake.
    rule #web-1 => nixos { x = 1; }
}

fn main() {}
