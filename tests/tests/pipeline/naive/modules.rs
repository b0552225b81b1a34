//! Routes and outputs: which modules arrive where, and as what.

use super::Meaning;
use crate::code::{ARGUMENTS, AT_NAME, computed_name};
use nest_core::model::{At, Class, ClassId, Names, OutputId, Route, RuleId};
use nest_core::nix;

/// An entry of an output, with its values as text.
#[derive(Debug, PartialEq)]
pub struct Finished {
    pub output: String,
    pub name: String,
    pub node: String,
    pub args: String,
    /// The rule of each module, and the module as it arrives.
    pub modules: Vec<(usize, String)>,
    /// What the closure of the class makes of them, where it has one.
    pub data: Option<String>,
}

/// A module, and the class in which its node has it.
struct Module {
    rule: usize,
    class: ClassId,
    text: String,
}

impl Meaning<'_> {
    pub fn finished(&self) -> Vec<Finished> {
        let mut all = Vec::new();
        for output in (0..self.world.fleet.outputs.len()).map(OutputId::at) {
            for node in self.world.nodes() {
                all.extend(
                    self.classes(node).into_iter().filter_map(|class| self.finish(node, class, output)),
                );
            }
        }
        all
    }

    fn finish(&self, node: usize, class: &Class, wanted: OutputId) -> Option<Finished> {
        let fleet = self.world.fleet;
        let (output, args, is_data) = match class.route {
            Route::Output { output, args, .. } => (output, args, false),
            Route::Closure { output, .. } => (output, None, true),
            Route::Parent { .. } => return None,
        };
        if output != wanted {
            return None;
        }
        let modules = self.modules(node, &[class.id]);
        let with_file = |module: &Module| {
            format!("{{ _file = {:?}; {}", self.file(module.rule), &module.text["{ ".len()..])
        };
        let data: Vec<String> = modules.iter().map(with_file).collect();
        let modules = modules.into_iter().map(|module| (module.rule, module.text)).collect();
        let name = &self.world.tree.entries[node].name;
        Some(Finished {
            output: fleet[output].to_owned(),
            name: self.output_name(node),
            node: nix::path(self.world.path(node)),
            args: args.map_or("{ }".to_owned(), |body| {
                assert_eq!(body.0, ARGUMENTS);
                format!("{{ system = {name:?}; }}")
            }),
            modules: if is_data { Vec::new() } else { modules },
            data: is_data.then(|| format!("[{}]", data.join(", "))),
        })
    }

    /// What the classes of a node compute as its name.
    pub fn computed_names(&self, node: usize) -> Vec<String> {
        let name = &self.world.tree.entries[node].name;
        let computed = |class: &Class| match class.route {
            Route::Output { name: Some(code), .. } => Some(computed_name(code.0, name)),
            _ => None,
        };
        self.classes(node).into_iter().filter_map(computed).collect()
    }

    pub fn output_name(&self, node: usize) -> String {
        if let Some(name) = self.computed_names(node).into_iter().next() {
            return name;
        }
        match self.world.fleet.names {
            Names::Name => self.world.tree.entries[node].name.to_string(),
            Names::Path => self.world.path(node).join("-"),
        }
    }

    /// The classes of a node, by its traits. An `extern` node has none.
    pub fn classes(&self, node: usize) -> Vec<&Class<'_>> {
        if self.world.tree.entries[node].is_extern {
            return Vec::new();
        }
        let traits = &self.world.traits[node];
        traits.iter().flat_map(|joined| &self.world.fleet[joined.id].classes).collect()
    }

    /// The nearest node above that has a class.
    pub fn target(&self, node: usize, class: ClassId) -> Option<usize> {
        let has = |above: &usize| self.classes(*above).iter().any(|other| other.id == class);
        self.world.ancestors(node).into_iter().find(has)
    }

    /// A node's own modules of some classes, in the order of the rules; then those of the nodes below that hand it some.
    fn modules(&self, node: usize, classes: &[ClassId]) -> Vec<Module> {
        let mut found = Vec::new();
        for (i, rule) in self.world.fleet.rules.iter().enumerate() {
            if !self.matches(RuleId::at(i), node) {
                continue;
            }
            for body in &rule.bodies {
                if let Some(class) = body.class.filter(|class| classes.contains(class)) {
                    let path = nix::path(self.world.path(node));
                    let text = format!("{{ from = {path:?}; body = {}; }}", body.body.0);
                    found.push(Module { rule: i, class, text });
                }
            }
        }
        for below in self.world.nodes() {
            let hands = |target| classes.contains(&target) && self.target(below, target) == Some(node);
            let handed: Vec<(ClassId, ClassId)> = self
                .classes(below)
                .into_iter()
                .filter_map(|class| match class.route {
                    Route::Parent { class: Some(target), .. } if hands(target) => Some((class.id, target)),
                    _ => None,
                })
                .collect();
            let from: Vec<ClassId> = handed.iter().map(|(from, _)| *from).collect();
            if from.is_empty() {
                continue;
            }
            for module in self.modules(below, &from) {
                let to = handed.iter().find(|(from, _)| *from == module.class).map(|(_, to)| *to);
                let text = self.wrapped(below, &module);
                found.extend(to.map(|class| Module { class, text, ..module }));
            }
        }
        found
    }

    fn wrapped(&self, node: usize, module: &Module) -> String {
        let class = self.classes(node).into_iter().find(|class| class.id == module.class);
        let Some(Route::Parent { at: Some(at), as_module, .. }) = class.map(|class| &class.route) else {
            return module.text.clone();
        };
        let inner = match as_module {
            true => format!("module {} {}", self.file(module.rule), module.text),
            false => module.text.clone(),
        };
        self.names(node, at).iter().rev().fold(inner, |inner, name| format!("{{ {name} = {inner}; }}"))
    }

    fn names(&self, node: usize, at: &At) -> Vec<String> {
        match at.body.0 {
            AT_NAME => vec!["users".to_owned(), self.world.tree.entries[node].name.to_string()],
            _ => vec!["fixed".to_owned()],
        }
    }

    fn file(&self, rule: usize) -> String {
        let fleet = self.world.fleet;
        format!("{}, rule {}", fleet.own_file(), fleet.rules[rule].label.unwrap_or_default())
    }
}
