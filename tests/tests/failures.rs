//! What goes wrong when bodies run: each is named, with its place, its node and its option.

use nest_core::prelude::*;
use nest_tests::emit;

nest_macros::fleet! {
    /// Bodies that fail, and values that Nix cannot take.
    pub static FAILING;

    attr kind: String;

    trait host { class nixos => nixosConfigurations; }

    good { is = [host]; kind = "good"; }
    nul { is = [host]; kind = "nul"; }
    big { is = [host]; kind = "big"; }
    nan { is = [host]; kind = "nan"; }
    key { is = [host]; kind = "key"; }
    twice { is = [host]; kind = "twice"; }
    below { is = [host]; kind = "below"; }
    fails { is = [host]; kind = "fails"; }
    panics { is = [host]; kind = "panics"; }
    file { is = [host]; kind = "file"; }

    rule host as strict => nixos(node) {
        let kind = node.get(kind).unwrap_or_default();
        ok = true;
        match kind {
            "nul" => { a.text = ["fine", "cut\0here"]; }
            "big" => { a.number = u64::MAX; }
            "nan" => { a.float = mk_force(f64::NAN); }
            "key" => { a.set = { x.["_type"] = "if"; }; }
            "twice" => {
                let name = "b";
                a.[name] = 1;
                a.b = 2;
            }
            "below" => {
                let name = "b";
                a.[name].c = 1;
                a.b = 2;
            }
            "fails" => { a.n = "many".parse::<u16>()?; }
            "panics" => { a.n = [1, 2][node.name.len()]; }
            "file" => { let name = "_file"; [name] = 1; }
            _ => {}
        }
    }
}

#[test]
fn every_failure_is_told_at_once() {
    let error = emit(&FAILING).unwrap_err();
    let expected = [
        ("nul", "`a.text[1]`: text with a NUL, where Nix would cut it; take the NUL out [value-refused]"),
        (
            "big",
            "`a.number`: `18446744073709551615` is outside Nix's integers, which have 64 bits and a sign; write it as \
             text [value-refused]",
        ),
        ("nan", "`a.float`: `NaN` is no number that Nix has; assign a finite one [value-refused]"),
        (
            "key",
            "`a.set.x._type` is reserved: in an attribute set it would be taken for more than data, as what `mk_force`, \
             `mk_if` and the like make is; choose another name [reserved-name]",
        ),
        ("twice", "`a.b` is assigned twice; remove one [assigned-twice]"),
        ("below", "`a.b` is assigned as a whole, and `a.b.c` below it; write one of them [assigned-twice]"),
        ("fails", "invalid digit found in string [body-failed]"),
        ("panics", "it panicked: index out of bounds: the len is 2 but the index is 6 [body-failed]"),
        (
            "file",
            "`_file` is reserved: it says where a module came from; choose another name [reserved-name]",
        ),
    ];
    let line = FAILING.declared.rules[0].bodies[0].line;
    let lines = expected.map(|(node, error)| {
        format!("nest-tests/tests/failures.rs:{line}: rule `strict` on `{node}`: {error}\n")
    });
    assert_eq!(error, lines.concat());
}
