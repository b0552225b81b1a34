//! The mistakes on the pages in `docs/`: each is followed by what is said of it.

#[path = "../../../tests/src/markdown.rs"]
mod markdown;

use super::problems_of;
use std::fs;
use std::path::Path;

#[test]
fn mistakes_have_the_messages_that_the_pages_show() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let mut wrong = Vec::new();
    for path in markdown::pages(&docs).unwrap() {
        let page = fs::read_to_string(&path).unwrap();
        let blocks = markdown::blocks(&page);
        for (i, mistake) in blocks.iter().enumerate().filter(|(_, block)| block.language == "fleet-error") {
            let expected = match blocks.get(i + 1) {
                Some(said) if (said.language, said.section) == ("text", mistake.section) => said.text,
                _ => "",
            };
            // On the line of the first fence, so that lines are counted from the first one that is shown.
            let header = if mistake.text.contains("pub static ") { "" } else { "pub static DOC; " };
            let problems = problems_of(&format!("{header}{}", mistake.text));
            let said: String = problems.iter().map(|(_, problem)| format!("{problem}\n")).collect();
            if said.is_empty() || said != expected {
                let page = path.file_name().unwrap_or_default().display();
                wrong.push(format!("docs/{page}:{}: it is said:\n{said}", mistake.line));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
