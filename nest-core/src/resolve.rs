//! What a fleet means: from its tables to the nodes, their traits, their rules and their configurations.

use crate::check;
use crate::fleet::Fleet;
use crate::growth::strata::Strata;
use crate::growth::{Grown, grow, naming};
use crate::model::{Declared, Tree};
use crate::problem::Level;
use crate::report::panics::Listener;
use crate::report::{Diagnostic, Finding};
use crate::resolved::{Resolved, rule_names};
use crate::rust::code::Code;
use crate::world::World;
use crate::world::matched::Matched;
use crate::world::pending::Pending;
use crate::world::routed::Routed;

/// Works out what a fleet means: lets the tree grow, matches the rules, checks the whole.
///
/// Of the fleet's Rust, only `synth`, the predicates of selectors and assertions run;
/// [`Configuration::evaluate`](crate::Configuration::evaluate) runs the bodies of one node.
///
/// # Errors
///
/// Everything that is wrong or doubtful about the fleet, if anything is wrong. What does not depend on the fleet's Rust
/// is right in a fleet that compiled: the macro calls this very function, on the same tables.
///
/// ```
/// use nest_core::prelude::*;
///
/// nest_macros::fleet! {
///     pub static ONE;
///     trait server;
///     trait web { needs = [server]; }
///     trait monitoring { needed_by = server; }
///     alpha { is = [web]; }
/// }
///
/// let resolved = nest_core::resolve(&ONE).unwrap();
/// let alpha = resolved.nodes().next().unwrap();
/// assert_eq!(alpha.traits().map(|(name, _)| name).collect::<Vec<_>>(), ["web", "server", "monitoring"]);
/// ```
pub fn resolve<'a>(fleet: &'a Fleet<'a>) -> Result<Resolved<'a>, Vec<Diagnostic>> {
    resolve_tree(&fleet.declared, fleet.tree(), Some(&fleet.code))
}

/// Works out what declarations mean for a tree. Without code, as while the macro runs, only what is certain is concluded:
/// of what Rust may do, nothing is known but what it may add.
///
/// # Errors
///
/// As [`resolve`].
///
/// The tree need not be the one that is written: here, a machine is added that stands in an inventory.
///
/// ```
/// use nest_core::model::{Entry, EntryId, Place};
/// use nest_core::prelude::*;
///
/// nest_macros::fleet! {
///     pub static WEBS;
///     trait web { class nixos => nixosConfigurations; }
///     prod { web-1 { is = [web]; } }
///     rule web => nixos(select) { peers = select.peers(web).map(|web| web.name).collect::<Vec<_>>(); }
/// }
///
/// let mut tree = WEBS.tree();
/// let is = tree.entries[1].is.clone();
/// tree.entries.push(Entry { parent: Some(EntryId::at(0)), is, ..Entry::named("web-2", Place::on(1)) });
/// let resolved = nest_core::resolve_tree(&WEBS.declared, tree, Some(&WEBS.code)).unwrap();
/// let names: Vec<&str> = resolved.nodes().map(|node| node.name).collect();
/// assert_eq!(names, ["web-1", "web-2"]);
/// ```
pub fn resolve_tree<'a>(
    fleet: &'a Declared<'a>,
    tree: Tree<'a>,
    code: Option<&'a Code<'a>>,
) -> Result<Resolved<'a>, Vec<Diagnostic>> {
    let _listener = code.map(|_| Listener::new());
    let strata = Strata::of(fleet, &tree);
    let world = World::of(fleet, tree, Pending::of(fleet, code.is_some()), code.map(|code| code as _));
    let Grown { world, mut findings, is_endless } = grow(world, code, &strata);
    let matched = Matched::of(&world, &mut findings);
    let routed = Routed::of(&world);
    let mut resolved =
        Resolved { code, rule_names: rule_names(fleet), world, matched, routed, doubts: Vec::new() };
    findings.extend(strata.circles.iter().map(|circle| check::no_strata(fleet, circle)));
    if !is_endless {
        findings.extend(check::all(&resolved));
    }
    let mut told = Vec::new();
    tell(&resolved, findings, &mut told);
    if let Some(code) = code.filter(|_| resolved.world.computes_names() && !is_refused(&told)) {
        let mut findings = naming::name(&mut resolved.world, code);
        findings.extend(check::computed_names(&resolved));
        tell(&resolved, findings, &mut told);
    }
    if is_refused(&told) { Err(told) } else { Ok(Resolved { doubts: told, ..resolved }) }
}

/// Adds what is found to what is told, but for what the fleet allows.
fn tell(resolved: &Resolved, mut findings: Vec<Finding>, told: &mut Vec<Diagnostic>) {
    let World { fleet, tree, .. } = &resolved.world;
    findings.retain(|finding| !finding.is_allowed(fleet));
    told.extend(Diagnostic::of(fleet, resolved.sources(), tree, findings));
}

fn is_refused(told: &[Diagnostic]) -> bool {
    told.iter().any(|diagnostic| diagnostic.level == Level::Deny)
}
