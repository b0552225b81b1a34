//! Integers as they are written: as large as Nix's, whatever Rust would take them for.

use nest_core::prelude::*;
use nest_tests::emit;
use serde_json::json;

nest_macros::fleet! {
    /// Literals by themselves, and as parts of Rust.
    pub static INTEGERS;

    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    a { is = [host]; }

    rule host => nixos {
        large = 3000000000;
        most = 9_223_372_036_854_775_807;
        least = -9223372036854775808;
        notations = [0xffff_ffff, 0o17, 0b11, -0x8000_0000_0000];
        set = { inside = 5000000000; forced = [mk_before(6000000000)]; };
        own = 80u8;
        sum = 40 + 40;
        from = set! { x = -7000000000; };
        each = [for i in 1..=2 => i * 2];
    }
}

#[test]
fn an_integer_by_itself_is_as_large_as_nix_s() {
    let document = emit(&INTEGERS).unwrap();
    let mut module = document["nixosConfigurations"]["a"]["modules"][0].clone();
    module.as_object_mut().unwrap().remove("_file");
    let before = json!({ "_type": "order", "priority": 500, "content": 6_000_000_000i64 });
    let expected = json!({
        "large": 3_000_000_000i64, "most": i64::MAX, "least": i64::MIN,
        "notations": [4_294_967_295i64, 15, 3, -0x8000_0000_0000i64],
        "set": { "inside": 5_000_000_000i64, "forced": [before] },
        "own": 80, "sum": 80, "from": { "x": -7_000_000_000i64 }, "each": [2, 4],
    });
    assert_eq!(module, expected);
}
