//! Answers, kept by what was asked.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// The name of a question: of its text, the prompts' version and the model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// The name of a question.
    pub fn new(prompt: &str, version: u32, model: &str, text: &str) -> Self {
        let mut hash = Sha256::new();
        // Each part with its length, so that none can run into the next.
        for part in ["rapporteur reader", prompt, &version.to_string(), model, text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Self(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Keeps answers. What is kept is the model's words as they came; they are checked whenever they are used.
pub trait Cache: Send + Sync {
    /// The answer, if there is one.
    fn get(&self, key: &Key) -> Option<String>;

    /// Keeps an answer.
    ///
    /// # Errors
    /// When it cannot be written.
    fn put(&self, key: &Key, answer: &str) -> io::Result<()>;
}

/// Keeps answers as long as the program runs.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<Key, String>>);

impl Cache for Memory {
    fn get(&self, key: &Key) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn put(&self, key: &Key, answer: &str) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone(), answer.to_owned());
        Ok(())
    }
}

/// Keeps answers in a folder, a file each. They hold words of the reports.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// What was read or could not be written: the run goes on with it.
    recent: Memory,
}

/// A file of the folder.
#[derive(Serialize, Deserialize)]
struct Kept {
    key: String,
    answer: String,
}

/// No file of ours is larger.
const LARGEST: u64 = 4 << 20;

impl Folder {
    /// A folder; it is made when the first answer comes.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), recent: Memory::default() }
    }

    fn path(&self, key: &Key) -> PathBuf {
        let name = key.to_string();
        self.root.join(name.get(..2).unwrap_or("00")).join(format!("{name}.json"))
    }
}

impl Cache for Folder {
    /// What is damaged, or was put under another name, is not there.
    fn get(&self, key: &Key) -> Option<String> {
        if let Some(answer) = self.recent.get(key) {
            return Some(answer);
        }
        let path = self.path(key);
        if std::fs::metadata(&path).ok()?.len() > LARGEST {
            return None;
        }
        let kept: Kept = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
        let answer = (kept.key == key.0).then_some(kept.answer)?;
        self.recent.put(key, &answer).ok()?;
        Some(answer)
    }

    /// Written beside its place and then moved there: a run that is cut short leaves no half answer.
    fn put(&self, key: &Key, answer: &str) -> io::Result<()> {
        self.recent.put(key, answer)?;
        let path = self.path(key);
        let folder = path.parent().unwrap_or(&self.root);
        std::fs::create_dir_all(folder)?;
        let beside = folder.join(format!(".{key}.{}", std::process::id()));
        let mut file = std::fs::File::create(&beside)?;
        let kept = Kept { key: key.0.clone(), answer: answer.to_owned() };
        file.write_all(serde_json::to_string(&kept)?.as_bytes())?;
        std::fs::rename(&beside, &path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_has_all_that_decides_the_answer() {
        let key = Key::new("report", 1, "m", "text");
        let others = [
            Key::new("pair", 1, "m", "text"),
            Key::new("report", 2, "m", "text"),
            Key::new("report", 1, "mt", "ext"),
            Key::new("report", 1, "m", "text "),
        ];
        assert!(others.iter().all(|other| *other != key));
        assert_eq!(key, Key::new("report", 1, "m", "text"));
    }

    #[test]
    fn an_answer_comes_back_and_a_damaged_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::new("report", 1, "m", "text");
        Folder::new(folder.path()).put(&key, "{}").unwrap();
        assert_eq!(Folder::new(folder.path()).get(&key).as_deref(), Some("{}"));
        let path = Folder::new(folder.path()).path(&key);
        std::fs::write(&path, "{\"key\":\"").unwrap();
        assert_eq!(Folder::new(folder.path()).get(&key), None);
        let other = serde_json::json!({ "key": "0", "answer": "{}" });
        std::fs::write(&path, other.to_string()).unwrap();
        assert_eq!(Folder::new(folder.path()).get(&key), None);
    }
}
