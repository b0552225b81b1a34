//! `cargo xtask`: what needs no fleet, and the way to the rest.

fn main() {
    nest_xtask::start();
}
