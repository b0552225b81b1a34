//! Assertions and own outputs as a newcomer writes them.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    attr port: u16;
    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait web { requires = [port]; }

    a { is = [host, web]; port = 80; }

    assert web => host;
    assert web => host, "";
    assert web => host, why;
    assert web, "no promise";
    assert wbe => host, "misspelt";
    assert |node| true, "which node?";
    assert |select| select.all(web).count() > 0;
    assert |select| select.all(web) >, "no Rust";
    assert |select|, "nothing";
    asert web => host, "misspelt too";
    output dns(host) { x = 1; }
    output dns(select) { x = 1; }
    output (select) { x = 1; }
    output nixosConfigurations { x = 1; }
    output hosts;
    outptu zones { x = 1; }
}

fn main() {}
