//! How long rust-analyzer computes on a fleet when somebody edits it, by the number of its nodes: until it tells what is
//! wrong, and until it offers words in a body. Beside it, how much of that is the macro's.
//!
//! The time is the processor's, of the server and of the process that runs the macro, which is built as users build it.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use nest_tests::editor::Editor;
use nest_tests::environments::environments;
use serde_json::json;
use std::env;
use std::path::Path;
use std::time::Duration;

/// How many nodes, beside the two that every rule needs.
const NODES: [usize; 3] = [2, 998, 4_998];

/// How many runs for each fleet.
const RUNS: usize = 5;

/// `cargo bench` measures; `cargo test --benches` only sees that there is an answer.
fn main() {
    let has = |flag| env::args().any(|argument| argument == flag);
    let (nodes, runs) = if has("--bench") && !has("--test") { (&NODES[..], RUNS) } else { (&NODES[..1], 1) };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor");
    let Some(mut editor) = Editor::start(&folder, "") else { return };
    if editor.computed().is_none() {
        eprintln!("skipped: no /proc, which says how long a process has computed");
        return;
    }
    println!("{:>6} {:>23} {:>23}", "nodes", "diagnostics (macro)", "completion (macro)");
    for nodes in nodes {
        // The first answer about another fleet has all of it to do, and says nothing of an edit.
        told(&mut editor, &environments(*nodes, 80));
        offered(&mut editor, &environments(*nodes, 80));
        let mut times = [told, offered].map(|answer| {
            let time = |run| answer(&mut editor, &environments(*nodes, 80 + run));
            let mut times: Vec<[Duration; 2]> = (1..=runs).map(time).collect();
            times.sort_by_key(|times| times.iter().sum::<Duration>());
            times[runs / 2].map(|time| time.as_secs_f64())
        });
        for [server, others] in &mut times {
            *server += *others;
        }
        let [[told, told_macro], [offered, offered_macro]] = times;
        println!(
            "{:>6} {told:>12.2} s ({told_macro:.2} s) {offered:>12.2} s ({offered_macro:.2} s)",
            nodes + 2
        );
    }
}

/// How long it takes to tell that nothing is wrong.
fn told(editor: &mut Editor, text: &str) -> [Duration; 2] {
    timed(editor, |editor| {
        editor.show(text);
        assert_eq!(editor.diagnostics(), Vec::<serde_json::Value>::new());
    })
}

/// How long it takes to offer what a body can begin a value with.
fn offered(editor: &mut Editor, text: &str) -> [Duration; 2] {
    const VALUE: &str = "services.nginx.enable = ";
    let (before, after) = text.split_once(&format!("{VALUE}true")).unwrap();
    let text = format!("{before}{VALUE}ho{after}");
    let (line, character) = (before.matches('\n').count(), before.lines().last().map_or(0, str::len));
    let position = json!({ "position": { "line": line, "character": character + VALUE.len() + 2 } });
    timed(editor, |editor| {
        editor.show(&text);
        let offered = editor.completions(position);
        assert!(offered.iter().any(|item| item["label"] == "host"), "{offered:#?}");
    })
}

/// How long the server and the other processes compute for an answer.
fn timed(editor: &mut Editor, ask: impl FnOnce(&mut Editor)) -> [Duration; 2] {
    let before = editor.computed().unwrap();
    ask(editor);
    let after = editor.computed().unwrap();
    [0, 1].map(|of| after[of].saturating_sub(before[of]))
}
