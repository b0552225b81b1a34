//! What a new fleet may be called.

/// The name of a fleet.
#[derive(Debug)]
pub struct Name {
    /// Of its module, as it is typed everywhere.
    pub module: String,
    /// Of its static.
    pub constant: String,
}

/// Words that cannot name a module.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// Names that the list of fleets, its crate, or what a fleet is written with already has.
const TAKEN: &[&str] = &["all", "alloc", "core", "lib", "main", "nest_core", "nest_macros", "std"];

impl Name {
    /// A name that was typed, or why it cannot be one.
    pub fn of(typed: &str) -> Result<Self, String> {
        if !is_plain(typed) {
            let meant = meant(typed);
            let instead = match is_plain(&meant) {
                true => format!("write `{meant}`"),
                false => "it has lower-case letters, digits and `_`, and begins with a letter".to_owned(),
            };
            return Err(format!("`{typed}` cannot name a fleet; {instead}"));
        }
        if KEYWORDS.contains(&typed) {
            return Err(format!("`{typed}` is a keyword of Rust; take another name"));
        }
        if TAKEN.contains(&typed) {
            return Err(format!("`{typed}` means something else beside the fleets; take another name"));
        }
        Ok(Self { module: typed.to_owned(), constant: typed.to_ascii_uppercase() })
    }
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// What a name in another style would be: `HomeLab` and `home-lab` are `home_lab`.
fn meant(typed: &str) -> String {
    let mut meant = String::new();
    let mut after_small = false;
    for c in typed.chars() {
        if c.is_uppercase() && after_small {
            meant.push('_');
        }
        after_small = c.is_lowercase() || c.is_ascii_digit();
        match c {
            '-' | ' ' => meant.push('_'),
            c => meant.extend(c.to_lowercase()),
        }
    }
    meant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_of_a_module_and_of_a_static() {
        for (typed, constant) in [("web", "WEB"), ("home_lab", "HOME_LAB"), ("site2", "SITE2"), ("r", "R")] {
            let name = Name::of(typed).unwrap();
            assert_eq!((&*name.module, &*name.constant), (typed, constant));
        }
    }

    #[test]
    fn what_cannot_be_a_name_is_told_with_what_can() {
        let rule = "it has lower-case letters, digits and `_`, and begins with a letter";
        for (typed, told) in [
            ("home-lab", "`home-lab` cannot name a fleet; write `home_lab`".to_owned()),
            ("HomeLab", "`HomeLab` cannot name a fleet; write `home_lab`".to_owned()),
            ("HOMELAB", "`HOMELAB` cannot name a fleet; write `homelab`".to_owned()),
            ("", format!("`` cannot name a fleet; {rule}")),
            ("2nd", format!("`2nd` cannot name a fleet; {rule}")),
            ("_", format!("`_` cannot name a fleet; {rule}")),
            ("../web", format!("`../web` cannot name a fleet; {rule}")),
            ("zürich", format!("`zürich` cannot name a fleet; {rule}")),
            ("match", "`match` is a keyword of Rust; take another name".to_owned()),
            ("gen", "`gen` is a keyword of Rust; take another name".to_owned()),
            ("lib", "`lib` means something else beside the fleets; take another name".to_owned()),
        ] {
            assert_eq!(Name::of(typed).unwrap_err(), told);
        }
    }
}
