//! Traits inside traits: a name with those around it, and nothing else.

use nest_core::prelude::*;
use nest_macros::fleet;
use nest_tests::{matched, resolve};

mod one_of_a_name {
    use super::*;

    fleet! {
        pub static USERS;
        attr shell: String = "bash";

        /// A machine.
        trait host {
            class nixos => nixosConfigurations;
            /// Somebody who works on it.
            trait user {
                requires = [shell];
                /// And looks after it.
                trait admin { needs = [host::user]; }
            }
        }
        trait monitoring { needed_by = user; }

        alpha {
            is = [host];
            ada { is = [host::user]; }
            bob { is = [admin]; shell = "zsh"; }
        }

        rule host:has(user) as users => nixos(select) {
            users.names = select.children(user).map(|u| u.name).collect::<Vec<_>>();
            users.shells = select.children(user).map(|u| u.shell).collect::<Vec<_>>();
            users.admins = select.children(admin).count();
        }
    }
}

mod several_of_a_name {
    use super::*;

    fleet! {
        pub static SHARED;

        trait host {
            class nixos => nixosConfigurations;
            trait user;
        }
        trait vm { trait user; }

        alpha {
            is = [host];
            ada { is = [host::user]; }
            bob { is = [vm::user]; }
        }

        rule host:has(vm::user) as both => nixos(select) {
            users.host = select.children(host_user).map(|u| u.name).collect::<Vec<_>>();
            users.vm = select.children(vm_user).map(|u| u.name).collect::<Vec<_>>();
        }
    }
}

mod as_arguments {
    use super::*;

    fleet! {
        pub static ARGUMENTS;

        trait host {
            class nixos => nixosConfigurations;
            trait guest { class nixos => nixosConfigurations; }
        }
        trait vm { trait guest { class nixos => nixosConfigurations; } trait disk; }

        alpha { is = [host::guest, disk]; }
        beta { is = [vm::guest, disk]; }

        rule host::guest as path => nixos(host::guest) { name = host_guest.name; }
        rule vm::guest as other => nixos(vm::guest, vm::disk) { name = vm_guest.name; disk = disk.name; }
        rule vm::guest as short => nixos(disk) { other = disk.name; }
    }
}

#[test]
fn a_nested_trait_is_found_by_its_path_and_by_its_last_part() {
    use one_of_a_name::USERS;
    let resolved = resolve(&USERS).unwrap();
    let names: Vec<&str> = USERS.declared.traits.iter().map(|declared| declared.name).collect();
    assert_eq!(names, ["host", "host::user", "host::user::admin", "monitoring"]);
    assert_eq!(USERS.declared.traits[1].doc, "Somebody who works on it.");
    let traits = |at: usize| {
        let node = resolved.nodes().nth(at).unwrap();
        node.traits().map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(traits(0), ["host"]);
    assert_eq!(traits(1), ["host::user", "monitoring"]);
    assert_eq!(traits(2), ["host::user::admin", "host::user", "monitoring"]);
    let alpha = resolved.configurations().next().unwrap().evaluate().unwrap();
    let expected = nest_macros::set! {
        users { names = ["ada", "bob"]; shells = ["bash", "zsh"]; admins = 1; }
    };
    assert_eq!(NixValue::Set(alpha.modules[0].set.clone()), expected);
}

#[test]
fn traits_that_share_a_last_part_go_by_their_paths_in_rust() {
    use several_of_a_name::SHARED;
    let resolved = resolve(&SHARED).unwrap();
    let alpha = resolved.configurations().next().unwrap().evaluate().unwrap();
    let expected = nest_macros::set! { users { host = ["ada"]; vm = ["bob"]; } };
    assert_eq!(NixValue::Set(alpha.modules[0].set.clone()), expected);
}

#[test]
fn an_argument_is_called_as_the_item_of_its_trait() {
    use as_arguments::ARGUMENTS;
    assert_eq!(matched(&ARGUMENTS, "path").unwrap(), ["alpha"]);
    assert_eq!(matched(&ARGUMENTS, "other").unwrap(), ["beta"]);
    assert_eq!(matched(&ARGUMENTS, "short").unwrap(), ["beta"]);
}

mod referred_to {
    use super::*;

    fleet! {
        pub static OWNED;

        attr owner: node(host::user);
        attr backup: node(vm::user)?;
        trait host { class nixos => nixosConfigurations; trait user; }
        trait vm { requires = [owner, backup?]; needs = [host]; trait user; }

        people { ada { is = [host::user]; } bob { is = [vm::user]; } }
        a { is = [vm]; owner = #ada; backup = #bob; }

        rule vm => nixos(vm) { owner = vm.owner.name; backup = vm.backup.map(|user| user.name); }
    }
}

#[test]
fn a_reference_to_one_of_several_traits_of_a_name_is_its_view() {
    let resolved = resolve(&referred_to::OWNED).unwrap();
    let alpha = resolved.configurations().next().unwrap().evaluate().unwrap();
    let expected = nest_macros::set! { owner = "ada"; backup = "bob"; };
    assert_eq!(NixValue::Set(alpha.modules[0].set.clone()), expected);
}
