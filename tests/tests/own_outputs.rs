//! Data that a fleet gives as a whole.

use nest_tests::emit;
use serde_json::json;

nest_macros::fleet! {
    /// Names and keys for others to read.
    pub static WHOLE;

    attr addr: Ipv4Addr;
    trait host { requires = [addr]; class nixos => nixosConfigurations; }
    trait db;

    a { is = [host]; addr = "10.0.0.1"; }
    b { is = [host, db]; addr = "10.0.0.2"; }
    extern old { is = [host, db]; addr = "10.0.0.9"; }

    /// The zone, for the name server.
    output dns(select) {
        for host in select.all(host) {
            zones."example.org".[host.name] = host.addr;
        }
        primary = select
            .one((host, db))
            .map_or_else(|error| error.to_string(), |(host, _)| host.name.to_owned());
    }
    output known-hosts { files = ["a", "b"]; }
    output "sops.yaml"(select) {
        creation_rules = [for host in select.all(db) => { path_regex = format!("{}/.*", host.name); }];
    }
}

#[test]
fn an_own_output_is_a_key_beside_the_others() {
    let document = emit(&WHOLE).unwrap();
    let expected = json!({
        "zones": { "example.org": { "a": "10.0.0.1", "b": "10.0.0.2", "old": "10.0.0.9" } },
        "primary": "`select.one(host & db)` asks for one node, and there are 2",
    });
    assert_eq!(document["dns"], expected);
    assert_eq!(document["known-hosts"], json!({ "files": ["a", "b"] }));
    let expected = json!({ "creation_rules": [{ "path_regex": "b/.*" }, { "path_regex": "old/.*" }] });
    assert_eq!(document["sops.yaml"], expected);
}

#[test]
fn an_own_output_has_its_comment_and_its_name() {
    let about: Vec<(&str, &str)> =
        WHOLE.declared.own_outputs.iter().map(|own_output| (own_output.name, own_output.doc)).collect();
    let expected = [("dns", "The zone, for the name server."), ("known-hosts", ""), ("sops.yaml", "")];
    assert_eq!(about, expected);
}
