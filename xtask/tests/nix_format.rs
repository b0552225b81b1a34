//! What `emit` writes of a fleet with `layout = nix;`, and that Nix takes it for the same values as the JSON.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Place, fails, fleet, host_name, host_name_and_port, laid_out, run};
use nest_core::__private::{Context, Failure};
use nest_core::Fleet;
use nest_core::model::Layout;
use nest_core::nix::{Attrs, NixValue, mk_force, mk_order};
use nest_xtask::Exit;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::{env, fs};

thread_local! {
    /// What the body assigns to `it`.
    static VALUE: RefCell<NixValue> = const { RefCell::new(NixValue::Null) };
}

fn assigns_value(_: Context<'_>) -> Result<Attrs, Failure> {
    let mut attrs = Attrs::new();
    attrs.root().assign(&["it"], VALUE.with_borrow(NixValue::clone));
    Ok(attrs)
}

fn with_value(value: NixValue) -> Fleet<'static> {
    VALUE.set(value);
    fleet("ONE", &["web"], assigns_value)
}

fn in_nix(fleet: Fleet<'static>) -> Fleet<'static> {
    laid_out(Layout::Nix, fleet)
}

fn set<'n>(attrs: impl IntoIterator<Item = (&'n str, NixValue)>) -> NixValue {
    let mut set = Attrs::new();
    for (name, value) in attrs {
        set.root().assign(&[name.to_owned()], value);
    }
    NixValue::Set(set.build())
}

fn text(text: &str) -> NixValue {
    NixValue::Text(text.to_owned().into())
}

#[test]
fn a_document_is_one_attribute_set() {
    let value = NixValue::List(vec![
        NixValue::Int(-1),
        NixValue::List(vec![]),
        set([("a-b", NixValue::Int(-1)), ("a.b", NixValue::Null), ("if", NixValue::Float(-1e300))]),
        set([]),
        NixValue::Float(-0.0),
        NixValue::Int(i64::MIN),
        NixValue::Float(5e-324),
        NixValue::Float(1.0),
        text("${x} ''\n\t\"\\"),
        mk_force(true),
    ]);
    let ran = run(&[&in_nix(with_value(value))], &["emit", "--stdout"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    let expected = r#"{
  format = "nest-fleet/1";
  fleet = "one";
  nixosConfigurations = {
    web = {
      system = "x86_64-linux";
      modules = [
        {
          _file = "tests/fleet.rs, rule host";
          it = [
            (-1)
            [ ]
            {
              a-b = -1;
              "a.b" = null;
              "if" = -1.0e300;
            }
            { }
            (0.0 * -1.0)
            (-9223372036854775807 - 1)
            (8.900295434028806e-308 / 1.8014398509481984e16)
            1.0
            "\${x} ''\n\t\"\\"
            {
              _type = "override";
              priority = 50;
              content = true;
            }
          ];
        }
      ];
    };
  };
  homeConfigurations = { };
  nodes = {
    "prod.web" = {
"#;
    assert!(ran.out.starts_with(expected), "{}", ran.out);
    assert!(ran.out.ends_with("    };\n  };\n}\n"), "{}", ran.out);
}

#[test]
fn a_fleet_becomes_a_file_that_is_not_the_one_for_functions() {
    let (place, one) = (Place::new(), in_nix(fleet("ONE", &["web"], host_name)));
    let emit = |arguments: &[&str]| place.emit(&[&one], arguments);
    assert_eq!(emit(&[]).err, "wrote DIR/one.fleet.nix (1 system)\n");
    assert_eq!(emit(&[]).err, "unchanged DIR/one.fleet.nix\n");
    assert_eq!(place.names(), ["one.fleet.nix"]);
    assert_eq!(place.read("one.fleet.nix"), run(&[&one], &["emit", "--stdout"]).out);
    assert_eq!(emit(&["--check"]).err, "up to date DIR/one.fleet.nix\n");
}

#[test]
fn a_file_that_differs_or_is_missing_is_named() {
    let place = Place::new();
    let fleet = |body| in_nix(fleet("ONE", &["web"], body));
    let check = |fleet: &Fleet<'static>, expected: &str| {
        let ran = place.emit(&[fleet], &["--check"]);
        let expected = format!("DIR/one.fleet.nix {expected}; run `cargo xtask emit --out DIR`\n");
        assert_eq!((ran.exit, ran.err), (Exit::Wrong, expected));
    };
    check(&fleet(host_name), "is missing");
    place.emit(&[&fleet(host_name)], &[]);
    check(&fleet(host_name_and_port), "differs");
    let before = place.files();
    assert_eq!(place.emit(&[&fleet(fails)], &[]).exit, Exit::Wrong);
    assert_eq!(place.files(), before);
}

#[test]
fn every_value_is_the_same_in_nix_from_either_format() {
    let Some(nix) = Nix::find() else { return };
    let integers = [0, 1, -1, i64::MAX, -i64::MAX, i64::MIN].map(NixValue::Int);
    let floats = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.1,
        -0.5,
        1e15,
        1e16,
        1e-5,
        1e-4,
        123_456_789.125,
        1e23,
        1e308,
        f64::MAX,
        f64::MIN,
        f64::MIN_POSITIVE,
        2.225_073_858_507_201e-308,
        5e-324,
        -5e-324,
        4.5e-310,
        f64::EPSILON,
    ];
    let texts = [
        "",
        "${x}",
        "$${x}",
        "$$${x}",
        "\\${x}",
        "$",
        "$$",
        "${",
        "$\\{",
        "''",
        "''${x}",
        "'",
        "\"",
        "\\",
        "\\\"",
        "\\n",
        "a\nb",
        "a\r\nb\rc",
        "\t",
        "\u{1}\u{1b}\u{7f}\u{80}\u{2028}\u{feff}",
        "ä€😀\u{10ffff}",
        "*/ # /*",
        "\";}",
        "$\n{x}",
        "\n",
        " \n ",
        "https://x",
        "../x",
        "<nixpkgs>",
    ];
    let names = [
        "",
        "a",
        "a-b",
        "a'",
        "_",
        "1a",
        "a.b",
        "${x}",
        "if",
        "or",
        "rec",
        "inherit",
        "true",
        "null",
        "__curPos",
        "__functor",
        "outPath",
        "-",
        "'",
        "ä",
        "a b",
        "a\"b",
        "a\\b",
        "a\nb",
        "import",
        "let",
        "assert",
        "with",
        "in",
        "then",
        "else",
    ];
    let mut deep = NixValue::Int(-1);
    for _ in 0..200 {
        deep = set([("a", NixValue::List(vec![deep]))]);
    }
    let value = NixValue::List(vec![
        NixValue::List(integers.to_vec()),
        set(["a", "b", "c", "d", "e", "f"].into_iter().zip(integers)),
        NixValue::List(floats.map(NixValue::Float).to_vec()),
        set([
            ("least", NixValue::Float(5e-324)),
            ("zero", NixValue::Float(-0.0)),
            ("minus", NixValue::Float(-1.5)),
        ]),
        NixValue::List(texts.map(text).to_vec()),
        set(names.map(|name| (name, NixValue::Null))),
        deep,
        mk_order(-1, NixValue::Float(-0.0)),
        text(&"${x} \" \n $".repeat(200_000)),
    ]);
    assert_eq!(nix.compare(&value), Ok(()));
}

#[test]
fn a_comparison_of_what_is_not_the_same_fails() {
    let Some(nix) = Nix::find() else { return };
    for (a, b) in
        [("1", "1.0"), ("-0.0", "0.0"), ("[1]", "[2]"), ("{\"a\":1}", "{\"b\":1}"), ("5e-324", "0.0")]
    {
        let values = format!("(builtins.fromJSON {a:?}) (builtins.fromJSON {b:?})");
        assert_eq!(nix.evaluate(&format!("{SAME} {values}")), "false\n");
    }
}

#[test]
fn any_value_tree_is_the_same_in_nix_from_either_format() {
    let Some(nix) = Nix::find() else { return };
    // Many trees in each of a few runs of the evaluator.
    let config = ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new(config)
        .run(&prop::collection::vec(tree(), 100), |trees| {
            nix.compare(&NixValue::List(trees)).map_err(TestCaseError::fail)
        })
        .unwrap();
}

fn tree() -> impl Strategy<Value = NixValue> {
    let leaf = prop_oneof![
        Just(NixValue::Null),
        any::<bool>().prop_map(NixValue::Bool),
        any::<i64>().prop_map(NixValue::Int),
        prop::num::f64::ANY.prop_filter("Nix has finite ones", |x| x.is_finite()).prop_map(NixValue::Float),
        prop::num::f64::SUBNORMAL.prop_map(NixValue::Float),
        string().prop_map(|string| text(&string)),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(NixValue::List),
            prop::collection::btree_map(string(), inner, 0..6)
                .prop_map(|attrs| set(attrs.iter().map(|(name, value)| (&**name, value.clone())))),
        ]
    })
}

/// Text of what means something in Nix more often than not. It has no NUL, which is refused.
fn string() -> impl Strategy<Value = String> {
    prop_oneof![
        "[${}\"'\\\\\n\r\t;#/* a-z_.=()\\[\\]-]{0,12}",
        "[a-z]{1,8}",
        prop::collection::vec(any::<char>().prop_filter("Nix would cut there", |c| *c != '\0'), 0..8)
            .prop_map(String::from_iter),
    ]
}

#[test]
fn a_split_folder_has_the_hashes_that_nix_computes() {
    let Some(nix) = Nix::find() else { return };
    let (place, one) = (Place::new(), fleet("ONE", &["lb", "web"], host_name_and_port));
    // Each in a folder of its own: in one, the last would be left.
    for (folder, layout) in [("json", Layout::Single), ("split", Layout::Split), ("nix", Layout::Nix)] {
        let out = place.path(folder);
        run(&[&laid_out(layout, one.clone())], &["emit", "--out", out.to_str().unwrap()]);
    }
    let expression = r#"
        { folder, same }:
        let
          read = path: builtins.fromJSON (builtins.readFile (folder + path));
          index = read "/split/one/fleet.json";
          system = _: { file, sha256 }:
            assert builtins.hashFile "sha256" (folder + "/split/one/${file}") == sha256;
            read "/split/one/${file}";
          joined = index // { nixosConfigurations = builtins.mapAttrs system index.nixosConfigurations; };
        in
        same joined (read "/json/one.json") && same joined (import (folder + "/nix/one.fleet.nix"))"#;
    let folder = quoted(place.folder.path());
    let expression = format!("({expression}) {{ folder = {folder}; same = {SAME}; }}");
    assert_eq!(nix.evaluate(&expression), "true\n");
}

/// Whether two values are the same, also where `==` sees no difference: `1` and `1.0`, `0.0` and `-0.0`.
const SAME: &str = r#"(
    let
      same = a: b: with builtins;
        typeOf a == typeOf b && (
          if isList a then
            length a == length b && all (i: same (elemAt a i) (elemAt b i)) (genList (i: i) (length a))
          else if isAttrs a then attrNames a == attrNames b && all (name: same a.${name} b.${name}) (attrNames a)
          else a == b && (a != 0.0 || toJSON a == toJSON b));
    in same)"#;

/// The evaluator.
struct Nix;

impl Nix {
    /// Nothing where it is not installed, which is said once; in CI it has to be.
    fn find() -> Option<Self> {
        static FOUND: LazyLock<bool> = LazyLock::new(|| {
            let ran = Command::new("nix-instantiate").arg("--version").stdout(Stdio::null()).status();
            let found = ran.is_ok_and(|status| status.success());
            if !found {
                let why = "no nix-instantiate (apt-get install nix-bin)";
                assert_ne!(env::var("CI").as_deref(), Ok("true"), "{why}");
                // Not by `eprintln!`, which the test runner would keep to itself.
                io::stderr().write_all(format!("skipped: {why}\n").as_bytes()).unwrap();
            }
            found
        });
        FOUND.then_some(Self)
    }

    /// Whether a value is the same from JSON and from Nix; what Nix says, if it is not.
    fn compare(&self, value: &NixValue) -> Result<(), String> {
        let (place, one) = (Place::new(), with_value(value.clone()));
        let (json, nix) = (place.path("json.json"), place.path("nix.nix"));
        for (path, fleet) in [(&json, one.clone()), (&nix, in_nix(one))] {
            let ran = run(&[&fleet], &["emit", "--stdout"]);
            assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
            fs::write(path, ran.out).unwrap();
        }
        let (json, nix) = (quoted(&json), quoted(&nix));
        let expression = format!("{SAME} (builtins.fromJSON (builtins.readFile {json})) (import {nix})");
        match &*self.evaluate(&expression) {
            "true\n" => Ok(()),
            other => Err(other.to_owned()),
        }
    }

    /// What an expression evaluates to, or what Nix says about it.
    fn evaluate(&self, expression: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("expression.nix");
        fs::write(&file, expression).unwrap();
        let mut command = Command::new("nix-instantiate");
        // A store of nothing, since nothing is built, and the user may not write to the usual one.
        command.args(["--store", "dummy://", "--eval", "--strict"]).arg(file);
        let output = command.output().unwrap();
        let said = if output.status.success() { output.stdout } else { output.stderr };
        String::from_utf8(said).unwrap()
    }
}

/// A path as a string of Nix.
fn quoted(path: &Path) -> String {
    nest_core::nix::string(path.to_str().unwrap())
}
