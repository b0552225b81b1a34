//! What the document holds, byte for byte.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Place, error, fleet, host_name, rule, run};
use nest_core::__private::{BodyFn, Context, Failure};
use nest_core::Fleet;
use nest_core::model::{self, BodyId, Class, ClassId, Names, OutputId, Route, Scalar, Table, Tree, Type};
use nest_core::nix::{Attrs, NixValue, mk_after, mk_default, mk_force, mk_if, mk_merge, mk_order};
use nest_core::value::Value;
use nest_xtask::Exit;

#[track_caller]
fn document(fleet: &Fleet<'static>) -> String {
    let ran = run(&[fleet], &["emit", "--stdout"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    ran.out
}

#[test]
fn a_document_has_the_outputs_in_their_order_and_then_the_nodes() {
    let expected = r#"{
  "format": "nest-fleet/1",
  "fleet": "small_one",
  "nixosConfigurations": {
    "web": {
      "system": "x86_64-linux",
      "modules": [
        {
          "_file": "tests/fleet.rs, rule host",
          "networking": {
            "hostName": "web"
          }
        }
      ]
    },
    "db": {
      "system": "x86_64-linux",
      "modules": [
        {
          "_file": "tests/fleet.rs, rule host",
          "networking": {
            "hostName": "db"
          }
        }
      ]
    }
  },
  "homeConfigurations": {},
  "nodes": {
    "prod.web": {
      "name": "web",
      "outputs": [
        "nixosConfigurations"
      ],
      "namespace": "prod",
      "traits": [
        "host"
      ],
      "attrs": {
        "env": "prod",
        "port": 80
      }
    },
    "prod.db": {
      "name": "db",
      "outputs": [
        "nixosConfigurations"
      ],
      "namespace": "prod",
      "traits": [
        "host"
      ],
      "attrs": {
        "env": "prod",
        "port": 80
      }
    },
    "\"a.b\"": {
      "name": "a.b",
      "outputs": [],
      "namespace": null,
      "traits": [
        "registry"
      ],
      "attrs": {
        "port": 80
      }
    }
  }
}
"#;
    assert_eq!(document(&fleet("SMALL_ONE", &["web", "db"], host_name)), expected);
}

/// What is assigned to `it`, as compact JSON.
#[track_caller]
fn check_value(body: BodyFn, expected: &str) {
    let text = document(&fleet("F", &["web"], body));
    let (_, from) = text.split_once("\"it\": ").unwrap();
    let compact: String = from.lines().map(str::trim).collect::<Vec<_>>().concat().replace("\": ", "\":");
    assert!(compact.starts_with(&format!("{expected}}}]}}")), "{compact}\n  is not\n{expected}");
}

macro_rules! body {
    ($value:expr) => {{
        fn body(_: Context<'_>) -> Result<Attrs, Failure> {
            let mut attrs = Attrs::new();
            attrs.root().assign(&["it"], $value);
            Ok(attrs)
        }
        body as BodyFn
    }};
}

#[test]
fn every_value_arrives_as_it_is() {
    check_value(body!(NixValue::Null), "null");
    check_value(body!(true), "true");
    check_value(body!(i64::MIN), "-9223372036854775808");
    check_value(body!(i64::MAX), "9223372036854775807");
    check_value(body!(1.0), "1.0");
    check_value(body!(-0.0), "-0.0");
    check_value(body!(1e300), "1e+300");
    check_value(body!(5e-324), "5e-324");
    check_value(body!(0.1), "0.1");
    check_value(body!("${x} \" \\ \n ä \u{2028}"), "\"${x} \\\" \\\\ \\n ä \u{2028}\"");
    check_value(body!(Vec::<bool>::new()), "[]");
    check_value(body!([1, 2]), "[1,2]");
    check_value(body!(Attrs::new()), "{}");
}

#[test]
fn a_property_is_what_the_module_system_makes() {
    check_value(body!(mk_force("a")), r#"{"_type":"override","priority":50,"content":"a"}"#);
    check_value(body!(mk_default(1)), r#"{"_type":"override","priority":1000,"content":1}"#);
    check_value(body!(mk_order(-3, true)), r#"{"_type":"order","priority":-3,"content":true}"#);
    check_value(body!(mk_if(false, [1])), r#"{"_type":"if","condition":false,"content":[1]}"#);
    check_value(
        body!(mk_merge([mk_after("x"), mk_if(true, mk_force("y"))])),
        concat!(
            r#"{"_type":"merge","contents":[{"_type":"order","priority":1500,"content":"x"},"#,
            r#"{"_type":"if","condition":true,"content":{"_type":"override","priority":50,"content":"y"}}]}"#
        ),
    );
}

#[test]
fn a_node_that_is_output_under_its_path_says_so() {
    let compact = |names| {
        let fleet = {
            let mut fleet = fleet("F", &["web"], host_name);
            fleet.declared.names = names;
            fleet
        };
        document(&fleet).split_whitespace().collect::<String>()
    };
    let expected = r#""name":"web","output":"prod-web","outputs":["nixosConfigurations"]"#;
    assert!(compact(Names::Path).contains(expected));
    assert!(!compact(Names::Name).contains(r#""output""#));
}

#[test]
fn an_attribute_of_a_node_arrives_as_it_is() {
    let value = Value::List(
        vec![
            Value::Null,
            Value::Bool(false),
            Value::Float(1.0),
            Value::Str("10.0.0.1".into()),
            Value::Map(vec![("b".into(), Value::Int(-1)), ("a".into(), Value::Map(vec![].into()))].into()),
        ]
        .into(),
    );
    let mut f = fleet("F", &["web"], host_name);
    set_port(&mut f, value);
    let compact: String = document(&f).split_whitespace().collect();
    assert!(compact.contains(r#""port":[null,false,1.0,"10.0.0.1",{"b":-1,"a":{}}]"#), "{compact}");
}

/// Sets the attribute `port` of the first host.
fn set_port(fleet: &mut Fleet<'static>, value: Value<'static>) {
    let dom: &'static [u8] = fleet.dom.to_vec().leak();
    let mut tree = Tree::decode(dom);
    tree.entries[1].attrs[0].1 = value;
    fleet.dom = tree.encode().into();
}

#[track_caller]
fn check_refused(fleet: &Fleet<'static>, code: &str, message: &str, line: u32, note: &str) {
    let ran = run(&[fleet], &["emit", "--stdout"]);
    let expected = error(code, message, line, note) + "1 error; nothing was printed\n";
    assert_eq!((ran.exit, ran.err, &*ran.out), (Exit::Wrong, expected, ""));
}

const IN_RULE: &str = "in rule `host`, on `prod.web`";

#[test]
fn what_nix_would_read_as_something_else_is_never_written() {
    let with = |body| fleet("F", &["web"], body);
    check_refused(
        &with(body!(u64::MAX)),
        "value-refused",
        "`it`: `18446744073709551615` is outside Nix's integers, which have 64 bits and a sign; write it as text",
        7,
        IN_RULE,
    );
    check_refused(
        &with(body!(f64::NAN)),
        "value-refused",
        "`it`: `NaN` is no number that Nix has; assign a finite one",
        7,
        IN_RULE,
    );
    // Made by hand, past `IntoNix`.
    check_refused(
        &with(body!(NixValue::Text("a\0b".into()))),
        "value-refused",
        "`it`: text with a NUL, where Nix would cut it; take the NUL out",
        7,
        IN_RULE,
    );

    let mut f = with(host_name);
    let Table::Owned(attrs) = &mut f.declared.attrs else { unreachable!("`fleet` owns its tables") };
    attrs[1].ty = Type::scalar(Scalar::String);
    set_port(&mut f, Value::Str("a\0b".into()));
    let ran = run(&[&f], &["emit", "--stdout"]);
    assert_eq!((ran.exit, &*ran.out), (Exit::Wrong, ""));
    let expected = "`\"a\\0b\"` is not of type `String`; Nix would cut it at the NUL\n";
    assert!(ran.err.contains(expected), "{}", ran.err);
}

#[test]
fn no_object_has_a_key_twice() {
    fn modules(_: Context<'_>) -> Result<Attrs, Failure> {
        let mut attrs = Attrs::new();
        attrs.root().assign(&["modules"], true);
        Ok(attrs)
    }
    fn file(_: Context<'_>) -> Result<Attrs, Failure> {
        let mut attrs = Attrs::new();
        attrs.root().assign(&["_file"], "elsewhere");
        Ok(attrs)
    }

    let mut f = fleet("F", &["web"], host_name);
    f.code.bodies = vec![modules as BodyFn, host_name].into();
    // The words of these two are nest-core's.
    for f in [f, fleet("F", &["web"], file)] {
        let ran = run(&[&f], &["emit", "--stdout"]);
        assert_eq!((ran.exit, &*ran.out), (Exit::Wrong, ""));
        assert!(ran.err.contains("`modules`") || ran.err.contains("`_file`"), "{}", ran.err);
    }

    let mut f = fleet("F", &["web"], host_name);
    classes_of_host(&mut f).push(Class {
        id: ClassId(1),
        place: model::Place::on(4),
        route: Route::Output { output: OutputId(0), name: None, args: None },
    });
    check_refused(
        &f,
        "output-collision",
        "`prod.web` has two classes that go into `nixosConfigurations`, under one name; send them to different outputs",
        11,
        "",
    );

    let mut f = fleet("F", &["web"], host_name);
    f.declared.outputs = vec!["nodes", "homeConfigurations"].into();
    check_refused(
        &f,
        "reserved-name",
        "`nodes` is reserved: what is written has a key of that name; choose another name",
        3,
        "",
    );
}

fn classes_of_host<'f>(fleet: &'f mut Fleet<'static>) -> &'f mut Vec<Class<'static>> {
    let Table::Owned(traits) = &mut fleet.declared.traits else { unreachable!("`fleet` owns its tables") };
    let Table::Owned(classes) = &mut traits[0].classes else { unreachable!("`fleet` owns its tables") };
    classes
}

#[test]
fn a_document_deeper_than_is_read_back_is_written_and_checked() {
    fn deep(context: Context<'_>) -> Result<Attrs, Failure> {
        let mut attrs = host_name(context)?;
        let value = (0..200).fold(NixValue::Bool(true), |inner, _| NixValue::List(vec![inner]));
        attrs.root().assign(&["it"], value);
        Ok(attrs)
    }
    let (place, one) = (Place::new(), fleet("ONE", &["web"], deep));
    assert_eq!(place.emit(&[&one], &["--check"]).exit, Exit::Wrong);
    assert_eq!(place.emit(&[&one], &[]).exit, Exit::Done);
    assert_eq!(place.emit(&[&one], &["--check"]).err, "up to date DIR/one.json\n");
    std::fs::write(place.path("one.json"), "{}").unwrap();
    let expected = "DIR/one.json differs; run `cargo xtask emit --out DIR`\n";
    assert_eq!(place.emit(&[&one], &["--check"]).err, expected);
}

#[test]
fn two_modules_stand_in_the_order_of_their_rules() {
    let mut f = fleet("F", &["web"], host_name);
    f.code.bodies = vec![f.code.bodies[0], host_name, body!(1)].into();
    f.declared.rules = vec![rule(7, 0, 2), rule(8, 0, 1)].into();
    let text = document(&f);
    let (first, second) = (text.find("rule host (1)").unwrap(), text.find("rule host (2)").unwrap());
    assert!(
        first < text.find("\"it\"").unwrap() && second < text.find("hostName").unwrap() && first < second
    );
}

#[test]
fn a_system_without_arguments_has_its_modules_alone() {
    let mut f = fleet("F", &["web"], host_name);
    let classes = classes_of_host(&mut f);
    let Route::Output { args, .. } = &mut classes[0].route else { panic!("{classes:?}") };
    assert_eq!(args.take(), Some(BodyId(0)));
    assert!(document(&f).contains("\"web\": {\n      \"modules\": ["));
}
