//! Paths that are folders: meant with a `/` at the end, or for the `default.nix` in them.

use nest_tests::{Printed, emit, printed};
use serde_json::json;

mod wrong {
    use nest_core::prelude::*;

    nest_macros::fleet! {
        /// Folders that were to be files.
        pub static WRONG;

        attr folder: String;
        trait host { requires = [folder]; class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
        trait disk { class disk => disks { image = path!("docs"); }; }
        a { is = [host]; folder = "nest-core/src"; }
        d { is = [disk]; }

        rule host as value => nixos { users.motdFile = path!("docs"); }
        rule host as computed => nixos(host) { users.motdFile = path!("{host.folder}"); }
        rule host as argument => nixos { a = nix!("{ file }: file", file = path!("docs")); }
        rule host as conditional => nixos { a = mk_if(true, [path!("docs")]); }
        rule host as imported => nixos { imports = [path!("docs")]; }
        rule host as imported-all => nixos { imports = [path!("docs/")]; }
        rule host as imported-below => nixos(host) {
            home-manager.users.ada.imports = [path!("{host.folder}")];
        }
        rule host as no-folder => nixos { a = path!("README.md/"); }
    }
}

mod fine {
    use nest_core::prelude::*;

    nest_macros::fleet! {
        /// Folders that are meant.
        pub static FINE;

        trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
        a { is = [host]; }

        rule host => nixos {
            imports = [path!("nix"), path!("nix/"), mk_if(true, path!("nix"))];
            home-manager.users.ada.imports = [path!("nix")];
            environment.etc.docs.source = path!("docs/");
            file = path!("nix/default.nix");
        }
    }
}

#[test]
fn a_folder_that_is_not_meant_is_told_where_it_is_named() {
    let named = |path: &str| {
        format!("`{path}` is a folder; name a file in it, or end the path with `/` for all of it")
    };
    let imported = |path: &str| {
        format!(
            "`{path}` is a folder without a `default.nix`, which `imports` would take; create it, or name a file"
        )
    };
    let expected = [
        ("class `disk` of trait `disk`, on `d`", named("docs")),
        ("rule `value`, on `a`", named("docs")),
        ("rule `computed`, on `a`", named("nest-core/src")),
        ("rule `argument`, on `a`", named("docs")),
        ("rule `conditional`, on `a`", named("docs")),
        ("rule `imported`, on `a`", imported("docs")),
        ("rule `imported-all`, on `a`", imported("docs/")),
        ("rule `imported-below`, on `a`", imported("nest-core/src")),
        ("rule `no-folder`, on `a`", "`README.md/` is no file of the workspace".to_owned()),
    ];
    let told = printed(&emit(&wrong::WRONG).unwrap_err());
    for (place, message) in &expected {
        let is_told = |told: &Printed| {
            told.head.starts_with(&format!("error[missing-file]: {message}"))
                && told.note == format!("in {place}")
        };
        assert!(told.iter().any(is_told), "{place}: {message}\n{told:?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:?}");
}

#[test]
fn a_folder_that_is_meant_arrives_as_its_path() {
    let document = emit(&fine::FINE).unwrap();
    let module = &document["nixosConfigurations"]["a"]["modules"][0];
    let path = |path: &str| json!({ "_nest": "path", "path": path });
    let conditional = json!({ "_type": "if", "condition": true, "content": path("nix") });
    assert_eq!(module["imports"], json!([path("nix"), path("nix"), conditional]));
    assert_eq!(module["home-manager"]["users"]["ada"]["imports"], json!([path("nix")]));
    assert_eq!(module["environment"]["etc"]["docs"]["source"], path("docs"));
    assert_eq!(module["file"], path("nix/default.nix"));
}
