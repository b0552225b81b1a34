//! What is said of each problem.

use super::suggest::nearest;
use super::{Kind, Problem};
use std::fmt;

/// One line: the message and the code.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say(f)?;
        write!(f, " [{}]", self.code())
    }
}

impl Problem {
    /// The message alone: the offending thing, what is wrong with it, the remedy.
    pub fn message(&self) -> String {
        struct Message<'p>(&'p Problem);
        impl fmt::Display for Message<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.say(f)
            }
        }
        Message(self).to_string()
    }

    fn say(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Syntax { expected, found } => write!(f, "expected {expected}, found {found}"),
            Problem::UnknownWord { kind, word, nearest, known } => {
                write!(f, "unknown {} `{word}`", kind.name())?;
                match nearest {
                    Some(name) => write!(f, "; did you mean `{name}`?"),
                    None if known.is_empty() && *kind == Kind::Variable => {
                        f.write_str("; no `for` stands around it")
                    }
                    None if known.is_empty() => Ok(()),
                    None => write!(f, "; there {}", one_of(known)),
                }
            }
            Problem::Misnamed { kind, name, word, places } => write!(
                f,
                "nothing mentions {} `{name}`, and `{word}`, which is not declared, stands in {places} place{}; rename \
                 one",
                kind.name(),
                if *places == 1 { "" } else { "s" }
            ),
            Problem::ReservedName { name, why } => {
                write!(f, "`{name}` is reserved: {why}; choose another name")
            }
            Problem::DuplicateDeclaration { kind, name, first_kind, first } => write!(
                f,
                "{} `{name}` is declared already, on {first}, as {} {}; remove or rename one",
                kind.name(),
                if matches!(first_kind, Kind::Attribute | Kind::Output) { "an" } else { "a" },
                first_kind.name()
            ),
            Problem::DuplicateAttributeValue { name, first } => {
                write!(f, "attribute `{name}` is set already in this entry, on {first}; remove one")
            }
            Problem::DuplicateNode { path, first } => write!(
                f,
                "`{path}` is written already, on {first}; a node is written once, and only namespaces may be \
                 opened again"
            ),
            Problem::DuplicateLabel { name, first } => {
                write!(f, "label `{name}` is taken by the rule on {first}; choose another")
            }
            Problem::DuplicateClass { name } => {
                write!(f, "class `{name}` is defined already by this trait; remove one")
            }
            Problem::DuplicateProperty { name } => {
                write!(f, "`{name}` is written already; put both into one")
            }
            Problem::DuplicateSetting { name } => write!(f, "`{name}` is said already; remove one"),
            Problem::DuplicateWord { word } => write!(f, "`{word}` stands in this list already; remove one"),
            Problem::DuplicateChoice { first, second, variant } => write!(
                f,
                "`{second:?}` and `{first:?}` would both be the Rust variant `{variant}`; change one"
            ),
            Problem::MistypedValue { value, expected, hint } => {
                write!(f, "`{value}` is not of type `{expected}`")?;
                hint.as_ref().map_or(Ok(()), |hint| write!(f, "; {hint}"))
            }
            Problem::Uncomputed { expression, why } => write!(f, "`{expression}` {why}"),
            Problem::InTurn { variables, problem } => {
                problem.say(f)?;
                let bound: Vec<_> =
                    variables.iter().map(|(name, value)| format!("`{name}` is {value}")).collect();
                write!(f, " (where {})", bound.join(" and "))
            }
            Problem::InData { file, line, field, more, problem } => {
                problem.say(f)?;
                write!(f, " (line {line} of `{file}`")?;
                field.as_ref().map_or(Ok(()), |field| write!(f, ", field `{field}`"))?;
                if *more > 0 {
                    write!(f, "; and {more} more like it")?;
                }
                f.write_str(")")
            }
            Problem::DataFile { why } => f.write_str(why),
            Problem::OperatorMisused { op, ty } => match *op {
                "<" | "<=" | ">" | ">=" => write!(f, "`{op}` compares numbers, not values of type `{ty}`"),
                "~=" => write!(f, "`~=` looks into text and lists, not into values of type `{ty}`"),
                _ => write!(f, "`{op}` looks into text, not into values of type `{ty}`"),
            },
            Problem::MissingAttribute { node, attr, by } => {
                write!(f, "`{node}` has no `{attr}`, which trait `{by}` requires; add `{attr} = …;`")
            }
            Problem::NotUnique { attr, value, within, node, from, other, other_from } => {
                let from = from.unless_same(other_from);
                write!(f, "`{node}`{from} and `{other}` ({other_from}) both have {attr} {value}")?;
                match within {
                    None => write!(f, ", and")?,
                    Some((around, Some(value))) => write!(f, " within {around} {value}, where")?,
                    Some((around, None)) => write!(f, " and no {around}, where")?,
                }
                write!(f, " `{attr}` is unique; change one")
            }
            Problem::NeedsCycle { cycle } => {
                write!(f, "`needs` goes in a circle: {}; remove one of them", circle(cycle))
            }
            Problem::NoStrata { cycle } => write!(
                f,
                "`{}` depends on its own absence: {}; take the negation out of the circle",
                cycle.first().map_or("", String::as_str),
                circle(cycle)
            ),
            Problem::ClassTwice { node, class, first, second } => write!(
                f,
                "`{node}` gets class `{class}` from trait `{first}` and from trait `{second}`; a node has a class once: \
                 leave one of the traits out"
            ),
            Problem::OutputCollision { output, name, path, from, other, other_from, by_path } => write!(
                f,
                "`{path}`{} and `{other}` ({other_from}) would both be `{output}.{name}`; give one another name{}",
                from.unless_same(other_from),
                if *by_path { ", or write `names = path;` into the header" } else { "" }
            ),
            Problem::OutputTwice { node, output } => write!(
                f,
                "`{node}` has two classes that go into `{output}`, under one name; send them to different outputs"
            ),
            Problem::NamedTwice { node, first, second } => write!(
                f,
                "`{node}` would be `{second}` in outputs, and by another of its classes `{first}`; a node has one name \
                 there: compute it once"
            ),
            Problem::HostName { name } => {
                let parts = if name.contains('.') { "in each part between dots " } else { "" };
                write!(
                    f,
                    "`{name}` is no host name; use {parts}1 to 63 letters, digits and hyphens, with no hyphen at either \
                     end"
                )
            }
            Problem::EmptyNamespace { path } => {
                write!(f, "`{path}` has no `is` and nothing stands in it; add `is = […];` to make it a node")
            }
            Problem::UnknownName { word, nearest } => {
                write!(f, "`{word}` names nothing in the tree")?;
                nearest.as_ref().map_or(Ok(()), |nearest| write!(f, "; did you mean `{nearest}`?"))
            }
            Problem::OnlyNamespaces { word, name, instead } => {
                match name {
                    Some(name) => write!(f, "`{name}` is a namespace, and nodes are meant here; ")?,
                    None => write!(f, "`{word}` matches only namespaces, and nodes are meant here; ")?,
                }
                match instead {
                    Some(instead) => write!(f, "write `{instead}`"),
                    None => f.write_str("no node stands below, so leave it out"),
                }
            }
            Problem::DeadAssertion { selector } => write!(
                f,
                "`{selector}` matches no node, so that this promises nothing; change or remove the assertion"
            ),
            Problem::DeadRule { selector } => {
                write!(f, "`{selector}` matches no node; change or remove the rule")
            }
            Problem::DeadName { word, nearest } => {
                write!(f, "`{word}` names nothing in the tree, so that the rule matches no node; ")?;
                match nearest {
                    Some(nearest) => write!(f, "did you mean `{nearest}`?"),
                    None => f.write_str("change or remove the rule"),
                }
            }
            Problem::DeadNeededBy { name } => {
                write!(f, "trait `{name}` joins no node; change or remove its `needed_by`")
            }
            Problem::NoSuchClass { node, class } => {
                write!(
                    f,
                    "`{node}` has no class `{class}`; give it a trait that defines it, or remove the body"
                )
            }
            Problem::DeadBody { class, selector } => {
                write!(f, "no node that `{selector}` matches has class `{class}`; change or remove the body")
            }
            Problem::MissingArgument { name, node } => write!(
                f,
                "`{node}` matches the rule, but has no trait `{name}` and stands under no node that has it; narrow \
                 the selector or drop the argument"
            ),
            Problem::NotAsked { name, arguments } => {
                write!(f, "`{name}` is not among the arguments; ask for it: `{arguments}`")
            }
            Problem::NotGiven { name } => {
                write!(f, "the function takes `{name}`, and is not given it; add `{name} = …`")
            }
            Problem::TakesNothing { argument } => write!(
                f,
                "`{argument}` is given to what takes no arguments; begin the text with `{{ {argument} }}: `, or leave it out"
            ),
            Problem::AssignedTwice { path } => write!(f, "`{path}` is assigned twice; remove one"),
            Problem::AssignedInTurn { path } => write!(
                f,
                "`{path}` is assigned again in each round of the loop; assign once, without the loop around it, a list \
                 (`[for … in … => …]`) or several definitions (`mk_merge([for … in … => …])`), or give each round a path \
                 of its own (`.[name]`)"
            ),
            Problem::AssignedBelow { path, below } => {
                write!(f, "`{path}` is assigned as a whole, and `{below}` below it; write one of them")
            }
            Problem::VariableAssigned { name } => write!(
                f,
                "`{name}` is a variable here, and this would set an option; write `({{ {name} = …; }});` for the \
                 variable, `\"{name}\" = …;` for the option"
            ),
            Problem::NixInterpolation { expression, remedy } => {
                write!(f, "`${{{expression}}}` is not interpolated here; {remedy}")
            }
            Problem::Habit { what, why, remedy, .. } => write!(f, "`{what}` {why}; {remedy}"),
            Problem::RuleConflict { path, value, node, other, other_value, line } => write!(
                f,
                "`{path}` is `{value}` here and `{other_value}` in rule `{other}` ({line}), and `{node}` matches \
                 both; give one `mk_force` or `mk_default`, or narrow a selector"
            ),
            Problem::SiblingCrossesNamespace { query, other } => write!(
                f,
                "`select.siblings({query})` returned `{other}`, which stands in another namespace; \
                 `select.peers({query})` stays in one"
            ),
            Problem::NoLint { code, lints } => match nearest(code, lints.iter().map(String::as_str)) {
                Some(lint) => write!(f, "`{code}` is no lint; did you mean `{lint}`?"),
                None => write!(f, "`{code}` is no lint; there {}", one_of(lints)),
            },
            Problem::NothingToAllow { code, of } => {
                write!(f, "`{code}` is never about {of}; move or remove the `allow`")
            }
            Problem::BodyFailed { error } => f.write_str(error),
            Problem::BodyPanicked { message } => write!(f, "it panicked: {message}"),
            Problem::ValueRefused { path, why } => write!(f, "`{path}`: {why}"),
            Problem::LiteralRefused { why } | Problem::NixText { why } => f.write_str(why),
            Problem::RecursiveImport { word } => write!(
                f,
                "`{word}` in `imports` would make Nix recurse without end: what is imported decides what it is; import \
                 from `inputs`, or a `path!`"
            ),
            Problem::TextImported { text } => {
                let shown = text.as_deref().unwrap_or("text!(…)");
                write!(f, "`{shown}` is text, and `imports` takes modules; write ")?;
                let file = text.as_deref().map(|text| text.strip_prefix("./").unwrap_or(text));
                let is_path = |c: char| c.is_alphanumeric() || "/.-_+".contains(c);
                match file {
                    Some(file) if file.starts_with(char::is_alphanumeric) && file.chars().all(is_path) => {
                        write!(f, "`path!(\"{file}\")`")
                    }
                    _ => f.write_str("`path!(\"…\")` with a path from the workspace's root"),
                }
            }
            Problem::NoModule { value } => write!(
                f,
                "`{value}` is no module, and `imports` takes nothing else; import from `inputs`, or a `path!`"
            ),
            Problem::MissingFile { path } => {
                write!(
                    f,
                    "`{path}` is no file of the workspace; paths begin at its root: create it, or change the path"
                )
            }
            Problem::LinkOutside { path } => write!(
                f,
                "`{path}` is a link out of the workspace, where another machine has another file, or none; put the file \
                 itself here"
            ),
            Problem::FolderImported { path } => write!(
                f,
                "`{path}` is a folder without a `default.nix`, which `imports` would take; create it, or name a file"
            ),
            Problem::FolderNamed { path } => {
                write!(f, "`{path}` is a folder; name a file in it, or end the path with `/` for all of it")
            }
            Problem::SetAlready { name, first } => {
                write!(f, "attribute `{name}` is set already, {first}; remove one")
            }
            Problem::MadeAlready { path, first } => {
                write!(f, "`{path}` is there already, {first}; give one another name")
            }
            Problem::EndlessSynthesis { chain, example } => write!(
                f,
                "synthesis does not end: {}, and so on (`{example}…`); let the last of them make what the first does \
                 not apply to",
                chain.join(", then ")
            ),
            Problem::EndlessSynth { chain, example } => write!(
                f,
                "synthesis does not end: {} makes more and more nodes (`{example}`); let its loop end",
                chain.join(", then ")
            ),
            Problem::LandsNowhere { node, class, target } => write!(
                f,
                "`{node}` has class `{class}`, which goes to class `{target}` of a node above, and none above has it; \
                 put it below one that has"
            ),
            Problem::BrokenAssertion { why, broken } => match &**broken {
                [] => write!(f, "\"{why}\" does not hold"),
                [one] => write!(f, "\"{why}\" does not hold for `{one}`"),
                [first, second] => write!(f, "\"{why}\" does not hold for `{first}` and `{second}`"),
                [first, second, rest @ ..] => {
                    write!(f, "\"{why}\" does not hold for `{first}`, `{second}` and {} more", rest.len())
                }
            },
            Problem::Ambiguous { word, meant } => {
                let meant: Vec<String> = meant.iter().map(|name| format!("`{name}`")).collect();
                // Of nodes, nothing but the name can be written.
                let remedy = if word.starts_with('#') { "give one another name" } else { "write which" };
                write!(f, "`{word}` can be {}; {remedy}", meant.join(" or "))
            }
            Problem::InCode { problem, .. } => problem.say(f),
        }
    }
}

fn one_of(known: &[String]) -> String {
    match known {
        [one] => format!("is only `{one}`"),
        many => format!("are `{}`", many.join("`, `")),
    }
}

fn circle(cycle: &[String]) -> String {
    let names = cycle.iter().chain(cycle.first()).map(|name| format!("`{name}`"));
    names.collect::<Vec<_>>().join(" → ")
}
