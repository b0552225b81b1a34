//! Promises that the fleet breaks.

nest_macros::fleet! {
    /// Mistakes.
    pub static WRONG;

    attr port: u16;
    trait host { class nixos => nixosConfigurations { system = "x86_64-linux"; }; }
    trait web { requires = [port]; }
    trait monitoring;

    a { is = [host, web]; port = 80; }
    b { is = [host, web]; port = 8080; }
    c { is = [host, web]; port = 8081; }
    d { is = [host, web]; port = 8082; }

    assert web => [port < 1024], "the firewall lets only low ports through";
    assert [port = 8080], host => monitoring, "all is watched";
    assert web => host, "this holds";
}

fn main() {}
