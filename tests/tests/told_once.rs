//! One mistake is one message, however many nodes it is about, and brings no others with it.

use nest_core::Fleet;
use nest_core::model::Tree;
use nest_tests::{emit, printed};
use nest_xtask::Exit;

mod many {
    pub const NUL: &str = "a\0b";

    nest_macros::fleet! {
        /// Bodies that are wrong on every host, each in its way.
        pub static MANY;

        attr addr: unique Ipv4Addr;
        trait host {
            class nixos => nixosConfigurations;
            synth(node) {
                child agent { is = [agent]; addr = "10.0.0.1"; }
                if node.name.is_empty() { child other { is = [agent]; addr = "10.0.0.2"; } }
            }
        }
        trait agent { requires = [addr]; }

        for i in 1..=300 { web-[i] { is = [host]; } }

        rule host as nul => nixos { a.text = format!("cut{}here", super::many::NUL); }
        rule host as file => nixos(node) { imports = [path!("hosts/{node.name}.nix")]; }
        rule host as fails => nixos { b = "many".parse::<u16>()?; }
        rule host as panics => nixos(node) { c = [1, 2][node.name.len()]; }
        rule host as twice => nixos { let name = "e"; d.[name] = 1; d.e = 2; }
        rule host as turn => nixos { for i in 1..=5 { f.number = i; } }
    }
}

/// The same with one host.
fn with_one(fleet: &Fleet<'static>) -> Fleet<'static> {
    let dom: &'static [u8] = fleet.dom.to_vec().leak();
    let mut tree = Tree::decode(dom);
    tree.entries.truncate(1);
    Fleet { dom: tree.encode().into(), ..fleet.clone() }
}

/// Without the `synth`, whose mistake would be told alone.
fn without_synth(fleet: &Fleet<'static>) -> Fleet<'static> {
    let mut fleet = fleet.clone();
    fleet.declared.traits.to_mut()[0].synth = None;
    fleet
}

fn check(fleet: &Fleet<'static>) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    assert_eq!(nest_xtask::run(["xtask", "check"], &[fleet], &mut out, &mut err), Exit::Wrong);
    String::from_utf8(out).unwrap()
}

#[test]
fn a_mistake_on_one_host_and_on_three_hundred_is_as_many_lines() {
    let many = without_synth(&many::MANY);
    let one = with_one(&many);
    let (all, single) = (emit(&many).unwrap_err(), emit(&one).unwrap_err());
    assert_eq!(all.lines().count(), single.lines().count(), "{all}");
    assert_eq!(check(&many).lines().count(), check(&one).lines().count());
    // Of an import that is not there, nobody is told where bodies fail.
    let notes = |text: &str| printed(text).into_iter().map(|told| told.note).collect::<Vec<_>>();
    let rules = ["nul", "fails", "panics", "twice", "turn"];
    assert_eq!(notes(&all), rules.map(|rule| format!("in rule `{rule}`, on `web-1` and 299 more")));
    assert_eq!(notes(&single), rules.map(|rule| format!("in rule `{rule}`, on `web-1`")));
}

#[test]
fn a_file_that_is_missing_for_each_host_is_told_with_the_first() {
    let mut many = without_synth(&many::MANY);
    let is_meant = |label: Option<&str>| label == Some("file");
    let rules: Vec<_> = many.declared.rules.iter().filter(|rule| is_meant(rule.label)).cloned().collect();
    many.declared.rules = rules.into();
    let told = printed(&emit(&many).unwrap_err());
    let [only] = &told[..] else { panic!("{told:?}") };
    assert!(only.head.starts_with("error[missing-file]: `hosts/web-1.nix` is no file"), "{only:?}");
    assert_eq!(only.note, "in rule `file`, on `web-1` and 299 more");
}

#[test]
fn every_node_is_kept_in_what_programs_read() {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let many = without_synth(&many::MANY);
    nest_xtask::run(["xtask", "check", "--json"], &[&many], &mut out, &mut err);
    let told: serde_json::Value = serde_json::from_slice(&out).unwrap();
    for problem in told.as_array().unwrap() {
        assert_eq!(problem["nodes"].as_array().unwrap().len(), 300, "{problem}");
        assert!(problem["column"].as_u64().unwrap() > 1, "{problem}");
    }
}

#[test]
fn made_nodes_that_share_a_unique_value_are_told_once_where_they_are_made() {
    let told = printed(&emit(&many::MANY).unwrap_err());
    let [only] = &told[..] else { panic!("{told:?}") };
    let expected = "error[not-unique]: `web-2.agent` and `web-1.agent` (made by the `synth` of trait `host`) both have \
                    addr \"10.0.0.1\", and `addr` is unique; change one";
    assert_eq!(only.head, expected);
    assert_eq!(only.note, "on `web-2.agent` and 298 more");
    let source = include_str!("told_once.rs");
    let line = source.lines().position(|line| line.contains("child agent {")).unwrap() + 1;
    let code = source.lines().nth(line - 1).unwrap();
    assert_eq!((only.line, only.column), (line, code.find("addr =").unwrap() + 1));
}

mod several_classes {
    nest_macros::fleet! {
        /// One body for two classes, wrong in both.
        pub static SEVERAL_CLASSES;

        trait host;
        trait linux { needs = [host]; class nixos => nixosConfigurations; }
        trait mac { needs = [host]; class darwin => darwinConfigurations; }
        a { is = [linux]; }
        b { is = [mac]; }
        rule host as fails => nixos, darwin { x = "many".parse::<u16>()?; }
        rule host as nul => nixos, darwin { y = format!("cut{}here", super::many::NUL); }
    }
}

#[test]
fn a_body_for_several_classes_is_told_of_once() {
    let told = printed(&emit(&several_classes::SEVERAL_CLASSES).unwrap_err());
    let notes: Vec<&str> = told.iter().map(|told| told.note.as_str()).collect();
    assert_eq!(notes, ["in rule `fails`, on `a` and `b`", "in rule `nul`, on `a` and `b`"]);
}

mod two_makers {
    nest_macros::fleet! {
        /// Nodes that two synths make, with one name in one output, and with one address.
        pub static TWO_MAKERS;

        attr addr: unique Ipv4Addr;
        trait host { class nixos => nixosConfigurations; }
        trait rack { synth { child vm { is = [host]; addr = "10.0.0.1"; } } }
        rule #b as guests => synth { child vm { is = [host]; addr = "10.0.0.1"; } }
        trait plain;
        a { is = [rack]; }
        b { is = [plain]; }
        vm { is = [host]; addr = "10.0.0.1"; }
    }
}

#[test]
fn two_makers_are_both_named_and_what_is_written_is_never_the_one_too_many() {
    let heads: Vec<String> =
        printed(&emit(&two_makers::TWO_MAKERS).unwrap_err()).into_iter().map(|told| told.head).collect();
    let (rack, guests) = ("made by the `synth` of trait `rack`", "made by the `synth` of rule `guests`");
    let unique = |first: &str, second: &str| {
        format!(
            "error[not-unique]: {first} and {second} both have addr \"10.0.0.1\", and `addr` is unique; change one"
        )
    };
    let output = |first: &str, second: &str| {
        format!(
            "error[output-collision]: {first} and {second} would both be `nixosConfigurations.vm`; give one another name, \
             or write `names = path;` into the header"
        )
    };
    let (a, b) = (format!("`a.vm` ({rack})"), format!("`b.vm` ({guests})"));
    let line =
        include_str!("told_once.rs").lines().position(|line| line.contains("        vm { is")).unwrap() + 1;
    let written = format!("`vm` (line {line})");
    // In document order; where what is written comes behind what is made, they change places.
    assert_eq!(heads, [unique(&b, &a), unique(&a, &written), output(&b, &a), output(&a, &written)]);
}

mod endless {
    nest_macros::fleet! {
        /// Each guest has a guest.
        pub static ENDLESS;

        trait host { class nixos => nixosConfigurations; synth { if true { child guest { is = [host]; } } } }
        trait late;
        trait early;
        rule host => synth(node) { if node.name == "never" { child x { is = [late]; } } }
        a { is = [host]; }
        b { is = [early]; }
        rule late => nixos { x = 1; }
        rule early:not(late) => synth { child c { is = [late]; } }
    }
}

#[test]
fn synthesis_without_end_is_told_alone() {
    let told = printed(&emit(&endless::ENDLESS).unwrap_err());
    let [only] = &told[..] else { panic!("{told:?}") };
    assert!(only.head.starts_with("error[endless-synthesis]: "), "{only:?}");
}

mod failing {
    nest_macros::fleet! {
        /// A `synth` that fails, and what is there for the nodes that it would have made.
        pub static FAILING;

        attr port: u16;
        trait host {
            class nixos => nixosConfigurations;
            synth { child vm { is = [vm]; port = "x".parse::<u16>()?; } }
        }
        trait vm { requires = [port]; class home => homeConfigurations; }
        a { is = [host]; }
        rule vm => home { x = 1; }
        rule vm & #vm => home { y = 1; }
        rule host => nixos { x = 1; }
        assert vm => [port > 80], "high ports only";
    }
}

#[test]
fn a_synth_that_fails_makes_no_rule_dead() {
    let told = printed(&emit(&failing::FAILING).unwrap_err());
    let [only] = &told[..] else { panic!("{told:?}") };
    assert_eq!(only.head, "error[body-failed]: invalid digit found in string");
    assert_eq!(only.note, "on `a`");
}

mod twice {
    nest_macros::fleet! {
        /// Two traits of made nodes that define one class, which goes into one output.
        pub static TWICE;

        trait host { class nixos => nixosConfigurations; }
        trait vm { class nixos => nixosConfigurations; }
        trait both { synth { child c { is = [host, vm]; } } }
        a { is = [both]; }
        rule host => nixos { x = 1; }
    }
}

#[test]
fn a_class_that_a_node_has_twice_is_told_without_contrary_advice() {
    let told = printed(&emit(&twice::TWICE).unwrap_err());
    let [only] = &told[..] else { panic!("{told:?}") };
    assert!(only.head.starts_with("error[class-twice]: `a.c` gets class `nixos`"), "{only:?}");
    assert!(only.head.ends_with("a node has a class once: leave one of the traits out"), "{only:?}");
}
