//! What a command says, and how it ends.

mod exit;
mod streams;
mod words;

pub use exit::Exit;
pub(crate) use exit::Stop;
pub use streams::{Coloured, Streams};
pub use words::{counted, listed, unknown};
