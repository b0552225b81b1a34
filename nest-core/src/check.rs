//! The checks on a whole fleet: what a fleet may not do.
//!
//! They run when the macro expands and again when the program resolves the fleet. Only what is certain is reported:
//! where a word has an error already, nothing is concluded from it.

use crate::candidates::candidates;
use crate::document::Source;
use crate::matching::matches;
use crate::model::{
    AttrId, Claim, EntryId, Fleet, Known, Maker, OutputId, QueryId, RuleId, Scalar, SummaryId, TraitId,
};
use crate::nix;
use crate::panics::caught_alone;
use crate::problem::{Finding, Problem, Site, Word};
use crate::resolve::Resolved;
use crate::route;
use crate::select::Survey;
use crate::selector::Selector;
use crate::strata::{NoStrata, Unit};
use crate::suggest::nearest;
use crate::truth::Truth;
use crate::value::Value;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Everything that is wrong with a fleet.
pub(crate) fn all(resolved: &Resolved) -> Vec<Finding> {
    let mut report = Vec::new();
    for check in CHECKS {
        check(resolved, &mut report);
    }
    report
}

type Check = fn(&Resolved, &mut Vec<Finding>);

const CHECKS: [Check; 19] = [
    values_are_of_their_types,
    references_have_their_traits,
    outputs_have_names_of_their_own,
    outputs_are_known,
    needs_have_no_cycle,
    nodes_have_what_their_traits_require,
    unique_values_are_unique,
    a_node_has_a_class_once,
    routes_lead_somewhere,
    names_in_an_output_differ,
    hosts_have_host_names,
    names_are_there,
    rules_match,
    needed_by_fires,
    bodies_have_their_arguments,
    synths_have_their_arguments,
    rules_agree,
    assertions_hold,
    namespaces_have_nodes,
];

/// `trait a { needed_by = :not(b); }  trait b { needed_by = a; }`: whether a node has `a` depends on itself.
pub(crate) fn no_strata(fleet: &Fleet, found: &NoStrata) -> Finding {
    let name = |unit: &Unit| match unit {
        Unit::Trait(id) => fleet[*id].name.to_owned(),
        Unit::Attr(id) => format!("[{}]", fleet[*id].name),
        Unit::Nodes => "which nodes there are".to_owned(),
        Unit::Made(id) => format!("which nodes have {}", fleet[*id].name),
        Unit::Synth(Maker::Trait(id)) => format!("the synth of {}", fleet[*id].name),
        Unit::Synth(Maker::Rule(id)) => format!("the synth of {}", fleet[*id].selector.display(fleet)),
    };
    let site = match found.cycle.first() {
        Some(Unit::Synth(Maker::Rule(id))) => Site::Rule(*id),
        Some(Unit::Trait(id)) => Site::NeededBy(*id),
        // It begins where something asks for an absence: only selectors do.
        _ => Site::NeededBy(TraitId(0)),
    };
    Finding { site, problem: Problem::NoStrata { cycle: found.cycle.iter().map(name).collect() } }
}

/// `a { port = "80"; }` where `attr port: u16;`
fn values_are_of_their_types(resolved: &Resolved, report: &mut Vec<Finding>) {
    let Resolved { fleet, tree, .. } = resolved;
    // What a `synth` set has been checked as it was set.
    for id in tree.ids().filter(|id| tree[*id].maker.is_none()) {
        for (attr, value) in &tree[id].attrs {
            if let Err(mismatch) = fleet[*attr].ty.check(value) {
                report.push(Finding { site: Site::EntryAttr(id, *attr), problem: mismatch.problem });
            }
        }
    }
}

/// `attr primary: node(db);  web { … }  replica { primary = #web; … }`
fn references_have_their_traits(resolved: &Resolved, report: &mut Vec<Finding>) {
    let Resolved { fleet, tree, traits, .. } = resolved;
    let mut check = |attr: AttrId, value: &Value, site: Site| {
        let Scalar::Node { of: Some(of), .. } = fleet[attr].ty.scalar else { return };
        let lacks = |node: EntryId| !traits.has(node, of) && !traits.is_open(node);
        value.each_node(&mut |node, name| {
            if lacks(node) {
                let expected = fleet[attr].ty.to_string();
                let problem = Problem::MistypedValue { value: format!("#{name}"), expected, hint: None };
                report.push(Finding { site, problem });
            }
        });
    };
    for (i, attr) in fleet.attrs.iter().enumerate() {
        let id = AttrId::at(i);
        attr.default.iter().for_each(|value| check(id, value, Site::Default(id)));
    }
    for id in tree.ids() {
        for (attr, value) in &tree[id].attrs {
            check(*attr, value, tree[id].maker.map_or(Site::EntryAttr(id, *attr), Site::Synth));
        }
    }
}

/// `class nixos => nodes;`
fn outputs_have_names_of_their_own(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for (id, declared) in fleet.traits.iter().enumerate().map(|(i, declared)| (TraitId::at(i), declared)) {
        for (i, class) in declared.classes.iter().enumerate() {
            let Some(name) = class.output().map(|id| fleet[id]) else { continue };
            if let Some(why) = route::reserved_output(name) {
                let problem = Problem::ReservedName { name: name.to_owned(), why };
                report.push(Finding { site: Site::Output(id, i as u32), problem });
            }
        }
    }
    for (i, summary) in fleet.summaries.iter().enumerate() {
        let taken = || fleet.outputs.contains(&summary.name).then_some("a class has an output of that name");
        if let Some(why) = route::reserved_output(summary.name).or_else(taken) {
            let problem = Problem::ReservedName { name: summary.name.to_owned(), why };
            report.push(Finding { site: Site::Summary(SummaryId::at(i)), problem });
        }
    }
}

/// `class nixos => nixosConfiguration;`: any name can be an output, but hardly one letter off what flakes have.
fn outputs_are_known(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for (id, declared) in fleet.traits.iter().enumerate().map(|(i, declared)| (TraitId::at(i), declared)) {
        for (i, class) in declared.classes.iter().enumerate() {
            let Some(word) = class.output().map(|id| fleet[id]) else { continue };
            if let Some(meant) = route::output_meant_by(word) {
                let problem = Problem::UnknownWord {
                    kind: Word::Output,
                    word: word.to_owned(),
                    nearest: Some(meant.to_owned()),
                    known: Vec::new(),
                };
                report.push(Finding { site: Site::Output(id, i as u32), problem });
            }
        }
    }
}

/// `trait a { needs = [b]; }  trait b { needs = [a]; }`
fn needs_have_no_cycle(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    let mut done = HashSet::new();
    for start in (0..fleet.traits.len()).map(TraitId::at) {
        // Depth first, with the way taken and the next need to try at each step of it.
        let mut way = vec![(start, 0)];
        while let Some((id, next)) = way.last_mut() {
            let at = *id;
            let Some(need) = fleet[at].needs.get(*next).copied().filter(|_| !done.contains(&at)) else {
                done.insert(at);
                way.pop();
                continue;
            };
            let site = Site::Need(at, *next as u32);
            *next += 1;
            if let Some(first) = way.iter().position(|(id, _)| *id == need) {
                let cycle = way[first..].iter().map(|(id, _)| fleet[*id].name.to_owned()).collect();
                report.push(Finding { site, problem: Problem::NeedsCycle { cycle } });
            } else {
                way.push((need, 0));
            }
        }
    }
}

/// `trait web { requires = [port]; }  a { is = [web]; }`
fn nodes_have_what_their_traits_require(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for node in resolved.index.nodes() {
        let mut missing = HashSet::new();
        for joined in resolved.traits.of(*node) {
            for require in fleet[joined.id].requires.iter().filter(|require| !require.optional) {
                if resolved.value(*node, require.attr).is_none() && missing.insert(require.attr) {
                    let problem = Problem::MissingAttribute {
                        node: resolved.path(*node),
                        attr: fleet[require.attr].name.to_owned(),
                        by: fleet[joined.id].name.to_owned(),
                    };
                    report.push(Finding { site: resolved.site(*node), problem });
                }
            }
        }
    }
}

/// `attr addr: unique Ipv4Addr;  a { addr = "10.0.0.1"; … }  b { addr = "10.0.0.1"; … }`
fn unique_values_are_unique(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    let document = resolved.document();
    let unique = (0..fleet.attrs.len()).map(AttrId::at).filter(|id| fleet[*id].unique);
    for attr in unique {
        let mut first: HashMap<String, (EntryId, Source)> = HashMap::new();
        for node in resolved.index.nodes() {
            let value = document.value(*node, attr);
            // A copy is meant to be the same.
            let is_own = |(source, v): &(Source, &Value)| *source != Source::Copied && **v != Value::Unknown;
            let Some((source, value)) = value.filter(is_own) else { continue };
            // What a node hands down to those below it is still one value of one node.
            let of_node = matches!(source, Source::Entry(id) if resolved.tree[id].is_node());
            let key = fleet[attr].ty.canonical(value);
            match first.get(&key) {
                None => drop(first.insert(key, (*node, source))),
                Some((_, other)) if of_node && *other == source => {}
                Some((other, _)) => {
                    let problem = Problem::NotUnique {
                        attr: fleet[attr].name.to_owned(),
                        value: value.to_string(),
                        node: resolved.path(*node),
                        other: resolved.path(*other),
                        line: resolved.tree[*other].line,
                    };
                    let site = match source {
                        Source::Entry(id) if resolved.tree[id].maker.is_none() => Site::EntryAttr(id, attr),
                        _ => resolved.site(*node),
                    };
                    report.push(Finding { site, problem });
                }
            }
        }
    }
}

/// `trait host { class nixos => …; }  trait vm { class nixos => …; }  a { is = [host, vm]; }`
fn a_node_has_a_class_once(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for node in resolved.index.nodes() {
        let mut first: HashMap<_, TraitId> = HashMap::new();
        for (from, class) in resolved.classes(*node) {
            match first.get(&class.id) {
                // Twice by one trait is a mistake in the trait, reported there.
                Some(other) if *other != from => {
                    let problem = Problem::ClassTwice {
                        node: resolved.path(*node),
                        class: fleet[class.id].to_owned(),
                        first: fleet[*other].name.to_owned(),
                        second: fleet[from].name.to_owned(),
                    };
                    report.push(Finding { site: resolved.site(*node), problem });
                }
                Some(_) => {}
                None => drop(first.insert(class.id, from)),
            }
        }
    }
}

/// `trait user { class user => parent.nixos at …; }`, and a user that stands below no host.
fn routes_lead_somewhere(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for (node, from, class) in &resolved.routed.lost {
        let target = fleet[*from].classes.iter().find(|other| other.id == *class);
        let target = target.and_then(|class| class.target()).map_or("?", |target| fleet[target]);
        let problem = Problem::LandsNowhere {
            node: resolved.path(*node),
            class: fleet[*class].to_owned(),
            target: target.to_owned(),
        };
        report.push(Finding { site: resolved.site(*node), problem });
    }
}

/// `prod { web { is = [host]; … } }  staging { web { is = [host]; … } }`, and a node with two classes into one output.
fn names_in_an_output_differ(resolved: &Resolved, report: &mut Vec<Finding>) {
    for output in (0..resolved.fleet.outputs.len()).map(OutputId::at) {
        let mut first: HashMap<&str, EntryId> = HashMap::new();
        for configuration in resolved.configurations_of(output) {
            let node = configuration.node().id();
            match first.get(configuration.name()) {
                Some(other) if *other != node => {
                    let problem = Problem::OutputCollision {
                        output: configuration.output().to_owned(),
                        name: configuration.name().to_owned(),
                        path: resolved.path(node),
                        other: resolved.path(*other),
                        line: resolved.tree[*other].line,
                    };
                    report.push(Finding { site: resolved.site(node), problem });
                }
                Some(_) => {
                    let (node_path, output) = (resolved.path(node), configuration.output().to_owned());
                    let problem = Problem::OutputTwice { node: node_path, output };
                    report.push(Finding { site: resolved.site(node), problem });
                }
                None => drop(first.insert(configuration.name(), node)),
            }
        }
    }
}

/// `web_1 { is = [host]; … }`: no name that DNS can find a machine under.
fn hosts_have_host_names(resolved: &Resolved, report: &mut Vec<Finding>) {
    for node in resolved.nodes() {
        let is_system = resolved.outputs(node.id()).any(route::is_machine);
        if is_system && !is_dns_label(node.output()) {
            let problem = Problem::HostName { name: node.output().to_owned() };
            report.push(Finding { site: resolved.site(node.id()), problem });
        }
    }
}

/// One label of a domain name: RFC 1123, section 2.1.
fn is_dns_label(name: &str) -> bool {
    (1..=63).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
}

/// `rule host:not(#lb-prdo) => …`: a misspelt name matches nothing, and behind a negation everything.
fn names_are_there(resolved: &Resolved, report: &mut Vec<Finding>) {
    // Where nothing matches because of it, that is told.
    let is_dead = |site: &Site, selector| match site {
        Site::Rule(id) => resolved.matched.possible[id.index()].is_empty(),
        Site::NeededBy(_) => nothing_matches(resolved, selector),
        _ => false,
    };
    for (site, selector) in selectors(resolved.fleet).into_iter().filter(|(site, s)| !is_dead(site, s)) {
        for word in absent(resolved, selector) {
            let known: BTreeSet<&str> = resolved.tree.entries.iter().map(|entry| &*entry.name).collect();
            let nearest = nearest(&word, known.into_iter()).map(|name| format!("#{name}"));
            report
                .push(Finding { site, problem: Problem::UnknownName { word: format!("#{word}"), nearest } });
        }
    }
}

/// Every selector of a fleet, and where it stands.
fn selectors<'f, 'a>(fleet: &'f Fleet<'a>) -> Vec<(Site, &'f Selector<'a>)> {
    let rules = fleet.rules.iter().enumerate().map(|(i, rule)| (Site::Rule(RuleId::at(i)), &rule.selector));
    let joining = fleet
        .traits
        .iter()
        .enumerate()
        .filter_map(|(i, declared)| Some((Site::NeededBy(TraitId::at(i)), declared.needed_by.as_ref()?)));
    let claims = fleet.assertions.iter().enumerate().flat_map(|(i, assertion)| {
        let both = match &assertion.claim {
            Claim::Each(of, must) => vec![of, must],
            Claim::Whole(_) => Vec::new(),
        };
        both.into_iter().map(move |selector| (Site::Assertion(i as u32), selector))
    });
    let queries =
        fleet.queries.iter().enumerate().map(|(i, query)| (Site::Query(QueryId::at(i)), &query.selector));
    rules.chain(joining).chain(claims).chain(queries).collect()
}

/// The names in a selector that nothing has, nor will have.
fn absent(resolved: &Resolved, selector: &Selector) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if !resolved.pending.may_add() {
        selector.each_name(&mut |name| {
            if resolved.places.named(&resolved.tree, name).is_empty() {
                found.insert(name.to_owned());
            }
        });
    }
    found
}

/// `rule web => …` without a web server; `rule registry => nixos { … }` where no registry has class `nixos`.
fn rules_match(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for (id, rule) in fleet.rules.iter().enumerate().map(|(i, rule)| (RuleId::at(i), rule)) {
        let selector = || rule.selector.display(fleet).to_string();
        let nodes = &resolved.matched.possible[id.index()];
        // A node that a `synth` will add may be meant.
        if resolved.pending.may_match(&rule.selector) {
            continue;
        }
        if nodes.is_empty() {
            report
                .push(Finding { site: Site::Rule(id), problem: Problem::DeadRule { selector: selector() } });
            continue;
        }
        for (i, body) in rule.bodies.iter().enumerate() {
            let Some(class) = body.class else { continue };
            if nodes.iter().all(|node| resolved.has_class(*node, class) == Truth::No) {
                let class = fleet[class].to_owned();
                let problem = match rule.selector.is_in_node() {
                    true => Problem::NoSuchClass { node: selector(), class },
                    false => Problem::DeadBody { class, selector: selector() },
                };
                report.push(Finding { site: Site::Body(id, i as u32), problem });
            }
        }
    }
}

/// `trait monitoring { needed_by = sever; }` where no node is a `sever`.
fn needed_by_fires(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for id in (0..fleet.traits.len()).map(TraitId::at) {
        let Some(selector) = &fleet[id].needed_by else { continue };
        // A predicate has been asked: whether it would say the same of the finished tree is no matter.
        let joins =
            || resolved.traits.nodes_with(id).iter().any(|node| resolved.traits.joined_by_itself(*node, id));
        if !resolved.pending.may_match(selector) && !joins() && nothing_matches(resolved, selector) {
            let problem = Problem::DeadNeededBy { name: fleet[id].name.to_owned() };
            report.push(Finding { site: Site::NeededBy(id), problem });
        }
    }
}

/// Whether it is certain that no node matches a selector.
fn nothing_matches(resolved: &Resolved, selector: &Selector) -> bool {
    resolved.scene().with_document(|document| {
        let matches = |node: EntryId| caught_alone(|| matches(document, node, selector));
        let nodes = candidates(document, Some(&resolved.index), selector);
        nodes.into_iter().all(|node| matches(node).is_ok_and(|truth| truth == Truth::No))
    })
}

/// `rule host => nixos(lb) { … }` where a host is no `lb` and stands under none.
fn bodies_have_their_arguments(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for (id, rule) in fleet.rules.iter().enumerate().map(|(i, rule)| (RuleId::at(i), rule)) {
        let certain = |node: &&EntryId| resolved.matched.rules[node.index()].binary_search(&id).is_ok();
        for (i, body) in rule.bodies.iter().enumerate() {
            let Some(class) = body.class else { continue };
            let runs = |node: &&EntryId| certain(node) && resolved.has_class(**node, class) == Truth::Yes;
            for (j, argument) in body.arguments.iter().enumerate() {
                let nodes = &resolved.matched.possible[id.index()];
                if let Some(node) = nodes.iter().filter(runs).find(|node| lacks(resolved, **node, argument.0))
                {
                    let problem = Problem::MissingArgument {
                        name: fleet[argument.0].name.to_owned(),
                        node: resolved.path(*node),
                    };
                    report.push(Finding { site: Site::Argument(id, i as u32, j as u32), problem });
                }
            }
        }
    }
}

/// Whether it is certain that neither a node nor one above it has a trait.
fn lacks(resolved: &Resolved, node: EntryId, id: TraitId) -> bool {
    resolved.tree.upwards(node).all(|up| !resolved.traits.has(up, id) && !resolved.traits.is_open(up))
}

/// `trait web { synth(lb) { … } }` where a web is no `lb` and stands under none.
fn synths_have_their_arguments(resolved: &Resolved, report: &mut Vec<Finding>) {
    for (maker, synth) in resolved.fleet.synths() {
        // Of nodes that a `synth` made, this is told when it is to run.
        let is_certain = |node: &EntryId| match maker {
            Maker::Trait(id) => resolved.traits.has(*node, id),
            Maker::Rule(id) => resolved.matched.rules[node.index()].binary_search(&id).is_ok(),
        };
        for (i, argument) in synth.arguments.iter().enumerate() {
            let written = resolved.index.nodes().iter().filter(|node| resolved.tree[**node].maker.is_none());
            if let Some(node) = written.filter(|n| is_certain(n)).find(|n| lacks(resolved, **n, argument.0)) {
                let name = resolved.fleet[argument.0].name.to_owned();
                let problem = Problem::MissingArgument { name, node: resolved.path(*node) };
                report.push(Finding { site: Site::SynthArgument(maker, i as u32), problem });
            }
        }
    }
}

/// What a path is made of: names, and what a route computes for a node.
#[derive(PartialEq, Eq, Hash)]
enum Part<'r> {
    Name(&'r str),
    Computed(EntryId),
}

/// `rule a => nixos { x.enable = true; }  rule b => nixos { x.enable = false; }`, for a node that matches both.
///
/// Of several priorities the module system takes the definitions with the lowest number, so only those can conflict;
/// and where a value is not known, its priority is not either.
fn rules_agree(resolved: &Resolved, report: &mut Vec<Finding>) {
    let mut reported = HashSet::new();
    let mut seen: HashSet<Vec<(RuleId, usize)>> = HashSet::new();
    for configuration in resolved.configurations().filter(|c| route::is_module(c.output())) {
        let pieces = configuration.pieces();
        // Many nodes have the same bodies, and each conflict is told of the first node. What comes from below may be put
        // under a path of the node's own.
        let own = pieces.iter().map(|piece| piece.hops.is_empty().then_some((piece.rule, piece.at)));
        if own.collect::<Option<_>>().is_some_and(|bodies| !seen.insert(bodies)) {
            continue;
        }
        let mut places: HashMap<Vec<Part>, usize> = HashMap::new();
        let mut definitions: Vec<Vec<(Site, EntryId, RuleId, &Known)>> = Vec::new();
        for piece in &pieces {
            for (j, known) in piece.body.known.iter().enumerate() {
                let mut path: Vec<Part> = Vec::new();
                for hop in piece.hops.iter().rev() {
                    let names = hop.at.iter().flat_map(|at| at.path.iter());
                    path.extend(names.map(|name| name.map_or(Part::Computed(hop.node), Part::Name)));
                }
                path.extend(known.path.iter().copied().map(Part::Name));
                let place = *places.entry(path).or_insert(definitions.len());
                if place == definitions.len() {
                    definitions.push(Vec::new());
                }
                let site = Site::Known(piece.rule, piece.at as u32, j as u32);
                definitions[place].push((site, piece.node, piece.rule, known));
            }
        }
        for definitions in &definitions {
            if definitions.iter().any(|(.., known)| known.value == Value::Unknown) {
                continue;
            }
            let lowest = definitions.iter().map(|(.., known)| known.priority).min();
            let mut winners = definitions.iter().filter(|(.., known)| Some(known.priority) == lowest);
            let Some((_, _, first_rule, first)) = winners.next() else { continue };
            for (site, node, rule, known) in winners {
                if rule != first_rule && !known.value.equals(&first.value) && reported.insert(*site) {
                    let problem = Problem::RuleConflict {
                        path: nix::path(known.path.iter().copied()),
                        value: known.value.to_string(),
                        node: resolved.path(*node),
                        other: resolved.rule_name(*first_rule).to_owned(),
                        other_value: first.value.to_string(),
                        line: first.line,
                    };
                    report.push(Finding { site: *site, problem });
                }
            }
        }
    }
}

/// `assert web => [env = "prod"], "webs are in prod";`, and a web in staging.
fn assertions_hold(resolved: &Resolved, report: &mut Vec<Finding>) {
    let fleet = resolved.fleet;
    for (i, assertion) in fleet.assertions.iter().enumerate() {
        let site = Site::Assertion(i as u32);
        let broken = match &assertion.claim {
            Claim::Each(of, must) => caught_alone(|| each(resolved, of, must)).map(|broken| {
                (!broken.is_empty()).then(|| broken.iter().map(|node| resolved.path(*node)).collect())
            }),
            // Before it is compiled, nothing is known of it.
            Claim::Whole(code) if code.index() >= fleet.code.conditions.len() => Ok(None),
            Claim::Whole(code) => {
                let holds = caught_alone(|| fleet.code[*code](Survey { scene: resolved.scene() }));
                holds.map(|holds| (!holds).then(Vec::new))
            }
        };
        match broken {
            Ok(None) => {}
            Ok(Some(broken)) => {
                let problem = Problem::BrokenAssertion { why: assertion.why.to_owned(), broken };
                report.push(Finding { site, problem });
            }
            Err(problem) => report.push(Finding { site, problem }),
        }
    }
}

/// The nodes that certainly match `of` and certainly not `must`.
fn each(resolved: &Resolved, of: &Selector, must: &Selector) -> Vec<EntryId> {
    resolved.scene().with_document(|document| {
        let mut nodes = candidates(document, Some(&resolved.index), of);
        nodes.retain(|node| {
            matches(document, *node, of) == Truth::Yes && matches(document, *node, must) == Truth::No
        });
        nodes
    })
}

/// `web-3 { addr = "10.0.1.12"; }`: without `is` it is a namespace, and nothing stands in it.
fn namespaces_have_nodes(resolved: &Resolved, report: &mut Vec<Finding>) {
    for id in resolved.tree.ids().filter(|id| !resolved.tree[*id].is_node()) {
        if resolved.places.below(Some(id)).is_empty() && !resolved.traits.is_open(id) {
            let problem = Problem::EmptyNamespace { path: resolved.path(id) };
            report.push(Finding { site: Site::Entry(id), problem });
        }
    }
}
