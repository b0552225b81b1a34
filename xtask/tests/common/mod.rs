//! Small fleets, written by hand, and a folder to emit them into.
#![allow(dead_code, reason = "each test file takes what it needs")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use nest_core::__private::{BodyFn, Code, Context, Failure};
use nest_core::model::{
    Attr, AttrId, BodyId, Class, ClassBody, ClassId, Entry, EntryId, Key, Layout, OutputId, Route, Rule,
    Scalar, Table, Target, Trait, TraitId, Tree, Type,
};
use nest_core::nix::Attrs;
use nest_core::selector::{Complex, Compound, Selector, Simple};
use nest_core::value::Value;
use nest_core::{Declared, Fleet, model};
use nest_xtask::Exit;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A fleet with these hosts in the namespace `prod`, each with one module, and a registry beside them.
///
/// Its traits are `host` and `registry`, its attributes `env` and `port`, its outputs `nixosConfigurations` and,
/// empty, `homeConfigurations`.
pub fn fleet(ident: &'static str, hosts: &[&'static str], body: BodyFn) -> Fleet<'static> {
    let attr = |name, scalar| Attr {
        key: Key::of("tests", name),
        name,
        doc: "",
        place: model::Place::on(1),
        ty: Type::scalar(scalar),
        unique: nest_core::model::Unique::No,
        inherited: false,
        default: None,
    };
    let class = |id, output, args| Class {
        id: ClassId(id),
        place: model::Place::on(3),
        route: Route::Output { output: OutputId(output), name: None, args },
    };
    let host = Trait { classes: vec![class(0, 0, Some(BodyId(0)))].into(), ..empty_trait("host") };
    let user = Trait { classes: vec![class(1, 1, None)].into(), ..empty_trait("user") };
    let registry = empty_trait("registry");
    let namespace = Entry {
        attrs: vec![(AttrId(0), Value::Str("prod".into()))],
        ..Entry::named("prod", model::Place::on(10))
    };
    let node = |name, parent, line, id| Entry {
        parent,
        is: Some(vec![TraitId(id)]),
        attrs: vec![(AttrId(1), Value::Int(80))],
        ..Entry::named(name, line)
    };
    let hosts =
        hosts.iter().zip(11..).map(|(name, line)| node(*name, Some(EntryId(0)), model::Place::on(line), 0));
    let entries = std::iter::once(namespace).chain(hosts).chain([node("a.b", None, model::Place::on(99), 2)]);
    let declared = Declared {
        package: "tests",
        ident,
        files: vec!["tests/fleet.rs"].into(),
        attrs: vec![attr("env", Scalar::String), attr("port", Scalar::Unknown)].into(),
        traits: vec![host, user, registry].into(),
        classes: vec!["nixos", "homeManager"].into(),
        outputs: vec!["nixosConfigurations", "homeConfigurations"].into(),
        rules: vec![rule(7, 0, 1)].into(),
        ..Declared::EMPTY
    };
    let code = Code { bodies: vec![system as BodyFn, body].into(), ..Code::EMPTY };
    Fleet { declared, dom: Tree { entries: entries.collect() }.encode().into(), code }
}

/// The fleet, written so.
pub fn laid_out(layout: Layout, mut fleet: Fleet<'static>) -> Fleet<'static> {
    fleet.declared.layout = layout;
    fleet
}

/// A rule on the trait `host` with a body of the class `nixos`.
pub fn rule(line: u32, class: u32, body: u32) -> Rule<'static> {
    let host = Compound { all: vec![Simple::Trait(TraitId(0))].into() };
    Rule {
        label: None,
        doc: "",
        place: model::Place::on(line),
        allow: Table::EMPTY,
        target: Target::Matching(Selector {
            any: vec![Complex { subject: host, links: Table::EMPTY }].into(),
        }),
        bodies: vec![ClassBody {
            class: Some(ClassId(class)),
            place: model::Place::on(line),
            arguments: Table::EMPTY,
            assignments: Table::EMPTY,
            body: BodyId(body),
        }]
        .into(),
        synth: None,
    }
}

fn empty_trait(name: &'static str) -> Trait<'static> {
    Trait::marker(Key::of("tests", name), name, model::Place::on(2))
}

fn system(_: Context<'_>) -> Result<Attrs, Failure> {
    let mut attrs = Attrs::new();
    attrs.root().assign(&["system"], "x86_64-linux");
    Ok(attrs)
}

/// A body: the host's name.
pub fn host_name(context: Context<'_>) -> Result<Attrs, Failure> {
    let mut attrs = Attrs::new();
    attrs.root().assign(&["networking", "hostName"], context.node().name);
    Ok(attrs)
}

/// A body: the host's name, and its own port.
pub fn host_name_and_port(context: Context<'_>) -> Result<Attrs, Failure> {
    let mut attrs = host_name(context)?;
    attrs.root().assign(&["networking", "firewall", "allowedTCPPorts"], [22]);
    Ok(attrs)
}

/// A body that fails on every host but `lb`.
pub fn fails(context: Context<'_>) -> Result<Attrs, Failure> {
    if context.node().name == "lb" { host_name(context) } else { Err("no address is left".into()) }
}

/// What is printed of an error on a line of a fleet made by hand, whose source is nowhere.
pub fn error(code: &str, message: &str, line: u32, note: &str) -> String {
    let note = if note.is_empty() { String::new() } else { format!(" = note: {note}\n") };
    format!("error[{code}]: {message}\n--> tests/fleet.rs:{line}:1\n{note}\n")
}

/// What is printed where [`fails`] fails.
pub fn no_address(on: &str) -> String {
    error("body-failed", "no address is left", 7, &format!("in rule `host`, on {on}"))
}

/// A folder, and what commands print.
pub struct Place {
    pub folder: TempDir,
}

/// What a command left.
#[derive(Debug)]
pub struct Ran {
    pub exit: Exit,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The files, with what they hold.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files: Vec<_> = fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| {
                (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        files
    }

    pub fn names(&self) -> Vec<String> {
        self.files().into_iter().map(|(name, _)| name).collect()
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// `emit --out <the folder>` with these arguments behind. Messages have the folder's path as `DIR`.
    pub fn emit(&self, fleets: &[&Fleet<'static>], arguments: &[&str]) -> Ran {
        let folder = self.folder.path().to_str().unwrap();
        let mut ran = run(fleets, &[&["emit", "--out", folder], arguments].concat());
        ran.err = ran.err.replace(folder, "DIR");
        ran
    }
}

/// The command line `cargo xtask` with these arguments.
pub fn run(fleets: &[&Fleet<'static>], arguments: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = nest_xtask::run([&["xtask"], arguments].concat(), fleets, &mut out, &mut err);
    Ran { exit, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// Whether a file is whole: JSON, up to a newline at its end.
pub fn is_whole(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap();
    text.ends_with("}\n") && serde_json::from_str::<serde_json::Value>(&text).is_ok()
}
