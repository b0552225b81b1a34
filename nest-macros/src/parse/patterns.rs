//! The names that Rust's patterns bind.

use super::syntax::Bound;
use syn::{BinOp, Expr, Pat, Stmt};

/// What a statement binds for those after it.
pub(super) fn bound_by(statement: &Stmt) -> Bound {
    match statement {
        Stmt::Local(local) => bound_by_pattern(&local.pat),
        _ => Bound::new(),
    }
}

/// What a control flow binds in its braces: the pattern of a `for`, and of each `let` in a condition.
pub(super) fn bound_by_header(expression: &Expr) -> Bound {
    match expression {
        Expr::ForLoop(found) => bound_by_pattern(&found.pat),
        Expr::If(found) => bound_by_header(&found.cond),
        Expr::While(found) => bound_by_header(&found.cond),
        Expr::Let(found) => bound_by_pattern(&found.pat),
        Expr::Binary(found) if matches!(found.op, BinOp::And(_)) => {
            [bound_by_header(&found.left), bound_by_header(&found.right)].concat()
        }
        _ => Bound::new(),
    }
}

pub(super) fn bound_by_pattern(pattern: &Pat) -> Bound {
    let all = |patterns: &mut dyn Iterator<Item = &Pat>| patterns.flat_map(bound_by_pattern).collect();
    match pattern {
        Pat::Ident(found) => {
            let name = found.ident.to_string();
            let inner = found.subpat.iter().flat_map(|(_, inner)| bound_by_pattern(inner));
            // A capital begins a constant or a variant, as in `None`.
            let is_name = name.starts_with(|c: char| c.is_lowercase() || c == '_');
            inner.chain(is_name.then_some(name)).collect()
        }
        Pat::Or(found) => all(&mut found.cases.iter()),
        Pat::Slice(found) => all(&mut found.elems.iter()),
        Pat::Struct(found) => all(&mut found.fields.iter().map(|field| &*field.pat)),
        Pat::Tuple(found) => all(&mut found.elems.iter()),
        Pat::TupleStruct(found) => all(&mut found.elems.iter()),
        Pat::Paren(found) => bound_by_pattern(&found.pat),
        Pat::Reference(found) => bound_by_pattern(&found.pat),
        Pat::Type(found) => bound_by_pattern(&found.pat),
        _ => Bound::new(),
    }
}
