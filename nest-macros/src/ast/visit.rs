//! One walk through bodies, values and the Rust in them, in the order written.
//!
//! Who looks for something says what to do where it stands, and goes on with `walk_…` where more of it may stand inside.

use super::{
    Addition, Body, Fragment, Logic, OptionPath, Part, QueryDecl, Rust, Segment, SetDecl, SetValue, Setting,
    Statement, Step, Term, TextPart, Value,
};
use proc_macro2::Span;

pub(crate) trait Visit<'a>: Sized {
    fn value(&mut self, value: &'a Value) {
        self.walk_value(value);
    }

    /// A body that gives a set: `{ … }` as a value, `set! { … }`, the arguments of a `nix!`, what counts where Nix's condition
    /// holds.
    fn set(&mut self, body: &'a Body) {
        self.body(body);
    }

    /// `sel!(…)`
    fn query(&mut self, _: &'a QueryDecl) {}

    /// The `if` of a body of which Nix knows a part.
    fn decided_by_nix(&mut self, _: Span) {}

    fn body(&mut self, body: &'a Body) {
        self.statements(body, |visit, setting| match setting {
            Setting::Assign { path, value } => {
                visit.path(path);
                visit.value(value);
            }
            Setting::Nest { path, body } => {
                visit.path(path);
                visit.body(body);
            }
            Setting::When { keyword, condition, then, otherwise } => {
                visit.decided_by_nix(*keyword);
                visit.logic(condition);
                visit.set(then);
                visit.set(otherwise);
            }
        });
    }

    fn synth(&mut self, body: &'a Body<Addition>) {
        self.statements(body, |visit, addition| match addition {
            Addition::Set(SetDecl { value: SetValue::Rust(rust), .. }) => visit.rust(rust),
            Addition::Child(child) => {
                visit.segment(&child.name);
                child.from.iter().for_each(|from| visit.rust(from));
                visit.synth(&child.body);
            }
            Addition::Set(_) | Addition::Is(..) => {}
        });
    }

    /// Goes through control flow; `own` is for what is not Rust's.
    fn statements<Own>(&mut self, body: &'a Body<Own>, own: fn(&mut Self, &'a Own)) {
        for statement in &body.statements {
            match statement {
                Statement::Own(statement) => own(self, statement),
                Statement::Rust(rust) | Statement::Broken(rust) => self.rust(rust),
                Statement::Control(parts) => parts.iter().for_each(|part| match part {
                    Part::Rust(rust) => self.rust(rust),
                    Part::Body(body) => self.statements(body, own),
                    Part::Arms(arms) => arms.iter().for_each(|arm| {
                        self.rust(&arm.pattern);
                        self.statements(&arm.body, own);
                    }),
                }),
            }
        }
    }

    fn walk_value(&mut self, value: &'a Value) {
        match value {
            Value::Set(body) | Value::Expression { arguments: body, .. } => self.set(body),
            Value::List(values) | Value::Property { arguments: values, .. } => {
                values.iter().for_each(|value| self.value(value));
            }
            Value::Each { pattern: _, iterator, value } => {
                self.rust(iterator);
                self.value(value);
            }
            Value::Term(term) => self.term(term),
            Value::Logic(logic) => self.logic(logic),
            Value::If { condition, then, otherwise } => {
                self.logic(condition);
                self.value(then);
                self.value(otherwise);
            }
            Value::Text { parts, .. } | Value::File { parts, .. } => {
                parts.iter().for_each(|part| match part {
                    TextPart::Literal(_) => {}
                    TextPart::Rust(rust) => self.rust(rust),
                    TextPart::Nix(value) => self.value(value),
                })
            }
            Value::Integer(_) => {}
            Value::Rust(rust) | Value::Broken(rust) => self.rust(rust),
        }
    }

    fn term(&mut self, Term { path, steps }: &'a Term) {
        self.path(path);
        for step in steps {
            match step {
                Step::Call(arguments) => arguments.iter().for_each(|argument| self.value(argument)),
                Step::Select(path) => self.path(path),
            }
        }
    }

    fn logic(&mut self, logic: &'a Logic) {
        match logic {
            Logic::Rust(rust) => self.rust(rust),
            Logic::Nix(value) => self.value(value),
            Logic::Not(inner) => self.logic(inner),
            Logic::All(operands) | Logic::Any(operands) => {
                operands.iter().for_each(|operand| self.logic(operand));
            }
        }
    }

    fn path(&mut self, path: &'a OptionPath) {
        path.segments.iter().for_each(|segment| self.segment(segment));
    }

    fn segment(&mut self, segment: &'a Segment) {
        if let Segment::Computed(rust, _) = segment {
            self.rust(rust);
        }
    }

    fn rust(&mut self, Rust(fragments): &'a Rust) {
        fragments.iter().for_each(|fragment| match fragment {
            Fragment::Tokens(_) => {}
            Fragment::Group(_, _, inner) => self.rust(inner),
            Fragment::Set(body) => self.set(body),
            Fragment::Value(value) => self.value(value),
            Fragment::Query(query) => self.query(query),
        });
    }
}
