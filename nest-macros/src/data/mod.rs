//! Nodes from data: an inventory that another program keeps, read while the fleet compiles.
//!
//! What stands in the file becomes syntax, as if it were written in the fleet, and is checked as that is. The tokens of
//! all of it are those of the file's path, so that its places say where it really stands.

mod attributes;
mod columns;
mod csv;
mod file;
#[cfg(feature = "data")]
mod json;
#[cfg(feature = "data")]
mod lines;
mod nodes;
mod record;
#[cfg(feature = "data")]
mod toml;

use crate::ast::{Ast, Branch, DataDecl, DataFile};
use crate::report::Report;
use attributes::Attributes;
use nest_core::problem::Problem;
use nodes::Nodes;
use record::Records;
use std::path::Path;

/// Reads the files that a fleet names. Paths begin at the package's folder: where the fleet's own file is, not every
/// editor knows.
pub(crate) fn read(ast: &mut Ast, folder: &Path, package: &str, report: &Report) {
    let attributes = Attributes::of(ast);
    let mut reading = Reading { attributes, folder, package, files: Vec::new(), report };
    ast.entries.iter_mut().for_each(|branch| reading.branch(branch));
    ast.files = reading.files;
}

struct Reading<'a> {
    attributes: Attributes,
    folder: &'a Path,
    package: &'a str,
    files: Vec<DataFile>,
    report: &'a Report,
}

impl Reading<'_> {
    fn branch(&mut self, branch: &mut Branch) {
        match branch {
            Branch::Entry(decl) => decl.entries.iter_mut().for_each(|branch| self.branch(branch)),
            Branch::For(decl) => decl.branches.iter_mut().for_each(|branch| self.branch(branch)),
            Branch::Data(decl) if !decl.broken => {
                let before = self.report.len();
                self.data(decl);
                decl.broken = self.report.len() > before;
            }
            Branch::Data(_) => {}
        }
    }

    fn data(&mut self, decl: &mut DataDecl) {
        let read = match file::format(&decl.path) {
            Ok(read) => read,
            Err(why) => return self.report.add(decl.span, Problem::DataFile { why }),
        };
        let bytes = match file::bytes(self.folder, &decl.path) {
            Ok(bytes) => bytes,
            Err(why) => return self.report.add(decl.span, Problem::DataFile { why }),
        };
        let file = self.report.file(&decl.path);
        if file as usize == self.files.len() {
            let name = format!("{}/{}", self.package, decl.path);
            self.files.push(DataFile { path: decl.path.clone(), name });
        }
        let records = file::text(&bytes).and_then(read).unwrap_or_else(Records::wrong);
        let keyed = records.all.iter().any(|record| record.key.is_some());
        decl.nodes = Nodes::of(decl, &self.attributes, file, keyed, self.report).all(records);
    }
}
