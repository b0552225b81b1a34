//! A resolved fleet as the document that is written: JSON, or the same in another format.
//!
//! Every configuration is evaluated when its turn to be written comes, and dropped then: memory does not grow with
//! the number of hosts.

use crate::deferred::Later;
use crate::foreign::{Asked, Expressions, WorkspaceFiles};
use crate::format::{Error as FormatError, Format};
use nest_core::model::OutputId;
use nest_core::nix::{NixValue, Property, Set};
use nest_core::value::Value;
use nest_core::{Configuration, Diagnostic, Evaluated, Module, Node, Resolved};
use serde::ser::{Error, Serialize, SerializeMap, Serializer};
use std::cell::{Cell, RefCell};
use std::io::{self, BufWriter, Write};

/// The document's first key: what a reader has to understand.
const FORMAT: &str = "nest-fleet/1";

/// Why there is no document. What was written of it is good for nothing.
#[derive(Debug)]
pub enum Unwritten {
    /// The fleet is wrong: a line for every body that failed.
    Wrong(Vec<String>),
    /// The bytes could not be written.
    Io(io::Error),
}

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// How many systems there are.
    pub systems: usize,
    /// What is doubtful about them.
    pub warnings: Vec<Diagnostic>,
    /// The functions in the Nix language that it calls.
    pub expressions: Expressions,
}

/// Writes a fleet's document.
///
/// # Errors
///
/// All bodies run, also after one has failed, so that all failures are told at once.
pub fn write(resolved: &Resolved, format: Format, out: impl Write) -> Result<Written, Unwritten> {
    let document = Document::of(resolved);
    let mut out = BufWriter::new(out);
    format.write(&document, &mut out).map_err(|error| document.unwritten(error))?;
    let written = document.finish()?;
    out.flush().map_err(Unwritten::Io)?;
    Ok(written)
}

/// The document, and what is found while it is written.
pub struct Document<'r> {
    resolved: &'r Resolved<'r>,
    /// The files of all systems, in the order of the outputs; the systems themselves, if they have no files.
    pub files: Option<Vec<Vec<SystemFile<'r>>>>,
    /// Serialising stops at its first error, and failures shall all be told: they are kept here.
    failures: RefCell<Vec<String>>,
    systems: Cell<usize>,
    warnings: RefCell<Vec<Diagnostic>>,
    expressions: RefCell<Expressions>,
    workspace: WorkspaceFiles,
}

/// A file that holds a system, instead of the document.
pub struct SystemFile<'r> {
    /// The name of the system.
    pub name: &'r str,
    /// The path, from the folder that the document is in.
    pub path: String,
    /// The hash of the bytes, in lower-case hexadecimal digits.
    pub sha256: String,
}

impl<'r> Document<'r> {
    /// The whole document.
    pub fn of(resolved: &'r Resolved<'r>) -> Self {
        Self {
            resolved,
            files: None,
            failures: RefCell::default(),
            systems: Cell::new(0),
            warnings: RefCell::new(resolved.warnings().to_vec()),
            expressions: RefCell::default(),
            workspace: WorkspaceFiles::default(),
        }
    }

    /// Runs the bodies of a system. Nothing if one fails.
    pub fn system(&self, configuration: Configuration<'r>) -> Option<System> {
        match configuration.evaluate() {
            Ok(mut evaluated) => {
                self.warnings.borrow_mut().append(&mut evaluated.warnings);
                let missing = self.workspace.missing(self.resolved, &configuration, &evaluated);
                missing.iter().for_each(|missing| self.fail(missing.to_string()));
                self.expressions.borrow_mut().extend(Asked::by(&evaluated).expressions());
                self.systems.set(self.systems.get() + 1);
                Some(System(evaluated))
            }
            Err(failures) => {
                failures.iter().for_each(|failed| self.fail(failed.to_string()));
                None
            }
        }
    }

    /// Why there is no document, when writing ended with this.
    pub fn unwritten(&self, error: FormatError) -> Unwritten {
        match error {
            FormatError::Io(error) => Unwritten::Io(error),
            FormatError::Value(why) => {
                self.fail(format!("{}: {why}", self.resolved.declared().own_file()));
                Unwritten::Wrong(self.failures.take())
            }
        }
    }

    /// What was written, if nothing failed.
    pub fn finish(self) -> Result<Written, Unwritten> {
        let Self { resolved: _, files: _, failures, systems, warnings, expressions, workspace: _ } = self;
        match failures.into_inner() {
            failures if failures.is_empty() => Ok(Written {
                systems: systems.get(),
                warnings: Diagnostic::first_of_each(warnings.into_inner()),
                expressions: expressions.into_inner(),
            }),
            failures => Err(Unwritten::Wrong(failures)),
        }
    }

    fn fail(&self, line: String) {
        self.failures.borrow_mut().push(line);
    }
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fleet = self.resolved.declared();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", FORMAT)?;
        map.serialize_entry("fleet", &fleet.name())?;
        for (i, name) in fleet.outputs.iter().enumerate() {
            match &self.files {
                None => map.serialize_entry(name, &Output { document: self, id: OutputId::at(i) })?,
                Some(files) => map.serialize_entry(name, &Files(files.get(i).map_or(&[], Vec::as_slice)))?,
            }
        }
        for output in self.resolved.own_outputs() {
            match output.evaluate() {
                Ok(set) => {
                    self.workspace
                        .missing_of(&output, &set)
                        .iter()
                        .for_each(|missing| self.fail(missing.to_string()));
                    self.expressions.borrow_mut().extend(Asked::by_set(&set).expressions());
                    map.serialize_entry(output.name(), &Nix(&NixValue::Set(set)))?;
                }
                Err(failures) => failures.iter().for_each(|failed| self.fail(failed.to_string())),
            }
        }
        map.serialize_entry("nodes", &Nodes(self.resolved))?;
        map.end()
    }
}

struct Output<'d, 'r> {
    document: &'d Document<'r>,
    id: OutputId,
}

impl Serialize for Output<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { document, id } = *self;
        let mut map = serializer.serialize_map(None)?;
        for configuration in document.resolved.configurations_of(id) {
            if let Some(system) = document.system(configuration) {
                map.serialize_entry(configuration.name(), &system)?;
            }
        }
        map.end()
    }
}

struct Files<'d>(&'d [SystemFile<'d>]);

impl Serialize for Files<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|file| (file.name, file)))
    }
}

impl Serialize for SystemFile<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { name: _, path, sha256 } = self;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("file", path)?;
        map.serialize_entry("sha256", sha256)?;
        map.end()
    }
}

/// An entry of an output.
pub struct System(Evaluated);

impl Serialize for System {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Evaluated { args, modules, data, warnings: _ } = &self.0;
        if let Some(data) = data {
            return Nix(data).serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        entries(&mut map, args)?;
        map.serialize_entry("modules", &Modules(modules))?;
        map.end()
    }
}

struct Modules<'m>(&'m [Module]);

impl Serialize for Modules<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Options))
    }
}

struct Options<'m>(&'m Module);

impl Serialize for Options<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Module { file, set, .. } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("_file", file)?;
        entries(&mut map, set)?;
        map.end()
    }
}

fn entries<M: SerializeMap>(map: &mut M, set: &Set) -> Result<(), M::Error> {
    set.iter().try_for_each(|(name, value)| map.serialize_entry(name, &Nix(value)))
}

/// A value of an option.
pub struct Nix<'v>(pub &'v NixValue);

impl Serialize for Nix<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            NixValue::Null => serializer.serialize_unit(),
            NixValue::Bool(b) => serializer.serialize_bool(*b),
            NixValue::Int(i) => serializer.serialize_i64(*i),
            NixValue::Float(x) => serializer.serialize_f64(*x),
            NixValue::Text(text) => serializer.serialize_str(text),
            NixValue::List(elements) => serializer.collect_seq(elements.iter().map(Nix)),
            NixValue::Set(set) => {
                let mut map = serializer.serialize_map(Some(set.iter().len()))?;
                entries(&mut map, set)?;
                map.end()
            }
            NixValue::Module(file, set) => Whole { file, set }.serialize(serializer),
            NixValue::Property(property) => Mark(property).serialize(serializer),
            NixValue::Deferred(deferred) => Later(deferred).serialize(serializer),
            // `Configuration::evaluate` has named it already, with its option.
            NixValue::Refused(refusal) => Err(S::Error::custom(refusal)),
        }
    }
}

/// A module by itself, inside another: marked, so that what reads it can tell it from an attribute set.
struct Whole<'v> {
    file: &'v str,
    set: &'v Set,
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { file, set } = *self;
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("_nest", "module")?;
        map.serialize_entry("_file", file)?;
        map.serialize_entry("imports", &Nix(set.get(IMPORTS).unwrap_or(&NixValue::List(Vec::new()))))?;
        map.serialize_entry("config", &Config(set))?;
        map.end()
    }
}

/// The key of a module that is no option.
const IMPORTS: &str = "imports";

/// The options of a module, less its imports.
struct Config<'v>(&'v Set);

impl Serialize for Config<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let options = self.0.iter().filter(|(name, _)| *name != IMPORTS);
        serializer.collect_map(options.map(|(name, value)| (name, Nix(value))))
    }
}

/// A property: the set with `_type` that the module system's own functions make.
struct Mark<'v>(&'v Property);

impl Serialize for Mark<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.0 {
            Property::Override(priority, content) => {
                map.serialize_entry("_type", "override")?;
                map.serialize_entry("priority", priority)?;
                map.serialize_entry("content", &Nix(content))?;
            }
            Property::Order(priority, content) => {
                map.serialize_entry("_type", "order")?;
                map.serialize_entry("priority", priority)?;
                map.serialize_entry("content", &Nix(content))?;
            }
            Property::If(condition, content) => {
                map.serialize_entry("_type", "if")?;
                map.serialize_entry("condition", &Nix(condition))?;
                map.serialize_entry("content", &Nix(content))?;
            }
            Property::Merge(contents) => {
                map.serialize_entry("_type", "merge")?;
                map.serialize_entry("contents", &contents.iter().map(Nix).collect::<Vec<_>>())?;
            }
        }
        map.end()
    }
}

struct Nodes<'r>(&'r Resolved<'r>);

impl Serialize for Nodes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.nodes().map(|node| (node.path(), About { resolved: self.0, node })))
    }
}

/// What is known of a node without evaluating anything.
struct About<'r> {
    resolved: &'r Resolved<'r>,
    node: Node<'r>,
}

impl Serialize for About<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { node, .. } = self;
        let traits: Vec<&str> = node.traits().map(|(name, _)| name).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", node.name)?;
        // Of `names = path;`, it is called otherwise there.
        if node.output() != node.name {
            map.serialize_entry("output", node.output())?;
        }
        map.serialize_entry("outputs", &node.outputs().collect::<Vec<_>>())?;
        map.serialize_entry("namespace", &node.namespace())?;
        map.serialize_entry("traits", &traits)?;
        if node.is_extern() {
            map.serialize_entry("extern", &true)?;
        }
        map.serialize_entry("attrs", &Attributes(self))?;
        map.end()
    }
}

struct Attributes<'n>(&'n About<'n>);

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let About { resolved, node } = self.0;
        let attrs = node.attrs();
        serializer.collect_map(attrs.map(|(name, value)| (name, Attribute { resolved, value })))
    }
}

/// A value of an attribute.
struct Attribute<'v> {
    resolved: &'v Resolved<'v>,
    value: &'v Value<'v>,
}

impl Serialize for Attribute<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let resolved = self.resolved;
        match self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(b) => serializer.serialize_bool(*b),
            Value::Int(i) => serializer.serialize_i64(*i),
            Value::Float(x) => serializer.serialize_f64(*x),
            Value::Str(text) => serializer.serialize_str(text),
            Value::List(parts) => {
                serializer.collect_seq(parts.iter().map(|value| Attribute { resolved, value }))
            }
            Value::Map(parts) => serializer
                .collect_map(parts.iter().map(|(name, value)| (name, Attribute { resolved, value }))),
            // The key of the node among the nodes.
            Value::Node(id, _) => serializer.serialize_str(&resolved.path(*id)),
            Value::Unknown => Err(S::Error::custom("an attribute has a value that the macro could not read")),
        }
    }
}
