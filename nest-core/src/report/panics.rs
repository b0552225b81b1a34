//! The user's code may panic. Then its problem is told, and the rest is worked out all the same.

use crate::model::{EntryId, Tree};
use crate::problem::{Problem, Spot};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What code gives for a node, or that it panicked there. Boxed, since a problem is large, and most code has none.
pub(crate) fn caught<T>(tree: &Tree, node: EntryId, code: impl FnOnce() -> T) -> Result<T, Box<Problem>> {
    panic::catch_unwind(AssertUnwindSafe(code))
        .map_err(|payload| Box::new(panicked(&*payload).on(tree.show(node))))
}

/// What code gives, or that it panicked.
pub(crate) fn caught_alone<T>(code: impl FnOnce() -> T) -> Result<T, Problem> {
    // What it can see and change is dropped with it.
    panic::catch_unwind(AssertUnwindSafe(code)).map_err(|payload| panicked(&*payload))
}

/// What ends the user's code where it would go on for ever.
struct Stopped;

/// Ends the code that [`caught_unless_stopped`] runs. No panic is told.
pub(crate) fn stop() -> ! {
    panic::resume_unwind(Box::new(Stopped))
}

/// What code gives; nothing if it was stopped; or that it panicked.
pub(crate) fn caught_unless_stopped<T>(code: impl FnOnce() -> T) -> Result<Option<T>, Problem> {
    match panic::catch_unwind(AssertUnwindSafe(code)) {
        Ok(value) => Ok(Some(value)),
        Err(payload) if payload.is::<Stopped>() => Ok(None),
        Err(payload) => Err(panicked(&*payload)),
    }
}

/// What a panic says: `panic!` gives text.
fn panicked(payload: &(dyn Any + Send)) -> Problem {
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    let message = owned.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("it does not say why");
    Problem::BodyPanicked { message: message.to_owned() }.at(PLACE.take())
}

/// While there is one, the panics of its thread are caught and told, so that none is printed as well.
///
/// A process has one panic hook: the first listener puts its own there, which leaves the panics of other threads to
/// the one before, and the last puts that back.
pub(crate) struct Listener;

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

/// How many listeners there are, and the hook that was there before them.
static LISTENERS: Mutex<(usize, Option<Arc<Hook>>)> = Mutex::new((0, None));

thread_local! {
    /// How many there are in this thread.
    static HERE: Cell<usize> = const { Cell::new(0) };
    /// Where the last panic was.
    static PLACE: RefCell<Option<Spot>> = const { RefCell::new(None) };
}

impl Listener {
    pub(crate) fn new() -> Self {
        let mut listeners = listeners();
        listeners.0 += 1;
        if listeners.1.is_none() {
            let before = Arc::new(panic::take_hook());
            listeners.1 = Some(before.clone());
            panic::set_hook(Box::new(move |info| match HERE.get() {
                0 => before(info),
                _ => PLACE.set(info.location().map(Spot::from)),
            }));
        }
        HERE.set(HERE.get() + 1);
        Self
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        HERE.set(HERE.get() - 1);
        let mut listeners = listeners();
        listeners.0 -= 1;
        // No hook can be changed while this thread panics; the next one that is the last does it.
        if listeners.0 == 0
            && !thread::panicking()
            && let Some(before) = listeners.1.take()
        {
            drop(panic::take_hook());
            panic::set_hook(
                Arc::try_unwrap(before).unwrap_or_else(|before| Box::new(move |info| before(info))),
            );
        }
    }
}

fn listeners() -> MutexGuard<'static, (usize, Option<Arc<Hook>>)> {
    LISTENERS.lock().unwrap_or_else(PoisonError::into_inner)
}
