//! What a fleet promises of itself.

use nest_core::prelude::*;
use nest_tests::{emit, printed, resolve};

nest_macros::fleet! {
    /// All promises are kept.
    pub static KEPT;

    attr port: u16;
    trait host { class nixos => nixosConfigurations; }
    trait web { requires = [port]; }

    a { is = [host, web]; port = 80; }
    b { is = [host, web]; port = 81; }

    assert web => [port < 1024], "low ports only";
    assert web, [port = 80] => host, "lists may have commas";
    assert |select| select.all(web).len() == 2, "there are two";
    assert |select| select.all(web).fold(0, |sum, web| sum + web.port) == 161, "a comma, in a closure";
    assert || u16::MAX > 1, "needs no argument";
}

mod broken {
    nest_macros::fleet! {
        /// Some are not, and only Rust can tell.
        pub static BROKEN;

        attr port: u16;
        trait host { class nixos => nixosConfigurations; }
        trait web { requires = [port]; }

        a { is = [host, web]; port = 80; }

        assert |select| select.all(web).len() >= 2, "one server is none";
        assert |select| select.one(host).is_ok(), "this holds";
        assert |select| select.all(web).any(|web| [0u16; 1][usize::from(web.port)] > 0), "this panics";
    }
}

#[test]
fn a_fleet_that_keeps_its_promises_resolves() {
    assert_eq!(resolve(&KEPT).unwrap().nodes().count(), 2);
}

#[test]
fn a_broken_promise_is_told_when_the_fleet_is_resolved() {
    let error = emit(&broken::BROKEN).unwrap_err();
    let line = |i: usize| broken::BROKEN.declared.assertions[i].place.line as usize;
    let told = printed(&error).into_iter().map(|told| (told.line, told.column, told.head));
    let expected = [
        (line(0), 9, "error[broken-assertion]: \"one server is none\" does not hold".to_owned()),
        (
            line(2),
            51,
            "error[body-failed]: it panicked: index out of bounds: the len is 1 but the index is 80"
                .to_owned(),
        ),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn a_promise_of_selectors_names_the_nodes() {
    let mut fleet: Fleet = KEPT.clone();
    let nest_core::model::Claim::Each(of, _) = fleet.declared.assertions[0].claim.clone() else { panic!() };
    let nothing = nest_core::selector::Selector { any: nest_core::model::Table::EMPTY };
    fleet.declared.assertions.to_mut()[0].claim = nest_core::model::Claim::Each(of, nothing);
    let error = resolve(&fleet).map(drop).unwrap_err();
    assert_eq!(error, "\"low ports only\" does not hold for `a` and `b` [broken-assertion]");
}
