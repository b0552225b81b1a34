//! Texts in quotes. None is read without a look at it: what one holds is only given with the place where it stands.

use super::braces;
use super::interpolation::{self, Names, Place};
use crate::report::{Report, Spans};
use nest_core::nix::Refusal;
use nest_core::problem::Problem;
use proc_macro2::{Literal, Span};
use std::borrow::Cow;

/// A text in quotes that nobody has looked at.
#[derive(Clone)]
pub(super) struct Quoted {
    /// The text, in which a dollar sign that is written as an escape (`\x24`) is another sign.
    marked: String,
    mark: char,
    is_raw: bool,
    pub(super) span: Span,
}

/// The text of a string literal.
pub(super) fn quoted(literal: &Literal) -> Option<Quoted> {
    let syn::Lit::Str(string) = syn::Lit::new(literal.clone()) else { return None };
    let (text, span) = (string.value(), literal.span());
    let mark = ('\u{e000}'..='\u{f8ff}').find(|sign| !text.contains(*sign)).unwrap_or('\u{e000}');
    if !text.contains('$') {
        return Some(Quoted { marked: text, mark, is_raw: false, span });
    }
    let source = literal.to_string();
    let is_raw = source.starts_with('r');
    let with_marks = if is_raw { source } else { with_marks(&source, mark) };
    let marked = syn::parse_str::<syn::LitStr>(&with_marks).map_or(text, |text| text.value());
    Some(Quoted { marked, mark, is_raw, span })
}

/// Whether a literal is text.
pub(super) fn is_text(literal: &Literal) -> bool {
    quoted(literal).is_some()
}

impl Quoted {
    /// The text, once it is looked at: `${…}` around a name that means something in that place is reported.
    pub(super) fn read(self, place: Place, names: Names, report: &Report) -> String {
        self.check(place, names, report);
        self.plain(&self.marked).into_owned()
    }

    /// The parts of a text with expressions in braces.
    pub(super) fn read_parts(
        self,
        place: Place,
        names: Names,
        report: &Report,
    ) -> Result<Vec<braces::FormatPart>, Problem> {
        self.check(place, names, report);
        let mut parts = braces::read(&self.marked)?;
        for part in &mut parts {
            let (braces::FormatPart::Literal(text) | braces::FormatPart::Expression(text)) = part;
            *text = self.plain(text).into_owned();
        }
        Ok(parts)
    }

    fn check(&self, place: Place, names: Names, report: &Report) {
        interpolation::check(self, place, names, report);
        if place.goes_to_nix() {
            check_uncut(&self.marked, self.span, report);
        }
    }

    /// The text where `${…}` is no mistake: in a comment, and in Nix, which interpolates.
    pub(super) fn read_any(self) -> String {
        self.plain(&self.marked).into_owned()
    }

    pub(super) fn marked(&self) -> &str {
        &self.marked
    }

    pub(super) fn is_raw(&self) -> bool {
        self.is_raw
    }

    /// A part of the marked text, as the user means it.
    pub(super) fn plain<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match text.contains(self.mark) {
            true => Cow::Owned(text.replace(self.mark, "$")),
            false => Cow::Borrowed(text),
        }
    }
}

/// Reports a text that goes to Nix as it stands, if Nix would cut it.
pub(super) fn check_uncut(text: &str, at: impl Into<Spans>, report: &Report) {
    if let Some(problem) = Refusal::of_literal_text(text) {
        report.add(at, problem);
    }
}

/// `1e999` is written like a number, and is none that Rust or Nix has.
pub(super) fn check_number(literal: &Literal, report: &Report) {
    if let syn::Lit::Float(digits) = syn::Lit::new(literal.clone())
        && digits.base10_parse::<f64>().is_ok_and(f64::is_infinite)
    {
        report.syntax(literal.span(), "a finite number", format!("`{literal}`"));
    }
}

/// A literal as it is written, with a mark for every dollar sign that is an escape.
fn with_marks(source: &str, mark: char) -> String {
    let mut marked = String::new();
    let mut rest = source;
    while let Some((before, escape)) = rest.split_once('\\') {
        marked.push_str(before);
        if let Some(behind) = dollar(escape) {
            marked.push(mark);
            rest = behind;
        } else {
            let mut letters = escape.chars();
            marked.push('\\');
            marked.extend(letters.next());
            rest = letters.as_str();
        }
    }
    marked + rest
}

/// What follows the escape, if it is one of the dollar sign.
fn dollar(escape: &str) -> Option<&str> {
    let unicode = || {
        let (digits, behind) = escape.strip_prefix("u{")?.split_once('}')?;
        (u32::from_str_radix(&digits.replace('_', ""), 16) == Ok(u32::from('$'))).then_some(behind)
    };
    escape.strip_prefix("x24").or_else(unicode)
}
