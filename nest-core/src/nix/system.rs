//! Nix platforms.

use std::fmt;

/// A Nix platform: CPU and kernel, as nixpkgs' `lib.systems.doubles` names them.
///
/// ```
/// use nest_core::System;
///
/// assert_eq!(System::parse("aarch64-linux").unwrap().to_string(), "aarch64-linux");
/// assert!(System::parse("arm64-linux").is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct System(&'static str);

/// What nixpkgs has a name for and NixOS, nix-darwin or home-manager can be built for.
/// Source: nixpkgs, `lib/systems/doubles.nix`; those of Linux, macOS, FreeBSD, illumos and Cygwin.
const NAMES: &[&str] = &[
    "x86_64-linux",
    "aarch64-linux",
    "aarch64-darwin",
    "x86_64-darwin",
    "i686-linux",
    "armv5tel-linux",
    "armv6l-linux",
    "armv7a-linux",
    "armv7l-linux",
    "aarch64_be-linux",
    "loongarch64-linux",
    "m68k-linux",
    "microblaze-linux",
    "microblazeel-linux",
    "mips-linux",
    "mips64-linux",
    "mips64el-linux",
    "mipsel-linux",
    "powerpc-linux",
    "powerpc64-linux",
    "powerpc64le-linux",
    "riscv32-linux",
    "riscv64-linux",
    "s390-linux",
    "s390x-linux",
    "sparc64-linux",
    "aarch64-freebsd",
    "i686-freebsd",
    "x86_64-freebsd",
    "x86_64-solaris",
    "i686-cygwin",
    "x86_64-cygwin",
];

impl System {
    /// The platform of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        NAMES.iter().find(|known| **known == name).map(|known| Self(known))
    }

    /// All names.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().copied()
    }

    /// The name, as nixpkgs has it: `x86_64-linux`.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
