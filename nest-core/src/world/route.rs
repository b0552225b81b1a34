//! Routes: where the modules of a class go, and what must not be assigned on the way.

use crate::model::{Class, ClassId, OutputId, Route};
use crate::problem::suggest::distance;
use crate::problem::{Kind, Problem};

/// The outputs whose modules the NixOS module system reads.
const MODULE_OUTPUTS: [&str; 3] = ["nixosConfigurations", "homeConfigurations", "darwinConfigurations"];

/// Names of outputs that flakes have, and that hold systems: those above, and what others build.
/// Source: the documentation of nixbsd, nix-on-droid, system-manager, robotnix and nix-darwin.
const REAL_OUTPUTS: [&str; 7] = [
    "nixosConfigurations",
    "homeConfigurations",
    "darwinConfigurations",
    "nixbsdConfigurations",
    "nixOnDroidConfigurations",
    "robotnixConfigurations",
    "systemConfigs",
];

/// The outputs whose entries are machines, which have host names.
const MACHINE_OUTPUTS: [&str; 2] = ["nixosConfigurations", "darwinConfigurations"];

/// What `load` itself makes of the arguments of a class, whatever the output.
const OWN_ARGUMENTS: [&str; 3] = ["system", "specialArgs", "nixpkgs"];

/// What the builders of the known outputs take beside that, but for `modules`, and for what `load` replaces.
/// Source: nixpkgs, `nixos/lib/eval-config.nix`; home-manager, `lib/default.nix`; nix-darwin, `flake.nix` and
/// `eval-config.nix`.
const BUILDER_ARGUMENTS: [(&str, &[&str]); 3] = [
    (
        "nixosConfigurations",
        &["baseModules", "check", "extraArgs", "extraModules", "lib", "modulesLocation", "pkgs", "prefix"],
    ),
    ("homeConfigurations", &["check", "lib", "minimal"]),
    ("darwinConfigurations", &["baseModules", "check", "enableNixpkgsReleaseCheck", "inputs", "lib", "pkgs"]),
];

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
    if REAL_OUTPUTS.contains(&name) {
        return None;
    }
    REAL_OUTPUTS.iter().find(|known| is_near(name, known, 2)).copied()
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
        "checks" | "hydraJobs" => Some("in Nix, `load` gives what systems build by that name"),
        "_type" | "_nest" => Some("in Nix it says that a set is more than data"),
        name => DOCUMENT_KEYS.contains(&name).then_some("what is written has a key of that name"),
    }
}

/// Why a name cannot stand at the top of a body, which the module system reads as a module or not; nothing if it can.
///
/// ```
/// use nest_core::__private::{is_module, reserved_option};
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

/// What is wrong with the name of an argument of a class that goes to an output; nothing if it can be meant.
///
/// The builders of the known outputs take what they take. Another one is the user's own, and takes anything; but hardly
/// what is one or two letters off what every output has.
///
/// ```
/// use nest_core::__private::unknown_builder_argument;
///
/// let told = |output, name| unknown_builder_argument(output, name).map(|problem| problem.to_string());
/// assert_eq!(
///     told("nixosConfigurations", "sytem").unwrap(),
///     "unknown argument `sytem`; did you mean `system`? [unknown-argument]"
/// );
/// assert!(told("homeConfigurations", "prefix").is_some());
/// assert!(told("machines", "specialArg").is_some());
/// assert_eq!(told("machines", "prefix"), None);
/// ```
pub fn unknown_builder_argument(output: &str, name: &str) -> Option<Problem> {
    let unknown = |known: &[&'static str]| {
        let all = || OWN_ARGUMENTS.iter().chain(known).copied();
        Problem::unknown_word(Kind::Argument, name, all())
    };
    if OWN_ARGUMENTS.contains(&name) || reserved_argument(name).is_some() {
        return None;
    }
    match BUILDER_ARGUMENTS.iter().find(|(known, _)| *known == output) {
        Some((_, known)) => (!known.contains(&name)).then(|| unknown(known)),
        None => OWN_ARGUMENTS.iter().any(|known| is_near(name, known, known.len() / 5)).then(|| unknown(&[])),
    }
}

/// Whether a name is another one, misspelt in so many letters.
fn is_near(name: &str, known: &str, most: usize) -> bool {
    let letters = |text: &str| text.to_lowercase().chars().collect::<Vec<_>>();
    distance(&letters(name), &letters(known)) <= most
}

/// Why a name cannot be an argument of a class; nothing if it can.
pub fn reserved_argument(name: &str) -> Option<&'static str> {
    (name == "modules").then_some("it holds what the rules give")
}
