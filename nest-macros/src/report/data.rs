//! What is wrong in a file of data: where, in words, since no token stands there.

use super::{DataPlace, Spans};
use nest_core::problem::Problem;
use std::collections::HashMap;

/// How many mistakes of one kind in one field of a file are told: where there are more, it is most often one.
const TOLD: usize = 3;

/// The problems, those in files of data with their places. `files` has their paths, and their fields.
pub(super) fn located(
    problems: Vec<(Spans, Problem)>,
    files: &[(String, Vec<String>)],
) -> Vec<(Spans, Problem)> {
    // Of each kind, how many there are and where the last is that is told.
    let mut kinds: HashMap<_, (usize, usize)> = HashMap::new();
    let mut located: Vec<(Spans, Problem)> = Vec::new();
    for (spans, problem) in problems {
        let Some(DataPlace { file, line, field }) = spans.data else {
            located.push((spans, problem));
            continue;
        };
        let (count, last) = kinds.entry((file, field, problem.code())).or_default();
        *count += 1;
        if *count > TOLD {
            if let Problem::InData { more, .. } = &mut located[*last].1 {
                *more += 1;
            }
            continue;
        }
        *last = located.len();
        let (path, fields) = &files[file as usize];
        let field = field.map(|field| fields[field as usize].clone());
        let problem = Box::new(problem);
        located.push((spans, Problem::InData { file: path.clone(), line, field, more: 0, problem }));
    }
    located
}
