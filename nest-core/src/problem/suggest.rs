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
    let letters = letters(wrong);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.filter(|c| *c != wrong) {
        let other = self::letters(candidate);
        let allowed = (letters.len().max(other.len()) / 3).max(1);
        if letters.len().min(other.len()) < 2 {
            continue;
        }
        // Only what is nearer than the nearest so far.
        let most = best.map_or(allowed, |(least, _)| allowed.min(least - 1));
        if let Some(distance) = distance_within(&letters, &other, most) {
            best = Some((distance, candidate));
            if distance == 0 {
                break;
            }
        }
    }
    best.map(|(_, name)| name)
}

fn letters(word: &str) -> Vec<char> {
    match word.is_ascii() {
        true => word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())).collect(),
        false => word.to_lowercase().chars().collect(),
    }
}

/// How many letters differ, a swap of neighbours counting once: the Damerau-Levenshtein distance (optimal string
/// alignment), by rows.
pub(crate) fn distance(a: &[char], b: &[char]) -> usize {
    distance_within(a, b, a.len().max(b.len())).unwrap_or(usize::MAX)
}

/// The same, if no more than `most` letters differ. Only the part of each row is worked out that can lead to that.
fn distance_within(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let far = most + 1;
    let mut before: Vec<usize> = vec![far; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = before.clone();
    for i in 1..=a.len() {
        let (start, end) = (i.saturating_sub(most).max(1), (i + most).min(b.len()));
        row[start - 1] = if start == 1 { i } else { far };
        let mut least_of_row = row[start - 1];
        for j in start..=end {
            let changed = usize::from(a[i - 1] != b[j - 1]);
            let above = if j == i + most { far } else { last[j] };
            let mut least = (above + 1).min(row[j - 1] + 1).min(last[j - 1] + changed);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row[j] = least;
            least_of_row = least_of_row.min(least);
        }
        // A swap reaches over one row.
        if least_of_row > far {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[b.len()]).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::{distance, distance_within, letters};

    /// By the definition, without rows.
    fn plain(a: &[char], b: &[char]) -> usize {
        match (a, b) {
            ([], rest) | (rest, []) => rest.len(),
            ([a @ .., x], [b @ .., y]) => {
                let changed = plain(a, b) + usize::from(x != y);
                let added = plain(a, &[b, &[*y]].concat()).min(plain(&[a, &[*x]].concat(), b)) + 1;
                let swapped = match (a, b) {
                    ([a @ .., v], [b @ .., w]) if v == y && w == x => plain(a, b) + 1,
                    _ => usize::MAX,
                };
                changed.min(added).min(swapped)
            }
        }
    }

    #[test]
    fn a_bounded_distance_is_the_distance_as_far_as_it_goes() {
        let words = ["", "a", "ab", "ba", "abc", "acb", "bca", "abab", "baba", "aabb", "cabab", "bcbac"];
        for (a, b) in words.iter().flat_map(|a| words.iter().map(move |b| (letters(a), letters(b)))) {
            let expected = plain(&a, &b);
            assert_eq!(distance(&a, &b), expected, "{a:?} {b:?}");
            for most in 0..6 {
                let found = distance_within(&a, &b, most);
                assert_eq!(found, Some(expected).filter(|d| *d <= most), "{a:?} {b:?} {most}");
            }
        }
    }
}
