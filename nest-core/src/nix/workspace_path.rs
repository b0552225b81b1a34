//! Paths of `path!`: from the workspace's root, and not beyond it.

use super::Refusal;

/// What is wrong with the text of a path, whether or not there is such a file; nothing if it can be one.
///
/// Every part between slashes is the name of a file or a folder: an empty one comes from an empty variable, `.` and
/// `..` from one that was meant to be something else, and all of them would be a folder that nobody asked for. A `/` at
/// the end says that a folder is meant.
///
/// ```
/// use nest_core::nix::path_refusal;
///
/// assert_eq!(path_refusal("hosts/web-1/disko.nix"), None);
/// assert_eq!(
///     path_refusal("../secrets").unwrap().to_string(),
///     "`../secrets` leads upwards with `..`; write a path from the workspace's root, such as `hosts/web-1.nix`"
/// );
/// ```
pub fn path_refusal(text: &str) -> Option<Refusal> {
    let mut parts = text.strip_suffix('/').unwrap_or(text).split('/');
    let what = if text.contains('\0') {
        "has a NUL"
    } else if text.is_empty() {
        "is no path, and would be the whole workspace"
    } else if text.starts_with('/') {
        "is absolute"
    } else if text.starts_with('~') {
        "begins with `~`, which is no folder here"
    } else if parts.clone().any(|part| part == "..") {
        "leads upwards with `..`"
    } else if parts.clone().any(|part| part == ".") {
        "has a part `.`"
    } else if parts.any(str::is_empty) {
        "has a part without a name"
    } else {
        return None;
    };
    Some(Refusal::Path { text: text.escape_debug().to_string(), what })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_below_the_root_and_is_not_all_of_it() {
        let cases = [
            ("hosts/web-1.nix", None),
            ("...", None),
            ("a/..b/c../.d", None),
            ("files/back~", None),
            ("with space/ä", None),
            ("", Some("is no path")),
            (".", Some("has a part `.`")),
            ("./a", Some("has a part `.`")),
            ("a/./b", Some("has a part `.`")),
            ("..", Some("leads upwards")),
            ("../../etc/passwd", Some("leads upwards")),
            ("a/../../b", Some("leads upwards")),
            ("a/..", Some("leads upwards")),
            ("/", Some("is absolute")),
            ("/etc/passwd", Some("is absolute")),
            ("//a", Some("is absolute")),
            ("a//b", Some("without a name")),
            ("a/", None),
            ("a//", Some("without a name")),
            ("../", Some("leads upwards")),
            ("./", Some("has a part `.`")),
            ("~", Some("begins with `~`")),
            ("~/x", Some("begins with `~`")),
            ("~root/x", Some("begins with `~`")),
            ("a\0b", Some("has a NUL")),
        ];
        for (text, expected) in cases {
            match (path_refusal(text).map(|refusal| refusal.to_string()), expected) {
                (None, None) => {}
                (Some(told), Some(part)) => assert!(told.contains(part), "{text}: {told}"),
                (told, _) => panic!("{text}: {told:?}"),
            }
        }
    }
}
