//! What strata are for, without any: what has joined and what has run has its reason in the finished tree, and nothing
//! there has a reason and is missing. Whoever asked for an absence was right to the end.

use super::World;
use super::growth::applies;
use nest_core::Why;
use nest_core::model::TraitId;

/// What has no reason, and what has one and is missing; nothing in a tree that is right.
pub fn unsupported(world: &World) -> Vec<String> {
    let mut found = Vec::new();
    let fleet = world.fleet;
    for (id, declared) in fleet.traits.iter().enumerate().map(|(i, t)| (TraitId::at(i), t)) {
        let Some(selector) = &declared.needed_by else { continue };
        let matches = world.nodes_matching(selector);
        for node in world.nodes() {
            let joined = world.traits[node].iter().find(|joined| joined.id == id);
            let path = || world.path(node).join(".");
            if matches[node] && joined.is_none() {
                found.push(format!("{} should join {}", declared.name, path()));
            }
            if !matches[node] && joined.is_some_and(|joined| joined.why == Why::NeededBy) {
                found.push(format!("{} has joined {} without reason", declared.name, path()));
            }
        }
    }
    for (maker, _) in fleet.synths() {
        let applies = applies(world, maker);
        for node in
            world.nodes().into_iter().filter(|node| applies[*node] != world.ran.contains(&(maker, *node)))
        {
            let ran = if applies[node] { "has not run" } else { "has run without reason" };
            found.push(format!("{} {ran} for {}", maker.describe(fleet), world.path(node).join(".")));
        }
    }
    found
}
