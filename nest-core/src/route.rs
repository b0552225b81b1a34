//! Routes: where the modules of a class go, and what must not be assigned on the way.

use crate::model::{Class, OutputId, Route};
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

impl Class {
    pub(crate) fn output(&self) -> OutputId {
        let Route::Output { output, .. } = self.route;
        output
    }
}

/// The output that a flake has and that a misspelt name was to be.
pub(crate) fn output_meant_by(name: &str) -> Option<&'static str> {
    let letters = |text: &str| text.to_lowercase().chars().collect::<Vec<_>>();
    let is_near = |known: &&&str| distance(&letters(name), &letters(known)) <= 2;
    if MODULE_OUTPUTS.contains(&name) { None } else { MODULE_OUTPUTS.iter().find(is_near).copied() }
}

pub(crate) fn is_module(output: &str) -> bool {
    MODULE_OUTPUTS.contains(&output)
}

pub(crate) fn is_machine(output: &str) -> bool {
    MACHINE_OUTPUTS.contains(&output)
}

/// Why an output cannot have a name; nothing if it can.
pub(crate) fn reserved_output(name: &str) -> Option<&'static str> {
    DOCUMENT_KEYS.contains(&name).then_some("what is written has a key of that name")
}

/// Why a name cannot stand at the top of a body whose modules go to an output; nothing if it can.
///
/// ```
/// use nest_core::reserved_option;
///
/// assert!(reserved_option("nixosConfigurations", "options").is_some());
/// assert!(reserved_option("dns", "options").is_none());
/// ```
pub fn reserved_option(output: &str, name: &str) -> Option<&'static str> {
    if name == "_file" {
        return Some("it says where a module came from");
    }
    let is_own = MODULE_OUTPUTS.contains(&output) && MODULE_KEYS.contains(&name);
    is_own.then_some("at the top of a module it is the module system's own")
}

/// Why a name cannot be an argument of a class; nothing if it can.
pub fn reserved_argument(name: &str) -> Option<&'static str> {
    (name == "modules").then_some("it holds what the rules give")
}
