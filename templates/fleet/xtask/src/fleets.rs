fn main() {
    nest_xtask::main(fleets::ALL);
}
