//! Names at the top of a body that mean something else there, or nothing.

use super::Tell;
use crate::ast::{Assignment, Name, OptionPath, Segment, Step, Term, Value, Visit};
use crate::lower::{Code, CodeKind, Source};
use nest_core::nix::Refusal;
use nest_core::problem::Problem;

/// `rule web => nixos { _module.args.x = 1; }`, `class nixos => nixosConfigurations { sytem = node.system; }`
pub(super) fn check(Code { kind, source, assignments, .. }: &Code, tell: Tell) {
    let reserved = |name: &Name, why: Option<&'static str>| {
        if let Some(why) = why {
            tell(name.spans, Problem::ReservedName { name: name.text.clone(), why });
        }
    };
    if let Source::Body(body) = source {
        Keys(tell).body(body);
    }
    match kind {
        CodeKind::Rule { is_module, .. } => {
            let why = |name: &Name| nest_core::__private::reserved_option(*is_module, &name.text);
            at_top(assignments).for_each(|name| reserved(name, why(name)));
        }
        CodeKind::Path(_) => {
            if let Source::Path(at) = source
                && let Some(Segment::Name(name)) = at.path.segments.first()
            {
                reserved(name, nest_core::__private::reserved_option(false, &name.text));
            }
        }
        CodeKind::Class { output, .. } => {
            at_top(assignments)
                .for_each(|name| reserved(name, nest_core::__private::reserved_argument(&name.text)));
            // In quotes, it is what is meant.
            for name in at_top(assignments).filter(|name| !name.quoted) {
                if let Some(problem) = nest_core::__private::unknown_builder_argument(output, &name.text) {
                    tell(name.spans, problem);
                }
            }
        }
        CodeKind::Predicate
        | CodeKind::Synth
        | CodeKind::Closure(_)
        | CodeKind::OwnOutput
        | CodeKind::Condition => {}
    }
}

/// The names that paths at the top begin with.
fn at_top<'a>(assignments: &[Assignment<'a>]) -> impl Iterator<Item = &'a Name> {
    assignments.iter().filter(|assigned| assigned.is_at_top()).filter_map(|assigned| {
        match assigned.path.first()? {
            Segment::Name(name) => Some(name),
            Segment::Computed(..) => None,
        }
    })
}

/// `x._type = 1;`, in whatever set.
struct Keys<'t>(Tell<'t>);

impl<'a> Visit<'a> for Keys<'_> {
    fn value(&mut self, value: &'a Value) {
        match value {
            // What Nix has by that name may be meant.
            Value::Term(Term { path, steps }) => {
                path.segments.iter().for_each(|segment| self.segment(segment));
                for step in steps {
                    match step {
                        Step::Call(arguments) => arguments.iter().for_each(|value| self.value(value)),
                        Step::Select(path) => path.segments.iter().for_each(|segment| self.segment(segment)),
                    }
                }
            }
            value => self.walk_value(value),
        }
    }

    fn path(&mut self, path: &'a OptionPath) {
        for segment in &path.segments {
            if let Segment::Name(name) = segment
                && let Some(problem) = Refusal::of_literal_key(&name.text)
            {
                self.0(name.spans, problem);
            }
            self.segment(segment);
        }
    }
}
