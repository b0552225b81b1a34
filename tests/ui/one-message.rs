//! Mistakes that were once told several times.

nest_macros::fleet! {
    pub static WRONG;

    attr port: u16;
    attr addr: String;
    // Without its brackets, it is the list of one.
    trait web { requires = port; needs = server; class nixos => nixosConfigurations; }
    trait server { requires = addr?; }

    prod { web-1 { is = [web]; port = 80; } }
    // A namespace that is opened again.
    prod { port = 81; }
    prod { port = 82; }

    // What follows the name may have been meant to follow it.
    rule #prod web => nixos { x = 1; }
}

fn main() {}
