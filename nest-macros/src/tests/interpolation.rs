//! `${…}` in every text of a fleet: an error where it means something, with remedies that can be followed; else text.

use super::problems;
use super::recovery::fleet;
use nest_core::problem::Problem;
use proc_macro2::{Group, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::thread;

const PLACES: &str = include_str!("fleets/places.rs");

/// The fleets, and a view that each has.
const FLEETS: [(&str, &str); 9] = [
    (PLACES, "host"),
    (include_str!("fleets/team.rs"), "host"),
    (include_str!("../../../fleets/src/cluster.rs"), "host"),
    (include_str!("../../../fleets/src/fleet_demo.rs"), "host"),
    (include_str!("../../../fleets/src/homes.rs"), "host"),
    (include_str!("../../../fleets/src/mixed.rs"), "machine"),
    (include_str!("../../../fleets/src/multi_env.rs"), "host"),
    (include_str!("../../../fleets/src/multi_env_scoped.rs"), "host"),
    (include_str!("../../../fleets/src/regions.rs"), "host"),
];

/// The tokens with the text at `at` replaced, counted depth first. Comments, and the text of `nix!`, do not count.
fn with_text(tokens: TokenStream, at: &mut Option<usize>, code: &str) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_sign =
        |token: &TokenTree, sign: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
    let mut changed = TokenStream::new();
    for (i, token) in tokens.iter().enumerate() {
        let before = &tokens[..i];
        match token {
            TokenTree::Group(group) => {
                let is_attribute = before.last().is_some_and(|token| is_sign(token, '#'));
                let is_nix = matches!(before, [.., TokenTree::Ident(name), sign] if name == "nix" && is_sign(sign, '!'));
                let inside = group.stream();
                let inside = match () {
                    () if is_attribute => inside,
                    () if is_nix => {
                        let source = inside.clone().into_iter().take(1);
                        source.chain(with_text(inside.into_iter().skip(1).collect(), at, code)).collect()
                    }
                    () => with_text(inside, at, code),
                };
                let mut copy = Group::new(group.delimiter(), inside);
                copy.set_span(group.span());
                changed.extend([TokenTree::Group(copy)]);
            }
            TokenTree::Literal(literal) if literal.to_string().ends_with(['"', '#']) => match at {
                Some(0) => {
                    *at = None;
                    changed.extend(code.parse::<TokenStream>().unwrap());
                }
                _ => {
                    *at = at.map(|at| at - 1);
                    changed.extend([token.clone()]);
                }
            },
            token => changed.extend([token.clone()]),
        }
    }
    changed
}

/// What is told when the text at `at` is another; nothing if there are not so many.
fn told(fleet: &TokenStream, at: usize, code: &str) -> Option<Vec<Problem>> {
    let mut left = Some(at);
    let tokens = with_text(fleet.clone(), &mut left, code);
    left.is_none().then(|| problems(tokens).into_iter().map(|(_, problem)| problem).collect())
}

fn codes(problems: &[Problem]) -> BTreeSet<&'static str> {
    problems.iter().map(Problem::code).collect()
}

/// What a message says can stand in the place of the text.
fn remedies(message: &str, expression: &str, text: &str) -> Vec<String> {
    let between = |before: &str, after: &str| {
        let (code, _) = message.split_once(before)?.1.split_once(after)?;
        Some(code.to_owned())
    };
    let in_text = |code: String| text.replace(&format!("${{{expression}}}"), &code);
    let mut found = Vec::new();
    if let Some(code) = between("write `", "`").filter(|code| code != "text!") {
        found.push(match code.strip_prefix('{') {
            None => code,
            Some(_) => {
                let argument = between(", and `", "` as the last argument");
                in_text(code) + &argument.map_or_else(String::new, |argument| format!(", {argument}"))
            }
        });
    }
    // What is around it is to be changed too.
    if message.contains("all that is around it") {
        found.clear();
    }
    let kept = message.split("; ").last().and_then(|kept| kept.strip_prefix('`')?.split_once("` is text"));
    found.extend(kept.map(|(code, _)| in_text(code.to_owned())));
    found
}

/// Plants `${…}` in every text of a fleet; says in how many, and how many remedies were followed.
fn check(source: &str, view: &str) -> (usize, usize) {
    let fleet = fleet(source);
    assert_eq!(problems(fleet.clone()), []);
    let (mut texts, mut followed) = (0, 0);
    let mut wrong = Vec::new();
    for at in 0.. {
        if told(&fleet, at, "\"\"").is_none() {
            break;
        }
        texts += 1;
        // By itself, or among others.
        let [before, after] = if at % 2 == 0 { ["", ""] } else { ["see ", " there"] };
        let text = |expression: &str| format!("\"{before}${{{expression}}}{after}\"");
        let other = told(&fleet, at, &text("HOME")).unwrap();
        if codes(&other).contains("nix-interpolation") {
            wrong.push(format!("{at}: {} is an error", text("HOME")));
        }
        for expression in ["pkgs.x", &format!("{view}.name")] {
            let text = text(expression);
            let found = told(&fleet, at, &text).unwrap();
            let (ours, others): (Vec<Problem>, Vec<Problem>) =
                found.into_iter().partition(|problem| problem.code() == "nix-interpolation");
            let [problem] = ours.as_slice() else {
                wrong.push(format!("{at}: {text}: {ours:?}"));
                continue;
            };
            if !codes(&others).is_subset(&codes(&other)) {
                wrong.push(format!("{at}: {text}: {others:?}, and not {other:?}"));
            }
            let message = problem.to_string();
            let remedies = remedies(&message, expression, &text);
            if remedies.is_empty() {
                wrong.push(format!("{at}: no remedy: {message}"));
            }
            for remedy in remedies {
                followed += 1;
                let left = told(&fleet, at, &remedy).unwrap();
                // Whoever has not asked for the view is told how.
                let is_asked = |problem: &Problem| !matches!(problem, Problem::NotAsked { .. });
                let left: Vec<Problem> = left.into_iter().filter(is_asked).collect();
                if !codes(&left).is_subset(&codes(&other)) {
                    wrong.push(format!("{at}: {message}\n    {remedy}: {left:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {texts}:\n{}", wrong.len(), wrong.join("\n"));
    (texts, followed)
}

#[test]
fn it_is_an_error_in_every_text_where_it_means_something_and_else_it_is_text() {
    let counts: Vec<(usize, usize)> = thread::scope(|scope| {
        let threads = FLEETS.map(|(source, view)| scope.spawn(move || check(source, view)));
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    // In how many texts of each, and how many remedies were followed.
    let expected =
        [(131, 411), (5, 14), (21, 55), (23, 59), (15, 35), (11, 26), (15, 39), (15, 39), (36, 95)];
    assert_eq!(counts, expected);
}
