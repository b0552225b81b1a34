//! The checks on a whole fleet: what a fleet may not do.
//!
//! They run when the macro expands and again when the program resolves the fleet. Only what is certain is reported:
//! where a word has an error already, nothing is concluded from it.

mod agreement;
mod assertions;
mod names;
mod outputs;
mod rules;
mod synths;
mod traits;
mod tree;
mod values;
mod written;

use crate::growth::strata::{NoStrata, Unit};
use crate::model::{Declared, Maker};
use crate::problem::Problem;
use crate::report::{Finding, Site};
use crate::resolved::Resolved;
use crate::selector::Selector;
use crate::world::World;
use crate::world::namespaces::only_namespaces;
use crate::world::tested::nothing_matches;

/// Everything that is wrong with a fleet.
pub(crate) fn all(resolved: &Resolved) -> Vec<Finding> {
    let mut report = Vec::new();
    for check in CHECKS {
        check(resolved, &mut report);
    }
    report
}

/// Everything that is wrong with the names that classes compute. That is asked once nothing else is wrong, and they have
/// been computed.
pub(crate) fn computed_names(resolved: &Resolved) -> Vec<Finding> {
    let mut report = Vec::new();
    written::computed_names_are_names(resolved, &mut report);
    outputs::names_in_an_output_differ(resolved, &mut report);
    outputs::hosts_have_host_names(resolved, &mut report);
    report
}

type Check = fn(&Resolved, &mut Vec<Finding>);

const CHECKS: [Check; 26] = [
    written::entries_have_names,
    written::own_outputs_have_names,
    written::keys_are_names,
    values::values_are_of_their_types,
    values::references_have_their_traits,
    outputs::outputs_have_names_of_their_own,
    outputs::outputs_are_known,
    traits::needs_have_no_cycle,
    values::nodes_have_what_their_traits_require,
    values::unique_values_are_unique,
    traits::a_node_has_a_class_once,
    outputs::routes_lead_somewhere,
    outputs::names_in_an_output_differ,
    outputs::hosts_have_host_names,
    names::names_are_there,
    names::nodes_are_meant,
    rules::rules_match,
    traits::needed_by_fires,
    rules::bodies_have_their_arguments,
    rules::synths_have_their_arguments,
    synths::synths_set_what_is_not_set,
    synths::synthesis_ends,
    agreement::rules_agree,
    assertions::assertions_are_about_something,
    assertions::assertions_hold,
    tree::namespaces_have_nodes,
];

/// `trait a { needed_by = :not(b); }  trait b { needed_by = a; }`: whether a node has `a` depends on itself.
pub(crate) fn no_strata(fleet: &Declared, NoStrata { first, further }: &NoStrata) -> Finding {
    let name = |unit: &Unit| match unit {
        Unit::Joins(id) => fleet[*id].name.to_owned(),
        Unit::Synth(Maker::Trait(id)) => format!("the synth of {}", fleet[*id].name),
        Unit::Synth(Maker::Rule(id)) => format!("the synth of {}", fleet[*id].target.display(fleet)),
    };
    let site = match first {
        Unit::Joins(id) => Site::NeededBy(*id),
        Unit::Synth(Maker::Rule(id)) => Site::Rule(*id),
        Unit::Synth(maker) => Site::Synth(*maker),
    };
    let cycle = std::iter::once(first).chain(further).map(name).collect();
    Finding { site, problem: Problem::NoStrata { cycle } }
}

/// Whether it is certain that a selector has no node, nor will have one. Of namespaces that it has, it is told that they
/// are.
fn is_dead(world: &World, selector: &Selector) -> bool {
    !world.pending.may_match(selector)
        && nothing_matches(world, selector)
        && only_namespaces(world, selector, false).is_empty()
}
