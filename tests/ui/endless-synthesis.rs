//! Nodes that certainly make nodes without end.

nest_macros::fleet! {
    /// One mistake in each chain, however many ways lead round.
    pub static WRONG;

    trait host { synth { child user { is = [user]; } child again { is = [host]; } } }
    trait user { needs = [person]; }
    trait person { synth { child [format!("home")] { is = [home]; } } }
    trait home { class home => homeConfigurations; }

    // Nobody has it.
    trait nobody { synth { child nobody { is = [nobody]; } } }

    // Not certain: it may not come so far, and it may stop.
    trait may { synth(node) { if node.name.is_empty() { child may { is = [may]; } } } }
    trait returns { synth(node) { if node.name == "returns" { return Ok(()); } child r { is = [returns]; } } }

    a { is = [host]; }
    b { is = [may]; }
    c { is = [returns]; }
    d { is = [left]; }

    trait left;
    trait right;
    rule left => synth { child ["r".to_owned()] { is = [right]; } }
    rule right, home => synth { child l { is = [left]; } }
}

fn main() {}
