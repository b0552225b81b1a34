//! File names for systems and outputs, which can have any name.

use std::collections::HashSet;
use std::fmt::Write;

/// A file name for each of these names.
///
/// Letters, digits, `_` and `-` of ASCII stay, and a `.` between two of the first, as in a domain; every other byte becomes `%` and two digits: no name leaves its
/// folder, hides there, or means something to a system. Different names have different file names, also on a file
/// system that takes `Web` and `web` for one: where such two meet, their upper-case letters become digits too. A
/// system that is alone with its letters keeps them.
pub fn file_names(names: &[&str]) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut shared = HashSet::new();
    for name in names {
        let lower = name.to_ascii_lowercase();
        if seen.contains(&lower) {
            shared.insert(lower);
        } else {
            seen.insert(lower);
        }
    }
    names.iter().map(|name| file_name(name, shared.contains(&name.to_ascii_lowercase()))).collect()
}

/// Whether this can be the file name of that name: there are two, of which the other names decide.
pub fn is_file_name(file: &str, name: &str) -> bool {
    [false, true].iter().any(|is_shared| file == file_name(name, *is_shared))
}

fn file_name(name: &str, is_shared: bool) -> String {
    let mut file = String::new();
    for (at, byte) in name.bytes().enumerate() {
        let stays = match byte {
            b'A'..=b'Z' => !is_shared,
            b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' => true,
            b'.' => divides(name.as_bytes(), at),
            _ => false,
        };
        if stays {
            file.push(byte.into());
        } else {
            // Into a string, which takes everything.
            let _ = write!(file, "%{byte:02X}");
        }
    }
    file
}

/// Whether letters or digits stand on both sides of a place.
fn divides(name: &[u8], at: usize) -> bool {
    let stands = |at: Option<usize>| at.and_then(|at| name.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    stands(at.checked_sub(1)) && stands(at.checked_add(1))
}

/// Whether a file name is of the form that all have which are made here.
pub fn is_of_form(file: &str) -> bool {
    file.bytes().enumerate().all(|(at, byte)| {
        byte.is_ascii_alphanumeric() || b"_-%".contains(&byte) || byte == b'.' && divides(file.as_bytes(), at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: &[&str]) {
        assert_eq!(file_names(names), expected);
    }

    #[test]
    fn no_name_leaves_the_folder() {
        check(
            &["../x", "/etc", "a\\b", "..", ".", ""],
            &["%2E%2E%2Fx", "%2Fetc", "a%5Cb", "%2E%2E", "%2E", ""],
        );
        check(&["ä", "a%2Fb", "alice@web", "C:"], &["%C3%A4", "a%252Fb", "alice%40web", "C%3A"]);
    }

    #[test]
    fn usual_names_stay_as_they_are() {
        let usual = ["lb-prod", "web_1", "nixosConfigurations", "web-1.example.org"];
        check(&usual, &usual);
        check(&[".a", "a.", "a..b", "a.-b"], &["%2Ea", "a%2E", "a%2E%2Eb", "a%2E-b"]);
    }

    #[test]
    fn names_that_differ_in_case_alone_have_files_that_differ_in_more() {
        check(&["Web", "db", "web", "DB1", "wEB"], &["%57eb", "db", "web", "DB1", "w%45%42"]);
        // Letters outside ASCII are digits already.
        check(&["Ä", "ä"], &["%C3%84", "%C3%A4"]);
        let odd = ["W%", "w%", "%57", "W%25", "w"];
        let lower: HashSet<String> = file_names(&odd).iter().map(|file| file.to_ascii_lowercase()).collect();
        assert_eq!(lower.len(), odd.len());
    }
}
