//! Conditions of which Nix knows a part: they hold where Rust's own would, and what stands under them counts then.

// The conditions stand in Rust as they do in the fleet, long ways round included.
#![allow(clippy::nonminimal_bool, clippy::overly_complex_bool_expr, clippy::eq_op)]

use nest_core::__private::{not, reference};
use nest_core::nix::{Attrs, Deferred, IntoNix, NixValue, Property, Scope, mk_if};
use nest_tests::emit;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// What Nix knows, as Rust would have it.
#[derive(Clone, Copy)]
struct Config {
    a: bool,
    b: bool,
    c: bool,
}

/// A fleet with a rule for each condition, and what each is in Rust where `config` and the Rust variables are such.
macro_rules! conditions {
    ($config:ident, $yes:ident, $no:ident; $($name:ident: ($($condition:tt)+))*) => {
        nest_macros::fleet! {
            /// One host.
            pub static CONDITIONS;

            trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
            host-1 { is = [host]; }

            rule host => nixos {
                let ($yes, $no) = (true, false);
                $(
                    value.$name = $($condition)+;
                    chosen.$name = if $($condition)+ { "then" } else { "else" };
                    given.$name = mk_if($($condition)+, "then");
                    branch.$name { if $($condition)+ { then = true; } else { otherwise = true; } }
                    nested.$name {
                        if $yes {
                            if $($condition)+ { then = true; }
                        } else if $($condition)+ {
                            never = true;
                        }
                    }
                    chained.$name {
                        if $no {
                            never = true;
                        } else if $($condition)+ {
                            then = true;
                        } else if $yes {
                            otherwise = true;
                        } else {
                            never = true;
                        }
                    }
                    set.$name = { if $($condition)+ { then = true; } else { otherwise = true; } };
                )*
            }
        }

        fn expected($config: Config) -> Vec<(&'static str, bool)> {
            let ($yes, $no) = (true, false);
            let _ = ($yes, $no);
            vec![$((stringify!($name), { $($condition)+ })),*]
        }
    };
}

conditions! { config, yes, no;
    one: (config.a)
    negated: (!config.a)
    doubly: (!!config.a)
    both: (config.a && config.b)
    either: (config.a || config.b)
    precedence: (config.a || config.b && config.c)
    grouped: ((config.a || config.b) && config.c)
    not_grouped: (!(config.a || config.b) && !config.c)
    deep: (!((config.a) && !(config.b && !(config.c || config.a))))
    with_yes: (config.a && yes)
    with_no: (config.a && no)
    or_yes: (config.a || yes)
    or_no: (no || config.a)
    rust_first: (yes && !no && config.b)
    rust_last: (config.b && (1 + 1 == 2))
    rust_call: (config.b && [1, 2].iter().any(|x| *x == 2 || *x == 3))
    rust_negated: (!yes || config.c)
    mixed: (yes && (config.a || no) && (no || config.b || !yes) || config.c && no)
    many: (config.a && config.b && config.c && config.a)
    or_many: (config.a || config.b || config.c || config.a)
}
/// What a value of Nix in JSON is, where the configuration is such.
fn evaluated(value: &Value, config: Config) -> Value {
    let of = |key: &str| evaluated(&value[key], config);
    let operands =
        || value["of"].as_array().unwrap().iter().map(|operand| evaluated(operand, config) == true);
    match (value["_nest"].as_str(), value["_type"].as_str()) {
        (Some("ref"), _) => match value["path"][1].as_str().unwrap() {
            "a" => config.a.into(),
            "b" => config.b.into(),
            _ => config.c.into(),
        },
        (Some("not"), _) => (of("of") == false).into(),
        (Some("all"), _) => operands().all(|holds| holds).into(),
        (Some("any"), _) => operands().any(|holds| holds).into(),
        (Some("if"), _) => {
            if of("condition") == true {
                of("then")
            } else {
                of("else")
            }
        }
        (Some(other), _) => panic!("{other}"),
        (None, Some("if")) => {
            if of("condition") == true {
                of("content")
            } else {
                Value::Null
            }
        }
        (None, Some("merge")) => {
            let all = value["contents"].as_array().unwrap().iter().map(|part| evaluated(part, config));
            let sets = all.filter(|part| !part.is_null()).map(|part| part.as_object().unwrap().clone());
            Value::Object(sets.flatten().collect())
        }
        (None, Some(other)) => panic!("{other}"),
        (None, None) => match value {
            Value::Object(set) => {
                set.iter().map(|(name, value)| (name.clone(), evaluated(value, config))).collect()
            }
            other => other.clone(),
        },
    }
}

fn everything() -> impl Iterator<Item = Config> {
    (0..8).map(|bits| Config { a: bits & 1 > 0, b: bits & 2 > 0, c: bits & 4 > 0 })
}

#[test]
fn a_condition_holds_where_it_would_in_rust() {
    let module = emit(&CONDITIONS).unwrap()["nixosConfigurations"]["host-1"]["modules"][0].clone();
    for config in everything() {
        for (name, holds) in expected(config) {
            let of = |option: &str| evaluated(&module[option][name], config);
            let branch = |then: &str| serde_json::json!({ then: true });
            let which = if holds { "then" } else { "otherwise" };
            assert_eq!(of("value"), holds, "{name}");
            assert_eq!(of("chosen"), if holds { "then" } else { "else" }, "{name}");
            assert_eq!(of("given"), if holds { "then".into() } else { Value::Null }, "{name}");
            assert_eq!(of("branch"), branch(which), "{name}");
            assert_eq!(of("nested"), if holds { branch("then") } else { serde_json::json!({}) }, "{name}");
            assert_eq!(of("chained"), branch(which), "{name}");
            // A set of which nothing counts is no definition at all, where Nix decides.
            assert_eq!(of("set"), branch(which), "{name}");
        }
    }
}

/// A statement of a body, as far as it assigns.
#[derive(Debug, Clone)]
enum Step {
    /// `name = …;`, each to a name of its own.
    Assign,
    /// `name { … }`, one of a few.
    Nest(u8, Vec<Step>),
    /// `if … { … } else { … }`
    When(Asked, Vec<Step>, Vec<Step>),
}

#[derive(Debug, Clone, Copy)]
enum Asked {
    Known(bool),
    Nix(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let leaf = prop_oneof![Just(Step::Assign)];
    let step = leaf.prop_recursive(4, 40, 4, |inner| {
        let inner = || proptest::collection::vec(inner.clone(), 0..4);
        let asked = prop_oneof![any::<bool>().prop_map(Asked::Known), (0..3u8).prop_map(Asked::Nix)];
        prop_oneof![
            (0..3u8, inner()).prop_map(|(name, steps)| Step::Nest(name, steps)),
            (asked, inner(), inner()).prop_map(|(asked, then, otherwise)| Step::When(asked, then, otherwise)),
        ]
    });
    proptest::collection::vec(step, 0..5)
}

/// Makes the assignments, as the macro's code does.
fn run(scope: &mut Scope, steps: &[Step], next: &mut i64) {
    for step in steps {
        match step {
            Step::Assign => {
                *next += 1;
                scope.assign(&[format!("x{next}")], *next);
            }
            Step::Nest(name, steps) => run(&mut scope.below(&[format!("block-{name}")]), steps, next),
            Step::When(asked, then, otherwise) => {
                let condition = match asked {
                    Asked::Known(holds) => holds.into_nix(),
                    Asked::Nix(name) => {
                        reference(&["config".into(), ["a", "b", "c"][usize::from(*name)].into()])
                    }
                };
                for (condition, steps) in [(condition.clone(), then), (not(condition), otherwise)] {
                    match scope.when(&condition) {
                        Some(mut scope) => run(&mut scope, steps, next),
                        // The numbers go on as if it had run.
                        None => skip(steps, next),
                    }
                }
            }
        }
    }
}

fn skip(steps: &[Step], next: &mut i64) {
    run(&mut Attrs::new().root(), steps, next);
}

/// What is there in the end, by its path: numbers and blocks.
type There = BTreeMap<String, Option<i64>>;

/// What counts, said plainly.
fn plain(steps: &[Step], config: Config, at: &str, counts: bool, next: &mut i64, there: &mut There) {
    for step in steps {
        match step {
            Step::Assign => {
                *next += 1;
                if counts {
                    there.insert(format!("{at}.x{next}"), Some(*next));
                }
            }
            Step::Nest(name, steps) => {
                let at = format!("{at}.block-{name}");
                if counts {
                    there.insert(at.clone(), None);
                }
                plain(steps, config, &at, counts, next, there);
            }
            Step::When(asked, then, otherwise) => {
                let holds = match asked {
                    Asked::Known(holds) => *holds,
                    Asked::Nix(name) => [config.a, config.b, config.c][usize::from(*name)],
                };
                plain(then, config, at, counts && holds, next, there);
                plain(otherwise, config, at, counts && !holds, next, there);
            }
        }
    }
}

/// What the module system would find in a value.
fn found(value: &NixValue, config: Config, at: &str, there: &mut There) {
    match value {
        NixValue::Int(number) => {
            assert_eq!(there.insert(at.to_owned(), Some(*number)), None, "{at} is defined twice");
        }
        NixValue::Set(set) => {
            there.insert(at.to_owned(), None);
            set.iter().for_each(|(name, value)| found(value, config, &format!("{at}.{name}"), there));
        }
        NixValue::Property(property) => match &**property {
            Property::Merge(all) => all.iter().for_each(|value| found(value, config, at, there)),
            Property::If(condition, value) if holds(condition, config) => found(value, config, at, there),
            Property::If(..) => {}
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn holds(condition: &NixValue, config: Config) -> bool {
    let NixValue::Deferred(deferred) = condition else { panic!("{condition:?} is settled") };
    match &**deferred {
        Deferred::Reference(path) => match &*path[1] {
            "a" => config.a,
            "b" => config.b,
            _ => config.c,
        },
        Deferred::Not(inner) => !holds(inner, config),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn what_counts_is_what_the_conditions_around_it_say(steps in steps()) {
        let attrs = || {
            let mut attrs = Attrs::new();
            run(&mut attrs.root(), &steps, &mut 0);
            attrs
        };
        for config in everything() {
            let mut expected = There::new();
            plain(&steps, config, "", true, &mut 0, &mut expected);
            // As a module, whose top is always there, and as the value of an option.
            let mut module = There::new();
            found(&NixValue::Set(attrs().build()), config, "", &mut module);
            module.remove("");
            prop_assert_eq!(&module, &expected);
            let mut value = There::new();
            found(&attrs().into_nix(), config, "", &mut value);
            value.remove("");
            prop_assert_eq!(&value, &expected);
        }
    }
}
