//! Random fleets, small and full of everything.

use crate::code::{
    ARGUMENTS, ASKED, AT_FIXED, AT_NAME, ATTRS, BODIES, ENV, From, HAS_ASKED_CHILD, HAS_VALUE, IS_DEEP,
    IS_LOW, LONG_NAME, LOOKED_AT, PORT, RACK, RULES, SCRIPTS, SHORT_NAME, Step, TAGS, TRAITS, asked_by, code,
    key, with_trait,
};
use crate::naive::Unit;
use nest_core::Fleet;
use nest_core::model::{
    Argument, Assertion, At, Attr, AttrId, BodyId, Child, Claim, Class, ClassBody, ClassId, Declared, Entry,
    EntryId, Int, Key, Maker, Names, OutputBody, OutputBodyId, OutputId, Place, PredicateId, Query, Require,
    Route, RouteId, Rule, Scalar, Synth, SynthId, Table, Target, Trait, TraitId, Tree, Type, Unique, Wrap,
};
use nest_core::selector::{Combinator, Complex, Compound, Op, Relative, Selector, Simple, When};
use nest_core::value::Value;
use nest_tests::random::Random;
use std::collections::BTreeSet;
use std::mem;

const CLASSES: [&str; 4] = ["nixos", "home", "user", "vm"];
const OUTPUTS: [&str; 4] = ["nixosConfigurations", "homeConfigurations", "users", "vm"];
/// Words, and what is hard to read as one: digits, hyphens, a point.
const ENTRIES: [&str; 13] =
    ["ant", "bee", "cat", "newt", "owl", "rat", "one", "web-1", "eth-0", "db2", "prod-1", "a.b", "a..b"];
const LABELS: [&str; RULES] = ["r0", "r1", "r2", "r3", "r4", "r5"];

/// What a selector may be made of.
#[derive(Clone, Copy)]
struct Palette {
    /// So often, in a hundred, a predicate asks for other nodes.
    asks: usize,
    /// Predicates of any kind.
    predicates: bool,
}

/// What a rule selects by, after everything has come to be.
const FREE: Palette = Palette { asks: 40, predicates: true };
/// What decides over what comes to be: to ask for everything there has no meaning.
const MAKING: Palette = Palette { asks: 2, predicates: true };
/// What predicates themselves ask for.
const PLAIN: Palette = Palette { asks: 0, predicates: false };

pub fn fleet(random: &mut Random) -> Fleet<'static> {
    let mut rules: Vec<Rule> = (0..3 + random.below(RULES - 2)).map(|i| rule(random, i)).collect();
    let query = |key, selector| Query { key, place: Place::on(1), selector };
    let mut traits = traits(random);
    let mut attrs = attrs(random);
    match random.below(100) {
        0..8 => layer(random, &mut rules, &mut traits),
        8..12 => hand_down(random, &mut rules, &mut traits, &mut attrs),
        _ => {}
    }
    // What joins is to be asked for often.
    let joining: Vec<usize> = (0..TRAITS.len()).filter(|id| traits[*id].needed_by.is_some()).collect();
    let asked = match joining.is_empty() || random.percent(30) {
        true => selector(random, PLAIN, 1),
        false => is(random.one_of(&joining)),
    };
    let asked = query(ASKED, asked);
    let nothing = Selector { any: Table::EMPTY };
    let queries = rules
        .iter()
        .enumerate()
        .map(|(i, rule)| query(asked_by(i), rule.target.selector().unwrap_or(&nothing).clone()));
    // A view has the attributes of its trait and no others.
    let looks = |id: &usize| has_field(&traits, *id, LOOKED_AT);
    let by_trait =
        (0..TRAITS.len()).map(|id| query(with_trait(id), if looks(&id) { is(id) } else { nothing.clone() }));
    let queries: Vec<_> = [asked].into_iter().chain(queries).chain(by_trait).collect();
    let lints = [
        "unknown-name",
        "only-namespaces",
        "dead-assertion",
        "dead-rule",
        "dead-body",
        "dead-needed-by",
        "empty-namespace",
    ];
    let declared = Declared {
        package: "tests",
        ident: "RANDOM",
        files: vec!["tests/fleet.rs"].into(),
        allow: lints.to_vec().into(),
        names: if random.percent(30) { Names::Path } else { Names::Name },
        attrs: attrs.into(),
        traits: traits.into(),
        classes: CLASSES.to_vec().into(),
        outputs: OUTPUTS.to_vec().into(),
        rules: rules.into(),
        assertions: assertions(random).into(),
        own_outputs: vec![OutputBody {
            name: "matching",
            doc: "",
            place: Place::on(1),
            code: OutputBodyId(0),
        }]
        .into(),
        queries: queries.into(),
        ..Declared::EMPTY
    };
    Fleet { declared, dom: Tree { entries: entries(random) }.encode().into(), code: code() }
}

/// Takes out of a fleet what is wrong, or some of it: most random fleets would be refused otherwise. Of a circle one
/// unit gets another question or goes, of synths that do wrong one does something else or goes.
pub fn mend(
    random: &mut Random,
    fleet: &mut Fleet<'static>,
    wrong: &BTreeSet<&'static str>,
    circle: &[Unit],
) {
    let is = |code: &str| wrong.contains(code);
    if !circle.is_empty() {
        let other = random.percent(60).then(|| selector(random, MAKING, 2));
        match (random.one_of(circle), other) {
            (Unit::Joins(id), other) => fleet.declared.traits.to_mut()[id.index()].needed_by = other,
            (Unit::Runs(Maker::Rule(id)), Some(other)) => reselect(fleet, id.index(), other),
            (Unit::Runs(maker), _) => *synth_of(fleet, maker) = None,
        }
    }
    let grows_wrongly = ["duplicate-node", "duplicate-attribute", "endless-synthesis", "body-failed"].map(is);
    let makers: Vec<Maker> = fleet.declared.synths().map(|(maker, _)| maker).collect();
    if grows_wrongly.contains(&true) && !makers.is_empty() {
        let other = random.percent(50).then(|| synth(random));
        *synth_of(fleet, random.one_of(&makers)) = other;
    }
    if is("host-name") {
        let mut tree = Tree::decode(&fleet.dom);
        let dotted = tree.entries.iter().filter(|entry| entry.name == "a..b").count();
        tree.entries
            .iter_mut()
            .filter(|entry| entry.name == "a..b")
            .for_each(|entry| entry.name = "a-b".into());
        if dotted == 0 {
            // A child has it.
            fleet.declared.traits.to_mut().iter_mut().for_each(|declared| declared.synth = None);
            fleet.declared.rules.to_mut().iter_mut().for_each(|rule| rule.synth = None);
        }
        let bytes = tree.encode();
        fleet.dom = bytes.into();
    }
    if is("not-unique") {
        fleet.declared.attrs.to_mut().iter_mut().for_each(|attr| attr.unique = Unique::No);
    }
    if is("output-collision") {
        fleet.declared.names = Names::Path;
    }
    if is("broken-assertion") {
        fleet.declared.assertions = Table::EMPTY;
    }
    if is("missing-argument") {
        for rule in fleet.declared.rules.to_mut() {
            rule.bodies.to_mut().iter_mut().for_each(|body| body.arguments = Table::EMPTY);
            rule.synth.iter_mut().for_each(|synth| synth.arguments = Table::EMPTY);
        }
    }
    let mut defined: Vec<ClassId> = Vec::new();
    for declared in fleet.declared.traits.to_mut() {
        if is("missing-attribute") {
            declared.requires.to_mut().iter_mut().for_each(|require| require.optional = true);
        }
        for class in declared.classes.to_mut() {
            if let Route::Output { name, .. } = &mut class.route
                && (is("output-collision") || is("host-name"))
            {
                *name = None;
            }
            if is("lands-nowhere") && matches!(class.route, Route::Parent { .. }) && random.percent(40) {
                class.route = output(random, class.id);
            }
        }
        if is("class-twice") {
            declared.classes.to_mut().retain(|class| !defined.contains(&class.id));
            defined.extend(declared.classes.iter().map(|class| class.id));
        }
    }
}

fn synth_of<'f, 'a>(fleet: &'f mut Fleet<'a>, maker: Maker) -> &'f mut Option<Synth<'a>> {
    match maker {
        Maker::Trait(id) => &mut fleet.declared.traits.to_mut()[id.index()].synth,
        Maker::Rule(id) => &mut fleet.declared.rules.to_mut()[id.index()].synth,
    }
}

/// Every rule's selector is a query too.
fn reselect(fleet: &mut Fleet<'static>, rule: usize, selector: Selector<'static>) {
    let asked = asked_by(rule);
    let queries = fleet.declared.queries.to_mut().iter_mut().filter(|query| query.key == asked);
    queries.for_each(|query| query.selector = selector.clone());
    fleet.declared.rules.to_mut()[rule].target = Target::Matching(selector);
}

fn attrs(random: &mut Random) -> Vec<Attr<'static>> {
    let types = [
        Type::scalar(Scalar::String),
        Type::scalar(Scalar::Int(Int::U16)),
        Type { wraps: vec![Wrap::List].into(), scalar: Scalar::String },
        Type::scalar(Scalar::Int(Int::I64)),
    ];
    let attr = |(id, ty): (usize, Type<'static>)| Attr {
        key: key(ATTRS[id]),
        name: ATTRS[id],
        doc: "",
        place: Place::on(1),
        ty,
        unique: unique(random),
        inherited: random.percent(40),
        default: random.percent(30).then(|| value(random, id)),
    };
    types.into_iter().enumerate().map(attr).collect()
}

fn unique(random: &mut Random) -> Unique {
    match random.below(100) {
        0..8 => Unique::InFleet,
        8..20 => Unique::Within(AttrId::at(random.below(ATTRS.len()))),
        _ => Unique::No,
    }
}

fn value(random: &mut Random, attr: usize) -> Value<'static> {
    let text = |text: &'static str| Value::Str(text.into());
    match attr {
        ENV => text(random.one_of(&["prod", "dev", "prod eu", "made"])),
        PORT => Value::Int(random.one_of(&[80, 443, 8080])),
        TAGS => Value::List(
            ["x", "y"].into_iter().filter(|_| random.percent(50)).map(text).collect::<Vec<_>>().into(),
        ),
        _ => Value::Int(random.below(4) as i64),
    }
}

/// Needs go from a trait to later ones: a circle is another error.
fn traits(random: &mut Random) -> Vec<Trait<'static>> {
    let mut classes: Vec<Vec<Class>> = TRAITS.iter().map(|_| Vec::new()).collect();
    for id in (0..CLASSES.len()).map(ClassId::at) {
        for _ in 0..if random.percent(10) { 2 } else { 1 } {
            let route = if random.percent(55) { parent(random) } else { output(random, id) };
            let of = random.below(TRAITS.len());
            if classes[of].iter().all(|class| class.id != id) {
                classes[of].push(Class { id, place: Place::on(1), route });
            }
        }
    }
    let mut traits = Vec::new();
    for (i, (name, classes)) in TRAITS.into_iter().zip(classes).enumerate() {
        let needs: Vec<TraitId> =
            (i + 1..TRAITS.len()).filter(|_| random.percent(20)).map(TraitId::at).collect();
        let attrs: Vec<usize> = (0..ATTRS.len()).filter(|_| random.percent(25)).collect();
        let attrs = attrs.into_iter().map(AttrId::at);
        let requires: Vec<Require> =
            attrs.map(|attr| Require { attr, optional: random.percent(70) }).collect();
        traits.push(Trait {
            key: key(name),
            name,
            doc: "",
            place: Place::on(1),
            allow: Table::EMPTY,
            needs: needs.into(),
            needed_by: random.percent(35).then(|| selector(random, MAKING, 2)),
            requires: requires.into(),
            classes: classes.into(),
            synth: random.percent(20).then(|| synth(random)),
            open: false,
        });
    }
    traits
}

fn output(random: &mut Random, id: ClassId) -> Route<'static> {
    let output = OutputId(id.0);
    if random.percent(25) {
        return Route::Closure { output, code: RouteId(0) };
    }
    let name = random.percent(25).then(|| BodyId(random.one_of(&[LONG_NAME, LONG_NAME, SHORT_NAME])));
    Route::Output { output, name, args: random.percent(50).then_some(BodyId(ARGUMENTS)) }
}

fn parent(random: &mut Random) -> Route<'static> {
    let path: [(u32, Vec<Option<&str>>); 2] =
        [(AT_NAME, vec![Some("users"), None]), (AT_FIXED, vec![Some("fixed")])];
    let (body, path) = random.one_of(&path);
    let at = random.percent(60).then(|| At { path: path.into(), body: BodyId(body) });
    Route::Parent { class: Some(ClassId::at(random.below(3))), at, as_module: random.percent(30) }
}

fn synth(random: &mut Random) -> Synth<'static> {
    let script = random.below(SCRIPTS.len());
    running(random, script)
}

fn running(random: &mut Random, script: usize) -> Synth<'static> {
    let mut declared = Declares::default();
    declared.steps(SCRIPTS[script], 0, true);
    let Declares { sets, always, children } = declared;
    Synth {
        place: Place::on(1),
        arguments: if random.percent(10) { vec![argument(random)].into() } else { Table::EMPTY },
        sets: sets.into(),
        always: always.into(),
        children: children.into(),
        code: SynthId::at(script),
    }
}

/// What a `synth` may add, as the macro reads it.
#[derive(Default)]
struct Declares {
    sets: Vec<AttrId>,
    always: Vec<AttrId>,
    children: Vec<Child<'static>>,
}

impl Declares {
    fn steps(&mut self, steps: &[Step], depth: usize, is_certain: bool) {
        for step in steps {
            match step {
                Step::Number(attr, _) | Step::Text(attr, _) | Step::Count(attr) | Step::One(attr) => {
                    self.sets.push(AttrId::at(*attr));
                    if is_certain {
                        self.always.push(AttrId::at(*attr));
                    }
                }
                Step::Child(name, keys, from, steps) => {
                    // What is in its braces is its own.
                    let mut inner = Self { children: mem::take(&mut self.children), ..Self::default() };
                    inner.steps(steps, depth + 1, is_certain);
                    self.children = inner.children;
                    let always = is_certain && depth == 0 && *from != From::Asked;
                    self.children.push(Child {
                        name: Some(name),
                        always,
                        sets: inner.sets.into(),
                        ..child(keys, *from != From::Nowhere)
                    });
                }
                Step::Each(keys, copies) => self.children.push(child(keys, *copies)),
                Step::IfLow(one, other) | Step::IfAsked(one, other) => {
                    self.steps(one, depth, false);
                    self.steps(other, depth, false);
                }
            }
        }
    }
}

/// Without a name, and perhaps never made.
fn child(keys: &[Key], copies: bool) -> Child<'static> {
    let position = |wanted| TRAITS.iter().position(|name| key(name) == wanted);
    let is: Vec<TraitId> = keys.iter().filter_map(|key| position(*key)).map(TraitId::at).collect();
    Child { name: None, always: false, is: is.into(), sets: Table::EMPTY, copies, open: false }
}

fn argument(random: &mut Random) -> Argument {
    Argument(TraitId::at(random.below(TRAITS.len())))
}

fn rule(random: &mut Random, i: usize) -> Rule<'static> {
    let synth = random.percent(65).then(|| synth(random));
    let first = random.below(CLASSES.len());
    let body = |class: usize| ClassBody {
        class: Some(ClassId::at(class % CLASSES.len())),
        place: Place::on(1),
        arguments: if random.percent(5) { vec![argument(random)].into() } else { Table::EMPTY },
        assignments: Table::EMPTY,
        body: BodyId::at(random.below(BODIES)),
    };
    let bodies: Vec<ClassBody> = (first..first + 3).map(body).collect();
    let target = match synth.is_some() {
        true if random.percent(8) => narrow(random),
        true => Target::Matching(selector(random, MAKING, 2)),
        false if random.percent(15) => written(0..1 + random.below(3)),
        false => Target::Matching(selector(random, FREE, 2)),
    };
    Rule {
        label: Some(LABELS[i]),
        doc: "",
        place: Place::on(1),
        allow: Table::EMPTY,
        target,
        bodies: bodies.into(),
        synth,
    }
}

/// Scripts that only set an attribute.
const SETTING: [(usize, usize); 3] = [(0, PORT), (11, ENV), (12, RACK)];

/// A body in these entries.
fn written(ids: std::ops::Range<usize>) -> Target<'static> {
    let entries = ids.map(EntryId::at).collect::<Vec<_>>().into();
    Target::Written { entries, path: "some entries".into() }
}

fn lacks(attr: usize) -> Simple<'static> {
    Simple::Not(all_of(vec![Simple::Has(AttrId::at(attr))]))
}

/// What is set on an entry flows down, and a trait asks which of those below have it not.
fn hand_down(
    random: &mut Random,
    rules: &mut [Rule<'static>],
    traits: &mut [Trait<'static>],
    attrs: &mut [Attr<'static>],
) {
    let (script, attr) = random.one_of(&SETTING);
    attrs[attr].inherited = true;
    rules[0].target = written(0..1);
    rules[0].synth = Some(running(random, script));
    let joining = random.below(traits.len());
    traits[joining].needed_by = Some(all_of(vec![Simple::Not(all_of(vec![Simple::Root])), lacks(attr)]));
}

/// What is made only on a later stage, and has to pass the first: some set an attribute (`low`), one that asks who has it
/// not makes nodes, some set another (`high`) on these, and a trait asks which of these have it not.
fn layer(random: &mut Random, rules: &mut [Rule<'static>], traits: &mut [Trait<'static>]) {
    let low = random.below(SETTING.len());
    let ((set_low, low), (set_high, high)) =
        (SETTING[low], SETTING[(low + 1 + random.below(2)) % SETTING.len()]);
    let (making, made) = random.one_of(&[(1, 1), (2, 2), (8, 3)]);
    let first = random.below(3);
    let all = [
        (written(first..first + 1), set_low),
        (Target::Matching(all_of(vec![Simple::Root, lacks(low)])), making),
        (Target::Matching(is(made)), set_high),
    ];
    for (rule, (target, script)) in rules.iter_mut().zip(all) {
        rule.target = target;
        rule.synth = Some(running(random, script));
    }
    let joining = random.below(traits.len());
    traits[joining].needed_by = Some(all_of(vec![Simple::Trait(TraitId::at(made)), lacks(high)]));
}

fn assertions(random: &mut Random) -> Vec<Assertion<'static>> {
    let claim = |random: &mut Random| Claim::Each(selector(random, FREE, 1), selector(random, FREE, 1));
    let assertion = |claim| Assertion { place: Place::on(1), why: "it is so", claim };
    if random.percent(15) { vec![assertion(claim(random))] } else { Vec::new() }
}

/// In document order: each stands below the last one or below one above that.
fn entries(random: &mut Random) -> Vec<Entry<'static>> {
    let mut entries: Vec<Entry> = Vec::new();
    for i in 0..3 + random.below(6) {
        let mut parent = i.checked_sub(1).map(EntryId::at);
        while let Some(id) = parent.filter(|_| random.percent(45)) {
            parent = entries[id.index()].parent;
        }
        let free = |name: &&str| entries.iter().all(|other| other.parent != parent || other.name != *name);
        let names: Vec<&str> = ENTRIES.into_iter().filter(free).collect();
        let traits: Vec<TraitId> =
            (0..TRAITS.len()).filter(|_| random.percent(28)).map(TraitId::at).collect();
        let is = random.percent(78).then_some(traits);
        let attrs: Vec<usize> = (0..ATTRS.len()).filter(|_| random.percent(25)).collect();
        let attrs = attrs.into_iter().map(|attr| (AttrId::at(attr), value(random, attr))).collect();
        let is_extern = is.is_some() && random.percent(8);
        entries.push(Entry {
            parent,
            is,
            attrs,
            is_extern,
            ..Entry::named(random.one_of(&names), Place::on(1))
        });
    }
    entries
}

fn selector(random: &mut Random, palette: Palette, depth: usize) -> Selector<'static> {
    let count = if random.percent(25) { 2 } else { 1 };
    Selector { any: (0..count).map(|_| complex(random, palette, depth)).collect::<Vec<_>>().into() }
}

/// Whether a trait, or one that it needs, requires an attribute.
fn has_field(traits: &[Trait], id: usize, attr: usize) -> bool {
    traits[id].requires.iter().any(|require| require.attr.index() == attr)
        || traits[id].needs.iter().any(|need| has_field(traits, need.index(), attr))
}

/// The nodes with a trait.
fn is(id: usize) -> Selector<'static> {
    all_of(vec![Simple::Trait(TraitId::at(id))])
}

fn all_of(all: Vec<Simple<'static>>) -> Selector<'static> {
    let subject = Compound { all: all.into() };
    Selector { any: vec![Complex { subject, links: Table::EMPTY }].into() }
}

/// A node or two, and nobody else.
fn narrow(random: &mut Random) -> Target<'static> {
    let id = random.below(3);
    match random.percent(50) {
        true => Target::Matching(all_of(vec![Simple::Name(random.one_of(&ENTRIES).into())])),
        false => written(id..id + 1),
    }
}

fn complex(random: &mut Random, palette: Palette, depth: usize) -> Complex<'static> {
    let count = random.one_of(&[0, 0, 0, 1, 1, 2]);
    let links: Vec<_> = (0..count).map(|_| (combinator(random), compound(random, palette, depth))).collect();
    Complex { subject: compound(random, palette, depth), links: links.into() }
}

fn combinator(random: &mut Random) -> Combinator {
    random.one_of(&[
        Combinator::Descendant,
        Combinator::Child,
        Combinator::NextSibling,
        Combinator::SubsequentSibling,
    ])
}

fn compound(random: &mut Random, palette: Palette, depth: usize) -> Compound<'static> {
    let count = if random.percent(30) { 2 } else { 1 };
    Compound { all: (0..count).map(|_| simple(random, palette, depth)).collect::<Vec<_>>().into() }
}

fn simple(random: &mut Random, palette: Palette, depth: usize) -> Simple<'static> {
    let inner = |random: &mut Random| selector(random, palette, depth.saturating_sub(1));
    let nested = depth > 0;
    match random.below(30) {
        0 => Simple::Any,
        1 | 2 => Simple::Name(random.one_of(&ENTRIES).into()),
        3 => Simple::Has(AttrId::at(random.below(ATTRS.len()))),
        4 | 5 | 23 | 24 => comparison(random),
        6 | 7 if nested => Simple::Is(inner(random)),
        8 | 9 | 25 | 26 if nested => Simple::Not(inner(random)),
        10 | 11 if nested => Simple::Within(inner(random)),
        12..=14 if nested => {
            let relative = |random: &mut Random| Relative {
                combinator: combinator(random),
                complex: complex(random, palette, depth - 1),
            };
            let count = 1 + random.below(2);
            Simple::HasRelative((0..count).map(|_| relative(random)).collect::<Vec<_>>().into())
        }
        15 => Simple::Class(ClassId::at(random.below(CLASSES.len()))),
        16 => Simple::Root,
        17 => Simple::Empty,
        18 => Simple::FirstChild,
        19 => Simple::LastChild,
        20 => Simple::OnlyChild,
        21 => {
            let of = (nested && random.percent(50)).then(|| inner(random));
            let (step, first) = (random.below(5) as i64 - 2, random.below(5) as i64 - 1);
            Simple::NthChild { step, first, of }
        }
        22 | 27 if palette.predicates => predicate(random, palette),
        _ => Simple::Trait(TraitId::at(random.below(TRAITS.len()))),
    }
}

/// One that looks at an argument has it among its arguments.
fn predicate(random: &mut Random, palette: Palette) -> Simple<'static> {
    let asks = random.percent(palette.asks);
    let mut arguments = if random.percent(50) { vec![argument(random)] } else { Vec::new() };
    let code = match random.below(3) {
        _ if asks => HAS_ASKED_CHILD,
        0 => IS_LOW,
        1 => IS_DEEP,
        _ => {
            let argument = argument(random);
            arguments.push(argument);
            HAS_VALUE + argument.0.0
        }
    };
    Simple::When(When { arguments: arguments.into(), asks, code: PredicateId(code) })
}

fn comparison(random: &mut Random) -> Simple<'static> {
    let text = |text: &'static str| Value::Str(text.into());
    let (attr, op, wanted) = match random.below(ATTRS.len()) {
        ENV => {
            let ops =
                [Op::Equal, Op::NotEqual, Op::NotEqual, Op::Prefix, Op::Suffix, Op::Substring, Op::Includes];
            (ENV, random.one_of(&ops), text(random.one_of(&["prod", "dev", "pro", "eu", "ad", "made", ""])))
        }
        TAGS if random.percent(60) => (TAGS, Op::Includes, text(random.one_of(&["x", "y"]))),
        TAGS => (TAGS, random.one_of(&[Op::Equal, Op::NotEqual]), value(random, TAGS)),
        attr => {
            let ops = [Op::Equal, Op::NotEqual, Op::NotEqual, Op::Less, Op::AtMost, Op::Greater, Op::AtLeast];
            (attr, random.one_of(&ops), value(random, if attr == PORT { PORT } else { RACK }))
        }
    };
    Simple::Attr(AttrId::at(attr), op, wanted)
}
