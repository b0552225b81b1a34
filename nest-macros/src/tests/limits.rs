//! What is large is read, and what is too large is one error where it is too large.

use super::problems_of;
use std::thread;

/// How deep brackets may stand in one another.
const DEEPEST: usize = 64;

const HEAD: &str = "pub static A; trait host { class nixos => nixosConfigurations; } h { is = [host]; }";

/// A fleet with a rule whose body has some tokens.
fn body(tokens: &str) -> String {
    format!("{HEAD} rule host => nixos(select) {{ {tokens} }}")
}

fn many(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect()
}

/// The same, from start to end in as much stack as the compiler has.
fn found(text: String) -> Vec<String> {
    let read = move || problems_of(&text).into_iter().map(|(_, problem)| problem.to_string()).collect();
    thread::Builder::new().stack_size(8 << 20).spawn(read).unwrap().join().unwrap()
}

#[test]
fn brackets_may_be_so_deep_and_no_deeper() {
    // What stands around, how many brackets that is, and what opens and closes one more.
    let check = |before: &str, around: usize, open: &str, inside: &str, close: &str, after: &str| {
        let nested = |depth: usize| {
            let (open, close) = (open.repeat(depth - around), close.repeat(depth - around));
            format!("{HEAD} {before} {open}{inside}{close} {after}")
        };
        let too_deep = "expected at most 64 brackets in one another, found one more [syntax]";
        // What it means is another thing.
        let at_most = found(nested(DEEPEST));
        assert!(!at_most.iter().any(|problem| problem.contains("[syntax]")), "{open}: {at_most:?}");
        for depth in [DEEPEST + 1, 1_000, 10_000] {
            assert_eq!(found(nested(depth)), [too_deep], "{before} {open}, {depth} deep");
        }
    };
    let value = "rule host => nixos { x =";
    for [open, inside, close] in [
        ["(", "1", ")"],
        ["[", "1", "]"],
        ["f(", "1", ")"],
        ["f(|x| ", "1", ")"],
        ["{ a = ", "1", "; }"],
        ["set! { a = ", "1", "; }"],
        ["vec![", "1", "]"],
        ["mk_force(", "1", ")"],
        ["if true { ", "1", " } else { 2 }"],
        ["match 1 { _ => ", "1", " }"],
        ["unsafe { ", "1", " }"],
        ["[for a in b => ", "1", "]"],
        ["a[", "1", "]"],
        ["a::<(", "u8", ",)>"],
    ] {
        check(value, 1, open, inside, close, "; }");
    }
    let inside = "rule host => nixos {";
    check(inside, 1, "{ ", "b = 1;", " }", "}");
    check(inside, 1, "a { ", "b = 1;", " }", "}");
    check(inside, 1, "for i in 0..1 { ", "b = 1;", " }", "}");
    for pseudo_class in ["is", "not", "has", "within"] {
        let open = format!(":{pseudo_class}(");
        check("#[allow(dead-rule)] rule host, ", 0, &open, "host", ")", "=> nixos { x = 1; }");
    }
    check("", 2, "a { ", "b { is = [host]; }", " }", "");
    check("", 0, "trait a { ", "", " }", "");
    check("", 2, "for i in 1..2 { ", "b { is = [host]; }", " }", "");
    check("trait web { synth {", 3, "child a { is = []; ", "", " }", "} }");
    check("attr x:", 0, "[", "String", "]", ";");
    check("attr x:", 0, "{ String: ", "String", " }", ";");
}

#[test]
fn a_text_between_braces_has_the_same_limit() {
    let text =
        |depth: usize| body(&format!("x = text!(\"{{{}1{}}}\");", "(".repeat(depth), ")".repeat(depth)));
    assert_eq!(found(text(DEEPEST)), [""; 0]);
    let too_deep = "expected at most 64 brackets in one another, found one more [syntax]";
    assert_eq!(found(text(DEEPEST + 1)), [too_deep]);
    assert_eq!(found(text(10_000)), [too_deep]);
}

#[test]
fn a_number_that_is_not_finite_is_one_error_and_hides_no_other() {
    let check = |tokens: &str, expected: &[&str]| assert_eq!(found(tokens.to_owned()), expected, "{tokens}");
    let infinite = "expected a finite number, found `1e999` [syntax]";
    for value in [
        "1e999",
        "-1e999",
        "[1, 1e999]",
        "{ a = 1e999; }",
        "mk_force(1e999)",
        "mk_override(1e999, 1)",
        "f(1e999)",
        "(1.0 + 1e999)",
        "if true { 1e999 } else { 1.0 }",
        "[for x in [1.0] => x * 1e999]",
        "set! { a = 1e999; }",
        "text!(\"{1e999}\")",
        "nix!(\"{ a }: a\", a = 1e999)",
    ] {
        check(
            &body(&format!("x = {value}; y = 1; y = 2;")),
            &[infinite, "`y` is assigned twice; remove one [assigned-twice]"],
        );
    }
    check(&body("let x = 1e999; y = x;"), &[infinite]);
    check(&body("x.[1e999] = 1;"), &[infinite]);
    let attribute = |value: &str| format!("{HEAD} attr x: f64 = {value}; w {{ is = [hots]; }} ");
    let unknown = "unknown trait `hots`; did you mean `host`? [unknown-trait]";
    check(&attribute("1e999"), &[infinite, unknown]);
    check(&attribute("-1e999"), &["expected a finite number, found `-1e999` [syntax]", unknown]);
    check(&attribute("-0.0"), &[unknown]);
    check(&format!("{HEAD} attr x: f64 = 1.0; rule host[x > 1e999] => nixos {{ y = 1; }}"), &[infinite]);
    // Other literals that Nix has not.
    let other = |value: &str, expected: &str| {
        check(&attribute(value), &[&format!("expected {expected}, found `{value}` [syntax]"), unknown]);
    };
    let integer = "an integer that Nix has (64 bits, signed)";
    other("9223372036854775808", integer);
    other("340282366920938463463374607431768211456", integer);
    other("1u128", "a number without a suffix");
    other("1.0f32", "a number without a suffix");
    other("1e999_f64", "a number without a suffix");
    for literal in ["b\"x\"", "c\"x\"", "b'x'", "'x'", "br#\"x\"#"] {
        other(literal, "text in quotes, a number, `true` or `false`");
    }
    // In Rust they are the compiler's to judge.
    for value in [
        "1 + 340282366920938463463374607431768211456",
        "1u128",
        "b\"x\"",
        "c\"x\"",
        "'x'",
        "1zzz",
        "-0.0",
        "1e-999",
    ] {
        check(
            &body(&format!("x = {value}; y = 1; y = 2;")),
            &["`y` is assigned twice; remove one [assigned-twice]"],
        );
    }
}

/// Each of these took a minute or more, or overran the stack, where work grew with the square of what is written.
#[test]
fn what_is_long_is_read() {
    let check = |text: String, problems: usize, first: &str| {
        let found = found(text);
        assert_eq!(found.len(), problems, "{:?}", found.first());
        assert!(found.first().is_none_or(|problem| problem.starts_with(first)), "{:?}", found.first());
    };
    let nix = |text: String| body(&format!("x = nix!(\"{text}\");"));
    check(nix("pkgs + ".repeat(10_000) + "pkgs"), 0, "");
    check(nix(format!("[ {} ]", "pkgs ".repeat(10_000))), 0, "");
    check(nix(format!("{} pkgs {}", "[ ".repeat(1_000), " ]".repeat(1_000))), 0, "");
    check(nix(format!("rec {{ {} }}", many(2_000, |i| format!("a{i} = a{};", i / 2)))), 0, "");
    check(nix("pkgs + ".repeat(10_000) + "pkg"), 1, "`pkg` is not defined");
    check(body(&format!("{}b = 1;", "a.".repeat(10_000))), 0, "");
    check(body(&format!("x = pkgs.{}b;", "a.".repeat(10_000))), 0, "");
    let declared = many(3_000, |i| format!("trait t{i}abc; "));
    let misspelt = many(3_000, |i| format!("h{i} {{ is = [t{i}abx]; }} "));
    check(format!("{HEAD} {declared} {misspelt}"), 3_000, "unknown trait `t0abx`; did you mean `t0abc`?");
    let declared = many(3_000, |i| format!("trait t{i}; "));
    let rules = many(1_000, |i| format!("rule host => nixos {{ a{i} = 1; }} "));
    check(format!("{HEAD} {declared} {rules}"), 0, "");
    let list = "1, ".repeat(10_000);
    check(
        format!(
            "{HEAD} attr l: [u16]; rule host => nixos {{ a = [{list}]; }} w {{ is = []; l = [{list}]; }}"
        ),
        0,
        "",
    );
}
