//! What is no module, in `imports`.

nest_macros::fleet! {
    /// A mistake in each, up to what is none.
    pub static WRONG;

    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait user { class home => parent.nixos at home-manager.users.[node.name] as module; }
    trait machine { class machine => machines; }
    a { is = [host]; ada { is = [user]; } }
    m { is = [machine]; }

    rule host => nixos { imports = ["./foo.nix", "hosts/a/disko.nix", "/etc/nixos/b.nix", "../c.nix", "${inputs.x}/d.nix"]; }
    rule host => nixos { imports = "foo.nix"; }
    rule host => nixos { imports = [text!("./foo.nix"), text!("{1 + 1}.nix")]; }
    rule host => nixos { if true { imports = [mk_if(true, "foo.nix")]; } }
    rule host => nixos { imports = [for _ in 0..2 => "foo.nix"]; }
    rule host => nixos { imports = [{ imports = ["foo.nix"]; a = "foo.nix"; }]; }
    rule user => home { imports = ["foo.nix"]; }
    rule host => nixos { imports = [80, true]; }
    // Only a module has modules there.
    rule machine => machine { imports = ["foo.nix", 80]; }
    rule host => nixos { a.imports = ["foo.nix"]; imports = [{ b = "foo.nix"; }]; }
}

fn main() {}
