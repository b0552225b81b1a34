//! What holds of every text: the same tokens and comments come out, and come out the same a second time.

#[path = "../../../../tests/src/markdown.rs"]
#[expect(dead_code, reason = "not all of it is of use here")]
mod markdown;
#[path = "../../../../tests/src/random.rs"]
mod random;

use super::super::tokens::{Kind, tokens};
use super::super::tree::pieces;
use super::super::{Fleet, find, laid_out};
use markdown::{blocks, pages};
use random::Random;
use std::fs;
use std::path::Path;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

const WIDTH: usize = 110;

/// The fleets of this repository, right and wrong, and those of its pages, with where they are from.
fn fleets() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["fleets/src", "tests/ui", "tests/tests", "nest-macros/src/tests/fleets"] {
        for entry in fs::read_dir(Path::new(ROOT).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.extend(fleets_of(&text).into_iter().map(|fleet| (path.display().to_string(), fleet)));
            }
        }
    }
    for page in pages(&Path::new(ROOT).join("docs")).unwrap() {
        let text = fs::read_to_string(&page).unwrap();
        for block in blocks(&text).iter().filter(|block| block.language.starts_with("fleet")) {
            let fleet = format!("fleet! {{\n{}}}\n", block.text);
            found.push((format!("{}:{}", page.display(), block.line), fleet));
        }
    }
    // One of the wrong fleets has what is no token.
    found.retain(|(_, fleet)| tokens(fleet).is_ok());
    found.sort();
    found
}

fn fleets_of(text: &str) -> Vec<String> {
    let Ok(pieces) = tokens(text).and_then(|tokens| pieces(text, tokens)) else { return Vec::new() };
    let mut groups = Vec::new();
    find(&pieces, &mut groups);
    let source = |fleet: Fleet| text[fleet.from..=fleet.group.close.at].to_owned();
    groups.into_iter().map(|fleet| format!("fleet!{}\n", source(fleet))).collect()
}

/// Everything but white space, without which a text still has all its tokens and comments.
fn black(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Lays out a text of one fleet.
#[track_caller]
fn check(name: &str, text: &str, width: usize) {
    let done = match laid_out(text, width) {
        Ok(done) => done.unwrap(),
        Err(mistake) => panic!("{name}:{mistake}\n{text}"),
    };
    assert_eq!(black(&done), black(text), "{name}");
    let again = laid_out(&done, width).unwrap().unwrap();
    assert!(again == done, "{name}: twice is not once, from\n{text}\nfirst\n{done}\nthen\n{again}");
    assert!(done.lines().all(|line| line.trim_end() == line || line.contains('"')), "{name}: {done}");
}

#[test]
fn what_the_repository_has_keeps_its_tokens_and_settles_at_once() {
    let fleets = fleets();
    assert!(fleets.len() > 200, "{}", fleets.len());
    for (name, text) in fleets {
        for width in [WIDTH, 60, 20] {
            check(&name, &text, width);
        }
    }
}

#[test]
fn the_example_of_the_page_is_laid_out() {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/formatting.md")).unwrap();
    let blocks = blocks(&page);
    let [example] = &blocks.iter().filter(|block| block.language == "fleet").collect::<Vec<_>>()[..] else {
        panic!()
    };
    let done = laid_out(&format!("fleet! {{\n{}}}\n", example.text), WIDTH + 4).unwrap().unwrap();
    let lines = done.lines().map(|line| line.strip_prefix("    ").unwrap_or(line));
    assert_eq!(lines.collect::<Vec<_>>().join("\n"), format!("fleet! {{\n{}}}", example.text));
}

/// The text with other white space and more comments, and here and there half typed.
fn respaced(text: &str, random: &mut Random) -> String {
    let mut out = "fleet!{".to_owned();
    let wild = random.below(100);
    let is_half_typed = random.percent(20);
    for token in &tokens(text).unwrap()[3..] {
        if is_half_typed && !matches!(token.kind, Kind::Open | Kind::Close) && random.percent(5) {
            continue;
        }
        let mut must = token.gap.lines + token.gap.spaces > 0;
        if out.ends_with('\n') {
            must = false;
        }
        let gaps = ["", " ", "  ", "     ", "\n", "\n  ", "\n\n", "\n\n\n\t", " \n "];
        let gap = if random.percent(wild) { random.one_of(&gaps) } else { " " };
        match gap {
            "" if must => out.push(' '),
            _ if !must && !random.percent(wild) => {}
            gap => out.push_str(gap),
        }
        if random.percent(wild / 8) {
            let comments = [
                "// why\n",
                "/* why */",
                "/* so\n  long */",
                "/// What.\n",
                "/** What. */",
                "// \n",
                "//\n// two\n",
            ];
            let comment = random.one_of(&comments);
            // `a / /* */ b`
            if out.ends_with(['/', '*', '&', '\'', '#']) {
                out.push(' ');
            }
            out.push_str(comment);
            if must {
                out.push_str(random.one_of(&["", " ", "\n"]));
            }
        }
        out.push_str(token.text);
        if token.kind == Kind::LineComment {
            out.push('\n');
        }
    }
    out
}

#[test]
fn whatever_the_white_space_is_the_tokens_stay_and_the_layout_settles() {
    let fleets = fleets();
    let random = &mut Random::new(13);
    for _ in 0..1_000 {
        let (name, text) = &fleets[random.below(fleets.len())];
        let width = random.one_of(&[WIDTH, WIDTH, 70, 40]);
        check(name, &respaced(text, random), width);
    }
}
