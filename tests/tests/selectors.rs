//! What selectors match, in both notations.
//!
//! Each row has a selector in tokens, the same in text, and the names of the nodes that it matches, worked out by
//! hand. There are three trees: one with all types of attributes, one that is deep, one with many siblings.

use nest_core::Fleet;
use nest_tests::resolve;

/// A row: the selector as text, if it has one, and the names of the nodes that it matches.
type Row = (Option<&'static str>, &'static [&'static str]);

/// A module with a fleet, which has a rule for each row with tokens, and the rows.
macro_rules! tree {
    (
        $tree:ident { $($declarations:tt)* }
        both { $(($($both:tt)*) $text:literal => [$($both_name:literal)*];)* }
        tokens { $(($($tokens:tt)*) => [$($tokens_name:literal)*];)* }
        text { $($only:literal => [$($only_name:literal)*];)* }
    ) => {
        mod $tree {
            nest_macros::fleet! {
                pub static TREE;

                $($declarations)*
                    // Some rows are to match nothing.
                    $(#[allow(dead-rule)] rule $($both)* => nixos { x = 1; })*
                    $(#[allow(dead-rule)] rule $($tokens)* => nixos { x = 1; })*
            }

            /// The rows with tokens, in the order of the rules.
            pub const RULES: &[super::Row] = &[
                $((Some($text), &[$($both_name),*]),)*
                $((None, &[$($tokens_name),*]),)*
            ];

            /// The rows without tokens.
            pub const TEXTS: &[super::Row] = &[$((Some($only), &[$($only_name),*]),)*];
        }
    };
}

tree! {
    types {
        attr env: "prod" | "staging";
        attr port: u16;
        attr offset: i32;
        attr load: f64;
        attr secure: bool;
        attr text: String;
        attr roles: [String];
        attr ports: [u16];
        attr note: String?;
        attr limit: u16?;
        attr labels: { String: String };
        attr v4: Ipv4Addr;
        attr v6: Ipv6Addr;
        attr ip: IpAddr;
        attr platform: System;
        attr level: i32 = 3;

        trait host { class nixos => machines; }
        trait zone { class dns => zones; }
        trait web;
        trait lb;
        trait leveled { requires = [level]; }

        a {
            is = [host, web];
            env = "prod"; port = 80; offset = -5; load = 0.5; secure = true; text = "blue green";
            roles = ["x", "y"]; ports = [80, 443]; note = "hi"; limit = 10; labels = { tier = "1"; };
            v4 = "10.0.0.1"; v6 = "fd00::1"; ip = "10.0.0.9"; platform = "x86_64-linux";
        }
        b {
            is = [host, web, leveled];
            env = "staging"; port = 443; offset = 0; load = 1.0; secure = false; text = "greenish";
            roles = ["y"]; ports = []; note = null; limit = null; labels = {};
            v4 = "10.0.0.20"; v6 = "fd00:1::1"; ip = "fd00::9"; platform = "aarch64-linux";
        }
        c {
            is = [host, lb, leveled];
            port = 8080; offset = 7; load = -2.5; text = ""; roles = []; note = ""; v6 = "fd00::2"; level = 5;
        }
        d { is = [host]; text = "q\"\\"; }
        "e.f" { is = [host, zone]; }
    }
    both {
        // Words, names, classes.
        (*) "*" => ["a" "b" "c" "d" "e.f"];
        (host) "host" => ["a" "b" "c" "d" "e.f"];
        (web) "web" => ["a" "b"];
        (leveled) "leveled" => ["b" "c"];
        (lb) "lb" => ["c"];
        (zone) "zone" => ["e.f"];
        (#a) "#a" => ["a"];
        (#("e.f")) "#\"e.f\"" => ["e.f"];
        (#nobody) "#nobody" => [];
        (.nixos) ".nixos" => ["a" "b" "c" "d" "e.f"];
        (.dns) ".dns" => ["e.f"];

        // Several conditions.
        (web & leveled) "web:is(leveled)" => ["b"];
        (leveled & web & host) "leveled:is(web):is(host)" => ["b"];
        (web & #a) "web#a" => ["a"];
        (web & #c) "web#c" => [];
        (#a & #b) "#a#b" => [];
        (* & #a) "*#a" => ["a"];
        (web & .nixos) "web.nixos" => ["a" "b"];
        (.nixos.dns) ".nixos.dns" => ["e.f"];
        (.dns & #("e.f")) ".dns#\"e.f\"" => ["e.f"];
        (web[port]) "web[port]" => ["a" "b"];
        ([port][level]) "[port][level]" => ["b" "c"];
        ([port > 80][port < 8080]) "[port > 80][port < 8080]" => ["b"];
        (web[port = 80]:not(leveled)) "web[port=80]:not(leveled)" => ["a"];

        // Lists.
        (web, lb) "web, lb" => ["a" "b" "c"];
        (lb, web) "lb, web" => ["a" "b" "c"];
        (lb, lb, lb) "lb,lb,lb" => ["c"];
        (web, #a, [port]) "web, #a, [port]" => ["a" "b" "c"];
        (lb, #d, #("e.f")) "lb, #d, #\"e.f\"" => ["c" "d" "e.f"];

        // Attributes that are there.
        ([env]) "[env]" => ["a" "b"];
        ([port]) "[port]" => ["a" "b" "c"];
        ([text]) "[text]" => ["a" "b" "c" "d"];
        ([roles]) "[roles]" => ["a" "b" "c"];
        ([note]) "[note]" => ["a" "b" "c"];
        ([labels]) "[labels]" => ["a" "b"];
        ([level]) "[level]" => ["b" "c"];
        (:not([port])) ":not([port])" => ["d" "e.f"];

        // Choices.
        ([env = "prod"]) "[env=prod]" => ["a"];
        ([env = "staging"]) "[env=\"staging\"]" => ["b"];
        ([env != "prod"]) "[env!=prod]" => ["b" "c" "d" "e.f"];
        ([env ^= "st"]) "[env^=st]" => ["b"];
        ([env $= "g"]) "[env$=g]" => ["b"];
        ([env *= "ro"]) "[env*=ro]" => ["a"];
        ([env ~= "prod"]) "[env~=prod]" => ["a"];

        // Integers.
        ([port = 80]) "[port=80]" => ["a"];
        ([port != 80]) "[port!=80]" => ["b" "c" "d" "e.f"];
        ([port < 443]) "[port<443]" => ["a"];
        ([port <= 443]) "[port<=443]" => ["a" "b"];
        ([port > 443]) "[port>443]" => ["c"];
        ([port >= 443]) "[port>=443]" => ["b" "c"];
        ([port < 80]) "[port<80]" => [];
        ([offset = -5]) "[offset=-5]" => ["a"];
        ([offset = 0]) "[offset=0]" => ["b"];
        ([offset != -5]) "[offset!=-5]" => ["b" "c" "d" "e.f"];
        ([offset < 0]) "[offset<0]" => ["a"];
        ([offset <= -5]) "[offset<=-5]" => ["a"];
        ([offset > -5]) "[offset>-5]" => ["b" "c"];
        ([offset >= -6]) "[offset>=-6]" => ["a" "b" "c"];

        // Floating-point numbers.
        ([load = 0.5]) "[load=0.5]" => ["a"];
        ([load = -2.5]) "[load=-2.5]" => ["c"];
        ([load != 1.0]) "[load!=1.0]" => ["a" "c" "d" "e.f"];
        ([load < 1.0]) "[load<1.0]" => ["a" "c"];
        ([load <= 1.0]) "[load<=1.0]" => ["a" "b" "c"];
        ([load > 0.5]) "[load>0.5]" => ["b"];
        ([load >= 0.5]) "[load>=0.5]" => ["a" "b"];
        ([load < -2.4]) "[load<-2.4]" => ["c"];

        // Booleans.
        ([secure = true]) "[secure=true]" => ["a"];
        ([secure = false]) "[secure=false]" => ["b"];
        ([secure != true]) "[secure!=true]" => ["b" "c" "d" "e.f"];

        // Text.
        ([text = "blue green"]) "[text=\"blue green\"]" => ["a"];
        ([text = "Blue green"]) "[text=\"Blue green\"]" => [];
        ([text = ""]) "[text=\"\"]" => ["c"];
        ([text != ""]) "[text!=\"\"]" => ["a" "b" "d" "e.f"];
        ([text = "q\"\\"]) "[text=\"q\\\"\\\\\"]" => ["d"];
        ([text ^= "green"]) "[text^=green]" => ["b"];
        ([text $= "green"]) "[text$=green]" => ["a"];
        ([text *= "een"]) "[text*=een]" => ["a" "b"];
        ([text *= " "]) "[text*=\" \"]" => ["a"];
        ([text ~= "green"]) "[text~=green]" => ["a"];
        ([text ~= "blue"]) "[text~=blue]" => ["a"];
        ([text ~= "gre"]) "[text~=gre]" => [];
        ([text ~= "blue green"]) "[text~=\"blue green\"]" => [];
        ([text ^= ""]) "[text^=\"\"]" => [];
        ([text $= ""]) "[text$=\"\"]" => [];
        ([text *= ""]) "[text*=\"\"]" => [];
        ([text ~= ""]) "[text~=\"\"]" => [];
        (:not([text *= ""])) ":not([text*=\"\"])" => ["a" "b" "c" "d" "e.f"];

        // Lists as values.
        ([roles ~= "x"]) "[roles~=x]" => ["a"];
        ([roles ~= "y"]) "[roles~=y]" => ["a" "b"];
        ([roles ~= "z"]) "[roles~=z]" => [];
        ([roles ~= "x y"]) "[roles~=\"x y\"]" => [];
        ([roles ~= ""]) "[roles~=\"\"]" => [];
        ([ports ~= 443]) "[ports~=443]" => ["a"];

        // Optional values.
        ([note = null]) "[note=null]" => ["b"];
        ([note != null]) "[note!=null]" => ["a" "c" "d" "e.f"];
        ([note = "hi"]) "[note=hi]" => ["a"];
        ([note = ""]) "[note=\"\"]" => ["c"];
        ([note != "hi"]) "[note!=hi]" => ["b" "c" "d" "e.f"];
        ([note ^= "h"]) "[note^=h]" => ["a"];
        ([limit = 10]) "[limit=10]" => ["a"];
        ([limit = null]) "[limit=null]" => ["b"];
        ([limit != 10]) "[limit!=10]" => ["b" "c" "d" "e.f"];
        ([limit < 20]) "[limit<20]" => ["a"];

        // Addresses and platforms. IPv6 addresses are compared as addresses, however they are spelt.
        ([v4 = "10.0.0.1"]) "[v4=10.0.0.1]" => ["a"];
        ([v4 ^= "10.0.0."]) "[v4^=10.0.0.]" => ["a" "b"];
        ([v4 $= ".20"]) "[v4$=.20]" => ["b"];
        ([v4 *= "0.2"]) "[v4*=0.2]" => ["b"];
        ([v4 ~= "10.0.0.1"]) "[v4~=10.0.0.1]" => ["a"];
        ([v6 = "fd00:0::1"]) "[v6=fd00:0::1]" => ["a"];
        ([v6 != "fd00:0::1"]) "[v6!=\"fd00:0::1\"]" => ["b" "c" "d" "e.f"];
        ([v6 ^= "fd00::"]) "[v6^=fd00::]" => ["a" "c"];
        ([ip = "10.0.0.9"]) "[ip=10.0.0.9]" => ["a"];
        ([ip = "fd00:0:0::9"]) "[ip=fd00:0:0::9]" => ["b"];
        ([ip $= "9"]) "[ip$=9]" => ["a" "b"];
        ([platform = "x86_64-linux"]) "[platform=x86_64-linux]" => ["a"];
        ([platform $= "-linux"]) "[platform$=-linux]" => ["a" "b"];
        ([platform ^= "aarch64"]) "[platform^=aarch64]" => ["b"];

        // Defaults are there for those that require the attribute.
        ([level = 3]) "[level=3]" => ["b"];
        ([level > 3]) "[level>3]" => ["c"];
        ([level != 3]) "[level!=3]" => ["a" "c" "d" "e.f"];

        // `:not` and `:is`.
        (:not(web)) ":not(web)" => ["c" "d" "e.f"];
        (:not(web, lb)) ":not(web, lb)" => ["d" "e.f"];
        (:not(web):not(lb)) ":not(web):not(lb)" => ["d" "e.f"];
        (:not(:not(web))) ":not(:not(web))" => ["a" "b"];
        (:not(*)) ":not(*)" => [];
        (:not(web & leveled)) ":not(web:is(leveled))" => ["a" "c" "d" "e.f"];
        (:not(:is(web, lb))) ":not(:is(web, lb))" => ["d" "e.f"];
        (:not([port != 80])) ":not([port!=80])" => ["a"];
        (:not([env = "prod"], [env = "staging"])) ":not([env=prod], [env=staging])" => ["c" "d" "e.f"];
        (web:not(#a)) "web:not(#a)" => ["b"];
        (host:not(.dns)) "host:not(.dns)" => ["a" "b" "c" "d"];
        (:is(web, lb)) ":is(web, lb)" => ["a" "b" "c"];
        (:is(web, lb)[port < 1024]) ":is(web, lb)[port < 1024]" => ["a" "b"];
        (:is(web & leveled, lb)) ":is(web:is(leveled), lb)" => ["b" "c"];
        (:is(:is(web))) ":is(:is(web))" => ["a" "b"];
        (:is(:not(web), #a)) ":is(:not(web), #a)" => ["a" "c" "d" "e.f"];
        (:is(web, lb):is(leveled, zone)) ":is(web, lb):is(leveled, zone)" => ["b" "c"];
    }
    tokens {
        // Text has no lists and no maps.
        ([roles = []]) => ["c"];
        ([roles = ["y"]]) => ["b"];
        ([roles = ["y", "x"]]) => [];
        ([roles != []]) => ["a" "b" "d" "e.f"];
        ([ports = [80, 443]]) => ["a"];
        ([labels = { tier = "1"; }]) => ["a"];
        ([labels = {}]) => ["b"];
        ([labels != {}]) => ["a" "c" "d" "e.f"];
    }
    text {
        // What has no quotes is of the attribute's type; what has is text.
        "[load<1]" => ["a" "c"];
        "[load=5e-1]" => ["a"];
        "[note=\"null\"]" => [];
        "[note='null']" => [];
        "[env='prod']" => ["a"];
        "[text='blue green']" => ["a"];
        "[text='q\"\\\\']" => ["d"];
        "#'e.f'" => ["e.f"];
        "[text=greenish]" => ["b"];
        "[text=null]" => [];
        "[text=80]" => [];
        "[v4=\"10.0.0.1\"]" => ["a"];
        "[port=0080]" => ["a"];

        // White space.
        "  web  " => ["a" "b"];
        "\tweb\n,\r\n lb " => ["a" "b" "c"];
        "[ port ]" => ["a" "b" "c"];
        "[\tport\n=\t80 ]" => ["a"];
        ":not( web , lb )" => ["d" "e.f"];
        ":is(web,lb)" => ["a" "b" "c"];

        // A word comes first, or in `:is`.
        ":is(leveled):is(web)" => ["b"];
        "#b:is(web)" => ["b"];
        ":is(*)#a" => ["a"];
        ":not(web):is(lb)" => ["c"];

        // Names in quotes.
        "#\"a\"" => ["a"];
        "#\"\"" => [];
        "#\"e\\\"f\"" => [];
        "#\"e\\\\f\"" => [];
        "#ä-1" => [];
    }
}

tree! {
    places {
        attr env: String;
        attr floor: u8;
        attr size: u8;

        trait host { class nixos => machines; }
        trait lb;
        trait web;
        trait vm;
        trait hot;

        prod {
            env = "prod";
            lb-1 { is = [host, lb]; }
            rack {
                floor = 2;
                web-1 { is = [host, web]; }
                web-2 {
                    is = [host, web, hot];
                    size = 3;
                    vm-1 {
                        is = [host, vm];
                        inner { is = [host, vm, hot]; }
                    }
                    vm-2 { is = [host, vm]; }
                }
            }
        }
        staging {
            env = "staging";
            web-3 {
                is = [host, web];
                cage {
                    vm-3 { is = [host, vm]; }
                }
            }
        }
        spare { is = [host]; }
    }
    both {
        // Attributes flow down from namespaces, through nodes too; a node's own stay its own.
        ([env]) "[env]" => ["lb-1" "web-1" "web-2" "vm-1" "inner" "vm-2" "web-3" "vm-3"];
        ([env = "staging"]) "[env=staging]" => ["web-3" "vm-3"];
        ([floor = 2]) "[floor=2]" => ["web-1" "web-2" "vm-1" "inner" "vm-2"];
        ([size]) "[size]" => ["web-2"];
        (:not([env])) ":not([env])" => ["spare"];

        // Namespaces are no result.
        (:not(host)) ":not(host)" => [];

        // Namespaces as ancestors.
        (#prod > host) "#prod > host" => ["lb-1"];
        (#rack > host) "#rack > host" => ["web-1" "web-2"];
        (#cage > vm) "#cage > vm" => ["vm-3"];
        (:not(host) > host) ":not(host) > host" => ["lb-1" "web-1" "web-2" "web-3" "vm-3"];
        (:is(#prod, #staging) > host) ":is(#prod, #staging) > host" => ["lb-1" "web-3"];
        ([env = "prod"] > web) "[env=prod] > web" => ["web-1" "web-2"];
        ([env = "prod"]:not(host) > host) "[env=prod]:not(host) > host" => ["lb-1" "web-1" "web-2"];
        (:not(#prod) > host) ":not(#prod) > host"
            => ["web-1" "web-2" "vm-1" "inner" "vm-2" "web-3" "vm-3"];
        (#prod > host, #staging > host) "#prod > host, #staging > host" => ["lb-1" "web-3"];

        // The parent.
        (web > vm) "web > vm" => ["vm-1" "vm-2"];
        (vm > vm) "vm > vm" => ["inner"];
        (host > host) "host > host" => ["vm-1" "inner" "vm-2"];
        (.nixos > .nixos) ".nixos > .nixos" => ["vm-1" "inner" "vm-2"];
        (web > *) "web > *" => ["vm-1" "vm-2"];
        (hot > vm) "hot > vm" => ["vm-1" "vm-2"];
        (web & hot > vm) "web:is(hot) > vm" => ["vm-1" "vm-2"];
        (#prod > web) "#prod > web" => [];
        (#web-3 > vm) "#web-3 > vm" => [];
        (vm > web) "vm > web" => [];

        // Some ancestor.
        (#prod >> host) "#prod host" => ["lb-1" "web-1" "web-2" "vm-1" "inner" "vm-2"];
        (web >> vm) "web vm" => ["vm-1" "inner" "vm-2" "vm-3"];
        (vm >> vm) "vm vm" => ["inner"];
        (hot >> hot) "hot hot" => ["inner"];
        (#prod >> hot) "#prod hot" => ["web-2" "inner"];
        (#staging >> vm) "#staging vm" => ["vm-3"];
        (#web-3 >> vm) "#web-3 vm" => ["vm-3"];
        (#nobody >> vm) "#nobody vm" => [];
        (vm >> web) "vm web" => [];
        (* >> *) "* *" => ["lb-1" "web-1" "web-2" "vm-1" "inner" "vm-2" "web-3" "vm-3"];
        (#rack >> vm:not(#inner)) "#rack vm:not(#inner)" => ["vm-1" "vm-2"];

        // Siblings: a namespace is none.
        (web + web) "web + web" => ["web-2"];
        (* + *) "* + *" => ["web-2" "vm-2"];
        (* ~ *) "* ~ *" => ["web-2" "vm-2"];
        (#lb-1 + *) "#lb-1 + *" => [];
        (#lb-1 ~ host) "#lb-1 ~ host" => [];
        (#rack ~ *) "#rack ~ *" => [];
        (#prod ~ host) "#prod ~ host" => [];
        (#staging + host) "#staging + host" => [];
        (#vm-2 + vm) "#vm-2 + vm" => [];
        (#vm-2 ~ vm) "#vm-2 ~ vm" => [];

        // Chains: order and number count.
        (#prod > #rack > web) "#prod > #rack > web" => ["web-1" "web-2"];
        (#rack > #prod > web) "#rack > #prod > web" => [];
        (#prod > #rack > web > vm) "#prod > #rack > web > vm" => ["vm-1" "vm-2"];
        (#prod > #rack > web > vm > vm) "#prod > #rack > web > vm > vm" => ["inner"];
        (#prod > #rack > web > vm > vm > vm) "#prod > #rack > web > vm > vm > vm" => [];
        (#staging > #web-3 > #cage > vm) "#staging > #web-3 > #cage > vm" => ["vm-3"];
        (#staging > web > * > vm) "#staging > web > * > vm" => ["vm-3"];
        (web > * > vm) "web > * > vm" => ["inner" "vm-3"];
        (#prod > * > hot) "#prod > * > hot" => ["web-2"];
        (#prod > * > * > hot) "#prod > * > * > hot" => [];
        (#prod > * > * > * > hot) "#prod > * > * > * > hot" => ["inner"];
        (* > *) "* > *" => ["lb-1" "web-1" "web-2" "vm-1" "inner" "vm-2" "web-3" "vm-3"];
        (* > * > *) "* > * > *" => ["web-1" "web-2" "vm-1" "inner" "vm-2" "vm-3"];
        (* > * > * > *) "* > * > * > *" => ["vm-1" "inner" "vm-2" "vm-3"];
        (* > * > * > * > *) "* > * > * > * > *" => ["inner"];
        (#prod >> #rack >> vm) "#prod #rack vm" => ["vm-1" "inner" "vm-2"];
        (#rack >> #prod >> vm) "#rack #prod vm" => [];
        (#prod >> web >> vm >> vm) "#prod web vm vm" => ["inner"];
        (#prod >> web >> web) "#prod web web" => [];
        (#prod >> vm > vm) "#prod vm > vm" => ["inner"];
        (#prod > #rack >> vm) "#prod > #rack vm" => ["vm-1" "inner" "vm-2"];
        (web > vm ~ vm) "web > vm ~ vm" => ["vm-2"];
        (#web-2 > #vm-1 + #vm-2) "#web-2 > #vm-1 + #vm-2" => ["vm-2"];
        (web + web > vm) "web + web > vm" => ["vm-1" "vm-2"];
        (web + web >> vm) "web + web vm" => ["vm-1" "inner" "vm-2"];
        (web + web > vm + vm) "web + web > vm + vm" => ["vm-2"];
        (#rack > web + web > vm ~ vm) "#rack > web + web > vm ~ vm" => ["vm-2"];
        (#prod > #rack > web ~ web >> hot) "#prod > #rack > web ~ web hot" => ["inner"];

        // `:has`, with each combinator and with chains.
        (:has(vm)) ":has(vm)" => ["web-2" "vm-1" "web-3"];
        (:has(> vm)) ":has(> vm)" => ["web-2" "vm-1"];
        (:has(+ web)) ":has(+ web)" => ["web-1"];
        (:has(~ vm)) ":has(~ vm)" => ["vm-1"];
        (:has(*)) ":has(*)" => ["web-2" "vm-1" "web-3"];
        (:has(hot)) ":has(hot)" => ["web-2" "vm-1"];
        (:has(> hot)) ":has(> hot)" => ["vm-1"];
        (:has(> #cage)) ":has(> #cage)" => ["web-3"];
        (:has(#cage > vm)) ":has(#cage > vm)" => ["web-3"];
        (:has(> #cage > vm)) ":has(> #cage > vm)" => ["web-3"];
        (:has(> * > vm)) ":has(> * > vm)" => ["web-2" "web-3"];
        (:has(> vm > hot)) ":has(> vm > hot)" => ["web-2"];
        // The leftmost compound is below the entry too: `vm-1` is not below itself.
        (:has(vm > hot)) ":has(vm > hot)" => ["web-2"];
        (:has(vm >> vm)) ":has(vm vm)" => ["web-2"];
        (:has(#prod >> vm)) ":has(#prod vm)" => [];
        (:has(+ web > vm)) ":has(+ web > vm)" => ["web-1"];
        (:has(+ web >> hot)) ":has(+ web hot)" => ["web-1"];
        (:has(~ web > vm > hot)) ":has(~ web > vm > hot)" => ["web-1"];
        (:has(> vm + vm)) ":has(> vm + vm)" => ["web-2"];
        (:has(> vm ~ vm)) ":has(> vm ~ vm)" => ["web-2"];
        (:has(+ * + *)) ":has(+ * + *)" => [];
        (:has(+ web, > hot)) ":has(+ web, > hot)" => ["web-1" "vm-1"];
        (:has(> vm):has(+ vm)) ":has(> vm):has(+ vm)" => ["vm-1"];
        (:has(:has(hot))) ":has(:has(hot))" => ["web-2"];
        (:has(> vm:not(hot))) ":has(> vm:not(hot))" => ["web-2"];
        (web:has(> vm, > #cage)) "web:has(> vm, > #cage)" => ["web-2" "web-3"];
        (web:not(:has(vm))) "web:not(:has(vm))" => ["web-1"];
        (:not(:has(*))) ":not(:has(*))" => ["lb-1" "web-1" "inner" "vm-2" "vm-3" "spare"];
        // Of a namespace.
        (:has(lb)) ":has(lb)" => [];
        (:has(> lb) > host) ":has(> lb) > host" => ["lb-1"];
        (:has(> web) >> vm) ":has(> web) vm" => ["vm-1" "inner" "vm-2" "vm-3"];
        (#prod:has(lb) >> web) "#prod:has(lb) web" => ["web-1" "web-2"];
        (#prod:has(> web) >> host) "#prod:has(> web) host" => [];
        (:has(+ *) > vm) ":has(+ *) > vm" => ["inner"];
        (#prod:has(+ *) >> host) "#prod:has(+ *) host" => [];

        // `:within`.
        (:within(#prod)) ":within(#prod)" => ["lb-1" "web-1" "web-2" "vm-1" "inner" "vm-2"];
        (:within(web)) ":within(web)" => ["vm-1" "inner" "vm-2" "vm-3"];
        (:within(vm)) ":within(vm)" => ["inner"];
        (:within(*)) ":within(*)" => ["lb-1" "web-1" "web-2" "vm-1" "inner" "vm-2" "web-3" "vm-3"];
        (:within(#prod > #rack)) ":within(#prod > #rack)" => ["web-1" "web-2" "vm-1" "inner" "vm-2"];
        (:within(#prod > web)) ":within(#prod > web)" => [];
        (:within(web + web)) ":within(web + web)" => ["vm-1" "inner" "vm-2"];
        (:within(#rack, #cage)) ":within(#rack, #cage)" => ["web-1" "web-2" "vm-1" "inner" "vm-2" "vm-3"];
        (:within(:has(lb))) ":within(:has(lb))" => ["lb-1" "web-1" "web-2" "vm-1" "inner" "vm-2"];
        (:within(#staging):within(web)) ":within(#staging):within(web)" => ["vm-3"];
        (:within(:within(:within(#rack)))) ":within(:within(:within(#rack)))" => ["inner"];
        (:not(:within(#prod))) ":not(:within(#prod))" => ["web-3" "vm-3" "spare"];
        (hot:within(hot)) "hot:within(hot)" => ["inner"];
        (vm:within(#prod):not(:within(vm))) "vm:within(#prod):not(:within(vm))" => ["vm-1" "vm-2"];
        (:within(#prod) > vm) ":within(#prod) > vm" => ["vm-1" "inner" "vm-2"];

        // `:root`: no node above. A namespace is none.
        (:root) ":root" => ["lb-1" "web-1" "web-2" "web-3" "spare"];
        (:not(:root)) ":not(:root)" => ["vm-1" "inner" "vm-2" "vm-3"];
        (:root > vm) ":root > vm" => ["vm-1" "vm-2"];
        (:root >> vm) ":root vm" => ["vm-1" "inner" "vm-2" "vm-3"];
        (:root + :root) ":root + :root" => ["web-2"];
        (:root:within(#prod)) ":root:within(#prod)" => ["lb-1" "web-1" "web-2"];
        (#rack:root > web) "#rack:root > web" => [];

        // `:empty`: nothing below, namespaces included.
        (:empty) ":empty" => ["lb-1" "web-1" "inner" "vm-2" "vm-3" "spare"];
        (:not(:empty)) ":not(:empty)" => ["web-2" "vm-1" "web-3"];
        (web:empty) "web:empty" => ["web-1"];
        (:root:empty) ":root:empty" => ["lb-1" "web-1" "spare"];
        (vm > :empty) "vm > :empty" => ["inner"];

        // Among the children of an entry, namespaces do not count.
        (:first-child) ":first-child" => ["lb-1" "web-1" "vm-1" "inner" "web-3" "vm-3" "spare"];
        (:last-child) ":last-child" => ["lb-1" "web-2" "inner" "vm-2" "web-3" "vm-3" "spare"];
        (:only-child) ":only-child" => ["lb-1" "inner" "web-3" "vm-3" "spare"];
        (:not(:only-child)) ":not(:only-child)" => ["web-1" "web-2" "vm-1" "vm-2"];
        (web:first-child) "web:first-child" => ["web-1" "web-3"];
        (:first-child > :first-child) ":first-child > :first-child" => ["inner"];
        (:last-child > :first-child) ":last-child > :first-child" => ["vm-1"];
        (#prod:first-child > host) "#prod:first-child > host" => [];
        (#cage:only-child > vm) "#cage:only-child > vm" => [];
        (#rack:nth-child(n) > web) "#rack:nth-child(n) > web" => [];
    }
    tokens {}
    text {
        // A space is descent wherever it stands between two, also before what begins with punctuation.
        "web :empty" => ["inner" "vm-2" "vm-3"];
        "web:empty" => ["web-1"];
        "#prod [floor]" => ["web-1" "web-2" "vm-1" "inner" "vm-2"];
        "#prod #inner" => ["inner"];
        "#prod .nixos" => ["lb-1" "web-1" "web-2" "vm-1" "inner" "vm-2"];
        "#prod\n\tvm" => ["vm-1" "inner" "vm-2"];
        // Combinators need no space, and may have it.
        "#prod>#rack>web+web>vm~vm" => ["vm-2"];
        "#rack   >   web   +web" => ["web-2"];
        ":has(>vm)" => ["web-2" "vm-1"];
        ":has( > vm , + web )" => ["web-1" "web-2" "vm-1"];
        ":has(>#cage vm)" => ["web-3"];
    }
}

tree! {
    siblings {
        trait host { class nixos => machines; }
        trait red;
        trait blue;

        t1 { is = [host, red]; }
        row {
            n1 { is = [host, red]; }
            n2 { is = [host, blue]; }
            n3 { is = [host, red]; }
            // It stands between two siblings, and is none.
            side {
                x { is = [host, blue]; }
            }
            n4 { is = [host, blue]; }
            n5 { is = [host, red]; }
            n6 { is = [host, red, blue]; }
            n7 { is = [host]; }
        }
        t2 { is = [host, blue]; }
    }
    both {
        // One combinator.
        (red + blue) "red + blue" => ["n2" "n4" "n6" "t2"];
        (blue + red) "blue + red" => ["n3" "n5"];
        (red + red) "red + red" => ["n6"];
        (blue + blue) "blue + blue" => [];
        (red ~ red) "red ~ red" => ["n3" "n5" "n6"];
        (red ~ blue) "red ~ blue" => ["n2" "n4" "n6" "t2"];
        (blue ~ red) "blue ~ red" => ["n3" "n5" "n6"];
        (blue ~ blue) "blue ~ blue" => ["n4" "n6"];
        (blue ~ *) "blue ~ *" => ["n3" "n4" "n5" "n6" "n7"];
        (* + *) "* + *" => ["n2" "n3" "n4" "n5" "n6" "n7" "t2"];
        (#n3 + *) "#n3 + *" => ["n4"];
        (#n3 ~ *) "#n3 ~ *" => ["n4" "n5" "n6" "n7"];
        (#n5 + #n7) "#n5 + #n7" => [];
        (#n1 ~ #n7) "#n1 ~ #n7" => ["n7"];
        (#n7 ~ #n1) "#n7 ~ #n1" => [];
        (#t1 + *) "#t1 + *" => ["t2"];
        (#row + *) "#row + *" => [];
        (#side ~ *) "#side ~ *" => [];

        // Chains.
        (* + * + *) "* + * + *" => ["n3" "n4" "n5" "n6" "n7"];
        (* + * + * + *) "* + * + * + *" => ["n4" "n5" "n6" "n7"];
        (* + * + * + * + * + * + *) "* + * + * + * + * + * + *" => ["n7"];
        (* + * + * + * + * + * + * + *) "* + * + * + * + * + * + * + *" => [];
        (red + blue + red) "red + blue + red" => ["n3" "n5"];
        (red + blue + red + blue) "red + blue + red + blue" => ["n4" "n6"];
        (blue + red + red) "blue + red + red" => ["n6"];
        (red ~ red ~ red) "red ~ red ~ red" => ["n5" "n6"];
        (red ~ red ~ red ~ red) "red ~ red ~ red ~ red" => ["n6"];
        (blue ~ blue ~ blue) "blue ~ blue ~ blue" => ["n6"];
        (red ~ blue + red) "red ~ blue + red" => ["n3" "n5"];
        (red + blue ~ red) "red + blue ~ red" => ["n3" "n5" "n6"];
        (blue + red ~ blue) "blue + red ~ blue" => ["n4" "n6"];
        (#row > red + blue) "#row > red + blue" => ["n2" "n4" "n6"];
        (#row > * > blue) "#row > * > blue" => ["x"];
        (#row >> blue) "#row blue" => ["n2" "x" "n4" "n6"];

        // `:has` looks forward.
        (:has(+ blue)) ":has(+ blue)" => ["t1" "n1" "n3" "n5"];
        (:has(+ red)) ":has(+ red)" => ["n2" "n4" "n5"];
        (:has(~ blue)) ":has(~ blue)" => ["t1" "n1" "n2" "n3" "n4" "n5"];
        (:has(+ red + red)) ":has(+ red + red)" => ["n4"];
        (:has(+ blue + red + blue)) ":has(+ blue + red + blue)" => ["n1" "n3"];
        (:has(~ red + red)) ":has(~ red + red)" => ["n1" "n2" "n3" "n4"];
        (red:not(:has(+ blue))) "red:not(:has(+ blue))" => ["n6"];
        (:has(+ :not(red, blue))) ":has(+ :not(red, blue))" => ["n6"];
        (:has(~ :last-child)) ":has(~ :last-child)" => ["t1" "n1" "n2" "n3" "n4" "n5" "n6"];
        (:not(:has(~ *))) ":not(:has(~ *))" => ["x" "n7" "t2"];

        // The children.
        (:first-child) ":first-child" => ["t1" "n1" "x"];
        (:last-child) ":last-child" => ["x" "n7" "t2"];
        (:only-child) ":only-child" => ["x"];
        (:first-child + *) ":first-child + *" => ["n2" "t2"];
        (* + :last-child) "* + :last-child" => ["n7" "t2"];
        (:first-child ~ :last-child) ":first-child ~ :last-child" => ["n7" "t2"];
        (:not(:first-child):not(:last-child)) ":not(:first-child):not(:last-child)"
            => ["n2" "n3" "n4" "n5" "n6"];

        // `:nth-child`: one place.
        (:nth-child(1)) ":nth-child(1)" => ["t1" "n1" "x"];
        (:nth-child(2)) ":nth-child(2)" => ["n2" "t2"];
        (:nth-child(7)) ":nth-child(7)" => ["n7"];
        (:nth-child(8)) ":nth-child(8)" => [];
        (:nth-child(0)) ":nth-child(0)" => [];
        (:nth-child(-1)) ":nth-child(-1)" => [];
        (:nth-child(0n+4)) ":nth-child(0n+4)" => ["n4"];

        // Every so many.
        (:nth-child(odd)) ":nth-child(odd)" => ["t1" "n1" "n3" "x" "n5" "n7"];
        (:nth-child(even)) ":nth-child(even)" => ["n2" "n4" "n6" "t2"];
        (:nth-child(2n)) ":nth-child(2n)" => ["n2" "n4" "n6" "t2"];
        (:nth-child(2n+1)) ":nth-child(2n+1)" => ["t1" "n1" "n3" "x" "n5" "n7"];
        (:nth-child(2n-1)) ":nth-child(2n-1)" => ["t1" "n1" "n3" "x" "n5" "n7"];
        (:nth-child(3n)) ":nth-child(3n)" => ["n3" "n6"];
        (:nth-child(3n+1)) ":nth-child(3n+1)" => ["t1" "n1" "x" "n4" "n7"];
        (:nth-child(3n-1)) ":nth-child(3n-1)" => ["n2" "n5" "t2"];
        (:nth-child(5n-20)) ":nth-child(5n-20)" => ["n5"];
        (:nth-child(10n+7)) ":nth-child(10n+7)" => ["n7"];
        (:nth-child(n)) ":nth-child(n)" => ["t1" "n1" "n2" "n3" "x" "n4" "n5" "n6" "n7" "t2"];
        (:nth-child(n-3)) ":nth-child(n-3)" => ["t1" "n1" "n2" "n3" "x" "n4" "n5" "n6" "n7" "t2"];
        (:nth-child(n + 6)) ":nth-child(n + 6)" => ["n6" "n7"];
        (:nth-child(0n)) ":nth-child(0n)" => [];

        // Backwards.
        (:nth-child(-n+2)) ":nth-child(-n+2)" => ["t1" "n1" "n2" "x" "t2"];
        (:nth-child(-n + 3)) ":nth-child(-n + 3)" => ["t1" "n1" "n2" "n3" "x" "t2"];
        (:nth-child(-2n+5)) ":nth-child(-2n+5)" => ["t1" "n1" "n3" "x" "n5"];
        (:nth-child(-2n+4)) ":nth-child(-2n+4)" => ["n2" "n4" "t2"];
        (:nth-child(-10n+7)) ":nth-child(-10n+7)" => ["n7"];
        (:nth-child(-n)) ":nth-child(-n)" => [];
        (:nth-child(-3n-1)) ":nth-child(-3n-1)" => [];
        (:nth-child(n+3):nth-child(-n+5)) ":nth-child(n+3):nth-child(-n+5)" => ["n3" "n4" "n5"];
        (:nth-child(n-9223372036854775807)) ":nth-child(n-9223372036854775807)"
            => ["t1" "n1" "n2" "n3" "x" "n4" "n5" "n6" "n7" "t2"];

        // With a sign before it, and in capitals.
        (:nth-child(+2n+1)) ":nth-child(+2n+1)" => ["t1" "n1" "n3" "x" "n5" "n7"];
        (:nth-child(+3n - 1)) ":nth-child(+3n - 1)" => ["n2" "n5" "t2"];
        (:nth-child(+2)) ":nth-child(+2)" => ["n2" "t2"];
        (:nth-child(+n+6)) ":nth-child(+n+6)" => ["n6" "n7"];
        (:nth-child(+n)) ":nth-child(+n)" => ["t1" "n1" "n2" "n3" "x" "n4" "n5" "n6" "n7" "t2"];
        (:nth-child(-n+ 3)) ":nth-child(-n+ 3)" => ["t1" "n1" "n2" "n3" "x" "t2"];
        (:nth-child(-n +3)) ":nth-child(-n +3)" => ["t1" "n1" "n2" "n3" "x" "t2"];
        (:nth-child(n-1)) ":nth-child(n-1)" => ["t1" "n1" "n2" "n3" "x" "n4" "n5" "n6" "n7" "t2"];
        (:nth-child(-n-1)) ":nth-child(-n-1)" => [];
        (:nth-child(n- 1)) ":nth-child(n- 1)" => ["t1" "n1" "n2" "n3" "x" "n4" "n5" "n6" "n7" "t2"];
        (:nth-child(2n- 1)) ":nth-child(2n- 1)" => ["t1" "n1" "n3" "x" "n5" "n7"];
        (:nth-child(2n -1)) ":nth-child(2n -1)" => ["t1" "n1" "n3" "x" "n5" "n7"];
        (:nth-child(-0n+4)) ":nth-child(-0n+4)" => ["n4"];
        (:nth-child(007)) ":nth-child(007)" => ["n7"];
        (:nth-child(02n+01)) ":nth-child(02n+01)" => ["t1" "n1" "n3" "x" "n5" "n7"];
        (:nth-child(ODD)) ":nth-child(ODD)" => ["t1" "n1" "n3" "x" "n5" "n7"];
        (:nth-child(Even)) ":nth-child(Even)" => ["n2" "n4" "n6" "t2"];
        (:nth-child(2N+1)) ":nth-child(2N+1)" => ["t1" "n1" "n3" "x" "n5" "n7"];
        (:nth-child(-2N + 5)) ":nth-child(-2N + 5)" => ["t1" "n1" "n3" "x" "n5"];
        (:nth-child(N)) ":nth-child(N)" => ["t1" "n1" "n2" "n3" "x" "n4" "n5" "n6" "n7" "t2"];
        (:nth-child(-N+2)) ":nth-child(-N+2)" => ["t1" "n1" "n2" "x" "t2"];
        (:nth-child(+N-3)) ":nth-child(+N-3)" => ["t1" "n1" "n2" "n3" "x" "n4" "n5" "n6" "n7" "t2"];
        (:nth-child(EVEN OF red)) ":nth-child(EVEN OF red)" => ["n3" "n6"];

        // Of those that match.
        (:nth-child(1 of red)) ":nth-child(1 of red)" => ["t1" "n1"];
        (:nth-child(2 of red)) ":nth-child(2 of red)" => ["n3"];
        (:nth-child(4 of red)) ":nth-child(4 of red)" => ["n6"];
        (:nth-child(1 of blue)) ":nth-child(1 of blue)" => ["n2" "x" "t2"];
        (:nth-child(odd of red)) ":nth-child(odd of red)" => ["t1" "n1" "n5"];
        (:nth-child(even of red)) ":nth-child(even of red)" => ["n3" "n6"];
        (:nth-child(n of blue)) ":nth-child(n of blue)" => ["n2" "x" "n4" "n6" "t2"];
        (:nth-child(-n+2 of blue)) ":nth-child(-n+2 of blue)" => ["n2" "x" "n4" "t2"];
        (:nth-child(2 of red, blue)) ":nth-child(2 of red, blue)" => ["n2" "t2"];
        (:nth-child(7 of red, blue)) ":nth-child(7 of red, blue)" => [];
        (:nth-child(2n+1 of :is(red, blue))) ":nth-child(2n+1 of :is(red, blue))"
            => ["t1" "n1" "n3" "x" "n5"];
        (:nth-child(3 of :not(red))) ":nth-child(3 of :not(red))" => ["n7"];
        (:nth-child(1 of red & blue)) ":nth-child(1 of red:is(blue))" => ["n6"];
        (:nth-child(2 of red + blue)) ":nth-child(2 of red + blue)" => ["n4"];
        (:nth-child(2 of #row > blue)) ":nth-child(2 of #row > blue)" => ["n4"];
        // It counts among the blue, and `n1` is none.
        (red:nth-child(1 of blue)) "red:nth-child(1 of blue)" => [];
        (red:nth-child(3 of blue)) "red:nth-child(3 of blue)" => ["n6"];

        // With others.
        (red:nth-child(odd)) "red:nth-child(odd)" => ["t1" "n1" "n3" "n5"];
        (:not(:nth-child(odd))) ":not(:nth-child(odd))" => ["n2" "n4" "n6" "t2"];
        (:nth-child(even) + :nth-child(odd)) ":nth-child(even) + :nth-child(odd)" => ["n3" "n5" "n7"];
        (:nth-child(2) ~ red) ":nth-child(2) ~ red" => ["n3" "n5" "n6"];
        (#row > :nth-child(2)) "#row > :nth-child(2)" => ["n2"];
    }
    tokens {}
    text {
        // An+B, as CSS allows it.
        ":nth-child( 2n + 1 )" => ["t1" "n1" "n3" "x" "n5" "n7"];
        ":nth-child(2n +1)" => ["t1" "n1" "n3" "x" "n5" "n7"];
        ":nth-child( even  of  red )" => ["n3" "n6"];
        ":nth-child(1 of:not(red))" => ["n2" "x" "t2"];
        "red+blue" => ["n2" "n4" "n6" "t2"];
        "red~blue+red" => ["n3" "n5"];
    }
}

/// The names of the nodes that each rule has modules for.
fn matched(fleet: &Fleet<'_>) -> Vec<Vec<String>> {
    let resolved = resolve(fleet).unwrap();
    let mut names = vec![Vec::new(); fleet.declared.rules.len()];
    for configuration in resolved.configurations() {
        for module in configuration.evaluate().unwrap().modules {
            names[module.rule.index()].push(configuration.name().to_owned());
        }
    }
    names
}

/// The names of the nodes that a selector matches.
fn selected(fleet: &Fleet<'_>, text: &str) -> Vec<String> {
    let resolved = resolve(fleet).unwrap();
    let found = resolved.select(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    found.iter().map(|node| node.name.to_owned()).collect()
}

const TREES: [(&Fleet<'static>, &[Row], &[Row]); 3] = [
    (&types::TREE, types::RULES, types::TEXTS),
    (&places::TREE, places::RULES, places::TEXTS),
    (&siblings::TREE, siblings::RULES, siblings::TEXTS),
];

#[test]
fn each_selector_in_tokens_matches_these_nodes() {
    for (fleet, rules, _) in TREES {
        let matched = matched(fleet);
        assert_eq!(matched.len(), rules.len());
        for ((rule, found), (_, names)) in fleet.declared.rules.iter().zip(matched).zip(rules) {
            assert_eq!(found, *names, "{}", rule.target.display(&fleet.declared));
        }
    }
}

#[test]
fn each_selector_in_text_matches_these_nodes() {
    for (fleet, rules, texts) in TREES {
        for (text, names) in rules.iter().chain(texts) {
            let Some(text) = text else { continue };
            assert_eq!(selected(fleet, text), *names, "{text}");
        }
    }
}

#[test]
fn a_selector_in_tokens_has_a_text_that_matches_the_same_nodes() {
    for (fleet, rules, _) in TREES {
        for (rule, (text, names)) in fleet.declared.rules.iter().zip(rules) {
            let shown = rule.target.selector().unwrap().to_text(&fleet.declared);
            assert_eq!(shown.is_some(), text.is_some(), "{}", rule.target.display(&fleet.declared));
            if let Some(shown) = shown {
                assert_eq!(selected(fleet, &shown), *names, "{shown}");
            }
        }
    }
}
