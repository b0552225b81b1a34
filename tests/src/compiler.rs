//! rustc, asked about one file at a time, with the crates that this test was built with.

use crate::crates::Crates;
use serde_json::Value;
use std::fs;

/// Compiles files that use nest.
pub struct Compiler {
    crates: Crates,
    folder: tempfile::TempDir,
}

/// What is told at once: an error or a warning, with all that belongs to it.
pub struct Told {
    /// `error`, `warning`
    pub level: String,
    /// rustc's own, or the name of a lint.
    pub code: Option<String>,
    /// In words.
    pub message: String,
    /// Where, if anywhere.
    pub at: Option<At>,
    /// Notes and suggestions, each in its words.
    pub more: Vec<String>,
}

/// What is underlined.
pub struct At {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What stands there; of several lines, the first.
    pub text: String,
}

#[expect(clippy::new_without_default, reason = "it asks cargo, and takes its time")]
impl Compiler {
    /// One with a folder of its own.
    ///
    /// # Panics
    ///
    /// If there is no room for one.
    #[must_use]
    pub fn new() -> Self {
        Self { crates: Crates::built(), folder: tempfile::tempdir().unwrap() }
    }

    /// What is told of a crate of these files; nothing if all is well. Its root is `wrong.rs`, and each has another name.
    ///
    /// # Panics
    ///
    /// If it fails, and says nothing.
    #[must_use]
    pub fn tell(&self, name: &str, files: &[(&str, &str)]) -> Vec<Told> {
        let folder = self.folder.path().join(name);
        fs::create_dir(&folder).unwrap();
        files.iter().for_each(|(file, text)| fs::write(folder.join(file), text).unwrap());
        let mut rustc = self.crates.rustc();
        rustc.args(["--crate-type", "lib", "--crate-name", "wrong"]);
        rustc.args(["--emit", "metadata", "--error-format", "json"]);
        let output = rustc.arg("wrong.rs").current_dir(folder).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        let told: Vec<Told> = told
            .lines()
            .map(|line| Told::read(&serde_json::from_str(line).unwrap_or_else(|_| panic!("{told}"))))
            // "aborting due to 1 previous error"
            .filter(|told| told.at.is_some())
            .collect();
        let is_wrong = told.iter().any(|told| told.level == "error");
        assert_eq!(output.status.success(), !is_wrong, "{name} is wrong, and nothing is told");
        told
    }
}

impl Told {
    fn read(message: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let spans = message["spans"].as_array().into_iter().flatten();
        let children = message["children"].as_array().into_iter().flatten();
        Self {
            level: text(&message["level"]),
            code: message["code"]["code"].as_str().map(str::to_owned),
            message: text(&message["message"]),
            at: spans.clone().find(|span| span["is_primary"] == true).map(At::read),
            more: children.map(more).collect(),
        }
    }
}

impl At {
    fn read(span: &Value) -> Self {
        let number = |key: &str| span[key].as_u64().unwrap_or_default() as usize;
        let (line, column) = (number("line_start"), number("column_start"));
        let first = span["text"][0]["text"].as_str().unwrap_or_default();
        let from_first: String = first.chars().skip(column.saturating_sub(1)).collect();
        let text = match number("line_end") - line {
            0 => from_first.chars().take(number("column_end") - column).collect(),
            _ => format!("{from_first} …"),
        };
        Self { line, column, text }
    }
}

/// `help: write this: …`, with what it would put there.
fn more(child: &Value) -> String {
    let [level, message] = ["level", "message"].map(|key| child[key].as_str().unwrap_or_default());
    let spans = child["spans"].as_array().into_iter().flatten();
    let written: Vec<&str> = spans.filter_map(|span| span["suggested_replacement"].as_str()).collect();
    let written = written.iter().map(|text| format!(" `{text}`")).collect::<String>();
    format!("{level}: {message}{written}")
}
