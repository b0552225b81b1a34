//! A panic of the fleet's code is told once, by us, and the process's own hook is left as it was.
//!
//! A process has one hook: this is one test.

use nest_tests::{emit, printed};
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

nest_macros::fleet! {
    /// A body that panics, while another thread does too, whose panic is nobody's to catch.
    pub static PANICS;

    trait host { class nixos => nixosConfigurations; }
    for i in 1..=3 { web-[i] { is = [host]; } }
    rule host => nixos(node) {
        let _ = std::thread::spawn(|| panic!("elsewhere")).join();
        let names: [&str; 0] = [];
        a = names[node.name.len()];
    }
}

#[test]
fn a_panic_is_told_once_and_the_hook_is_put_back() {
    static HEARD: AtomicUsize = AtomicUsize::new(0);
    panic::set_hook(Box::new(|_| {
        let _ = HEARD.fetch_add(1, Ordering::SeqCst);
    }));
    let run = || printed(&emit(&PANICS).unwrap_err());
    let told = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(run)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    for told in &told {
        let [only] = &told[..] else { panic!("{told:?}") };
        assert_eq!(
            only.head,
            "error[body-failed]: it panicked: index out of bounds: the len is 0 but the index is 5"
        );
    }
    let heard = HEARD.load(Ordering::SeqCst);
    let _ = panic::catch_unwind(|| panic!("after all"));
    drop(panic::take_hook());
    // Of three hosts in four runs, the panics of other threads; and the one behind.
    assert_eq!((heard, HEARD.load(Ordering::SeqCst)), (12, 13));
}
