//! The mistakes on the pages in `docs/`: each is followed by what is said of it.

#[path = "../../../tests/src/markdown.rs"]
mod markdown;

use super::recovery::{MULTI_ENV, fleet};
use super::{problems, problems_of};
use nest_core::problem::{CODES, Code};
use std::fs;
use std::path::Path;

#[test]
fn mistakes_have_the_messages_that_the_pages_show() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let mut wrong = Vec::new();
    for path in markdown::pages(&docs).unwrap() {
        let page = fs::read_to_string(&path).unwrap();
        let blocks = markdown::blocks(&page);
        for (i, mistake) in blocks.iter().enumerate().filter(|(_, block)| block.language == "fleet-error") {
            let expected = match blocks.get(i + 1) {
                Some(said) if (said.language, said.section) == ("text", mistake.section) => said.text,
                _ => "",
            };
            // On the line of the first fence, so that lines are counted from the first one that is shown.
            let header = if mistake.text.contains("pub static ") { "" } else { "pub static DOC; " };
            let problems = problems_of(&format!("{header}{}", mistake.text));
            let said: String = problems.iter().map(|(_, problem)| format!("{problem}\n")).collect();
            if said.is_empty() || said != expected {
                let page = path.file_name().unwrap_or_default().display();
                wrong.push(format!("docs/{page}:{}: it is said:\n{said}", mistake.line));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A fleet in whose place an item of each kind stands, with an `#[allow(…)]` before it.
const ITEMS: [(&str, &str); 7] = [
    ("the fleet", "LINT pub static DOC; ITEMS"),
    ("a trait", "pub static DOC; ITEMS LINT trait web;"),
    ("a rule", "pub static DOC; ITEMS LINT rule host => nixos { x = 1; }"),
    ("an attribute", "pub static DOC; ITEMS LINT attr port: u16;"),
    ("an entry", "pub static DOC; ITEMS LINT b { is = [host]; }"),
    ("an assertion", "pub static DOC; ITEMS LINT assert host => #a, \"all\";"),
    ("an own output", "pub static DOC; ITEMS LINT output dns { x = 1; }"),
];

#[test]
fn every_lint_is_listed_with_its_level_and_the_items_that_can_allow_it() {
    let host = "trait host { class nixos => nixosConfigurations { system = \"x86_64-linux\"; }; } a { is = [host]; }";
    let row = |lint: &Code| {
        let allowed = |(_, text): &(_, &str)| {
            let allow = format!("#[allow({})]", lint.name);
            let told = problems_of(&text.replace("ITEMS", host).replace("LINT", &allow));
            told.iter().all(|(_, problem)| problem.code() != "unknown-lint")
        };
        let items: Vec<&str> = ITEMS.iter().filter(|item| allowed(item)).map(|(name, _)| *name).collect();
        // All of them are allowed there, as the page says below the table.
        let ["the fleet", items @ ..] = &*items else { panic!("{} on the fleet", lint.name) };
        format!("| `{}` | {} | {} |", lint.name, lint.level, items.join(", ")).replace("|  |", "| |")
    };
    let expected: Vec<String> = CODES.iter().filter(|code| code.is_lint).map(row).collect();
    let (_, table) = include_str!("../../../docs/checks.md").split_once("| lint |").unwrap();
    let rows: Vec<&str> = table.lines().skip(2).take_while(|line| !line.is_empty()).collect();
    assert_eq!(rows, expected);
}

/// `error: what` or `error[E0609]: what`, `--> file:line:column`, and below `40 | the line as it is then`.
struct Shown {
    what: String,
    line: usize,
    column: usize,
    code: String,
}

/// The mistakes in the README, each in a line of `multi_env`.
fn shown() -> Vec<Shown> {
    let readme = include_str!("../../../README.md");
    let blocks = markdown::blocks(readme);
    let said =
        blocks.iter().find(|block| block.language == "text" && block.text.starts_with("error")).unwrap();
    let one = |text: &str| {
        let mut lines = text.lines();
        let what = lines.next().unwrap().to_owned();
        let (_, place) = lines.next().unwrap().split_once("fleets/src/multi_env.rs:").unwrap();
        let (line, column) = place.split_once(':').unwrap();
        let code = lines.nth(1).unwrap().split_once(" | ").unwrap().1.to_owned();
        Shown { what, line: line.parse().unwrap(), column: column.parse().unwrap(), code }
    };
    said.text.split("\n\n").map(one).collect()
}

#[test]
fn the_mistakes_in_the_readme_have_the_messages_that_it_shows() {
    let shown = shown();
    let mut lines: Vec<&str> = MULTI_ENV.lines().collect();
    for mistake in &shown {
        // One word in a line, or a value that is left out.
        let alike = |(a, b): (&str, &str)| a == b;
        let words = mistake.code.split_whitespace().zip(lines[mistake.line - 1].split_whitespace());
        assert!(
            words.clone().filter(|pair| !alike(*pair)).count() <= 4 && words.count() >= 4,
            "{}",
            mistake.code
        );
        lines[mistake.line - 1] = &mistake.code;
    }
    let told: Vec<String> = problems(fleet(&lines.join("\n")))
        .into_iter()
        .map(|(at, problem)| format!("{}:{}: error: {problem}", at.line, at.column + 1))
        .collect();
    // What is left is rustc's.
    let ours = shown.iter().filter(|mistake| !mistake.what.contains("[E"));
    let expected: Vec<String> =
        ours.map(|Shown { what, line, column, .. }| format!("{line}:{column}: {what}")).collect();
    assert_eq!(told, expected);
    assert_eq!(shown.len(), expected.len() + 1);
}
