//! A cluster: members that have to know all others, and a quorum to keep.

use nest_macros::fleet;

fleet! {
    /// Three etcd members over two racks, and the operators who may log in to them.
    pub static CLUSTER;

    attr system: System = "x86_64-linux";
    attr addr: unique Ipv4Addr;
    attr rack: "a" | "b";
    attr peerPort: u16 = 2380;
    attr clientPort: u16 = 2379;
    attr keys: [String];

    /// An entity: becomes a NixOS system.
    trait host {
        requires = [system, addr, rack];
        class nixos => nixosConfigurations { system = node.system; };

        /// An account on each host.
        trait account {
            requires = [keys];
            class user => parent.nixos at users.users.[node.name];
        }
    }

    trait etcd { needs = [host]; requires = [peerPort, clientPort]; }
    /// A marker: who operates the cluster.
    trait operator { requires = [keys]; }

    operators {
        ada   { is = [operator]; keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAda ada@laptop"]; }
        grace { is = [operator]; keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGrace grace@desk"]; }
    }

    etcd {
        for i in 1..=2 { etcd-[i] { is = [etcd]; rack = "a"; addr = "10.4.0.{i}"; } }
        etcd-3 { is = [etcd]; rack = "b"; addr = "10.4.1.3"; }
    }

    rule etcd as operators {
        synth(select) {
            for who in select.all(operator) {
                child [who.name] from who { is = [account]; }
            }
        }
    }

    rule account => user(account) {
        isNormalUser = true;
        extraGroups = ["wheel"];
        openssh.authorizedKeys.keys = account.keys;
    }

    rule host => nixos(host) {
        networking.hostName = host.name;
        system.stateVersion = "25.11";
        services.openssh { enable = true; settings.PasswordAuthentication = false; }
        security.sudo.wheelNeedsPassword = false;
    }

    rule etcd => nixos(etcd, select) {
        let me = etcd;
        services.etcd {
            enable = true;
            name = me.name;
            initialCluster = [
                for m in select.peers(etcd).and_self() =>
                    format!("{}=http://{}:{}", m.name, m.addr, m.peerPort)
            ];
            initialClusterState = "new";
            listenPeerUrls = [format!("http://{}:{}", me.addr, me.peerPort)];
            initialAdvertisePeerUrls = [format!("http://{}:{}", me.addr, me.peerPort)];
            listenClientUrls = [format!("http://{}:{}", me.addr, me.clientPort), "http://127.0.0.1:2379"];
            advertiseClientUrls = [format!("http://{}:{}", me.addr, me.clientPort)];
        }
        networking.firewall.allowedTCPPorts = [me.peerPort, me.clientPort];
    }

    assert |select| select.all(etcd).len() % 2 == 1,
        "an even number of members keeps a quorum no longer than one less does";
    assert |select| {
        let left = select.all((etcd, host)).filter(|(_, h)| h.rack != Rack::B).count();
        left * 2 > select.all(etcd).len()
    }, "without rack b there is still a quorum";
    assert etcd => :has(> account), "every member has somebody who can log in";
}
