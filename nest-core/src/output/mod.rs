//! What a finished fleet gives: configurations, the modules of each, and own outputs.

pub(crate) mod configuration;
mod contributions;
pub(crate) mod own_output;
mod run;
