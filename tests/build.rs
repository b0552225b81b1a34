//! Makes tests of the pages in `docs/`: a module of each fleet, and a doctest of each page.

#[path = "src/markdown.rs"]
mod markdown;

use markdown::Block;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let docs =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../docs").canonicalize().unwrap();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap());
    println!("cargo::rerun-if-changed={}", docs.display());
    let (mut code, mut doctests) = (Code::default(), String::new());
    for path in markdown::pages(&docs).unwrap() {
        let page = Page::of(&path, &docs);
        let text = fs::read_to_string(&path).unwrap();
        code.page(&page, &text);
        let Page { module, path, .. } = &page;
        write!(doctests, "#[doc = include_str!({path:?})]\npub mod {module}_page {{}}\n\n").unwrap();
    }
    fs::write(out.join("docs.rs"), code.finish()).unwrap();
    fs::write(out.join("doctests.rs"), doctests).unwrap();
}

/// A page, and what it is called.
struct Page<'p> {
    path: &'p Path,
    name: String,
    module: String,
}

impl<'p> Page<'p> {
    fn of(path: &'p Path, docs: &Path) -> Self {
        let name = path.strip_prefix(docs).unwrap().to_str().unwrap().replace('\\', "/");
        let module =
            name.trim_end_matches(".md").replace(|c: char| !c.is_ascii_alphanumeric(), "_").to_lowercase();
        Self { path, name, module }
    }
}

/// What stands in a module before its fleet.
const BEFORE: &str = "{\n#![allow(warnings)]\nuse nest_core::prelude::*;\nuse nest_macros::set;\n";

/// The code of the fleets, and the tables that say what is promised of them.
#[derive(Default)]
struct Code {
    fleets: String,
    pages: String,
    examples: String,
}

impl Code {
    fn page(&mut self, page: &Page, text: &str) {
        let Page { name, path, module } = page;
        writeln!(self.pages, "    ({name:?}, include_str!({path:?})),").unwrap();
        let blocks = markdown::blocks(text);
        for (i, fleet) in blocks.iter().enumerate().filter(|(_, block)| block.language == "fleet") {
            let module = format!("{module}_{}", fleet.line);
            let first = self.fleets.lines().count() + BEFORE.lines().count() + 1;
            let ident = self.fleet(&module, fleet.text, "");
            let outputs: Vec<&Block> = outputs(&blocks, i).collect();
            let mut asked = "None".to_owned();
            if let Some(block) = outputs.iter().find(|block| block.language == "selectors") {
                let module = format!("{module}_selectors");
                let ident = self.fleet(&module, fleet.text, &rules(block.text));
                asked = format!("Some(&{module}::{ident})");
            }
            let outputs: String = outputs
                .iter()
                .map(|Block { language, text, line, .. }| {
                    format!("Output {{ language: {language:?}, text: {text:?}, line: {line} }}, ")
                })
                .collect();
            writeln!(
                self.examples,
                "    Example {{ page: {name:?}, line: {}, first: {first}, fleet: &{module}::{ident}, asked: {asked}, outputs: &[{outputs}] }},",
                fleet.line
            )
            .unwrap();
        }
    }

    /// Writes the module of a fleet, and says what the fleet is called in it.
    fn fleet(&mut self, module: &str, text: &str, more: &str) -> String {
        let named = text.split_once("pub static ").map(|(_, rest)| rest);
        let header = if named.is_some() { "" } else { "pub static DOC;" };
        let name = named.and_then(|rest| rest.split([';', ' ']).next()).unwrap_or("DOC");
        write!(self.fleets, "mod {module} {BEFORE}nest_macros::fleet! {{ {header}\n{text}{more}}}\n}}\n\n")
            .unwrap();
        name.to_owned()
    }

    fn finish(self) -> String {
        let Self { fleets, pages, examples } = self;
        format!(
            "{fleets}static PAGES: &[(&str, &str)] = &[\n{pages}];\n\nstatic EXAMPLES: &[Example] = &[\n{examples}];\n"
        )
    }
}

/// The blocks that say what becomes of the fleet at `at`: those behind it, up to the next code or heading.
fn outputs<'b>(blocks: &'b [Block<'b>], at: usize) -> impl Iterator<Item = &'b Block<'b>> {
    let is_output = move |block: &&Block| {
        ["json", "text", "selectors"].contains(&block.language) && block.section == blocks[at].section
    };
    blocks[at + 1..].iter().take_while(is_output)
}

/// A rule for each line of a block of selectors, labelled with the number of the line.
fn rules(block: &str) -> String {
    let selectors = block.lines().filter_map(|line| line.split("  ").next()).enumerate();
    selectors
        .map(|(i, selector)| format!("#[allow(dead-rule)] rule {selector} as line-{i} => nixos {{ }}\n"))
        .collect()
}
