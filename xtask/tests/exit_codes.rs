//! How commands end when the command line is wrong or the system fails.

mod common;

use common::{Place, fails, fleet, host_name, no_address, run};
use nest_core::Fleet;
use nest_xtask::Exit;
use std::fs;
use std::io::{self, Write};

#[track_caller]
fn check(fleets: &[&Fleet<'static>], arguments: &[&str], exit: Exit, expected: &str) {
    let ran = run(fleets, arguments);
    assert_eq!((ran.exit, &*ran.err, &*ran.out), (exit, expected, ""));
}

#[test]
fn without_fleets_there_is_nothing_to_emit() {
    check(&[], &["emit"], Exit::Usage, "there are no fleets\n");
    check(&[], &["emit", "--stdout"], Exit::Usage, "there are no fleets\n");
    check(&[], &["emit", "some"], Exit::Usage, "there are no fleets\n");
}

#[test]
fn an_unknown_fleet_is_named_with_the_nearest_or_with_those_there_are() {
    let (a, b) = (fleet("MULTI_ENV", &["web"], host_name), fleet("HOME", &["web"], host_name));
    check(
        &[&a, &b],
        &["emit", "mlti_env", "home", "nonsense", "HOME"],
        Exit::Usage,
        "unknown fleet `mlti_env`; did you mean `multi_env`?\n\
         unknown fleet `nonsense`; there are `multi_env`, `home`\n\
         unknown fleet `HOME`; did you mean `home`?\n",
    );
    check(&[&a], &["emit", "x"], Exit::Usage, "unknown fleet `x`; there is only `multi_env`\n");
}

#[test]
fn fleets_whose_numbers_would_go_on_from_0_are_refused() {
    let (mut a, mut b) = (fleet("A", &["web"], host_name), fleet("B", &["web"], host_name));
    a.code.successor = |number| number.wrapping_add(1);
    let expected = "compiled without a check that numbers stay in their types; write `overflow-checks = true` into the \
                    profile in `Cargo.toml` (`[profile.release]`), and no `panic = \"abort\"`\n";
    for arguments in [&["check"][..], &["emit", "--stdout", "b"], &["ci"]] {
        check(&[&a, &b], arguments, Exit::Wrong, &format!("`a` is {expected}"));
    }
    b.code.successor = a.code.successor;
    check(&[&a, &b], &["check"], Exit::Wrong, &format!("`a`, `b` are {expected}"));
    assert_eq!(run(&[&a], &["explain", "syntax"]).exit, Exit::Done);
}

#[test]
fn two_fleets_of_one_name_are_told_apart_by_their_files() {
    let (a, mut b) = (fleet("ONE", &["web"], host_name), fleet("one", &["web"], host_name));
    b.declared.files = vec!["tests/other.rs"].into();
    let expected =
        "`one` is the name of a fleet in tests/fleet.rs and of one in tests/other.rs; rename one\n";
    check(&[&a, &b], &["emit"], Exit::Wrong, expected);
}

#[test]
fn stdout_takes_exactly_one_fleet() {
    let (a, b) = (fleet("A", &["web"], host_name), fleet("B", &["web"], host_name));
    let expected = "`--stdout` prints one fleet; name one of `a`, `b`\n";
    check(&[&a, &b], &["emit", "--stdout"], Exit::Usage, expected);
    check(&[&a, &b], &["emit", "--stdout", "b", "a"], Exit::Usage, expected);
    for arguments in [&["emit", "--stdout", "b"][..], &["emit", "b", "--stdout", "b"]] {
        let ran = run(&[&a, &b], arguments);
        assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
        assert!(ran.out.starts_with("{\n  \"format\": \"nest-fleet/1\",\n  \"fleet\": \"b\",\n"));
    }
}

#[test]
fn stdout_prints_nothing_when_a_body_fails() {
    let expected = no_address("`prod.web`") + "1 error; nothing was printed\n";
    check(&[&fleet("A", &["lb", "web"], fails)], &["emit", "--stdout"], Exit::Wrong, &expected);
}

#[test]
fn what_clap_refuses_is_an_error_of_usage_and_help_is_none() {
    let one = fleet("ONE", &["web"], host_name);
    for arguments in [
        &[][..],
        &["nonsense"],
        &["emit", "--nonsense"],
        &["emit", "--stdout", "--check"],
        &["emit", "--stdout", "--out", "x"],
        &["emit", "--out"],
        &["ci", "extra"],
    ] {
        let ran = run(&[&one], arguments);
        assert_eq!((ran.exit, &*ran.out), (Exit::Usage, ""), "{arguments:?}");
        assert!(ran.err.contains("Usage: cargo xtask") || ran.err.contains("try '--help'"), "{}", ran.err);
    }
    for arguments in [&["--help"][..], &["emit", "--help"], &["help", "emit"]] {
        let ran = run(&[&one], arguments);
        assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""), "{arguments:?}");
        assert!(ran.out.contains("Usage: cargo xtask"), "{}", ran.out);
    }
}

#[test]
fn whoever_writes_an_option_for_the_layout_is_told_to_write_it_in_the_fleet() {
    let one = fleet("ONE", &["web"], host_name);
    let instead = |option: &str, layout: &str| {
        format!(
            "`{option}` is no option any more; a fleet says itself how it is written: \
             `pub static NAME {{ layout = {layout}; }}`\n"
        )
    };
    let (split, nix) = (instead("--split", "split"), instead("--format", "nix"));
    for (arguments, told) in [
        (&["--split"][..], &split),
        (&["one", "--split", "--check"], &split),
        (&["--stdout", "--split"], &split),
        (&["--format", "nix"], &nix),
        (&["--format=nix", "one"], &nix),
        (&["--format", "yaml"], &nix),
        (&["--format"], &nix),
        (&["--format", "json"], &instead("--format", "single")),
        (&["--split", "--format", "nix"], &format!("{split}{nix}")),
    ] {
        check(&[&one], &[&["emit"], arguments].concat(), Exit::Usage, told);
    }
    assert!(!run(&[&one], &["emit", "--help"]).out.contains("--split"));
}

/// A standard output that takes some bytes, and then fails.
struct Full {
    room: usize,
    error: io::ErrorKind,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.room);
        self.room -= taken;
        if taken == 0 { Err(self.error.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_who_stops_reading_is_no_error_and_a_full_disk_is() {
    let one = fleet("ONE", &["web"], host_name);
    let emit = |out: &mut dyn Write| {
        let mut err = Vec::new();
        let exit = nest_xtask::run(["xtask", "emit", "--stdout"], &[&one], out, &mut err);
        (exit, String::from_utf8(err).unwrap())
    };
    let (exit, err) = emit(&mut Full { room: 10, error: io::ErrorKind::BrokenPipe });
    assert_eq!((exit, &*err), (Exit::Done, ""));
    let (exit, err) = emit(&mut Full { room: 10, error: io::ErrorKind::StorageFull });
    assert_eq!((exit, &*err), (Exit::System, "cannot write to standard output: no storage space\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error_of_the_system() {
    let one = fleet("ONE", &["web"], host_name);
    let mut full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut err = Vec::new();
    let exit = nest_xtask::run(["xtask", "emit", "--stdout"], &[&one], &mut full, &mut err);
    assert_eq!(exit, Exit::System);
    let expected = "cannot write to standard output: No space left on device (os error 28)\n";
    assert_eq!(String::from_utf8(err).unwrap(), expected);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_named_with_the_file() {
    let one = fleet("ONE", &["web"], host_name);
    let expected = "cannot write `/proc/one.json`: No such file or directory (os error 2)\n";
    check(&[&one], &["emit", "--out", "/proc"], Exit::System, expected);
}

#[cfg(unix)]
#[test]
fn a_folder_below_a_file_cannot_be_made_or_read() {
    let place = Place::new();
    fs::write(place.path("file"), "").unwrap();
    let (below, file) = (place.path("file/sub"), place.path("file"));
    let (below, file) = (below.to_str().unwrap(), file.to_str().unwrap());
    let one = fleet("ONE", &["web"], host_name);
    let not_a_folder = "Not a directory (os error 20)";
    let expected = format!("cannot create `{below}`: {not_a_folder}\n");
    check(&[&one], &["emit", "--out", below], Exit::System, &expected);
    let expected = format!("cannot read `{below}/one.json`: {not_a_folder}\n");
    check(&[&one], &["emit", "--check", "--out", below], Exit::System, &expected);
    let expected = format!("cannot create `{file}`: File exists (os error 17)\n");
    check(&[&one], &["emit", "--out", file], Exit::System, &expected);
}

#[test]
fn a_folder_in_the_place_of_the_file_is_an_error_of_the_system() {
    let place = Place::new();
    fs::create_dir(place.path("one.json")).unwrap();
    let ran = place.emit(&[&fleet("ONE", &["web"], host_name)], &[]);
    assert_eq!((ran.exit, &*ran.err), (Exit::System, "cannot write `DIR/one.json`: not a regular file\n"));
    assert_eq!(fs::read_dir(&place.folder).unwrap().count(), 1);
}
