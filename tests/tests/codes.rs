//! Every code has what belongs to it: a compile-time case or a run-time test, and an explanation.

use nest_core::problem::CODES;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Told only when a program runs: in `failures.rs`, `lints.rs`, `synthesis.rs` and `nix_values.rs`.
const AT_RUN_TIME: [&str; 5] =
    ["body-failed", "value-refused", "missing-file", "empty-namespace", "sibling-crosses-namespace"];

/// What `resolve` and `evaluate` can find, apart from `AT_RUN_TIME`: what is left are words and syntax, which are
/// gone when a program runs.
const AT_RESOLVE_TIME: [&str; 25] = [
    "endless-synthesis",
    "unknown-name",
    "only-namespaces",
    "dead-assertion",
    "recursive-import",
    "unknown-output",
    "reserved-name",
    "mistyped-value",
    "missing-attribute",
    "not-unique",
    "needs-cycle",
    "no-strata",
    "class-twice",
    "output-collision",
    "host-name",
    "dead-rule",
    "dead-needed-by",
    "dead-body",
    "missing-argument",
    "rule-conflict",
    "assigned-twice",
    "broken-assertion",
    "duplicate-attribute",
    "duplicate-node",
    "lands-nowhere",
];

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_code_has_a_case_that_shows_its_message() {
    for code in CODES.iter().filter(|code| !AT_RUN_TIME.contains(&code.name)) {
        let message = read(&format!("ui/{}.stderr", code.name));
        assert!(message.contains(&format!("[{}]", code.name)), "{}", code.name);
    }
}

#[test]
fn every_code_that_can_arise_later_is_tested_later() {
    let files = ["resolve_time", "failures", "lints", "assertions", "synthesis", "routes", "nix_values"];
    let tests = files.map(|name| read(&format!("tests/{name}.rs"))).concat();
    for code in AT_RUN_TIME.iter().chain(&AT_RESOLVE_TIME) {
        assert!(tests.contains(code), "{code}");
    }
}

#[test]
fn the_codes_that_can_arise_later_are_those_of_the_checks() {
    // Every problem that nest-core makes has one of these codes.
    let checks = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../nest-core/src/check")).unwrap();
    let checks = checks.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let others = [
        "output/configuration",
        "output/run",
        "growth/mod",
        "growth/graft",
        "rust/select/mod",
        "nix/assign",
        "nix/refusal",
    ];
    let others = others.map(|name| read(&format!("../nest-core/src/{name}.rs")));
    let source: String = checks.chain(others).collect();
    let problems = read("../nest-core/src/problem/mod.rs");
    let variants: BTreeSet<&str> = source.split("Problem::").skip(1).filter_map(word).collect();
    assert!(variants.len() > 15, "{variants:?}");
    for variant in variants {
        let line = problems.lines().find(|line| {
            line.contains(&format!("Problem::{variant} {{")) && line.contains("=> \"") && !line.contains('`')
        });
        let Some(line) = line else { continue };
        let code = line.split('"').nth(1).unwrap();
        assert!(AT_RUN_TIME.contains(&code) || AT_RESOLVE_TIME.contains(&code), "{code}");
    }
}

fn word(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_alphanumeric()).next().filter(|word| word.starts_with(char::is_uppercase))
}

#[test]
fn every_code_is_listed_and_explained_by_the_command() {
    let explain = |arguments: &[&str]| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let arguments = ["xtask", "explain"].iter().chain(arguments);
        let exit = nest_xtask::run(arguments, &[], &mut out, &mut err);
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    };
    let (exit, list, _) = explain(&[]);
    assert_eq!(exit, nest_xtask::Exit::Done);
    assert_eq!(list.lines().count(), CODES.len());
    for (code, line) in CODES.iter().zip(list.lines()) {
        assert!(line.starts_with(code.name) && line.len() > 40, "{line}");
        assert_eq!(explain(&[code.name]), (nest_xtask::Exit::Done, code.page.to_owned(), String::new()));
    }
    let (exit, _, err) = explain(&["dead-rul"]);
    assert_eq!(
        (exit, &*err),
        (nest_xtask::Exit::Usage, "unknown code `dead-rul`; did you mean `dead-rule`?\n")
    );
}
