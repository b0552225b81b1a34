//! Names of options that are Rust's own words.

use nest_core::nix::mk_merge;
use nest_tests::emit;
use serde_json::{Value, json};

/// A fleet whose one rule assigns each of these words, in every place where an option's name can stand.
macro_rules! assigns {
    ($($word:tt)*) => {
        const WORDS: &[&str] = &[$(stringify!($word)),*];

        nest_macros::fleet! {
            /// One host.
            pub static WORDED;

            trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
            a { is = [host]; }

            rule host as alone => nixos { $($word = 1;)* }
            rule host as divided => nixos { $($word.x = 1;)* }
            rule host as hyphened => nixos { $($word-x = 1; $word-y { x = 1; } $word.y { x = 1; })* }
            rule host as within => nixos {
                list = [{ $($word = 1;)* }];
                block { $($word = 1;)* }
                if true { branch { $($word = 1;)* } }
                for name in ["looped"] { [name] { $($word = 1;)* } }
                value = mk_merge([{ $($word = 1;)* }]);
            }
        }
    };
}

assigns! {
    as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let
    loop macro match mod move mut override priv pub ref return self Self static struct super trait true try type typeof
    union unsafe unsized use virtual where while with yield
}

fn module(rule: usize) -> Value {
    emit(&WORDED).unwrap()["nixosConfigurations"]["a"]["modules"][rule].clone()
}

#[test]
fn a_word_of_rust_is_an_option_s_name_before_its_value() {
    for word in WORDS {
        assert_eq!(module(0)[word], 1, "{word}");
        assert_eq!(module(1)[word], json!({ "x": 1 }), "{word}");
        assert_eq!(module(2)[&format!("{word}-x")], 1, "{word}");
        assert_eq!(module(2)[&format!("{word}-y")], json!({ "x": 1 }), "{word}");
        assert_eq!(module(2)[word], json!({ "y": { "x": 1 } }), "{word}");
    }
}

#[test]
fn so_it_is_in_sets_blocks_and_branches() {
    let all: Value = WORDS.iter().map(|word| ((*word).to_owned(), json!(1))).collect();
    let within = module(3);
    for (place, found) in [
        ("list", &within["list"][0]),
        ("block", &within["block"]),
        ("branch", &within["branch"]),
        ("looped", &within["looped"]),
        ("value", &within["value"]["contents"][0]),
    ] {
        assert_eq!(*found, all, "{place}");
    }
}

mod braced {
    nest_macros::fleet! {
        /// Words of Rust before braces.
        pub static BRACED;

        trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
        a { is = [host]; }

        rule host => nixos {
            for { x = 1; }
            let { x = 1; }
            fn { x = 1; }
            static { x = 1; }
            type { x = 1; }
            continue { x = 1; }
            let mut rounds = 0;
            loop { rounds += 1; if rounds > 2 { break; } [format!("round-{rounds}")] = rounds; }
            match rounds { 3 => { matched = true; } _ => {} }
        }
    }
}

#[test]
fn before_braces_it_is_one_where_rust_begins_otherwise() {
    let mut module = emit(&braced::BRACED).unwrap()["nixosConfigurations"]["a"]["modules"][0].clone();
    module.as_object_mut().unwrap().remove("_file");
    let block = json!({ "x": 1 });
    assert_eq!(
        module,
        json!({
            "for": block, "let": block, "fn": block, "static": block, "type": block, "continue": block,
            "round-1": 1, "round-2": 2, "matched": true,
        })
    );
}
