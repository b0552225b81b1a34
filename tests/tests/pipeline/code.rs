//! The Rust code of the random fleets. It cannot capture, so there is a little of each kind, by number.

use nest_core::__private::{
    BodyFn, Code, Context, Failure, OutputFn, PredicateFn, RouteFn, Selected, SynthFn,
};
use nest_core::model::Key;
use nest_core::nix::{Attrs, IntoNix, NixValue};
use nest_core::synth::Additions;
use nest_core::value::Value;
use nest_core::view::AttrTag;
use nest_core::{Module, Node, Survey};

pub const TRAITS: [&str; 5] = ["a", "b", "c", "d", "e"];
pub const ATTRS: [&str; 4] = ["env", "port", "tags", "rack"];
pub const ENV: usize = 0;
pub const PORT: usize = 1;
pub const TAGS: usize = 2;
pub const RACK: usize = 3;

pub const fn key(name: &str) -> Key {
    Key::of("tests", name)
}

/// What bodies, synths and predicates ask for by `sel!`: the first query of every fleet.
pub const ASKED: Key = key("asked");

/// No fleet has more rules.
pub const RULES: usize = 6;

/// The key of the query that is a rule's selector.
pub fn asked_by(rule: usize) -> Key {
    key(&format!("rule {rule}"))
}

const A: Key = key("a");
const B: Key = key("b");
const C: Key = key("c");
const D: Key = key("d");
const E: Key = key("e");

/// A line of a `synth`.
#[derive(Debug)]
pub enum Step {
    Number(usize, i64),
    Text(usize, &'static str),
    /// Sets an attribute to the number of nodes that `ASKED` has, as the round sees them.
    Count(usize),
    Child(&'static str, &'static [Key], From, &'static [Step]),
    /// A child for each node that `ASKED` has, with its name, and copied from it or not.
    Each(&'static [Key], bool),
    /// If `ASKED` has a node the first, else the second.
    IfAsked(&'static [Step], &'static [Step]),
    /// Sets an attribute to the name of the one node that `ASKED` has. With none or several it fails.
    One(usize),
    /// For a low name the first, else the second.
    IfLow(&'static [Step], &'static [Step]),
}

/// Where a child's attributes are copied from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    Nowhere,
    /// The node that the `synth` runs for.
    Itself,
    /// The first node that `ASKED` has. Without one, there is no child.
    Asked,
}

pub static SCRIPTS: [&[Step]; 18] = [
    &[Step::Number(PORT, 8080)],
    &[Step::Child("one", &[B], From::Nowhere, &[])],
    &[Step::Child("two", &[C], From::Nowhere, &[Step::Text(ENV, "made")])],
    &[Step::Child("copy", &[D], From::Itself, &[])],
    &[
        Step::Text(ENV, "made"),
        Step::Child(
            "four",
            &[D, E],
            From::Nowhere,
            &[Step::Child("inner", &[E], From::Itself, &[Step::Number(RACK, 2)])],
        ),
    ],
    &[Step::Count(RACK), Step::Child("asked", &[E, B], From::Asked, &[])],
    &[Step::IfLow(&[Step::Child("low", &[A], From::Nowhere, &[])], &[Step::Number(RACK, 1)])],
    &[Step::Child("seven", &[A], From::Asked, &[Step::Number(PORT, 80)])],
    &[Step::Child("two", &[D], From::Nowhere, &[]), Step::Child("eight", &[], From::Nowhere, &[])],
    &[Step::Each(&[E], false)],
    &[Step::Each(&[C], true)],
    &[Step::Text(ENV, "dev")],
    &[Step::Number(RACK, 3)],
    &[Step::Child(
        "web-1",
        &[A],
        From::Nowhere,
        &[Step::Child("eth-0", &[B], From::Nowhere, &[Step::Child("a..b", &[E], From::Itself, &[])])],
    )],
    &[Step::IfAsked(
        &[Step::Child("found", &[C], From::Nowhere, &[])],
        &[Step::Child("none", &[D], From::Nowhere, &[Step::Text(ENV, "prod")])],
    )],
    &[Step::Child("db2", &[], From::Itself, &[Step::Number(PORT, 443)])],
    &[Step::One(ENV)],
    &[Step::Number(PORT, 443), Step::Text(ENV, "prod")],
];

/// Bodies by number: those of rules, the paths of routes, the arguments of classes, names in outputs.
pub const BODIES: usize = 4;
pub const AT_NAME: u32 = 4;
pub const AT_FIXED: u32 = 5;
pub const ARGUMENTS: u32 = 6;
pub const LONG_NAME: u32 = 7;
pub const SHORT_NAME: u32 = 8;

/// Predicates by number.
pub const IS_LOW: u32 = 0;
pub const IS_DEEP: u32 = 1;
pub const HAS_ASKED_CHILD: u32 = 2;
/// The first of those that look at their argument, by its trait: a value of it is there, or is high.
pub const HAS_VALUE: u32 = 3;

/// The attribute that a predicate looks at, of a trait that it is given.
pub const LOOKED_AT: usize = PORT;

/// From there on a port is high.
pub const HIGH: i64 = 443;

/// The key of the query for the nodes that have a trait.
pub fn with_trait(id: usize) -> Key {
    key(&format!("trait {id}"))
}

pub fn code() -> Code<'static> {
    Code {
        bodies: vec![
            body::<0> as BodyFn,
            body::<1>,
            body::<2>,
            body::<3>,
            at_name,
            at_fixed,
            arguments,
            long_name,
            short_name,
        ]
        .into(),
        predicates: vec![
            is_low as PredicateFn,
            is_deep,
            has_asked_child,
            is_high::<0>,
            is_high::<1>,
            is_high::<2>,
            is_high::<3>,
            is_high::<4>,
        ]
        .into(),
        synths: vec![
            synth::<0> as SynthFn,
            synth::<1>,
            synth::<2>,
            synth::<3>,
            synth::<4>,
            synth::<5>,
            synth::<6>,
            synth::<7>,
            synth::<8>,
            synth::<9>,
            synth::<10>,
            synth::<11>,
            synth::<12>,
            synth::<13>,
            synth::<14>,
            synth::<15>,
            synth::<16>,
            synth::<17>,
        ]
        .into(),
        routes: vec![list as RouteFn].into(),
        own_outputs: vec![matching as OutputFn].into(),
        ..Code::EMPTY
    }
}

fn assigned(path: &[&'static str], value: impl IntoNix) -> Attrs {
    let mut attrs = Attrs::new();
    attrs.root().assign(path, value);
    attrs
}

fn body<const N: i64>(context: Context<'_>) -> Result<Attrs, Failure> {
    let mut attrs = assigned(&["from"], context.node().path());
    attrs.root().assign(&["body"], N);
    Ok(attrs)
}

fn at_name(context: Context<'_>) -> Result<Attrs, Failure> {
    let mut attrs = Attrs::new();
    attrs.root().assign(&["users".to_owned(), context.node().name.to_owned()], true);
    Ok(attrs)
}

fn at_fixed(_: Context<'_>) -> Result<Attrs, Failure> {
    Ok(assigned(&["fixed"], true))
}

fn arguments(context: Context<'_>) -> Result<Attrs, Failure> {
    Ok(assigned(&["system"], context.node().name.to_owned()))
}

/// What a node is called in outputs, by the code that computes it.
pub fn computed_name(code: u32, name: &str) -> String {
    if code == LONG_NAME { format!("{name}.org") } else { name.chars().take(2).collect() }
}

fn long_name(context: Context<'_>) -> Result<Attrs, Failure> {
    Ok(named(&computed_name(LONG_NAME, context.node().name)))
}

fn short_name(context: Context<'_>) -> Result<Attrs, Failure> {
    Ok(named(&computed_name(SHORT_NAME, context.node().name)))
}

fn named(name: &str) -> Attrs {
    let mut attrs = Attrs::new();
    attrs.root().assign(&[name.to_owned()], true);
    attrs
}

pub fn is_low_name(name: &str) -> bool {
    name < "m"
}

fn is_low(context: Context<'_>) -> bool {
    is_low_name(context.node().name)
}

fn is_deep(context: Context<'_>) -> bool {
    context.node().path() != nest_core::nix::path([context.node().name])
}

fn has_asked_child(context: Context<'_>) -> bool {
    context.select().children(Selected::new(ASKED)).next().is_some()
}

/// What `|web| web.port > …` asks of its argument: the node itself, or the nearest above that has the trait.
fn is_high<const N: usize>(context: Context<'_>) -> bool {
    let nearest = context.select().closest(Selected::new(with_trait(N)));
    let port = || AttrTag::<i64>::new(key(ATTRS[LOOKED_AT]));
    nearest.and_then(|node| node.get(port)).is_some_and(|port| port >= HIGH)
}

fn list(_: Context<'_>, modules: Vec<Module>) -> Result<NixValue, Failure> {
    Ok(NixValue::List(modules.into_iter().map(IntoNix::into_nix).collect()))
}

/// The nodes of every rule: each fleet has its rules' selectors as queries too.
fn matching(survey: Survey<'_>) -> Result<Attrs, Failure> {
    let mut attrs = Attrs::new();
    for rule in 0..RULES {
        let paths: Vec<String> = survey.all(Selected::new(asked_by(rule))).map(Node::path).collect();
        attrs.root().assign(&[rule.to_string()], paths);
    }
    Ok(attrs)
}

fn synth<const N: usize>(context: Context<'_>, additions: &mut Additions) -> Result<(), Failure> {
    run(SCRIPTS[N], context, additions)
}

fn run(steps: &[Step], context: Context<'_>, additions: &mut Additions) -> Result<(), Failure> {
    let asked = || context.select().all(Selected::new(ASKED));
    for step in steps {
        match step {
            Step::Number(attr, value) => additions.set_literal(key(ATTRS[*attr]), Value::Int(*value)),
            Step::Text(attr, text) => additions.set_literal(key(ATTRS[*attr]), Value::Str((*text).into())),
            Step::Count(attr) => {
                additions.set_literal(key(ATTRS[*attr]), Value::Int(asked().count() as i64));
            }
            Step::Child(name, is, from, steps) => {
                let child = match from {
                    From::Nowhere => Some(additions.child(name, is)),
                    From::Itself => Some(additions.child_from(name, context.node(), is)),
                    From::Asked => asked().next().map(|node| additions.child_from(name, node, is)),
                };
                if let Some(child) = child {
                    run(steps, context, child)?;
                }
            }
            Step::Each(is, copies) => {
                for node in asked() {
                    match copies {
                        true => additions.child_from(node.name, node, is),
                        false => additions.child(node.name, is),
                    };
                }
            }
            Step::One(attr) => {
                let name = context.select().one(Selected::new(ASKED))?.name.to_owned();
                additions.set_literal(key(ATTRS[*attr]), Value::Str(name.into()));
            }
            Step::IfAsked(some, none) => {
                run(if asked().next().is_some() { some } else { none }, context, additions)?;
            }
            Step::IfLow(low, high) => {
                run(if is_low_name(context.node().name) { low } else { high }, context, additions)?;
            }
        }
    }
    Ok(())
}

/// The value as text, for comparison.
pub fn render(value: &NixValue) -> String {
    match value {
        NixValue::Set(set) => render_set(set),
        NixValue::List(parts) => format!("[{}]", parts.iter().map(render).collect::<Vec<_>>().join(", ")),
        NixValue::Module(file, set) => format!("module {file} {}", render_set(set)),
        NixValue::Text(text) => format!("{text:?}"),
        NixValue::Int(i) => i.to_string(),
        other => format!("{other:?}"),
    }
}

pub fn render_set(set: &nest_core::nix::Set) -> String {
    let parts: Vec<String> =
        set.iter().map(|(name, value)| format!("{name} = {}; ", render(value))).collect();
    format!("{{ {}}}", parts.concat())
}
