//! `"${host.name}"`: what Nix interpolates, and a fleet does not.
//!
//! Every text in quotes passes through here. `${…}` is text, as shell scripts want it, unless it starts with a name
//! that means something where it stands: then it is a mistake, and what to write instead depends on the place.

mod remedy;

use super::braces;
use super::literals::Quoted;
use super::nix_values::WORDS;
use crate::report::Report;
use nest_core::problem::Problem;
use remedy::Remedy;

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Known {
    /// What only Nix knows.
    Nix,
    /// A value of Rust.
    Rust,
    /// The variable of a loop in the tree.
    Variable,
    /// A value of Rust, if the fleet has a trait of that name: it has not been asked for here.
    Trait,
}

/// What a name stands for in some place, if it means anything there.
pub(super) type Names<'a> = &'a dyn Fn(&str) -> Option<Known>;

/// The names that mean something everywhere in a fleet.
pub(super) fn everywhere(report: &Report) -> impl Fn(&str) -> Option<Known> {
    let declared = report.special_args();
    move |name| in_all_fleets(name).or_else(|| declared.iter().any(|word| word == name).then_some(Known::Nix))
}

/// The names that mean something everywhere, whatever a fleet declares.
pub(super) fn in_all_fleets(name: &str) -> Option<Known> {
    WORDS.contains(&name).then_some(Known::Nix)
}

/// Where a text stands, which decides what can stand in its stead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// A value of a body.
    Value,
    /// Somewhere in Rust.
    Rust,
    /// A pattern of Rust.
    Pattern,
    /// What `format!` and its like begin with.
    Format,
    /// `text!`
    Text,
    /// `path!`
    Path,
    /// The name of an option, or a key.
    OptionName,
    /// An attribute that a `synth` sets.
    Attribute,
    /// A part of a list or a set that a `synth` sets.
    AttributePart,
    /// The name of a child.
    ChildName,
    /// A name or a value in the tree.
    Tree,
    /// A selector.
    Selector,
    /// What is text and nothing else: a choice, a reason, a label.
    Identifier,
}

impl Place {
    /// Whether a text goes to Nix from there as it is written. In the tree and of the names of own outputs,
    /// nest-core looks at it; in Rust, anything may become of it; a path is held to a rule of its own.
    pub(super) fn goes_to_nix(self) -> bool {
        matches!(self, Self::Value | Self::Text | Self::OptionName | Self::ChildName)
    }
}

/// A slice of a text.
enum Slice<'t> {
    Text(&'t str),
    /// What stands in `${…}`, without what only Nix needs, and what it starts with.
    Expression(&'t str, Known),
}

/// Reports the first `${…}` that starts with a name that means something here.
pub(super) fn check(text: &Quoted, place: Place, names: Names, report: &Report) {
    if !text.marked().contains("${") {
        return;
    }
    let slices = slices(text.marked(), place, names);
    let found = slices.iter().find_map(|slice| match slice {
        Slice::Expression(expression, known) => Some((*expression, *known)),
        Slice::Text(_) => None,
    });
    if let Some((expression, known)) = found {
        let remedy = Remedy { text, slices: &slices, expression, known, place };
        let problem = Problem::NixInterpolation {
            expression: text.plain(expression).into_owned(),
            remedy: text.plain(&remedy.words()).into_owned(),
        };
        match known {
            Known::Trait => report.suspect(text.span, start(expression), problem),
            // The compiler would have its own words for it.
            _ if place == Place::Format => report.add_broken(text.span, problem),
            _ => report.add(text.span, problem),
        }
    }
}

/// Whether a text holds what only Nix interpolates: it is told as that.
pub(crate) fn is_for_nix(text: &str) -> bool {
    let is_nix = |slice: &Slice| matches!(slice, Slice::Expression(_, Known::Nix));
    slices(text, Place::Value, &in_all_fleets).iter().any(is_nix)
}

/// The text in slices. What is around a `${…}` that is text may hold another.
fn slices<'t>(text: &'t str, place: Place, names: Names) -> Vec<Slice<'t>> {
    // There `{{` is a brace, and what stands in braces is Rust, which is read by itself.
    let has_braces = matches!(place, Place::Text | Place::Path | Place::Format);
    let mut slices = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(brace) = text[from..].find('{').map(|at| from + at) {
        let is_dollar = text[done..brace].ends_with('$');
        from = brace + 1;
        let inside = &text[from..];
        if has_braces && inside.starts_with('{') {
            from += 1;
        } else if is_dollar {
            let Some((expression, known, end)) = expression(inside, names) else { continue };
            slices.extend([Slice::Text(&text[done..brace - 1]), Slice::Expression(expression, known)]);
            from += end + 1;
            done = from;
        } else if has_braces {
            from += braces::closing(inside).map_or(0, |end| end + 1);
        }
    }
    slices.push(Slice::Text(&text[done..]));
    slices
}

/// What follows a `${`, if it starts with a name that means something, and where the brace is that closes it.
fn expression<'t>(inside: &'t str, names: Names) -> Option<(&'t str, Known, usize)> {
    let end = braces::closing(inside)?;
    // Text that is computed needs no `toString`.
    let whole = inside[..end].trim();
    let expression = whole.strip_prefix("toString ").map_or(whole, str::trim);
    let name = start(expression);
    let behind = expression.trim_start_matches('(').strip_prefix(name)?;
    let may_be_trait = || (!name.is_empty() && is_field(behind)).then_some(Known::Trait);
    let known = names(name).or_else(may_be_trait)?;
    // `${toString config.x}`: Nix needs it.
    Some((if known == Known::Nix { whole } else { expression }, known, end))
}

/// The name that an expression starts with.
fn start(expression: &str) -> &str {
    let expression = expression.strip_prefix("toString ").map_or(expression, str::trim);
    let expression = expression.trim_start_matches('(');
    let end = expression.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(expression.len());
    &expression[..end]
}

/// `.name`
fn is_field(behind: &str) -> bool {
    behind.strip_prefix('.').is_some_and(|field| field.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}
