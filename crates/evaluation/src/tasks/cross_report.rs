//! Event coreference over reports on ECB+: the program reads each seminal event's documents as one story, and its
//! accounts of one event are a chain.
//!
//! Both sides' mentions in the sentences whose annotation is complete count, found or not; a mention is the
//! token of its head, which for a gold mention of several tokens is any of them.

use super::{Failed, files, load, report};
use crate::coreference::{Chains, Coreference};
use crate::scores::Score;
use engine::{Engine, Silent};
use record::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::Path;

/// A document: its text made of its tokens, and its event mentions by instance.
#[derive(Debug, Default, PartialEq)]
struct Document {
    text: String,
    /// Sentence number of every token, and its bytes.
    tokens: Vec<(usize, Span)>,
    /// Mentions of actions: their tokens' bytes, and the instance that they are mentions of.
    mentions: Vec<(Span, String)>,
}

/// Scores the folders of ECB+ whose topics are among `topics`.
///
/// # Errors
/// When a file cannot be read or is no such XML.
pub fn run(engine: &Engine, set: &str, path: &Path, topics: RangeInclusive<usize>) -> Result<Vec<Score>, Failed> {
    let complete = complete(&load(&path.join("ECBplus_coreference_sentences.csv"))?);
    let mut stories: BTreeMap<String, Vec<(String, Document)>> = BTreeMap::new();
    for file in files(path, ".xml")? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some((topic, number)) = name.split_once('_') else { continue };
        if topic.parse().is_ok_and(|topic| !topics.contains(&topic)) {
            continue;
        }
        let Some(sentences) = complete.get(&(topic.to_owned(), number.to_owned())) else { continue };
        let document =
            parse(&load(&file)?, sentences).map_err(|error| Failed(format!("{}: {error}", file.display())))?;
        let kind = if number.ends_with("plus") { "plus" } else { "" };
        stories.entry(format!("{topic}{kind}")).or_default().push((name, document));
    }
    let mut coreference = Coreference::default();
    for documents in stories.values() {
        let (gold, system) = chains(engine, documents);
        coreference.add(&gold, &system);
    }
    Ok(coreference.scores(set, "event coreference"))
}

type Mention = (usize, Span);

fn chains(engine: &Engine, documents: &[(String, Document)]) -> (Chains<Mention>, Chains<Mention>) {
    let mut gold: BTreeMap<&str, BTreeSet<Mention>> = BTreeMap::new();
    for (i, (_, document)) in documents.iter().enumerate() {
        for (span, instance) in &document.mentions {
            gold.entry(instance).or_default().insert((i, *span));
        }
    }
    let reports = documents.iter().map(|(name, document)| report(name, &document.text, None)).collect();
    let (_, story) = engine.brief(engine.read_all(reports, &Silent));
    let index: BTreeMap<&str, usize> = documents.iter().enumerate().map(|(i, (name, _))| (name.as_str(), i)).collect();
    let mut system = Chains::new();
    let mut taken: BTreeSet<Mention> = BTreeSet::new();
    for event in &story.events {
        let mut chain = BTreeSet::new();
        for account in &event.accounts {
            let evidence = &account.trigger;
            let (Some(&i), Some(trigger)) = (index.get(evidence.report.0.as_str()), evidence.span.cover()) else {
                continue;
            };
            let document = &documents[i].1;
            // Where the gold standard has a mention over these words, its bytes stand for it.
            let same = document.mentions.iter().find(|(span, _)| span.overlaps(trigger)).map(|(span, _)| *span);
            let complete = document.tokens.iter().any(|(_, token)| token.overlaps(trigger));
            let mention = (i, same.unwrap_or(trigger));
            if complete && taken.insert(mention) {
                chain.insert(mention);
            }
        }
        if !chain.is_empty() {
            system.push(chain);
        }
    }
    (gold.into_values().collect(), system)
}

/// The numbers of the completely annotated sentences, by topic and file.
fn complete(csv: &str) -> BTreeMap<(String, String), BTreeSet<usize>> {
    let mut sentences: BTreeMap<_, BTreeSet<usize>> = BTreeMap::new();
    for line in csv.lines().skip(1) {
        let mut fields = line.trim().split(',');
        if let (Some(topic), Some(file), Some(Ok(number))) =
            (fields.next(), fields.next(), fields.next().map(str::parse))
        {
            sentences.entry((topic.to_owned(), file.to_owned())).or_default().insert(number);
        }
    }
    sentences
}

/// The text is the complete sentences alone, one a line: what stands beside them is not annotated.
fn parse(xml: &str, sentences: &BTreeSet<usize>) -> Result<Document, String> {
    let tree = roxmltree::Document::parse(xml).map_err(|error| error.to_string())?;
    let mut document = Document::default();
    let mut spans: BTreeMap<&str, Span> = BTreeMap::new();
    let mut last = None;
    for token in tree.descendants().filter(|node| node.has_tag_name("token")) {
        let sentence: usize =
            token.attribute("sentence").and_then(|n| n.parse().ok()).ok_or("a token has no sentence")?;
        if !sentences.contains(&sentence) {
            continue;
        }
        if let Some(before) = last.replace(sentence) {
            document.text.push_str(if before == sentence { " " } else { "\n\n" });
        }
        let start = document.text.len();
        document.text.push_str(token.text().unwrap_or(""));
        let span = Span::new(start, document.text.len());
        document.tokens.push((sentence, span));
        if let Some(id) = token.attribute("t_id") {
            spans.insert(id, span);
        }
    }
    let instances = instances(&tree);
    for markable in tree.descendants().filter(|node| node.parent().is_some_and(|up| up.has_tag_name("Markables"))) {
        let name = markable.tag_name().name();
        if !(name.starts_with("ACTION") || name.starts_with("NEG")) {
            continue;
        }
        let anchors = markable.children().filter_map(|anchor| spans.get(anchor.attribute("t_id")?).copied());
        let (Some(span), Some(id)) = (anchors.reduce(Span::cover), markable.attribute("m_id")) else { continue };
        // A mention without a chain is a chain of its own.
        let instance = instances.get(id).cloned().unwrap_or_else(|| format!("alone {id} {}", document.text.len()));
        document.mentions.push((span, instance));
    }
    Ok(document)
}

/// Instance of each mention in a chain.
fn instances(tree: &roxmltree::Document<'_>) -> BTreeMap<String, String> {
    let mut instances = BTreeMap::new();
    for relation in tree.descendants() {
        let name = match relation.tag_name().name() {
            "CROSS_DOC_COREF" => relation.attribute("note").unwrap_or("").to_owned(),
            "INTRA_DOC_COREF" => format!("within {}", relation.attribute("r_id").unwrap_or("")),
            _ => continue,
        };
        for source in relation.children().filter(|node| node.has_tag_name("source")) {
            if let Some(id) = source.attribute("m_id") {
                instances.insert(id.to_owned(), name.clone());
            }
        }
    }
    instances
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_complete_sentences_and_their_mentions_are_taken() {
        let xml = "<Document><token t_id=\"1\" sentence=\"0\">Title</token><token t_id=\"2\" sentence=\"1\">Envoys</token>\
            <token t_id=\"3\" sentence=\"1\">met</token><Markables><ACTION_OCCURRENCE m_id=\"7\"><token_anchor t_id=\"3\"/>\
            </ACTION_OCCURRENCE><ACTION_OCCURRENCE m_id=\"8\"><token_anchor t_id=\"1\"/></ACTION_OCCURRENCE>\
            <HUMAN_PART_PER m_id=\"9\"><token_anchor t_id=\"2\"/></HUMAN_PART_PER></Markables>\
            <Relations><CROSS_DOC_COREF note=\"ACT1\"><source m_id=\"7\"/></CROSS_DOC_COREF></Relations></Document>";
        let document = parse(xml, &BTreeSet::from([1])).unwrap();
        assert_eq!(document.text, "Envoys met");
        assert_eq!(document.mentions, [(Span::new(7, 10), "ACT1".to_owned())]);
        let sentences = complete("Topic,File,Sentence Number\n1,10ecbplus,3\n1,10ecbplus,4\n");
        assert_eq!(sentences[&("1".to_owned(), "10ecbplus".to_owned())], BTreeSet::from([3, 4]));
    }
}
