//! What goes wrong when bodies run: each is named, with its place, its node and its option.

use nest_core::Fleet;
use nest_core::prelude::*;
use nest_tests::{emit, printed};

const NUL: &str = "a\0b";

nest_macros::fleet! {
    /// Bodies that fail, and values that Nix cannot take.
    pub static FAILING;

    attr kind: String;

    trait host { class nixos => nixosConfigurations; }

    good { is = [host]; kind = "good"; }
    nul { is = [host]; kind = "nul"; }
    big { is = [host]; kind = "big"; }
    nan { is = [host]; kind = "nan"; }
    key { is = [host]; kind = "key"; }
    twice { is = [host]; kind = "twice"; }
    turn { is = [host]; kind = "turn"; }
    below { is = [host]; kind = "below"; }
    fails { is = [host]; kind = "fails"; }
    panics { is = [host]; kind = "panics"; }
    file { is = [host]; kind = "file"; }

    rule host as strict => nixos(node) {
        let kind = node.get(kind).unwrap_or_default();
        ok = true;
        match kind {
            "nul" => { a.text = ["fine".to_owned(), format!("cut{NUL}here")]; }
            "big" => { a.number = u64::MAX; }
            "nan" => { a.float = mk_force(f64::NAN); }
            "key" => { a.set = { x.["_type"] = "if"; }; }
            "twice" => {
                let name = "b";
                a.[name] = 1;
                a.b = 2;
            }
            "turn" => {
                for i in 1..=3 {
                    a.number = i;
                }
            }
            "below" => {
                let name = "b";
                a.[name].c = 1;
                a.b = 2;
            }
            "fails" => { a.n = "many".parse::<u16>()?; }
            "panics" => { a.n = [1, 2][node.name.len()]; }
            "file" => { let name = "_file"; [name] = 1; }
            _ => {}
        }
    }
}

#[test]
fn every_failure_is_told_at_once() {
    let error = emit(&FAILING).unwrap_err();
    let expected = [
        ("nul", "`a.text[1]`: text with a NUL, where Nix would cut it; take the NUL out [value-refused]"),
        (
            "big",
            "`a.number`: `18446744073709551615` is outside Nix's integers, which have 64 bits and a sign; write it as \
             text [value-refused]",
        ),
        ("nan", "`a.float`: `NaN` is no number that Nix has; assign a finite one [value-refused]"),
        (
            "key",
            "`a.set.x._type` is reserved: in an attribute set it would be taken for more than data, as what `mk_force`, \
             `mk_if` and the like make is; choose another name [reserved-name]",
        ),
        ("twice", "`a.b` is assigned twice; remove one [assigned-twice]"),
        (
            "turn",
            "`a.number` is assigned again in each round of the loop; assign once, without the loop around it, a list \
             (`[for … in … => …]`) or several definitions (`mk_merge([for … in … => …])`), or give each round a path of \
             its own (`.[name]`) [assigned-twice]",
        ),
        ("below", "`a.b` is assigned as a whole, and `a.b.c` below it; write one of them [assigned-twice]"),
        ("fails", "invalid digit found in string [body-failed]"),
        ("panics", "it panicked: index out of bounds: the len is 2 but the index is 6 [body-failed]"),
        (
            "file",
            "`_file` is reserved: it says where a module came from; choose another name [reserved-name]",
        ),
    ];
    let place = |node: &str| {
        let (arm, word) = PLACES.into_iter().find(|(arm, _)| *arm == node).unwrap();
        let source = include_str!("failures.rs");
        let arm = source.find(&format!("\"{arm}\" => {{")).unwrap();
        place_of(source, arm + source[arm..].find(word).unwrap())
    };
    let expected = expected.map(|(node, error)| {
        let (error, code) = error.strip_suffix(']').unwrap().rsplit_once(" [").unwrap();
        let (line, column) = place(node);
        (format!("error[{code}]: {error}"), (line, column), format!("in rule `strict`, on `{node}`"))
    });
    let told = printed(&error).into_iter().map(|told| (told.head, (told.line, told.column), told.note));
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert!(error.contains("\n  --> tests/tests/failures.rs:"), "{error}");
    assert!(error.ends_with("\n\n10 errors; nothing was printed\n"), "{error}");
}

/// In the arm of each kind, the word that is to be underlined.
const PLACES: [(&str, &str); 10] = [
    ("nul", "a.text"),
    ("big", "a.number"),
    ("nan", "a.float"),
    ("key", "a.set"),
    ("twice", "a.b = 2"),
    ("turn", "a.number"),
    ("below", "a.b = 2"),
    ("fails", "\"many\""),
    ("panics", "[1, 2]"),
    ("file", "[name] = 1"),
];

/// The line and the column of a byte, from 1.
fn place_of(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    (before.lines().count(), before.lines().last().unwrap_or_default().chars().count() + 1)
}

/// What `emit` says of a fleet: each message with its code, and what ran.
fn said(fleet: &Fleet<'static>) -> Vec<String> {
    let told = printed(&emit(fleet).unwrap_err());
    told.into_iter()
        .map(|told| if told.note.is_empty() { told.head } else { format!("{}, {}", told.head, told.note) })
        .collect()
}

/// Texts of paths that leave the workspace or are all of it, and what is said of each.
const TEXTS: [(&str, &str); 12] = [
    ("../../etc/passwd", "`../../etc/passwd` leads upwards with `..`"),
    ("hosts/../../b", "`hosts/../../b` leads upwards with `..`"),
    ("/etc/passwd", "`/etc/passwd` is absolute"),
    ("//a", "`//a` is absolute"),
    (".", "`.` has a part `.`"),
    ("./README.md", "`./README.md` has a part `.`"),
    ("", "`` is no path, and would be the whole workspace"),
    ("hosts//disko.nix", "`hosts//disko.nix` has a part without a name"),
    ("hosts//", "`hosts//` has a part without a name"),
    ("~/x", "`~/x` begins with `~`, which is no folder here"),
    ("~", "`~` begins with `~`, which is no folder here"),
    ("README.md\0.nix", "`README.md\\0.nix` has a NUL"),
];

mod paths {
    use nest_core::prelude::*;

    nest_macros::fleet! {
        /// Paths that are known when code runs, everywhere that one can stand.
        pub static PATHS;

        trait host {
            class nixos => nixosConfigurations { specialArgs.file = path!("{super::TEXTS[0].0}"); };
            class made => || [path!("{super::TEXTS[1].0}")];
        }
        a { is = [host]; }
        rule host as texts => nixos { all = [for text in super::TEXTS => path!("{text.0}")]; }
        rule host as modules => made { x = 1; }
        output whole { deep.file = mk_force(path!("{super::TEXTS[2].0}")); }
    }
}

#[test]
fn a_path_that_is_no_path_from_the_root_is_told_with_its_option() {
    let told = |of: &str, option: &str, what: &str| {
        format!(
            "error[value-refused]: `{option}`: {what}; write a path from the workspace's root, such as \
             `hosts/web-1.nix`, in {of}"
        )
    };
    let mut expected = vec![told("class `nixos` of trait `host`, on `a`", "specialArgs.file", TEXTS[0].1)];
    let all = TEXTS.iter().enumerate();
    expected.extend(all.map(|(i, (_, what))| told("rule `texts`, on `a`", &format!("all[{i}]"), what)));
    expected.push(told("class `made` of trait `host`, on `a`", "made[0]", TEXTS[1].1));
    expected.push(told("output `whole`", "deep.file", TEXTS[2].1));
    assert_eq!(said(&paths::PATHS), expected);
}

mod cut {
    nest_macros::fleet! {
        /// Names that are known when code runs, and that Nix would cut or take for more.
        pub static CUT;

        trait host {
            class nixos => nixosConfigurations { specialArgs.[super::NUL] = 1; "other".["_nest"] = 1; };
        }
        trait user { class user => parent.nixos at users.[super::NUL].x; }
        trait home { class home => parent.nixos at [["_type"][0]]; }
        trait file { class file => parent.nixos at [["_file"][0]]; }
        a { is = [host]; u { is = [user]; } h { is = [home]; } f { is = [file]; } }
        rule host as names => nixos {
            reference = pkgs.[super::NUL].x;
            text = text!("{pkgs.hello} {super::NUL}");
            argument = nix!("{ a }: a", a = super::NUL);
            map = std::collections::BTreeMap::from([(super::NUL, 1)]);
            typed = std::collections::BTreeMap::from([("_type", 1)]);
        }
        rule user => user { x = 1; }
        rule home => home { x = 1; }
        rule file => file { x = 1; }
        output whole { [super::NUL] = 1; x = set! { ["_nest"] = 1; }; }
    }
}

#[test]
fn what_nix_would_read_otherwise_is_told_wherever_it_is_computed() {
    let nul = |of: &str, option: &str| {
        format!(
            "error[value-refused]: `{option}`: text with a NUL, where Nix would cut it; take the NUL out, in {of}"
        )
    };
    let reserved = |of: &str, option: &str| {
        format!(
            "error[reserved-name]: `{option}` is reserved: in an attribute set it would be taken for more than data, \
             as what `mk_force`, `mk_if` and the like make is; choose another name, in {of}"
        )
    };
    let (class, rule) = ("class `nixos` of trait `host`, on `a`", "rule `names`, on `a`");
    let expected = [
        nul(class, "specialArgs.\"a\\0b\""),
        reserved(class, "other._nest"),
        nul(rule, "reference"),
        nul(rule, "text"),
        nul(rule, "argument.a"),
        nul(rule, "map.\"a\\0b\""),
        reserved(rule, "typed._type"),
        nul("the path of a class, on `a.u`", "users.\"a\\0b\""),
        reserved("the path of a class, on `a.h`", "_type"),
        "error[reserved-name]: `_file` is reserved: it says where a module came from; choose another name, in the \
         path of a class, on `a.f`"
            .to_owned(),
        nul("output `whole`", "\"a\\0b\""),
        reserved("output `whole`", "x._nest"),
    ];
    assert_eq!(said(&cut::CUT), expected);
}

mod made {
    nest_macros::fleet! {
        /// Nodes and values that are made when the tree grows.
        pub static MADE;

        attr ports: { String: u16 };
        attr motd: String;
        attr weight: f64;
        trait host {
            class nixos => nixosConfigurations;
            synth {
                child ["a\0b".to_owned()] { is = [user]; }
                child [""] { is = [user]; child ["d\0"] { is = [user]; } }
                ports = std::collections::BTreeMap::from([("e\0", 1u16), ("_type", 2)]);
                motd = format!("{}", "f\0");
                weight = f64::NAN;
            }
        }
        trait user { class user => users; }
        a { is = [host]; }
    }
}

#[test]
fn a_made_node_or_value_that_nix_would_read_otherwise_is_told_at_its_synth() {
    let nul = "text with a NUL, where Nix would cut it; take the NUL out";
    let expected = [
        ("motd =", "error[mistyped-value]: `\"f\\0\"` is not of type `String`; Nix would cut it at the NUL"),
        ("weight = f64", "error[mistyped-value]: `NaN` is not of type `f64`"),
        ("child [\"a", &format!("error[value-refused]: `a.\"a\\0b\"`: {nul}")),
        ("child [\"\"]", "error[value-refused]: `a.\"\"`: an empty name; write one"),
        ("child [\"d", &format!("error[value-refused]: `a.\"\".\"d\\0\"`: {nul}")),
        (
            "ports =",
            "error[reserved-name]: `a.ports._type` is reserved: in an attribute set it would be taken for more than \
             data, as what `mk_force`, `mk_if` and the like make is; choose another name",
        ),
        ("ports =", &format!("error[value-refused]: `a.ports.\"e\\0\"`: {nul}")),
    ];
    let source = include_str!("failures.rs");
    let made = source.find("pub static MADE").unwrap();
    let place = |word: &str| place_of(source, made + source[made..].find(word).unwrap());
    let expected = expected.map(|(word, head)| (head.to_owned(), place(word)));
    let told = printed(&emit(&made::MADE).unwrap_err());
    let told = told.into_iter().map(|told| (told.head, (told.line, told.column)));
    assert_eq!(told.collect::<Vec<_>>(), expected);
}
