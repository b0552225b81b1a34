//! Parts that a fleet includes.

use proc_macro2::TokenStream;

/// `include crate::prod::PROD;`
pub(crate) struct PartDecl {
    /// Where it is.
    pub(crate) path: TokenStream,
    /// The package and the path under its manifest.
    pub(crate) file: String,
    /// What the compiler calls the file.
    pub(crate) source: String,
}
