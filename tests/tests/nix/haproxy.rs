//! Text in options is what programs read that know nothing of Nix: haproxy itself, and the form of a hosts file.

use crate::evaluator::is_found;
use fleets::{FLEET_DEMO, MULTI_ENV, MULTI_ENV_SCOPED, REGIONS};
use nest_core::Fleet;
use nest_tests::emit;
use std::fs;
use std::net::IpAddr;
use std::process::Command;

/// The text at a path below a module, of every host that has it. One module at most gives it to each.
fn texts(fleet: &Fleet<'static>, path: &str) -> Vec<(String, String)> {
    let document = emit(fleet).unwrap();
    let hosts = document["nixosConfigurations"].as_object().unwrap();
    let mut texts = Vec::new();
    for (name, host) in hosts {
        let modules = host["modules"].as_array().unwrap();
        let text = modules.iter().filter_map(|module| module.pointer(path)?.as_str());
        texts.extend(text.map(|text| (name.clone(), text.to_owned())));
    }
    texts
}

#[test]
fn haproxy_takes_its_configuration() {
    if !is_found("haproxy", "-v", "haproxy") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("haproxy.conf");
    for (fleet, count) in [(&MULTI_ENV, 1), (&MULTI_ENV_SCOPED, 1), (&FLEET_DEMO, 1), (&REGIONS, 3)] {
        let texts = texts(fleet, "/services/haproxy/config");
        assert_eq!(texts.len(), count, "of {}", fleet.name());
        for (host, text) in texts {
            // As NixOS writes it: after a section of its own, and with a newline at the end.
            let socket = "/run/haproxy/haproxy.sock mode 600 expose-fd listeners level user";
            fs::write(&path, format!("global\n  stats socket {socket}\n\n{text}\n")).unwrap();
            let ran = Command::new("haproxy").arg("-c").arg("-f").arg(&path).output().unwrap();
            let said = String::from_utf8_lossy(&ran.stderr);
            // That there are no timeouts, it only warns of.
            assert!(ran.status.success(), "{host} of {}: {said}\n{text}", fleet.name());
        }
    }
}

/// A line of a hosts file: an address, and the names that it has.
fn entry(line: &str) -> Result<Option<(IpAddr, Vec<&str>)>, String> {
    let (line, _) = line.split_once('#').unwrap_or((line, ""));
    let mut words = line.split_ascii_whitespace();
    let Some(address) = words.next() else { return Ok(None) };
    let address = address.parse().map_err(|_| format!("`{address}` is no address"))?;
    let names: Vec<&str> = words.collect();
    let is_label = |label: &str| {
        let (first, last) = (label.chars().next(), label.chars().last());
        label.len() <= 63
            && first.is_some_and(|c| c.is_ascii_alphanumeric())
            && last.is_some_and(|c| c.is_ascii_alphanumeric())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    match names.iter().find(|name| !name.split('.').all(is_label)) {
        Some(name) => Err(format!("`{name}` is no host name")),
        None if names.is_empty() => Err(format!("`{address}` has no name")),
        None => Ok(Some((address, names))),
    }
}

#[test]
fn a_hosts_file_is_read_as_one() {
    let address = "10.0.1.1".parse().unwrap();
    let both = vec!["web", "web.example.org"];
    assert_eq!(entry("10.0.1.1 web\tweb.example.org # the first"), Ok(Some((address, both))));
    assert_eq!((entry(""), entry("# nothing")), (Ok(None), Ok(None)));
    for line in
        ["10.0.1.300 web", "10.0.1.1", "10.0.1.1 web_1", "10.0.1.1 -web", "web 10.0.1.1", "10.0.1.1 a..b"]
    {
        assert!(entry(line).is_err(), "{line}");
    }
}

#[test]
fn extra_hosts_are_lines_of_a_hosts_file() {
    for fleet in [&MULTI_ENV, &MULTI_ENV_SCOPED, &FLEET_DEMO] {
        let texts = texts(fleet, "/networking/extraHosts");
        assert_eq!(texts.len(), 4, "of {}", fleet.name());
        let document = emit(fleet).unwrap();
        let nodes: Vec<_> = document["nodes"].as_object().unwrap().values().collect();
        for (host, text) in texts {
            for line in text.lines() {
                let (address, names) = entry(line).unwrap().unwrap();
                let node = nodes.iter().find(|node| node["name"] == names[0]).unwrap();
                assert_eq!(node["attrs"]["addr"], address.to_string(), "{host} of {}: {line}", fleet.name());
                assert_ne!(names[0], host);
            }
        }
    }
}
