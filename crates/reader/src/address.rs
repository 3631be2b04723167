//! Where the model is: on this machine, or elsewhere.

use record::Diagnostic;
use std::net::IpAddr;
use ureq::http::Uri;

/// The address of a server's chat completions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// In full.
    pub url: String,
    /// Its host, as messages name it.
    pub host: String,
    /// Whether it is on this machine.
    pub local: bool,
    /// Whether what is sent is encrypted.
    pub encrypted: bool,
}

impl Address {
    /// Reads an address: `http://127.0.0.1:8080/v1` is that of `http://127.0.0.1:8080/v1/chat/completions`.
    ///
    /// # Errors
    /// When it is no address of the web, or has a name and password in it.
    pub fn parse(url: &str) -> Result<Self, Diagnostic> {
        let wrong = |why: &str| {
            Err(Diagnostic::error("reader/address", format!("--reader {url:?} {why}"))
                .hint("give the address of a server with OpenAI's chat completions: http://127.0.0.1:8080/v1"))
        };
        let Ok(parsed) = url.trim().parse::<Uri>() else { return wrong("is no address") };
        let encrypted = match parsed.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            _ => return wrong("begins neither with http:// nor with https://"),
        };
        let Some(authority) = parsed.authority().filter(|authority| !authority.host().is_empty()) else {
            return wrong("names no host");
        };
        if authority.as_str().contains('@') {
            return wrong("has a name or password in it; a key comes from the environment or a file");
        }
        if parsed.query().is_some() {
            return wrong("has a query");
        }
        let host = authority.host().to_owned();
        let path = parsed.path().trim_end_matches('/');
        let path =
            if path.ends_with("/chat/completions") { path.to_owned() } else { format!("{path}/chat/completions") };
        let scheme = if encrypted { "https" } else { "http" };
        Ok(Self { url: format!("{scheme}://{authority}{path}"), local: is_local(&host), host, encrypted })
    }

    /// Whether this address may be asked.
    ///
    /// # Errors
    /// When it is not on this machine and reports may not leave it, or when a key would travel in the clear.
    pub fn permitted(&self, remote: bool, key: bool) -> Result<(), Diagnostic> {
        if !self.local && !remote {
            let message = format!("{} is not on this machine, and the reports would be sent there", self.host);
            return Err(Diagnostic::error("reader/remote", message).hint("add --reader-remote if they may leave"));
        }
        if !self.local && !self.encrypted && key {
            let message = format!("the key would be sent to {} in the clear", self.host);
            return Err(Diagnostic::error("reader/clear", message).hint("use https://, or give no key"));
        }
        Ok(())
    }
}

/// Names other than `localhost` are looked up where others may decide what is found: they count as elsewhere.
fn is_local(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_this_machine() {
        let local = |url: &str| Address::parse(url).unwrap().local;
        assert!(local("http://127.0.0.1:8080/v1") && local("http://localhost/v1") && local("http://[::1]:9/"));
        assert!(local("http://127.8.9.1/"));
        for elsewhere in
            ["http://10.0.0.4/v1", "https://localhost.example.org/", "http://0.0.0.0/", "http://127.0.0.1.example/"]
        {
            assert!(!local(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn the_path_is_completed_once() {
        let url = |url: &str| Address::parse(url).unwrap().url;
        assert_eq!(url("http://localhost:1/v1/"), "http://localhost:1/v1/chat/completions");
        assert_eq!(url("http://localhost:1/v1/chat/completions"), "http://localhost:1/v1/chat/completions");
    }

    #[test]
    fn what_is_no_address_or_hides_another_is_refused() {
        for url in [
            "",
            "localhost:8080",
            "ftp://localhost/",
            "http://",
            "http://localhost@example.org/v1",
            "http://a/v1?key=x",
        ] {
            assert_eq!(Address::parse(url).unwrap_err().code, "reader/address", "{url}");
        }
    }

    #[test]
    fn nothing_leaves_unless_it_may() {
        let address = Address::parse("http://model.example/v1").unwrap();
        assert_eq!(address.permitted(false, false).unwrap_err().code, "reader/remote");
        assert_eq!(address.permitted(true, true).unwrap_err().code, "reader/clear");
        assert!(address.permitted(true, false).is_ok());
        assert!(Address::parse("https://model.example/v1").unwrap().permitted(true, true).is_ok());
        assert!(Address::parse("http://127.0.0.1/v1").unwrap().permitted(false, true).is_ok());
    }
}
