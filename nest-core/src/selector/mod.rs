//! How selectors are written: the notation of `fleet!`, and CSS's own in text.

mod cursor;
mod nth;
mod text;
mod value;

pub use crate::model::selector::{Combinator, Complex, Compound, Op, Relative, Selector, Simple, When};
pub use text::TextError;

use crate::model::Declared;
use crate::nix::quote;
use std::fmt::{self, Write as _};

impl<'a> Selector<'a> {
    /// The selector in the notation of `fleet!`.
    pub fn display<'s>(&'s self, fleet: &'s Declared<'a>) -> impl fmt::Display + 's {
        Shown(fleet, self, Notation::Tokens)
    }

    /// The selector as the text that [`Selector::parse`] reads, if it has one: Rust, lists and maps have
    /// none.
    ///
    /// ```
    /// use nest_core::Fleet;
    /// use nest_core::selector::Selector;
    ///
    /// let Fleet { declared, .. } = &Fleet::EMPTY;
    /// let selector = Selector::parse("#a   > :nth-child( 2n )", declared, &Fleet::EMPTY.tree()).unwrap();
    /// assert_eq!(selector.to_text(declared).unwrap(), "#a > :nth-child(2n+0)");
    /// ```
    pub fn to_text(&self, fleet: &Declared<'a>) -> Option<String> {
        let mut text = String::new();
        write!(text, "{}", Shown(fleet, self, Notation::Text)).ok()?;
        Some(text)
    }
}

/// How a selector is written.
#[derive(Clone, Copy, PartialEq)]
enum Notation {
    /// In `fleet!`.
    Tokens,
    /// As text. What has no text is an error of the formatter, so this stays inside.
    Text,
}

struct Shown<'s, 'a, T>(&'s Declared<'a>, &'s T, Notation);

impl<'s, 'a, T> Shown<'s, 'a, T> {
    fn part<P>(&self, part: &'s P) -> Shown<'s, 'a, P> {
        Shown(self.0, part, self.2)
    }
}

impl fmt::Display for Shown<'_, '_, Selector<'_>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(f, ", ", &self.1.any, |f, complex| self.part(complex).fmt(f))
    }
}

impl fmt::Display for Shown<'_, '_, Relative<'_>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.1.combinator != Combinator::Descendant {
            write!(f, "{} ", self.1.combinator.symbol())?;
        }
        self.part(&self.1.complex).fmt(f)
    }
}

impl fmt::Display for Shown<'_, '_, Complex<'_>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (combinator, compound) in self.1.links.iter().rev() {
            match (self.2, combinator) {
                (Notation::Text, Combinator::Descendant) => write!(f, "{} ", self.part(compound))?,
                _ => write!(f, "{} {} ", self.part(compound), combinator.symbol())?,
            }
        }
        self.part(&self.1.subject).fmt(f)
    }
}

impl fmt::Display for Shown<'_, '_, Compound<'_>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, simple) in self.1.all.iter().enumerate() {
            if self.2 == Notation::Text {
                let is_word = i > 0 && matches!(simple, Simple::Any | Simple::Trait(_));
                let (open, close) = if is_word { (":is(", ")") } else { ("", "") };
                write!(f, "{open}{}{close}", self.part(simple))?;
                continue;
            }
            // What begins with a bracket or a colon follows directly, as it is written.
            let joined = !matches!(
                simple,
                Simple::Any | Simple::Trait(_) | Simple::Name(_) | Simple::Class(_) | Simple::Unknown
            );
            let glue = if i == 0 || joined { "" } else { " & " };
            write!(f, "{glue}{}", self.part(simple))?;
        }
        Ok(())
    }
}

impl fmt::Display for Shown<'_, '_, Simple<'_>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (fleet, is_text) = (self.0, self.2 == Notation::Text);
        match self.1 {
            Simple::Attr(attr, op, value) if is_text => {
                write!(f, "[{} {} ", fleet[*attr].name, op.symbol())?;
                value::write(f, value)?;
                f.write_str("]")
            }
            Simple::Name(name) if is_text => value::write_name(f, name),
            Simple::When(_) | Simple::Unknown if is_text => Err(fmt::Error),
            Simple::Any => f.write_str("*"),
            Simple::Trait(id) => f.write_str(fleet[*id].name),
            Simple::Name(name) => match quote(name) {
                plain if plain == **name => write!(f, "#{name}"),
                quoted => write!(f, "#({quoted})"),
            },
            // Its text is not kept: how tokens are spaced is up to the compiler.
            Simple::When(_) => f.write_str(":when(…)"),
            Simple::Has(attr) => write!(f, "[{}]", fleet[*attr].name),
            Simple::Attr(attr, op, value) => write!(f, "[{} {} {value}]", fleet[*attr].name, op.symbol()),
            Simple::Is(selector) => write!(f, ":is({})", self.part(selector)),
            Simple::Not(selector) => write!(f, ":not({})", self.part(selector)),
            Simple::Within(selector) => write!(f, ":within({})", self.part(selector)),
            Simple::HasRelative(any) => {
                f.write_str(":has(")?;
                separated(f, ", ", any, |f, relative| self.part(relative).fmt(f))?;
                f.write_str(")")
            }
            Simple::Class(class) => write!(f, ".{}", fleet[*class]),
            Simple::Root => f.write_str(":root"),
            Simple::Empty => f.write_str(":empty"),
            Simple::FirstChild => f.write_str(":first-child"),
            Simple::LastChild => f.write_str(":last-child"),
            Simple::OnlyChild => f.write_str(":only-child"),
            Simple::NthChild { step, first, of } => {
                write!(f, ":nth-child({step}n{first:+}")?;
                of.as_ref().map_or(Ok(()), |of| write!(f, " of {}", self.part(of)))?;
                f.write_str(")")
            }
            Simple::Unknown => f.write_str("_"),
        }
    }
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    separator: &str,
    parts: &[T],
    mut write: impl FnMut(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        write(f, part)?;
    }
    Ok(())
}
