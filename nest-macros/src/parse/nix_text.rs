//! Text in the Nix language.

use nest_core::problem::Problem;

/// Whether a text is an expression of the Nix language, and where it stops being one.
#[cfg(feature = "nix-syntax")]
pub(super) fn check(source: &str) -> Result<(), Problem> {
    use rnix::ParseError;

    let parsed = rnix::Root::parse(source);
    let Some(error) = parsed.errors().first() else { return Ok(()) };
    let at = match error {
        ParseError::Unexpected(range)
        | ParseError::UnexpectedExtra(range)
        | ParseError::UnexpectedWanted(_, range, _)
        | ParseError::UnexpectedDoubleBind(range)
        | ParseError::DuplicatedArgs(range, _) => Some(usize::from(range.start())),
        _ => None,
    };
    let place = match at.and_then(|at| source.get(at..)) {
        Some(rest) if !rest.trim().is_empty() => {
            let word: String =
                rest.trim_start().chars().take_while(|c| !c.is_whitespace()).take(20).collect();
            format!("at `{word}`")
        }
        _ => "at its end".to_owned(),
    };
    Err(Problem::NixText { place })
}

/// Without the feature, Nix itself tells.
#[cfg(not(feature = "nix-syntax"))]
pub(super) fn check(_: &str) -> Result<(), Problem> {
    Ok(())
}
