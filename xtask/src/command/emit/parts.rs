//! A fleet's document in parts, before any file is where it belongs: one for each system, and an index that names
//! them.

use crate::document::{self, Renderer, SystemFile, Systems, Unwritten, Written};
use crate::file::{INDEX, file_names};
use crate::format::Format;
use hmac_sha256::Hash;
use nest_core::model::OutputId;
use nest_core::nix::path;
use nest_core::{Configuration, Resolved};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom};
use std::ops::Range;

/// All files of a split fleet.
#[derive(Debug)]
pub struct Parts {
    /// What the files hold, one after the other, in a file without a name.
    contents: File,
    pub index: Part,
    pub systems: Vec<Part>,
    /// What there is to say about them.
    pub written: Written,
}

/// A file to be.
#[derive(Debug)]
pub struct Part {
    /// The path, from the fleet's folder.
    pub path: String,
    /// What to call it, as Nix does.
    pub name: String,
    content: Range<u64>,
}

impl Parts {
    /// Runs all bodies.
    ///
    /// # Errors
    ///
    /// As [`document::write`].
    pub fn of(resolved: &Resolved) -> Result<Self, Unwritten> {
        // The index is written while the systems are, and comes to them in the end.
        let (contents, mut index) = (anonymous()?, anonymous()?);
        let mut contents = Contents { out: BufWriter::new(contents), end: 0 };
        let (paths, mut systems) = (paths(resolved), Vec::new());
        let mut put = |number, configuration: &Configuration, mut text: String| {
            text.push('\n');
            let content = contents.add(text.as_bytes())?;
            let sha256 = Hash::hash(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            let name = path([configuration.output(), configuration.name()]);
            // There is one for each system.
            let file: &String = &paths[number];
            systems.push(Part { path: file.clone(), name, content });
            Ok(SystemFile { file: file.clone(), sha256 })
        };
        let renderer = Renderer::new(resolved, Format::Json);
        let written = document::write(&renderer, Systems::Apart(&mut put), &index)?;
        let mut finish = || {
            index.rewind()?;
            contents.add(&index)
        };
        let content = finish().map_err(Unwritten::Io)?;
        let contents = contents.out.into_inner().map_err(|error| Unwritten::Io(error.into_error()))?;
        let index = Part { path: INDEX.to_owned(), name: INDEX.to_owned(), content };
        Ok(Self { contents, index, systems, written })
    }

    /// What a file holds. Only one can be read at a time.
    ///
    /// # Errors
    ///
    /// The file without a name cannot be read.
    pub fn read(&self, file: &Part) -> io::Result<impl Read + Seek> {
        let Range { start, end } = file.content;
        (&self.contents).seek(SeekFrom::Start(start))?;
        Ok((&self.contents).take(end - start))
    }
}

fn anonymous() -> Result<File, Unwritten> {
    tempfile::tempfile().map_err(Unwritten::Io)
}

/// The paths of all systems' files, in the order of the systems.
fn paths(resolved: &Resolved) -> Vec<String> {
    let outputs = &resolved.declared().outputs;
    let mut paths = Vec::new();
    for ((id, _), folder) in outputs.entries::<OutputId>().zip(file_names(outputs)) {
        let names: Vec<&str> = resolved.configurations_of(id).map(|one| one.name()).collect();
        paths.extend(file_names(&names).iter().map(|file| format!("{folder}/{file}.json")));
    }
    paths
}

/// Where the contents of all files go.
struct Contents {
    out: BufWriter<File>,
    end: u64,
}

impl Contents {
    /// Adds a file, and gives its place.
    fn add(&mut self, mut content: impl Read) -> io::Result<Range<u64>> {
        let start = self.end;
        self.end += io::copy(&mut content, &mut self.out)?;
        Ok(start..self.end)
    }
}
