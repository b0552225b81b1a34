//! Addresses with the length of their network's prefix.

use super::ParseError;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

macro_rules! net {
    ($(#[$doc:meta])* $net:ident, $address:ident, $bits:ident, $form:literal, $hosts:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $net {
            addr: $address,
            prefix_len: u8,
        }

        impl $net {
            /// The address with a prefix of so many bits; nothing if the address has fewer.
            pub fn new(addr: $address, prefix_len: u8) -> Option<Self> {
                (u32::from(prefix_len) <= $bits::BITS).then_some(Self { addr, prefix_len })
            }

            /// The address, as written.
            pub fn addr(&self) -> $address {
                self.addr
            }

            /// The length of the prefix, in bits.
            pub fn prefix_len(&self) -> u8 {
                self.prefix_len
            }

            /// The prefix as a mask.
            pub fn netmask(&self) -> $address {
                (!self.rest()).into()
            }

            /// The first address of the network: what stands behind the prefix is zero.
            pub fn network(&self) -> $address {
                ($bits::from(self.addr) & !self.rest()).into()
            }

            /// The last address of the network; of IPv4, the one that means all.
            pub fn broadcast(&self) -> $address {
                ($bits::from(self.addr) | self.rest()).into()
            }

            /// Whether an address is of the network.
            pub fn contains(&self, address: &$address) -> bool {
                ($bits::from(*address) ^ $bits::from(self.addr)) & !self.rest() == 0
            }

            /// The addresses that machines of the network can have, in order.
            pub fn hosts(&self) -> impl Iterator<Item = $address> + use<> {
                let (first, last) = ($bits::from(self.network()), $bits::from(self.broadcast()));
                let (first, last): ($bits, $bits) = $hosts(self.prefix_len, first, last);
                (first..=last).map($address::from)
            }

            /// The bits behind the prefix.
            fn rest(&self) -> $bits {
                $bits::MAX.checked_shr(self.prefix_len.into()).unwrap_or(0)
            }
        }

        impl FromStr for $net {
            type Err = ParseError;

            fn from_str(text: &str) -> Result<Self, ParseError> {
                let read = || {
                    let (address, length) = text.split_once('/')?;
                    Self::new(address.parse().ok()?, prefix_len(length)?)
                };
                read().ok_or(ParseError($form))
            }
        }

        impl fmt::Display for $net {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&format!("{}/{}", self.addr, self.prefix_len))
            }
        }
    };
}

net! {
    /// An IPv4 address with the length of its network's prefix.
    ///
    /// ```
    /// use nest_core::Ipv4Net;
    ///
    /// let net: Ipv4Net = "10.1.2.3/30".parse().unwrap();
    /// assert_eq!((net.addr().to_string(), net.prefix_len()), ("10.1.2.3".to_owned(), 30));
    /// assert_eq!(net.network().to_string(), "10.1.2.0");
    /// assert!(net.contains(&net.addr()) && !net.contains(&"10.1.2.4".parse().unwrap()));
    /// let hosts: Vec<String> = net.hosts().map(|host| host.to_string()).collect();
    /// assert_eq!(hosts, ["10.1.2.1", "10.1.2.2"]);
    /// assert_eq!(net.to_string(), "10.1.2.3/30");
    /// assert!("10.1.2.3".parse::<Ipv4Net>().is_err());
    /// ```
    Ipv4Net, Ipv4Addr, u32, "10.0.0.0/24", |prefix_len, first, last| {
        // The first one means the network, the last one all of it; where there are two or one, both are hosts.
        if prefix_len < 31 { (first + 1, last - 1) } else { (first, last) }
    }
}

net! {
    /// An IPv6 address with the length of its network's prefix.
    ///
    /// ```
    /// use nest_core::Ipv6Net;
    ///
    /// let net: Ipv6Net = "fd00:0::1:1/112".parse().unwrap();
    /// assert_eq!(net.to_string(), "fd00::1:1/112");
    /// assert_eq!(net.network().to_string(), "fd00::1:0");
    /// assert_eq!(net.hosts().nth(2).unwrap().to_string(), "fd00::1:2");
    /// ```
    Ipv6Net, Ipv6Addr, u128, "fd00::/64", |_, first, last| (first, last)
}

/// An IPv4 or an IPv6 address with the length of its network's prefix.
///
/// ```
/// use nest_core::IpNet;
///
/// let net: IpNet = "10.1.2.3/8".parse().unwrap();
/// assert!(net.contains(&"10.255.0.1".parse().unwrap()));
/// assert!(!net.contains(&"fd00::1".parse().unwrap()));
/// assert_eq!("fd00::1/64".parse::<IpNet>().unwrap().network().to_string(), "fd00::");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IpNet {
    /// Of IPv4.
    V4(Ipv4Net),
    /// Of IPv6.
    V6(Ipv6Net),
}

macro_rules! either {
    ($self:ident, $net:ident => $result:expr) => {
        match $self {
            IpNet::V4($net) => $result,
            IpNet::V6($net) => $result,
        }
    };
}

impl IpNet {
    /// The address, as written.
    pub fn addr(&self) -> IpAddr {
        either!(self, net => net.addr().into())
    }

    /// The length of the prefix, in bits.
    pub fn prefix_len(&self) -> u8 {
        either!(self, net => net.prefix_len())
    }

    /// The prefix as a mask.
    pub fn netmask(&self) -> IpAddr {
        either!(self, net => net.netmask().into())
    }

    /// The first address of the network.
    pub fn network(&self) -> IpAddr {
        either!(self, net => net.network().into())
    }

    /// The last address of the network.
    pub fn broadcast(&self) -> IpAddr {
        either!(self, net => net.broadcast().into())
    }

    /// Whether an address is of the network; one of the other family is of none.
    pub fn contains(&self, address: &IpAddr) -> bool {
        match (self, address) {
            (IpNet::V4(net), IpAddr::V4(address)) => net.contains(address),
            (IpNet::V6(net), IpAddr::V6(address)) => net.contains(address),
            _ => false,
        }
    }

    /// The addresses that machines of the network can have, in order.
    pub fn hosts(&self) -> Box<dyn Iterator<Item = IpAddr>> {
        either!(self, net => Box::new(net.hosts().map(IpAddr::from)))
    }
}

impl FromStr for IpNet {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let v6 = || text.parse().map(IpNet::V6);
        text.parse().map(IpNet::V4).or_else(|_| v6()).map_err(|_: ParseError| ParseError("10.0.0.0/24"))
    }
}

impl fmt::Display for IpNet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        either!(self, net => net.fmt(f))
    }
}

/// A decimal number without a sign or leading zeros: `024` is octal to some.
fn prefix_len(text: &str) -> Option<u8> {
    let is_plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if is_plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{IpNet, Ipv4Net, Ipv6Net};

    fn shown(net: &str) -> String {
        let net: IpNet = net.parse().unwrap();
        format!("{} {} {}", net.network(), net.netmask(), net.broadcast())
    }

    #[test]
    fn a_prefix_of_any_length_has_its_bounds() {
        assert_eq!(shown("10.1.2.3/0"), "0.0.0.0 0.0.0.0 255.255.255.255");
        assert_eq!(shown("10.1.2.3/24"), "10.1.2.0 255.255.255.0 10.1.2.255");
        assert_eq!(shown("10.1.2.3/32"), "10.1.2.3 255.255.255.255 10.1.2.3");
        assert_eq!(shown("fd00::1/0"), ":: :: ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
        assert_eq!(shown("fd00::1/64"), "fd00:: ffff:ffff:ffff:ffff:: fd00::ffff:ffff:ffff:ffff");
        assert_eq!(shown("fd00::1/128"), "fd00::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff fd00::1");
    }

    #[test]
    fn hosts_are_counted_without_what_means_all() {
        let count = |net: &str| net.parse::<Ipv4Net>().unwrap().hosts().count();
        assert_eq!(["10.0.0.0/24", "10.0.0.0/30", "10.0.0.0/31", "10.0.0.7/32"].map(count), [254, 2, 2, 1]);
        assert_eq!("fd00::/126".parse::<Ipv6Net>().unwrap().hosts().count(), 4);
        assert_eq!("::/0".parse::<IpNet>().unwrap().hosts().take(2).count(), 2);
    }

    #[test]
    fn what_is_no_net_is_none() {
        for text in
            ["", "/", "10.0.0.1", "10.0.0.1/", "10.0.0.1/33", "10.0.0.1/+8", "10.0.0.1/08", "10.0.0.1/ 8"]
        {
            assert!(text.parse::<IpNet>().is_err(), "{text}");
        }
        for text in ["fd00::1/129", "fd00::1/256", "fd00::1%eth0/64", "10.0.0.1/8/8", "10.0.0/8"] {
            assert!(text.parse::<IpNet>().is_err(), "{text}");
        }
    }
}
