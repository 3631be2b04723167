//! What a host lets programs fetch: robots.txt by RFC 9309.

/// What one robots.txt says to one program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    rules: Vec<Rule>,
}

/// One line of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    allow: bool,
    /// With its octets written alike.
    path: String,
}

/// Bytes of a robots.txt that are read; the RFC asks for 500 KiB at least.
pub const LONGEST: usize = 512 << 10;

/// Rules that are kept: bounds the work on a hostile file.
const MOST_RULES: usize = 10_000;

impl Rules {
    /// The rules in `text` for the program whose product token is `token`: those of all groups that name it, else those
    /// of all groups for everybody.
    pub fn parse(text: &str, token: &str) -> Self {
        let mut own: Option<Vec<Rule>> = None;
        let mut general: Vec<Rule> = Vec::new();
        let (mut names_own, mut names_all, mut in_names) = (false, false, false);
        for (key, value) in text.trim_start_matches('\u{feff}').lines().filter_map(record) {
            match key.as_str() {
                "user-agent" => {
                    if !in_names {
                        (names_own, names_all) = (false, false);
                    }
                    in_names = true;
                    names_own |= product(value).eq_ignore_ascii_case(token);
                    names_all |= value.starts_with('*');
                    if names_own {
                        own.get_or_insert_default();
                    }
                }
                "allow" | "disallow" => {
                    in_names = false;
                    let rule = Rule { allow: key == "allow", path: octets(value) };
                    // "Disallow:" without a path forbids nothing.
                    if rule.path.is_empty() {
                        continue;
                    }
                    for list in [own.as_mut().filter(|_| names_own), Some(&mut general).filter(|_| names_all)] {
                        if let Some(list) = list.filter(|list| list.len() < MOST_RULES) {
                            list.push(rule.clone());
                        }
                    }
                }
                // Other records belong to other protocols and part nothing.
                _ => {}
            }
        }
        Self { rules: own.unwrap_or(general) }
    }

    /// Nothing may be fetched: what holds while a host's robots.txt cannot be reached.
    pub fn closed() -> Self {
        Self { rules: vec![Rule { allow: false, path: "/".to_owned() }] }
    }

    /// Whether the path of an address, with its query, may be fetched. The longest rule that fits decides; of equals,
    /// the one that allows.
    pub fn allow(&self, path: &str) -> bool {
        let path = octets(path);
        if path == "/robots.txt" {
            return true;
        }
        let fitting = self.rules.iter().filter(|rule| fits(&rule.path, &path));
        fitting.map(|rule| (rule.path.len(), rule.allow)).max().is_none_or(|(_, allow)| allow)
    }
}

/// A line's key, in small letters, and value.
fn record(line: &str) -> Option<(String, &str)> {
    let line = line.split('#').next().unwrap_or_default();
    let (key, value) = line.split_once(':')?;
    Some((key.trim().to_ascii_lowercase(), value.trim()))
}

/// The product token that a value begins with: "ExampleBot/1.0" is "ExampleBot".
fn product(value: &str) -> &str {
    let end = value.find(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '-' | '_')));
    value.get(..end.unwrap_or(value.len())).unwrap_or_default()
}

/// A path with its octets written alike: what is not ASCII is percent-encoded, what is encoded without need is not.
fn octets(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let bytes = path.as_bytes();
    let (mut at, mut in_query) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        in_query |= byte == b'?';
        let encoded = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        let encoded = encoded.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match (byte, encoded.and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (b'%', Some(value)) => {
                // In a query, an address within the address reads the same with its marks encoded or not.
                let address = in_query && matches!(value, b':' | b'/');
                if address || value.is_ascii_alphanumeric() || matches!(value, b'-' | b'.' | b'_' | b'~') {
                    out.push(char::from(value));
                } else {
                    out.push_str(&format!("%{value:02X}"));
                }
                at += 3;
                continue;
            }
            (0x21..=0x7e, _) => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        at += 1;
    }
    out
}

/// Whether a rule's pattern fits the start of a path: `*` stands for anything, `$` at its end for the path's end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let last = parts.pop();
    for part in parts {
        // The leftmost place is as good as any other, since what comes after may stand anywhere behind.
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    match last {
        None => !to_end || rest.is_empty(),
        Some(last) if to_end => rest.ends_with(last),
        Some(last) => rest.contains(last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 9309, section 5.1.
    const SIMPLE: &str = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n\
        User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n\
        User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n\nEOF";

    #[test]
    fn the_simple_example_of_the_rfc() {
        let others = Rules::parse(SIMPLE, "otherbot");
        for (path, may) in [
            ("/a.gif", false),
            ("/example/", false),
            ("/example/page.html", false),
            ("/publications/", true),
            ("/publications/x.html", true),
            ("/a.gif?x", true),
            ("/", true),
        ] {
            assert_eq!(others.allow(path), may, "{path}");
        }
        let foo = Rules::parse(SIMPLE, "foobot");
        for (path, may) in [
            ("/", false),
            ("/x", false),
            ("/example/page.html", true),
            ("/example/allowed.gif", true),
            ("/example/", false),
        ] {
            assert_eq!(foo.allow(path), may, "{path}");
        }
        for token in ["barbot", "bazbot"] {
            let rules = Rules::parse(SIMPLE, token);
            assert!(!rules.allow("/example/page.html") && rules.allow("/example/other.html") && rules.allow("/a.gif"));
        }
        // "There is no rule for quxbot, it has to be allowed everywhere".
        let qux = Rules::parse(SIMPLE, "quxbot");
        assert!(qux.allow("/") && qux.allow("/a.gif") && qux.allow("/example/"));
    }

    #[test]
    fn the_longest_match_of_the_rfc() {
        // RFC 9309, section 5.2.
        let text = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
        let rules = Rules::parse(text, "foobot");
        assert!(!rules.allow("/example/page/disallowed.gif"));
        assert!(rules.allow("/example/page/") && rules.allow("/example/page/x.gif"));
    }

    #[test]
    fn the_merged_groups_of_the_rfc() {
        // Section 2.2.1: two groups of one program are one.
        let text = "user-agent: ExampleBot\ndisallow: /foo\ndisallow: /bar\n\nuser-agent: ExampleBot\ndisallow: /baz\n";
        let rules = Rules::parse(text, "examplebot");
        assert!(!rules.allow("/foo") && !rules.allow("/bar") && !rules.allow("/baz") && rules.allow("/other"));
    }

    #[test]
    fn the_encoded_paths_of_the_rfc() {
        // Section 2.2.2: the rule's path, the address's path, and that they are one.
        for (rule, path) in [
            ("/foo/bar?baz=quz", "/foo/bar?baz=quz"),
            ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"),
            ("/foo/bar/ツ", "/foo/bar/%E3%83%84"),
            ("/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84"),
            ("/foo/bar/%62%61%7A", "/foo/bar/baz"),
        ] {
            let rules = Rules::parse(&format!("user-agent: *\ndisallow: {rule}"), "any");
            assert!(!rules.allow(path), "{rule} {path}");
            assert!(!rules.allow(rule), "{rule} itself");
        }
    }

    #[test]
    fn the_special_characters_of_the_rfc() {
        // Section 2.2.3: a comment, the end of a pattern, any run of characters; and their encoded forms.
        let rules = Rules::parse(
            "User-Agent: * # all\nAllow: / # a comment\nAllow: /this/path/exactly$\nDisallow: /this/*/exactly\n\
             Disallow: /path/file-with-a-%2A.html\nDisallow: /path/foo-%24\n",
            "any",
        );
        assert!(rules.allow("/this/path/exactly"));
        assert!(!rules.allow("/this/path/exactly/more") && !rules.allow("/this/other/exactly"));
        assert!(!rules.allow("/path/file-with-a-%2A.html") && rules.allow("/path/file-with-a-x.html"));
        assert!(!rules.allow("/path/foo-%24"));
    }

    #[test]
    fn the_better_of_equals_allows_and_robots_txt_is_open() {
        let rules = Rules::parse("User-agent: *\nDisallow: /p\nAllow: /p", "any");
        assert!(rules.allow("/page"));
        assert!(Rules::closed().allow("/robots.txt") && !Rules::closed().allow("/"));
        assert!(Rules::default().allow("/"));
    }

    #[test]
    fn other_records_and_faults_part_nothing() {
        let text = "\u{feff}Disallow: /before-any-group\nUSER-AGENT : Rapporteur/2.1 (desk)\nSitemap: https://a.example/s.xml\n\
                    nonsense\nDISALLOW : /private\r\nCrawl-delay: 5\nDisallow: /secret\n";
        let rules = Rules::parse(text, "rapporteur");
        assert!(rules.allow("/before-any-group") && !rules.allow("/private") && !rules.allow("/secret"));
        // The name of another program that begins alike is not ours.
        assert!(Rules::parse("user-agent: rapporteur-x\ndisallow: /", "rapporteur").allow("/"));
    }

    #[test]
    fn hostile_patterns_end() {
        let pattern = format!("/{}x$", "*a".repeat(5_000));
        let rules = Rules::parse(&format!("user-agent: *\ndisallow: {pattern}"), "any");
        assert!(rules.allow(&format!("/{}", "a".repeat(20_000))));
    }
}
