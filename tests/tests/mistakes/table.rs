//! The table of mistakes, as it stands in `tests/mistakes/`: a file for each place where they are made.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, iter};

/// A file: the fleet around the mistakes, and they.
pub struct Page {
    pub path: PathBuf,
    about: String,
    around: Vec<String>,
    pub mistakes: Vec<Mistake>,
}

/// A mistake, what is told of it, and what to write instead.
pub struct Mistake {
    pub name: String,
    pub code: String,
    pub told: String,
    pub edits: Vec<Edit>,
}

/// This is replaced by that.
#[derive(Default)]
pub struct Edit {
    this: Vec<String>,
    that: Vec<String>,
}

/// Where the mistake stands in the fleet around it.
const HOLE: &str = "…";
const CODE: &str = "    ";
const NAME: &str = "# ";
const TOLD: &str = "| ";

/// All pages, in the order of their names.
pub fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("mistakes");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| Page::read(&path)).collect()
}

impl Page {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut sections = text.split("\n# ");
        let head = sections.next().unwrap();
        let around: Vec<String> =
            head.lines().filter_map(|line| line.strip_prefix(CODE)).map(str::to_owned).collect();
        let about = head.lines().take_while(|line| !line.starts_with(CODE)).collect::<Vec<_>>().join("\n");
        assert!(around.iter().any(|line| line.trim() == HOLE), "{}: no hole", path.display());
        Self { path: path.to_owned(), about, around, mistakes: sections.map(Mistake::read).collect() }
    }

    /// Writes the page with what is told now.
    pub fn write(&self) {
        let mut text = format!("{}\n", self.about);
        self.around.iter().for_each(|line| writeln!(text, "{}", format!("{CODE}{line}").trim_end()).unwrap());
        for mistake in &self.mistakes {
            write!(text, "\n{NAME}{}\n", mistake.name).unwrap();
            mistake.code.lines().for_each(|line| writeln!(text, "{CODE}{line}").unwrap());
            mistake.told.lines().for_each(|line| writeln!(text, "{TOLD}{line}").unwrap());
            for Edit { this, that } in &mistake.edits {
                this.iter().for_each(|line| writeln!(text, "- {line}").unwrap());
                that.iter().for_each(|line| writeln!(text, "{}", format!("+ {line}").trim_end()).unwrap());
            }
        }
        fs::write(&self.path, text).unwrap();
    }

    /// The fleet with some code in its hole.
    pub fn filled(&self, code: &str) -> String {
        let mut lines = Vec::new();
        for line in &self.around {
            match line.trim() == HOLE {
                true => lines.extend(code.lines().map(|code| format!("{}{code}", indentation(line)))),
                false => lines.push(line.clone()),
            }
        }
        lines.join("\n") + "\n"
    }

    /// A line and a column of the fleet, counted from where the mistake of so many lines begins, from 1.
    pub fn place(&self, line: usize, column: usize, lines: usize) -> String {
        let hole = self.around.iter().position(|line| line.trim() == HOLE).unwrap();
        match line.checked_sub(hole + 1) {
            Some(at) if at < lines => {
                format!("{}:{}", at + 1, column.saturating_sub(indentation(&self.around[hole]).len()))
            }
            Some(at) => format!("around {}:{column}", line - lines + usize::from(at >= lines)),
            None => format!("around {line}:{column}"),
        }
    }
}

impl Mistake {
    fn read(section: &str) -> Self {
        let (name, rest) = section.split_once('\n').unwrap_or((section, ""));
        let starting = |start: &'static str| rest.lines().filter_map(move |line| line.strip_prefix(start));
        let join = |lines: &mut dyn Iterator<Item = &str>| lines.collect::<Vec<_>>().join("\n");
        let mut edits: Vec<Edit> = Vec::new();
        for line in rest.lines() {
            let text = line.get(2..).unwrap_or_default().to_owned();
            match line.chars().next() {
                Some('-') if edits.last().is_none_or(|edit| !edit.that.is_empty()) => {
                    edits.push(Edit { this: vec![text], that: Vec::new() });
                }
                Some('-') => edits.last_mut().unwrap().this.push(text),
                Some('+') => edits.last_mut().expect("`-` stands before `+`").that.push(text),
                _ => {}
            }
        }
        Self {
            name: name.to_owned(),
            code: join(&mut starting(CODE)),
            told: join(&mut starting(TOLD)),
            edits,
        }
    }

    /// The code with what is told to be written, or nothing where nothing is.
    ///
    /// # Errors
    ///
    /// What should be replaced, and does not stand there once.
    pub fn mended(&self) -> Option<Result<String, String>> {
        let apply = |code: String, Edit { this, that }: &Edit| {
            let this = this.join("\n");
            let count = code.matches(&this).count();
            if count == 1 {
                Ok(code.replace(&this, &that.join("\n")))
            } else {
                Err(format!("`{this}` stands there {count} times"))
            }
        };
        (!self.edits.is_empty()).then(|| self.edits.iter().try_fold(self.code.clone(), apply))
    }
}

fn indentation(line: &str) -> String {
    iter::repeat_n(' ', line.len() - line.trim_start().len()).collect()
}
