//! Selectors that cannot be read: nothing of one is skipped, and nothing becomes `*`.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    a { is = [host]; system = "x86_64-linux"; }

    rule host:not => nixos { x = 1; }
    rule host:not() => nixos { x = 1; }
    rule :has(>) => nixos { x = 1; }
    rule :has(host,) => nixos { x = 1; }
    rule :nth-child(x) => nixos { x = 1; }
    rule :nth-child(2n+) => nixos { x = 1; }
    rule :nth-child(2 host) => nixos { x = 1; }
    rule :root() => nixos { x = 1; }
    rule :first-chld => nixos { x = 1; }
    rule .nxios => nixos { x = 1; }
    rule host > => nixos { x = 1; }
    rule host host => nixos { x = 1; }
    rule [system => nixos] => nixos { x = 1; }
    rule [system = ] => nixos { x = 1; }
    rule # => nixos { x = 1; }
    rule host:is(host & ) => nixos { x = 1; }
    rule ["system"] => nixos { x = 1; }
}

fn main() {}
