//! The user's code may panic. Then its problem is told, and the rest is worked out all the same.

use crate::model::{EntryId, Tree};
use crate::problem::Problem;
use std::any::Any;
use std::panic::{self, AssertUnwindSafe};

/// What code gives for a node, or that it panicked there.
pub(crate) fn caught<T>(tree: &Tree, node: EntryId, code: impl FnOnce() -> T) -> Result<T, Problem> {
    caught_alone(code).map_err(|problem| problem.on(tree.show(node)))
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

/// That code panicked, and what it said: `panic!` gives text.
fn panicked(payload: &(dyn Any + Send)) -> Problem {
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    let message = owned.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("it does not say why");
    Problem::BodyPanicked { message: message.to_owned() }
}
