//! The fleets of the repository: what their pages say of them.

use fleets::{CLUSTER, FARM, FLEET_DEMO, HOMES, MESH, MIXED, REGIONS};
use nest_core::Fleet;
use nest_tests::emit;
use serde_json::{Value, json};

/// All values at a path in the modules of a configuration, in the order of the modules.
fn options(fleet: &Fleet<'static>, output: &str, name: &str, path: &str) -> Vec<Value> {
    let document = emit(fleet).unwrap();
    let modules = document[output][name]["modules"].as_array().unwrap_or_else(|| panic!("{output}.{name}"));
    modules.iter().filter_map(|module| module.pointer(path)).cloned().collect()
}

/// The names in an output.
fn names(fleet: &Fleet<'static>, output: &str) -> Vec<String> {
    emit(fleet).unwrap()[output].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn in_the_fleet_demo_admins_are_on_every_host_and_deployers_on_staging() {
    let accounts = |host: &str| -> Vec<String> {
        let users = options(&FLEET_DEMO, "nixosConfigurations", host, "/users/users");
        let normal = users.iter().flat_map(|users| users.as_object().unwrap());
        normal.filter(|(_, user)| user["isNormalUser"] == true).map(|(name, _)| name.clone()).collect()
    };
    for host in ["lb-prod", "web-prod-1", "web-prod-2"] {
        assert_eq!(accounts(host), ["ada", "grace"], "{host}");
    }
    assert_eq!(accounts("web-staging"), ["ada", "grace", "linus"]);
    let groups = |name: &str| {
        options(
            &FLEET_DEMO,
            "nixosConfigurations",
            "web-staging",
            &format!("/users/users/{name}/extraGroups"),
        )
    };
    assert_eq!(groups("ada"), [json!(["wheel"])]);
    assert_eq!(groups("linus"), [json!(["systemd-journal"])]);
    let keys = options(
        &FLEET_DEMO,
        "nixosConfigurations",
        "lb-prod",
        "/users/users/grace/openssh/authorizedKeys/keys",
    );
    assert_eq!(keys, [json!(["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGrace grace@desk"])]);
    let sudo = options(&FLEET_DEMO, "nixosConfigurations", "lb-prod", "/security/sudo/wheelNeedsPassword");
    assert_eq!(sudo, [json!(false)]);
}

#[test]
fn in_the_fleet_demo_the_registry_is_no_system_and_accounts_are_of_their_environment() {
    assert_eq!(
        names(&FLEET_DEMO, "nixosConfigurations"),
        ["lb-prod", "web-prod-1", "web-prod-2", "web-staging"]
    );
    let nodes = &emit(&FLEET_DEMO).unwrap()["nodes"];
    assert_eq!(nodes["people.ada"]["outputs"], json!([]));
    assert_eq!(nodes["prod.lb-prod.ada"]["attrs"]["env"], "prod");
    assert_eq!(nodes["staging.web-staging.linus"]["traits"], json!(["host::account", "deployer"]));
}

#[test]
fn homes_are_modules_of_their_host_or_stand_alone() {
    assert_eq!(names(&HOMES, "nixosConfigurations"), ["desk"]);
    assert_eq!(names(&HOMES, "homeConfigurations"), ["linus"]);
    let ada = options(&HOMES, "nixosConfigurations", "desk", "/home-manager/users/ada");
    let rules: Vec<&str> = ada.iter().map(|module| module["_file"].as_str().unwrap()).collect();
    assert!(ada.iter().all(|module| module["_nest"] == "module" && module["imports"] == json!([])));
    let file = |rule: &str| format!("fleets/src/homes.rs, rule {rule}");
    assert_eq!(rules, [file("person (1)"), file("developer"), file("shell"), file("person (2)")]);
    assert_eq!(ada[1]["config"]["programs"]["git"]["settings"]["user"]["name"], "Ada");
    let accounts = options(&HOMES, "nixosConfigurations", "desk", "/users/users/grace/isNormalUser");
    assert_eq!(accounts, [json!(true)]);
    let linus = options(&HOMES, "homeConfigurations", "linus", "/home/homeDirectory");
    assert_eq!(linus, [json!("/home/linus")]);
    assert_eq!(emit(&HOMES).unwrap()["homeConfigurations"]["linus"]["system"], "aarch64-linux");
}

#[test]
fn mixed_has_systems_of_both_kinds_and_an_inventory_of_all() {
    assert_eq!(names(&MIXED, "nixosConfigurations"), ["builder", "desk"]);
    assert_eq!(names(&MIXED, "darwinConfigurations"), ["macbook"]);
    let document = emit(&MIXED).unwrap();
    let expected = json!({
        "builder": { "serial": "SRV-0001", "bought": 2023, "system": "x86_64-linux" },
        "desk": { "serial": "PC-0007", "bought": 2024, "owner": "ada", "system": "x86_64-linux" },
        "macbook": { "serial": "MB-0042", "bought": 2025, "owner": "grace", "system": "aarch64-darwin" },
        "printer-1": { "serial": "PR-0001", "bought": 2019 },
    });
    assert_eq!(document["asset"], expected);
}

#[test]
fn regions_are_named_by_their_paths_and_the_provider_s_host_is_none_of_them() {
    let names = names(&REGIONS, "nixosConfigurations");
    assert_eq!(names.len(), 14);
    assert!(
        ["eu-lb", "us-lb", "ap-lb", "eu-web-3", "us-vault"]
            .iter()
            .all(|name| names.contains(&(*name).into()))
    );
    assert!(!names.iter().any(|name| name.contains("mail")));
    let document = emit(&REGIONS).unwrap();
    assert_eq!(document["nodes"]["mail"]["extern"], true);
    assert_eq!(document["nodes"]["us.replica"]["attrs"]["primary"], "eu.db");
}

#[test]
fn in_regions_each_asks_for_its_own() {
    let option = |host: &str, path: &str| options(&REGIONS, "nixosConfigurations", host, path);
    let [Value::String(haproxy)] = &option("us-lb", "/services/haproxy/config")[..] else { panic!() };
    assert!(haproxy.contains("server backend1 10.2.0.11:8080 check\n  server backend2 10.2.0.12:8080 check"));
    assert!(!haproxy.contains("10.1.") && !haproxy.contains("backend3"));
    let [Value::String(lets_in)] = &option("eu-db", "/services/postgresql/authentication")[..] else {
        panic!()
    };
    assert!(lets_in.contains("10.2.0.20/32") && lets_in.contains("10.3.0.20/32"));
    let follows = option("ap-replica", "/services/postgresql/settings/primary_conninfo");
    assert_eq!(follows, [json!("host=10.1.0.20 user=replicator application_name=ap-replica")]);
    let scraped = &option("eu-metrics", "/services/prometheus/scrapeConfigs")[0][0]["static_configs"];
    let counts: Vec<(&str, usize)> = scraped
        .as_array()
        .unwrap()
        .iter()
        .map(|of| (of["labels"]["region"].as_str().unwrap(), of["targets"].as_array().unwrap().len()))
        .collect();
    assert_eq!(counts, [("eu", 5), ("us", 5), ("ap", 3)]);
}

#[test]
fn in_regions_the_zone_has_every_host() {
    let zone = &emit(&REGIONS).unwrap()["dns"]["example.org"];
    assert_eq!(zone["subdomains"].as_object().unwrap().len(), 15);
    assert_eq!(zone["subdomains"]["eu-lb"]["A"], json!(["10.1.0.1"]));
    assert_eq!(zone["subdomains"]["mail"]["A"], json!(["192.0.2.25"]));
}

#[test]
fn in_the_cluster_all_members_have_the_same_list() {
    let expected =
        json!(["etcd-1=http://10.4.0.1:2380", "etcd-2=http://10.4.0.2:2380", "etcd-3=http://10.4.1.3:2380"]);
    for member in ["etcd-1", "etcd-2", "etcd-3"] {
        let list = options(&CLUSTER, "nixosConfigurations", member, "/services/etcd/initialCluster");
        assert_eq!(list, std::slice::from_ref(&expected), "{member}");
    }
    let accounts = options(&CLUSTER, "nixosConfigurations", "etcd-3", "/users/users/ada/extraGroups");
    assert_eq!(accounts, [json!(["wheel"])]);
}

#[test]
fn in_the_mesh_two_talk_where_one_is_reached_from_outside() {
    let tunnel = |output: &str, host: &str| {
        options(&MESH, output, host, "/networking/wg-quick/interfaces/mesh/peers").remove(0)
    };
    let keys = |peers: Value| -> Vec<String> {
        let key = |peer: &Value| peer["publicKey"].as_str().unwrap()[..4].to_owned();
        peers.as_array().unwrap().iter().map(key).collect()
    };
    assert_eq!(keys(tunnel("nixosConfigurations", "nas")), ["flat", "shop"]);
    assert_eq!(keys(tunnel("darwinConfigurations", "macbook")), ["flat", "shop"]);
    let all = ["nasN", "shop", "mill", "mill", "macB", "phon"];
    assert_eq!(keys(tunnel("nixosConfigurations", "flat-gate")), all);

    let gates = tunnel("darwinConfigurations", "macbook");
    assert_eq!(gates[0]["allowedIPs"], json!(["10.99.0.1/32", "192.168.1.0/24"]));
    assert_eq!(gates[1]["persistentKeepalive"], 25);
    let phone = &tunnel("nixosConfigurations", "shop-gate")[5];
    assert_eq!(
        *phone,
        json!({
            "publicKey": "phonePhonePhonePhonePhonePhonePhonePhonePho=", "allowedIPs": ["10.99.0.60/32"],
            "endpoint": null, "persistentKeepalive": null,
        })
    );
    assert!(!names(&MESH, "nixosConfigurations").iter().any(|name| name == "phone"));
}

#[test]
fn in_the_mesh_each_site_leases_its_own_and_names_everybody() {
    // Beside what Nix decides.
    let services = options(&MESH, "nixosConfigurations", "shop-gate", "/services/contents").remove(0);
    let settings = &services[0]["dnsmasq"]["settings"];
    assert_eq!(settings["dhcp-range"], "10.20.255.200,10.20.255.254,12h");
    assert_eq!(
        settings["dhcp-host"],
        json!(["02:00:00:00:02:11,10.20.1.1,mill-1", "02:00:00:00:02:12,10.20.1.2,mill-2"])
    );
    assert_eq!(settings["address"].as_array().unwrap().len(), 7);
    assert_eq!(services[1]["condition"]["path"], json!(["config", "services", "resolved", "enable"]));
    let lan = options(&MESH, "nixosConfigurations", "flat-gate", "/networking/interfaces/lan/ipv4/addresses");
    assert_eq!(lan, [json!([{ "address": "192.168.1.1", "prefixLength": 24 }])]);
    let link =
        options(&MESH, "nixosConfigurations", "flat-gate", "/systemd/network/links/10-lan/matchConfig");
    assert_eq!(link, [json!({ "PermanentMACAddress": "02:00:00:00:01:01" })]);
}

#[test]
fn the_farm_is_called_by_its_domain_and_builds_on_every_builder() {
    let names = names(&FARM, "nixosConfigurations");
    assert_eq!(names.len(), 10);
    assert!(names.iter().all(|name| name.ends_with(".farm.example.org")));
    let option = |host: &str, path: &str| {
        options(&FARM, "nixosConfigurations", &format!("{host}.farm.example.org"), path)
    };
    assert_eq!(option("x86-1", "/networking/hostName"), [json!("x86-1")]);
    let machines = option("hydra", "/nix/buildMachines").remove(0);
    let of = |key: &str| -> Vec<Value> {
        machines.as_array().unwrap().iter().map(|machine| machine[key].clone()).collect()
    };
    assert_eq!(of("hostName").len(), 8);
    assert_eq!(of("hostName")[5], "x86-6.farm.example.org");
    assert_eq!(of("maxJobs")[5..], [4, 20, 20]);
    assert_eq!(of("systems")[7], json!(["aarch64-linux"]));

    let document = emit(&FARM).unwrap();
    let addresses: Vec<&str> = (1..=6)
        .map(|i| document["nodes"][format!("north.x86-{i}")]["attrs"]["addr"].as_str().unwrap())
        .collect();
    let expected = ["10.7.1.11", "10.7.1.12", "10.7.1.13", "10.7.2.10", "10.7.2.11", "10.7.2.12"];
    assert_eq!(addresses, expected);
    assert_eq!(option("x86-6", "/services/openssh/ports"), [json!([2206])]);
    assert_eq!(option("x86-6", "/boot/tmp/tmpfsSize"), [json!("32768M")]);
    assert_eq!(option("arm-2", "/boot/tmp/tmpfsSize"), [json!("131072M")]);
}

#[test]
fn the_farm_is_deployed_by_its_ports_and_leaves_to_nix_what_nix_knows() {
    let deploy = |host: &str, path: &str| options(&FARM, "deploy", &format!("{host}.farm.example.org"), path);
    assert_eq!(deploy("pull", "/sshOpts"), [json!(["-p", "2309"])]);
    assert_eq!(
        (deploy("arm-1", "/fastConnection"), deploy("x86-1", "/fastConnection")),
        (vec![json!(false)], vec![json!(true)])
    );
    let option = |host: &str, path: &str| {
        options(&FARM, "nixosConfigurations", &format!("{host}.farm.example.org"), path)
    };
    assert_eq!(option("arm-1", "/deployment/targetPort"), [json!(2301)]);
    let [firewall] = &option("hydra", "/networking/contents")[..] else { panic!() };
    let ports =
        firewall.as_array().unwrap().iter().map(|port| &port["content"]["firewall"]["allowedTCPPorts"][0]);
    assert!(ports.eq([&json!(3000), &json!(5000)]));
    assert_eq!(option("hydra", "/networking/contents/1/condition/_nest"), [json!("not")]);
    let shell = |host: &str| option(host, "/users/users/build/shell/path/1");
    assert_eq!((shell("x86-1"), shell("arm-1")), (vec![json!("bash")], vec![json!("zsh")]));
}
