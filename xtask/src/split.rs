//! A fleet's document in pieces: one file for each system, and an index that names them.

use crate::emit::file_names;
use crate::format::Format;
use crate::json::{Document, SystemFile, Unwritten, Written};
use nest_core::model::OutputId;
use nest_core::nix::path;
use nest_core::{Configuration, Resolved};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;

/// All files of a split fleet, before any is where it belongs.
#[derive(Debug)]
pub struct Split {
    /// What the files hold, one after the other, in a file without a name.
    contents: File,
    /// The index.
    pub index: Piece,
    /// The systems.
    pub systems: Vec<Piece>,
    /// What there is to say about them.
    pub written: Written,
}

/// A file to be.
#[derive(Debug)]
pub struct Piece {
    /// The path, from the fleet's folder.
    pub path: String,
    /// What to call it, as Nix does.
    pub name: String,
    content: Range<u64>,
}

/// The file that names all others.
pub const INDEX: &str = "fleet.json";

impl Split {
    /// Runs all bodies. Every system is evaluated when its turn comes and dropped then.
    ///
    /// # Errors
    ///
    /// As [`write`](crate::json::write).
    pub fn of(resolved: &Resolved) -> Result<Self, Unwritten> {
        let contents = tempfile::tempfile().map_err(Unwritten::Io)?;
        let mut document = Document::of(resolved);
        let mut contents = Contents { out: BufWriter::new(contents), end: 0 };
        let mut systems = Vec::new();
        let mut files = Vec::new();
        let outputs = &resolved.declared().outputs;
        for ((i, output), folder) in outputs.iter().enumerate().zip(file_names(outputs)) {
            let configurations: Vec<Configuration> = resolved.configurations_of(OutputId::at(i)).collect();
            let names: Vec<&str> = configurations.iter().map(Configuration::name).collect();
            let mut of_output = Vec::new();
            for ((configuration, name), file) in configurations.iter().zip(&names).zip(file_names(&names)) {
                let Some(system) = document.system(*configuration) else { continue };
                let added = contents.add(&system);
                let (content, sha256) = added.map_err(|error| document.unwritten(error))?;
                let file = format!("{folder}/{file}.json");
                systems.push(Piece { path: file.clone(), name: path([*output, *name]), content });
                of_output.push(SystemFile { name, path: file, sha256 });
            }
            files.push(of_output);
        }
        document.files = Some(files);
        let (content, _) = contents.add(&document).map_err(|error| document.unwritten(error))?;
        let written = document.finish()?;
        let contents = contents.out.into_inner().map_err(|error| Unwritten::Io(error.into_error()))?;
        let index = Piece { path: INDEX.to_owned(), name: INDEX.to_owned(), content };
        Ok(Self { contents, index, systems, written })
    }

    /// What a file holds. Only one can be read at a time.
    ///
    /// # Errors
    ///
    /// The file without a name cannot be read.
    pub fn read(&self, piece: &Piece) -> io::Result<impl Read + Seek> {
        let Range { start, end } = piece.content;
        (&self.contents).seek(SeekFrom::Start(start))?;
        Ok((&self.contents).take(end - start))
    }
}

/// Where the contents of all files go.
struct Contents {
    out: BufWriter<File>,
    end: u64,
}

impl Contents {
    /// Adds a file, and gives its place and its hash.
    fn add(&mut self, value: &impl Serialize) -> Result<(Range<u64>, String), crate::format::Error> {
        let start = self.end;
        let mut hashed = Hashed { contents: self, hash: Sha256::new() };
        // Serialisers write a few bytes at a time, and a hash wants many.
        let mut buffered = BufWriter::new(&mut hashed);
        Format::Json.write(value, &mut buffered)?;
        buffered.flush()?;
        drop(buffered);
        let sha256 = hashed.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok((start..self.end, sha256))
    }
}

/// Bytes on their way to the contents.
struct Hashed<'c> {
    contents: &'c mut Contents,
    hash: Sha256,
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.contents.out.write_all(bytes)?;
        self.hash.update(bytes);
        self.contents.end += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
