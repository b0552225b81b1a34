//! Where the modules of a class go.

use nest_core::prelude::*;
use nest_core::{Configuration, Resolved};
use nest_macros::{fleet, set};
use nest_tests::{emit, resolve};

/// The modules of the configuration of a name: each with the rule that it comes from.
fn modules(resolved: &Resolved, name: &str) -> Vec<(String, NixValue)> {
    let configuration: Configuration = resolved.configurations().find(|c| c.name() == name).unwrap();
    let evaluated = configuration.evaluate().unwrap();
    let named = |module: nest_core::Module| {
        let rule = module.file.split(", rule ").nth(1).unwrap().to_owned();
        (rule, NixValue::Set(module.set))
    };
    evaluated.modules.into_iter().map(named).collect()
}

mod four_forms {
    use super::*;

    fleet! {
        pub static FORMS;
        attr system: System = "x86_64-linux";

        trait host {
            requires = [system];
            class nixos => nixosConfigurations { system = node.system; };
            /// A container, whose options are the host's.
            trait container { class nixos => parent.nixos; }
            trait user {
                class user => parent.nixos at users.users.[node.name];
                class homeManager => parent.nixos at home-manager.users.[node.name] as module;
            }
        }

        alpha {
            is = [host];
            ada { is = [user]; }
            proxy { is = [container]; }
            "bob.b" { is = [user]; }
        }

        rule user as users => user(host) { isNormalUser = true; description = format!("of {}", host.name); }
        rule user as homes => homeManager(node) { home.username = node.name; }
        rule container as containers => nixos { services.nginx.enable = true; }
        rule host as hosts => nixos { networking.hostName = "alpha"; }
    }
}

#[test]
fn a_node_has_its_own_modules_first_then_those_of_its_children_in_document_order() {
    let resolved = resolve(&four_forms::FORMS).unwrap();
    let user = |name: &str| {
        set! { users.users.[name] { isNormalUser = true; description = "of alpha"; } }
    };
    let found = modules(&resolved, "alpha");
    let rules: Vec<&str> = found.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, ["hosts", "users", "homes", "containers", "users", "homes"]);
    assert_eq!(found[0].1, set! { networking.hostName = "alpha"; });
    assert_eq!(found[1].1, user("ada"));
    assert_eq!(found[3].1, set! { services.nginx.enable = true; });
    assert_eq!(found[4].1, user("bob.b"));
}

#[test]
fn what_arrives_as_a_module_keeps_its_place() {
    let document = emit(&four_forms::FORMS).unwrap();
    let modules = &document["nixosConfigurations"]["alpha"]["modules"];
    let homes: Vec<_> =
        modules.as_array().unwrap().iter().filter(|module| !module["home-manager"].is_null()).collect();
    assert_eq!(homes.len(), 2, "{modules:#}");
    let text = homes[0].to_string();
    assert_eq!(text.matches("_file").count(), 2, "{text}");
    assert_eq!(text.matches(", rule homes").count(), 2, "{text}");
}

mod chain {
    use super::*;

    fleet! {
        pub static CHAIN;

        trait outer { class nixos => nixosConfigurations; }
        trait inner { class nixos => parent.nixos at containers.[node.name].config as module; }
        trait user { class user => parent.nixos at users.users.[node.name]; }

        big {
            is = [outer];
            rack { small { is = [inner]; ada { is = [user]; } } }
        }

        rule user as first => user(inner, outer) { home = format!("/{}/{}", outer.name, inner.name); }
        rule user as second => user { isNormalUser = true; }
        rule inner => nixos { boot.isContainer = true; }
    }
}

#[test]
fn routes_are_followed_from_node_to_node() {
    let resolved = resolve(&chain::CHAIN).unwrap();
    assert_eq!(resolved.configurations().count(), 1);
    let found = modules(&resolved, "big");
    let rules: Vec<&str> = found.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, ["inner", "first", "second"]);
    let document = emit(&chain::CHAIN).unwrap();
    let first = &document["nixosConfigurations"]["big"]["modules"][1];
    // The container's own configuration is a module by itself, and the user a part of it.
    let inside = &first["containers"]["small"]["config"]["config"];
    assert_eq!(inside["users"]["users"]["ada"]["home"], "/big/small", "{first}");
}

mod several_entities {
    use super::*;

    fleet! {
        pub static SEVERAL;

        trait host { class nixos => nixosConfigurations; }
        trait standalone { class homeManager => homeConfigurations; }
        trait user { class user => parent.nixos at users.users.[node.name]; }

        alpha { is = [host]; ada { is = [user, standalone]; } }

        rule user as both {
            user { isNormalUser = true; }
            homeManager { programs.git.enable = true; }
        }
    }
}

#[test]
fn each_class_of_a_node_goes_its_own_way() {
    let resolved = resolve(&several_entities::SEVERAL).unwrap();
    let outputs: Vec<String> =
        resolved.configurations().map(|c| format!("{}.{}", c.output(), c.name())).collect();
    assert_eq!(outputs, ["nixosConfigurations.alpha", "homeConfigurations.ada"]);
    assert_eq!(modules(&resolved, "alpha")[0].1, set! { users.users.ada.isNormalUser = true; });
    assert_eq!(modules(&resolved, "ada")[0].1, set! { programs.git.enable = true; });
}

mod closures {
    use super::*;

    fleet! {
        pub static CLOSURES;
        attr port: u16;

        trait vm {
            requires = [port];
            class disk => |select, modules| set! {
                count = modules.len();
                peers = select.peers(vm).map(|vm| vm.name).collect::<Vec<_>>();
                all = modules;
            };
            class plan => |modules| u8::try_from(node.port)? + u8::try_from(modules.len())?;
            class name => || node.name;
        }

        one { is = [vm]; port = 80; }
        two { is = [vm]; port = 300; }

        rule vm as sizes => disk(vm) { size = vm.port; }
        rule #two as more => disk { more = true; }
    }
}

#[test]
fn a_closure_makes_anything_of_the_modules_and_is_output_by_the_name_of_its_class() {
    let resolved = resolve(&closures::CLOSURES).unwrap();
    let evaluated = |output: &str, name: &str| {
        let configuration = resolved.configurations().find(|c| c.output() == output && c.name() == name);
        configuration.unwrap().evaluate()
    };
    let two = evaluated("disk", "two").unwrap();
    assert!(two.modules.is_empty());
    let file = |rule: &str| format!("{}, rule {rule}", closures::CLOSURES.declared.own_file());
    let expected = set! {
        count = 2;
        peers = ["one"];
        all = [{ "_file" = file("sizes"); size = 300; }, { "_file" = file("more"); more = true; }];
    };
    assert_eq!(two.data, Some(expected));
    assert_eq!(evaluated("plan", "one").unwrap().data, Some(80.into_nix()));
    assert_eq!(evaluated("name", "one").unwrap().data, Some("one".into_nix()));
    let failed = evaluated("plan", "two").unwrap_err();
    assert!(failed[0].to_string().contains("out of range"), "{}", failed[0]);
}

mod lost {
    use super::*;

    fleet! {
        pub static LOST;

        trait host { class nixos => nixosConfigurations; }
        trait team { synth { child ada { is = [user]; } } }
        trait user { class user => parent.nixos at users.users.[node.name]; }

        alpha { is = [host, team]; }
        beta { is = [team]; }

        rule user => user { isNormalUser = true; }
    }
}

#[test]
fn a_node_that_is_made_where_its_class_leads_nowhere_is_told() {
    assert_eq!(
        resolve(&lost::LOST).unwrap_err(),
        "`beta.ada` has class `user`, which goes to class `nixos` of a node above, and none above has it; put it \
         below one that has [lands-nowhere]"
    );
}
