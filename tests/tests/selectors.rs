//! What selectors match.

use nest_tests::matched;

nest_macros::fleet! {
    /// Two environments, a rack, and a node on its own.
    pub static TREE;

    attr env: "prod" | "staging";
    attr port: u16;
    attr load: f64;
    attr text: String;
    attr roles: [String];
    attr note: String?;
    attr v6: Ipv6Addr;
    attr level: i32 = 3;

    trait host { class nixos => machines; }
    trait web;
    trait lb;
    trait zone { class dns => zones; }
    trait leveled { requires = [level]; }

    prod {
        env = "prod";
        lb-1 { is = [host, lb]; port = 80; load = 0.5; note = null; }
        rack {
            web-1 { is = [host, web]; port = 8080; text = "blue green"; roles = ["a", "b"]; v6 = "fd00::1"; }
            web-2 { is = [host, web, leveled]; port = 443; text = "greenish"; roles = []; }
        }
    }
    staging {
        env = "staging";
        web-3 {
            is = [host, web]; text = "";
            guest { is = [host]; }
        }
    }
    "a.b" { is = [host, zone]; }

    rule * as all                                      => nixos { x = 1; }
    rule host as host                                  => nixos { x = 1; }
    rule web & leveled as both                         => nixos { x = 1; }
    rule web & #web-1 as word-and-name                 => nixos { x = 1; }
    rule lb, #web-3 as either                          => nixos { x = 1; }
    rule lb, lb, lb as same-twice                      => nixos { x = 1; }
    rule #("a.b") as quoted                            => nixos { x = 1; }
    rule [env] as has-env                              => nixos { x = 1; }
    rule [env = "prod"] as is-prod                     => nixos { x = 1; }
    rule [env != "prod"] as not-prod                   => nixos { x = 1; }
    rule host:not([env = "prod"]) as no-prod           => nixos { x = 1; }
    rule host:not([env = "prod"]):not([env = "staging"]) as neither => nixos { x = 1; }
    rule :not(web, lb) as not-two                      => nixos { x = 1; }
    rule :not(:not(web)) as double-not                 => nixos { x = 1; }
    rule :is(web, lb)[port < 1024] as is-two           => nixos { x = 1; }
    rule :is(lb, web & leveled) as is-compound         => nixos { x = 1; }
    rule [port = 443] as equal                         => nixos { x = 1; }
    rule [port < 443] as less                          => nixos { x = 1; }
    rule [port <= 443] as at-most                      => nixos { x = 1; }
    rule [port > 443] as greater                       => nixos { x = 1; }
    rule [port >= 443] as at-least                     => nixos { x = 1; }
    rule [port != 443] as unequal                      => nixos { x = 1; }
    rule [load < 1.0] as float                         => nixos { x = 1; }
    rule [text ^= "green"] as prefix                   => nixos { x = 1; }
    rule [text $= "green"] as suffix                   => nixos { x = 1; }
    rule [text *= "een"] as substring                  => nixos { x = 1; }
    rule [text ~= "green"] as word                     => nixos { x = 1; }
    rule host:not([text *= ""]) as empty-matches-nothing => nixos { x = 1; }
    rule [text = ""] as empty-text                     => nixos { x = 1; }
    rule [roles ~= "b"] as element                     => nixos { x = 1; }
    rule [roles = []] as empty-list                    => nixos { x = 1; }
    rule [note] as null-is-there                       => nixos { x = 1; }
    rule [note = null] as is-null                      => nixos { x = 1; }
    rule [v6 = "fd00:0::1"] as other-spelling          => nixos { x = 1; }
    rule [level] as has-default                        => nixos { x = 1; }
    rule [level = 3] as default                        => nixos { x = 1; }
    rule [env = "prod"][port = 80]:not(web) as many    => nixos { x = 1; }
    rule #rack > web as child-of-namespace             => nixos { x = 1; }
    rule #prod > host as child                         => nixos { x = 1; }
    rule #prod >> host as descendant                   => nixos { x = 1; }
    rule #prod > #rack > #web-1 as chain               => nixos { x = 1; }
    rule web > host as child-of-node                   => nixos { x = 1; }
    rule #web-1 + host as next-sibling                 => nixos { x = 1; }
    rule host ~ host as later-sibling                  => nixos { x = 1; }
    rule lb, #rack > web:not(leveled) as list-of-complex => nixos { x = 1; }
    rule .dns as class => nixos { x = 1; }
    rule host & .nixos:not(.dns):empty as class-and-not => nixos { x = 1; }
    rule web:has(host) as has => nixos { x = 1; }
    rule :has(> host) as has-child => nixos { x = 1; }
    rule :has(+ web) as has-next => nixos { x = 1; }
    rule :has(~ leveled) as has-later => nixos { x = 1; }
    rule :has(web, > host) as has-two => nixos { x = 1; }
    rule host:has(> host:empty) as has-compound => nixos { x = 1; }
    rule #prod:has(lb) >> web as namespace-has => nixos { x = 1; }
    rule #prod:has(#rack > leveled + web, #rack > web + leveled) > lb as has-chain => nixos { x = 1; }
    rule :within(#prod) as within => nixos { x = 1; }
    rule :within(web) as within-node => nixos { x = 1; }
    rule :not(:has(host)):not(:within(web)) as neither-has-nor-within => nixos { x = 1; }
    rule :root as root => nixos { x = 1; }
    rule :root + :root as root-next => nixos { x = 1; }
    rule :empty as empty => nixos { x = 1; }
    rule :first-child as first-child => nixos { x = 1; }
    rule :last-child as last-child => nixos { x = 1; }
    rule :only-child as only-child => nixos { x = 1; }
    rule :nth-child(2) as nth => nixos { x = 1; }
    rule :nth-child(odd) as nth-odd => nixos { x = 1; }
    rule :nth-child(even) as nth-even => nixos { x = 1; }
    rule :nth-child(2n) as nth-2n => nixos { x = 1; }
    rule :nth-child(2n-1) as nth-2n-minus-1 => nixos { x = 1; }
    rule :nth-child(-n+1) as nth-up-to => nixos { x = 1; }
    rule :nth-child(n + 2) as nth-from => nixos { x = 1; }
    rule :nth-child(1 of leveled) as nth-of => nixos { x = 1; }
    rule :nth-child(2 of web, lb) as nth-of-list => nixos { x = 1; }
}

/// Label, and the names matched.
const CASES: &[(&str, &[&str])] = &[
    ("all", &["lb-1", "web-1", "web-2", "web-3", "guest", "a.b"]),
    ("host", &["lb-1", "web-1", "web-2", "web-3", "guest", "a.b"]),
    ("both", &["web-2"]),
    ("word-and-name", &["web-1"]),
    ("either", &["lb-1", "web-3"]),
    ("same-twice", &["lb-1"]),
    ("quoted", &["a.b"]),
    ("has-env", &["lb-1", "web-1", "web-2", "web-3", "guest"]),
    ("is-prod", &["lb-1", "web-1", "web-2"]),
    ("not-prod", &["web-3", "guest", "a.b"]),
    ("no-prod", &["web-3", "guest", "a.b"]),
    ("neither", &["a.b"]),
    ("not-two", &["guest", "a.b"]),
    ("double-not", &["web-1", "web-2", "web-3"]),
    ("is-two", &["lb-1", "web-2"]),
    ("is-compound", &["lb-1", "web-2"]),
    ("equal", &["web-2"]),
    ("less", &["lb-1"]),
    ("at-most", &["lb-1", "web-2"]),
    ("greater", &["web-1"]),
    ("at-least", &["web-1", "web-2"]),
    ("unequal", &["lb-1", "web-1", "web-3", "guest", "a.b"]),
    ("float", &["lb-1"]),
    ("prefix", &["web-2"]),
    ("suffix", &["web-1"]),
    ("substring", &["web-1", "web-2"]),
    ("word", &["web-1"]),
    ("empty-matches-nothing", &["lb-1", "web-1", "web-2", "web-3", "guest", "a.b"]),
    ("empty-text", &["web-3"]),
    ("element", &["web-1"]),
    ("empty-list", &["web-2"]),
    ("null-is-there", &["lb-1"]),
    ("is-null", &["lb-1"]),
    ("other-spelling", &["web-1"]),
    ("has-default", &["web-2"]),
    ("default", &["web-2"]),
    ("many", &["lb-1"]),
    ("child-of-namespace", &["web-1", "web-2"]),
    ("child", &["lb-1"]),
    ("descendant", &["lb-1", "web-1", "web-2"]),
    ("chain", &["web-1"]),
    ("child-of-node", &["guest"]),
    ("next-sibling", &["web-2"]),
    // The top-level node has namespaces before it, and they are no siblings.
    ("later-sibling", &["web-2"]),
    ("list-of-complex", &["lb-1", "web-1"]),
    ("class", &["a.b"]),
    ("class-and-not", &["lb-1", "web-1", "web-2", "guest"]),
    ("has", &["web-3"]),
    ("has-child", &["web-3"]),
    ("has-next", &["web-1"]),
    ("has-later", &["web-1"]),
    ("has-two", &["web-3"]),
    ("has-compound", &["web-3"]),
    ("namespace-has", &["web-1", "web-2"]),
    ("has-chain", &["lb-1"]),
    ("within", &["lb-1", "web-1", "web-2"]),
    ("within-node", &["guest"]),
    ("neither-has-nor-within", &["lb-1", "web-1", "web-2", "a.b"]),
    ("root", &["lb-1", "web-1", "web-2", "web-3", "a.b"]),
    ("root-next", &["web-2"]),
    ("empty", &["lb-1", "web-1", "web-2", "guest", "a.b"]),
    ("first-child", &["lb-1", "web-1", "web-3", "guest", "a.b"]),
    ("last-child", &["lb-1", "web-2", "web-3", "guest", "a.b"]),
    ("only-child", &["lb-1", "web-3", "guest", "a.b"]),
    ("nth", &["web-2"]),
    ("nth-odd", &["lb-1", "web-1", "web-3", "guest", "a.b"]),
    ("nth-even", &["web-2"]),
    ("nth-2n", &["web-2"]),
    ("nth-2n-minus-1", &["lb-1", "web-1", "web-3", "guest", "a.b"]),
    ("nth-up-to", &["lb-1", "web-1", "web-3", "guest", "a.b"]),
    ("nth-from", &["web-2"]),
    ("nth-of", &["web-2"]),
    ("nth-of-list", &["web-2"]),
];

#[test]
fn each_selector_matches_these_nodes() {
    for (label, names) in CASES {
        assert_eq!(matched(&TREE, label).unwrap(), *names, "{label}");
    }
}

#[test]
fn every_rule_of_the_tree_has_a_case() {
    let labels: Vec<_> = TREE.rules.iter().filter_map(|rule| rule.label).collect();
    assert_eq!(labels, CASES.iter().map(|(label, _)| *label).collect::<Vec<_>>());
}
