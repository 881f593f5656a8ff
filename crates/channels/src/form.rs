//! The forms in which copies come, the doubts about their text, and why a file cannot be read as a copy.

use firsthand_account::bundle::NoBundle;

/// The form in which a copy came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    Bundle,
    /// A saved web page.
    Page,
    /// A web page saved with all its parts in one file (MHTML, RFC 2557).
    WebArchive,
    /// A mail (RFC 5322).
    Mail,
    Pdf,
    /// A document of Word (DOCX).
    Word,
    /// A document of LibreOffice (ODT).
    OpenDocument,
    /// The messages of a chat program, exported as JSON.
    Chat,
}

/// Why a person may see other words than were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The file has elements that can hide, add or reorder words.
    MayHide,
    /// The file has several parts with different words, and a person sees only one of them.
    PartsDiffer,
}

/// Why a file could not be read as a copy.
#[derive(Debug, thiserror::Error)]
pub enum NotACopy {
    #[error("it is a picture, not a text")]
    Picture,
    #[error("it is a video, not a text")]
    Video,
    #[error("it is a sound recording, not a text")]
    Sound,
    #[error("it is an archive that holds other files")]
    Archive,
    #[error("it is a document of a kind that is not read here")]
    OtherDocument,
    #[error("it is encrypted")]
    Encrypted,
    #[error("it is a PDF that holds no text, as scanners make them")]
    NoText,
    #[error("it is a document that is damaged")]
    Damaged,
    #[error("it is a bundle that is not whole: {0}")]
    Bundle(#[from] NoBundle),
    #[error("it is a page that comes to more than browsers show")]
    TooMuch,
    #[error("it has more parts, or unpacks to more, than programs write")]
    Overfull,
    #[error("it is not UTF-8 text (the byte at offset {offset}, line {line}, is none)")]
    NotText { offset: usize, line: usize },
}
