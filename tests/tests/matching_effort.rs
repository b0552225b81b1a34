//! How much a selector looks at: counted, not timed. Whatever its shape, the steps are proportional to the entries and
//! to the length of the selector, also where not all is known.

use nest_core::model::{AttrId, Child, Entry, EntryId, Place, Rule, Synth, SynthId, Table, TraitId, Tree};
use nest_core::selector::{Complex, Selector, Simple};
use nest_core::value::Value;
use nest_core::{Declared, Fleet};
use nest_tests::bare::{empty_trait, integer, rule};
use nest_tests::random::Random;

/// Steps for each entry and compound: it is tested, and looked up twice, from where it is reached and on the way; what is
/// listed counts for the subject alone.
const EACH: usize = 3;

const HOST: TraitId = TraitId(0);
const WEB: TraitId = TraitId(1);
const LB: TraitId = TraitId(2);
const MAKER: usize = 4;
const RACK: AttrId = AttrId(0);

/// How the entries of a tree stand.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// All below the first.
    Row,
    /// Each below the one before.
    Chain,
    /// Below those whose number has a bit less: half of them are leaves.
    Bush,
    /// A namespace between any two nodes of a row, and nodes in it.
    Mixed,
}

const SHAPES: [Shape; 4] = [Shape::Row, Shape::Chain, Shape::Bush, Shape::Mixed];

/// What may still come.
#[derive(Debug, Clone, Copy)]
enum Known {
    All,
    /// A `synth` that has not run.
    BeforeSynthesis,
    /// Traits with an unknown word.
    NotTheTraits,
}

const KNOWN: [Known; 3] = [Known::All, Known::BeforeSynthesis, Known::NotTheTraits];

fn tree(shape: Shape, known: Known, entries: usize) -> Tree<'static> {
    let entry = |i: usize| {
        let parent = match shape {
            Shape::Row => (i > 0).then_some(0),
            Shape::Chain => i.checked_sub(1),
            Shape::Bush => i.checked_sub(1).map(|less| i & less),
            Shape::Mixed => (i % 4 > 1).then_some(i - i % 4 + 1),
        };
        let is_node = !matches!(shape, Shape::Mixed) || i % 4 != 1;
        let is_one = [(HOST, true), (WEB, i.is_multiple_of(2)), (LB, i % 50 == 1)];
        let is = is_one.into_iter().filter(|(_, is_one)| *is_one).map(|(id, _)| id).collect();
        Entry {
            parent: parent.map(EntryId::at),
            is: is_node.then_some(is),
            attrs: vec![(RACK, Value::Int((i % 7) as i64))],
            open: is_node && i.is_multiple_of(3) && matches!(known, Known::NotTheTraits),
            ..Entry::named(format!("n{i}"), Place::on(1))
        }
    };
    Tree { entries: (0..entries).map(entry).collect() }
}

/// A fleet with one rule, of which only the selector matters.
fn fleet(dom: Vec<u8>, known: Known, rules: Vec<Rule<'static>>) -> Fleet<'static> {
    let mut traits = ["host", "web", "lb", "db", "maker"].map(empty_trait);
    if matches!(known, Known::BeforeSynthesis) {
        let child = Child {
            name: None,
            always: false,
            is: vec![HOST].into(),
            sets: Table::EMPTY,
            copies: false,
            open: false,
        };
        traits[MAKER].synth = Some(Synth {
            place: Place::on(1),
            arguments: Table::EMPTY,
            sets: vec![RACK].into(),
            always: Table::EMPTY,
            children: vec![child].into(),
            code: SynthId(0),
        });
    }
    let declared = Declared {
        allow: vec!["dead-rule", "unknown-name", "empty-namespace"].into(),
        attrs: vec![integer("rack")].into(),
        traits: traits.to_vec().into(),
        rules: rules.into(),
        ..Declared::EMPTY
    };
    Fleet { declared, dom: dom.into(), ..Fleet::EMPTY }
}

/// A selector, in the words of the fleets here.
fn parse(text: &str, known: Known) -> Selector<'_> {
    Selector::parse(text, &fleet(vec![0], known, Vec::new()).declared, &Tree::default()).unwrap()
}

/// The steps that a selector takes to be tested against every entry that it can match.
fn steps(text: &'static str, shape: Shape, known: Known, entries: usize) -> usize {
    let dom = tree(shape, known, entries).encode();
    let selector = parse(text, known);
    nest_tests::resolve(&fleet(dom, known, vec![rule(selector)])).unwrap().effort().steps
}

/// How many compounds a selector has, those in parentheses included.
fn length(selector: &Selector) -> usize {
    selector.any.iter().map(compounds).sum()
}

fn compounds(complex: &Complex) -> usize {
    let all = complex.links.iter().map(|(_, compound)| compound).chain([&complex.subject]);
    let inside = |simple: &Simple| match simple {
        Simple::Is(inner) | Simple::Not(inner) | Simple::Within(inner) => length(inner),
        Simple::NthChild { of: Some(inner), .. } => length(inner),
        Simple::HasRelative(any) => any.iter().map(|relative| compounds(&relative.complex)).sum(),
        _ => 0,
    };
    all.map(|compound| 1 + compound.all.iter().map(inside).sum::<usize>()).sum()
}

/// Checks that a selector is linear in every tree.
fn check(text: &'static str) {
    let length = length(&parse(text, Known::All));
    for shape in SHAPES {
        for known in KNOWN {
            // The first is small, so that what takes too long fails before it does.
            for entries in [30, 400] {
                let steps = steps(text, shape, known, entries);
                assert!(
                    steps <= EACH * length * entries,
                    "{steps} steps for `{text}` on {entries} entries: {shape:?}, {known:?}"
                );
            }
        }
    }
}

/// Checks also that twice as many entries are about twice as many steps.
fn check_growth(text: &'static str) {
    check(text);
    for shape in SHAPES {
        for known in KNOWN {
            let [once, twice, four_times] =
                [250, 500, 1000].map(|entries| steps(text, shape, known, entries));
            let is_linear = twice <= once * 5 / 2 && four_times <= twice * 5 / 2;
            assert!(is_linear, "{once}, {twice}, {four_times} steps for `{text}`: {shape:?}, {known:?}");
        }
    }
}

#[test]
fn ordinary_selectors_are_linear() {
    for text in [
        "web",
        "host:is(web)",
        "host > web",
        "host web",
        "host + web",
        "host ~ web",
        ":has(web)",
        ":has(> web)",
        ":has(+ web)",
        ":has(~ lb)",
        ":within(lb)",
        ":nth-child(2n+1)",
        ":nth-child(2n+1 of web)",
        ":first-child:last-child:only-child:empty:root",
    ] {
        check_growth(text);
    }
}

#[test]
fn chains_do_not_go_back_and_forth() {
    for text in [
        "* * * *",
        "* ~ * ~ * ~ *",
        "* > * > * > *",
        "* + * + * + *",
        ":not(host) * * *",
        ":not(host) ~ * ~ * ~ *",
        ":not(web) * * * *",
        "host[rack != 3] ~ host ~ host ~ host",
        "* ~ * > * ~ * * > *",
        "#nobody * ~ * * ~ *",
        "lb ~ * + * ~ * > * *",
        ":is(#nobody * *, #nobody > * > *) * *",
        "* * * * * * * * * * * * * * * * * * * * *",
        "* ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ * ~ *",
        "* > * > * > * > * > * > * > * > * > * > * > * > * > * > * > * > * > * > * > * > *",
        "* ~ * > * ~ * > * ~ * > * ~ * > * ~ * > * ~ * > * ~ * > * ~ * > * ~ * > * ~ * > *",
    ] {
        check_growth(text);
    }
}

#[test]
fn has_answers_for_all_anchors() {
    for text in [
        ":not(:has(db))",
        "web:not(:has(db))",
        ":has(db host host)",
        ":has(db > host > host)",
        ":has(> host > host > db)",
        ":has(~ lb ~ host)",
        ":has(~ db ~ host)",
        ":has(+ host ~ db)",
        ":has(~ host + host ~ db)",
        ":has(~ host > db)",
        ":has(> * ~ * > db)",
        ":has(db, > db, + db, ~ db)",
        ":has(* ~ * * ~ * db)",
        "host:has(host:has(host:has(host:has(db))))",
        "host:has(~ host:has(~ host:has(~ db)))",
        ":has(> :has(+ :has(~ :has(db))))",
        ":not(:has(:not(:has(host))))",
        "*:has(db) > *",
        "*:has(> db) > *",
        ":has(db) ~ *",
        ":has(~ db) ~ *",
        "* ~ :has(~ * ~ db)",
    ] {
        check_growth(text);
    }
}

#[test]
fn siblings_are_counted_once() {
    for text in [
        ":nth-child(2n+1 of web:nth-child(2n+1 of web))",
        ":nth-child(2n of :nth-child(2n of :nth-child(2n of :nth-child(2n))))",
        ":nth-child(-n+3 of * ~ *)",
        ":nth-child(2n of :has(~ db))",
        ":nth-child(2n of * * *)",
        ":not(:nth-child(3n of :not(web))) > *",
        ":nth-child(2n of web) ~ :nth-child(2n of host)",
    ] {
        check_growth(text);
    }
}

#[test]
fn within_keeps_what_is_above() {
    for text in [
        ":within(:not(host))",
        "host:within(host:within(host:within(:not(host))))",
        ":within(:has(db))",
        ":has(:within(db))",
        ":within(* ~ *) ~ *",
        ":not(:within(:not(:within(#nobody))))",
    ] {
        check_growth(text);
    }
}

/// A selector that nobody has thought of.
fn any(random: &mut Random, depth: usize) -> String {
    const COMBINATORS: [&str; 4] = [" ", " > ", " + ", " ~ "];
    let compounds: Vec<String> = (0..=random.below(4)).map(|_| compound(random, depth)).collect();
    let links: Vec<&str> = compounds.iter().map(|_| random.one_of(&COMBINATORS)).collect();
    let all = compounds.iter().zip(links).map(|(compound, link)| format!("{link}{compound}"));
    all.collect::<String>().trim_start_matches([' ', '>', '+', '~']).to_owned()
}

fn compound(random: &mut Random, depth: usize) -> String {
    const LEAVES: [&str; 7] = ["*", "host", "web", "lb", ":not(host)", "[rack != 3]", "#nobody"];
    if depth == 0 || random.percent(50) {
        return random.one_of(&LEAVES).to_owned();
    }
    let inside = any(random, depth - 1);
    let begin = random.one_of(&["", "> ", "+ ", "~ "]);
    match random.below(5) {
        0 => format!(":is({inside}, {})", any(random, depth - 1)),
        1 => format!(":not({inside})"),
        2 => format!(":has({begin}{inside})"),
        3 => format!(":within({inside})"),
        _ => format!(":nth-child(2n+1 of {inside})"),
    }
}

#[test]
fn no_random_selector_takes_longer() {
    let mut random = Random::new(9);
    for _ in 0..100 {
        check(any(&mut random, 3).leak());
    }
}
