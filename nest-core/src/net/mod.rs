//! Types of the net that the standard library has none for.

mod ip_net;
mod mac_addr;

pub use ip_net::{IpNet, Ipv4Net, Ipv6Net};
pub use mac_addr::MacAddr;

use std::fmt;

/// A text that is none of the type that it is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseError(&'static str);

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not of the form `{}`", self.0)
    }
}

impl std::error::Error for ParseError {}
