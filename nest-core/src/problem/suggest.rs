//! The nearest name to a misspelt one.

/// The candidate nearest to `wrong`, if it is near enough to be meant: at most a third of the longer word's
/// letters differ (a swap of neighbours counts once), and always at least one may.
///
/// ```
/// use nest_core::suggest::nearest;
///
/// assert_eq!(nearest("wbe", ["web", "lb"].into_iter()), Some("web"));
/// assert_eq!(nearest("database", ["web", "lb"].into_iter()), None);
/// ```
pub fn nearest<'n>(wrong: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let letters: Vec<char> = wrong.to_lowercase().chars().collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.filter(|c| *c != wrong) {
        let other: Vec<char> = candidate.to_lowercase().chars().collect();
        let allowed = (letters.len().max(other.len()) / 3).max(1);
        if letters.len().abs_diff(other.len()) > allowed || letters.len().min(other.len()) < 2 {
            continue;
        }
        let distance = distance(&letters, &other);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, name)| name)
}

/// How many letters differ, a swap of neighbours counting once: the Damerau-Levenshtein distance (optimal string
/// alignment), by rows.
pub(crate) fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = vec![];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + changed);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
