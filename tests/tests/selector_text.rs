//! What is wrong with selectors that are text: each mistake with its column and its whole message. And what holds for
//! any text: no panic, and what can be read is written as text that means the same.

use nest_core::Fleet;
use nest_core::model::{Attr, Scalar, Trait, TraitId, Type, Wrap};
use nest_core::selector::{Selector, TextError};
use nest_tests::resolve;

nest_macros::fleet! {
    /// Three nodes, two of them of one name.
    pub static TREE;

    attr env: "prod" | "staging";
    attr port: u16;
    attr load: f64;
    attr secure: bool;
    attr text: String;
    attr roles: [String];
    attr note: String?;
    attr labels: { String: String };
    attr addr: Ipv4Addr;
    attr platform: System;
    attr db: u8;
    attr dbs: u8;

    trait host { class nixos => machines; }
    trait web;
    trait lb;
    trait host_user;
    trait vm_user;
    trait vm_disk;

    prod {
        lb-1 { is = [host, lb]; }
        web-1 { is = [host, web]; }
    }
    staging {
        web-1 { is = [web]; }
    }
}

/// The fleet with nested traits, and with references to nodes.
fn fleet() -> Fleet<'static> {
    let name = |t: &Trait<'static>| match t.name {
        "host_user" => "host::user",
        "vm_user" => "vm::user",
        "vm_disk" => "vm::disk",
        plain => plain,
    };
    let traits: Vec<Trait> =
        TREE.declared.traits.iter().map(|t| Trait { name: name(t), ..t.clone() }).collect();
    let node = Scalar::Node { of: Some(TraitId(1)), name: "web" };
    let ty = |attr: &Attr<'static>| match attr.name {
        "db" => Type::scalar(node.clone()),
        "dbs" => Type { wraps: vec![Wrap::List].into(), scalar: node.clone() },
        _ => attr.ty.clone(),
    };
    let attrs: Vec<Attr> =
        TREE.declared.attrs.iter().map(|attr| Attr { ty: ty(attr), ..attr.clone() }).collect();
    let mut fleet = TREE.clone();
    fleet.declared.traits = traits.into();
    fleet.declared.attrs = attrs.into();
    fleet
}

#[expect(clippy::result_large_err, reason = "the end of a test, not its hot path")]
fn parse<'t>(text: &'t str, fleet: &Fleet) -> Result<Selector<'t>, TextError> {
    Selector::parse(text, &fleet.declared, &fleet.tree())
}

/// The text, the column, the message without its code, and the code.
type Mistake = (&'static str, usize, &'static str, &'static str);

const SELECTORS: &[Mistake] = &[
    // Nothing, where something should be.
    ("", 1, "expected a selector, found the end", "syntax"),
    ("   ", 4, "expected a selector, found the end", "syntax"),
    (",", 1, "expected a selector, found `,`", "syntax"),
    (", web", 1, "expected a selector, found `,`", "syntax"),
    ("web,", 5, "expected a selector, found the end", "syntax"),
    ("web,,lb", 5, "expected a selector, found `,`", "syntax"),
    ("web, ,lb", 6, "expected a selector, found `,`", "syntax"),
    // Combinators.
    ("> web", 1, "expected a selector, found `>`", "syntax"),
    ("+ web", 1, "expected a selector, found `+`", "syntax"),
    ("~ web", 1, "expected a selector, found `~`", "syntax"),
    ("web >", 6, "expected a selector, found the end", "syntax"),
    ("web > ", 7, "expected a selector, found the end", "syntax"),
    ("web > > lb", 7, "expected a selector, found `>`", "syntax"),
    ("web +, lb", 6, "expected a selector, found `,`", "syntax"),
    ("web ~)", 6, "expected a selector, found `)`", "syntax"),
    ("web >> lb", 5, "expected a space (`a >> b` is `a b` in text), found `>>`", "syntax"),
    ("web>>lb", 4, "expected a space (`a >> b` is `a b` in text), found `>>`", "syntax"),
    // Two words for one node.
    ("web & lb", 5, "expected `:is(…)` (`a & b` is `a:is(b)` in text), found `&`", "syntax"),
    ("web&lb", 4, "expected `:is(…)` (`a & b` is `a:is(b)` in text), found `&`", "syntax"),
    ("web &lb", 5, "expected `:is(…)` (`a & b` is `a:is(b)` in text), found `&`", "syntax"),
    (":not(web & lb)", 10, "expected `:is(…)` (`a & b` is `a:is(b)` in text), found `&`", "syntax"),
    ("& web", 1, "expected a selector, found `&`", "syntax"),
    ("[port]web", 7, "expected `:is(…)` around a word that does not come first, found `web`", "syntax"),
    ("*web", 2, "expected `:is(…)` around a word that does not come first, found `web`", "syntax"),
    (":is(lb)web", 8, "expected `:is(…)` around a word that does not come first, found `web`", "syntax"),
    // What belongs to nothing.
    ("web lb)", 7, "expected a combinator, `,` or the end, found `)`", "syntax"),
    ("web(lb)", 4, "expected a combinator, `,` or the end, found `(`", "syntax"),
    ("(web)", 1, "expected a selector, found `(`", "syntax"),
    ("web $", 5, "expected a selector, found `$`", "syntax"),
    ("web$", 4, "expected a combinator, `,` or the end, found `$`", "syntax"),
    ("#lb-1$$$", 6, "expected a combinator, `,` or the end, found `$`", "syntax"),
    ("web/lb", 4, "expected a combinator, `,` or the end, found `/`", "syntax"),
    ("web|lb", 4, "expected a combinator, `,` or the end, found `|`", "syntax"),
    ("web\\", 4, "expected a combinator, `,` or the end, found `\\`", "syntax"),
    ("web {", 5, "expected a selector, found `{`", "syntax"),
    ("80", 1, "expected a selector, found `80`", "syntax"),
    ("-web", 1, "expected a selector, found `-web`", "syntax"),
    ("\"web\"", 1, "expected a selector, found `\"`", "syntax"),
    ("web /* all */", 5, "expected a selector, found `/`", "syntax"),
    // What cannot be seen is told by its number; columns count characters.
    ("web\u{a0}lb", 4, "expected a combinator, `,` or the end, found U+00A0", "syntax"),
    ("\0", 1, "expected a selector, found U+0000", "syntax"),
    ("#äö-🦀 > wbe", 9, "unknown trait `wbe`; did you mean `web`?", "unknown-trait"),
];

const WORDS: &[Mistake] = &[
    ("wbe", 1, "unknown trait `wbe`; did you mean `web`?", "unknown-trait"),
    ("Web", 1, "unknown trait `Web`; did you mean `web`?", "unknown-trait"),
    ("host::usr", 1, "unknown trait `host::usr`; did you mean `host::user`?", "unknown-trait"),
    (
        "a::b",
        1,
        "unknown trait `a::b`; there are `host`, `web`, `lb`, `host::user`, `vm::user`, `vm::disk`",
        "unknown-trait",
    ),
    ("user", 1, "`user` can be `host::user` or `vm::user`; write which", "ambiguous-name"),
    ("web user", 5, "`user` can be `host::user` or `vm::user`; write which", "ambiguous-name"),
    ("host::", 7, "expected a trait's name, found the end", "syntax"),
    ("host:: user", 7, "expected a trait's name, found a space", "syntax"),
    ("host::#user", 7, "expected a trait's name, found `#`", "syntax"),
    ("::user", 2, "expected a pseudo-class, found `:`", "syntax"),
    // A name without its `#`.
    ("lb-1", 1, "unknown trait `lb-1`; did you mean `#lb-1`?", "unknown-trait"),
    ("web prod", 5, "unknown trait `prod`; did you mean `#prod`?", "unknown-trait"),
    // Names.
    ("#", 2, "expected a node's name, or `\"name\"`, found the end", "syntax"),
    ("# lb-1", 2, "expected a node's name, or `\"name\"`, found a space", "syntax"),
    ("##lb-1", 2, "expected a node's name, or `\"name\"`, found `#`", "syntax"),
    ("#a$$$", 3, "expected a combinator, `,` or the end, found `$`", "syntax"),
    ("#\"a", 4, "expected `\"`, found the end", "syntax"),
    ("#\"a\\n\"", 4, "expected `\\\"` or `\\\\`, found `\\`", "syntax"),
    ("#'a", 4, "expected `'`, found the end", "syntax"),
    ("#'a\\", 4, "expected `\\'` or `\\\\`, found `\\`", "syntax"),
    ("'lb-1'", 1, "expected a selector, found `'`", "syntax"),
    ("#\"a\\", 4, "expected `\\\"` or `\\\\`, found `\\`", "syntax"),
    // Classes.
    (".", 2, "expected a class, found the end", "syntax"),
    (". nixos", 2, "expected a class, found a space", "syntax"),
    (".nixs", 2, "unknown class `nixs`; did you mean `nixos`?", "unknown-class"),
    ("web.dns", 5, "unknown class `dns`; there is only `nixos`", "unknown-class"),
];

const OPERATORS: &str = "expected `]`, `=`, `!=`, `<`, `<=`, `>`, `>=`, `^=`, `$=`, `*=` or `~=`";

/// The text, the column, and what is found instead of an operator.
const NO_OPERATORS: &[(&str, usize, &str)] = &[
    ("[port", 6, "the end"),
    ("[port ", 7, "the end"),
    ("[port)", 6, "`)`"),
    ("[port 80]", 7, "`80`"),
    ("[port==80]", 6, "`==`"),
    ("[port=>80]", 6, "`=>`"),
    ("[port|=80]", 6, "`|=`"),
    ("[port!80]", 6, "`!`"),
    ("[port : 80]", 7, "`:`"),
];

const ATTRIBUTES: &[Mistake] = &[
    ("[", 2, "expected an attribute, found the end", "syntax"),
    ("[]", 2, "expected an attribute, found `]`", "syntax"),
    ("[\"port\"]", 2, "expected an attribute, found `\"`", "syntax"),
    ("[prot]", 2, "unknown attribute `prot`; did you mean `port`?", "unknown-attribute"),
    // Values that cannot be read.
    ("[port=]", 7, "expected a value (a word, a number, or text in quotes), found `]`", "syntax"),
    ("[port=", 7, "expected a value (a word, a number, or text in quotes), found the end", "syntax"),
    ("[port=+80]", 7, "expected a value (a word, a number, or text in quotes), found `+`", "syntax"),
    ("[env=`prod`]", 6, "expected a value (a word, a number, or text in quotes), found ```", "syntax"),
    ("[text='a]", 10, "expected `'`, found the end", "syntax"),
    ("[text='a\"]", 11, "expected `'`, found the end", "syntax"),
    ("[text='a'b']", 10, "expected `]`, found `b`", "syntax"),
    ("[text='a\\n']", 9, "expected `\\'` or `\\\\`, found `\\`", "syntax"),
    ("[port='80']", 7, "`\"80\"` is not of type `u16`", "mistyped-value"),
    ("[roles=[]]", 8, "expected a value (a word, a number, or text in quotes), found `[`", "syntax"),
    ("[port=80", 9, "expected `]`, found the end", "syntax"),
    ("[port=80 443]", 10, "expected `]`, found `443`", "syntax"),
    ("[port=80,443]", 9, "expected `]`, found `,`", "syntax"),
    ("[text=a$]", 8, "expected `]`, found `$`", "syntax"),
    ("[text=\"a\"b]", 10, "expected `]`, found `b`", "syntax"),
    ("[text=\"a]", 10, "expected `\"`, found the end", "syntax"),
    ("[text=\"a\\t\"]", 9, "expected `\\\"` or `\\\\`, found `\\`", "syntax"),
    // Values of another type.
    ("[port=http]", 7, "`http` is not of type `u16`", "mistyped-value"),
    ("[port >= http]", 10, "`http` is not of type `u16`", "mistyped-value"),
    ("[port=\"80\"]", 7, "`\"80\"` is not of type `u16`", "mistyped-value"),
    ("[port=80.5]", 7, "`80.5` is not of type `u16`", "mistyped-value"),
    ("[port=null]", 7, "`null` is not of type `u16`", "mistyped-value"),
    ("[port=70000]", 7, "`70000` is not of type `u16`; it goes from 0 to 65535", "mistyped-value"),
    ("[port=-1]", 7, "`-1` is not of type `u16`; it goes from 0 to 65535", "mistyped-value"),
    ("[port=99999999999999999999]", 7, "`99999999999999999999` is not of type `u16`", "mistyped-value"),
    ("[load=fast]", 7, "`fast` is not of type `f64`", "mistyped-value"),
    ("[load=inf]", 7, "`inf` is not of type `f64`", "mistyped-value"),
    ("[load=NaN]", 7, "`NaN` is not of type `f64`", "mistyped-value"),
    ("[load<1e999]", 7, "`1e999` is not of type `f64`", "mistyped-value"),
    ("[load=\"0.5\"]", 7, "`\"0.5\"` is not of type `f64`", "mistyped-value"),
    ("[secure=yes]", 9, "`yes` is not of type `bool`", "mistyped-value"),
    ("[secure=\"true\"]", 9, "`\"true\"` is not of type `bool`", "mistyped-value"),
    (
        "[env=prd]",
        6,
        "`prd` is not of type `\"prod\" | \"staging\"`; did you mean `\"prod\"`?",
        "mistyped-value",
    ),
    ("[addr=10.0.0.300]", 7, "`10.0.0.300` is not of type `Ipv4Addr`", "mistyped-value"),
    (
        "[platform=x86_64-linx]",
        11,
        "`x86_64-linx` is not of type `System`; did you mean `\"x86_64-linux\"`?",
        "mistyped-value",
    ),
    ("[roles=a]", 8, "`a` is not of type `[String]`", "mistyped-value"),
    ("[labels=a]", 9, "`a` is not of type `{ String: String }`", "mistyped-value"),
    // Operators that a type does not have, whatever the value.
    ("[port^=8]", 6, "`^=` looks into text, not into values of type `u16`", "operator-misused"),
    ("[roles$=a]", 7, "`$=` looks into text, not into values of type `[String]`", "operator-misused"),
    (
        "[labels*=a]",
        8,
        "`*=` looks into text, not into values of type `{ String: String }`",
        "operator-misused",
    ),
    ("[port~=80]", 6, "`~=` looks into text and lists, not into values of type `u16`", "operator-misused"),
    ("[text<5]", 6, "`<` compares numbers, not values of type `String`", "operator-misused"),
    ("[note <= null]", 7, "`<=` compares numbers, not values of type `String?`", "operator-misused"),
    ("[secure > $]", 9, "`>` compares numbers, not values of type `bool`", "operator-misused"),
    // References.
    ("[port=#lb-1]", 7, "`#lb-1` is not of type `u16`", "mistyped-value"),
    ("[db=lb-1]", 5, "`lb-1` is not of type `node(web)`; write `#lb-1`", "mistyped-value"),
    ("[db=#lb-2]", 5, "`#lb-2` is not of type `node(web)`; did you mean `#lb-1`?", "mistyped-value"),
    ("[db=#nobody]", 5, "`#nobody` is not of type `node(web)`; no node is called so", "mistyped-value"),
    ("[db=#prod]", 5, "`#prod` is not of type `node(web)`; no node is called so", "mistyped-value"),
    ("[db=#\"web-1\"]", 5, "`#web-1` is not of type `node(web)`; 2 nodes are called so", "mistyped-value"),
    ("[db=#\"a\nb\"]", 5, "`#\"a\\nb\"` is not of type `node(web)`; no node is called so", "mistyped-value"),
    ("[db=#]", 6, "expected a node's name, or `\"name\"`, found `]`", "syntax"),
    ("[db^=#lb-1]", 4, "`^=` looks into text, not into values of type `node(web)`", "operator-misused"),
];

const PSEUDO_CLASSES: &[Mistake] = &[
    (":", 2, "expected a pseudo-class, found the end", "syntax"),
    ("web: empty", 5, "expected a pseudo-class, found a space", "syntax"),
    ("::empty", 2, "expected a pseudo-class, found `:`", "syntax"),
    (
        ":frist-child",
        2,
        "unknown pseudo-class `frist-child`; did you mean `first-child`?",
        "unknown-pseudo-class",
    ),
    (
        ":focus-within(x)",
        2,
        "unknown pseudo-class `focus-within`; there are `is`, `not`, `has`, `within`, `root`, `empty`, \
         `first-child`, `last-child`, `only-child`, `nth-child`",
        "unknown-pseudo-class",
    ),
    (
        "web:when(|web| true)",
        5,
        "expected another pseudo-class (`:when` is Rust, and has no form in text), found `when`",
        "syntax",
    ),
    (":root(web)", 6, "expected a combinator, `,` or the end, found `(`", "syntax"),
    (":not(:root(web))", 11, "expected `,` or `)`, found `(`", "syntax"),
    // Selectors in parentheses.
    (":not", 5, "expected `(` and a selector, found the end", "syntax"),
    (":not (web)", 5, "expected `(` and a selector, found a space", "syntax"),
    (":not()", 6, "expected a selector, found `)`", "syntax"),
    (":not(", 6, "expected a selector, found the end", "syntax"),
    (":not(web", 9, "expected `,` or `)`, found the end", "syntax"),
    (":not(web,)", 10, "expected a selector, found `)`", "syntax"),
    (":not(web]", 9, "expected `,` or `)`, found `]`", "syntax"),
    (":is(> web)", 5, "expected a selector, found `>`", "syntax"),
    (":within(+ web)", 9, "expected a selector, found `+`", "syntax"),
    (":has()", 6, "expected a selector, found `)`", "syntax"),
    (":has(>)", 7, "expected a selector, found `)`", "syntax"),
    (":has(> > web)", 8, "expected a selector, found `>`", "syntax"),
    (":has(>> web)", 6, "expected a space (`a >> b` is `a b` in text), found `>>`", "syntax"),
    (":has(> web,)", 12, "expected a selector, found `)`", "syntax"),
    // Numbers in parentheses.
    (":nth-child", 11, "expected `(2n+1)`, found the end", "syntax"),
    (":nth-child()", 12, "expected `2n+1`, `3`, `odd` or `even`, found `)`", "syntax"),
    (":nth-child(2x)", 12, "expected `2n+1`, `3`, `odd` or `even`, found `2x`", "syntax"),
    (":nth-child(2N1)", 12, "expected `2n+1`, `3`, `odd` or `even`, found `2N1`", "syntax"),
    (":nth-child(+EVEN)", 12, "expected `2n+1`, `3`, `odd` or `even`, found `+EVEN`", "syntax"),
    (":nth-child(+ 2n)", 12, "expected `2n+1`, `3`, `odd` or `even`, found `+`", "syntax"),
    (":nth-child(+-2n)", 12, "expected `2n+1`, `3`, `odd` or `even`, found `+-2n`", "syntax"),
    (":nth-child(2n1)", 12, "expected `2n+1`, `3`, `odd` or `even`, found `2n1`", "syntax"),
    (":nth-child(odds)", 12, "expected `2n+1`, `3`, `odd` or `even`, found `odds`", "syntax"),
    (":nth-child(-odd)", 12, "expected `2n+1`, `3`, `odd` or `even`, found `-odd`", "syntax"),
    (":nth-child(+ 2)", 12, "expected `2n+1`, `3`, `odd` or `even`, found `+`", "syntax"),
    (":nth-child(2of web)", 12, "expected `2n+1`, `3`, `odd` or `even`, found `2of`", "syntax"),
    (":nth-child(web)", 12, "expected `2n+1`, `3`, `odd` or `even`, found `web`", "syntax"),
    (":nth-child(n-)", 14, "expected a number, found `)`", "syntax"),
    (":nth-child(2n + -1)", 17, "expected a number, found `-1`", "syntax"),
    (":nth-child(2.5)", 13, "expected `of` or `)`, found `.`", "syntax"),
    (":nth-child(1, 2)", 13, "expected `of` or `)`, found `,`", "syntax"),
    (":nth-child(2n 1)", 15, "expected `of` or `)`, found `1`", "syntax"),
    (":nth-child(2 web)", 14, "expected `of` or `)`, found `web`", "syntax"),
    (":nth-child(2", 13, "expected `of` or `)`, found the end", "syntax"),
    (":nth-child(2 of)", 16, "expected a selector, found `)`", "syntax"),
    (":nth-child(2 of web", 20, "expected `,` or `)`, found the end", "syntax"),
    (
        ":nth-child(9223372036854775808)",
        12,
        "expected a number up to 9223372036854775807, found `9223372036854775808`",
        "syntax",
    ),
    (
        ":nth-child(n+99999999999999999999)",
        14,
        "expected a number up to 9223372036854775807, found `99999999999999999999`",
        "syntax",
    ),
];

#[test]
fn each_mistake_has_its_column_and_its_message() {
    let fleet = fleet();
    let check = |text: &str, column: usize, message: &str| {
        let error = parse(text, &fleet).expect_err(text);
        assert_eq!(error.to_string(), format!("column {column}: {message}"), "{text:?}");
        assert_eq!(error.column, column);
    };
    for (text, column, message, code) in [SELECTORS, WORDS, ATTRIBUTES, PSEUDO_CLASSES].concat() {
        check(text, column, &format!("{message} [{code}]"));
    }
    for (text, column, found) in NO_OPERATORS {
        check(text, *column, &format!("{OPERATORS}, found {found} [syntax]"));
    }
}

/// The same, of what is wrong only in a tree.
const NAMESPACES: &[(&str, usize, &str)] = &[
    ("#prod", 1, "`prod` is a namespace, and nodes are meant here; write `#prod > host`"),
    ("web, #prod", 6, "`prod` is a namespace, and nodes are meant here; write `#prod > host`"),
    ("#prod-1, #prod", 10, "`prod` is a namespace, and nodes are meant here; write `#prod > host`"),
    ("#prod:is(lb)", 1, "`prod` is a namespace, and nodes are meant here; write `#prod > lb`"),
    ("host:is(lb, #prod)", 13, "`prod` is a namespace, and nodes are meant here; write `#prod > host`"),
    ("host:not(#prod)", 10, "`prod` is a namespace, and nodes are meant here; write `#prod > host`"),
    ("#eu #prod", 5, "`prod` is a namespace, and nodes are meant here; write `#prod > host`"),
    ("#eu", 1, "`eu` is a namespace, and nodes are meant here; write `#eu host`"),
    ("#\"a b\"", 1, "`a b` is a namespace, and nodes are meant here; write `#\"a b\" > *`"),
    (
        "web, #eu > *",
        6,
        "`#eu > *` matches only namespaces, and nodes are meant here; write `#eu > * > host`",
    ),
    (
        "[floor]",
        1,
        "`[floor]` matches only namespaces, and nodes are meant here; no node stands below, so leave it out",
    ),
];

mod namespaces {
    nest_macros::fleet! {
        /// Nodes in namespaces.
        pub static NESTED;
        attr floor: u8;
        trait host;
        trait lb;
        trait web;
        eu {
            prod { a { is = [host, lb]; } b { is = [host, web]; } }
        }
        "a b" { c { is = [web]; } d { is = [lb]; } }
        prod-1 { is = [host]; }
        attic { floor = 3; }
    }
}

#[test]
fn a_selector_that_only_namespaces_match_says_which_nodes_to_ask_for() {
    let resolved = nest_core::resolve(&namespaces::NESTED).unwrap();
    for (text, column, message) in NAMESPACES {
        let error = resolved.select(text).map(|found| found.len()).expect_err(text);
        let expected = format!("column {column}: {message} [only-namespaces]");
        assert_eq!(error.to_string(), expected, "{text}");
        // What is to be written finds nodes.
        if let Some((_, instead)) = message.split_once("write `") {
            assert!(!resolved.select(instead.trim_end_matches('`')).unwrap().is_empty(), "{text}");
        }
    }
    for text in [
        "#prod > host",
        "#eu web",
        ":not(#prod) > host",
        "host:has(~ host), :within(#prod)",
        "#prod-1",
        "web:not(host)",
    ] {
        assert!(resolved.select(text).is_ok(), "{text}");
    }
}

#[test]
fn the_last_part_of_a_nested_traits_path_is_enough_if_it_is_the_only_one() {
    let fleet = fleet();
    for (text, path) in [("disk", "vm::disk"), ("vm::disk", "vm::disk"), ("host::user", "host::user")] {
        assert_eq!(parse(text, &fleet).unwrap().display(&fleet.declared).to_string(), path);
    }
}

#[test]
fn a_reference_is_the_node_of_that_name() {
    let fleet = fleet();
    for text in ["[db = #lb-1]", "[db != #lb-1]", "[dbs ~= #lb-1]"] {
        assert_eq!(parse(text, &fleet).unwrap().to_text(&fleet.declared).as_deref(), Some(text));
    }
}

#[test]
fn quotes_are_double_or_single_and_are_written_double() {
    let fleet = fleet();
    for (text, written) in [
        ("[env='prod']", r#"[env = "prod"]"#),
        ("[env ^= 'pro']", r#"[env ^= "pro"]"#),
        ("[text='']", r#"[text = ""]"#),
        (r#"[text='it\'s \"so\" \\ "now"']"#, r#"[text = "it's \"so\" \\ \"now\""]"#),
        (r#"[text="it's so \'now\'"]"#, r#"[text = "it's so 'now'"]"#),
        ("[roles~='a, b']", r#"[roles ~= "a, b"]"#),
        ("[db=#'lb-1']", "[db = #lb-1]"),
        ("#'a.b'", r##"#"a.b""##),
        ("#'lb-1'", "#lb-1"),
        ("web:not(#'a b', [note='x'])", r##"web:not(#"a b", [note = "x"])"##),
    ] {
        let selector = parse(text, &fleet).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(selector.to_text(&fleet.declared).as_deref(), Some(written), "{text}");
    }
}

#[test]
fn parentheses_and_combinators_have_a_limit() {
    let resolved = resolve(&TREE).unwrap();
    let nested = |depth: usize| format!("{}web{}", ":not(".repeat(depth), ")".repeat(depth));
    let chained = |links: usize| format!("*{}", " > *".repeat(links));
    assert_eq!(resolved.select(&nested(64)).unwrap().len(), 2);
    assert_eq!(resolved.select(&chained(64)).unwrap().len(), 0);
    for depth in [65, 10_000] {
        assert_eq!(
            resolved.select(&nested(depth)).unwrap_err().to_string(),
            "column 325: expected at most 64 parentheses in one another, found one more [syntax]"
        );
        assert_eq!(
            resolved.select(&chained(depth)).unwrap_err().to_string(),
            "column 258: expected at most 64 combinators in a row, found one more [syntax]"
        );
    }
}

/// Pieces of selectors, whole and broken, and what is none.
const PIECES: &[&str] = &[
    "web",
    "lb",
    "host::user",
    "disk",
    "nobody",
    "lb-1",
    "*",
    "#lb-1",
    "#\"a.b\"",
    "#\"",
    "#",
    ".nixos",
    ".",
    "[port]",
    "[port >= 80]",
    "[env=prod]",
    "[load<-0.5]",
    "[secure=true]",
    "[note=null]",
    "[text=\"a \\\"b\\\\\"]",
    "[db=#lb-1]",
    "[env='prod']",
    "#'a.b'",
    "'",
    "2N",
    "EVEN",
    "[roles~=a]",
    "[port",
    "[",
    "]",
    "=",
    "80",
    ":not(",
    ":is(",
    ":has(",
    ":within(",
    ":nth-child(",
    "2n+1",
    "-n+3",
    "odd",
    " of ",
    ":root",
    ":empty",
    ":first-child",
    ":last-child",
    ":only-child",
    ":",
    "::",
    "(",
    ")",
    ",",
    " ",
    " ",
    ">",
    "+",
    "~",
    ">>",
    "&",
    "|",
    "$",
    "\"",
    "\\",
    "\t",
    "\n",
    "[port=#\"",
    "\u{a0}",
    "\0",
    "ä",
    "e\u{301}",
    "🦀",
    "-",
    "9223372036854775807",
];

/// A generator of numbers (xorshift), the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    /// Pieces in any order. Most often the parentheses are closed, so that more of them can be read.
    fn text(&mut self) -> String {
        let mut text: String = (0..self.below(10)).map(|_| PIECES[self.below(PIECES.len())]).collect();
        let open = text.matches('(').count().saturating_sub(text.matches(')').count());
        if self.below(8) > 0 {
            text.push_str(&")".repeat(open));
        }
        text
    }
}

#[test]
fn any_text_is_read_or_refused_and_what_is_read_is_written_as_the_same() {
    let (fleet, mut random) = (fleet(), Random(0x2545_f491_4f6c_dd1d));
    let mut read = 0;
    for _ in 0..200_000 {
        let text = random.text();
        match parse(&text, &fleet) {
            Ok(selector) => {
                let shown =
                    selector.to_text(&fleet.declared).unwrap_or_else(|| panic!("{text:?} has no text"));
                assert_eq!(parse(&shown, &fleet).as_ref(), Ok(&selector), "{text:?}, {shown:?}");
                read += 1;
            }
            Err(error) => {
                assert!((1..=text.chars().count() + 1).contains(&error.column), "{text:?}: {error}");
                assert!(!error.to_string().contains('\n'), "{text:?}: {error}");
            }
        }
    }
    assert!(read > 10_000, "only {read} of the texts were selectors");
}
