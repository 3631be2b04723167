//! Why a model can't be used.

use std::fmt;

/// A model file that this program can't use: what is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes are no safetensors file, or only the beginning of one.
    Unreadable(String),
    /// It is a safetensors file, but not one of rapporteur's models.
    Foreign {
        /// What it says it is.
        format: Option<String>,
    },
    /// It was made for another version of the program.
    Version {
        /// The format version that it has.
        found: String,
    },
    /// Something that every model has is not there.
    Missing(String),
    /// A tensor is of another shape or type than the model's own configuration says.
    Tensor {
        /// Its name.
        name: String,
        /// What was to be there.
        expected: String,
        /// What is there.
        found: String,
    },
    /// The configuration asks for something that the network can't do.
    Config(String),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(
                f,
                "the model is not a whole safetensors file ({why}); it may have been cut off on its way: \
                 compare its size and checksum with those in its model card and fetch it again"
            ),
            Self::Foreign { format } => write!(
                f,
                "the model says that it is {}, not `{}`; give a model made by this project's training",
                format.as_ref().map_or("of no format".to_owned(), |format| format!("`{format}`")),
                super::FORMAT
            ),
            Self::Version { found } => write!(
                f,
                "the model is of format version {found}, this program reads version {}; \
                 use the model that came with this version of the program, or train one with it",
                super::VERSION
            ),
            Self::Missing(what) => {
                write!(f, "the model has no {what}; it is damaged or was not written by this project's training")
            }
            Self::Tensor { name, expected, found } => write!(
                f,
                "the model's tensor `{name}` is {found} where its configuration asks for {expected}; \
                 the file is damaged or was put together from two models"
            ),
            Self::Config(why) => write!(f, "the model's configuration can't be used: {why}"),
        }
    }
}

impl std::error::Error for ModelError {}
