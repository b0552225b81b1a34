//! Names that are no Rust items: of nodes, of namespaces, of classes and of options. For an editor each is the variant of an enum, so
//! that it leads to where it is declared, and has a text that says what it is.

use crate::ast::{Assignment, Given, Segment};
use crate::lower::{CodeKind, Lowered, Named};
use crate::report::{Number, Spans};
use nest_core::model::{Class, ClassId, EntryId, Route, TraitId};
use nest_core::report::Site;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::{HashMap, HashSet};

/// To how many declarations a word leads that stands for several.
const SEVERAL: usize = 8;

/// How many nodes and namespaces have a text. In a larger fleet only those have one that something refers to: the
/// compiler reads all that is written, and editors are slow on it.
const ENTRIES: usize = 500;

/// What is declared under a name.
struct Declaration {
    word: String,
    at: Spans,
    doc: String,
}

/// The enums, and all that leads to their variants. It stands behind all else: what an editor completes is before it.
pub(super) fn all(lowered: &Lowered) -> TokenStream {
    let (entries, nodes) = entries(lowered);
    let (classes, bodies) = classes(lowered);
    let (options, assignments) = options(lowered);
    let enums = [
        enums("Node", &entries, &nodes),
        enums("Class", &classes, &bodies),
        enums("Assigned", &options, &assignments),
    ];
    quote!(::nest_core::__private::__for_editors! { const _: () = { #(#enums)* }; })
}

/// Nodes and namespaces, and where they are mentioned. What a loop makes is declared once.
fn entries(lowered: &Lowered) -> (Vec<Option<Declaration>>, Vec<(usize, Spans)>) {
    let mut found: Vec<EntryId> = Vec::new();
    let mut by_loop: HashMap<Number, usize> = HashMap::new();
    let mut by_id: Vec<Option<usize>> = Vec::new();
    let asked = lowered.map.names.iter().filter_map(|(named, ..)| match named {
        Named::Name(name) => Some((name.as_ref(), Vec::new())),
        Named::Entry(_) => None,
    });
    let mut by_name: HashMap<&str, Vec<usize>> = asked.collect();
    for (i, entry) in lowered.tree.entries.iter().enumerate() {
        let id = EntryId::at(i);
        let repeated = lowered.map.from_data.get(&id).or_else(|| lowered.map.repeated.get(&id));
        let known = repeated.and_then(|number| by_loop.get(number)).copied();
        let at = known.or_else(|| {
            lowered.map.at(Site::Entry(id))?;
            found.push(id);
            Some(found.len() - 1)
        });
        if let (Some(number), Some(at)) = (repeated, at) {
            by_loop.insert(*number, at);
        }
        let wanted = by_name.get_mut(entry.name.as_ref());
        if let Some(named) = wanted.filter(|named| named.len() < SEVERAL) {
            named.extend(at.filter(|at| !named.contains(at)));
        }
        by_id.push(at);
    }
    let mut seen = HashSet::new();
    let mut mentions = Vec::new();
    for (named, number, spans) in &lowered.map.names {
        let meant = match named {
            Named::Entry(id) => by_id[id.index()].as_slice(),
            Named::Name(name) => by_name.get(name.as_ref()).map_or(&[][..], Vec::as_slice),
        };
        let new = meant.iter().filter(|at| number.is_none_or(|number| seen.insert((number, **at))));
        mentions.extend(new.map(|at| (*at, *spans)));
    }
    let meant: HashSet<usize> = mentions.iter().map(|(at, _)| *at).collect();
    let is_shown = |at: usize| found.len() <= ENTRIES || meant.contains(&at);
    let declared = found.iter().enumerate().map(|(i, id)| {
        let at = lowered.map.at(Site::Entry(*id)).filter(|_| is_shown(i))?;
        let word = lowered.tree[*id].name.to_string();
        Some(Declaration { word, at, doc: entry_doc(*id, lowered) })
    });
    (declared.collect(), mentions)
}

fn entry_doc(id: EntryId, lowered: &Lowered) -> String {
    let (fleet, entry) = (&lowered.declared, &lowered.tree[id]);
    let path = lowered.tree.show(id);
    let Some(is) = &entry.is else { return format!("The namespace `{path}`.") };
    let traits = |ids: &[TraitId]| -> String {
        ids.iter().map(|id| format!("`{}`", fleet[*id].name)).collect::<Vec<_>>().join(", ")
    };
    let closed = fleet.closed(is.iter().copied());
    let (written, needed) = closed.split_at(closed.len().min(is.len()));
    let mut doc = format!("The node `{path}`");
    if lowered.map.repeated.contains_key(&id) {
        doc.push_str(", and all that the `for` makes with it");
    }
    if lowered.map.from_data.contains_key(&id) {
        doc.push_str(", and all that stand in the file with it");
    }
    if !written.is_empty() {
        doc = format!("{doc}: {}", traits(written));
    }
    if !needed.is_empty() {
        doc = format!("{doc}, and by need {}", traits(needed));
    }
    doc.push('.');
    doc
}

/// Each definition of a class, and where it is mentioned.
fn classes(lowered: &Lowered) -> (Vec<Option<Declaration>>, Vec<(usize, Spans)>) {
    let fleet = &lowered.declared;
    let mut declared = Vec::new();
    let mut by_class: HashMap<ClassId, Vec<usize>> = HashMap::new();
    for (of, at, span) in &lowered.map.classes {
        let Some(class) = fleet[*of].classes.get(*at) else { continue };
        by_class.entry(class.id).or_default().push(declared.len());
        declared.push(Some(Declaration {
            word: fleet[class.id].to_owned(),
            at: (*span).into(),
            doc: class_doc(*of, class, lowered),
        }));
    }
    let mentions = lowered.map.class_mentions.iter().flat_map(|(id, span)| {
        let meant = by_class.get(id).into_iter().flatten().take(SEVERAL);
        meant.map(|at| (*at, Spans::from(*span)))
    });
    let mentions = mentions.collect();
    (declared, mentions)
}

fn class_doc(of: TraitId, class: &Class, lowered: &Lowered) -> String {
    let fleet = &lowered.declared;
    let goes = match &class.route {
        Route::Output { output, .. } | Route::Closure { output, .. } => {
            format!("into the output `{}`", fleet[*output])
        }
        Route::Parent { class, .. } => {
            let class = class.map_or("", |class| fleet[class]);
            format!("to the nearest node above that has the class `{class}`")
        }
    };
    format!("The class `{}` of the trait `{}`: its modules go {goes}.", fleet[class.id], fleet[of].name)
}

/// Each option that a body assigns, declared where the first does, and the words of all its assignments.
fn options(lowered: &Lowered) -> (Vec<Option<Declaration>>, Vec<(usize, Spans)>) {
    let mut declared = Vec::new();
    let mut by_path: HashMap<String, usize> = HashMap::new();
    let mut mentions = Vec::new();
    // What other code assigns is arguments, and values of the user's own.
    let bodies = lowered.codes.all.iter().filter(|code| matches!(code.kind, CodeKind::Rule { .. }));
    for Assignment { path, written, given, .. } in bodies.flat_map(|code| &code.assignments) {
        let words: Vec<&str> = path.iter().map(|segment| segment.literal().unwrap_or("[…]")).collect();
        let path = words.join(".");
        let at = *by_path.entry(path).or_insert_with_key(|path| {
            let doc = match given {
                Given::Value(_) => format!("The option `{path}`."),
                Given::Block(_) => format!("Options below `{path}`."),
            };
            declared.push(Some(Declaration { word: path.clone(), at: written.spans, doc }));
            declared.len() - 1
        });
        mentions.extend(written.segments.iter().filter_map(|segment| match segment {
            Segment::Name(name) => Some((at, name.spans)),
            Segment::Computed(..) => None,
        }));
    }
    (declared, mentions)
}

/// The declarations as variants of enums, since some have one name, and what leads to them.
fn enums(name: &str, declared: &[Option<Declaration>], mentions: &[(usize, Spans)]) -> TokenStream {
    let mut rounds: Vec<TokenStream> = Vec::new();
    let mut taken: HashMap<Ident, usize> = HashMap::new();
    let mut paths: Vec<Option<(Ident, Ident)>> = Vec::new();
    let mut leading = TokenStream::new();
    for declaration in declared {
        let path = declaration.as_ref().and_then(|Declaration { word, at, doc }| {
            let ident = ident(word, at.start)?;
            let round = taken.entry(ident.clone()).or_default();
            if *round == rounds.len() {
                rounds.push(TokenStream::new());
            }
            rounds[*round].extend(quote!(#[doc = #doc] #ident,));
            let path = (of_round(name, *round), ident);
            *round += 1;
            Some(path)
        });
        paths.push(path);
    }
    // A path of options is mentioned by each of its words.
    let are_words: Vec<bool> =
        declared.iter().map(|found| found.as_ref().is_some_and(|found| is_word(&found.word))).collect();
    for (of, at) in mentions {
        let Some(path) = &paths[*of] else { continue };
        leading.extend(mention(path, at.start));
        if !are_words[*of] {
            leading.extend(mention(path, at.end));
        }
    }
    let enums = rounds.iter().enumerate().map(|(round, variants)| {
        let name = of_round(name, round);
        quote!(#[allow(non_camel_case_types)] enum #name { #variants })
    });
    quote!(#(#enums)* const _: fn() = || { #leading };)
}

fn of_round(name: &str, round: usize) -> Ident {
    if round == 0 { format_ident!("{name}") } else { format_ident!("{name}{round}") }
}

fn mention((of, variant): &(Ident, Ident), at: Span) -> TokenStream {
    let mut variant = variant.clone();
    variant.set_span(at);
    quote!(let _ = #of::#variant;)
}

/// Whether a name is one token.
fn is_word(name: &str) -> bool {
    syn::parse_str::<Ident>(name).is_ok()
}

/// A name as an identifier: the name itself, if it can be one; else one that looks like it.
fn ident(name: &str, at: Span) -> Option<Ident> {
    let parse = |name: &str| syn::parse_str::<Ident>(name).ok();
    let like = || name.replace(|c: char| !c.is_alphanumeric(), "_");
    let found = parse(name).or_else(|| parse(&like())).or_else(|| parse(&format!("_{}", like())));
    let mut ident = found?;
    ident.set_span(at);
    Some(ident)
}
