//! Hosts that make their users: nested traits, routes, predicates, synthesis.

fleet! {
    /// Hosts that make their users.
    pub static TEAM;

    attr system: System;
    attr uid: u16;
    attr shell: String = "bash";
    attr port: u16;

    trait host {
        requires = [system];
        class nixos => nixosConfigurations { system = node.system; };

        /// Somebody who works on a host.
        trait user {
            requires = [uid, shell];
            class user => parent.nixos at users.users.[node.name];
            class homeManager => parent.nixos at home-manager.users.[node.name] as module;
        }
    }

    trait person { requires = [uid]; }

    trait vm {
        requires = [port];
        class vm => |select, modules| set! {
            modules = modules;
            peers = select.all(sel!(vm[port >= 1024])).count();
        };
        synth(vm, select) {
            if vm.port > 80 {
                for person in select.all(person) {
                    child [person.name] from person { is = [user]; }
                }
            }
            child deploy-bot {
                is = [host::user];
                uid = 999;
                shell = "nologin";
            }
            match vm.port {
                80 => { uid = 1; }
                other => { uid = other; }
            }
        }
    }

    prod {
        system = "x86_64-linux";
        alpha { is = [host, vm]; port = 8080; ada { is = [user]; uid = 7; } }
        eve { is = [person]; uid = 8; }
    }

    rule host as team => nixos { users.mutableUsers = false; }
    rule user:when(|user, host| user.uid < 1000 && host.name == "alpha") => user(user) { uid = user.uid; }
    rule user => homeManager(host::user) { home.username = user.name; }
    rule host {
        nixos { networking.useDHCP = true; }
        synth(node) { let name = node.name; child [format!("{name}-root")] { is = [user]; uid = 0; } }
    }
}
