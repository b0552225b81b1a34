nest_macros::fleet! {
    pub static FLEET;
    trait host { class nixos => nixosConfigurations; }
    alpha { is = [host]; }
    rule host => nixos { imports = [inputs.disko.nixosModules.disko, config.my.module]; }
    rule host => nixos(pkgs) { if true { imports = [mk_if(true, pkgs.thing)]; } }
}

fn main() {}
