//! The habits: where one shows, what is seen, and what to write instead.

use super::pattern::Seen::{
    self, Argument, Braces, File, Line, Name, NixPath, OneOf, Operand, Parentheses, Path, Sign, Start, Word,
};

/// A habit.
pub(super) struct Habit {
    pub(super) place: Place,
    pub(super) seen: &'static [Seen],
    /// Which of what is seen is underlined.
    pub(super) at: usize,
    /// What is named; nothing if it is what is underlined. `{0}` is the first of what is seen.
    pub(super) what: &'static str,
    pub(super) why: &'static str,
    pub(super) remedy: &'static str,
}

/// Where something was expected, and something else was found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In Rust.
    Rust,
    /// In Rust that is a value.
    Expression,
    /// In Rust that is a statement.
    Statement,
    /// Among the items.
    Item,
    /// Between the braces of an entry.
    Entry,
    /// Behind the name of an entry.
    Name,
    /// A value of the tree.
    Value,
    /// Behind a value of the tree.
    AfterValue,
    /// The type of an attribute.
    Type,
    /// Behind the name of a trait or in its braces.
    Trait,
    /// A selector.
    Selector,
    /// In the brackets of a selector.
    Test,
    /// Behind a selector.
    Rule,
    /// Between a class or `synth` and its braces.
    Body,
    /// Among the arguments of a body.
    Arguments,
    /// Behind `assert`.
    Assertion,
}

/// What a habit of Nix is called.
pub(super) const NIX: &str = "is Nix's";

const fn nix(
    place: Place,
    seen: &'static [Seen],
    at: usize,
    what: &'static str,
    remedy: &'static str,
) -> Habit {
    Habit { place, seen, at, what, why: NIX, remedy }
}

const fn other(
    place: Place,
    seen: &'static [Seen],
    at: usize,
    what: &'static str,
    why: &'static str,
    remedy: &'static str,
) -> Habit {
    Habit { place, seen, at, what, why, remedy }
}

const PROPERTIES: Seen =
    OneOf(&["mkForce", "mkDefault", "mkOverride", "mkBefore", "mkAfter", "mkOrder", "mkIf", "mkMerge"]);
const SCHEMES: Seen = OneOf(&["http", "https", "git", "ssh", "github", "file"]);
/// What is said of a word in front of an entry.
pub(super) const NO_ITEM: &str = "is no item";
const FIXED: &str = "is computed, and values of the tree are fixed";
const COMPUTED: &str = "write the value itself; what is computed stands in a body or a `synth`";
const OPTION: &str = "is an option, and options stand in a class";
const ON_TOP: &str = "stands among the items of a fleet";
const BEFORE_BRACES: &str = "stands in front of braces";

/// Of several that fit in one place, the first counts.
#[rustfmt::skip]
pub(super) const HABITS: &[Habit] = &[
    other(Place::Statement, &[Start, Name, Line, Seen::Text], 3, "", "follows a name", "write `{1} = {3};`"),
    nix(Place::Rust, &[Sign("++")], 0, "", "put all into one list, or write `nix!(\"{ a, b }: a ++ b\", a = …, b = …)`"),
    nix(Place::Rust, &[Operand, Sign("?"), Name], 1, "", "write `nix!(\"… ? {2}\")`"),
    nix(Place::Rust, &[Operand, Word("or"), Operand], 1, "", "write `.unwrap_or(…)` behind an `Option`, and `nix!(\"… or …\")` where Nix knows the value"),
    nix(Place::Rust, &[Operand, Word("then")], 1, "", "write `if … { … } else { … }`"),
    other(Place::Expression, &[Start, SCHEMES, Sign(":")], 1, "{1}:", "begins no text without quotes", "write `\"{1}://…\"`"),
    nix(Place::Expression, &[Start, Name, Sign(":")], 1, "{1}: …", "write `nix!(\"{1}: …\")`, or a closure of Rust: `|{1}| …`"),
    nix(Place::Rust, &[Name, Sign("@"), Braces], 1, "", "write `nix!(\"{0}@{ … }: …\")`"),
    nix(Place::Rust, &[File], 0, "", "write `path!(\"{file 0}\")`, a path from the workspace's root"),
    nix(Place::Expression, &[Start, Sign("<"), Name, Sign("/")], 2, "<{2}/…>", "write `nix!(\"<{2}/…>\")`"),
    nix(Place::Rust, &[Sign("$"), Braces], 0, "${…}", "write `[…]` for a part of a name"),
    nix(Place::Rust, &[PROPERTIES, Operand], 0, "", "write `{snake 0}(…)`"),
    nix(Place::Rust, &[Word("lib"), Sign("."), PROPERTIES, Operand], 2, "", "write `{snake 2}(…)`"),
    nix(Place::Rust, &[Word("toString"), Argument], 0, "", "write `{1}.to_string()`"),
    nix(Place::Rust, &[Word("map"), Operand, Operand], 0, "", "write `[for x in … => …]`"),
    nix(Place::Rust, &[Word("import"), Operand], 0, "", "write `nix!(\"import …\")`, or `imports = [path!(\"…\")];` for a module"),
    nix(Place::Rust, &[Word("import"), File], 0, "", "write `nix!(\"{ file }: import file\", file = path!(\"{file 1}\"))`"),
    nix(Place::Rust, &[Word("assert"), Operand], 0, "", "write `assert …, \"why\";` among the items"),
    nix(Place::Rust, &[NixPath, Operand], 0, "{0} …", "write `{0}(…)`, with commas between what it takes"),
    other(Place::Rust, &[Path, Line, Argument], 2, "{0} {2}", "is no call in Rust", "write `{0}({2})`, or `nix!(\"…\")` for a function of Nix's"),
    //
    other(Place::Statement, &[Start, Name, Sign(":")], 2, "", "stands behind a name", "write `{1} = …;`"),
    //
    nix(Place::Item, &[Word("let")], 0, "", "write the value where it is used; an attribute of a namespace flows to all below"),
    nix(Place::Item, &[Word("imports"), Sign("=")], 0, "", "write `rule … => nixos { imports = […]; }`"),
    nix(Place::Item, &[Word("rules"), Sign("=")], 0, "", "write `rule SELECTOR => nixos { … }` for each"),
    nix(Place::Item, &[Word("nest"), Sign("."), Word("trait"), Sign("."), Name], 0, "nest.trait", "write `trait {4};`, or `trait {4} { … }`"),
    other(Place::Item, &[Name, Sign("!")], 0, "{0}!", "is Rust's, and a fleet has no statements", "move it out of `fleet!`"),
    other(Place::Item, &[Word("fn"), Name], 0, "", "is Rust's, and a fleet has no functions", "move it out of `fleet!`"),
    other(Place::Item, &[OneOf(&["use", "const", "struct", "enum", "impl", "mod"]), Name], 0, "", "is Rust's, and no item of a fleet", "move it out of `fleet!`"),
    other(Place::Item, &[Name, Sign("="), Operand], 0, "", "stands in no entry", "write `name { {0} = …; }`"),
    other(Place::Item, &[Path, Sign("="), Operand], 0, "", "is a path, and attributes are set by name", "write the attribute between the braces of the entry"),
    other(Place::Item, &[Name, Name, Braces], 0, "", NO_ITEM, "write `{1} { … }`, and its traits in it: `is = […];`"),
    //
    nix(Place::Entry, &[Word("inherit")], 0, "", "write `name = …;` for each name"),
    nix(Place::Entry, &[Word("with")], 0, "", "write each name in full"),
    other(Place::Name, &[Sign("-"), Braces], 1, "", "stands in a name", "write `[…]` with the variable of the loop"),
    other(Place::Name, &[Sign("-"), Sign("$"), Name], 1, "$…", "stands in a name", "write `[{2}]` for the variable of the loop"),
    other(Place::Name, &[Sign("="), Word("rec"), Braces], 0, "= rec", BEFORE_BRACES, "leave it out: an entry is no set"),
    other(Place::Name, &[Sign("="), Braces], 0, "", BEFORE_BRACES, "leave it out: an entry is no set"),
    other(Place::Name, &[Sign(":"), Braces], 0, "", BEFORE_BRACES, "leave it out"),
    //
    other(Place::Entry, &[OneOf(&["rule", "trait", "attr", "assert", "output", "include"]), Operand], 0, "", ON_TOP, "move it out of the braces"),
    other(Place::Entry, &[OneOf(&["rule", "assert"]), Sign("#")], 0, "", ON_TOP, "move it out of the braces"),
    other(Place::Entry, &[Word("imports"), Sign("=")], 0, "", OPTION, "write `nixos { imports = […]; }`"),
    other(Place::Entry, &[Path, Sign("=")], 0, "", OPTION, "write `nixos { … }` around it; an attribute of another entry is set between its braces"),
    //
    nix(Place::Value, &[File], 0, "", "write text: `\"{file 0}\"`"),
    nix(Place::Value, &[Word("rec"), Braces], 0, "", "write each value in full"),
    other(Place::Value, &[Name, Sign("!")], 0, "{0}!", FIXED, COMPUTED),
    other(Place::Value, &[Path, Parentheses], 0, "{0}(…)", FIXED, COMPUTED),
    other(Place::Value, &[Parentheses], 0, "(…)", FIXED, COMPUTED),
    other(Place::AfterValue, &[Sign("+")], 0, "", FIXED, COMPUTED),
    other(Place::AfterValue, &[Sign("-")], 0, "", FIXED, COMPUTED),
    other(Place::AfterValue, &[Sign("*")], 0, "", FIXED, COMPUTED),
    other(Place::AfterValue, &[Sign("/")], 0, "", FIXED, COMPUTED),
    other(Place::AfterValue, &[Sign("%")], 0, "", FIXED, COMPUTED),
    //
    other(Place::Type, &[Word("Vec"), Sign("<")], 0, "Vec<…>", "is Rust's", "write `[…]` with the type of an element"),
    other(Place::Type, &[Word("Option"), Sign("<")], 0, "Option<…>", "is Rust's", "write the type with a `?` behind it"),
    other(Place::Type, &[OneOf(&["HashMap", "BTreeMap"]), Sign("<")], 0, "{0}<…>", "is Rust's", "write `{ String: … }` with the type of a value"),
    other(Place::Type, &[Sign("&")], 0, "", "is Rust's", "write `String` for text"),
    nix(Place::Type, &[Word("listOf")], 0, "", "write `[…]` with the type of an element"),
    nix(Place::Type, &[Word("nullOr")], 0, "", "write the type with a `?` behind it"),
    nix(Place::Type, &[Word("attrsOf")], 0, "", "write `{ String: … }` with the type of a value"),
    nix(Place::Type, &[Word("enum")], 0, "", "write the texts with bars between: `\"a\" | \"b\"`"),
    nix(Place::Type, &[OneOf(&["lib", "types"]), Sign(".")], 0, "{0}.…", "write `String`, `bool`, `u16`, … (`cargo xtask explain unknown-type`)"),
    other(Place::Type, &[Name, Sign("|")], 0, "", "stands without quotes", "write `\"{0}\" | …`"),
    other(Place::Type, &[Sign(",")], 0, "", "stands between two texts", "write `|`"),
    //
    other(Place::Trait, &[Sign("="), Braces], 0, "", BEFORE_BRACES, "leave it out"),
    other(Place::Trait, &[Sign(":"), Path], 0, ": {1}", "is Rust's", "write `{ needs = [{1}]; }`"),
    other(Place::Trait, &[Parentheses], 0, "(…)", "follows a trait's name", "write `{ needs = […]; }`"),
    //
    other(Place::Selector, &[Sign("!")], 0, "", "negates nothing here", "write `:not(…)`"),
    other(Place::Selector, &[Seen::Text], 0, "", "is in quotes", "write a trait as a word, and a name as `#(…)`"),
    other(Place::Selector, &[Braces], 0, "{ … }", "is no selector", "write `rule SELECTOR => nixos { … }`"),
    other(Place::Selector, &[Word("not"), Operand], 0, "", "negates nothing here", "write `:not(…)`"),
    other(Place::Test, &[Sign("==")], 0, "", "is no sign of selectors", "write `=`"),
    other(Place::Test, &[Sign(",")], 0, "", "stands in brackets, which ask for one attribute", "write `a & b` for traits, `[…][…]` for attributes"),
    //
    other(Place::Rule, &[Sign("&&")], 0, "", "joins no selectors", "write `&` for what both match"),
    other(Place::Rule, &[Word("and")], 0, "", "joins no selectors", "write `&` for what both match"),
    other(Place::Rule, &[Sign("||")], 0, "", "joins no selectors", "write `,` for what either matches"),
    other(Place::Rule, &[Sign("|")], 0, "", "joins no selectors", "write `,` for what either matches"),
    other(Place::Rule, &[Word("or")], 0, "", "joins no selectors", "write `,` for what either matches"),
    other(Place::Rule, &[OneOf(&["when", "where", "if"])], 0, "", "asks nothing", "write `[attribute = value]`, or `:when(|…| …)`"),
    other(Place::Rule, &[Name, Braces], 0, "", "follows a selector", "write `=> {0}`"),
    other(Place::Rule, &[Name, Parentheses, Braces], 0, "", "follows a selector", "write `=> {0}(…)`"),
    other(Place::Rule, &[Sign("="), Name], 0, "", "is no arrow", "write `=>`"),
    other(Place::Rule, &[Sign("->"), Name], 0, "", "is no arrow", "write `=>`"),
    other(Place::Rule, &[Sign(":"), Name], 0, "", "is no arrow", "write `=>`"),
    other(Place::Rule, &[Sign("="), Braces], 0, "", BEFORE_BRACES, "leave it out"),
    other(Place::Rule, &[Name], 0, "", "follows another word", "write `& {0}` for what both match, `>> {0}` for what stands below"),
    //
    nix(Place::Body, &[Braces, Sign(":"), Braces], 0, "{ … }: …", "write the arguments in parentheses: `(…) { … }`"),
    other(Place::Body, &[Sign("="), Braces], 0, "", BEFORE_BRACES, "leave it out"),
    other(Place::Body, &[Sign("|")], 0, "", "is a closure's", "write the arguments in parentheses: `(…)`"),
    other(Place::Body, &[Name, Braces], 0, "", "stands without parentheses", "write `({0})`"),
    //
    other(Place::Arguments, &[Sign(":")], 0, "", "stands behind an argument", "leave the type out, which is that of the trait"),
    nix(Place::Arguments, &[Sign("...")], 0, "", "leave it out"),
    //
    other(Place::Assertion, &[Sign("!"), Parentheses], 0, "assert!", "is Rust's", "write `assert |select| …, \"why\";`"),
    other(Place::Assertion, &[Parentheses], 0, "(…)", "is Rust's, and a selector stands here", "write `assert |select| …` with what is asked for"),
];
