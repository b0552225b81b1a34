//! The macro `fleet!`: tokens in, static tables out.
//!
//! Every span lives here, and no meaning does: what a fleet means, and what is wrong with it, is nest-core's to say.
//! The macro builds the same `Fleet` that the program will have and asks.

mod ast;
mod check;
mod data;
mod expand;
mod lower;
mod parse;
mod parts;
mod place;
mod report;
mod rust_items;
mod template;
#[cfg(test)]
mod tests;

use lower::Place;
use parts::Input;
use proc_macro::TokenStream;
use report::Report;

/// Declares a fleet: environments and hosts, traits, rules, what must hold, and data of its own.
///
/// | item | form |
/// |---|---|
/// | header | `pub static NAME;`, `pub static NAME { names = path; layout = split; specialArgs = [secrets]; }` |
/// | part | `pub part NAME;` instead of the header, and `include crate::prod::NAME;` in a fleet |
/// | attribute | `attr httpPort: u16 = 80;`, `attr primary: node(db);` |
/// | trait | `trait web { needs = […]; needed_by = …; requires = […]; class … }` |
/// | node, namespace | `name { … }`, `extern name { … }`, `for i in 1..=40 { web-[i] { … } }`, `nodes from "hosts.csv" as host;` |
/// | nodes of a file | `nodes from "hosts.csv" as host { addr = ip; _ = [comment]; }` |
/// | rule | `rule SELECTOR => nixos(select) { … }`; in a node, `nixos { … }` |
/// | assertion | `assert SELECTOR => SELECTOR, "why";`, `assert \|select\| …, "why";` |
/// | own output | `output dns(select) { … }` |
///
/// It expands to a `static` of type `nest_core::Fleet`, a struct and a function for each trait (its view, and the
/// value that queries take), and a function for each attribute. The file wants `use nest_core::prelude::*;`.
///
/// # Errors
///
/// Every mistake is a compile error at the word that is wrong, and all of them are reported at once.
///
/// ```
/// use nest_core::prelude::*;
/// use nest_macros::fleet;
///
/// fleet! {
///     /// Two web servers.
///     pub static WEBS;
///
///     attr system: System;
///     attr httpPort: u16 = 80;
///
///     trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
///     trait web { requires = [httpPort]; }
///
///     prod {
///         system = "x86_64-linux";
///         web-1 { is = [host, web]; }
///         web-2 { is = [host, web]; httpPort = 8080; }
///     }
///
///     rule web => nixos(web) {
///         services.nginx.enable = true;
///         networking.firewall.allowedTCPPorts = [web.httpPort];
///     }
/// }
///
/// assert_eq!(nest_core::resolve(&WEBS).unwrap().nodes().count(), 2);
/// ```
///
/// Traits nest, a class may go to the node above, and a `synth` adds to the tree. Selectors may ask Rust (`:when`), and
/// Rust may ask with selectors (`sel!`):
///
/// ```
/// use nest_core::prelude::*;
/// use nest_macros::fleet;
///
/// fleet! {
///     /// A machine, and those who work on it.
///     pub static TEAM;
///
///     attr uid: u16;
///     trait person { requires = [uid]; }
///     trait host {
///         class nixos => nixosConfigurations;
///         trait user { requires = [uid]; class user => parent.nixos at users.users.[node.name]; }
///     }
///
///     people { ada { is = [person]; uid = 1000; } bob { is = [person]; uid = 1001; } }
///     alpha { is = [host]; }
///
///     rule host => synth(select) {
///         for person in select.all(person) {
///             child [person.name] from person { is = [user]; }
///         }
///     }
///     rule user:when(|user| user.uid > 1000) => user(user) { uid = user.uid; }
///     rule host => nixos(select) { users.mutableUsers = select.children(sel!(user[uid < 1000])).count() > 0; }
/// }
///
/// let resolved = nest_core::resolve(&TEAM).unwrap();
/// let paths: Vec<String> = resolved.nodes().map(Node::path).collect();
/// assert_eq!(paths, ["people.ada", "people.bob", "alpha", "alpha.ada", "alpha.bob"]);
/// ```
#[proc_macro]
pub fn fleet(tokens: TokenStream) -> TokenStream {
    let report = Report::default();
    let (mut code, included) = match parts::read(tokens.into(), place::here(), &report) {
        Input::Whole(tokens, place, included) => (compile(tokens, &place, &report), included),
        Input::Code(code) => (code, None),
    };
    code.extend(report.into_compile_errors());
    match included {
        Some(included) => included.as_own(code).into(),
        None => code.into(),
    }
}

/// The stages. None of them stops at a mistake: the report has them all, and there is code all the same.
fn compile(tokens: proc_macro2::TokenStream, place: &Place, report: &Report) -> proc_macro2::TokenStream {
    let mut ast = parse::fleet(tokens, report);
    data::read(&mut ast, &place.folder, &place.package, report);
    let lowered = lower::lower(&ast, place, report);
    let short = check::check(&lowered, ast.may_lack_nodes(), report);
    expand::fleet(&ast, &lowered, &short, report)
}

/// An attribute set as an expression, in the notation of a body: what `{ … }` is on the right-hand side of an
/// assignment, for use inside closures and functions.
///
/// ```
/// use nest_core::prelude::*;
/// use nest_macros::set;
///
/// fn user(name: &str) -> NixValue {
///     set! { isNormalUser = true; home = format!("/home/{name}"); }
/// }
///
/// let NixValue::Set(ada) = user("ada") else { panic!() };
/// assert_eq!(ada.get("home"), Some(&"/home/ada".into_nix()));
/// ```
#[proc_macro]
pub fn set(tokens: TokenStream) -> TokenStream {
    let report = Report::default();
    let body = parse::set(tokens.into(), &report);
    check::set(&body, &report);
    let code = expand::set(&body);
    let errors = report.into_compile_errors();
    // One expression, errors included.
    quote::quote!({ #errors #code }).into()
}
