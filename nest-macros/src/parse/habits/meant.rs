//! Rust that can mean nothing in a body, although it is Rust: rustc has no better word for it than that something is not
//! there.

use super::super::names;
use super::super::nix_values::WORDS;
use super::super::scope::Scope;
use super::CODE;
use super::pattern::{is_assignments, is_sign, spans, written};
use crate::report::{Report, Spans};
use nest_core::problem::Problem;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The first of it in some Rust, with the names that are in scope around.
pub(in super::super) fn in_rust(tokens: &TokenStream, scope: &Scope) -> Option<(Spans, Problem)> {
    let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let here = Here { all: &all, scope };
    here.find(&all)
}

/// Notes the words that stand for attributes: `node.get(port)`, `web.node.get(port)`.
pub(in super::super) fn attributes(tokens: &TokenStream, scope: &Scope, report: &Report) {
    let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let here = Here { all: &all, scope };
    if scope.is_whole() {
        here.attributes(&all, report);
    }
}

/// What has been said of Rust.
struct Meant<'m> {
    at: &'m [TokenTree],
    what: String,
    why: &'static str,
    remedy: String,
    code: &'static str,
}

struct Here<'t> {
    /// All of the Rust, to see which names it binds.
    all: &'t [TokenTree],
    scope: &'t Scope,
}

impl Here<'_> {
    fn find(&self, tokens: &[TokenTree]) -> Option<(Spans, Problem)> {
        (0..tokens.len()).find_map(|at| {
            let found = || {
                let finds =
                    [Self::null, Self::field, Self::fallible, Self::reference, Self::query, Self::set];
                // What is not known may be a variable, but for `null`.
                let known = if self.scope.is_whole() { &finds[..] } else { &finds[..1] };
                known.iter().find_map(|find| find(self, tokens, at))
            };
            let told = found().and_then(|Meant { at, what, why, remedy, code }| {
                Some((spans(at)?, Problem::Habit { what, why: why.to_owned(), remedy, code }))
            });
            told.or_else(|| match &tokens[at] {
                TokenTree::Group(group) if !is_macro(&tokens[..at]) => {
                    self.find(&group.stream().into_iter().collect::<Vec<_>>())
                }
                _ => None,
            })
        })
    }

    /// Whether Rust around, or this Rust somewhere, makes a variable of a name.
    fn is_bound(&self, name: &str) -> bool {
        self.scope.is_bound(name) || binds(self.all, name)
    }

    fn attributes(&self, tokens: &[TokenTree], report: &Report) {
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            let is_get = at >= 3
                && word(tokens, at - 1).is_some_and(|word| word == "get")
                && word(tokens, at - 3).is_some_and(|word| word == "node")
                && (follows_path(tokens, at - 3) || self.scope.has_node() && !self.is_bound("node"));
            if let ([TokenTree::Ident(ident)], true) = (inside.as_slice(), is_get)
                && !self.is_bound(&ident.to_string())
            {
                report.ask_for_attribute(ident, &names::word(ident).text);
            }
            if !is_macro(&tokens[..at]) {
                self.attributes(&inside, report);
            }
        }
    }

    /// `null`
    fn null<'m>(&self, tokens: &'m [TokenTree], at: usize) -> Option<Meant<'m>> {
        let is_value = word(tokens, at)? == "null" && is_alone(tokens, at) && !self.is_bound("null");
        is_value.then(|| Meant {
            at: &tokens[at..=at],
            what: "null".to_owned(),
            why: "is Nix's, and a value by itself alone",
            remedy: "write `None`, or `None::<&str>` where nothing else tells its type".to_owned(),
            code: CODE,
        })
    }

    /// `node.port`, `node.get("port")`
    fn field<'m>(&self, tokens: &'m [TokenTree], at: usize) -> Option<Meant<'m>> {
        let is_node = word(tokens, at)? == "node" && self.scope.has_node() && !self.is_bound("node");
        if !is_node || follows_path(tokens, at) || !is_sign(tokens, at + 1, ".") {
            return None;
        }
        let field = word(tokens, at + 2)?;
        let call = group(tokens, at + 3, Delimiter::Parenthesis);
        let text = call.and_then(|inside| match inside.as_slice() {
            [TokenTree::Literal(text)] if field == "get" => {
                text.to_string().strip_prefix('"').map(str::to_owned)
            }
            _ => None,
        });
        let attr = match (&text, call_is(tokens, at + 3)) {
            (Some(text), _) => text.trim_end_matches('"'),
            (None, false) if field != "name" => &field,
            _ => return None,
        };
        Some(Meant {
            at: &tokens[at + 2..at + 3],
            what: if text.is_some() { format!("node.get(\"{attr}\")") } else { format!("node.{attr}") },
            why: "is no way to an attribute",
            remedy: format!("write `node.get({attr})`, which is an `Option`"),
            code: "syntax",
        })
    }

    /// `select.one(web).port`, `select.parent(host).name`
    fn fallible<'m>(&self, tokens: &'m [TokenTree], at: usize) -> Option<Meant<'m>> {
        let method = self.method(tokens, at)?;
        let field = word(tokens, at + 5).filter(|_| is_sign(tokens, at + 4, "."))?;
        // Rust's own methods are rustc's to tell.
        const RUST: [&str; 16] = [
            "len",
            "count",
            "map",
            "filter",
            "filter_map",
            "collect",
            "next",
            "find",
            "any",
            "all",
            "enumerate",
            "zip",
            "is_some",
            "is_none",
            "is_ok",
            "unwrap",
        ];
        if RUST.contains(&field.as_str()) {
            return None;
        }
        if call_is(tokens, at + 6) || is_sign(tokens, at + 6, "::") {
            return None;
        }
        let (why, remedy) = match method.as_str() {
            "one" => ("is a `Result`", format!("write `select.one(…)?.{field}`")),
            "parent" | "closest" => {
                ("is an `Option`", format!("write `select.{method}(…).map(|found| found.{field})`"))
            }
            _ => ("is several nodes", format!("write `[for found in select.{method}(…) => found.{field}]`")),
        };
        let at = &tokens[at + 5..at + 6];
        Some(Meant { at, what: format!("select.{method}(…)"), why, remedy, code: "syntax" })
    }

    /// `select.all("web")`, `select.all(!web)`, `select.all(web[port = 80])`
    fn query<'m>(&self, tokens: &'m [TokenTree], at: usize) -> Option<Meant<'m>> {
        let method = self.method(tokens, at)?;
        let inside = group(tokens, at + 3, Delimiter::Parenthesis)?;
        let (why, remedy) = match inside.as_slice() {
            [TokenTree::Literal(text)] if text.to_string().starts_with('"') => (
                "asks for a text",
                format!("write a trait as a word: `{}`", text.to_string().trim_matches('"')),
            ),
            [TokenTree::Punct(sign), ..] if "!*:.".contains(sign.as_char()) => {
                ("asks with a selector", "write it in `sel!(…)`; a negation is `:not(…)`".to_owned())
            }
            [TokenTree::Ident(_), TokenTree::Group(test)] if test.delimiter() == Delimiter::Bracket => {
                ("asks with a selector", format!("write `sel!({}[…])`", inside[0]))
            }
            _ => return None,
        };
        let at = &tokens[at + 3..at + 4];
        Some(Meant { at, what: format!("select.{method}(…)"), why, remedy, code: "syntax" })
    }

    /// The method of `select.one(…)`.
    fn method(&self, tokens: &[TokenTree], at: usize) -> Option<String> {
        const METHODS: [&str; 9] =
            ["all", "others", "siblings", "peers", "children", "descendants", "one", "parent", "closest"];
        let is_select =
            word(tokens, at)? == "select" && !follows_path(tokens, at) && is_sign(tokens, at + 1, ".");
        let method = word(tokens, at + 2).filter(|method| METHODS.contains(&method.as_str()))?;
        (is_select && call_is(tokens, at + 3) && !self.is_bound("select")).then_some(method)
    }

    /// `format!("{}", pkgs.git)`
    fn reference<'m>(&self, tokens: &'m [TokenTree], at: usize) -> Option<Meant<'m>> {
        let name = word(tokens, at).filter(|name| WORDS.contains(&name.as_str()))?;
        let is_path = is_sign(tokens, at + 1, ".") && !follows_path(tokens, at) && !self.is_bound(&name);
        let last = (at..tokens.len())
            .step_by(2)
            .take_while(|i| *i == at || is_sign(tokens, i - 1, "."))
            .take_while(|i| matches!(tokens[*i], TokenTree::Ident(_) | TokenTree::Literal(_)))
            .last()?;
        is_path.then(|| {
            let what = written(&tokens[at..=last]);
            let remedy = "write it as the value of an option, in a rule; the tree has attributes".to_owned();
            let why = "is known to Nix alone, when the tree is settled";
            Meant { at: &tokens[at..=last], what, why, remedy, code: CODE }
        })
    }

    /// `let c = { a = 1; };`
    fn set<'m>(&self, tokens: &'m [TokenTree], at: usize) -> Option<Meant<'m>> {
        let inside = group(tokens, at, Delimiter::Brace).filter(|_| !is_macro(&tokens[..at]))?;
        // A child's are another thing.
        if tokens[..at].iter().any(|token| matches!(token, TokenTree::Ident(word) if word == "child")) {
            return None;
        }
        let heads = is_assignments(&inside)?;
        let is_variable = |head: &String| {
            self.scope.known(head).is_some()
                || self.is_bound(head)
                || mentions(self.all, head)
                || is_constant(head)
        };
        (!heads.iter().any(is_variable)).then(|| Meant {
            at: &tokens[at..=at],
            what: "{ … }".to_owned(),
            why: "is a block of Rust here",
            remedy: "write `set! { … }`".to_owned(),
            code: "syntax",
        })
    }
}

fn word(tokens: &[TokenTree], at: usize) -> Option<String> {
    match tokens.get(at)? {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    }
}

fn group(tokens: &[TokenTree], at: usize, delimiter: Delimiter) -> Option<Vec<TokenTree>> {
    match tokens.get(at)? {
        TokenTree::Group(group) if group.delimiter() == delimiter => {
            Some(group.stream().into_iter().collect())
        }
        _ => None,
    }
}

fn call_is(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
}

/// Whether `.` or `::` stands before.
fn follows_path(tokens: &[TokenTree], at: usize) -> bool {
    let is_dot = |back: usize| at.checked_sub(back).is_some_and(|at| is_sign(tokens, at, "."));
    is_dot(1) || at.checked_sub(2).is_some_and(|at| is_sign(tokens, at, "::"))
}

/// Whether a word is neither a part of a path nor called.
fn is_alone(tokens: &[TokenTree], at: usize) -> bool {
    let next = |sign| is_sign(tokens, at + 1, sign);
    !follows_path(tokens, at) && !call_is(tokens, at + 1) && ![".", "::", "!", ":"].into_iter().any(next)
}

/// Whether what follows these tokens is read by a macro of ours.
fn is_macro(before: &[TokenTree]) -> bool {
    const OURS: [&str; 5] = ["set", "sel", "text", "path", "nix"];
    matches!(before, [.., TokenTree::Ident(name), TokenTree::Punct(sign)]
        if sign.as_char() == '!' && OURS.iter().any(|ours| name == ours))
}

/// `MAX`: a static, if anything.
fn is_constant(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}

/// Whether Rust binds a name somewhere: behind `let`, `for` or a bar, before a type, or in a pattern of several.
pub(in super::super) fn binds(tokens: &[TokenTree], name: &str) -> bool {
    let is_pattern = |token: &TokenTree| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(sign) => ",&".contains(sign.as_char()),
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    };
    let is_several = tokens.iter().all(is_pattern);
    let bars = |tokens: &[TokenTree]| {
        let is_bar = |token: &&TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '|');
        tokens.iter().filter(is_bar).count()
    };
    let text =
        |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(ToString::to_string).unwrap_or_default();
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Group(group) => {
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            // What is called has arguments, and no pattern of several.
            let is_call = match at.checked_sub(1).map(|before| &tokens[before]) {
                Some(TokenTree::Ident(word)) => word.to_string().starts_with(char::is_lowercase),
                Some(TokenTree::Punct(sign)) => sign.as_char() == '!',
                _ => false,
            };
            let is_name = |token: &TokenTree| matches!(token, TokenTree::Ident(_));
            !(is_call && inside.iter().any(is_name) && inside.iter().all(is_pattern)) && binds(&inside, name)
        }
        TokenTree::Ident(ident) if ident == name => {
            let (before, behind) = (text(at.checked_sub(1)), text(Some(at + 1)));
            ["let", "for", "mut", "ref", "fn"].contains(&before.as_str())
                || before == "|" && bars(&tokens[..at]) % 2 == 1
                || ["|", "@", "in"].contains(&behind.as_str())
                || is_sign(tokens, at + 1, ":")
                || is_several && tokens.len() > 1
                || bars(tokens) > 0 && before == "," && behind == ","
        }
        _ => false,
    })
}

/// Whether Rust mentions a name, but for fields, and for what is assigned in a set.
fn mentions(tokens: &[TokenTree], name: &str) -> bool {
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Group(group) => mentions(&group.stream().into_iter().collect::<Vec<_>>(), name),
        TokenTree::Ident(ident) if ident == name => {
            let is_head = at == 0 || is_sign(tokens, at - 1, ";");
            !is_head && !follows_path(tokens, at)
        }
        _ => false,
    })
}
