//! Any value arrives in Nix as it was, through JSON and through what is written for Nix. It is compared there with the
//! same value in a notation that is made here without anything of what is tested.

use crate::evaluator::{evaluate, found};
use nest_core::__private::{Code, Failure, OutputFn};
use nest_core::model::{Layout, OutputBody, OutputBodyId, Place};
use nest_core::nix::{Attrs, IntoNix, NixValue};
use nest_core::{Declared, Fleet, Survey};
use nest_tests::{emit_into, laid_out};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;
use std::borrow::Cow;
use std::fs;
use std::sync::Mutex;

/// What [`values`] gives: a compiled body cannot bring anything along.
static VALUES: Mutex<Vec<NixValue>> = Mutex::new(Vec::new());

fn values(_: Survey<'_>) -> Result<Attrs, Failure> {
    let mut attrs = Attrs::new();
    attrs.root().assign(&["all"], VALUES.lock().unwrap().clone());
    Ok(attrs)
}

fn fleet() -> Fleet<'static> {
    let own_output = OutputBody { name: "values", doc: "", place: Place::on(1), code: OutputBodyId::at(0) };
    let declared = Declared {
        package: "tests",
        ident: "VALUES",
        files: vec!["tests/fleet.rs"].into(),
        own_outputs: vec![own_output].into(),
        ..Declared::EMPTY
    };
    let code = Code { own_outputs: vec![values as OutputFn].into(), ..Code::EMPTY };
    Fleet { declared, code, ..Fleet::EMPTY }
}

/// Text, with what Nix or JSON could take for more than text.
fn text() -> impl Strategy<Value = String> + Clone {
    let special = prop::sample::select(vec![
        "${",
        "$${",
        "$",
        "{",
        "}",
        "''",
        "''${",
        "'''",
        "\"",
        "\\",
        "\\\"",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\u{1}",
        "\u{1b}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{ffff}",
        "😀",
        "/*",
        "#",
        "<nixpkgs>",
        "~/",
        "\\u0041",
    ]);
    let any = any::<char>().prop_filter("Nix cuts there", |c| *c != '\0').prop_map(String::from);
    vec(prop_oneof![special.prop_map(String::from), any], 0..8).prop_map(|parts| parts.concat())
}

fn value() -> impl Strategy<Value = NixValue> + Clone {
    let ints = prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX), Just(-1), -9..9i64];
    let extremes = vec![
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.1,
        1e308,
        -1e308,
        f64::MAX,
        f64::MIN,
        f64::MIN_POSITIVE,
        5e-324,
        -5e-324,
    ];
    let floats = prop_oneof![
        prop::sample::select(extremes),
        any::<u64>().prop_map(f64::from_bits).prop_filter("Nix has no other", |x| x.is_finite()),
        (-1e6..1e6).prop_map(|x: f64| x.round()),
    ];
    let leaf = prop_oneof![
        Just(NixValue::Null),
        any::<bool>().prop_map(NixValue::Bool),
        ints.prop_map(NixValue::Int),
        floats.prop_map(NixValue::Float),
        text().prop_map(|text| NixValue::Text(Cow::Owned(text))),
    ];
    let name = text().prop_filter("it would be refused", |name| name != "_nest" && name != "_type");
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(NixValue::List),
            btree_map(name.clone(), inner, 0..6).prop_map(IntoNix::into_nix),
        ]
    })
}

/// A value as Nix reads it.
fn code(value: &NixValue) -> String {
    match value {
        NixValue::Null => "null".to_owned(),
        NixValue::Bool(b) => b.to_string(),
        // Nix reads a sign as a subtraction, and the number after it by itself.
        NixValue::Int(i64::MIN) => format!("(-{} - 1)", i64::MAX),
        NixValue::Int(i) => format!("({i})"),
        NixValue::Float(x) => float(*x),
        NixValue::Text(text) => string(text),
        NixValue::List(elements) => {
            let elements: Vec<String> = elements.iter().map(code).collect();
            format!("[ {} ]", elements.join(" "))
        }
        NixValue::Set(set) => {
            let entries: String =
                set.iter().map(|(name, value)| format!("{} = {}; ", string(name), code(value))).collect();
            format!("{{ {entries}}}")
        }
        other => unreachable!("{other:?} is not generated"),
    }
}

/// Every `$` is escaped, and a carriage return, which Nix would take out.
fn string(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' | '$' => format!("\\{c}"),
            '\r' => "\\r".to_owned(),
            _ => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

/// As a whole number times a power of two, which is exact, whereas Nix cannot read the smallest numbers at all. The
/// sign is a factor: `-0.0` is 0 less 0.0 to Nix.
fn float(x: f64) -> String {
    let (bits, fraction) = (x.to_bits(), x.to_bits() & ((1 << 52) - 1));
    let (mantissa, exponent) = match (bits >> 52) & 0x7ff {
        0 => (fraction, -1074),
        biased => (fraction | 1 << 52, i64::try_from(biased).unwrap() - 1075),
    };
    let sign = if x.is_sign_negative() { "(-1.0)" } else { "1.0" };
    format!("({mantissa}.0 * power ({exponent}) * {sign})")
}

#[test]
fn every_value_arrives_as_it_was() {
    if !found() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let shown = folder.path().display();
    let fleet = fleet();
    // A run of the evaluator costs more than what it evaluates: many values at once.
    let config = Config { cases: 12, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let ran = TestRunner::new(config).run(&vec(value(), 1..120), |values| {
        let expected: Vec<String> = values.iter().map(code).collect();
        *VALUES.lock().unwrap() = values;
        for (form, layout) in [("json", Layout::Single), ("nix", Layout::Nix)] {
            emit_into(&folder.path().join(form), &[&laid_out(layout, &fleet)]).unwrap();
        }
        fs::write(folder.path().join("expected.nix"), format!("power: [\n{}\n]", expected.join("\n")))
            .unwrap();
        let differing = evaluate(&format!("import ./arrived.nix {shown}"));
        prop_assert_eq!(
            differing,
            Ok(json!({ "json/values.json": [], "nix/values.fleet.nix": [] })),
            "{}",
            expected.join("\n")
        );
        Ok(())
    });
    ran.unwrap();
}
