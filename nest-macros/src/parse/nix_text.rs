//! Text in the Nix language.

use nest_core::problem::Problem;

/// Whether a text is an expression of the Nix language that can stand in a file of its own, and if not, why.
#[cfg(feature = "nix-syntax")]
pub(super) fn check(source: &str) -> Result<(), Problem> {
    let parsed = rnix::Root::parse(source);
    if let Some(error) = parsed.errors().first() {
        let why =
            format!("this is no expression of the Nix language; it goes wrong {}", place(source, error));
        return Err(Problem::NixText { why });
    }
    let root = parsed.syntax();
    let mut nodes = root.descendants();
    nodes.find_map(|node| names::wrong(&node)).map_or(Ok(()), |why| Err(Problem::NixText { why }))
}

/// Without the feature, Nix itself tells.
#[cfg(not(feature = "nix-syntax"))]
pub(super) fn check(_: &str) -> Result<(), Problem> {
    Ok(())
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

/// The names in an expression. All expressions of a fleet go into one file: a variable that is not defined would keep
/// Nix from reading any of them.
#[cfg(feature = "nix-syntax")]
mod names {
    use super::super::nix_values::WORDS;
    use rnix::SyntaxKind::{
        NODE_ATTR_SET, NODE_ATTRPATH, NODE_ATTRPATH_VALUE, NODE_IDENT, NODE_IDENT_PARAM, NODE_INHERIT,
        NODE_INHERIT_FROM, NODE_LAMBDA, NODE_LEGACY_LET, NODE_LET_IN, NODE_PAT_BIND, NODE_PAT_ENTRY,
        NODE_PATH_REL, NODE_PATTERN, NODE_WITH,
    };
    use rnix::SyntaxNode;

    /// What Nix defines everywhere. Source: the Nix manual, "Built-ins", as of Nix 2.8.
    const BUILT_IN: [&str; 23] = [
        "abort",
        "baseNameOf",
        "break",
        "builtins",
        "derivation",
        "derivationStrict",
        "dirOf",
        "false",
        "fetchGit",
        "fetchMercurial",
        "fetchTarball",
        "fetchTree",
        "fromTOML",
        "import",
        "isNull",
        "map",
        "null",
        "placeholder",
        "removeAttrs",
        "scopedImport",
        "throw",
        "toString",
        "true",
    ];

    /// Why a node cannot stand as it is.
    pub(super) fn wrong(node: &SyntaxNode) -> Option<String> {
        let text = node.text().to_string();
        match node.kind() {
            NODE_PATH_REL => Some(format!(
                "`{text}` would be relative to the file that is written; pass it: `nix!(\"{{ file }}: …\", file = path!(\"…\"))`"
            )),
            NODE_IDENT if !binds(node) && !is_known(&text) && !is_bound(node, &text) => Some(format!(
                "`{text}` is not defined in this expression; pass it: `nix!(\"{{ {text} }}: …\", {text} = …)`"
            )),
            _ => None,
        }
    }

    fn is_known(name: &str) -> bool {
        WORDS.contains(&name) || BUILT_IN.contains(&name) || name.starts_with("__")
    }

    /// Whether an identifier is the name of something here, and not a variable.
    fn binds(ident: &SyntaxNode) -> bool {
        let Some(parent) = ident.parent() else { return false };
        match parent.kind() {
            NODE_ATTRPATH | NODE_IDENT_PARAM | NODE_PAT_BIND => true,
            NODE_PAT_ENTRY => is_first(ident),
            NODE_INHERIT => parent.children().any(|child| child.kind() == NODE_INHERIT_FROM),
            _ => false,
        }
    }

    fn is_first(node: &SyntaxNode) -> bool {
        node.prev_sibling().is_none()
    }

    /// Whether something around a variable defines it, or may.
    fn is_bound(ident: &SyntaxNode, name: &str) -> bool {
        ident.ancestors().any(|around| match around.kind() {
            // What is in it, nobody knows before it is there.
            NODE_WITH => true,
            NODE_LAMBDA => around.children().next().is_some_and(|parameter| takes(&parameter, name)),
            NODE_LET_IN | NODE_LEGACY_LET => defines(&around, name),
            NODE_ATTR_SET => is_recursive(&around) && defines(&around, name),
            _ => false,
        })
    }

    fn takes(parameter: &SyntaxNode, name: &str) -> bool {
        match parameter.kind() {
            NODE_IDENT_PARAM => parameter.text() == name,
            NODE_PATTERN => {
                parameter.children().any(|part| part.children().next().is_some_and(|n| n.text() == name))
            }
            _ => false,
        }
    }

    fn defines(entries: &SyntaxNode, name: &str) -> bool {
        entries.children().any(|entry| match entry.kind() {
            NODE_ATTRPATH_VALUE => {
                let first = entry.children().next().and_then(|path| path.children().next());
                first.is_some_and(|first| first.text() == name)
            }
            NODE_INHERIT => entry.children().any(|inherited| inherited.text() == name),
            _ => false,
        })
    }

    fn is_recursive(set: &SyntaxNode) -> bool {
        set.first_token().is_some_and(|token| token.text() == "rec")
    }
}
