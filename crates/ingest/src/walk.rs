//! Paths to files: folders walked, every file once, in an order that does not depend on the order given.

use crate::limits::Limits;
use crate::{format, problem};
use record::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The files under some paths.
#[derive(Default)]
pub struct Files {
    /// Each once, sorted by the path as it is shown.
    pub files: Vec<PathBuf>,
    /// Paths that gave no file.
    pub failures: Vec<Diagnostic>,
    /// What was passed over.
    pub warnings: Vec<Diagnostic>,
}

/// Walks `paths`. A file that is reached by several of them goes by the first in sorted order.
pub fn walk(paths: &[PathBuf], limits: &Limits) -> Files {
    let mut walker = Walker { limits, found: BTreeMap::new(), files: Files::default() };
    let given: BTreeSet<&PathBuf> = paths.iter().collect();
    for path in given {
        walker.given(path);
    }
    let mut files = walker.files;
    files.files = walker.found.into_values().collect();
    files.files.sort_by_key(|path| shown(path));
    files
}

/// A path as it is written in output.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

struct Walker<'a> {
    limits: &'a Limits,
    /// The real file to the path that it goes by.
    found: BTreeMap<PathBuf, PathBuf>,
    files: Files,
}

impl Walker<'_> {
    fn given(&mut self, path: &Path) {
        let name = shown(path);
        match std::fs::metadata(path) {
            Err(error) => self.files.failures.push(problem::unreadable(&name, &error)),
            Ok(meta) if meta.is_file() => self.add(path),
            Ok(meta) if meta.is_dir() => {
                if !self.folder(path) {
                    self.files.failures.push(
                        Diagnostic::error("input/empty-folder", "there is no readable file in this folder")
                            .at(name)
                            .hint("give a folder that holds texts, pages, mails, feeds, JSON, PDF or office documents, or crawl archives"),
                    );
                }
            }
            Ok(_) => self.files.failures.push(problem::not_a_file(&name)),
        }
    }

    fn add(&mut self, path: &Path) {
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if self.found.len() >= self.limits.files && !self.found.contains_key(&real) {
            self.files.failures.push(
                Diagnostic::error("input/too-many-files", format!("more than {} files were given", self.limits.files))
                    .at(shown(path))
                    .hint("run on fewer folders at a time"),
            );
            return;
        }
        let known = self.found.entry(real).or_insert_with(|| path.to_owned());
        if shown(path) < shown(known) {
            *known = path.to_owned();
        }
    }

    /// Adds the files of a folder and of those in it; whether there was any.
    fn folder(&mut self, top: &Path) -> bool {
        let mut any = false;
        let root = std::fs::canonicalize(top).unwrap_or_else(|_| top.to_owned());
        // The folders still to look at, each with the real folders above it: a link back to one of them is a loop.
        let mut open = vec![(top.to_owned(), Vec::<PathBuf>::new())];
        while let Some((folder, above)) = open.pop() {
            let name = shown(&folder);
            let real = std::fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone());
            if above.contains(&real) {
                let warning = Diagnostic::warning("input/loop", "this link leads back to a folder above it");
                self.files.warnings.push(warning.at(name));
                continue;
            }
            if above.len() >= self.limits.folder_depth {
                let message = format!("folders nest deeper than {}", self.limits.folder_depth);
                self.files.failures.push(Diagnostic::error("input/too-deep", message).at(name));
                continue;
            }
            let mut entries: Vec<PathBuf> = match std::fs::read_dir(&folder) {
                Ok(entries) => entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect(),
                Err(error) => {
                    self.files.failures.push(problem::unreadable(&name, &error));
                    any = true;
                    continue;
                }
            };
            entries.sort();
            let inside: Vec<PathBuf> = above.iter().cloned().chain([real]).collect();
            for entry in entries {
                any |= self.entry(entry, &root, &inside, &mut open);
            }
        }
        any
    }

    /// Whether a path is a link that leads out of the folder `root`.
    fn leads_out(&self, path: &Path, root: &Path) -> bool {
        let link = std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
        link && !self.limits.links_out && std::fs::canonicalize(path).is_ok_and(|real| !real.starts_with(root))
    }

    fn entry(
        &mut self,
        path: PathBuf,
        root: &Path,
        inside: &[PathBuf],
        open: &mut Vec<(PathBuf, Vec<PathBuf>)>,
    ) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // Hidden files are the tools' own, not anyone's reports.
        if name.starts_with('.') {
            return false;
        }
        if self.leads_out(&path, root) {
            let warning = Diagnostic::warning("input/link", "this link leads out of its folder; it was not followed");
            self.files.warnings.push(warning.at(shown(&path)).hint("give what it leads to, or say --follow-links"));
            return false;
        }
        match std::fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => {
                open.push((path, inside.to_vec()));
                false
            }
            Ok(meta) if meta.is_file() && format::is_other(&name) => {
                let warning = Diagnostic::warning("input/passed-over", "its name says that it holds no report");
                self.files.warnings.push(warning.at(shown(&path)));
                false
            }
            Ok(meta) if meta.is_file() => {
                self.add(&path);
                true
            }
            Ok(_) => {
                self.files.failures.push(problem::not_a_file(&shown(&path)));
                true
            }
            Err(error) => {
                self.files.failures.push(problem::unreadable(&shown(&path), &error));
                true
            }
        }
    }
}
