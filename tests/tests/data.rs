//! Nodes from files: the same as if they were written, with places in the files; and a file that is edited is read again.

use nest_core::{Node, Resolved};
use nest_tests::alone::package;
use nest_tests::resolve;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A fleet with some nodes.
macro_rules! fleet_of {
    ($module:ident { $($nodes:tt)* }) => {
        mod $module {
            use nest_core::prelude::*;
            nest_macros::fleet! {
                /// Three hosts.
                pub static HOSTS;
                attr addr: unique IpAddr;
                trait host {
                    requires = [addr];
                    class nixos => nixosConfigurations { system = "x86_64-linux"; };
                }
                trait web;
                trait backup;
                prod { $($nodes)* }
                rule web => nixos(web) { networking.hostName = web.name; }
                rule backup => nixos(select) { peers = [for host in select.others(web) => host.name]; }
            }
        }
    };
}

fleet_of!(hand {
    web-1 { is = [host, web]; addr = "10.0.1.1"; }
    web-2 { is = [host, web, backup]; addr = "10.0.1.2"; }
    db-1 { is = [host, backup]; addr = "10.0.1.10"; }
});
fleet_of!(csv {
    nodes from "inventory/hosts.csv" as host { name = hostname; is = roles; addr = ip; _ = comment; }
});
fleet_of!(json { nodes from "inventory/hosts.json" as host; });
fleet_of!(toml { nodes from "inventory/hosts.toml" as host; });

/// Every node with all that is said of it.
fn nodes(resolved: &Resolved<'_>) -> Vec<String> {
    let said = |node: Node| {
        format!(
            "{} {:?} {:?}",
            node.path(),
            node.traits().collect::<Vec<_>>(),
            node.attrs().collect::<Vec<_>>()
        )
    };
    resolved.nodes().map(said).collect()
}

#[test]
fn a_file_gives_the_nodes_that_could_be_written_by_hand() {
    let hand = nodes(&resolve(&hand::HOSTS).unwrap());
    assert_eq!(hand.len(), 3);
    for fleet in [&csv::HOSTS, &json::HOSTS, &toml::HOSTS] {
        assert_eq!(nodes(&resolve(fleet).unwrap()), hand, "{}", fleet.declared.ident);
    }
}

#[test]
fn a_node_stands_where_the_file_has_its_name() {
    for (fleet, file, lines) in [
        (&csv::HOSTS, "nest-tests/inventory/hosts.csv", [2, 3, 4]),
        (&json::HOSTS, "nest-tests/inventory/hosts.json", [2, 3, 4]),
        (&toml::HOSTS, "nest-tests/inventory/hosts.toml", [2, 7, 12]),
    ] {
        let resolved = resolve(fleet).unwrap();
        let places: Vec<_> = resolved.nodes().map(|node| node.place()).collect();
        assert_eq!(places.iter().map(|place| place.line).collect::<Vec<_>>(), lines, "{file}");
        assert!(places.iter().all(|place| fleet.declared.file(*place) == file), "{file}");
    }
}

#[test]
fn the_page_shows_the_files_as_they_are() {
    let page = include_str!("../../docs/data.md");
    for file in ["inventory/hosts.csv", "inventory/wrong.csv"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        assert!(page.contains(&format!("$ cat {file}\n{text}```")), "{file}");
    }
}

/// Whether a package compiles, and what is said of it.
fn checked(folder: &Path) -> (bool, String) {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["check", "--offline", "--quiet"]).current_dir(folder).env_remove("CARGO_MANIFEST_DIR");
    cargo.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("data"));
    let output = cargo.output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

/// A table of 5,000 hosts, the last at that address.
fn write(file: &Path, addr: &str) {
    let rows: String = (1..5_000).map(|i| format!("web-{i},10.1.{}.{}\n", i / 250, i % 250)).collect();
    fs::write(file, format!("name,addr\n{rows}last,{addr}\n")).unwrap();
}

#[test]
fn an_edit_of_the_file_is_seen_by_the_next_build() {
    let folder = tempfile::tempdir().unwrap();
    let source = r#"
        use nest_core::prelude::*;
        nest_macros::fleet! {
            pub static LARGE;
            attr addr: unique IpAddr;
            trait host { requires = [addr]; class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
            nodes from "hosts.csv" as host;
        }
    "#;
    package(folder.path(), "inventory", source).unwrap();
    let file = folder.path().join("hosts.csv");
    write(&file, "10.2.0.1");
    assert_eq!(checked(folder.path()), (true, String::new()));
    write(&file, "10.2.0.256");
    let (is_right, said) = checked(folder.path());
    let wrong = "error: `\"10.2.0.256\"` is not of type `IpAddr` (line 5001 of `hosts.csv`, field `addr`) [mistyped-value]";
    assert!(!is_right && said.contains(wrong) && said.contains("lib.rs:7:24"), "{said}");
    assert_eq!(said.matches("error: ").count(), 2, "{said}");
    write(&file, "10.1.0.1");
    let (is_right, said) = checked(folder.path());
    let wrong = "error: `last` and `web-1` (line 2) both have addr \"10.1.0.1\", and `addr` is unique; change one (line 5001 \
                 of `hosts.csv`, field `addr`) [not-unique]";
    assert!(!is_right && said.contains(wrong), "{said}");
    write(&file, "10.2.0.2");
    assert_eq!(checked(folder.path()), (true, String::new()));
}
