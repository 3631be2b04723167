//! Where a library is.

use std::fmt;
use std::path::{Path, PathBuf};

/// One SQLite file, or a database of a PostgreSQL server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file.
    File(PathBuf),
    /// `postgres://user@host/database`, or `postgresql://…`.
    Server(String),
}

impl Location {
    /// A path or an address.
    pub fn parse(given: &str) -> Self {
        if given.starts_with("postgres://") || given.starts_with("postgresql://") {
            Self::Server(given.to_owned())
        } else {
            Self::File(PathBuf::from(given))
        }
    }

    /// `given` where there is one, else what the environment names (`RAPPORTEUR_LIBRARY`), else `rapporteur.db` in the
    /// user's data folder.
    pub fn find(given: Option<&str>) -> Self {
        let named = given.map(str::to_owned).or_else(|| std::env::var("RAPPORTEUR_LIBRARY").ok());
        match named.filter(|named| !named.is_empty()) {
            Some(named) => Self::parse(&named),
            None => Self::File(data_folder().join("rapporteur.db")),
        }
    }

    /// Whether something is there already; `true` for a server, of which only a connection tells.
    pub fn exists(&self) -> bool {
        match self {
            Self::File(path) => path.exists(),
            Self::Server(_) => true,
        }
    }
}

impl fmt::Display for Location {
    /// The address without its password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Server(address) => f.write_str(&bare(address)),
        }
    }
}

/// An address without password and options, either of which may be secret.
fn bare(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let (user, host) = rest.rsplit_once('@').map_or(("", rest), |(user, host)| (user, host));
    let user = user.split(':').next().unwrap_or_default();
    if user.is_empty() { format!("{scheme}://{host}") } else { format!("{scheme}://{user}@{host}") }
}

/// Where programs keep a user's data: by the customs of the system.
fn data_folder() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || set("HOME").unwrap_or_else(|| PathBuf::from("."));
    let folder = if cfg!(windows) {
        set("APPDATA").unwrap_or_else(home)
    } else if cfg!(target_os = "macos") {
        home().join("Library/Application Support")
    } else {
        set("XDG_DATA_HOME").filter(|path| path.is_absolute()).unwrap_or_else(|| home().join(".local/share"))
    };
    folder.join(Path::new("rapporteur"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_or_a_path() {
        assert_eq!(Location::parse("desk.db"), Location::File("desk.db".into()));
        let server = Location::parse("postgres://ann:secret@db.example/desk?sslmode=require&password=secret");
        assert_eq!(server.to_string(), "postgres://ann@db.example/desk");
        assert_eq!(Location::parse("postgresql:///desk?host=/run").to_string(), "postgresql:///desk");
    }
}
