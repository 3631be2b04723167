//! Prepares the training data of the language analyser.
//!
//! `training prepare --data DIR --vocabulary FILE --annotations DIR --texts DIR --out DIR` reads the
//! treebanks, the attribution data and our own texts, cuts them with the analyser's own code, and
//! writes the arrays and label inventories that `training/train.py` reads.

mod arrays;
mod conllu;
mod document;
mod happenings;
mod labels;
mod names;
mod polnear;
mod written;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use language::atoms::Splits;
use language::pieces::Vocabulary;

use crate::arrays::Arrays;
use crate::document::Document;
use crate::labels::Labels;
use crate::names::Annotations;

/// GUM genres whose texts are licensed for non-commercial use only.
const NON_COMMERCIAL: [&str; 5] = ["fiction", "whow", "essay", "letter", "podcast"];
/// GUM genres that are scored for themselves.
const REPORTS: [&str; 2] = ["news", "interview"];

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The command line.
struct Arguments {
    data: PathBuf,
    vocabulary: PathBuf,
    annotations: PathBuf,
    texts: PathBuf,
    out: PathBuf,
}

fn main() -> ExitCode {
    match arguments().and_then(|arguments| prepare(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("training: {error}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Outcome<Arguments> {
    let mut given = std::env::args().skip(1);
    if given.next().as_deref() != Some("prepare") {
        return Err("usage: training prepare --data DIR --vocabulary FILE --annotations DIR \
                    --texts DIR --out DIR"
            .into());
    }
    let mut options = BTreeMap::new();
    while let Some(name) = given.next() {
        let value = given.next().ok_or(format!("{name} needs a value"))?;
        options.insert(name, PathBuf::from(value));
    }
    let mut option = |name: &str| options.remove(name).ok_or(format!("{name} is missing"));
    Ok(Arguments {
        data: option("--data")?,
        vocabulary: option("--vocabulary")?,
        annotations: option("--annotations")?,
        texts: option("--texts")?,
        out: option("--out")?,
    })
}

fn text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()).into())
}

fn unzipped(path: &Path) -> Outcome<String> {
    let file = fs::File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text)?;
    Ok(text)
}

/// The files of a folder, by name.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// The documents of our own texts.
fn written(folder: &Path, splits: &Splits) -> Outcome<Vec<Document>> {
    let mut documents = Vec::new();
    for path in files(folder)?.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")) {
        documents.extend(written::read(&text(path)?, splits).map_err(|e| format!("{}: {e}", path.display()))?);
    }
    Ok(documents)
}

/// The documents of a GUM folder whose genre is wanted.
fn gum(folder: &Path, wanted: impl Fn(&str) -> bool) -> Outcome<Vec<Document>> {
    let mut documents = Vec::new();
    for path in files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let genre = name.split('_').nth(1).unwrap_or_default();
        if !NON_COMMERCIAL.contains(&genre) && wanted(genre) {
            documents.extend(conllu::read(&text(&path)?));
        }
    }
    Ok(documents)
}

fn prepare(arguments: &Arguments) -> Outcome<()> {
    let Arguments { data, vocabulary, annotations, texts, out } = arguments;
    let vocabulary = Vocabulary::new(&text(vocabulary)?).ok_or("the vocabulary lacks a special piece")?;
    let names = Annotations::read(&text(&annotations.join("names.tsv"))?)?;
    let news_names = Annotations::read(&text(&annotations.join("news-names.tsv"))?)?;
    let news_read = Annotations::read(&text(&annotations.join("news-read.tsv"))?)?;
    let treebank = data.join("treebank");
    let mut train = conllu::read(&text(&treebank.join("ewt-train.conllu"))?);
    train.extend(gum(&treebank.join("gum-train"), |_| true)?);
    names.apply(&mut train);
    let labels = Labels::collect(&train);
    let splits = labels::splits(&train);
    fs::create_dir_all(out)?;
    let write = |name: &str, documents: &[Document], sentences: bool| -> Outcome<()> {
        let arrays = Arrays::new(documents, &labels, &splits, &vocabulary, sentences);
        println!(
            "{name}: {} documents, {} sentences ({} not aligned), {} words, {} pieces",
            documents.len(),
            arrays.sentences,
            arrays.misfits,
            arrays.word_count(),
            arrays.piece_count()
        );
        fs::write(out.join(format!("{name}.safetensors")), arrays.serialize()?)?;
        Ok(())
    };
    write("treebank-train", &train, true)?;
    write("written-train", &written(texts, &splits)?, false)?;
    write("ewt-dev", &conllu::read(&text(&treebank.join("ewt-dev.conllu"))?), true)?;
    let dev = treebank.join("gum-dev");
    write("gum-reports-dev", &gum(&dev, |genre| REPORTS.contains(&genre))?, true)?;
    write("gum-others-dev", &gum(&dev, |genre| !REPORTS.contains(&genre))?, true)?;
    for part in ["train", "dev"] {
        let folder = data.join("attribution");
        let articles = text(&folder.join(format!("{part}/polnear-{part}.jsonl")))?;
        let silver = unzipped(&folder.join(format!("silver/polnear-{part}-corenlp.jsonl.gz")))?;
        let documents = polnear::read(&articles, &silver, &news_names, &news_read, &splits)?;
        write(&format!("news-{part}"), &documents, false)?;
    }
    for name in ["happenings-train", "happenings-dev", "timeml-dev", "ecb-dev", "identity"] {
        let path = out.join(format!("{name}.jsonl"));
        let documents = happenings::read(&text(&path)?, &splits).map_err(|e| format!("{}: {e}", path.display()))?;
        write(name, &documents, false)?;
    }
    let inventory = serde_json::json!({ "labels": labels, "splits": splits.0 });
    fs::write(out.join("labels.json"), serde_json::to_string_pretty(&inventory)?)?;
    Ok(())
}
