//! Nodes that are queried like any other, and never output.

use nest_tests::{emit, resolve};
use serde_json::json;

nest_macros::fleet! {
    /// A database that somebody else runs.
    pub static BESIDE;

    attr port: u16;
    trait host { class nixos => nixosConfigurations; }
    trait db { requires = [port]; needs = [host]; }

    prod {
        db-1 { is = [db]; port = 1; }
        for i in 1..=2 {
            extern old-[i] { is = [db]; port = i; }
        }
    }
    extern far.away { is = [db]; port = 9; guest { is = [host]; } }
    extern-1 { is = [host]; }

    rule db => nixos(select) {
        all = select.all(db).map(|db| format!("{}:{}", db.name, db.port)).collect::<Vec<_>>();
        ours = select.all(host).filter(|host| !host.node.is_extern()).map(|h| h.name).collect::<Vec<_>>();
    }
}

#[test]
fn an_extern_node_is_queried_and_never_output() {
    let document = emit(&BESIDE).unwrap();
    let outputs: Vec<&String> = document["nixosConfigurations"].as_object().unwrap().keys().collect();
    assert_eq!(outputs, ["db-1", "extern-1", "guest"]);
    let module = &document["nixosConfigurations"]["db-1"]["modules"][0];
    assert_eq!(module["all"], json!(["db-1:1", "old-1:1", "old-2:2", "away:9"]));
    assert_eq!(module["ours"], json!(["db-1", "guest", "extern-1"]));
}

#[test]
fn an_extern_node_says_so() {
    let document = emit(&BESIDE).unwrap();
    assert_eq!(document["nodes"]["far.away"]["extern"], true);
    assert_eq!(document["nodes"]["prod.db-1"]["extern"], json!(null));
    let resolved = resolve(&BESIDE).unwrap();
    assert_eq!(resolved.nodes().filter(|node| node.is_extern()).count(), 3);
}
