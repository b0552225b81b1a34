//! The turns of phrase that messages share.

use nest_core::suggest::nearest;

/// `1 host`, `2 hosts`.
pub fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

/// Names in backticks.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    format!("`{}`", names.into_iter().collect::<Vec<_>>().join("`, `"))
}

/// That there is no `what` of a name, with the known name that may be meant, or else that sentence.
pub fn unknown<'n>(
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    let rest = match nearest(name, known.into_iter()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise(),
    };
    format!("unknown {what} `{name}`; {rest}")
}
