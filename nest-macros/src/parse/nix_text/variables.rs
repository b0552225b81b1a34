//! The names in an expression. All expressions of a fleet go into one file: a variable that is not defined would keep
//! Nix from reading any of them.

use nest_core::__private::RECURSIVE;
use rnix::SyntaxKind::{
    NODE_APPLY, NODE_ASSERT, NODE_ATTR_SET, NODE_ATTRPATH, NODE_ATTRPATH_VALUE, NODE_BIN_OP, NODE_HAS_ATTR,
    NODE_IDENT, NODE_IDENT_PARAM, NODE_IF_ELSE, NODE_INHERIT, NODE_INHERIT_FROM, NODE_INTERPOL, NODE_LAMBDA,
    NODE_LEGACY_LET, NODE_LET_IN, NODE_LIST, NODE_PAREN, NODE_PAT_BIND, NODE_PAT_ENTRY, NODE_PATH_REL,
    NODE_PATTERN, NODE_SELECT, NODE_STRING, NODE_UNARY_OP, NODE_WITH,
};
use rnix::{SyntaxNode, WalkEvent};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

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

/// Why the first node that cannot stand as it is cannot. Each node is entered once, and its names are in scope until
/// it is left: to look upwards from each name would take long where much is nested.
pub(super) fn first_wrong(root: &SyntaxNode, knows: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut scope = Scope::default();
    root.preorder().find_map(|event| match event {
        WalkEvent::Enter(node) => {
            scope.enter(&node);
            wrong(&node, &scope, knows)
        }
        WalkEvent::Leave(node) => {
            scope.leave(&node);
            None
        }
    })
}

fn wrong(node: &SyntaxNode, scope: &Scope, knows: &dyn Fn(&str) -> bool) -> Option<String> {
    let text = || node.text().to_string();
    match node.kind() {
        NODE_PATH_REL => {
            let text = text();
            Some(format!(
                "`{text}` would be relative to the file that is written; pass it: `nix!(\"{{ file }}: …\", file = path!(\"…\"))`"
            ))
        }
        NODE_IDENT if !binds(node) => Some(text()).filter(|name| !knows(name) && !is_built_in(name) && !scope.has(name)).map(|name| {
            format!(
                "`{name}` is not defined in this expression; pass it: `nix!(\"{{ {name} }}: …\", {name} = …)`"
            )
        }),
        _ => None,
    }
}

/// The word that an expression needs to be anything at all: `config.x`, `if config.x then …`, not `{ a = config.x; }`.
pub(super) fn forced(expression: &SyntaxNode) -> Option<&'static str> {
    let mut parts = expression.children();
    match expression.kind() {
        NODE_IDENT => {
            let name = expression.text().to_string();
            let word = RECURSIVE.into_iter().find(|word| *word == name)?;
            (!Scope::around(expression).has(word)).then_some(word)
        }
        NODE_SELECT | NODE_HAS_ATTR | NODE_IF_ELSE => forced(&parts.next()?),
        NODE_PAREN | NODE_LET_IN | NODE_WITH => forced(&parts.last()?),
        // An operator needs its first operand, a list in `imports` its elements, text all that is in it.
        NODE_BIN_OP | NODE_UNARY_OP => forced(&parts.next()?),
        NODE_LIST | NODE_STRING | NODE_INTERPOL | NODE_ASSERT => parts.find_map(|part| forced(&part)),
        NODE_APPLY => {
            let function = parts.next()?;
            let is_import = function.text() == "import" || function.text() == "builtins.import";
            forced(&function).or_else(|| parts.next().filter(|_| is_import).and_then(|file| forced(&file)))
        }
        _ => None,
    }
}

fn is_built_in(name: &str) -> bool {
    BUILT_IN.contains(&name) || name.starts_with("__")
}

/// Whether an identifier is the name of something here, and not a variable.
fn binds(ident: &SyntaxNode) -> bool {
    let Some(parent) = ident.parent() else { return false };
    match parent.kind() {
        NODE_ATTRPATH | NODE_IDENT_PARAM | NODE_PAT_BIND => true,
        NODE_PAT_ENTRY => is_first(ident),
        NODE_INHERIT => parent.first_child().is_some_and(|child| child.kind() == NODE_INHERIT_FROM),
        _ => false,
    }
}

fn is_first(node: &SyntaxNode) -> bool {
    node.prev_sibling().is_none()
}

/// What is defined around a place.
#[derive(Default)]
struct Scope {
    /// How often a name is defined, one inside another.
    names: HashMap<String, usize>,
    /// How many `with` stand around. What is in it, nobody knows before it is there.
    withs: usize,
}

impl Scope {
    /// What is defined around one node.
    fn around(node: &SyntaxNode) -> Self {
        let mut scope = Self::default();
        node.ancestors().for_each(|around| scope.enter(&around));
        scope
    }

    fn has(&self, name: &str) -> bool {
        self.withs > 0 || self.names.contains_key(name)
    }

    fn enter(&mut self, node: &SyntaxNode) {
        self.withs += usize::from(node.kind() == NODE_WITH);
        for name in defined(node) {
            *self.names.entry(name).or_default() += 1;
        }
    }

    fn leave(&mut self, node: &SyntaxNode) {
        self.withs -= usize::from(node.kind() == NODE_WITH);
        for name in defined(node) {
            if let Entry::Occupied(mut times) = self.names.entry(name) {
                *times.get_mut() -= 1;
                if *times.get() == 0 {
                    times.remove();
                }
            }
        }
    }
}

/// The names that are in scope in a node, and not around it.
fn defined(node: &SyntaxNode) -> Vec<String> {
    match node.kind() {
        NODE_LAMBDA => node.first_child().map_or_else(Vec::new, |parameter| taken(&parameter)),
        NODE_LET_IN | NODE_LEGACY_LET => entries(node),
        NODE_ATTR_SET if is_recursive(node) => entries(node),
        _ => Vec::new(),
    }
}

fn taken(parameter: &SyntaxNode) -> Vec<String> {
    let text = |node: SyntaxNode| node.text().to_string();
    match parameter.kind() {
        NODE_IDENT_PARAM => vec![text(parameter.clone())],
        NODE_PATTERN => parameter.children().filter_map(|part| part.first_child()).map(text).collect(),
        _ => Vec::new(),
    }
}

fn entries(node: &SyntaxNode) -> Vec<String> {
    let text = |node: SyntaxNode| node.text().to_string();
    let mut names = Vec::new();
    for entry in node.children() {
        match entry.kind() {
            NODE_ATTRPATH_VALUE => {
                names.extend(entry.first_child().and_then(|path| path.first_child()).map(text));
            }
            NODE_INHERIT => names.extend(entry.children().map(text)),
            _ => {}
        }
    }
    names
}

fn is_recursive(set: &SyntaxNode) -> bool {
    set.first_token().is_some_and(|token| token.text() == "rec")
}
