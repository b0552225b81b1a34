//! What comes out of some texts.

use super::super::{Mistake, Module, laid_out, modules};

const WIDTH: usize = 60;

/// What becomes of the declarations of a fleet, which are written without what they are indented by.
#[track_caller]
fn check(source: &str, expected: &str) {
    let done = laid_out(&format!("fleet! {{\n{source}\n}}\n"), WIDTH).unwrap().unwrap();
    let inside = done.strip_prefix("fleet! {\n").unwrap().strip_suffix("\n}\n").unwrap();
    let lines = inside.lines().map(|line| line.strip_prefix("    ").unwrap_or(line));
    assert_eq!(lines.collect::<Vec<_>>().join("\n"), expected.trim_matches('\n'));
    // Where nothing is to be done, nothing is.
    let again = laid_out(&done, WIDTH).unwrap().unwrap();
    assert_eq!(again, done);
}

#[test]
fn each_declaration_has_a_line_and_no_more_than_one_is_blank() {
    check("attr a:u8=1;attr  b : [ String ] ; trait  x", "attr a:u8 = 1;\nattr b : [String];\ntrait x");
    check("\n\ntrait a;\n\n\n\ntrait b;\ntrait c;\n\n", "trait a;\n\ntrait b;\ntrait c;");
    check("a{is=[x]}b{is=[y]}", "a { is = [x] }\nb { is = [y] }");
    check("a\n{\n}", "a {}");
    check(
        "rule a=>nixos,darwin(peer,select){x=1;}rule b{}",
        "rule a => nixos, darwin(peer, select) { x = 1; }\nrule b {}",
    );
    check(
        "rule a { nixos, darwin(x) { b = 1; }\nhome { c = 1; } }",
        "
rule a {
    nixos, darwin(x) { b = 1; }
    home { c = 1; }
}",
    );
    check(
        "#[allow(dead-rule)] rule a=>b {}\n#[allow(dead-rule)]\nrule b => c {}",
        "
#[allow(dead-rule)] rule a => b {}
#[allow(dead-rule)]
rule b => c {}",
    );
}

#[test]
fn one_line_or_several_is_the_authors_choice_while_it_fits() {
    check("a { is = [x]; b = 1; }", "a { is = [x]; b = 1; }");
    check("a { is = [x];\nb = 1; }", "a {\n    is = [x];\n    b = 1;\n}");
    check(
        "a { is = [x]; c { is = [y,\n] ; } }",
        "
a {
    is = [x];
    c {
        is = [
            y,
        ];
    }
}",
    );
    check(
        "web-1 { is = [host, web]; addr = \"10.0.0.1\"; httpPort = 8080; }",
        "
web-1 {
    is = [host, web];
    addr = \"10.0.0.1\";
    httpPort = 8080;
}",
    );
    check("use base::{a,b}; use base::{c,\nd};", "use base::{a, b};\nuse base::{\n    c,\n    d\n};");
}

#[test]
fn columns_are_those_that_the_author_began() {
    check(
        "
trait a   { needs = [b]; }
trait long { needs = [b]; }
trait z;
c { is = [a]; x = 1; }
longer { is = [long]; x = 1; }",
        "
trait a    { needs = [b]; }
trait long { needs = [b]; }
trait z;
c { is = [a]; x = 1; }
longer { is = [long]; x = 1; }",
    );
    check(
        "
a { is = [x];  b = 1; }
bb { is = [long]; b = 2; }
bb { is = [long]; c = 2; }
rule a   => nixos {}
rule b & c => nixos {}",
        "
a { is = [x];     b = 1; }
bb { is = [long]; b = 2; }
bb { is = [long]; c = 2; }
rule a     => nixos {}
rule b & c => nixos {}",
    );
    check(
        "
attr a: u8 = 1;  // one
attr b: u16 = 2; // two

attr c: u8; // three",
        "
attr a: u8 = 1;  // one
attr b: u16 = 2; // two

attr c: u8; // three",
    );
}

#[test]
fn comments_stay_where_they_stand() {
    check(
        "
//one
/// Two.
trait a { // three
needs = [ // four
b, // five
/* six */ c /* seven */
// eight
]; /* nine
ten */
} // eleven
/* twelve */
// thirteen",
        "
//one
/// Two.
trait a { // three
    needs = [ // four
        b, // five
        /* six */ c /* seven */
        // eight
    ]; /* nine
ten */
} // eleven
/* twelve */
// thirteen",
    );
    check(
        "rule a // why\n{ b { c = // x\n1; } }",
        "
rule a // why
    {
        b {
            c = // x
                1;
        }
    }",
    );
}

#[test]
fn what_is_too_long_is_put_in_lines_from_the_outside_in() {
    check(
        "a { list = [\"aaaaaaaaaaaaaaaaaaaa\", \"bbbbbbbbbbbbbbbbbbbb\", \"cccccccc\"]; }",
        "
a {
    list = [
        \"aaaaaaaaaaaaaaaaaaaa\",
        \"bbbbbbbbbbbbbbbbbbbb\",
        \"cccccccc\"
    ];
}",
    );
    check(
        "rule a => nixos { hosts = select.others(peer).filter(|o| o.x).map(|o| o.name); }",
        "
rule a => nixos {
    hosts = select
        .others(peer)
        .filter(|o| o.x)
        .map(|o| o.name);
}",
    );
    check(
        "rule a => nixos { peers = [for o in select.others(peer) => { key = o.key; }]; }",
        "
rule a => nixos {
    peers = [for o in select.others(peer) => {
        key = o.key;
    }];
}",
    );
    check(
        "rule a => nixos { x = [for o in select.others(peer) => format!(\"{}\", o.name)]; }",
        "
rule a => nixos {
    x = [
        for o in select.others(peer) =>
            format!(\"{}\", o.name)
    ];
}",
    );
    check(
        "rule a => nixos { enable = config.services.nginx.enable || config.services.caddy.enable && a.b; }",
        "
rule a => nixos {
    enable = config.services.nginx.enable
        || config.services.caddy.enable && a.b;
}",
    );
    check(
        "assert host:has(> admin):not(#other) => :has(> account), \"everybody can log in\";",
        "
assert host:has(> admin):not(#other) => :has(> account),
    \"everybody can log in\";",
    );
    let word = "x".repeat(70);
    check(&format!("a {{ key = f(\"{word}\"); }}"), &format!("a {{\n    key = f(\"{word}\");\n}}"));
}

#[test]
fn rust_in_bodies_has_a_line_for_each_statement() {
    check(
        "rule a => b(c) { let x=if c.d {1} else {2};
for i in 0..3 { e.[i] = !x; } members.sort(); if x == 1 { f = -1; } else if let Some(y) = z { f = y; }
else { let Some(w) = v else { return; }; f = match w { 1 | 2 => \"a\", _ => { g } }; } }",
        "
rule a => b(c) {
    let x = if c.d { 1 } else { 2 };
    for i in 0..3 { e.[i] = !x; }
    members.sort();
    if x == 1 {
        f = -1;
    } else if let Some(y) = z {
        f = y;
    } else {
        let Some(w) = v else { return; };
        f = match w { 1 | 2 => \"a\", _ => { g } };
    }
}",
    );
    check(
        "rule a => b { c = x.map(|y| {\nlet z = y; Foo { a: 1, b }\n}); }",
        "
rule a => b {
    c = x.map(|y| {
        let z = y;
        Foo { a: 1, b }
    });
}",
    );
    check(
        "rule a => b { match c { D => { e = 1; }\nF { g, .. } => h = 2,\n} if.enable = true; match { i = 1; } }",
        "
rule a => b {
    match c {
        D => { e = 1; }
        F { g, .. } => h = 2,
    }
    if.enable = true;
    match { i = 1; }
}",
    );
    check(
        "rule a => b { script = text!(\"\n  one\n two\"); d = x\n.y()\n.z(); }",
        "
rule a => b {
    script = text!(\"
  one
 two\");
    d = x
        .y()
        .z();
}",
    );
}

#[test]
fn the_rest_of_a_file_stays_as_it_is() {
    let around =
        |fleet: &str| format!("fn  f( ) {{ }}\nmod a {{\n  nest_macros::{fleet}\n}}\n\n\nconst X : u8=1 ;");
    let done = laid_out(&around("fleet!\n{trait a;\ntrait b;}"), WIDTH).unwrap().unwrap();
    assert_eq!(done, around("fleet! {\n      trait a;\n      trait b;\n  }"));
    for text in
        ["", "fn f() { }", "// fleet! {  }\nconst X: &str = \"fleet! {  }\";", "macro_rules! fleet {  }"]
    {
        assert_eq!(laid_out(text, WIDTH), Ok(None), "{text}");
    }
    let done = laid_out("fleet!(\ntrait a;trait b;);", WIDTH).unwrap().unwrap();
    assert_eq!(done, "fleet!(\n    trait a;\n    trait b;\n);");
}

#[test]
fn lines_end_as_those_of_the_file() {
    let text = "\u{feff}// x\r\nfleet! {\r\n// a  \r\n/* b\r\nc */ trait a { needs = [b]; }\r\n}\r\n";
    let done = laid_out(text, WIDTH).unwrap().unwrap();
    let expected =
        "\u{feff}// x\r\nfleet! {\r\n    // a\r\n    /* b\r\nc */ trait a { needs = [b]; }\r\n}\r\n";
    assert_eq!(done, expected);
}

#[test]
fn what_is_no_rust_is_told_at_its_place() {
    let deep = format!("{}{}", "(".repeat(1_000), ")".repeat(1_000));
    let messages = [
        ("fleet! {\n  a { is = [x); }\n}", (2, 14, "`[` is not closed before this `)`")),
        ("fleet! {\n  a {\n}", (1, 8, "`{` is never closed")),
        ("fleet! {\n  a }\n}", (3, 1, "`}` closes nothing")),
        ("fleet! { a = \"b; }", (1, 14, "this literal has no end")),
        ("fleet! { /* /* */ }", (1, 10, "`/*` is never closed")),
        ("fleet! { ä = #\"b\"; }", (1, 14, "Rust reserves `#` here; put a space behind it")),
        ("fleet! { № }", (1, 10, "this begins no token of Rust")),
        (&deep, (1, 129, "more than 128 brackets are open here")),
    ];
    for (text, (line, column, message)) in messages {
        let mistake = Mistake { line, column, message: message.to_owned() };
        assert_eq!(laid_out(text, WIDTH), Err(mistake), "{text}");
    }
}

#[test]
fn modules_are_found_in_modules() {
    let text = "//! x\nmod a;\n#[cfg(test)]\npub(crate) mod r#b;\nmod c { mod d; #[path = \"x/y.rs\"] mod e; }\n// mod f;\n";
    let module = |path: &[&str], file: Option<&str>| Module {
        path: path.iter().map(|name| (*name).to_owned()).collect(),
        file: file.map(str::to_owned),
    };
    let expected = [
        module(&["a"], None),
        module(&["b"], None),
        module(&["c", "d"], None),
        module(&["c", "e"], Some("x/y.rs")),
    ];
    assert_eq!(modules(text).unwrap(), expected);
}
