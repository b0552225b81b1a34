//! Parts of fleets, in files of their own: `pub part PROD;`, and `include crate::prod::PROD;` in a fleet.
//!
//! A macro sees its own tokens alone. So a part becomes a macro that hands on its tokens, and a fleet that includes parts
//! asks one after the other: each calls `fleet!` again, with its own tokens before those of the fleet. When all are there,
//! the fleet is read as one.

use crate::lower::Place;
use crate::parse::path_length;
use crate::report::{Report, Spans};
use nest_core::model::Key;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use std::ops::Range;

/// What the braces of a `fleet!` hold.
pub(crate) enum Input {
    /// A fleet whole, with all its parts.
    Whole(TokenStream, Place, Option<Included>),
    /// What is not yet a fleet, and the code that it becomes.
    Code(TokenStream),
}

/// The word that begins what one `fleet!` tells the next.
const PART: &str = "part";
const WITHIN: &str = "within";

/// Looks at all that a `fleet!` is given; `place` is where it stands.
pub(crate) fn read(tokens: TokenStream, place: Place, report: &Report) -> Input {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let part = handed_on(&mut tokens, PART, 2);
    let file = match handed_on(&mut tokens, WITHIN, 1).as_deref() {
        Some([file]) => file.clone(),
        _ => {
            let file = place.file.clone();
            TokenTree::Group(Group::new(Delimiter::Brace, quote!(#file)))
        }
    };
    if let Some(part) = part {
        if let Some(Include { end, .. }) = pending(&tokens) {
            tokens.splice(end..end, part);
        }
    } else if let Some(part) = Header::of(&tokens, report) {
        return Input::Code(part.define(&tokens, &place, report));
    }
    match pending(&tokens) {
        Some(Include { path, .. }) => {
            let path = tokens[path].iter();
            Input::Code(quote!(#(#path)* ! { { ::nest_macros::fleet } @ within #file #(#tokens)* }))
        }
        None => {
            let place = Place { file: text(&file).unwrap_or_default(), ..place };
            let included = Included::of(&tokens);
            Input::Whole(tokens.into_iter().collect(), place, included)
        }
    }
}

/// Takes away `@ word { … }`, with so many groups.
fn handed_on(tokens: &mut Vec<TokenTree>, word: &str, groups: usize) -> Option<Vec<TokenTree>> {
    let is_it = matches!(tokens.as_slice(), [TokenTree::Punct(sign), TokenTree::Ident(ident), ..]
        if sign.as_char() == '@' && ident == word);
    (is_it && tokens.len() >= groups + 2).then(|| tokens.drain(..groups + 2).skip(2).collect())
}

/// The text between the braces of what is handed on.
fn text(group: &TokenTree) -> Option<String> {
    let TokenTree::Group(group) = group else { return None };
    syn::parse2::<syn::LitStr>(group.stream()).ok().map(|text| text.value())
}

/// `include crate::prod::PROD`, for which the part has not been asked.
struct Include {
    path: Range<usize>,
    /// Where its tokens shall stand.
    end: usize,
}

/// The first that is left.
fn pending(tokens: &[TokenTree]) -> Option<Include> {
    let is_include = |at: &usize| is_word(tokens, *at, "include") && begins_item(tokens, *at);
    (0..tokens.len()).filter(is_include).find_map(|at| {
        let end = at + 1 + path_length(&tokens[at + 1..]);
        // A path ends in a name: `include crate::;` is read, and told.
        let is_whole = matches!(tokens[at + 1..end].last(), Some(TokenTree::Ident(_)));
        (is_sign(tokens, end, ';') && is_whole).then_some(Include { path: at + 1..end, end })
    })
}

/// `pub part NAME;`
struct Header<'t> {
    /// Doc comments.
    notes: Vec<&'t TokenTree>,
    visibility: &'t [TokenTree],
    name: Option<&'t Ident>,
    /// All of it.
    range: Range<usize>,
}

impl<'t> Header<'t> {
    /// The header, if this is a part. What is wrong with it is reported.
    fn of(tokens: &'t [TokenTree], report: &Report) -> Option<Self> {
        let at = (0..tokens.len()).find(|at| is_part(tokens, *at))?;
        let mut start = at;
        if start > 0 && is_group(tokens, start - 1, Delimiter::Parenthesis) {
            start -= 1;
        }
        start -= usize::from(start > 0 && is_word(tokens, start - 1, "pub"));
        let visibility = &tokens[start..at];
        let mut notes = Vec::new();
        while start > 1 && is_group(tokens, start - 1, Delimiter::Bracket) && is_sign(tokens, start - 2, '#')
        {
            start -= 2;
            match &tokens[start + 1] {
                TokenTree::Group(note) if !is_doc(note) => {
                    let why = "before a part says nothing";
                    report.habit(
                        note.span(),
                        format!("#{note}"),
                        why,
                        "write it on the fleet, or on an item",
                    );
                }
                note => notes.splice(0..0, [&tokens[start], note]).for_each(drop),
            }
        }
        if start > 0 {
            let why = "stands behind what is in the part";
            report.habit(tokens[at].span(), "part", why, "write `pub part NAME;` before everything else");
        }
        let name = match tokens.get(at + 1) {
            Some(TokenTree::Ident(name)) => Some(name),
            _ => {
                report.syntax(tokens[at].span(), "the name of the part: `pub part NAME;`", "none");
                None
            }
        };
        let mut end = at + 1 + usize::from(name.is_some());
        if let (Some(name), true) = (name, is_group(tokens, end, Delimiter::Brace)) {
            let why = "is a part, and has no settings";
            report.habit(name.span(), name.to_string(), why, "write them into the header of the fleet");
            end += 1;
        }
        end += usize::from(is_sign(tokens, end, ';'));
        Some(Self { notes, visibility, name, range: start..end })
    }

    /// What hands its tokens on, and a constant by which the compiler knows whether anybody asks.
    fn define(&self, tokens: &[TokenTree], place: &Place, report: &Report) -> TokenStream {
        let Self { notes, visibility, name: Some(name), range } = self else { return TokenStream::new() };
        let rest = [&tokens[..range.start], &tokens[range.end..]].concat();
        if let Some(dollar) = dollar(&rest) {
            let remedy = "write the fleet in one file, or Rust that needs none";
            report.habit(dollar, "$(…)", "would be read by the macro that a part becomes", remedy);
            return TokenStream::new();
        }
        let Key(hash) = Key::of(&place.file, &name.to_string());
        let inner = format_ident!("__nest_part_{}_{hash:016x}", name.to_string());
        let is_public = matches!(visibility, [TokenTree::Ident(_)]);
        let export = is_public.then(|| quote!(#[macro_export]));
        let file = &place.file;
        let span = name.span();
        let constant = quote_spanned!(span=> const #name: ::nest_core::__private::Part =
            ::nest_core::__private::Part { source: ::core::file!() };);
        quote! {
            #(#notes)*
            #(#visibility)* #constant

            #[doc(hidden)]
            #export
            macro_rules! #inner {
                ({ $($__nest_next:tt)* } $($__nest_fleet:tt)*) => {
                    $($__nest_next)* ! { @ part { #file } { #(#rest)* } $($__nest_fleet)* }
                };
            }
            #[doc(hidden)]
            #[allow(unused_imports)]
            #(#visibility)* use #inner as #name;
        }
    }
}

/// Whether `part NAME` stands there, or a `part` that lacks its name: where an item begins, behind `pub` or not.
fn is_part(tokens: &[TokenTree], at: usize) -> bool {
    let goes_on = match tokens.get(at + 1) {
        Some(TokenTree::Ident(_)) => {
            is_sign(tokens, at + 2, ';')
                || is_group(tokens, at + 2, Delimiter::Brace) && follows_pub(tokens, at)
        }
        Some(TokenTree::Punct(sign)) => sign.as_char() == ';' && follows_pub(tokens, at),
        _ => false,
    };
    let begins = follows_pub(tokens, at) || begins_item(tokens, at);
    is_word(tokens, at, "part") && goes_on && begins
}

fn follows_pub(tokens: &[TokenTree], at: usize) -> bool {
    let back = usize::from(at > 0 && is_group(tokens, at - 1, Delimiter::Parenthesis));
    at > back && is_word(tokens, at - back - 1, "pub")
}

/// Whether an item ends there, or its notes do.
fn begins_item(tokens: &[TokenTree], at: usize) -> bool {
    let brackets = [Delimiter::Brace, Delimiter::Bracket];
    at == 0
        || is_sign(tokens, at - 1, ';')
        || brackets.iter().any(|bracket| is_group(tokens, at - 1, *bracket))
}

fn is_word(tokens: &[TokenTree], at: usize, word: &str) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if ident == word)
}

fn is_sign(tokens: &[TokenTree], at: usize, sign: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn is_group(tokens: &[TokenTree], at: usize, delimiter: Delimiter) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
}

fn is_doc(note: &Group) -> bool {
    is_word(&note.stream().into_iter().collect::<Vec<_>>(), 0, "doc")
}

/// `$(`, which would be a repetition. This does not go down the stack: how deep brackets stand, nobody has looked yet.
fn dollar(tokens: &[TokenTree]) -> Option<Spans> {
    let mut left = vec![tokens.to_vec()];
    while let Some(tokens) = left.pop() {
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(_) if at > 0 && is_sign(&tokens, at - 1, '$') => {
                    return Some(tokens[at - 1].span().into());
                }
                TokenTree::Group(group) => left.push(group.stream().into_iter().collect()),
                _ => {}
            }
        }
    }
    None
}

/// The parts of a fleet, by what shows of them in the code that is made.
pub(crate) struct Included {
    /// A word of the fleet's own.
    fleet: Span,
    /// What the compiler calls their files.
    sources: Vec<String>,
}

impl Included {
    /// Those that are there.
    fn of(tokens: &[TokenTree]) -> Option<Self> {
        let parts = tokens.windows(2).enumerate().filter_map(|(at, pair)| match pair {
            [TokenTree::Group(_), TokenTree::Group(part)] => Some((at, part)),
            _ => None,
        });
        let mut sources = Vec::new();
        let mut fleet = None;
        for (at, part) in parts {
            let include = || (0..at).rfind(|at| is_word(tokens, *at, "include"));
            fleet = fleet.or_else(|| include().map(|at| tokens[at].span()));
            sources.extend(part.stream().into_iter().next().map(|token| token.span().file()));
        }
        fleet.map(|fleet| Self { fleet, sources })
    }

    /// The code as if what comes from a part had been written in the fleet, with its names in scope, and in its own place.
    /// What is told of it, and where it says that it stands, is then in the file of the part.
    pub(crate) fn as_own(&self, code: TokenStream) -> TokenStream {
        let here = Span::call_site();
        let is_ours = |span: Span| span.start() == here.start() && span.end() == here.end();
        let own = |mut token: TokenTree| {
            let span = token.span();
            let is_part = !is_ours(span) && self.sources.contains(&span.file());
            match &token {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.as_own(group.stream()));
                    inner.set_span(if is_part { self.fleet.located_at(span) } else { span });
                    return TokenTree::Group(inner);
                }
                _ if is_part => token.set_span(self.fleet.located_at(span)),
                _ => {}
            }
            token
        };
        code.into_iter().map(own).collect()
    }
}
