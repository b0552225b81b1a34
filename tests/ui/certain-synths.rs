//! What a `synth` certainly does wrong.

nest_macros::fleet! {
    /// Attributes that are set already.
    pub static WRONG;

    attr port: u16;
    attr zone: String;
    attr rack: u16 = 1;
    trait host {
        requires = [rack];
        class nixos => nixosConfigurations { system = "x86_64-linux"; };
        synth(node) {
            port = 80;
            zone = "eu";
            rack = 2;
            if node.name == "a" { zone = "as"; } else { port = 82; }
        }
    }

    a { is = [host]; port = 81; }
    prod { zone = "us"; b { is = [host]; } }
    rule host as other => synth { rack = 3; if true { zone = "as"; } }

    // Not certain.
    trait may { synth(node) { if node.name.is_empty() { return Ok(()); } port = 83; } }
    c { is = [may]; port = 84; }
}

fn main() {}
