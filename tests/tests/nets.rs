//! Networks and hardware addresses, as attributes and in bodies.

use nest_tests::emit;
use serde_json::json;

nest_macros::fleet! {
    /// Networks and hardware addresses, written, made, and asked for.
    pub static NETS;

    attr v4: Ipv4Net;
    attr v6: unique Ipv6Net;
    attr net: [IpNet];
    attr mac: unique MacAddr;
    attr links: { String: MacAddr };
    attr copy: MacAddr?;

    trait host {
        requires = [v4, v6, net, mac, links];
        class nixos => nixosConfigurations { system = "x86_64-linux"; };
    }
    trait port { requires = [mac, copy?]; }

    a {
        is = [host];
        v4 = "10.0.7.1/22";
        v6 = "fd00:0::1/64";
        net = ["10.0.0.0/8", "fd00::/8"];
        mac = "AA-BB-CC-00-11-22";
        links = { lan = "00:00:5E:00:53:AF"; };
        none { is = [port]; mac = "aa:bb:cc:00:11:25"; copy = null; }
        lan { is = [port]; mac = "aa:bb:cc:00:11:23"; copy = "AA:BB:CC:00:11:24"; }
    }

    rule host => synth(host) {
        child wan { is = [port]; mac = "AA:00:00:00:00:01"; copy = Some(host.mac); }
    }

    rule host => nixos(host, select) {
        networks = [host.v4.network(), host.v4.broadcast()];
        netmask = host.v4.netmask();
        address = host.v4.addr();
        length = host.v4.prefix_len();
        v4 = host.v4;
        v6 = host.v6;
        inside = [for net in host.net => net.contains(&host.v4.addr().into())];
        hosts = host.v4.hosts().count();
        mac = host.mac;
        text = format!("{} {}", host.mac, host.v6);
        lan = host.links.get("lan");
        ports = [for port in select.children(port) => port.mac];
        copies = [for port in select.children(port) => port.copy.map(|mac| mac.octets()[5])];
        same = select.children(sel!([mac = "AA:BB:cc:00:11:23"])).count();
        of-net = select.all(sel!([v6 = "fd00::1/64"] & [net ~= "10.0.0.0/8"])).count();
    }
}

#[test]
fn networks_and_hardware_addresses_have_types_of_their_own() {
    let document = emit(&NETS).unwrap();
    let mut module = document["nixosConfigurations"]["a"]["modules"][0].clone();
    module.as_object_mut().unwrap().remove("_file");
    let expected = json!({
        "networks": ["10.0.4.0", "10.0.7.255"], "netmask": "255.255.252.0", "address": "10.0.7.1", "length": 22,
        "v4": "10.0.7.1/22", "v6": "fd00::1/64", "inside": [true, false], "hosts": 1022,
        "mac": "aa:bb:cc:00:11:22", "text": "aa:bb:cc:00:11:22 fd00::1/64", "lan": "00:00:5e:00:53:af",
        "ports": ["aa:bb:cc:00:11:25", "aa:bb:cc:00:11:23", "aa:00:00:00:00:01"], "copies": [null, 0x24, 0x22], "same": 1, "of-net": 1,
    });
    assert_eq!(module, expected);
    // A hardware address has one spelling, also where nobody's Rust has read it.
    assert_eq!(document["nodes"]["a"]["attrs"]["links"], json!({ "lan": "00:00:5e:00:53:af" }));
    let port = |name: &str| document["nodes"][format!("a.{name}")]["attrs"].clone();
    assert_eq!(port("lan"), json!({ "mac": "aa:bb:cc:00:11:23", "copy": "aa:bb:cc:00:11:24" }));
    assert_eq!(port("wan"), json!({ "mac": "aa:00:00:00:00:01", "copy": "aa:bb:cc:00:11:22" }));
}
