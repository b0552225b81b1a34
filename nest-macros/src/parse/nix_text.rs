//! Text in the Nix language.

#[cfg(feature = "nix-syntax")]
mod arguments;
#[cfg(feature = "nix-syntax")]
mod variables;

use nest_core::problem::Problem;

/// Whether a text is an expression of the Nix language that can stand in a file of its own, and if not, why. `knows` says
/// which words it is given there.
#[cfg(feature = "nix-syntax")]
pub(super) fn check(source: &str, knows: &dyn Fn(&str) -> bool) -> Result<(), Problem> {
    let parsed = rnix::Root::parse(source);
    if let Some(error) = parsed.errors().first() {
        let why =
            format!("this is no expression of the Nix language; it goes wrong {}", place(source, error));
        return Err(Problem::NixText { why });
    }
    variables::first_wrong(&parsed.syntax(), knows).map_or(Ok(()), |why| Err(Problem::NixText { why }))
}

/// Without the feature, Nix itself tells.
#[cfg(not(feature = "nix-syntax"))]
pub(super) fn check(_: &str, _: &dyn Fn(&str) -> bool) -> Result<(), Problem> {
    Ok(())
}

/// What is wrong with the arguments that a text is called with: which of them, or none where one is missing.
///
/// Without arguments the text is not called: a function is a value then, unless it lacks what it cannot do without and
/// nothing else could give it.
#[cfg(feature = "nix-syntax")]
pub(super) fn check_arguments(source: &str, given: &[&str]) -> Vec<(Option<usize>, Problem)> {
    arguments::wrong(source, given)
}

/// Without the feature, Nix itself tells.
#[cfg(not(feature = "nix-syntax"))]
pub(super) fn check_arguments(_: &str, _: &[&str]) -> Vec<(Option<usize>, Problem)> {
    Vec::new()
}

/// What cannot be known yet where modules are imported, if the value of a text certainly depends on it before anything
/// is asked of it.
#[cfg(feature = "nix-syntax")]
pub(crate) fn forced(source: &str) -> Option<&'static str> {
    variables::forced(&expression(source)?)
}

/// Without the feature, Nix itself tells.
#[cfg(not(feature = "nix-syntax"))]
pub(crate) fn forced(_: &str) -> Option<&'static str> {
    None
}

/// The expression that a text is; nothing if it goes wrong.
#[cfg(feature = "nix-syntax")]
fn expression(source: &str) -> Option<rnix::SyntaxNode> {
    let parsed = rnix::Root::parse(source);
    parsed.syntax().children().next().filter(|_| parsed.errors().is_empty())
}

/// Where a text goes wrong, in words.
#[cfg(feature = "nix-syntax")]
fn place(source: &str, error: &rnix::ParseError) -> String {
    use rnix::ParseError;

    let at = match error {
        ParseError::Unexpected(range)
        | ParseError::UnexpectedExtra(range)
        | ParseError::UnexpectedWanted(_, range, _)
        | ParseError::UnexpectedDoubleBind(range)
        | ParseError::DuplicatedArgs(range, _) => Some(usize::from(range.start())),
        _ => None,
    };
    match at.and_then(|at| source.get(at..)) {
        Some(rest) if !rest.trim().is_empty() => {
            let word: String =
                rest.trim_start().chars().take_while(|c| !c.is_whitespace()).take(20).collect();
            format!("at `{word}`")
        }
        _ => "at its end".to_owned(),
    }
}
