//! An output whose name nearly is one that flakes have.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    trait host { class nixos => nixosConfiguration; }
    trait home { class homeManager => homeconfigurations; }
    trait zone { class dns => zones; }
    // Others that flakes have, as they are called and misspelt.
    trait bsd { class bsd => nixbsdConfigurations; }
    trait phone { class phone => nixOnDroidConfigurations; }
    trait robot { class robot => robotnixConfigurations; }
    trait system { class system => systemConfigs; }
    trait bsd_ { class bsd_ => nixbsdConfiguration; }
    trait phone_ { class phone_ => nixondroidConfigurations; }
    trait system_ { class system_ => systemConfig; }
    a { is = [host, home, zone, bsd, phone, robot, system, bsd_, phone_, system_]; }
}

fn main() {}
