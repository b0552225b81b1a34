//! What a fleet mentions of the prelude, so that rustc never calls the import unused: not every fleet needs a word of
//! it.

/// Mentioned by every `fleet!`, which finds it in the prelude where that is imported.
#[doc(hidden)]
pub const __NEST_PRELUDE: () = ();
