//! The Rust types of references: the view of the node that is named.
//!
//! `trait db { requires = [primary?]; }` with `attr primary: node(db);` would make a view that holds itself, which Rust
//! cannot lay out. Such an attribute has `Reference` for its type instead, in every view.

use super::views::required;
use crate::lower::Lowered;
use crate::rust_items;
use nest_core::model::{AttrId, Declared, Scalar, TraitId, Wrap};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use std::collections::HashSet;

/// Which references lead back to where they begin.
pub(super) struct References<'f> {
    fleet: &'f Declared<'f>,
    /// What the view of each trait is called.
    views: &'f [&'f str],
    circular: HashSet<AttrId>,
}

impl<'f> References<'f> {
    pub(super) fn of(lowered: &'f Lowered<'f>) -> Self {
        let fleet = &lowered.declared;
        let held: Vec<Vec<(AttrId, TraitId)>> = fleet.traits.ids().map(|id| held(fleet, id)).collect();
        let mut circular = HashSet::new();
        for (id, held_by) in fleet.traits.ids().zip(&held) {
            circular.extend(held_by.iter().filter(|(_, of)| reaches(*of, id, &held)).map(|(attr, _)| *attr));
        }
        Self { fleet, views: &lowered.trait_items, circular }
    }

    /// The type of an attribute that names a node with a trait.
    pub(super) fn ty(&self, attr: &str, of: Option<TraitId>) -> TokenStream {
        let Some(view) = of.and_then(|of| rust_items::ident(self.views[of.index()], Span::call_site()))
        else {
            return quote!(::nest_core::Node<'a>);
        };
        if self.circular.iter().any(|id| self.fleet[*id].name == attr) {
            quote!(::nest_core::view::Reference<'a, #view<'a>>)
        } else {
            quote!(#view<'a>)
        }
    }
}

/// The references whose views the view of a trait holds. Lists and maps make the views when they are asked.
fn held(fleet: &Declared, id: TraitId) -> Vec<(AttrId, TraitId)> {
    let reference = |attr: AttrId| match &fleet[attr].ty {
        ty if ty.wraps.iter().any(|wrap| *wrap != Wrap::Optional) => None,
        ty => match ty.scalar {
            Scalar::Node { of: Some(of), .. } => Some((attr, of)),
            _ => None,
        },
    };
    required(fleet, id).into_iter().filter_map(|require| reference(require.attr)).collect()
}

/// Whether one trait's view holds, at whatever depth, another's.
fn reaches(from: TraitId, to: TraitId, held: &[Vec<(AttrId, TraitId)>]) -> bool {
    let mut seen = HashSet::from([from]);
    let mut queue = vec![from];
    while let Some(id) = queue.pop() {
        if id == to {
            return true;
        }
        queue.extend(held[id.index()].iter().map(|(_, of)| *of).filter(|of| seen.insert(*of)));
    }
    false
}
