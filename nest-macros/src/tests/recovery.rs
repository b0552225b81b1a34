//! A fleet with one token deleted, doubled or replaced.

use super::problems;
use nest_core::problem::Problem;
use proc_macro2::{Group, Ident, LineColumn, Punct, Spacing, Span, TokenStream, TokenTree};
use std::thread;

pub(super) const MULTI_ENV: &str = include_str!("../../../fleets/src/multi_env.rs");
const TEAM: &str = include_str!("fleets/team.rs");

#[derive(Clone, Copy, Debug)]
enum Edit {
    Delete,
    Double,
    Identifier,
    Sign,
}

/// An edit after which the error is elsewhere: edit, token, line, and why that is right.
type Elsewhere = (&'static str, &'static str, usize, &'static str);

/// The tokens between the braces of `fleet!`.
pub(super) fn fleet(source: &str) -> TokenStream {
    let tokens: Vec<TokenTree> = source.parse::<TokenStream>().unwrap().into_iter().collect();
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
                Edit::Identifier => result.push(TokenTree::Ident(Ident::new("zzz", span))),
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

/// What edits of one kind lead to.
#[derive(Default)]
struct Outcome {
    edits: usize,
    /// How many leave a fleet without a mistake: a doubled `;`, another name for a host.
    unreported: usize,
    /// How many are known to be told elsewhere.
    elsewhere: usize,
    wrong: Vec<String>,
}

/// Edits every token in its turn.
fn outcome(source: &str, known: &[Elsewhere], edit: Edit) -> Outcome {
    let mut outcome = Outcome::default();
    let fleet = fleet(source);
    for at in 0.. {
        let mut hit = None;
        let tokens = edited(fleet.clone(), &mut at.clone(), edit, &mut hit);
        let Some(token) = hit else { break };
        outcome.edits += 1;
        let found: Vec<(LineColumn, Problem)> = problems(tokens);
        let Some((first, _)) = found.first() else {
            outcome.unreported += 1;
            continue;
        };
        let (start, end) = (line_of(token.span()), token.span().end().line);
        if found.len() > 3 || !(start..=end + 1).contains(&first.line) {
            let short: String = token.to_string().chars().take(30).collect();
            let is_edit =
                |(e, t, line, _): &Elsewhere| *e == format!("{edit:?}") && *t == short && *line == start;
            if found.len() <= 3 && known.iter().any(is_edit) {
                outcome.elsewhere += 1;
                continue;
            }
            let told: Vec<String> = found.iter().map(|(at, p)| format!("{}: {p}", at.line)).collect();
            outcome.wrong.push(format!("{edit:?} `{short}` on line {start}:\n    {}", told.join("\n    ")));
        }
    }
    outcome
}

/// Edits every token in every way, each way in a thread; says how many edits there are, and after how many there is no
/// mistake.
fn check(source: &str, known: &[Elsewhere]) -> (usize, usize) {
    let kinds = [Edit::Delete, Edit::Double, Edit::Identifier, Edit::Sign];
    let outcomes: Vec<Outcome> = thread::scope(|scope| {
        let threads = kinds.map(|edit| scope.spawn(move || outcome(source, known, edit)));
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let sum = |count: fn(&Outcome) -> usize| outcomes.iter().map(count).sum::<usize>();
    let wrong: Vec<&str> = outcomes.iter().flat_map(|outcome| &outcome.wrong).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), sum(|o| o.edits), wrong.join("\n"));
    assert_eq!(sum(|o| o.elsewhere), known.len());
    (sum(|o| o.edits), sum(|o| o.unreported))
}

#[test]
fn one_wrong_token_is_few_errors_and_the_first_is_there() {
    let elsewhere = [
        ("Delete", "firewall", 29, "a well-formed fleet, in which the rule `firewall` matches no node"),
        ("Delete", "lb", 40, "a well-formed fleet, in which the rule `lb` matches no node"),
        ("Delete", "(select)", 69, "a body that has not asked for `select`: its first use is reported"),
        ("Delete", "select", 69, "the same"),
        (
            "Identifier",
            "monitoring",
            34,
            "one mention and one declaration that do not fit: the mention is reported",
        ),
    ];
    assert_eq!(check(MULTI_ENV, &elsewhere), (1652, 184));
}

#[test]
fn so_it_is_where_traits_nest_and_trees_grow() {
    let why = "one mention and one declaration that do not fit: the mention is reported";
    let elsewhere = [
        (
            "Delete",
            "(vm , select)",
            32,
            "a body that has not asked for `vm` and `select`: their first uses are reported",
        ),
        ("Delete", "select", 32, "the same"),
        ("Identifier", "user", 19, why),
        ("Identifier", "homeManager", 20, why),
        ("Identifier", "person", 24, why),
        ("Identifier", "is", 39, "the child lacks an `is`, and has an attribute that is unknown"),
    ];
    assert_eq!(check(TEAM, &elsewhere), (1524, 140));
}
