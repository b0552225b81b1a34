//! The stages without a compiler: tokens from text, problems with their places.

mod data;
mod docs;
mod interpolation;
mod limits;
mod pages;
mod recovery;

use crate::lower::Place;
use crate::report::Report;
use nest_core::problem::Problem;
use proc_macro2::{LineColumn, TokenStream};
use std::path::Path;

/// What the macro reports for the text between its braces: where each problem begins, in the order reported.
fn problems(tokens: TokenStream) -> Vec<(LineColumn, Problem)> {
    problems_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests"), tokens)
}

/// The same in a package of that folder.
fn problems_in(folder: &Path, tokens: TokenStream) -> Vec<(LineColumn, Problem)> {
    let report = Report::default();
    let (package, file) = ("tests".to_owned(), "tests/fleet.rs".to_owned());
    let place = Place { package, file, folder: folder.to_owned() };
    // The code is made too: that must not panic either.
    drop(crate::compile(tokens, &place, &report));
    report.into_problems().into_iter().map(|(spans, problem)| (spans.start.start(), problem)).collect()
}

/// The same for source text.
fn problems_of(text: &str) -> Vec<(LineColumn, Problem)> {
    match text.parse() {
        Ok(tokens) => problems(tokens),
        Err(error) => panic!("{error}: {text}"),
    }
}

#[test]
#[should_panic(expected = "dropped untold")]
fn what_is_wrong_is_not_dropped_untold() {
    let report = Report::default();
    report.add(proc_macro2::Span::call_site(), Problem::EmptyNamespace { path: "prod".to_owned() });
}
