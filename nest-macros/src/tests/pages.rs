//! The examples of the pages: the first of each is the mistake, the second the remedy.

use super::problems_of;
use nest_core::problem::CODES;

/// What the macro does not tell: it happens when bodies run, or is only doubtful.
const AT_RUN_TIME: [&str; 5] =
    ["body-failed", "value-refused", "missing-file", "empty-namespace", "sibling-crosses-namespace"];

/// The blocks of a page that are the inside of a `fleet!`.
fn examples(page: &str) -> Vec<&str> {
    page.split("```fleet\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn every_page_has_its_mistake_and_its_remedy() {
    for code in CODES {
        assert!(code.page.starts_with(&format!("# {}\n", code.name)), "{}", code.name);
        let [mistake, remedy] = examples(code.page)[..] else { panic!("{} has not two examples", code.name) };
        let mut found: Vec<&str> = problems_of(mistake).iter().map(|(_, problem)| problem.code()).collect();
        found.dedup();
        let expected = if AT_RUN_TIME.contains(&code.name) { vec![] } else { vec![code.name] };
        assert_eq!(found, expected, "the mistake of {}", code.name);
        let left = problems_of(remedy);
        assert!(left.is_empty(), "the remedy of {}: {left:?}", code.name);
    }
}
