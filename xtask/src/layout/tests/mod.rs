//! What holds of every text, and what comes out of some.

mod examples;
mod laws;
