//! What stands between the braces of `fleet!`, with the span of every word.

use crate::report::Spans;
use crate::template::{Bound, Template, Variable};
use nest_core::model::{Key, Names, Wrap};
use nest_core::selector::{Combinator, Op};
use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use std::cell::OnceCell;

#[derive(Default)]
pub(crate) struct Ast {
    pub(crate) header: Option<Header>,
    pub(crate) attrs: Vec<AttrDecl>,
    pub(crate) traits: Vec<TraitDecl>,
    pub(crate) entries: Vec<Branch>,
    pub(crate) rules: Vec<RuleDecl>,
    pub(crate) assertions: Vec<AssertDecl>,
    pub(crate) summaries: Vec<SummaryDecl>,
    pub(crate) unread: Unread,
}

/// Declarations whose names could not be read: a word that is not known may be one of them.
#[derive(Default, Clone, Copy)]
pub(crate) struct Unread {
    pub(crate) attrs: bool,
    pub(crate) traits: bool,
    pub(crate) classes: bool,
}

impl Ast {
    /// Whether there may be nodes, or traits of nodes, that could not be read: what seems to match nothing may match
    /// one of them. (A node of which something could not be read is known to be one.)
    pub(crate) fn may_lack_nodes(&self) -> bool {
        let Unread { attrs, traits, classes } = self.unread;
        let synths =
            self.traits.iter().map(|decl| &decl.synth).chain(self.rules.iter().map(|decl| &decl.synth));
        attrs
            || traits
            || classes
            || self.traits.iter().any(|decl| decl.broken)
            || synths.flatten().any(|synth| synth.unread)
            || lacks_nodes(&self.entries)
    }
}

fn lacks_nodes(branches: &[Branch]) -> bool {
    branches.iter().any(|branch| match branch {
        Branch::Entry(entry) => (entry.is.is_none() && entry.broken) || lacks_nodes(&entry.entries),
        Branch::For(each) => each.broken || lacks_nodes(&each.branches),
    })
}

/// What stands in front of an item: the doc comment, and the codes of `#[allow(…)]`.
#[derive(Default)]
pub(crate) struct Notes {
    pub(crate) doc: String,
    pub(crate) allow: Vec<Name>,
}

/// `pub static NAME;`, `pub static NAME { names = path; }`
pub(crate) struct Header {
    pub(crate) notes: Notes,
    pub(crate) visibility: TokenStream,
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) names: Option<Names>,
}

/// A name that may have hyphens, or stand in quotes.
#[derive(Clone)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) quoted: bool,
    pub(crate) spans: Spans,
}

/// A name that becomes a Rust item; of a trait also a path, `host::user`.
#[derive(Clone)]
pub(crate) struct Word {
    pub(crate) text: String,
    /// The name itself: the last part of a path.
    pub(crate) span: Span,
    /// Where a path begins.
    pub(crate) start: Span,
}

/// `attr name: unique inherited Type = default;`
pub(crate) struct AttrDecl {
    pub(crate) keyword: Span,
    pub(crate) notes: Notes,
    pub(crate) name: Word,
    pub(crate) unique: bool,
    pub(crate) inherited: bool,
    pub(crate) ty: TypeDecl,
    pub(crate) default: Option<ValueDecl>,
}

pub(crate) struct TypeDecl {
    pub(crate) wraps: Vec<Wrap>,
    pub(crate) scalar: ScalarDecl,
}

pub(crate) enum ScalarDecl {
    Named(Word),
    Choice(Vec<(String, Span)>),
    /// `node(db)`
    Node(Word),
    /// Reported already.
    Wrong,
}

/// `trait name { … }`. One that is nested stands behind those around it.
pub(crate) struct TraitDecl {
    pub(crate) keyword: Span,
    pub(crate) notes: Notes,
    pub(crate) name: Word,
    /// The name with those around it: `host::user`.
    pub(crate) path: String,
    /// What its Rust items are called.
    pub(crate) item: String,
    pub(crate) needs: Vec<Word>,
    pub(crate) needed_by: Option<SelectorDecl>,
    pub(crate) requires: Vec<RequireDecl>,
    pub(crate) classes: Vec<ClassDecl>,
    pub(crate) synth: Option<SynthDecl>,
    /// Something of it could not be read.
    pub(crate) broken: bool,
}

pub(crate) struct RequireDecl {
    pub(crate) attr: Word,
    pub(crate) optional: bool,
}

/// `class name => …;`
pub(crate) struct ClassDecl {
    pub(crate) name: Word,
    pub(crate) route: RouteDecl,
}

/// Where the modules of a class go.
pub(crate) enum RouteDecl {
    /// `output { args }`
    Output { output: Word, args: Option<Body> },
    /// `parent.class at path as module`; the path is that of the body's one assignment.
    Parent { class: Word, at: Option<Body>, as_module: bool },
    /// `|select, modules| expression`
    Closure(ClosureDecl),
}

/// What stands in the DOM.
pub(crate) enum Branch {
    Entry(EntryDecl),
    For(ForDecl),
}

/// `for i in 1..=40 { … }`
pub(crate) struct ForDecl {
    pub(crate) notes: Notes,
    pub(crate) values: Vec<Bound>,
    pub(crate) branches: Vec<Branch>,
    /// Something of it could not be read: what it repeats, or how often.
    pub(crate) broken: bool,
}

/// A name in which variables of loops may stand.
#[derive(Clone)]
pub(crate) struct NamePattern {
    pub(crate) text: Template,
    /// As written: `web-[i]`.
    pub(crate) written: String,
    pub(crate) spans: Spans,
}

/// `name { … }`, in the DOM
pub(crate) struct EntryDecl {
    pub(crate) notes: Notes,
    /// The word `extern` before it.
    pub(crate) external: Option<Span>,
    /// `prod.eu` is short for `prod { eu { … } }`.
    pub(crate) path: Vec<NamePattern>,
    pub(crate) is: Option<Vec<Word>>,
    pub(crate) attrs: Vec<(Word, ValueDecl)>,
    /// Words that stand alone, and may become attributes.
    pub(crate) half_typed: Vec<Word>,
    pub(crate) entries: Vec<Branch>,
    pub(crate) bodies: Vec<NodeBodyDecl>,
    /// Something between the braces could not be read.
    pub(crate) broken: bool,
}

/// `nixos { … }` in a node: a rule on it alone.
pub(crate) struct NodeBodyDecl {
    pub(crate) notes: Notes,
    pub(crate) body: ClassBodyDecl,
    /// How many rules are written before it.
    pub(crate) after: usize,
}

pub(crate) struct ValueDecl {
    pub(crate) spans: Spans,
    pub(crate) kind: ValueKind,
}

pub(crate) enum ValueKind {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Template),
    /// The variable of a `for`.
    Variable(Variable),
    List(Vec<ValueDecl>),
    Map(Vec<(NamePattern, ValueDecl)>),
    /// `#db-eu`
    Node(NamePattern),
    /// Reported already.
    Wrong,
}

/// `rule SELECTOR as label { class(args) { … } }`
pub(crate) struct RuleDecl {
    pub(crate) notes: Notes,
    pub(crate) selector: SelectorDecl,
    pub(crate) label: Option<Name>,
    pub(crate) bodies: Vec<ClassBodyDecl>,
    pub(crate) synth: Option<SynthDecl>,
}

pub(crate) struct ClassBodyDecl {
    pub(crate) class: Word,
    pub(crate) arguments: Vec<Word>,
    pub(crate) body: Body,
}

/// `assert web => [env = "prod"], "why";`
pub(crate) struct AssertDecl {
    pub(crate) notes: Notes,
    pub(crate) keyword: Span,
    pub(crate) claim: ClaimDecl,
    pub(crate) why: String,
}

pub(crate) enum ClaimDecl {
    Each(SelectorDecl, SelectorDecl),
    /// `|select| …`
    Whole(ClosureDecl),
}

/// `output dns(select) { … }`
pub(crate) struct SummaryDecl {
    pub(crate) notes: Notes,
    pub(crate) name: Name,
    pub(crate) arguments: Vec<Word>,
    pub(crate) body: Body,
}

/// `synth(select) { … }`
pub(crate) struct SynthDecl {
    pub(crate) keyword: Span,
    pub(crate) arguments: Vec<Word>,
    pub(crate) body: Body,
    /// Something of it could not be read.
    pub(crate) unread: bool,
}

/// A statement that only stands in a `synth`.
pub(crate) enum Addition {
    Set(SetDecl),
    Child(ChildDecl),
    /// `is = […];`: the child that it stands in takes it.
    Is(Span, Vec<Word>),
}

/// `key = value;` in a `synth`
pub(crate) struct SetDecl {
    /// Its place among the additions of this `synth`.
    pub(crate) number: usize,
    pub(crate) attr: Word,
    pub(crate) value: SetValue,
}

pub(crate) enum SetValue {
    Literal(ValueDecl),
    /// A Rust expression; reported already if it is none.
    Rust(Rust),
}

/// `child name from view { is = […]; … }` in a `synth`
pub(crate) struct ChildDecl {
    /// Its place among the additions of this `synth`.
    pub(crate) number: usize,
    pub(crate) keyword: Span,
    pub(crate) name: Segment,
    pub(crate) from: Option<Rust>,
    pub(crate) is: Vec<Word>,
    pub(crate) body: Body,
}

pub(crate) struct SelectorDecl {
    pub(crate) spans: Spans,
    pub(crate) any: Vec<ComplexDecl>,
    /// Something of it could not be read.
    pub(crate) broken: bool,
}

pub(crate) struct ComplexDecl {
    pub(crate) first: CompoundDecl,
    pub(crate) rest: Vec<(Combinator, CompoundDecl)>,
}

pub(crate) struct CompoundDecl {
    pub(crate) all: Vec<SimpleDecl>,
}

pub(crate) enum SimpleDecl {
    Any,
    Trait(Word),
    /// A word with hyphens, which no trait has.
    Hyphenated(Name),
    Name(Name),
    Has(Word),
    Attr {
        attr: Word,
        op: Op,
        op_span: Span,
        value: ValueDecl,
    },
    Is(SelectorDecl),
    Not(SelectorDecl),
    Class(Word),
    HasRelative(Vec<(Combinator, ComplexDecl)>),
    Within(SelectorDecl),
    Root,
    Empty,
    FirstChild,
    LastChild,
    OnlyChild,
    NthChild {
        step: i64,
        first: i64,
        of: Option<SelectorDecl>,
    },
    When(ClosureDecl),
    /// Reported already.
    Wrong,
}

/// `|select, web| expression`
pub(crate) struct ClosureDecl {
    pub(crate) arguments: Vec<Word>,
    pub(crate) value: Rust,
    pub(crate) spans: Spans,
    /// It is no Rust, and was reported.
    pub(crate) broken: bool,
}

/// Option assignments in Rust control flow.
#[derive(Default)]
pub(crate) struct Body {
    pub(crate) statements: Vec<Statement>,
    /// Something in it is no Rust, and was reported. Known of whole bodies only.
    pub(crate) broken: bool,
}

pub(crate) enum Statement {
    /// `services.nginx.enable = true;`
    Assign { path: OptionPath, value: Value },
    /// `services.nginx { … }`
    Nest { path: OptionPath, body: Body },
    /// Rust, as it stands: `let`, expression statements, items.
    Rust(Rust),
    /// Rust control flow, with bodies in it.
    Control(Vec<Part>),
    /// Reported already: no Rust. An editor may complete in it.
    Broken(Rust),
    /// Of a `synth`, and of nothing else.
    Addition(Addition),
}

pub(crate) enum Part {
    Rust(Rust),
    Body(Body),
    Arms(Vec<Arm>),
}

/// `pattern if guard => …`, in a `match`
pub(crate) struct Arm {
    pub(crate) pattern: Rust,
    pub(crate) body: Body,
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
    /// `pkgs.git`: what stands at a path from `pkgs`, `lib`, `config` or `inputs`.
    Reference(OptionPath),
    /// `text!("{pkgs.git}/bin/git {port}")`
    Text { parts: Vec<TextPart>, span: Span },
    /// `path!("hosts/{node.name}/disko.nix")`
    File { parts: Vec<TextPart>, span: Span },
    /// `nix!("{ port }: …", port = web.httpPort)`
    Expression { source: String, arguments: Body, span: Span },
    /// `mk_if(config.x, { … })`: a property of the module system, its arguments being values.
    Property { function: Ident, arguments: Vec<Value>, span: Span },
    /// A Rust expression.
    Rust(Rust),
    /// Reported already: no Rust, but an editor may complete in it.
    Broken(Rust),
}

/// Rust as it stands, but for `set! { … }` and `sel!(…)` in it.
pub(crate) struct Rust(pub(crate) Vec<Piece>);

pub(crate) enum Piece {
    Tokens(TokenStream),
    /// Brackets with one of these macros somewhere between them.
    Group(Delimiter, Span, Rust),
    Set(Body),
    /// `text!(…)`, `path!(…)`, `nix!(…)`
    Value(Box<Value>),
    Query(QueryDecl),
}

/// A part of a text with values in it.
pub(crate) enum TextPart {
    Literal(String),
    /// What a Rust expression shows.
    Rust(Rust),
    /// A value of Nix.
    Nix(Value),
}

/// `sel!(selector)`
pub(crate) struct QueryDecl {
    pub(crate) span: Span,
    pub(crate) selector: SelectorDecl,
    /// All of it, as it stands.
    pub(crate) tokens: TokenStream,
    /// Who it is, once it is lowered. Outside of a fleet there is nothing to ask.
    pub(crate) key: OnceCell<Key>,
}
