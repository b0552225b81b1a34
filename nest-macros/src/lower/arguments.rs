//! Arguments by name.

use super::Lowering;
use super::code::{ArgumentKind, Arguments};
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

impl<'a> Lowering<'a> {
    /// The arguments of some code, and those of them that are traits, in the same order. `site` says where one is.
    pub(super) fn arguments(
        &mut self,
        words: &'a [Identifier],
        takes: Takes,
        site: impl Fn(u32) -> Option<Site>,
    ) -> (Arguments<'a>, Vec<Argument>) {
        let mut arguments = Arguments::new();
        let mut traits: Vec<Argument> = Vec::new();
        let declared = self.report.special_args();
        let nix = || NIX_WORDS.into_iter().chain(declared.iter().map(String::as_str));
        for word in words {
            if arguments.iter().any(|(other, _)| other.text == word.text) {
                self.report.add(word, Problem::DuplicateWord { word: word.text.clone() });
                continue;
            }
            let found = if takes.takes_traits() { self.scope.traits.find(&word.text) } else { Found::None };
            let kind = match (word.text.as_str(), takes, found) {
                ("select", ..) => ArgumentKind::Select,
                ("node", Takes::Node | Takes::Module, _) => ArgumentKind::Node,
                (word, Takes::Module, _) if nix().any(|known| known == word) => ArgumentKind::Nix,
                ("modules", Takes::Modules, _) => ArgumentKind::Modules,
                (.., Found::Several(ids)) => {
                    self.ambiguous(word, &ids);
                    continue;
                }
                (.., Found::One(id)) => {
                    // Code that binds it is a mention for editors in itself.
                    self.unknown.mention(self.scope.traits.path(id));
                    if let Some(site) = site(traits.len() as u32) {
                        self.map.note(site, word);
                    }
                    traits.push(Argument(id));
                    ArgumentKind::Trait(id)
                }
                (text, _, Found::None) => {
                    let traits = || self.scope.traits.known(text).into_iter();
                    let known = || match takes {
                        Takes::Node => ["select", "node"].into_iter().chain(traits()).collect(),
                        Takes::Module => {
                            ["select", "node"].into_iter().chain(nix()).chain(traits()).collect()
                        }
                        Takes::Modules => vec!["select", "modules"],
                        Takes::Fleet => vec!["select"],
                    };
                    self.unknown.miss(problem::Kind::Argument, text, word.into(), known);
                    continue;
                }
            };
            arguments.push((word, kind));
        }
        (arguments, traits)
    }
}
