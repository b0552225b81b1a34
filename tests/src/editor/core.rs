//! What stands in for the standard library: as much of it as types depend on here. Its sources are not on every
//! machine, and the server would read all of them.

#![feature(no_core, lang_items, rustc_attrs, decl_macro, unboxed_closures)]
#![no_core]

#[prelude_import]
use prelude::rust_2024::*;

pub mod prelude {
    pub mod rust_2024 {
        pub use crate::clone::Clone;
        pub use crate::iter::Iterator;
        pub use crate::macros::builtin::derive;
        pub use crate::marker::{Copy, Sized};
        pub use crate::ops::{Fn, FnMut, FnOnce};
        pub use crate::option::Option::{self, None, Some};
        pub use crate::result::Result::{self, Err, Ok};
        pub use crate::format;
    }
}

pub mod macros {
    pub mod builtin {
        #[rustc_builtin_macro]
        pub macro derive($item:item) {}
    }
    #[macro_export]
    macro_rules! format {
        ($($argument:tt)*) => { $crate::format_args!($($argument)*) };
    }
    #[macro_export]
    #[rustc_builtin_macro]
    macro_rules! compile_error {
        ($message:expr) => {};
    }
    #[macro_export]
    #[rustc_builtin_macro]
    macro_rules! format_args {
        ($($argument:tt)*) => {};
    }
}

pub mod marker {
    #[lang = "pointee_sized"]
    pub trait PointeeSized {}
    #[lang = "meta_sized"]
    pub trait MetaSized: PointeeSized {}
    #[lang = "sized"]
    pub trait Sized: MetaSized {}
    #[lang = "copy"]
    pub trait Copy: Clone {}
    #[rustc_builtin_macro]
    pub macro Copy($item:item) {}
    #[lang = "tuple_trait"]
    pub trait Tuple {}
    #[lang = "unsize"]
    pub trait Unsize<T: PointeeSized>: PointeeSized {}
    #[lang = "phantom_data"]
    pub struct PhantomData<T: PointeeSized>;
}

pub mod clone {
    #[lang = "clone"]
    pub trait Clone: Sized {
        fn clone(&self) -> Self;
    }
    #[rustc_builtin_macro]
    pub macro Clone($item:item) {}
}

pub mod ops {
    use crate::marker::{PointeeSized, Tuple, Unsize};
    #[lang = "coerce_unsized"]
    pub trait CoerceUnsized<T> {}
    impl<'a, 'b: 'a, T: PointeeSized + Unsize<U>, U: PointeeSized> CoerceUnsized<&'a U> for &'b T {}
    #[lang = "fn_once"]
    #[rustc_paren_sugar]
    pub trait FnOnce<Arguments: Tuple> {
        #[lang = "fn_once_output"]
        type Output;
    }
    #[lang = "fn_mut"]
    #[rustc_paren_sugar]
    pub trait FnMut<Arguments: Tuple>: FnOnce<Arguments> {}
    #[lang = "fn"]
    #[rustc_paren_sugar]
    pub trait Fn<Arguments: Tuple>: FnMut<Arguments> {}
}

pub mod iter {
    pub trait Iterator {
        type Item;
        fn map<B, F: FnMut(Self::Item) -> B>(self, f: F) -> Map<Self, F> where Self: Sized;
    }
    pub struct Map<I, F>(I, F);
}

pub mod option {
    pub enum Option<T> { None, Some(T) }
}

pub mod result {
    pub enum Result<T, E> { Ok(T), Err(E) }
}

pub mod net {
    pub struct Ipv4Addr;
}

pub mod primitive {
    pub use {str, u16};
}
