//! Routes: where the modules of a class go, and what must not be assigned on the way.

use crate::model::{Class, ClassId, OutputId, Route};
use crate::suggest::distance;

/// The outputs whose modules the NixOS module system reads.
const MODULE_OUTPUTS: [&str; 3] = ["nixosConfigurations", "homeConfigurations", "darwinConfigurations"];

/// The outputs whose entries are machines, which have host names.
const MACHINE_OUTPUTS: [&str; 2] = ["nixosConfigurations", "darwinConfigurations"];

/// Names that change how the module system reads a module that has them at its top.
/// Source: nixpkgs, `lib/modules.nix`, `unifyModuleSyntax`. `imports` is the one that is meant to be written.
const MODULE_KEYS: [&str; 7] =
    ["config", "options", "_class", "key", "require", "disabledModules", "freeformType"];

/// Keys of what is written that are no outputs.
const DOCUMENT_KEYS: [&str; 3] = ["format", "fleet", "nodes"];

impl Class<'_> {
    /// The output that it ends in, if it does not go to a node above.
    pub(crate) fn output(&self) -> Option<OutputId> {
        match self.route {
            Route::Output { output, .. } | Route::Closure { output, .. } => Some(output),
            Route::Parent { .. } => None,
        }
    }

    /// The class above that it goes to, if it does.
    pub(crate) fn target(&self) -> Option<ClassId> {
        match self.route {
            Route::Parent { class, .. } => class,
            Route::Output { .. } | Route::Closure { .. } => None,
        }
    }
}

/// The output that a flake has and that a misspelt name was to be.
pub(crate) fn output_meant_by(name: &str) -> Option<&'static str> {
    let letters = |text: &str| text.to_lowercase().chars().collect::<Vec<_>>();
    let is_near = |known: &&&str| distance(&letters(name), &letters(known)) <= 2;
    if MODULE_OUTPUTS.contains(&name) { None } else { MODULE_OUTPUTS.iter().find(is_near).copied() }
}

/// Whether the module system reads what an output holds.
pub fn is_module(output: &str) -> bool {
    MODULE_OUTPUTS.contains(&output)
}

pub(crate) fn is_machine(output: &str) -> bool {
    MACHINE_OUTPUTS.contains(&output)
}

/// Why an output cannot have a name; nothing if it can.
pub(crate) fn reserved_output(name: &str) -> Option<&'static str> {
    match name {
        "modulesFor" => Some("in Nix, `load` gives a function of that name"),
        "_type" | "_nest" => Some("in Nix it says that a set is more than data"),
        name => DOCUMENT_KEYS.contains(&name).then_some("what is written has a key of that name"),
    }
}

/// Why a name cannot stand at the top of a body, which the module system reads as a module or not; nothing if it can.
///
/// ```
/// use nest_core::{is_module, reserved_option};
///
/// assert!(reserved_option(is_module("nixosConfigurations"), "options").is_some());
/// assert!(reserved_option(is_module("dns"), "options").is_none());
/// ```
pub fn reserved_option(is_module: bool, name: &str) -> Option<&'static str> {
    if name == "_file" {
        return Some("it says where a module came from");
    }
    match name {
        "is" if is_module => Some("it says which traits a node has, and stands in nodes"),
        "synth" if is_module => Some("it makes nodes, and stands beside the bodies of a rule"),
        name => (is_module && MODULE_KEYS.contains(&name))
            .then_some("at the top of a module it is the module system's own"),
    }
}

/// Why a name cannot be an argument of a class; nothing if it can.
pub fn reserved_argument(name: &str) -> Option<&'static str> {
    (name == "modules").then_some("it holds what the rules give")
}
