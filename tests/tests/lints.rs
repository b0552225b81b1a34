//! Lints: what is told without being an error, and how to change that.

use nest_core::Fleet;
use nest_xtask::Exit;

nest_macros::fleet! {
    /// Siblings of another namespace, asked for by two rules, one of which says that it is meant.
    pub static DOUBTFUL;

    trait host { class nixos => nixosConfigurations; }

    prod { a { is = [host]; } b { is = [host]; } }
    staging { c { is = [host]; } }

    rule host as told => nixos(select) { x.hosts = select.siblings(host).len(); }

    #[allow(sibling-crosses-namespace)]
    rule host as meant => nixos(select) { y.hosts = select.siblings(host).len(); }

    #[allow(dead-rule)]
    rule #nobody => nixos { z = 1; }
}

nest_macros::fleet! {
    /// The same, silenced for the whole fleet.
    #[allow(sibling-crosses-namespace)]
    pub static SILENT;

    trait machine { class nixos => nixosConfigurations; }
    north { d { is = [machine]; } }
    south { e { is = [machine]; } }
    rule machine => nixos(select) { x.hosts = select.siblings(machine).len(); }
}

nest_macros::fleet! {
    /// A node without `is`, which is none.
    pub static FORGETFUL;

    attr port: u16;
    trait box_ { class nixos => nixosConfigurations; }
    prod { f { is = [box_]; } g { port = 80; } }
    rule box_ => nixos { x = 1; }
}

fn check(fleets: &[&Fleet<'static>], arguments: &[&str]) -> (Exit, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = nest_xtask::run(["xtask", "check"].iter().chain(arguments), fleets, &mut out, &mut err);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn message() -> String {
    let line = DOUBTFUL.declared.rules[0].bodies[0].place.line;
    format!(
        "warning[sibling-crosses-namespace]: `select.siblings(host)` returned `staging.c`, which stands in another \
         namespace; `select.peers(host)` stays in one
  --> tests/tests/lints.rs:{line}:59
   |
{line} |     rule host as told => nixos(select) {{ x.hosts = select.siblings(host).len(); }}
   |                                                           ^^^^^^^^
   |
   = note: in rule `told`, on `prod.a` and 2 more

"
    )
}

#[test]
fn a_doubt_is_told_once_for_each_rule_and_is_no_error() {
    let told = check(&[&DOUBTFUL], &[]);
    assert_eq!(told, (Exit::Done, message(), "1 fleet: 0 errors, 1 warning\n".to_owned()));
}

#[test]
fn a_node_without_traits_to_have_is_doubtful() {
    let (exit, out, _) = check(&[&FORGETFUL], &[]);
    let expected = "warning[empty-namespace]: `prod.g` has no `is` and nothing stands in it; add `is = […];` to make \
                    it a node\n";
    assert!(exit == Exit::Done && out.starts_with(expected), "{out}");
    assert_eq!(check(&[&FORGETFUL], &["--deny", "empty-namespace"]).0, Exit::Wrong);
}

#[test]
fn a_doubt_can_be_denied() {
    let (exit, out, err) = check(&[&DOUBTFUL], &["--deny", "sibling-crosses-namespace"]);
    let denied = message().replace("warning[", "error[");
    assert_eq!((exit, out, &*err), (Exit::Wrong, denied, "1 fleet: 1 error, 0 warnings\n"));
}

#[test]
fn a_doubt_is_silent_where_it_is_allowed() {
    let told = check(&[&SILENT], &["--deny", "sibling-crosses-namespace"]);
    assert_eq!(told, (Exit::Done, String::new(), "1 fleet: 0 errors, 0 warnings\n".to_owned()));
}

#[test]
fn only_lints_can_be_denied() {
    let (exit, _, err) = check(&[&SILENT], &["--deny", "sibling-cross-namespace"]);
    let expected = "unknown lint `sibling-cross-namespace`; did you mean `sibling-crosses-namespace`?\n";
    assert_eq!((exit, &*err), (Exit::Usage, expected));
    let (exit, _, err) = check(&[&SILENT], &["--deny", "syntax"]);
    assert_eq!((exit, &*err), (Exit::Usage, "`syntax` is an error already; `--deny` is for lints\n"));
}

#[test]
fn findings_can_be_read_by_programs() {
    let (exit, out, _) = check(&[&DOUBTFUL, &SILENT], &["--json"]);
    assert_eq!(exit, Exit::Done);
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told.as_array().unwrap().len(), 1);
    let first = &told[0];
    assert_eq!(first["fleet"], "doubtful");
    assert_eq!(first["level"], "warning");
    assert_eq!(first["code"], "sibling-crosses-namespace");
    assert_eq!(first["file"], "nest-tests/tests/lints.rs");
    assert_eq!(first["line"], DOUBTFUL.declared.rules[0].bodies[0].place.line);
    assert_eq!(first["column"], 59);
    assert!(!first["message"].as_str().unwrap().contains("sibling-crosses-namespace"));
    assert_eq!(first["nodes"], serde_json::json!(["prod.a", "prod.b", "staging.c"]));
    assert_eq!(check(&[&SILENT], &["--json"]).1, "[]\n");
}

#[test]
fn emit_tells_doubts_too() {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = nest_xtask::run(["xtask", "emit", "--stdout"], &[&DOUBTFUL], &mut out, &mut err);
    assert_eq!((exit, String::from_utf8(err).unwrap()), (Exit::Done, message()));
}
