//! The links of a page. On a server they lead to its addresses. In an archive that is written as files they lead to
//! the other files.

use crate::locale::Language;

/// The names of the files of an archive. English pages are at the top. Every other language has a folder.
pub mod file {
    use crate::locale::Language;

    pub fn list(language: Language, page: usize) -> String {
        let folder = folder(language);
        if page == 1 { format!("{folder}index.html") } else { format!("{folder}page-{page}.html") }
    }

    pub fn account(language: Language, id: &str) -> String {
        format!("{}a/{id}.html", folder(language))
    }

    pub fn words(language: Language) -> String {
        format!("{}words.html", folder(language))
    }

    pub fn text(id: &str) -> String {
        format!("a/{id}.txt")
    }

    /// `number` is counted from 1.
    pub fn photograph(id: &str, number: usize, ending: &str) -> String {
        format!("a/{id}-{number}.{ending}")
    }

    pub fn folder(language: Language) -> String {
        if language == Language::English { String::new() } else { format!("{}/", language.tag()) }
    }
}

/// Where the links of a page lead.
#[derive(Clone, Copy)]
pub enum Links {
    Server,
    /// The page is a file this number of folders below the top.
    Files(usize),
}

impl Links {
    fn up(down: usize, path: &str) -> String {
        "../".repeat(down) + path
    }

    /// A page of the list of accounts, counted from 1. With `of`, only accounts in that language.
    pub fn list(self, language: Language, of: Option<&str>, page: usize) -> String {
        match self {
            Self::Server => {
                let of = of.map_or_else(String::new, |of| format!("&language={of}"));
                let page = if page > 1 { format!("&page={page}") } else { String::new() };
                format!("/?lang={}{of}{page}", language.tag())
            }
            Self::Files(down) => Self::up(down, &file::list(language, page)),
        }
    }

    pub fn account(self, language: Language, id: &str) -> String {
        match self {
            Self::Server => format!("/a/{id}?lang={}", language.tag()),
            Self::Files(down) => Self::up(down, &file::account(language, id)),
        }
    }

    /// The page that explains the words of firsthand.
    pub fn words(self, language: Language) -> String {
        match self {
            Self::Server => format!("/words?lang={}", language.tag()),
            Self::Files(down) => Self::up(down, &file::words(language)),
        }
    }

    pub fn text(self, id: &str) -> String {
        match self {
            Self::Server => format!("/a/{id}/account.txt"),
            Self::Files(down) => Self::up(down, &file::text(id)),
        }
    }

    /// `number` is counted from 1.
    pub fn photograph(self, id: &str, number: usize, ending: &str) -> String {
        match self {
            Self::Server => format!("/a/{id}/photo/{number}"),
            Self::Files(down) => Self::up(down, &file::photograph(id, number, ending)),
        }
    }

    /// The file `name` at the top.
    pub fn top(self, name: &str) -> String {
        match self {
            Self::Server => format!("/{name}"),
            Self::Files(down) => Self::up(down, name),
        }
    }

    /// The page `here` in another language.
    pub fn in_language(self, here: &str, language: Language) -> String {
        match self {
            Self::Server => format!("{here}{}lang={}", if here.contains('?') { '&' } else { '?' }, language.tag()),
            Self::Files(down) => Self::up(down, &(file::folder(language) + here)),
        }
    }
}
