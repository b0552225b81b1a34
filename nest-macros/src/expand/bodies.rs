//! What stands between braces, as Rust that gives a set.

use super::functions::{Seen, seen_by_rustc};
use super::spans::{before, in_editors, own};
use crate::ast::{
    Arm, Body, Fragment, Logic, OptionPath, Part, Rust, Segment, Setting, Statement, Step, Term, TextPart,
    Value,
};
use crate::report::Number;
use nest_core::model::Key;
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use std::collections::HashMap;

/// What makes Rust of bodies.
#[derive(Clone, Copy)]
pub(super) struct Bodies<'q> {
    /// The queries of the fleet. Outside of one there is nothing to ask.
    pub(super) queries: &'q HashMap<Number, Key>,
}

/// The expression that a `set!` becomes.
pub(crate) fn set(body: &Body) -> TokenStream {
    let queries = HashMap::new();
    let seen = if body.broken { Seen::Nothing } else { Seen::Whole };
    let (in_editors, code) =
        (in_editors(), seen_by_rustc(&Bodies { queries: &queries }.value_of(body), seen));
    quote!({ #in_editors #code })
}

impl Bodies<'_> {
    /// The expression that a route's path becomes: what assigns it.
    pub(super) fn path_alone(&self, path: &OptionPath) -> TokenStream {
        attrs(&self.assign(path, &quote!(true)))
    }

    fn value_of(&self, body: &Body) -> TokenStream {
        let set = self.assignments(body);
        quote!(::nest_core::nix::IntoNix::into_nix(#set))
    }

    /// An expression: the assignments of a body.
    pub(super) fn assignments(&self, body: &Body) -> TokenStream {
        attrs(&self.statements(body))
    }

    fn statements(&self, body: &Body) -> TokenStream {
        body.statements.iter().map(|statement| self.statement(statement)).collect()
    }

    fn statement(&self, statement: &Statement) -> TokenStream {
        let scope = own("scope");
        match statement {
            Statement::Own(Setting::Assign { path, value }) => self.assign(path, &self.value(value)),
            Statement::Own(Setting::Nest { path, body }) => {
                let (span, path, statements) =
                    (before(path.spans.start), self.path(path), self.statements(body));
                quote_spanned! {span=> {
                    ::nest_core::__private::__let!(mut #scope = #scope.below(#path));
                    #statements
                }}
            }
            Statement::Own(Setting::When { condition, then, otherwise, .. }) => {
                let condition = self.logic(condition);
                let (holds, then, otherwise) =
                    (own("holds"), self.statements(then), self.statements(otherwise));
                quote! {{
                    ::nest_core::__private::__let!(#holds = #condition);
                    ::nest_core::__private::__when!(#scope, &#holds, { #then });
                    ::nest_core::__private::__when!(#scope, &::nest_core::__private::not(#holds), { #otherwise });
                }}
            }
            Statement::Rust(rust) | Statement::Broken(rust) => self.rust(rust),
            Statement::Control(parts) => self.control(parts, &|body| self.statements(body)),
        }
    }

    fn assign(&self, path: &OptionPath, value: &TokenStream) -> TokenStream {
        let (scope, names) = (own("scope"), self.path(path));
        // Where the path begins, or rustc would underline the whole macro.
        quote_spanned!(before(path.spans.start)=> #scope.assign(#names, #value);)
    }

    /// Rust control flow; `inside` makes what stands in its braces.
    pub(super) fn control<Own>(
        &self,
        parts: &[Part<Own>],
        inside: &dyn Fn(&Body<Own>) -> TokenStream,
    ) -> TokenStream {
        let part = |part: &Part<Own>| match part {
            Part::Rust(rust) => self.rust(rust),
            Part::Body(body) => {
                let statements = inside(body);
                quote!({ #statements })
            }
            Part::Arms(arms) => {
                let arms = arms.iter().map(|Arm { pattern, body }| {
                    let (pattern, statements) = (self.rust(pattern), inside(body));
                    quote!(#pattern => { #statements })
                });
                quote!({ #(#arms)* })
            }
        };
        parts.iter().map(part).collect()
    }

    /// `&["services", "nginx"]`, or text that is computed.
    fn path(&self, path: &OptionPath) -> TokenStream {
        let is_static = path.segments.iter().all(|segment| matches!(segment, Segment::Name(_)));
        let segments = path.segments.iter().map(|segment| match segment {
            Segment::Name(name) if is_static => {
                let text = &name.text;
                quote_spanned!(name.spans.start=> #text)
            }
            segment => self.name(segment),
        });
        quote!(&[#(#segments),*])
    }

    /// A part of a path that may be computed.
    fn name(&self, segment: &Segment) -> TokenStream {
        match segment {
            Segment::Name(name) => {
                let text = &name.text;
                quote_spanned!(name.spans.start=> ::nest_core::nix::Name::Borrowed(#text))
            }
            Segment::Computed(expression, span) => {
                let expression = self.rust(expression);
                quote_spanned!(*span=> ::nest_core::nix::Name::Owned(::std::string::ToString::to_string(&(#expression))))
            }
        }
    }

    fn value(&self, value: &Value) -> TokenStream {
        match value {
            Value::Set(body) => self.assignments(body),
            Value::List(elements) => self.values(elements),
            Value::Each { pattern, iterator, value } => {
                let (list, iterator, value) = (own("list"), self.rust(iterator), self.value(value));
                quote! {{
                    ::nest_core::__private::__let!(mut #list = ::std::vec::Vec::<::nest_core::nix::NixValue>::new());
                    for #pattern in #iterator {
                        #list.push(::nest_core::nix::IntoNix::into_nix(#value));
                    }
                    #list
                }}
            }
            Value::Term(term) => self.term(term),
            Value::Logic(logic) => self.logic(logic),
            Value::If { condition, then, otherwise } => {
                let (condition, then, otherwise) =
                    (self.logic(condition), self.value(then), self.value(otherwise));
                quote!(::nest_core::__private::choice(#condition, #then, #otherwise))
            }
            Value::Text { parts, span } => {
                let parts = parts.iter().map(|part| self.text_part(part, *span));
                quote_spanned!(*span=> ::nest_core::__private::text([#(#parts),*]))
            }
            Value::File { parts, span } => {
                let parts = parts.iter().map(|part| {
                    let part = self.text_part(part, *span);
                    quote!(::nest_core::__private::shown(#part))
                });
                quote_spanned!(*span=> ::nest_core::__private::file([#(#parts),*].concat()))
            }
            Value::Expression { source, arguments, span } => {
                let arguments = self.assignments(arguments);
                quote_spanned!(*span=> ::nest_core::__private::expression(#source, #arguments))
            }
            Value::Property { function, of_lib, arguments, span } => {
                let arguments = arguments.iter().map(|value| self.value(value));
                let mut group = Group::new(Delimiter::Parenthesis, quote!(#(#arguments),*));
                group.set_span(*span);
                let path = of_lib.then(|| quote!(::nest_core::nix::));
                quote!(#path #function #group)
            }
            // What Rust knows nothing else of is an `i32`. The literal itself stays as it is: Rust's tools look at its text.
            Value::Integer(tokens) => {
                let span =
                    tokens.clone().into_iter().last().map_or_else(Span::call_site, |token| token.span());
                quote_spanned!(span=> ::core::convert::identity::<::core::primitive::i64>(#tokens))
            }
            Value::Rust(rust) | Value::Broken(rust) => self.rust(rust),
        }
    }

    /// What Nix looks up and calls.
    fn term(&self, Term { path, steps }: &Term) -> TokenStream {
        let names = |path: &OptionPath| {
            let segments = path.segments.iter().map(|segment| self.name(segment));
            quote!(&[#(#segments),*])
        };
        let (span, path) = (path.spans.start, names(path));
        let term = quote_spanned!(span=> ::nest_core::__private::reference(#path));
        steps.iter().fold(term, |term, step| match step {
            Step::Call(arguments) => {
                let arguments = self.values(arguments);
                quote_spanned!(span=> ::nest_core::__private::call(#term, #arguments))
            }
            Step::Select(path) => {
                let path = names(path);
                quote_spanned!(span=> ::nest_core::__private::select(#term, #path))
            }
        })
    }

    /// A condition. An operand is asked for where those before it have settled nothing, as in Rust.
    fn logic(&self, logic: &Logic) -> TokenStream {
        let joined = |empty: TokenStream, operands: &[Logic]| {
            let joined = own("operands");
            let operands = operands.iter().map(|operand| {
                let operand = self.logic(operand);
                quote!(if !#joined.is_settled() { #joined.add(#operand); })
            });
            quote!({ ::nest_core::__private::__let!(mut #joined = #empty); #(#operands)* #joined.value() })
        };
        match logic {
            Logic::Rust(rust) => {
                let rust = self.rust(rust);
                // Of what is no `bool`, the compiler says nothing else than that.
                quote!(::nest_core::nix::NixValue::Bool(if #rust { true } else { false }))
            }
            Logic::Nix(value) => self.value(value),
            Logic::Not(inner) => {
                let inner = self.logic(inner);
                quote!(::nest_core::__private::not(#inner))
            }
            Logic::All(operands) => joined(quote!(::nest_core::__private::Operands::all()), operands),
            Logic::Any(operands) => joined(quote!(::nest_core::__private::Operands::any()), operands),
        }
    }

    /// A vector of what goes to Nix.
    fn values(&self, values: &[Value]) -> TokenStream {
        let values = values.iter().map(|value| {
            let value = self.value(value);
            quote!(::nest_core::nix::IntoNix::into_nix(#value))
        });
        quote!(<[::nest_core::nix::NixValue]>::into_vec(::std::boxed::Box::new([#(#values),*])))
    }

    /// A part of a text, as a value of Nix. What rustc has to say of it, it says of the text.
    fn text_part(&self, part: &TextPart, span: Span) -> TokenStream {
        let text = match part {
            TextPart::Literal(literal) => quote_spanned!(span=> ::std::borrow::ToOwned::to_owned(#literal)),
            TextPart::Rust(rust) => {
                let rust = self.rust(rust);
                quote_spanned!(span=> ::std::string::ToString::to_string(&(#rust)))
            }
            TextPart::Nix(value) => return self.value(value),
        };
        quote_spanned!(span=> ::nest_core::nix::NixValue::Text(::std::borrow::Cow::Owned(#text)))
    }

    pub(super) fn rust(&self, rust: &Rust) -> TokenStream {
        let fragment = |fragment: &Fragment| match fragment {
            Fragment::Tokens(tokens) => tokens.clone(),
            Fragment::Set(body) => self.value_of(body),
            Fragment::Value(value) => self.value(value),
            Fragment::Query(query) => match self.queries.get(&query.number) {
                Some(Key(key)) => {
                    quote_spanned!(query.span=> ::nest_core::__private::Selected::new(::nest_core::model::Key(#key)))
                }
                None => query.tokens.clone(),
            },
            Fragment::Group(delimiter, span, inner) => {
                let mut group = Group::new(*delimiter, self.rust(inner));
                group.set_span(*span);
                TokenTree::Group(group).into()
            }
        };
        rust.0.iter().map(fragment).collect()
    }
}

fn attrs(statements: &TokenStream) -> TokenStream {
    let (attrs, scope) = (own("attrs"), own("scope"));
    quote! {{
        ::nest_core::__private::__let!(mut #attrs = ::nest_core::nix::Attrs::new());
        {
            ::nest_core::__private::__let!(mut #scope = #attrs.root());
            #statements
        }
        #attrs
    }}
}
