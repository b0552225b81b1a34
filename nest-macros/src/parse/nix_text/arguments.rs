//! What a function takes.

use nest_core::problem::{Kind, Problem};
use rnix::SyntaxKind::{
    NODE_ASSERT, NODE_ATTR_SET, NODE_BIN_OP, NODE_HAS_ATTR, NODE_LAMBDA, NODE_LET_IN, NODE_LIST,
    NODE_LITERAL, NODE_PAREN, NODE_PAT_ENTRY, NODE_PATTERN, NODE_STRING, NODE_UNARY_OP, NODE_WITH,
    TOKEN_ELLIPSIS, TOKEN_QUESTION, TOKEN_UPDATE,
};
use rnix::SyntaxNode;

pub(super) fn wrong(source: &str, given: &[&str]) -> Vec<(Option<usize>, Problem)> {
    let parsed = rnix::Root::parse(source);
    let Some(text) = parsed.syntax().children().next().filter(|_| parsed.errors().is_empty()) else {
        return Vec::new();
    };
    // In parentheses, and not called, it is a value.
    let value = if given.is_empty() { Some(text) } else { result(text) };
    let Some(value) = value else { return Vec::new() };
    match value.kind() {
        NODE_LAMBDA => of_function(&value, given),
        _ if given.is_empty() || !is_no_function(&value) => Vec::new(),
        _ => takes_nothing(given),
    }
}

fn takes_nothing(given: &[&str]) -> Vec<(Option<usize>, Problem)> {
    let first = given.first().map(|argument| Problem::TakesNothing { argument: (*argument).to_owned() });
    first.map(|problem| (Some(0), problem)).into_iter().collect()
}

/// What an expression is in the end, if that stands in it.
fn result(mut expression: SyntaxNode) -> Option<SyntaxNode> {
    while matches!(expression.kind(), NODE_PAREN | NODE_LET_IN | NODE_WITH | NODE_ASSERT) {
        expression = expression.children().last()?;
    }
    Some(expression)
}

fn of_function(function: &SyntaxNode, given: &[&str]) -> Vec<(Option<usize>, Problem)> {
    let Some(pattern) = function.children().next().filter(|parameter| parameter.kind() == NODE_PATTERN)
    else {
        return Vec::new();
    };
    let has = |node: &SyntaxNode, kind| node.children_with_tokens().any(|part| part.kind() == kind);
    let is_open = has(&pattern, TOKEN_ELLIPSIS);
    if is_open && given.is_empty() {
        return Vec::new();
    }
    let entries: Vec<(String, bool)> = pattern
        .children()
        .filter(|part| part.kind() == NODE_PAT_ENTRY)
        .filter_map(|entry| Some((entry.children().next()?.text().to_string(), has(&entry, TOKEN_QUESTION))))
        .collect();
    let names = || entries.iter().map(|(name, _)| name.as_str());
    if entries.is_empty() && !is_open && !given.is_empty() {
        return takes_nothing(given);
    }
    let mut wrong = Vec::new();
    for (i, argument) in given.iter().enumerate() {
        if !is_open && !names().any(|name| name == *argument) {
            wrong.push((Some(i), Problem::unknown_word(Kind::Argument, argument, names())));
        }
    }
    // What is missing may be what is misspelt.
    let missing = entries.iter().filter(|(name, has_default)| !has_default && !given.contains(&&**name));
    if wrong.is_empty() {
        wrong.extend(missing.map(|(name, _)| (None, Problem::NotGiven { name: name.clone() })));
    }
    wrong
}

/// Whether an expression is certainly no function. A set may be called if it has `__functor`.
fn is_no_function(expression: &SyntaxNode) -> bool {
    let is_update = || expression.children_with_tokens().any(|part| part.kind() == TOKEN_UPDATE);
    match expression.kind() {
        NODE_LITERAL | NODE_STRING | NODE_LIST | NODE_UNARY_OP | NODE_HAS_ATTR => true,
        NODE_BIN_OP => !is_update(),
        NODE_ATTR_SET => !expression.text().to_string().contains("__functor"),
        _ => false,
    }
}
