//! What cannot be imported.

use super::{Deferred, NixValue, Part, Set};
use crate::problem::Problem;

/// The option that says which other modules a module takes in.
pub(crate) const IMPORTS: &str = "imports";

/// What cannot be in `imports`: Nix knows it when it knows what is imported.
pub const RECURSIVE: [&str; 3] = ["config", "options", "pkgs"];

impl Set {
    /// What cannot be in the `imports` of this set. What is no module is wrong only in a module.
    pub(crate) fn wrong_imports(&self, is_module: bool) -> Vec<Problem> {
        let mut found = Vec::new();
        if let Some(imports) = self.get(IMPORTS) {
            wrong_import(imports, is_module, &mut found);
        }
        found
    }
}

fn wrong_import(value: &NixValue, is_module: bool, found: &mut Vec<Problem>) {
    let no_module = |value: String| Problem::NoModule { value };
    match value {
        // A module that is written in place has `imports` of its own.
        NixValue::Set(set) | NixValue::Module(_, set) => return found.extend(set.wrong_imports(is_module)),
        NixValue::Deferred(deferred) => match &**deferred {
            Deferred::Reference(path) => {
                let word = path.first().filter(|first| RECURSIVE.contains(&&***first));
                found.extend(word.map(|word| Problem::RecursiveImport { word: word.to_string() }));
            }
            // Whether the text of an expression needs `config`, the macro says.
            Deferred::Expression { .. } => return,
            // What a function does with its arguments, nobody knows.
            Deferred::Call { function, .. } => return wrong_import(function, false, found),
            Deferred::Text(_)
            | Deferred::Path(_)
            | Deferred::Select { .. }
            | Deferred::Not(_)
            | Deferred::All(_)
            | Deferred::Any(_)
            | Deferred::If { .. } => {}
        },
        NixValue::Text(text) if is_module => {
            found.push(Problem::TextImported { text: Some(text.to_string()) });
        }
        NixValue::Int(int) if is_module => found.push(no_module(int.to_string())),
        NixValue::Float(float) if is_module => found.push(no_module(float.to_string())),
        NixValue::Bool(bool) if is_module => found.push(no_module(bool.to_string())),
        NixValue::Null if is_module => found.push(no_module("null".to_owned())),
        _ => {}
    }
    value.each_part(&mut |part, value| {
        let is_import = matches!(part, Part::Element(_) | Part::Content);
        wrong_import(value, is_module && is_import, found);
    });
}
