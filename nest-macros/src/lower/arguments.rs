//! Arguments by name.

use super::code::{ArgumentKind, Arguments};
use super::names::Names;
use super::trait_names::Found;
use crate::ast::Identifier;
use crate::parse::NIX_WORDS;
use nest_core::model::Argument;
use nest_core::problem::{self, Problem};
use nest_core::report::Site;

/// What may be an argument, traits apart.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Takes {
    /// Of a body whose values go to Nix: `select`, `node`, traits, and Nix's own.
    Module,
    /// Of other code for one node: `select`, `node` and traits.
    Node,
    /// Of the closure of a class: `select`, `modules`, and no traits.
    Modules,
    /// Of code for the whole fleet: `select`, and no traits.
    Fleet,
}

impl Takes {
    fn takes_traits(self) -> bool {
        matches!(self, Takes::Module | Takes::Node)
    }
}

impl<'a> Names<'a> {
    /// The arguments of some code, and those of them that are traits, in the same order. `site` says where one is.
    pub(super) fn arguments(
        &mut self,
        words: &'a [Identifier],
        takes: Takes,
        site: impl Fn(u32) -> Option<Site>,
    ) -> (Arguments<'a>, Vec<Argument>) {
        let mut arguments = Arguments::new();
        let mut traits: Vec<Argument> = Vec::new();
        for word in words {
            if arguments.iter().any(|(other, _)| other.text == word.text) {
                self.report.add(word, Problem::DuplicateWord { word: word.text.clone() });
                continue;
            }
            let found = if takes.takes_traits() { self.traits.find(&word.text) } else { Found::None };
            let kind = match (word.text.as_str(), takes, found) {
                ("select", ..) => ArgumentKind::Select,
                ("node", Takes::Node | Takes::Module, _) => ArgumentKind::Node,
                (word, Takes::Module, _) if NIX_WORDS.contains(&word) => ArgumentKind::Nix,
                ("modules", Takes::Modules, _) => ArgumentKind::Modules,
                (.., Found::Several(ids)) => {
                    self.ambiguous(word, &ids);
                    continue;
                }
                (.., Found::One(id)) => {
                    self.mention_argument(id);
                    if let Some(site) = site(traits.len() as u32) {
                        self.sites.insert(site, word.into());
                    }
                    traits.push(Argument(id));
                    ArgumentKind::Trait(id)
                }
                (text, _, Found::None) => {
                    let known = |names: &Self| match takes {
                        Takes::Node => {
                            ["select", "node"].into_iter().chain(names.traits.known(text)).collect()
                        }
                        Takes::Module => {
                            let own = ["select", "node"].into_iter().chain(NIX_WORDS);
                            own.chain(names.traits.known(text)).collect()
                        }
                        Takes::Modules => vec!["select", "modules"],
                        Takes::Fleet => vec!["select"],
                    };
                    self.miss(problem::Kind::Argument, text, word.into(), known);
                    continue;
                }
            };
            arguments.push((word, kind));
        }
        (arguments, traits)
    }
}
