//! What a finished fleet gives: configurations, the modules of each, and own outputs.

pub(crate) mod configuration;
pub(crate) mod contributions;
