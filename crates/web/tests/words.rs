//! The page that explains the words of firsthand.

mod common;

use common::Server;

#[test]
fn it_explains_every_word_in_every_language() {
    let server = Server::start();
    for (tag, slip, codename) in [
        ("en", "slip", "codename"),
        ("kk", "түбіртек", "кодтық сөздер"),
        ("ru", "корешок", "кодовая фраза"),
        ("es", "comprobante", "nombre en clave"),
    ] {
        let page = server.get(&format!("/words?lang={tag}"));
        assert_eq!(page.status, 200, "{tag}");
        assert!(page.text().contains(&format!("<html lang=\"{tag}\"")));
        for word in [slip, codename] {
            assert!(page.text().contains(&format!("<dt>{word}</dt><dd>")), "{tag}: {word}");
        }
        assert_eq!((page.text().matches("<dt>").count(), page.text().matches("<dd>").count()), (16, 16), "{tag}");
        // A missing sentence would show as its key.
        assert!(!page.text().contains("glossary-") && !page.text().contains("<dd></dd>"), "{tag}");
        for other in ["en", "kk", "ru", "es"] {
            assert!(page.text().contains(&format!("href=\"/words?lang={other}\" lang=\"{other}\"")), "{tag}: {other}");
        }
    }
    let policy = "content-security-policy";
    let (page, list) = (server.get("/words"), server.get("/"));
    assert_eq!(
        (&page.headers[policy], &page.headers["cache-control"]),
        (&list.headers[policy], &list.headers["cache-control"])
    );
}

#[test]
fn every_page_leads_to_it() {
    let server = Server::start();
    for path in ["/", "/check", "/return", "/words", &format!("/a/{}", server.bridge)] {
        for tag in ["en", "kk", "ru", "es"] {
            let page = server.get(&format!("{path}?lang={tag}"));
            assert!(page.text().contains(&format!("<p><a href=\"/words?lang={tag}\">")), "{path}, {tag}");
        }
    }
    // The link opens a new tab where the page has typed words, or words that are shown only once.
    let beside = "<p><a href=\"/words?lang=en\" target=\"_blank\" rel=\"noopener\">";
    for page in [server.get("/drop?lang=en"), server.check("some words", b""), server.get("/no-such-page?lang=en")] {
        assert!(page.text().contains(beside), "{}", page.text());
    }
}
