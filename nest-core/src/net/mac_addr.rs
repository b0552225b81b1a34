//! Hardware addresses.

use super::ParseError;
use std::fmt;
use std::str::FromStr;

/// A hardware address of 48 bits (EUI-48), as network interfaces have one.
///
/// It is read in any case, with `:` or `-` between the bytes, and written in lower case with `:`, as Linux does.
///
/// ```
/// use nest_core::MacAddr;
///
/// let address: MacAddr = "AA-bb-0C-00-00-01".parse().unwrap();
/// assert_eq!(address.to_string(), "aa:bb:0c:00:00:01");
/// assert_eq!(address, "aa:bb:0c:00:00:01".parse().unwrap());
/// assert!("aa:bb:0c:00:00".parse::<MacAddr>().is_err());
/// assert!("aa:bb-0c:00:00:01".parse::<MacAddr>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddr([u8; 6]);

impl MacAddr {
    /// The address with these bytes, in the order in which they are written.
    pub const fn new(bytes: [u8; 6]) -> Self {
        Self(bytes)
    }

    /// The bytes, in the order in which they are written.
    pub const fn octets(self) -> [u8; 6] {
        self.0
    }
}

impl FromStr for MacAddr {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let wrong = ParseError("00:11:22:aa:bb:cc");
        let separator = if text.contains('-') { '-' } else { ':' };
        let mut bytes = [0; 6];
        let mut parts = text.split(separator);
        for byte in &mut bytes {
            let part = parts.next().filter(|part| part.len() == 2).ok_or(wrong)?;
            // Rust's own reader would take `+1` too.
            let digit = |c: u8| char::from(c).to_digit(16).ok_or(wrong);
            let (high, low) = (digit(part.as_bytes()[0])?, digit(part.as_bytes()[1])?);
            *byte = (high * 16 + low) as u8;
        }
        if parts.next().is_none() { Ok(Self(bytes)) } else { Err(wrong) }
    }
}

impl fmt::Display for MacAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        f.pad(&format!("{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{g:02x}"))
    }
}
