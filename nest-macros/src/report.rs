//! Problems and the tokens that they are about.

mod data;

use nest_core::problem::{Kind, Line, Problem};
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

/// The tokens from one to another. (Spans cannot be joined on a stable compiler.)
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spans {
    pub(crate) start: Span,
    pub(crate) end: Span,
    /// Where it really stands, if the tokens only name the file.
    pub(crate) data: Option<DataPlace>,
}

/// A place in a file of data. No token stands there, so that what is wrong there is told in words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DataPlace {
    /// The file, among those that the report knows.
    pub(crate) file: u32,
    /// The line, from 1.
    pub(crate) line: u32,
    /// The field, among those of the file that the report knows.
    pub(crate) field: Option<u32>,
}

impl Spans {
    pub(crate) fn new(start: Span, end: Span) -> Self {
        Self { start, end, data: None }
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Self {
        Self::new(span, span)
    }
}

impl From<&Ident> for Spans {
    fn from(ident: &Ident) -> Self {
        ident.span().into()
    }
}

/// A place among the problems: behind those that were told before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark(usize);

/// Who a piece of syntax is. No two of those that one macro reads have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Number(usize);

/// Everything that is wrong. Filled by every stage; nothing stops at the first problem.
#[derive(Default)]
pub(crate) struct Report {
    problems: RefCell<Vec<Told>>,
    /// What is wrong if a name turns out to be a trait's.
    suspects: RefCell<Vec<(Spans, String, Problem)>>,
    /// The words that Rust takes for attributes: `node.get(port)`.
    attributes: RefCell<Vec<(Spans, String)>>,
    /// Words that may be half typed, and what they were to be, for editors.
    half_typed: RefCell<Vec<(Kind, String, Span)>>,
    /// The arguments of modules that the header declares.
    special_args: RefCell<Rc<[String]>>,
    /// How many problems are about Rust that is none.
    broken: Cell<usize>,
    next: Cell<usize>,
    /// Of what something has been told that is told once.
    told: RefCell<HashSet<Number>>,
    /// The files of data, and the fields in them.
    files: RefCell<Vec<(String, Vec<String>)>>,
}

/// A problem, and its place among the others: where two have the same, in the order told.
#[derive(Debug)]
struct Told {
    place: Mark,
    spans: Spans,
    problem: Problem,
}

impl Report {
    pub(crate) fn add(&self, at: impl Into<Spans>, problem: Problem) {
        self.add_at(Mark(self.len() + 1), at, problem);
    }

    /// Tells what is expected somewhere, and what is found there.
    pub(crate) fn syntax(&self, at: impl Into<Spans>, expected: impl Into<String>, found: impl Into<String>) {
        self.add(at, Problem::Syntax { expected: expected.into(), found: found.into() });
    }

    /// The same, where Rust should pass through, but is none.
    pub(crate) fn syntax_in_rust(
        &self,
        at: impl Into<Spans>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) {
        self.add_broken(at, Problem::Syntax { expected: expected.into(), found: found.into() });
    }

    /// What somebody writes who is used to another language: what it is, and what to write.
    pub(crate) fn habit(
        &self,
        at: impl Into<Spans>,
        what: impl Into<String>,
        why: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let (what, why, remedy) = (what.into(), why.into(), remedy.into());
        self.add(at, Problem::Habit { what, why, remedy, code: "syntax" });
    }

    /// The place behind all that has been told.
    pub(crate) fn mark(&self) -> Mark {
        Mark(self.len())
    }

    /// Tells a problem as if it had been found when the mark was made: what is wrong in one place is told together.
    pub(crate) fn add_at(&self, place: Mark, at: impl Into<Spans>, problem: Problem) {
        self.problems.borrow_mut().push(Told { place, spans: at.into(), problem });
    }

    /// Notes a file of data by its path; its number.
    pub(crate) fn file(&self, path: &str) -> u32 {
        let mut files = self.files.borrow_mut();
        let known = files.iter().position(|(known, _)| known == path);
        known.unwrap_or_else(|| {
            files.push((path.to_owned(), Vec::new()));
            files.len() - 1
        }) as u32
    }

    /// Notes a field of a file of data; its number.
    pub(crate) fn field(&self, file: u32, name: &str) -> u32 {
        let mut files = self.files.borrow_mut();
        let fields = &mut files[file as usize].1;
        let known = fields.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            fields.push(name.to_owned());
            fields.len() - 1
        }) as u32
    }

    /// A line that a message mentions.
    pub(crate) fn line(&self, spans: Spans) -> Line {
        match spans.data {
            Some(DataPlace { file, line, .. }) => {
                Line { number: line, file: Some(self.files.borrow()[file as usize].0.clone()) }
            }
            None => (spans.start.start().line as u32).into(),
        }
    }

    /// Tells what is wrong with something that a loop of the tree repeats, the first time that it shows. Where it stands
    /// says nothing of who it is: in an editor all of it stands in one place.
    pub(crate) fn add_once(&self, who: Number, at: impl Into<Spans>, problem: Problem) {
        if self.told.borrow_mut().insert(who) {
            self.add(at, problem);
        }
    }

    /// A number for what something is said of.
    pub(crate) fn number(&self) -> Number {
        Number(self.next.replace(self.next.get() + 1))
    }

    /// Where Rust should pass through, but is none.
    pub(crate) fn add_broken(&self, at: impl Into<Spans>, problem: Problem) {
        self.broken.set(self.broken.get() + 1);
        self.add(at, problem);
    }

    /// What is wrong if `name` can be asked for.
    pub(crate) fn suspect(&self, at: impl Into<Spans>, name: &str, problem: Problem) {
        self.suspects.borrow_mut().push((at.into(), name.to_owned(), problem));
    }

    /// Decides what is suspected.
    pub(crate) fn settle(&self, can_be_asked_for: impl Fn(&str) -> bool) {
        for (spans, name, problem) in self.suspects.take() {
            if can_be_asked_for(&name) {
                self.add(spans, problem);
            }
        }
    }

    /// A word that Rust takes for an attribute.
    pub(crate) fn ask_for_attribute(&self, at: impl Into<Spans>, word: &str) {
        self.attributes.borrow_mut().push((at.into(), word.to_owned()));
    }

    /// All of them.
    pub(crate) fn asked_for_attributes(&self) -> Vec<(Spans, String)> {
        self.attributes.take()
    }

    /// Notes the arguments of modules that the header declares.
    pub(crate) fn declare_special_args(&self, names: Vec<String>) {
        self.special_args.replace(names.into());
    }

    /// The arguments of modules that are declared.
    pub(crate) fn special_args(&self) -> Rc<[String]> {
        self.special_args.borrow().clone()
    }

    pub(crate) fn broken(&self) -> usize {
        self.broken.get()
    }

    /// Notes a word that is unknown to the parser or as a type: it may be half typed.
    pub(crate) fn half_typed(&self, kind: Kind, word: impl Into<String>, at: Span) {
        self.half_typed.borrow_mut().push((kind, word.into(), at));
    }

    /// The words of a kind that may be half typed.
    pub(crate) fn half_typed_of(&self, kind: Kind) -> Vec<(String, Span)> {
        let half_typed = self.half_typed.borrow();
        let words = half_typed.iter().filter(|(of, ..)| *of == kind);
        words.map(|(_, word, at)| (word.clone(), *at)).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn len(&self) -> usize {
        self.problems.borrow().len()
    }

    /// An error for each problem, at its tokens. They come last in what the macro writes: an error before the code
    /// would keep an editor from completing anything in it.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.into_problems()
            .into_iter()
            .map(|(spans, problem)| compile_error(spans, &problem.to_string()))
            .collect()
    }

    /// All of them, in their order.
    pub(crate) fn into_problems(self) -> Vec<(Spans, Problem)> {
        let mut problems = self.problems.take();
        problems.sort_by_key(|told| told.place);
        let problems = problems.into_iter().map(|told| (told.spans, told.problem)).collect();
        data::located(problems, &self.files.take())
    }
}

/// Nobody drops what is wrong without having told it.
impl Drop for Report {
    fn drop(&mut self) {
        let is_told = self.is_empty();
        assert!(is_told || std::thread::panicking(), "problems are dropped untold: {:?}", self.problems);
    }
}

/// `::core::compile_error! { "…" }`; the compiler underlines from its first token to its last.
fn compile_error(spans: Spans, message: &str) -> TokenStream {
    let Spans { start, end, data: _ } = spans;
    let punct = |c, spacing| {
        let mut punct = Punct::new(c, spacing);
        punct.set_span(start);
        TokenTree::Punct(punct)
    };
    let ident = |name| TokenTree::Ident(Ident::new(name, start));
    let mut text = Literal::string(message);
    text.set_span(end);
    let mut braces = Group::new(Delimiter::Brace, TokenTree::Literal(text).into());
    braces.set_span(end);
    TokenStream::from_iter([
        punct(':', Spacing::Joint),
        punct(':', Spacing::Alone),
        ident("core"),
        punct(':', Spacing::Joint),
        punct(':', Spacing::Alone),
        ident("compile_error"),
        punct('!', Spacing::Alone),
        TokenTree::Group(braces),
    ])
}
