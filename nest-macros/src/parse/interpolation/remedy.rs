//! What to write instead of a `${…}`, which depends on the place.

use super::{Known, Place, Slice, start};
use crate::parse::cursor::Cursor;
use crate::parse::literals::Quoted;
use crate::parse::names::name;
use crate::parse::nix_text;
use crate::parse::nix_values::WORDS;
use nest_core::nix;
use proc_macro2::{Span, TokenStream};

/// Longer texts are not repeated in a message.
const LONG: usize = 120;

/// What to write instead.
pub(super) struct Remedy<'t> {
    pub(super) text: &'t Quoted,
    pub(super) slices: &'t [Slice<'t>],
    /// The first expression.
    pub(super) expression: &'t str,
    pub(super) known: Known,
    pub(super) place: Place,
}

impl Remedy<'_> {
    pub(super) fn words(&self) -> String {
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
        let has_nix = self.slices.iter().any(|slice| matches!(slice, Slice::Expression(_, Known::Nix)));
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
            Place::OptionName | Place::ChildName if !has_nix => match self.slices {
                [Slice::Text(""), Slice::Expression(expression, _), Slice::Text("")]
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
            self.slices.iter().filter_map(|slice| match slice {
                Slice::Expression(expression, _) => Some(*expression),
                Slice::Text(_) => None,
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
        for slice in self.slices {
            match slice {
                Slice::Text(literal) => text.push_str(&self.doubled(literal)),
                Slice::Expression(expression, _) => {
                    text.push_str("{}");
                    arguments.push_str(&format!(", {expression}"));
                }
            }
        }
        format!("format!(\"{text}\"{arguments})")
    }

    /// `text!("…{pkgs.git}…")`, or a `nix!` where values of Nix are computed with.
    fn nix_value(&self) -> String {
        let is_simple = self.slices.iter().all(|slice| match slice {
            Slice::Text(_) => true,
            Slice::Expression(expression, Known::Nix) => is_path(expression),
            Slice::Expression(expression, _) => is_rust(expression),
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
        for slice in self.slices {
            match slice {
                Slice::Text(literal) => text.push_str(&self.doubled(literal)),
                Slice::Expression(expression, _) => {
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
        for slice in self.slices {
            match slice {
                Slice::Text(literal) => {
                    let quoted = nix::string(&self.text.plain(literal));
                    let quoted = quoted.strip_prefix('"')?.strip_suffix('"')?;
                    // In Nix, `$${` is text.
                    match quoted.strip_suffix('$') {
                        Some(before) => source.push_str(&format!("{before}\\$")),
                        None => source.push_str(quoted),
                    }
                }
                Slice::Expression(expression, Known::Nix) => source.push_str(&format!("${{{expression}}}")),
                Slice::Expression(expression, _) => {
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
        nix_text::check(&source, &|word| WORDS.contains(&word)).ok()?;
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
