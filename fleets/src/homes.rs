//! Homes: home-manager inside NixOS, and home-manager by itself, from the same rules.

use nest_macros::fleet;

fleet! {
    /// A desktop whose users' home-manager modules go into its own configuration, and a home on a machine that is not
    /// NixOS.
    pub static HOMES;

    attr system: System;
    attr fullName: String;
    attr email: String;
    attr editor: "neovim" | "helix" = "neovim";

    /// An entity: becomes a NixOS system.
    trait host {
        requires = [system];
        class nixos => nixosConfigurations { system = node.system; };

        /// An account, and the home that belongs to it.
        trait user {
            needs = [person];
            class user => parent.nixos at users.users.[node.name];
            class homeManager => parent.nixos at home-manager.users.[node.name] as module;
        }
    }

    /// An entity: a home by itself, for `home-manager switch`.
    trait home {
        needs = [person];
        requires = [system];
        class homeManager => homeConfigurations { system = node.system; };
    }

    trait person { requires = [fullName, email, editor]; }

    /// Joins whoever writes code.
    trait shell { needed_by = developer; }
    trait developer;

    studio {
        system = "x86_64-linux";

        desk {
            is = [host];
            ada   { is = [user, developer]; fullName = "Ada"; email = "ada@example.org"; }
            grace { is = [user]; fullName = "Grace"; email = "grace@example.org"; editor = "helix"; }
        }
    }

    laptops {
        system = "aarch64-linux";

        linus { is = [home, developer]; fullName = "Linus"; email = "linus@example.org"; }
    }

    rule host => nixos(host) {
        networking.hostName = host.name;
        system.stateVersion = "25.11";
    }

    /// One rule for the whole of home-manager inside NixOS: it is there where somebody uses it.
    rule host:has(> user) as home-manager => nixos {
        home-manager { useGlobalPkgs = true; useUserPackages = true; }
    }

    rule user => user(person) {
        isNormalUser = true;
        description = person.fullName;
    }

    rule person => homeManager(person) {
        home {
            username = person.name;
            homeDirectory = format!("/home/{}", person.name);
            stateVersion = "25.11";
        }
    }

    rule developer => homeManager(person) {
        programs.git {
            enable = true;
            settings.user { name = person.fullName; email = person.email; }
        }
    }

    rule shell => homeManager { programs.zsh.enable = true; programs.direnv.enable = true; }

    rule person => homeManager(person) {
        match person.editor {
            Editor::Neovim => { programs.neovim { enable = true; defaultEditor = true; } }
            Editor::Helix => { programs.helix { enable = true; defaultEditor = true; } }
        }
    }

    /// A login shell has to be one of the system's too.
    rule host:has(shell) as login-shell => nixos { programs.zsh.enable = true; }
}
