//! What `cargo xtask` does with the fleets of this repository.

fn main() {
    nest_xtask::main(fleets::ALL);
}
