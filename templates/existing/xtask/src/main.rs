fn main() {
    nest_xtask::start();
}
