//! What `select` returns.

use nest_tests::emit;
use serde_json::{Value, json};

nest_macros::fleet! {
    /// Two environments, with a rack in one of them and guests below a host.
    pub static ASKED;

    attr zone: String;
    attr port: u16;

    trait host { class nixos => nixosConfigurations; }
    trait web { requires = [port]; }
    trait lb;
    trait guest { class nixos => nixosConfigurations; }
    trait loner { class nixos => nixosConfigurations; }

    prod {
        zone = "z1";
        lb-1 { is = [host, lb]; }
        rack {
            web-1 {
                is = [host, web];
                port = 1;
                guest-1 { is = [guest, web]; port = 4; }
                guest-2 { is = [guest]; }
            }
            web-2 { is = [host, web]; port = 2; zone = "z2"; }
        }
    }
    staging {
        zone = "z2";
        web-3 { is = [host, web]; port = 3; }
    }
    alone { is = [loner]; }

    rule * => nixos(select, node) {
        all = select.all(host).map(|h| h.name).collect::<Vec<_>>();
        others = select.others(host).map(|h| h.name).collect::<Vec<_>>();
        others-and-self = select.others(web).and_self().map(|w| w.name).collect::<Vec<_>>();
        siblings = select.siblings(web).map(|w| w.name).collect::<Vec<_>>();
        siblings-and-self = select.siblings(web).and_self().map(|w| w.name).collect::<Vec<_>>();
        peers = select.peers(host).map(|h| h.name).collect::<Vec<_>>();
        peers-and-self = select.peers(host).and_self().map(|h| h.name).collect::<Vec<_>>();
        same = select.same(zone, web).map(|w| w.name).collect::<Vec<_>>();
        same-and-self = select.same(zone, web).and_self().map(|w| w.name).collect::<Vec<_>>();
        children = select.children(web).map(|w| w.name).collect::<Vec<_>>();
        descendants = select.descendants(guest).map(|g| g.name).collect::<Vec<_>>();
        parents = select.parents(host).map(|h| h.name).collect::<Vec<_>>();
        parent = select.parent(host).map(|h| h.name);
        closest = select.closest(web).map(|w| w.name);
        within = select.within(select.parent(host).map_or(node, |h| h.node), guest).len();
        several = select.all((host, web)).map(|(h, w)| format!("{}:{}", h.name, w.port)).collect::<Vec<_>>();
        one = select.one(lb)?.name;
        none = select.one((lb, web)).err().map(|error| error.to_string());
        many = select.one(web).err().map(|error| error.to_string());
        last = select.peers(host).next_back().map(|h| h.name);
        count = select.siblings(host).len();
        zone = node.get(zone);
        port = node.get(port);
    }

    // The argument is a view, and stands for its trait in a query.
    rule web as named-argument => nixos(select, web) {
        others = select.all(web).filter(|w| w.node != web.node).map(|w| w.port).collect::<Vec<_>>();
    }
}

fn answers(name: &str) -> Value {
    let document = emit(&ASKED).unwrap();
    let mut module = document["nixosConfigurations"][name]["modules"][0].clone();
    module.as_object_mut().unwrap().remove("_file");
    module
}

#[test]
fn queries_from_a_web_server() {
    let expected = json!({
        "all": ["lb-1", "web-1", "web-2", "web-3"],
        "others": ["lb-1", "web-2", "web-3"],
        "others-and-self": ["web-1", "guest-1", "web-2", "web-3"],
        "siblings": ["web-2", "web-3"],
        "siblings-and-self": ["web-1", "web-2", "web-3"],
        "peers": ["web-2"],
        "peers-and-self": ["web-1", "web-2"],
        "same": ["guest-1"],
        "same-and-self": ["web-1", "guest-1"],
        "children": ["guest-1"],
        "descendants": ["guest-1", "guest-2"],
        "parents": [],
        "parent": null,
        "closest": "web-1",
        "within": 2,
        "several": ["web-1:1", "web-2:2", "web-3:3"],
        "one": "lb-1",
        "none": "`select.one(lb & web)` asks for one node, and there are 0",
        "many": "`select.one(web)` asks for one node, and there are 4",
        "last": "web-2",
        "count": 3,
        "zone": "z1",
        "port": 1,
    });
    assert_eq!(answers("web-1"), expected);
}

#[test]
fn queries_from_a_guest() {
    let answers = answers("guest-2");
    let about = |key: &str| answers[key].clone();
    assert_eq!(about("siblings"), json!(["guest-1"]));
    assert_eq!(about("peers"), json!([]));
    assert_eq!(about("same"), json!(["web-1", "guest-1"]));
    assert_eq!(about("parents"), json!(["web-1"]));
    assert_eq!(about("parent"), json!("web-1"));
    assert_eq!(about("closest"), json!("web-1"));
    assert_eq!(about("within"), json!(2));
    assert_eq!(about("count"), json!(0));
    assert_eq!(about("port"), json!(null));
}

#[test]
fn queries_from_a_node_that_is_not_asked_for() {
    let answers = answers("alone");
    // Oneself is put in only where one is asked for, and a node without a value has it in common with none.
    assert_eq!(answers["others"], json!(["lb-1", "web-1", "web-2", "web-3"]));
    assert_eq!(answers["others-and-self"], json!(["web-1", "guest-1", "web-2", "web-3"]));
    assert_eq!(answers["siblings-and-self"], json!(["web-1", "web-2", "web-3"]));
    assert_eq!(answers["same-and-self"], json!([]));
    assert_eq!(answers["peers"], json!([]));
    assert_eq!(answers["zone"], json!(null));
}

#[test]
fn a_view_stands_for_its_trait() {
    let document = emit(&ASKED).unwrap();
    assert_eq!(document["nixosConfigurations"]["web-2"]["modules"][1]["others"], json!([1, 4, 3]));
}
