//! `"${host.name}"`: what Nix interpolates, and a fleet does not.
//!
//! Every text in quotes passes through here. `${…}` is text, as shell scripts want it, unless it starts with a name
//! that means something where it stands: then it is a mistake, and what to write instead depends on the place.

use super::cursor::Cursor;
use super::literals::Quoted;
use super::names::name;
use super::nix_values::WORDS;
use super::{braces, nix_text};
use crate::report::Report;
use nest_core::nix;
use nest_core::problem::Problem;
use proc_macro2::{Span, TokenStream};

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

/// The names that mean something everywhere.
pub(super) fn everywhere(name: &str) -> Option<Known> {
    (WORDS.contains(&name) || name == "builtins").then_some(Known::Nix)
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

/// A piece of a text.
enum Piece<'t> {
    Text(&'t str),
    /// What stands in `${…}`, without what only Nix needs, and what it starts with.
    Expression(&'t str, Known),
}

/// Longer texts are not repeated in a message.
const LONG: usize = 120;

/// Reports the first `${…}` that starts with a name that means something here.
pub(super) fn check(text: &Quoted, place: Place, names: Names, report: &Report) {
    if !text.marked().contains("${") {
        return;
    }
    let pieces = pieces(text.marked(), place, names);
    let found = pieces.iter().find_map(|piece| match piece {
        Piece::Expression(expression, known) => Some((*expression, *known)),
        Piece::Text(_) => None,
    });
    if let Some((expression, known)) = found {
        let remedy = Remedy { text, pieces: &pieces, expression, known, place };
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
    let is_nix = |piece: &Piece| matches!(piece, Piece::Expression(_, Known::Nix));
    pieces(text, Place::Value, &everywhere).iter().any(is_nix)
}

/// The text in pieces. What is around a `${…}` that is text may hold another.
fn pieces<'t>(text: &'t str, place: Place, names: Names) -> Vec<Piece<'t>> {
    // There `{{` is a brace, and what stands in braces is Rust, which is read by itself.
    let has_braces = matches!(place, Place::Text | Place::Path | Place::Format);
    let mut pieces = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(brace) = text[from..].find('{').map(|at| from + at) {
        let is_dollar = text[done..brace].ends_with('$');
        from = brace + 1;
        let inside = &text[from..];
        if has_braces && inside.starts_with('{') {
            from += 1;
        } else if is_dollar {
            let Some((expression, known, end)) = expression(inside, names) else { continue };
            pieces.extend([Piece::Text(&text[done..brace - 1]), Piece::Expression(expression, known)]);
            from += end + 1;
            done = from;
        } else if has_braces {
            from += braces::closing(inside).map_or(0, |end| end + 1);
        }
    }
    pieces.push(Piece::Text(&text[done..]));
    pieces
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

/// What to write instead.
struct Remedy<'t> {
    text: &'t Quoted,
    pieces: &'t [Piece<'t>],
    /// The first expression.
    expression: &'t str,
    known: Known,
    place: Place,
}

impl Remedy<'_> {
    fn words(&self) -> String {
        let asked = match (self.known, self.place) {
            (Known::Trait, Place::Tree | Place::Selector | Place::Identifier)
            | (Known::Nix | Known::Rust | Known::Variable, _) => String::new(),
            (Known::Trait, _) => format!(" and ask for `{}` in the arguments", start(self.expression)),
        };
        format!("{}{asked}; {}", self.instead(), self.kept())
    }

    /// What gives what Nix would give.
    fn instead(&self) -> String {
        let (expression, first) = (self.expression, start(self.expression));
        let has_nix = self.pieces.iter().any(|piece| matches!(piece, Piece::Expression(_, Known::Nix)));
        match self.place {
            Place::Value | Place::Rust if has_nix => self.nix_value(),
            Place::Value | Place::Rust => self.formatted(""),
            Place::Pattern if !has_nix => {
                format!("give it an arm of its own: `text if text == {}`", self.format())
            }
            Place::Text if self.known == Known::Nix && !is_path(expression) => {
                "give all of it with `nix!`, which computes with what Nix knows".to_owned()
            }
            Place::Text => format!("write `{{{expression}}}`"),
            Place::Path | Place::Format if !has_nix && is_name(expression) => {
                format!("write `{{{expression}}}`")
            }
            Place::Path if !has_nix => format!("write `{{{expression}}}`"),
            Place::Format if !has_nix => {
                format!("write `{{value}}`, and `value = {expression}` as the last argument")
            }
            Place::Format => format!(
                "write `text!` instead of this macro, with `{{{expression}}}` and every argument in its braces, since only Nix knows `{first}`"
            ),
            Place::OptionName | Place::ChildName if !has_nix => match self.pieces {
                [Piece::Text(""), Piece::Expression(expression, _), Piece::Text("")]
                    if is_rust(expression) =>
                {
                    format!("write `[{expression}]`")
                }
                _ => self.in_brackets(),
            },
            Place::OptionName => {
                format!(
                    "names are settled before Nix runs, and only Nix knows `{first}`: give the set around it with `nix!`"
                )
            }
            Place::Attribute if !has_nix => {
                self.formatted(", with `.parse()?` behind it unless the attribute is a `String`")
            }
            Place::AttributePart if !has_nix => {
                format!("{}, and all that is around it in Rust: `vec![…]`", self.formatted(""))
            }
            Place::Tree if self.known == Known::Variable => format!("write `{{{expression}}}`"),
            Place::Tree if !has_nix => "what is computed is set by a `synth`".to_owned(),
            Place::Selector if !has_nix => {
                "a selector's texts are literal: compare in Rust, with `:when(|…| …)`".to_owned()
            }
            Place::Identifier if !has_nix => "this text is literal".to_owned(),
            Place::Path
            | Place::Pattern
            | Place::Attribute
            | Place::AttributePart
            | Place::ChildName
            | Place::Tree
            | Place::Selector
            | Place::Identifier => {
                format!(
                    "this is settled before Nix runs, and only Nix knows `{first}`: use it in a value of a rule's body"
                )
            }
        }
    }

    /// How to say that it is text.
    fn kept(&self) -> String {
        let expression = self.expression;
        match self.place {
            Place::Text | Place::Path | Place::Format => format!("`${{{{{expression}}}}}` is text"),
            Place::Tree if self.known == Known::Variable => {
                "for the text, give the variable another name".to_owned()
            }
            _ if self.text.is_raw() => format!("`\\x24{{{expression}}}` is text, in quotes without `r`"),
            _ => format!("`\\x24{{{expression}}}` is text"),
        }
    }

    /// The same, where braces are doubled.
    fn doubled(&self, text: &str) -> String {
        escaped(&self.text.plain(text).replace('{', "{{").replace('}', "}}"))
    }

    fn is_long(&self) -> bool {
        self.text.marked().len() > LONG
    }

    fn formatted(&self, more: &str) -> String {
        let expressions = || {
            self.pieces.iter().filter_map(|piece| match piece {
                Piece::Expression(expression, _) => Some(*expression),
                Piece::Text(_) => None,
            })
        };
        if !expressions().all(is_rust) {
            return "write it in Rust, in a `format!`".to_owned();
        }
        if self.is_long() {
            let arguments = expressions().collect::<Vec<_>>().join(", ");
            return format!(
                "write `format!` around it{more}, with `{{}}` for each, `{arguments}` behind it, and other braces doubled"
            );
        }
        format!("write `{}`{more}", self.format())
    }

    fn in_brackets(&self) -> String {
        match self.formatted("").strip_prefix("write `format!(") {
            Some(rest) => format!("write `[format!({}]`", rest.trim_end_matches('`')),
            None => "write it in Rust, in brackets: `[format!(…)]`".to_owned(),
        }
    }

    /// `format!("…{}…", host.name)`
    fn format(&self) -> String {
        let (mut text, mut arguments) = (String::new(), String::new());
        for piece in self.pieces {
            match piece {
                Piece::Text(literal) => text.push_str(&self.doubled(literal)),
                Piece::Expression(expression, _) => {
                    text.push_str("{}");
                    arguments.push_str(&format!(", {expression}"));
                }
            }
        }
        format!("format!(\"{text}\"{arguments})")
    }

    /// `text!("…{pkgs.git}…")`, or a `nix!` where values of Nix are computed with.
    fn nix_value(&self) -> String {
        let is_simple = self.pieces.iter().all(|piece| match piece {
            Piece::Text(_) => true,
            Piece::Expression(expression, Known::Nix) => is_path(expression),
            Piece::Expression(expression, _) => is_rust(expression),
        });
        if self.is_long() {
            return match is_simple {
                true => format!(
                    "write `text!` around it, with `{{{}}}` for it, and other braces doubled",
                    self.expression
                ),
                false => "write it in Nix, in a `nix!`".to_owned(),
            };
        }
        if !is_simple {
            return self
                .nix()
                .map_or_else(|| "write it in Nix, in a `nix!`".to_owned(), |nix| format!("write `{nix}`"));
        }
        let mut text = String::new();
        for piece in self.pieces {
            match piece {
                Piece::Text(literal) => text.push_str(&self.doubled(literal)),
                Piece::Expression(expression, _) => {
                    // `$$` and a value.
                    if text.ends_with('$') {
                        text.truncate(text.len() - 1);
                        text.push_str("\\x24");
                    }
                    text.push_str(&format!("{{{}}}", escaped(expression)));
                }
            }
        }
        format!("write `text!(\"{text}\")`")
    }

    /// `nix!("{ value }: \"…${value}\"", value = host.name)`; nothing if that is no Nix.
    fn nix(&self) -> Option<String> {
        let (mut source, mut names, mut arguments) = (String::from("\""), Vec::new(), String::new());
        for piece in self.pieces {
            match piece {
                Piece::Text(literal) => {
                    let quoted = nix::string(&self.text.plain(literal));
                    let quoted = quoted.strip_prefix('"')?.strip_suffix('"')?;
                    // In Nix, `$${` is text.
                    match quoted.strip_suffix('$') {
                        Some(before) => source.push_str(&format!("{before}\\$")),
                        None => source.push_str(quoted),
                    }
                }
                Piece::Expression(expression, Known::Nix) => source.push_str(&format!("${{{expression}}}")),
                Piece::Expression(expression, _) => {
                    let name = format!("value{}", names.len() + 1);
                    source.push_str(&format!("${{toString {name}}}"));
                    arguments.push_str(&format!(", {name} = {expression}"));
                    names.push(name);
                }
            }
        }
        source.push('"');
        if !names.is_empty() {
            source = format!("{{ {} }}: {source}", names.join(", "));
        }
        nix_text::check(&source).ok()?;
        Some(format!("nix!({source:?}{arguments})"))
    }
}

/// What stands between the quotes of a text in Rust.
fn escaped(text: &str) -> String {
    let quoted = format!("{text:?}");
    quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or_default().to_owned()
}

fn is_rust(expression: &str) -> bool {
    syn::parse_str::<syn::Expr>(expression).is_ok()
}

fn is_name(expression: &str) -> bool {
    syn::parse_str::<syn::Ident>(expression).is_ok()
}

/// Whether an expression of Nix is an attribute path of names: `pkgs.nfs-utils`.
fn is_path(expression: &str) -> bool {
    let Ok(tokens) = expression.parse::<TokenStream>() else { return false };
    let mut cursor = Cursor::new(tokens, Span::call_site());
    let is_ours = WORDS.iter().any(|word| cursor.is_word(word));
    while name(&mut cursor).is_some() {
        if cursor.at_end() {
            return is_ours;
        }
        if cursor.take_operator(".").is_none() {
            return false;
        }
    }
    false
}
