//! What Nix interpolates, wherever a text can stand. `tests/interpolation.rs` has what is said here to be written.

nest_macros::fleet! {
    /// One mistake.
    pub static WRONG;

    attr system: System;
    attr note: String = "none";
    trait host { requires = [system, note]; class nixos => nixosConfigurations { system = node.system; specialArgs = { tag = "${node.note}"; }; }; }
    trait probe { requires = [note]; }
    a { is = [host]; system = "x86_64-linux"; }
    for i in 1..=2 { "b-${i}" { is = [host]; system = "x86_64-linux"; note = "${pkgs.git}"; } }
    rule host => nixos(host, select) {
        let port = 80;
        a = "${host.name}";
        b = ["http://${host.name}:${port}/${HOME}"];
        c = { d = "${VAR}"; e = format!("${port}"); };
        git = "${pkgs.git}/bin/git {x}";
        exe = "${lib.getExe pkgs.git} on ${host.name}";
        users.users."${host.name}".uid = 1;
        hosts."${host.name}.example.org" = true;
        script = text!("${host.name}/${HOME}");
        file = path!("hosts/${host.name}.nix");
        of = select.all(host).map(|h| format!("on ${h.name}")).collect::<Vec<_>>();
        names = select.all(host).map(|h| set! { name = "${h.name}"; }).collect::<Vec<_>>();
        pick = match host.name { "${port}" => 1, _ => 2 };
        none = select.all(sel!([note = "${host.name}"])).count();
    }
    rule host => nixos { a = "${host.name}"; }
    rule #a => synth(host) {
        note = "of ${host.name}";
        child "${host.name}-probe" { is = [probe]; }
    }
    assert host => [note != "${config.note}"], "${host.name} is well";
}

fn main() {}
