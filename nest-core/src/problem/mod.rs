//! What can be wrong with a fleet. Errors are data until they are printed.

mod author;
mod code;
mod kind;
mod line;
mod message;
mod spot;
pub mod suggest;

pub use author::Author;
pub use code::{CODES, Code, Level};
pub use kind::Kind;
pub use line::Line;
pub use spot::Spot;

use suggest::nearest;

/// Everything that can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is documented by its message, and the fields by their names")]
#[non_exhaustive]
pub enum Problem {
    Syntax {
        expected: String,
        found: String,
    },
    UnknownWord {
        kind: Kind,
        word: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    Misnamed {
        kind: Kind,
        name: String,
        word: String,
        places: usize,
    },
    ReservedName {
        name: String,
        why: &'static str,
    },
    DuplicateDeclaration {
        kind: Kind,
        name: String,
        first_kind: Kind,
        first: Line,
    },
    DuplicateAttributeValue {
        name: String,
        first: Line,
    },
    DuplicateNode {
        path: String,
        first: Line,
    },
    DuplicateLabel {
        name: String,
        first: Line,
    },
    DuplicateClass {
        name: String,
    },
    DuplicateProperty {
        name: String,
    },
    DuplicateSetting {
        name: String,
    },
    DuplicateWord {
        word: String,
    },
    DuplicateChoice {
        first: String,
        second: String,
        variant: String,
    },
    MistypedValue {
        value: String,
        expected: String,
        hint: Option<String>,
    },
    /// Arithmetic on the variables of loops that comes to nothing.
    Uncomputed {
        expression: String,
        why: String,
    },
    /// What is wrong in one turn of the loops around: their variables, and what each stands for.
    InTurn {
        variables: Vec<(String, String)>,
        problem: Box<Problem>,
    },
    /// What is wrong in a file of data, which no token of the fleet stands for.
    InData {
        file: String,
        line: u32,
        field: Option<String>,
        /// How many more there are of its kind in that field, which are not told.
        more: usize,
        problem: Box<Problem>,
    },
    /// A file of data that cannot be read, or of which something would be left out.
    DataFile {
        why: String,
    },
    OperatorMisused {
        op: &'static str,
        ty: String,
    },
    MissingAttribute {
        node: String,
        attr: String,
        by: String,
    },
    NotUnique {
        attr: String,
        value: String,
        /// The attribute within whose values it is unique, and the value, if there is one.
        within: Option<(String, Option<String>)>,
        node: String,
        from: Author,
        other: String,
        other_from: Author,
    },
    NeedsCycle {
        cycle: Vec<String>,
    },
    NoStrata {
        cycle: Vec<String>,
    },
    ClassTwice {
        node: String,
        class: String,
        first: String,
        second: String,
    },
    OutputCollision {
        output: String,
        name: String,
        path: String,
        from: Author,
        other: String,
        other_from: Author,
        by_path: bool,
    },
    OutputTwice {
        node: String,
        output: String,
    },
    NamedTwice {
        node: String,
        first: String,
        second: String,
    },
    HostName {
        name: String,
    },
    EmptyNamespace {
        path: String,
    },
    UnknownName {
        word: String,
        nearest: Option<String>,
    },
    OnlyNamespaces {
        word: String,
        name: Option<String>,
        instead: Option<String>,
    },
    DeadRule {
        selector: String,
    },
    /// A rule that is dead because of a name.
    DeadName {
        word: String,
        nearest: Option<String>,
    },
    DeadAssertion {
        selector: String,
    },
    DeadNeededBy {
        name: String,
    },
    NoSuchClass {
        node: String,
        class: String,
    },
    DeadBody {
        class: String,
        selector: String,
    },
    MissingArgument {
        name: String,
        node: String,
    },
    NotAsked {
        name: String,
        arguments: String,
    },
    NotGiven {
        name: String,
    },
    TakesNothing {
        argument: String,
    },
    AssignedTwice {
        path: String,
    },
    /// In each round of a loop, by one assignment.
    AssignedInTurn {
        path: String,
    },
    AssignedBelow {
        path: String,
        below: String,
    },
    VariableAssigned {
        name: String,
    },
    NixInterpolation {
        expression: String,
        remedy: String,
    },
    /// What people write out of habit, of Nix or of another language.
    Habit {
        what: String,
        why: String,
        remedy: String,
        code: &'static str,
    },
    RuleConflict {
        path: String,
        value: String,
        node: String,
        other: String,
        other_value: String,
        line: Line,
    },
    SiblingCrossesNamespace {
        query: String,
        other: String,
    },
    NoLint {
        code: String,
        lints: Vec<String>,
    },
    NothingToAllow {
        code: String,
        of: &'static str,
    },
    BodyFailed {
        error: String,
    },
    BodyPanicked {
        message: String,
    },
    ValueRefused {
        path: String,
        why: String,
    },
    LiteralRefused {
        why: String,
    },
    NixText {
        why: String,
    },
    RecursiveImport {
        word: String,
    },
    TextImported {
        text: Option<String>,
    },
    NoModule {
        value: String,
    },
    MissingFile {
        path: String,
    },
    LinkOutside {
        path: String,
    },
    FolderImported {
        path: String,
    },
    FolderNamed {
        path: String,
    },
    SetAlready {
        name: String,
        first: String,
    },
    MadeAlready {
        path: String,
        first: String,
    },
    EndlessSynthesis {
        chain: Vec<String>,
        example: String,
    },
    EndlessSynth {
        chain: Vec<String>,
        example: String,
    },
    LandsNowhere {
        node: String,
        class: String,
        target: String,
    },
    BrokenAssertion {
        why: String,
        broken: Vec<String>,
    },
    Ambiguous {
        word: String,
        meant: Vec<String>,
    },
    InCode {
        node: Option<String>,
        at: Option<Spot>,
        problem: Box<Problem>,
    },
}

impl Problem {
    /// A word that is not known, with those that are.
    pub fn unknown_word<'n>(kind: Kind, word: &str, known: impl Iterator<Item = &'n str> + Clone) -> Self {
        let nearest = nearest(word, known.clone()).map(str::to_owned);
        // A long list is no remedy.
        let known: Vec<String> = known.take(21).map(str::to_owned).collect();
        let known = if known.len() > 20 { Vec::new() } else { known };
        Problem::UnknownWord { kind, word: word.to_owned(), nearest, known }
    }

    /// The problem, of code that stands there.
    #[must_use]
    pub fn at(self, at: Option<Spot>) -> Self {
        Problem::InCode { node: None, at, problem: Box::new(self) }
    }

    /// The problem, of code that ran for the node of that path.
    #[must_use]
    pub(crate) fn on(self, node: String) -> Self {
        Problem::InCode { node: Some(node), at: None, problem: Box::new(self) }
    }

    /// The problem alone, the node that code ran for, and where that stands.
    pub(crate) fn apart(self) -> (Self, Option<String>, Option<Spot>) {
        match self {
            Problem::InCode { node, at, problem } => {
                let (problem, inner_node, inner_at) = problem.apart();
                (problem, node.or(inner_node), inner_at.or(at))
            }
            problem => (problem, None, None),
        }
    }

    /// The node that the message names as the one that is wrong.
    pub fn node(&self) -> Option<&str> {
        match self {
            Problem::MissingAttribute { node, .. }
            | Problem::NotUnique { node, .. }
            | Problem::ClassTwice { node, .. }
            | Problem::OutputTwice { node, .. }
            | Problem::NamedTwice { node, .. }
            | Problem::OutputCollision { path: node, .. }
            | Problem::LandsNowhere { node, .. } => Some(node),
            _ => None,
        }
    }

    /// What the problem does, unless something else is asked for.
    pub fn level(&self) -> Level {
        Code::find(self.code()).map_or(Level::Deny, |code| code.level)
    }

    /// The code, which stands in brackets at the end of the line.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Syntax { .. } => "syntax",
            Problem::UnknownWord { kind, .. } => kind.code(),
            Problem::Misnamed { kind, .. } => kind.code(),
            Problem::ReservedName { .. } => "reserved-name",
            Problem::DuplicateDeclaration { kind: Kind::Trait, .. } => "duplicate-trait",
            Problem::DuplicateDeclaration { kind: Kind::Output, .. } => "output-collision",
            Problem::DuplicateDeclaration { .. } => "duplicate-attribute",
            Problem::DuplicateAttributeValue { .. } => "duplicate-attribute",
            Problem::DuplicateNode { .. } => "duplicate-node",
            Problem::DuplicateLabel { .. } => "duplicate-label",
            Problem::DuplicateClass { .. } => "duplicate-class",
            Problem::DuplicateProperty { .. } | Problem::DuplicateSetting { .. } => "duplicate-property",
            Problem::DuplicateWord { .. } => "duplicate-word",
            Problem::DuplicateChoice { .. } => "duplicate-choice",
            Problem::MistypedValue { .. } => "mistyped-value",
            Problem::Uncomputed { .. } => "mistyped-value",
            Problem::InTurn { problem, .. } | Problem::InData { problem, .. } => problem.code(),
            Problem::DataFile { .. } => "data-file",
            Problem::OperatorMisused { .. } => "operator-misused",
            Problem::MissingAttribute { .. } => "missing-attribute",
            Problem::NotUnique { .. } => "not-unique",
            Problem::NeedsCycle { .. } => "needs-cycle",
            Problem::NoStrata { .. } => "no-strata",
            Problem::ClassTwice { .. } => "class-twice",
            Problem::OutputCollision { .. } | Problem::OutputTwice { .. } | Problem::NamedTwice { .. } => {
                "output-collision"
            }
            Problem::HostName { .. } => "host-name",
            Problem::EmptyNamespace { .. } => "empty-namespace",
            Problem::UnknownName { .. } => "unknown-name",
            Problem::OnlyNamespaces { .. } => "only-namespaces",
            Problem::DeadRule { .. } | Problem::DeadName { .. } => "dead-rule",
            Problem::DeadAssertion { .. } => "dead-assertion",
            Problem::DeadNeededBy { .. } => "dead-needed-by",
            Problem::DeadBody { .. } | Problem::NoSuchClass { .. } => "dead-body",
            Problem::MissingArgument { .. } => "missing-argument",
            Problem::NotAsked { .. } | Problem::TakesNothing { .. } => "unknown-argument",
            Problem::NotGiven { .. } => "missing-argument",
            Problem::AssignedTwice { .. }
            | Problem::AssignedInTurn { .. }
            | Problem::AssignedBelow { .. } => "assigned-twice",
            Problem::VariableAssigned { .. } => "variable-assigned",
            Problem::NixInterpolation { .. } => "nix-interpolation",
            Problem::Habit { code, .. } => code,
            Problem::RuleConflict { .. } => "rule-conflict",
            Problem::SiblingCrossesNamespace { .. } => "sibling-crosses-namespace",
            Problem::NoLint { .. } | Problem::NothingToAllow { .. } => "unknown-lint",
            Problem::BodyFailed { .. } | Problem::BodyPanicked { .. } => "body-failed",
            Problem::ValueRefused { .. } | Problem::LiteralRefused { .. } => "value-refused",
            Problem::NixText { .. } => "nix-syntax",
            Problem::RecursiveImport { .. } => "recursive-import",
            Problem::TextImported { .. } | Problem::NoModule { .. } => "value-refused",
            Problem::MissingFile { .. } | Problem::LinkOutside { .. } => "missing-file",
            Problem::FolderImported { .. } | Problem::FolderNamed { .. } => "missing-file",
            Problem::SetAlready { .. } => "duplicate-attribute",
            Problem::MadeAlready { .. } => "duplicate-node",
            Problem::EndlessSynthesis { .. } | Problem::EndlessSynth { .. } => "endless-synthesis",
            Problem::LandsNowhere { .. } => "lands-nowhere",
            Problem::BrokenAssertion { .. } => "broken-assertion",
            Problem::Ambiguous { .. } => "ambiguous-name",
            Problem::InCode { problem, .. } => problem.code(),
        }
    }
}
