//! What a mistake looks like. Each file in `ui/` has one kind of mistake and is named for its code, or for what it
//! shows.
//!
//! `TRYBUILD=overwrite cargo test -p nest-tests --test ui` writes the expected messages anew.

#[test]
fn every_mistake_has_its_message() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
