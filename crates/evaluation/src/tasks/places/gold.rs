//! Articles of the Local-Global Lexicon: texts with the names of places in them (Lieberman et al. 2010).

use record::Span;
use roxmltree::{Document, Node};

/// An article.
#[derive(Debug, PartialEq)]
pub struct Article {
    /// Its number in the set.
    pub id: String,
    /// The outlet's address.
    pub outlet: String,
    /// Its text.
    pub text: String,
    /// The names that have a place, in the order of the text.
    pub names: Vec<Name>,
}

/// A name and the place that it means.
#[derive(Debug, PartialEq)]
pub struct Name {
    /// Where it is written.
    pub span: Span,
    /// The place's GeoNames id.
    pub id: u32,
    /// Its latitude and longitude.
    pub point: (f64, f64),
    /// The GeoNames id of its country, if it has one.
    pub country: Option<u32>,
}

/// The articles of a file.
///
/// # Errors
/// When it is not in the set's format.
pub fn parse(input: &str) -> Result<Vec<Article>, String> {
    let document = Document::parse(input).map_err(|error| error.to_string())?;
    let articles = document.descendants().filter(|node| node.has_tag_name("article"));
    articles
        .map(|article| {
            let id = article.attribute("docid").unwrap_or_default().to_owned();
            read(article).ok_or_else(|| format!("article {id} lacks its text, or a number in it cannot be read"))
        })
        .collect()
}

fn read(article: Node<'_, '_>) -> Option<Article> {
    let text = child(article, "text")?.text().unwrap_or_default().to_owned();
    // The set counts characters.
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut names = Vec::new();
    for toponym in article.descendants().filter(|node| node.has_tag_name("toponym")) {
        let Some(place) = child(toponym, "gaztag") else { continue };
        let at = |tag| bytes.get(number::<usize>(toponym, tag)?).copied();
        let country = match child(place, "fcode").and_then(|code| code.text()) {
            Some("PCLI" | "PCLS") => place.attribute("geonameid"),
            _ => child(place, "country").and_then(|country| country.attribute("geonameid")),
        };
        names.push(Name {
            span: Span::new(at("start")?, at("end")?),
            id: place.attribute("geonameid")?.parse().ok()?,
            point: (number(place, "lat")?, number(place, "lon")?),
            country: country.and_then(|id| id.parse().ok()),
        });
    }
    names.sort_by_key(|name| name.span);
    Some(Article {
        id: article.attribute("docid")?.to_owned(),
        outlet: child(article, "domain")?.text().unwrap_or_default().to_owned(),
        text,
        names,
    })
}

fn child<'a, 'input>(node: Node<'a, 'input>, tag: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.has_tag_name(tag))
}

fn number<T: std::str::FromStr>(node: Node<'_, '_>, tag: &str) -> Option<T> {
    child(node, tag)?.text()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_bytes() {
        let file = "<articles><article docid=\"7\"><domain>kleefeld.example</domain><text>Café in Oslo, Norland</text>\
            <toponyms><toponym><start>8</start><end>12</end><gaztag geonameid=\"3143244\"><fcode>PPLC</fcode><lat>59.9\
            </lat><lon>10.7</lon><country geonameid=\"3144096\">Norway</country></gaztag></toponym><toponym><start>14\
            </start><end>21</end></toponym></toponyms></article></articles>";
        let articles = parse(file).unwrap();
        let [name] = &articles[0].names[..] else { panic!("{articles:?}") };
        assert_eq!(name.span.of(&articles[0].text), "Oslo");
        assert_eq!((name.id, name.point, name.country), (3_143_244, (59.9, 10.7), Some(3_144_096)));
        assert!(parse(&file.replace("<lat>59.9", "<lat>north")).is_err());
    }
}
