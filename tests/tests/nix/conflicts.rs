//! What the module system says when rules disagree: it names the Rust file, the rule and the node, wherever a module
//! ends.

use crate::evaluator::{check_failure, found};
use nest_tests::emit_into;

nest_macros::fleet! {
    /// Hosts and users on which rules disagree.
    pub static CONFLICTS;

    trait host {
        class nixos => nixosConfigurations { system = "x86_64-linux"; };
        trait user {
            class user => parent.nixos at users.users.[node.name];
            class homeManager => parent.nixos at home-manager.users.[node.name] as module;
        }
    }
    trait named;
    trait misspelt;
    trait homely;

    two-names { is = [host, named]; }
    unknown { is = [host, misspelt]; }
    two-shells { is = [host]; alice { is = [user, named]; } }
    unknown-shell { is = [host]; alice { is = [user, misspelt]; } }
    unknown-home { is = [host]; alice { is = [user, homely]; } }

    rule host & named as left => nixos { networking.hostName = "left"; }
    rule host & named as right => nixos { networking.hostName = "right"; }
    rule host & misspelt as web => nixos { services.ngnix.enable = true; }

    rule user & named as bash => user { shell = "/bin/bash"; }
    rule user & named as zsh => user { shell = "/bin/zsh"; }
    rule user & misspelt as fish => user { shel = "/bin/fish"; }
    rule user & homely as home => homeManager { hme.packages = []; }
}

/// An option of a host fails so, and the message names these rules.
#[track_caller]
fn check(option: &str, message: &str, rules: &[&str]) {
    if !found() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    emit_into(folder.path(), &[&CONFLICTS]).unwrap();
    let (host, option) = option.split_once(' ').unwrap();
    let expression = format!(
        "((import ../../nix).load {{ nixpkgs = import ./nixpkgs.nix; inherit (import ./flakes.nix) home-manager; }} {}/conflicts.json)\
         .nixosConfigurations.{host}.config.{option}",
        folder.path().display()
    );
    let file = "nest-tests/tests/nix/conflicts.rs";
    let places = rules.iter().map(|rule| format!("In `{file}, rule {rule}, node {host}'"));
    let parts: Vec<String> = places.chain([message.to_owned()]).collect();
    check_failure(&expression, &parts.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_conflict_names_both_rules() {
    let message = "The option `networking.hostName' has conflicting definition values";
    check("two-names networking.hostName", message, &["left", "right"]);
}

#[test]
fn an_unknown_option_names_the_rule() {
    check("unknown services.nginx.enable", "The option `services.ngnix' does not exist", &["web"]);
}

#[test]
fn so_they_do_where_modules_were_routed_to_a_parent() {
    let message = "The option `users.users.alice.shell' has conflicting definition values";
    check("two-shells users.users.alice.shell", message, &["bash", "zsh"]);
    let message = "The option `users.users.alice.shel' does not exist";
    check("unknown-shell users.users.alice.shell", message, &["fish"]);
}

#[test]
fn so_they_do_below_an_option_that_takes_whole_modules() {
    let message = "The option `home-manager.users.alice.hme' does not exist";
    check("unknown-home home-manager.users.alice.home", message, &["home"]);
}
