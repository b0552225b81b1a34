//! Mistakes of newcomers, who come from Nix or are new to Rust: what each is told, and that what it says helps.
//!
//! They are data, in `tests/mistakes/`. Behind the words about a page stands a fleet with a hole, `…`, and then each
//! mistake: its name, the code in the hole, what the compiler tells of it, and the remedy, an edit that follows what is
//! told. A place is a line and a column of the mistake's own code.
//!
//! `UPDATE_EXPECT=1 cargo test -p nest-tests --test mistakes` writes anew what is told.

mod table;

use nest_tests::compiler::{Compiler, Told};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::{env, fs, thread};
use table::{Mistake, Page};

static COMPILER: LazyLock<Compiler> = LazyLock::new(Compiler::new);

/// What a compiler tells of a page with so many lines in its hole, in lines.
fn words(page: &Page, lines: usize, told: &[Told]) -> String {
    let one = |Told { level, code, message, at, more }: &Told| {
        let (place, text) = at
            .as_ref()
            .map_or_else(Default::default, |at| (page.place(at.line, at.column, lines), at.text.as_str()));
        let code = code.as_ref().filter(|code| code.starts_with('E'));
        let code = code.map(|code| format!("[{code}]")).unwrap_or_default();
        let more: String = more.iter().map(|more| format!("\n{}", indented(more))).collect();
        format!("{place} `{text}` {level}{code}: {}{more}", message.replace('\n', "\n    "))
    };
    told.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

/// Does something with each number below `count`, on all cores, and gives what comes of each.
fn each<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count {
                        return;
                    }
                    let result = work(at);
                    done.lock().unwrap().push((at, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[test]
fn each_mistake_is_told_in_its_words_and_most_by_one_error_whose_remedy_compiles() {
    let mut pages = table::pages();
    let all: Vec<(&Page, &Mistake)> =
        pages.iter().flat_map(|page| page.mistakes.iter().map(move |mistake| (page, mistake))).collect();
    let told = each(all.len(), |at| {
        let (page, mistake) = all[at];
        let told = COMPILER.tell(&format!("mistake_{at}"), &[("wrong.rs", &page.filled(&mistake.code))]);
        let mended = mistake.mended().map(|code| match code {
            Ok(code) => {
                let told = COMPILER.tell(&format!("mended_{at}"), &[("wrong.rs", &page.filled(&code))]);
                words(page, code.lines().count(), &told)
            }
            Err(error) => error,
        });
        (told.len(), words(page, mistake.code.lines().count(), &told), mended)
    });
    let mut wrong = Vec::new();
    let (mut helped, mut count) = (0, 0);
    let mut results = told.into_iter();
    let is_update = env::var_os("UPDATE_EXPECT").is_some();
    for page in &mut pages {
        for mistake in &mut page.mistakes {
            let (number, told, mended) = results.next().unwrap();
            let name = format!("{}: {}", page.path.file_name().unwrap().display(), mistake.name);
            count += 1;
            helped += usize::from(number == 1 && mended.is_some());
            if mended.as_ref().is_some_and(|told| !told.is_empty()) {
                wrong.push(format!("{name}: the remedy does not help:\n{}", mended.unwrap_or_default()));
            }
            if told.is_empty() {
                wrong.push(format!("{name}: nothing is told"));
            }
            if told != mistake.told && !is_update {
                wrong.push(format!("{name}: it is told:\n{told}"));
            }
            mistake.told = told;
        }
        if is_update {
            page.write();
        }
    }
    assert!(wrong.is_empty(), "{} are wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(count >= 350 && helped >= 345, "{helped} of {count} are one error whose remedy compiles");
}

#[test]
fn the_first_file_that_the_reference_shows_compiles_without_a_word() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/fleet.md")).unwrap();
    let blocks = nest_tests::markdown::blocks(&page);
    let first = blocks.iter().find(|block| block.language == "rust").unwrap();
    let told: Vec<String> =
        COMPILER.tell("first", &[("wrong.rs", first.text)]).into_iter().map(|told| told.message).collect();
    assert_eq!(told, [""; 0]);
}
