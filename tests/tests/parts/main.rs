//! Fleets in parts: what comes of them is what comes of the same fleet in one file, and what is wrong in a part is told as
//! if it stood there, in the part's own file.

mod prod;

use nest_core::prelude::*;
use nest_tests::compiler::{Compiler, Told};
use nest_tests::parts::greeting;
use nest_tests::{emit, resolve};
use serde_json::{Value, json};

nest_macros::fleet! {
    /// A fleet of which a part is in this crate, and one in another.
    pub static PARTED;

    include nest_tests::parts::SERVERS;
    attr system: System;

    include prod::PROD;
    trait cache { requires = [port]; class unit => parent.nixos at services.redis; }

    prod { web-0 { is = [web]; } }
    rule cache => unit(cache) { port = cache.port; }
}

/// A module's file, and what it sets.
fn modules(document: &Value, name: &str) -> Vec<(String, Value)> {
    let modules = document["nixosConfigurations"][name]["modules"].as_array().unwrap().iter().cloned();
    let split = modules.map(|mut module| {
        let file = module.as_object_mut().unwrap().remove("_file").unwrap();
        (file.as_str().unwrap().to_owned(), module)
    });
    split.collect()
}

#[test]
fn parts_of_any_crate_make_one_fleet_and_each_rule_says_where_it_stands() {
    let document = emit(&PARTED).unwrap();
    let names: Vec<&String> = document["nixosConfigurations"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["web-0", "web-1", "web-2", "web-3"]);
    let here = |rule: &str| format!("nest-tests/tests/parts/{rule}");
    assert_eq!(
        modules(&document, "web-2"),
        [
            (
                "nest-tests/src/parts.rs, rule serves".to_owned(),
                json!({
                    "services": { "nginx": { "enable": true } },
                    "networking": { "firewall": { "allowedTCPPorts": [8002] } },
                    "users": { "motd": "This is web-2." }
                })
            ),
            (here("prod.rs, rule host"), json!({ "networking": { "extraHosts": "web-1\nweb-0" } })),
            (here("main.rs, rule cache"), json!({ "services": { "redis": { "port": 6379 } } })),
        ]
    );
    let (file, module) =
        modules(&document, "web-3").into_iter().find(|(file, _)| file.contains("eu.web-3")).unwrap();
    assert_eq!(
        (file, module),
        (here("prod.rs, rule prod.eu.web-3"), json!({ "time": { "timeZone": "Europe/Berlin" } }))
    );
}

mod failing {
    use super::prod;
    use nest_core::prelude::*;
    use nest_tests::parts::greeting;

    nest_macros::fleet! {
        /// The same with a rule that fails.
        pub static FAILING;

        include nest_tests::parts::SERVERS;
        attr system: System;
        trait cache { requires = [port]; }
        include super::prod::PROD;
        include prod::FAILING;
    }
}

#[test]
fn what_fails_in_a_part_is_told_where_it_stands() {
    let failed = emit(&failing::FAILING).unwrap_err();
    let place = format!("tests/tests/parts/prod.rs:{}:", include_str!("prod.rs").lines().count() - 2);
    assert!(failed.contains(&place) && failed.contains("in rule `failing`, on `prod.web-2`"), "{failed}");
}

#[test]
fn every_node_knows_the_file_that_it_is_written_in() {
    let resolved = resolve(&PARTED).unwrap();
    let file = |path: &str| {
        let node = resolved.nodes().find(|node| node.path() == path).unwrap();
        PARTED.declared.file(node.place()).to_owned()
    };
    assert_eq!(file("prod.web-1"), "nest-tests/tests/parts/prod.rs");
    assert_eq!(file("prod.web-0"), "nest-tests/tests/parts/main.rs");
}

/// What a part holds, and what the fleet holds that it is written for.
const FLEET: &str = r#"
    attr system: System = "x86_64-linux";
    attr port: u16 = 80;
    trait host { requires = [system]; class nixos => nixosConfigurations { system = node.system; }; }
    trait web { needs = [host]; requires = [port]; }
    prod { web-0 { is = [web]; } }
"#;
const PART: &str = r#"
    attr rack: unique u8;
    trait db { needs = [host]; requires = [rack]; }
    prod { db-1 { is = [db]; rack = 1; } web-1 { is = [web]; } }
    staging { web-2 { is = [web]; nixos { a = 1; } } }
    rule db as data => nixos(db, select) { port = db.rack; peers = select.peers(web).map(|w| w.port).collect::<Vec<_>>(); }
    rule #web-1 >> :root, web => nixos(web) { x = web.port; }
    assert db => :has(~ web), "alone";
"#;

/// Mistakes in a part: this is replaced by that.
const MISTAKES: [(&str, &str); 24] = [
    ("needs = [host]", "needs = [hots]"),
    ("is = [db]", "is = [bd]"),
    ("rack = 1;", "rack = 300;"),
    ("rack = 1;", "rack = \"1\";"),
    ("rack = 1;", ""),
    ("rack = 1;", "rack = 1; rack = 2;"),
    ("rack = 1;", "rak = 1;"),
    ("web-1 { is = [web]; }", "web-0 { is = [web]; }"),
    ("web-1 { is = [web]; }", "web-1 { is = [web] }"),
    ("web-1 { is = [web]; }", "web-1 { is = [web]; system = \"x86\"; }"),
    ("attr rack: unique u8;", "attr rack: unique u9;"),
    ("attr rack: unique u8;", "attr rack: unique u8; attr port: u8;"),
    ("trait db", "trait web"),
    ("nixos { a = 1; }", "nixso { a = 1; }"),
    ("a = 1;", "a = ;"),
    ("a = 1;", "a = pkgs.git + 1;"),
    ("nixos(db, select)", "nixos(dbb, select)"),
    ("db.rack;", "db.rak;"),
    ("select.peers(web)", "select.peers(wbe)"),
    ("as data", "as data as data"),
    ("#web-1 >>", "#web-9 >>"),
    ("rule db", "rul db"),
    (":has(~ web)", ":has(~ db)"),
    ("\"alone\"", "alone"),
];

/// What is told, without the lines and files that a message mentions.
fn words(told: &[Told]) -> Vec<(String, String)> {
    let plain = |message: &str| {
        let mut words: Vec<&str> = message.split(' ').collect();
        while let Some(at) = words.iter().position(|word| *word == "line") {
            let is_of = words.get(at + 2).is_some_and(|word| *word == "of");
            words.drain(at..at + 2 + 2 * usize::from(is_of));
        }
        words.join(" ")
    };
    told.iter()
        .map(|told| (plain(&told.message), told.at.as_ref().map(|at| at.text.clone()).unwrap_or_default()))
        .collect()
}

#[test]
fn a_mistake_in_a_part_is_told_as_in_a_fleet_of_one_file() {
    let compiler = Compiler::new();
    let head = "use nest_core::prelude::*;\nuse nest_macros::fleet;\n";
    let tell = |name: &str, part: &str| {
        let whole = format!("{head}fleet! {{ pub static F; {FLEET} {part} }}");
        let parted = format!("mod part;\n{head}fleet! {{ pub static F; {FLEET} include part::PART; }}");
        let part = format!("nest_macros::fleet! {{ pub(crate) part PART; {part} }}");
        let whole = compiler.tell(&format!("{name}_whole"), &[("wrong.rs", &whole)]);
        let parted = compiler.tell(&format!("{name}_parted"), &[("wrong.rs", &parted), ("part.rs", &part)]);
        (words(&whole), words(&parted))
    };
    let (whole, parted) = tell("right", PART);
    assert!(whole.is_empty() && parted.is_empty(), "{whole:?}\n{parted:?}");
    for (at, (this, that)) in MISTAKES.into_iter().enumerate() {
        assert_eq!(PART.matches(this).count().min(1), 1, "{this}");
        let (whole, parted) = tell(&format!("mistake_{at}"), &PART.replacen(this, that, 1));
        assert!(!whole.is_empty(), "{this} -> {that} is no mistake");
        assert_eq!(whole, parted, "{this} -> {that}");
    }
}

/// The page's example is of three files.
#[test]
fn the_example_of_the_page_compiles() {
    let page = include_str!("../../../docs/parts.md");
    let blocks = page.split("```rs\n// src/").skip(1).map(|block| block.split_once("```").unwrap().0);
    let files: Vec<(&str, &str)> = blocks.map(|block| block.split_once('\n').unwrap()).collect();
    let files: Vec<(&str, &str)> = files
        .into_iter()
        .map(|(file, text)| (if file == "lib.rs" { "wrong.rs" } else { file }, text))
        .collect();
    assert_eq!(files.len(), 3);
    let told = Compiler::new().tell("page", &files);
    assert!(told.is_empty(), "{:?}", words(&told));
}

#[test]
fn what_is_no_part_or_no_include_is_told_there() {
    const PLAIN: &str =
        "attr port: u16 = 80; trait host { class nixos => nixosConfigurations; } web { is = [host]; }";
    let compiler = Compiler::new();
    let cases = [
        ("pub(crate) part PART;", "include part::PART", "expected `;`, found `attr` [syntax]", "PART"),
        (
            "pub(crate) part PART;",
            "include;",
            "expected a part behind `include`: `include crate::prod::PROD;`, found `;` [syntax]",
            ";",
        ),
        (
            "pub(crate) part PART;",
            "include \"part.rs\";",
            "expected a part behind `include`: `include crate::prod::PROD;`, found `\"part.rs\"` [syntax]",
            "\"part.rs\"",
        ),
        (
            "pub(crate) part PART;",
            "db { include part::PART; }",
            "`include` stands among the items of a fleet; move it out of the braces [syntax]",
            "include",
        ),
        (
            "pub(crate) part PART;",
            "include part::PART; include part::PART;",
            "`part::PART` stands in this list already; remove one [duplicate-word]",
            "part::PART",
        ),
        (
            "pub(crate) part PART { names = path; }",
            "include part::PART;",
            "`PART` is a part, and has no settings; write them into the header of the fleet [syntax]",
            "PART",
        ),
        (
            "#[allow(dead_rule)] pub(crate) part PART;",
            "include part::PART;",
            "`#[allow(dead_rule)]` before a part says nothing; write it on the fleet, or on an item [syntax]",
            "[allow(dead_rule)]",
        ),
        (
            "attr rack: u8; pub(crate) part PART;",
            "include part::PART;",
            "`part` stands behind what is in the part; write `pub part NAME;` before everything else [syntax]",
            "part",
        ),
        (
            "pub(crate) part PART; include crate::OTHER;",
            "include part::PART;",
            "`include` stands in a part, and a part has none; include it in the fleet [syntax]",
            "include",
        ),
        (
            "pub(crate) part PART; pub static G;",
            "include part::PART;",
            "expected one fleet, found another name [syntax]",
            "G",
        ),
        ("pub(crate) part PART;", "include part::PRT;", "cannot find `PRT` in `part`", "PRT"),
        (
            "pub(crate) part;",
            "",
            "expected the name of the part: `pub part NAME;`, found none [syntax]",
            "part",
        ),
        ("pub(crate) part PART;", "", "constant `PART` is never used", "PART"),
    ];
    for (at, (header, include, message, text)) in cases.into_iter().enumerate() {
        let fleet = format!("mod part;\nnest_macros::fleet! {{ pub static F; {include}\n {PLAIN} }}");
        let part = format!("nest_macros::fleet! {{ {header} }}");
        let told = compiler.tell(&format!("case_{at}"), &[("wrong.rs", &fleet), ("part.rs", &part)]);
        let told: Vec<(String, String)> = words(&told)
            .into_iter()
            .filter(|(message, _)| !message.starts_with("constant `PART`") || include.is_empty())
            .collect();
        assert_eq!(told, [(message.to_owned(), text.to_owned())], "{header} {include}");
    }
}
