//! Bodies: option assignments in Rust control flow, and their values.

use super::{Name, Rust};
use crate::report::{Mark, Spans};
use proc_macro2::{Ident, Span, TokenStream};

/// Rust control flow with statements of ours in it: those of a body assign options, those of a `synth` add to the tree.
pub(crate) struct Body<Own = Setting> {
    pub(crate) statements: Vec<Statement<Own>>,
    /// Something in it is no Rust, and was reported. Known of whole bodies only.
    pub(crate) broken: bool,
    /// Behind what was told while it was read.
    pub(crate) mark: Mark,
}

pub(crate) enum Statement<Own = Setting> {
    Own(Own),
    /// Rust, as it stands: `let`, expression statements, items.
    Rust(Rust),
    /// Rust control flow, with bodies in it.
    Control(Vec<Part<Own>>),
    /// Reported already: no Rust. An editor may complete in it.
    Broken(Rust),
}

/// A statement that assigns options.
pub(crate) enum Setting {
    /// `services.nginx.enable = true;`
    Assign { path: OptionPath, value: Value },
    /// `services.nginx { … }`
    Nest { path: OptionPath, body: Body },
    /// `if config.services.nginx.enable { … } else { … }`: both are written, and Nix decides which counts.
    When { keyword: Span, condition: Logic, then: Body, otherwise: Body },
}

pub(crate) enum Part<Own = Setting> {
    Rust(Rust),
    Body(Body<Own>),
    Arms(Vec<Arm<Own>>),
}

/// `pattern if guard => …`, in a `match`
pub(crate) struct Arm<Own = Setting> {
    pub(crate) pattern: Rust,
    pub(crate) body: Body<Own>,
}

pub(crate) struct OptionPath {
    pub(crate) segments: Vec<Segment>,
    pub(crate) spans: Spans,
}

pub(crate) enum Segment {
    Name(Name),
    /// `[expression]`
    Computed(Rust, Span),
}

/// The right-hand side of an assignment, or an element of a list.
pub(crate) enum Value {
    /// `{ a = 1; }`
    Set(Body),
    /// `[a, { b = 1; }]`
    List(Vec<Value>),
    /// `[for b in select.all(builder) => { … }]`
    Each { pattern: TokenStream, iterator: Rust, value: Box<Value> },
    /// `pkgs.git`, `lib.getExe(pkgs.git)`
    Term(Term),
    /// `config.a && !config.b`
    Logic(Logic),
    /// `if config.a { 1 } else { 2 }`
    If { condition: Logic, then: Box<Value>, otherwise: Box<Value> },
    /// `text!("{pkgs.git}/bin/git {port}")`
    Text { parts: Vec<TextPart>, span: Span },
    /// `path!("hosts/{node.name}/disko.nix")`
    File { parts: Vec<TextPart>, span: Span },
    /// `nix!("{ port }: …", port = web.httpPort)`
    Expression { source: String, arguments: Body, span: Span },
    /// `mk_if(config.x, { … })`, `lib.mkIf(config.x, { … })`: a property of the module system, its arguments being values.
    Property { function: Ident, of_lib: bool, arguments: Vec<Value>, span: Span },
    /// `8080`, `-1`: an integer without a type, as it is written.
    Integer(TokenStream),
    /// Any other Rust expression.
    Rust(Rust),
    /// Reported already: no Rust, but an editor may complete in it.
    Broken(Rust),
}

/// What Nix looks up, and calls: a path from an argument of modules, and what follows it.
pub(crate) struct Term {
    pub(crate) path: OptionPath,
    pub(crate) steps: Vec<Step>,
}

pub(crate) enum Step {
    /// `(pkgs.git, { a = 1; })`: applied to one after the other.
    Call(Vec<Value>),
    /// `.type`
    Select(OptionPath),
}

/// A condition of which Nix knows a part.
pub(crate) enum Logic {
    Rust(Rust),
    Nix(Box<Value>),
    Not(Box<Logic>),
    All(Vec<Logic>),
    Any(Vec<Logic>),
}

/// A part of a text with values in it.
pub(crate) enum TextPart {
    Literal(String),
    /// What a Rust expression shows.
    Rust(Rust),
    /// A value of Nix.
    Nix(Value),
}

impl Segment {
    /// Its text, if it is not computed.
    pub(crate) fn literal(&self) -> Option<&str> {
        match self {
            Segment::Name(name) => Some(&name.text),
            Segment::Computed(..) => None,
        }
    }
}

impl<Own> Default for Body<Own> {
    fn default() -> Self {
        Self { statements: Vec::new(), broken: false, mark: Mark::default() }
    }
}

impl<Own> Part<Own> {
    /// The bodies that stand in it, in the order written.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &Body<Own>> {
        let (body, arms) = match self {
            Part::Rust(_) => (None, &[][..]),
            Part::Body(body) => (Some(body), &[][..]),
            Part::Arms(arms) => (None, arms.as_slice()),
        };
        body.into_iter().chain(arms.iter().map(|arm| &arm.body))
    }
}
