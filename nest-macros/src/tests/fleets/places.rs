//! A text in every place where one can stand.

fleet! {
    /// A text in every place where one can stand: "quotes".
    pub static PLACES;

    attr system: System = "x86_64-linux";
    attr env: "prod" | "staging";
    attr note: String = "none";
    attr tags: [String] = ["a", "b"];
    attr labels: { String: String } = { "k" = "v"; };
    attr peer: node(host)?;

    trait host {
        requires = [system, note];
        class nixos => nixosConfigurations {
            system = "x86_64-linux";
            specialArgs = { "zone" = "eu"; list = ["x"]; };
        };
        class vm => |select, modules| set! { "count" = modules.len(); of = "vm"; };
        synth(host, select) {
            let env = "plain";
            if select.all(host).count() > 9 {
                note = "made";
                tags = ["one", "two"];
                labels = { "key" = "value"; };
            }
            child "agent" { is = [agent]; note = "for an agent"; }
            for web in select.all(host) {
                child [format!("{}-probe", web.name)] { is = [agent]; note = env.replace("a", "b"); }
            }
        }
    }
    trait agent {
        needed_by = host > [note = "agent"];
        requires = [note];
        class part => parent.nixos at parts."all".[format!("{}-x", node.name)];
    }

    prod {
        note = "everything";
        tags = ["first", "second"];
        labels = { "rack" = "three"; };
        "quoted-name" { is = [host]; note = "quoted"; }
        a { is = [host]; peer = #("quoted-name"); nixos(host) { motd = "of a node"; x."y" = host.name; } }
    }
    for zone in ["eu", "us"] {
        for i in 1..=2 {
            "web-{zone}-{i}" { is = [host]; note = "in {zone}"; tags = ["{i}"]; }
        }
    }

    rule [note = "quoted"] as "by note" => nixos { x = 1; }
    rule #("quoted-name"), host:not([note ^= "z"]):when(|host| host.name != "b") => nixos { y = 2; }
    rule host:not(:within([env = "prod"])):not(:has([note = "x"])) { nixos { z = 3; } }

    rule host => nixos(host, select, node) {
        let port = 80;
        let greeting = "hello";
        const LIMIT: &str = "100";
        /// A comment on a function: "quotes".
        fn shout(text: &str) -> String { text.replace("a", "A") }
        text = "plain";
        a."b".c = "d";
        virtualHosts."example.org" { root = "/srv"; serverAliases = ["www", "mail"]; };
        set = { "key" = "value"; nested = { deeper = ["x", { "y" = "z"; }]; }; };
        each = [for w in select.all(host) => { "name" = "w"; value = [w.name, "v"]; }];
        each-text = [for w in select.all(sel!([note = "x"])) => "text"];
        users.users."ada".uid = 1;
        users.users.["bob"].uid = 2;
        forced = mk_force("f");
        either = mk_if(config.services."nginx".enable, { "on" = "yes"; });
        merged = mk_merge([{ a = "1"; }, { b = "2"; }]);
        file = path!("hosts/one.nix");
        named-file = path!("hosts/{host.name}.nix");
        script = text!("{pkgs.git}/bin/git --port={port}");
        shown = text!("plain {greeting.replace(\"e\", \"a\")}");
        computed = nix!("{ port, name }: port", port = "80", name = { "a" = "b"; });
        secret = config.sops.secrets."gitea/db".path;
        formatted = format!("of {}", host.name);
        formatted-again = format!("of {port} {}", "x");
        called = shout("abc");
        chained = "abc".to_uppercase();
        closure = select.all(host).map(|w| format!("{} {}", w.name, "w")).collect::<Vec<_>>();
        inner = select.all(host).map(|w| set! { "n" = "m"; name = w.name; list = ["l"]; }).collect::<Vec<_>>();
        block = ({ let inside = "inside"; inside.len() });
        matched = match host.name { "a" => "first", "b" | "c" => "other", name => name.trim_matches("x") };
        many = vec!["a", "b"];
        if let Some(first) = select.all(host).find(|w| w.name == "a") {
            found."name" = "found";
            found."x" = first.name;
        }
        for (i, name) in ["x", "y"].iter().enumerate() {
            numbered.[name] = { index = i; "of" = "list"; };
        }
        match node.name {
            "a" => { is-a = "yes"; }
            "b" | "c" if host.name == "d" => { is-b = "perhaps"; }
            other => { is-other = "no"; }
        }
        while port > 100 { a."x" = "y"; }
        println!("{} {}", greeting, "limited");
    }

    assert host => [note != "bad"], "hosts have good notes";
    assert |select| select.all(host).all(|h| h.note != "worse"), "no note is worse";

    output "dns"(select) {
        "zone" = "example.org";
        records = [for h in select.all(host) => { name = h.name; kind = "A"; }];
    }
}
