//! Files of nodes: what is read of each, and what is wrong with it.

use super::problems_in;
use std::fs;

const DECLARED: &str = r#"
    pub static DOC;
    attr addr: unique IpAddr;
    attr port: u16;
    attr rate: f64;
    attr spare: bool;
    attr note: String?;
    attr tags: [String];
    attr ports: [u16]?;
    attr labels: { String: u16 };
    attr primary: node(db);
    attr replicas: [node(db)];
    trait host { requires = [addr]; }
    trait web { requires = [port]; }
    trait db;
"#;

/// The problems of a fleet with a file, one on each line.
fn said(file: &str, text: impl AsRef<[u8]>, rest: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(file), text).unwrap();
    let problems = problems_in(folder.path(), format!("{DECLARED}{rest}").parse().unwrap());
    problems.iter().map(|(_, problem)| format!("{problem}\n")).collect()
}

/// A file, the text in it, the fleet, and what is said.
type Case = (&'static str, &'static str, &'static str, &'static str);

fn check(cases: &[Case]) {
    let told = |(file, text, fleet, expected): &Case| {
        let said = said(file, text, fleet);
        (said.trim_end() != *expected).then(|| format!("{text}\nis told as\n{said}"))
    };
    let wrong: Vec<String> = cases.iter().filter_map(told).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

const AS_HOST: &str = r#"prod { nodes from "a.csv" as host; }"#;
const JSON: &str = r#"prod { nodes from "a.json" as host; }"#;
const TOML: &str = r#"prod { nodes from "a.toml" as host; }"#;

#[test]
fn what_spreadsheets_write_is_read() {
    check(&[
        ("a.csv", "\u{feff}name,addr\r\na,10.0.0.1\r\n\r\nb,10.0.0.2\r\n", AS_HOST, ""),
        ("a.csv", "name, addr\n\"a\" , \"10.0.0.1\"\nb,10.0.0.2", AS_HOST, ""),
        ("a.csv", "addr,name,note\n10.0.0.1,a,\"two\nlines, \"\"and\"\" a comma\"\n::1,b,\n", AS_HOST, ""),
        (
            "a.csv",
            "name,addr,port,rate,spare,note,tags,ports\na,::1,80,1.5,true,null,x y;z,80; 443\n",
            AS_HOST,
            "",
        ),
        ("a.csv", "name,addr\n", AS_HOST, ""),
    ]);
}

#[test]
fn lists_and_tables_are_read() {
    check(&[
        (
            "a.json",
            r#"[{ "name": "a", "addr": "::1" }, { "name": "b", "addr": "::2", "note": null }]"#,
            JSON,
            "",
        ),
        (
            "a.json",
            r#"{ "a": { "addr": "::1", "labels": { "x": 1 } }, "b": { "addr": "::2", "tags": ["x"] } }"#,
            JSON,
            "",
        ),
        ("a.json", r#"{ "hosts": [{ "name": "a", "addr": "::1", "rate": 1.5, "spare": true }] }"#, JSON, ""),
        ("a.json", "[]", JSON, ""),
        ("a.toml", "[a]\naddr = \"::1\"\nport = 0x50\n[b]\naddr = \"::2\"\nlabels = { x = 1 }\n", TOML, ""),
        (
            "a.toml",
            "[[hosts]]\nname = \"a\"\naddr = \"::1\"\n[[hosts]]\nname = \"b\"\naddr = \"::2\"\n",
            TOML,
            "",
        ),
    ]);
}

#[test]
fn traits_and_references_come_from_fields_too() {
    check(&[
        (
            "a.csv",
            "name,addr,roles,port,primary,replicas\na,::1,web;db,80,b,a; b\nb,::2,db,,,\n",
            r#"nodes from "a.csv" as host { is = roles; }"#,
            "",
        ),
        (
            "a.json",
            r#"[{ "name": "a", "addr": "::1", "is": ["host", "db"], "primary": "b" }, { "name": "b", "addr": "::2", "is": "db" }]"#,
            r#"nodes from "a.json";"#,
            "",
        ),
        (
            "a.csv",
            "name,addr,is,primary\na,::1,wbe,b\nb,::2,web,c\n",
            r#"nodes from "a.csv" as host;"#,
            "unknown node `#c`; did you mean `#a`? (line 3 of `a.csv`, field `primary`) [unknown-node]\nunknown trait `wbe`; did you mean `web`? (line 2 of `a.csv`, field `is`) [unknown-trait]\n`#b` is not of type `node(db)` (line 2 of `a.csv`, field `primary`) [mistyped-value]\n`b` has no `port`, which trait `web` requires; add `port = …;` (line 3 of `a.csv`, field `name`) [missing-attribute]",
        ),
    ]);
}

#[test]
fn a_table_that_is_none_is_one_error() {
    check(&[
        (
            "a.csv",
            "",
            AS_HOST,
            "the file is empty; begin with a line of names (line 1 of `a.csv`) [data-file]",
        ),
        (
            "a.csv",
            "name,addr,addr\n",
            AS_HOST,
            "two columns are called `addr`; rename one (line 1 of `a.csv`) [data-file]",
        ),
        ("a.csv", "name,\n", AS_HOST, "column 2 has no name; give it one (line 1 of `a.csv`) [data-file]"),
        (
            "a.csv",
            "name;addr\na;::1\n",
            AS_HOST,
            "the columns have ';' between them; save the file with commas (line 1 of `a.csv`) [data-file]",
        ),
        (
            "a.csv",
            "name,addr\na\nb,::1,x\nc,::1\n",
            AS_HOST,
            "expected 2 cells, found 1 (line 2 of `a.csv`) [data-file]\nexpected 2 cells, found 3 (line 3 of `a.csv`) [data-file]",
        ),
        (
            "a.csv",
            "name,addr\na,\"::1\nb,::2\n",
            AS_HOST,
            "a cell begins with a quote and nothing closes it; add `\"` (line 2 of `a.csv`) [data-file]",
        ),
        (
            "a.csv",
            "name,addr\na,\"::1\"x\n",
            AS_HOST,
            "text follows a cell in quotes; write `\"\"` for a quote inside of one (line 2 of `a.csv`) [data-file]",
        ),
        (
            "a.csv",
            "name,addr\na,::\"1\"\n",
            AS_HOST,
            "a quote stands inside of a cell; put the whole cell in quotes, and write `\"\"` for one in it (line 2 of `a.csv`) [data-file]",
        ),
    ]);
    let said = said("a.csv", b"name,addr\n\xff,::1\n", AS_HOST);
    assert_eq!(said, "the file is not UTF-8; save it as that (line 2 of `a.csv`) [data-file]\n");
}

#[test]
fn text_that_is_no_json_or_toml_is_one_error() {
    check(&[
        (
            "a.json",
            "[\n  { \"name\": \"a\", }\n]",
            JSON,
            "key must be a string (line 2 of `a.json`) [data-file]",
        ),
        (
            "a.json",
            "[\n  { \"name\": \"a\",\n \"addr\": \"::1\",\n \"addr\": \"::2\" }\n]",
            JSON,
            "`addr` stands in this object already, on line 3; remove one (line 4 of `a.json`, field `addr`) [data-file]",
        ),
        (
            "a.json",
            "{\"a\": { \"addr\": \"::1\" },\n\"a\": { \"addr\": \"::2\" }}",
            JSON,
            "`prod.a` is written already, on line 1 of `a.json`; a node is written once, and only namespaces may be opened again (line 2 of `a.json`) [duplicate-node]",
        ),
        (
            "a.json",
            "[\n1, 2]",
            JSON,
            "expected an object, since each is a node (line 2 of `a.json`) [data-file]\nexpected an object, since each is a node (line 2 of `a.json`) [data-file]",
        ),
        (
            "a.json",
            "\n1",
            JSON,
            "expected a list of objects, or an object of objects (line 2 of `a.json`) [data-file]",
        ),
        (
            "a.json",
            "[{ \"name\": \"a\",\n\"addr\": \"::1\",\n\"port\": 9223372036854775808 }]",
            JSON,
            "`9223372036854775808` is too large; Nix's integers have 64 bits and a sign (line 3 of `a.json`, field `port`) [data-file]",
        ),
        (
            "a.json",
            "[{ \"name\": \"a\",\n\"addr\": \"::1\",\n\"tags\": [\"\\ud800\"] }]",
            JSON,
            "unexpected end of hex escape (line 3 of `a.json`, field `tags`) [data-file]",
        ),
        (
            "a.toml",
            "[a]\naddr = ::1\n",
            TOML,
            "`::1`: string values must be quoted, expected literal string (line 2 of `a.toml`) [data-file]",
        ),
        (
            "a.toml",
            "[a]\naddr = \"::1\"\naddr = \"::2\"\n",
            TOML,
            "`addr`: duplicate key (line 3 of `a.toml`) [data-file]",
        ),
        (
            "a.toml",
            "[a]\naddr = \"::1\"\nnote = 2020-01-01\n",
            TOML,
            "`2020-01-01` is a date, which no attribute has; put it in quotes (line 3 of `a.toml`, field `note`) [data-file]",
        ),
        (
            "a.toml",
            "# hosts\n[[hosts]]\naddr = \"::1\"\n[[hosts]]\nname = \"b\"\naddr = \"::2\"\n",
            TOML,
            "it has no name (line 2 of `a.toml`) [data-file]",
        ),
        (
            "a.toml",
            "a = 1\n",
            TOML,
            "expected a table, since each is a node (line 1 of `a.toml`, field `a`) [data-file]",
        ),
    ]);
}

#[test]
fn what_a_field_sets_is_said_and_nothing_is_left_out() {
    check(&[
        (
            "a.csv",
            "name,ip\na,::1\nb,::2\n",
            AS_HOST,
            "field `ip` sets nothing; say what it sets (`… = ip;`), or leave it out with `_ = [ip];` (line 1 of `a.csv`, field `ip`) [data-file]",
        ),
        (
            "a.csv",
            "name,adr,x\na,::1,\nb,::2,\n",
            AS_HOST,
            "field `adr` sets nothing; write `addr = adr;`, or leave it out with `_ = [adr];` (line 1 of `a.csv`, field `adr`) [data-file]\nfield `x` sets nothing; say what it sets (`… = x;`), or leave it out with `_ = [x];` (line 1 of `a.csv`, field `x`) [data-file]",
        ),
        (
            "a.csv",
            "host,addr\na,::1\n",
            AS_HOST,
            "field `host` sets nothing; say what it sets (`… = host;`), or leave it out with `_ = [host];` (line 1 of `a.csv`, field `host`) [data-file]\n`a.csv` has no field `name`; say which it is: `name = …;` [data-file]",
        ),
        ("a.csv", "name,addr\na,::1\n,::2\n", AS_HOST, "it has no name (line 3 of `a.csv`) [data-file]"),
        (
            "a.csv",
            "name,addr\na,::1\n",
            r#"nodes from "a.csv";"#,
            "nothing says what the nodes of `a.csv` are; write `as` and traits, or `is = …;` [data-file]",
        ),
        (
            "a.csv",
            "name,addr\na,::1\n",
            r#"nodes from "a.csv" as host { addr = ip; _ = [nam, note]; }"#,
            "field `addr` sets nothing; say what it sets (`… = addr;`), or leave it out with `_ = [addr];` (line 1 of `a.csv`, field `addr`) [data-file]\n`a.csv` has no field `ip` [data-file]\n`a.csv` has no field `nam`; did you mean `name`? [data-file]\n`a.csv` has no field `note` [data-file]",
        ),
        (
            "a.csv",
            "name,ip\na,::1\n",
            r#"nodes from "a.csv" as host { adr = ip; }"#,
            "unknown attribute `adr`; did you mean `addr`? [unknown-attribute]",
        ),
        (
            "a.csv",
            "name,addr\na,::1\n",
            r#"nodes from "a.csv" as hots;"#,
            "unknown trait `hots`; did you mean `host`? [unknown-trait]",
        ),
        (
            "a.json",
            r#"[{ "name": 1, "addr": "::1" }, { "name": "", "addr": "::2" }, { "name": "c", "is": 1, "addr": "::3" }]"#,
            JSON,
            "a name is text (line 1 of `a.json`, field `name`) [data-file]\nthe name is empty (line 1 of `a.json`, field `name`) [data-file]\n`is` takes the names of traits: a text, or a list of texts (line 1 of `a.json`, field `is`) [data-file]",
        ),
        (
            "a.json",
            r#"{ "a": { "name": "b", "addr": "::1" } }"#,
            JSON,
            "field `name` sets nothing; say what it sets (`… = name;`), or leave it out with `_ = [name];` (line 1 of `a.json`, field `name`) [data-file]",
        ),
        (
            "a.json",
            r#"{ "a": { "name": "b", "addr": "::1" } }"#,
            r#"nodes from "a.json" as host { name = name; }"#,
            "",
        ),
    ]);
}

#[test]
fn what_is_in_a_file_is_checked_as_if_it_were_written_by_hand() {
    check(&[
        (
            "a.csv",
            "name,addr\na,::1\nb,10.0.0.256\n",
            AS_HOST,
            "`\"10.0.0.256\"` is not of type `IpAddr` (line 3 of `a.csv`, field `addr`) [mistyped-value]",
        ),
        (
            "a.csv",
            "name,addr,port,ports\na,::1,http,\nb,::2,,80;x\n",
            AS_HOST,
            "`\"http\"` is not of type `u16` (line 2 of `a.csv`, field `port`) [mistyped-value]\n`\"x\"` is not of type `u16` (line 3 of `a.csv`, field `ports`) [mistyped-value]",
        ),
        (
            "a.csv",
            "name,addr\na,::1\nb,::1\n",
            AS_HOST,
            "`prod.b` and `prod.a` (line 2) both have addr \"::1\", and `addr` is unique; change one (line 3 of `a.csv`, field `addr`) [not-unique]",
        ),
        (
            "a.csv",
            "name,addr\na,::1\na,::2\n",
            AS_HOST,
            "`prod.a` is written already, on line 2 of `a.csv`; a node is written once, and only namespaces may be opened again (line 3 of `a.csv`, field `name`) [duplicate-node]",
        ),
        (
            "a.csv",
            "name,addr\na,::1\nb,\n",
            AS_HOST,
            "`prod.b` has no `addr`, which trait `host` requires; add `addr = …;` (line 3 of `a.csv`, field `name`) [missing-attribute]",
        ),
        (
            "a.csv",
            "name,addr,tags\na,::1,x;;y\n",
            AS_HOST,
            "a part of `x;;y` is empty; write one `;` between two parts (line 2 of `a.csv`, field `tags`) [data-file]",
        ),
        (
            "a.csv",
            "name,addr\na,x\nb,x\nc,x\nd,x\ne,x\n",
            AS_HOST,
            "`\"x\"` is not of type `IpAddr` (line 2 of `a.csv`, field `addr`) [mistyped-value]\n`\"x\"` is not of type `IpAddr` (line 3 of `a.csv`, field `addr`) [mistyped-value]\n`\"x\"` is not of type `IpAddr` (line 4 of `a.csv`, field `addr`; and 2 more like it) [mistyped-value]",
        ),
        (
            "a.csv",
            "name,addr,labels\na,::1,x\n",
            AS_HOST,
            "`\"x\"` is not of type `{ String: u16 }` (line 2 of `a.csv`, field `labels`) [mistyped-value]",
        ),
        (
            "a.json",
            "[{ \"name\": \"a\",\n\"addr\": null, \"labels\": {\"x\": 1, \"x\": 2}, \"tags\": [\"x\",\n1] }]",
            JSON,
            "`null` is not of type `IpAddr` (line 2 of `a.json`, field `addr`) [mistyped-value]\n`x` stands in this list already; remove one (line 2 of `a.json`, field `labels`) [duplicate-word]\n`1` is not of type `String` (line 2 of `a.json`, field `tags`) [mistyped-value]",
        ),
        (
            "a.json",
            r#"[{ "name": "a", "addr": "::1" }]"#,
            r#"prod { a { is = []; } nodes from "a.json" as host; }"#,
            "`prod.a` is written already, on line 16; a node is written once, and only namespaces may be opened again (line 1 of `a.json`, field `name`) [duplicate-node]",
        ),
    ]);
}

#[test]
fn a_file_that_cannot_be_read_is_one_error() {
    check(&[
        (
            "a.csv",
            "",
            r#"nodes from "b.csv" as host;"#,
            "`b.csv` is no file; paths begin at the folder of the package's `Cargo.toml`: create it, or change the path [data-file]",
        ),
        (
            "a.csv",
            "",
            r#"nodes from "/b.csv" as host;"#,
            "`/b.csv` is on this machine alone; paths begin at the folder of the package's `Cargo.toml` [data-file]",
        ),
        (
            "a.csv",
            "",
            r#"nodes from "a.xlsx" as host;"#,
            "`a.xlsx` is in no format that can be read: `.csv`, `.json`, `.toml`; name another file [data-file]",
        ),
        (
            "a.csv",
            "",
            r#"nodes from "" as host;"#,
            "expected the path of a file, in quotes, found `as` [syntax]",
        ),
        (
            "a.csv",
            "",
            r#"nodes from a as host;"#,
            "expected the path of a file, in quotes, found `a` [syntax]",
        ),
        ("a.csv", "", r#"nodes from "a.csv" as ;"#, "expected a trait, found `;` [syntax]"),
        (
            "a.csv",
            "",
            r#"nodes from "a.csv" { addr ip; name = ; addr = a; addr = b; }"#,
            "expected `=`, found `ip` [syntax]\nexpected the name of a field, found `;` [syntax]\n`addr` is said already; remove one [duplicate-property]",
        ),
        (
            "a.csv",
            "",
            r#"nodes from "a.csv" host;"#,
            "expected `as` and traits, `{` or `;`, found `host` [syntax]",
        ),
    ]);
}
