//! What the messages about `${…}` say to be written, as it compiles, and what it gives.

use nest_tests::emit;
use serde_json::json;

nest_macros::fleet! {
    /// The remedies of `ui/nix-interpolation.rs`.
    pub static RIGHT;

    attr system: System;
    attr note: String = "none";
    trait host {
        requires = [system, note];
        class nixos => nixosConfigurations {
            system = node.system;
            specialArgs = { tag = format!("{}", node.note); };
        };
    }
    trait probe { requires = [note]; }
    a { is = [host]; system = "x86_64-linux"; note = "\x24{pkgs.git}"; }
    for i in 1..=2 { "b-{i}" { is = [host]; system = "x86_64-linux"; } }
    rule host => nixos(host, select) {
        let port = 80;
        a = format!("{}", host.name);
        b = [format!("http://{}:{}/${{HOME}}", host.name, port)];
        c = { d = "${VAR}"; e = format!("{port}"); f = format!("${{port}}"); };
        git = text!("{pkgs.git}/bin/git {{x}}");
        exe = nix!("{ value1 }: \"${lib.getExe pkgs.git} on ${toString value1}\"", value1 = host.name);
        users.users.[host.name].uid = 1;
        hosts.[format!("{}.example.org", host.name)] = true;
        script = text!("{host.name}/${HOME}/${DIR:-${HOME}/{host.name}}/${{host.name}}/\x24{port}");
        if host.name == "no host" { file = path!("hosts/{host.name}.nix"); }
        of = select.all(host).map(|h| format!("on {value}", value = h.name)).collect::<Vec<_>>();
        names = select.all(host).map(|h| set! { name = format!("{}", h.name); }).collect::<Vec<_>>();
        pick = match host.name { text if text == format!("{}", port) => 1, _ => 2 };
        none = select.all(sel!([note = "\x24{host.name}"])).count();
        kept = "\x24{host.name} \u{24}{pkgs.git} $${HOME}";
        "\x24{host.name}" = 1;
    }
    rule host => nixos(host) { asked = format!("{}", host.name); }
    rule host => synth(host) {
        child [format!("{}-probe", host.name)] { is = [probe]; note = "\x24{host.name}"; }
        child other { is = [probe]; note = format!("of {}", host.name); }
    }
    assert host => [note != "\x24{config.note}"], "\x24{host.name} is well";
}

#[test]
fn remedies_give_what_nix_would_and_kept_text_is_as_it_was() {
    let document = emit(&RIGHT).unwrap();
    let module = &document["nixosConfigurations"]["a"]["modules"][0];
    let expected = [
        ("a", json!("a")),
        ("b", json!(["http://a:80/${HOME}"])),
        ("c", json!({ "d": "${VAR}", "e": "80", "f": "${port}" })),
        (
            "git",
            json!({ "_nest": "text", "parts": [{ "_nest": "ref", "path": ["pkgs", "git"] }, "/bin/git {x}"] }),
        ),
        ("hosts", json!({ "a.example.org": true })),
        ("script", json!("a/${HOME}/${DIR:-${HOME}/a}/${host.name}/$80")),
        ("of", json!(["on a", "on b-1", "on b-2"])),
        ("pick", json!(2)),
        ("none", json!(3)),
        ("kept", json!("${host.name} ${pkgs.git} $${HOME}")),
        ("${host.name}", json!(1)),
    ];
    for (name, value) in expected {
        assert_eq!(module[name], value, "{name}");
    }
    assert_eq!(document["nodes"]["a"]["attrs"]["note"], "${pkgs.git}");
    assert_eq!(document["nodes"]["a.a-probe"]["attrs"]["note"], "${host.name}");
}

#[test]
fn what_the_messages_say_is_written_here() {
    let messages = include_str!("../ui/nix-interpolation.stderr");
    let source = include_str!("interpolation.rs");
    let codes = messages.lines().filter(|line| line.ends_with("[nix-interpolation]"));
    let codes: Vec<&str> = codes
        .filter_map(|line| line.split_once("; write `")?.1.split_once('`'))
        .map(|(code, _)| code)
        .collect();
    assert!(codes.len() > 10, "{codes:?}");
    for code in codes {
        assert!(source.contains(code), "{code}");
    }
}
