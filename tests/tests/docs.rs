//! The pages in `docs/`: every example is compiled, and comes out as the page says.

use fleets::ALL;
use nest_core::Fleet;
use nest_core::problem::CODES;
use nest_tests::markdown::{Block, blocks};
use nest_tests::{emit, matched, resolve};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

include!(concat!(env!("OUT_DIR"), "/docs.rs"));

/// A fleet on a page.
struct Example {
    page: &'static str,
    line: usize,
    /// The line of the code that is made of the page where the fleet's first line stands, counted from 0.
    first: usize,
    fleet: &'static Fleet<'static>,
    /// The same with a rule for each selector of a block of selectors.
    asked: Option<&'static Fleet<'static>>,
    outputs: &'static [Output],
}

/// A block that says what becomes of the fleet above it.
struct Output {
    language: &'static str,
    text: &'static str,
    line: usize,
}

/// All blocks, with the name of the page that each stands on.
fn all() -> impl Iterator<Item = (&'static str, Block<'static>)> {
    PAGES.iter().flat_map(|(name, text)| blocks(text).into_iter().map(|block| (*name, block)))
}

/// Everything that is not as it should be, or nothing.
fn expect_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What is wrong with the outputs of one language, with their places.
fn wrong(language: &str, check: impl Fn(&Example, &Output) -> Result<(), String>) -> Vec<String> {
    let outputs =
        EXAMPLES.iter().flat_map(|example| example.outputs.iter().map(move |output| (example, output)));
    let of_language = outputs.filter(|(_, output)| output.language == language);
    of_language
        .filter_map(|(example, output)| {
            let told = |error| format!("docs/{}:{}: {error}", example.page, output.line);
            check(example, output).err().map(told)
        })
        .collect()
}

/// Whether everything that a page gives of a document is there. Objects may have more, lists may not.
fn is_part(expected: &Value, actual: &Value, path: &str) -> Result<(), String> {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => expected.iter().try_for_each(|(key, value)| {
            let path = format!("{path}.{key}");
            let actual = actual.get(key).ok_or_else(|| format!("{path} is not there"))?;
            // A page is no file of a fleet: of the place, only the rule is compared.
            if key == "_file" {
                same(&rule(value), &rule(actual), &path)
            } else {
                is_part(value, actual, &path)
            }
        }),
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            let mut pairs = expected.iter().zip(actual).enumerate();
            pairs.try_for_each(|(i, (expected, actual))| is_part(expected, actual, &format!("{path}[{i}]")))
        }
        _ => same(expected, actual, path),
    }
}

fn same(expected: &Value, actual: &Value, path: &str) -> Result<(), String> {
    if expected == actual { Ok(()) } else { Err(format!("{path} is {actual}, not {expected}")) }
}

/// `rule web` of `fleets/src/fleet.rs, rule web`.
fn rule(place: &Value) -> Value {
    place.as_str().and_then(|text| text.split_once(", ")).map_or(Value::Null, |(_, rule)| rule.into())
}

#[test]
fn fleets_are_written_as_the_pages_say() {
    expect_none(wrong("json", |example, output| {
        let expected: Value = serde_json::from_str(output.text).map_err(|error| error.to_string())?;
        is_part(&expected, &emit(example.fleet)?, "")
    }));
}

#[test]
fn check_says_what_the_pages_say() {
    expect_none(wrong("text", |example, output| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let arguments = ["xtask", "check", &example.fleet.name()];
        nest_xtask::run(arguments, &[example.fleet], &mut out, &mut err);
        let out = String::from_utf8_lossy(&out);
        // Without the place and the line there, which are of the code that is made of the page.
        let is_told =
            |line: &&str| ["error[", "warning[", "= note: "].iter().any(|word| line.starts_with(word));
        let lines = out.lines().map(str::trim).filter(is_told);
        let said: Vec<String> = lines.map(|line| counted_from(example.first, line)).collect();
        let expected: Vec<&str> = output.text.lines().map(str::trim).collect();
        if said == expected { Ok(()) } else { Err(format!("it says\n{}", said.join("\n"))) }
    }));
}

/// A message whose `line 12` counts from the first line that the page shows.
fn counted_from(first: usize, message: &str) -> String {
    let mut parts = message.split("line ");
    let mut counted = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let (number, rest) = part.split_at(digits);
        let line = number
            .parse::<usize>()
            .map_or_else(|_| number.to_owned(), |line| line.saturating_sub(first).to_string());
        counted.push_str(&format!("line {line}{rest}"));
    }
    counted
}

/// Lines of three columns, which have two spaces between them: the selector in tokens, in text, the nodes.
#[test]
fn selectors_match_what_the_pages_say_in_both_notations() {
    expect_none(wrong("selectors", |example, output| {
        let asked = example.asked.ok_or("no fleet")?;
        let line = |(i, line)| selects(example.fleet, asked, i, line).err();
        let wrong: Vec<String> = output.text.lines().enumerate().filter_map(line).collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
    }));
}

fn selects(fleet: &Fleet<'static>, asked: &Fleet<'static>, i: usize, line: &str) -> Result<(), String> {
    let columns: Vec<&str> = line.split("  ").map(str::trim).filter(|column| !column.is_empty()).collect();
    let [tokens, text, names] = columns[..] else { return Err(format!("{line}: not three columns")) };
    let expected: Vec<&str> = names.split(' ').filter(|_| names != "none").collect();
    let found = matched(asked, &format!("line-{i}"))?;
    if found != expected {
        return Err(format!("the tokens `{tokens}` match {found:?}"));
    }
    // Rust has no notation as text.
    if text == "–" {
        return Ok(());
    }
    let resolved = resolve(fleet)?;
    let found = resolved.select(text).map_err(|error| format!("`{text}`: {error}"))?;
    let found: Vec<&str> = found.iter().map(|node| node.name).collect();
    if found == expected { Ok(()) } else { Err(format!("the text `{text}` matches {found:?}")) }
}

/// What follows a command up to the next one is what it prints. `…` stands for the rest. The tutorial's are of a fleet of
/// its own: `readme.rs` types them.
#[test]
fn commands_print_what_the_pages_say() {
    let mut wrong = Vec::new();
    for (page, block) in all().filter(|(page, block)| block.language == "console" && *page != "tutorial.md") {
        for run in format!("\n{}", block.text).split("\n$ ").skip(1) {
            let (command, expected) = run.split_once('\n').unwrap_or((run, ""));
            let Some(arguments) = command.strip_prefix("cargo xtask ") else { continue };
            // Others write files or run cargo.
            let only_prints = ["check", "explain"].iter().any(|name| arguments.starts_with(name))
                || ["--check", "--stdout"].iter().any(|option| arguments.contains(option));
            if !only_prints {
                continue;
            }
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let arguments = std::iter::once("xtask").chain(arguments.split(' '));
            nest_xtask::run(arguments, ALL, &mut out, &mut err);
            let printed = String::from_utf8_lossy(&[out, err].concat()).into_owned();
            let is_as_said = match expected.split_once('…') {
                Some((start, _)) => printed.starts_with(start),
                None => printed.trim_end() == expected.trim_end(),
            };
            if !is_as_said {
                wrong.push(format!("docs/{page}:{}: `{command}` prints\n{printed}", block.line));
            }
        }
    }
    expect_none(wrong);
}

#[test]
fn every_fleet_says_what_becomes_of_it_and_every_output_has_its_fleet() {
    let mut wrong: Vec<String> = EXAMPLES
        .iter()
        .filter(|example| example.outputs.is_empty())
        .map(|example| format!("docs/{}:{}: a fleet without an output", example.page, example.line))
        .collect();
    let outputs = |page: &str| {
        let of_page = EXAMPLES.iter().filter(move |example| example.page == page);
        of_page.flat_map(|example| example.outputs).map(|output| output.line).collect::<Vec<_>>()
    };
    for (page, text) in PAGES {
        let mut is_error = false;
        for Block { language, line, .. } in blocks(text) {
            let is_known = match language {
                "fleet" | "fleet-error" | "rust" | "nix" | "console" | "form" => true,
                // Files of one crate; `parts/` compiles them.
                "rs" if *page == "parts.md" => true,
                // The messages of the macro; `nest-macros` tests them.
                "text" if is_error => true,
                "text" | "json" | "selectors" => outputs(page).contains(&line),
                _ => false,
            };
            if !is_known {
                wrong.push(format!("docs/{page}:{line}: `{language}` belongs to nothing"));
            }
            is_error = language == "fleet-error";
        }
    }
    expect_none(wrong);
}

#[test]
fn every_page_is_linked_and_every_link_leads_somewhere() {
    let (_, index) = PAGES.iter().find(|(name, _)| *name == "README.md").unwrap();
    let mut wrong = Vec::new();
    for (page, text) in PAGES {
        if *page != "README.md" && !index.contains(&format!("]({page})")) {
            wrong.push(format!("docs/README.md: no link to {page}"));
        }
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if !link.starts_with("https://") && !leads(page, link) {
                wrong.push(format!("docs/{page}: `{link}` leads nowhere"));
            }
        }
    }
    expect_none(wrong);
}

/// Whether what a link on a page names is there: the file, and the heading.
fn leads(page: &str, link: &str) -> bool {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let (file, heading) = link.split_once('#').unwrap_or((link, ""));
    let from = docs.join(page);
    let target = if file.is_empty() { from } else { from.with_file_name(file) };
    match fs::read_to_string(target) {
        Ok(text) => heading.is_empty() || headings(&text).any(|anchor| anchor == heading),
        Err(_) => false,
    }
}

/// What links call the headings of a page.
fn headings(page: &str) -> impl Iterator<Item = String> {
    let titles =
        page.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    titles.map(|title| {
        let kept = title.chars().filter(|c| c.is_alphanumeric() || "- ".contains(*c));
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    })
}

/// `code`, `level` of each row of the page's table, and of each line that `cargo xtask explain` prints.
#[test]
fn every_code_is_listed_with_its_level() {
    let (_, checks) = PAGES.iter().find(|(name, _)| *name == "checks.md").unwrap();
    let (_, table) = checks.split_once("| code | level |").unwrap();
    let listed: BTreeSet<(&str, &str)> = table
        .lines()
        .skip(2)
        .map_while(|row| row.strip_prefix("| `")?.split_once("` | "))
        .map(|(code, rest)| (code, rest.split(" |").next().unwrap_or_default()))
        .collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    nest_xtask::run(["xtask", "explain"], ALL, &mut out, &mut err);
    let out = String::from_utf8(out).unwrap();
    let explained: BTreeSet<(&str, &str)> = out
        .lines()
        .map(|line| line.split("  ").map(str::trim).filter(|column| !column.is_empty()))
        .map(|mut columns| (columns.next().unwrap(), columns.next().unwrap()))
        .collect();
    assert_eq!(listed, explained);
    assert_eq!(listed.len(), CODES.len());
}
