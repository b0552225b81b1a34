//! A fleet with one token deleted, doubled or replaced.

use super::problems;
use nest_core::problem::Problem;
use proc_macro2::{Group, Ident, LineColumn, Punct, Spacing, Span, TokenStream, TokenTree};

const SOURCE: &str = include_str!("../../../fleets/src/multi_env.rs");

#[derive(Clone, Copy, Debug)]
enum Edit {
    Delete,
    Double,
    Word,
    Sign,
}

/// Edits after which the error is elsewhere, each with its line, and why that is right.
const ELSEWHERE: [(&str, &str, usize, &str); 5] = [
    ("Delete", "firewall", 29, "a well-formed fleet, in which the rule `firewall` matches no node"),
    ("Delete", "lb", 40, "a well-formed fleet, in which the rule `lb` matches no node"),
    ("Delete", "(select)", 69, "a body that has not asked for `select`: its first use is reported"),
    ("Delete", "select", 69, "the same"),
    ("Word", "monitoring", 34, "one mention and one declaration that do not fit: the mention is reported"),
];

/// The tokens between the braces of `fleet!`.
fn fleet() -> TokenStream {
    let tokens: Vec<TokenTree> = SOURCE.parse::<TokenStream>().unwrap().into_iter().collect();
    let is_call = |tokens: &&[TokenTree]| tokens[0].to_string() == "fleet" && tokens[1].to_string() == "!";
    match tokens.windows(3).find(is_call) {
        Some([.., TokenTree::Group(group)]) => group.stream(),
        other => panic!("{other:?}"),
    }
}

/// All tokens with the one at `at`, counted depth first, edited; and what that token is.
fn edited(tokens: TokenStream, at: &mut usize, edit: Edit, hit: &mut Option<TokenTree>) -> TokenStream {
    let mut result = Vec::new();
    for token in tokens {
        let is_hit = *at == 0 && hit.is_none();
        if is_hit {
            *hit = Some(token.clone());
            let span = token.span();
            match edit {
                Edit::Delete => {}
                Edit::Double => result.extend([token.clone(), token]),
                Edit::Word => result.push(TokenTree::Ident(Ident::new("zzz", span))),
                Edit::Sign => {
                    let mut sign = Punct::new('?', Spacing::Alone);
                    sign.set_span(span);
                    result.push(TokenTree::Punct(sign));
                }
            }
            continue;
        }
        *at = at.saturating_sub(1);
        result.push(match token {
            TokenTree::Group(group) => {
                let mut copy = Group::new(group.delimiter(), edited(group.stream(), at, edit, hit));
                copy.set_span(group.span());
                TokenTree::Group(copy)
            }
            token => token,
        });
    }
    result.into_iter().collect()
}

fn line_of(span: Span) -> usize {
    span.start().line
}

#[test]
fn one_wrong_token_is_few_errors_and_the_first_is_there() {
    let (mut edits, mut unreported, mut elsewhere) = (0, 0, 0);
    let mut wrong = Vec::new();
    for edit in [Edit::Delete, Edit::Double, Edit::Word, Edit::Sign] {
        for at in 0.. {
            let mut hit = None;
            let tokens = edited(fleet(), &mut at.clone(), edit, &mut hit);
            let Some(token) = hit else { break };
            edits += 1;
            let found: Vec<(LineColumn, Problem)> = problems(tokens);
            let Some((first, _)) = found.first() else {
                unreported += 1;
                continue;
            };
            let (start, end) = (line_of(token.span()), token.span().end().line);
            if found.len() > 3 || !(start..=end + 1).contains(&first.line) {
                let short: String = token.to_string().chars().take(30).collect();
                let is_edit = |(e, t, line, _): &(&str, &str, usize, &str)| {
                    *e == format!("{edit:?}") && *t == short && *line == start
                };
                if found.len() <= 3 && ELSEWHERE.iter().any(is_edit) {
                    elsewhere += 1;
                    continue;
                }
                let told: Vec<String> = found.iter().map(|(at, p)| format!("{}: {p}", at.line)).collect();
                wrong.push(format!("{edit:?} `{short}` on line {start}:\n    {}", told.join("\n    ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {edits}:\n{}", wrong.len(), wrong.join("\n"));
    // Some edits leave another fleet without a mistake: a doubled `;`, another name for a host.
    assert_eq!((edits, unreported, elsewhere), (1652, 185, ELSEWHERE.len()));
}
