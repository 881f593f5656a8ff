//! The pages of the archive, as a reader gets them.

mod common;

use common::Server;
use firsthand_account::check::{Verdict, check};

fn is_true(text: &str) -> bool {
    let report = check(text, &[]).unwrap();
    report.checked.len() == 1 && matches!(report.checked[0].verdict, Some(Verdict::True(_)))
}

#[test]
fn what_is_published_can_be_read_taken_and_checked() {
    let server = Server::start();
    let index = server.get("/?lang=en");
    assert_eq!(index.status, 200);
    for id in [&server.bridge, &server.withheld, &server.retracted] {
        assert!(index.text().contains(&format!("/a/{id}")));
    }
    let place = |id: &str| index.text().find(id).unwrap();
    assert!(place(&server.retracted) < place(&server.withheld) && place(&server.withheld) < place(&server.bridge));
    assert!(index.text().contains("Retracted by the desk") && index.text().contains("2 withheld"));
    let russian = server.get("/?lang=en&language=ru");
    assert!(russian.text().contains(&server.withheld) && !russian.text().contains(&server.bridge));
    // A language or a page of the list that does not exist is ignored.
    assert_eq!(server.get("/?language=%3Cb%3E&page=x").status, 200);

    let page = server.get(&format!("/a/{}?lang=en", server.bridge));
    assert_eq!(page.status, 200);
    for said in ["<p lang=\"en\" dir=\"auto\">They closed the bridge", "data:image/png;base64,", "fhp1", "firsthand1"] {
        assert!(page.text().contains(said), "{said}");
    }
    let bare = page.text().replace(&server.bridge, "");
    assert!(bare.len() < 60_000, "{}", bare.len());

    let taken = server.get(&format!("/a/{}/account.txt", server.bridge));
    assert!(is_true(taken.text()) && taken.text().starts_with("They closed"));
    assert!(taken.headers["content-disposition"].starts_with("attachment; filename=\"firsthand-fh1"));

    for id in ["fh1", "../../etc/passwd", &format!("fh1{}", "q".repeat(52)), "%00"] {
        assert_eq!(server.get(&format!("/a/{id}")).status, 404, "{id}");
        assert_eq!(server.get(&format!("/a/{id}/account.txt")).status, 404, "{id}");
    }
    assert_eq!(server.get(&format!("/a/{}/photo/1", server.bridge)).status, 404);
}

#[test]
fn withheld_words_stay_withheld_and_translations_stand_beside() {
    let server = Server::start();
    let page = server.get(&format!("/a/{}?lang=en", server.withheld));
    assert!(page.text().contains("title=\"words withheld\"") && page.text().contains("class=\"beside\""));
    assert!(page.text().contains("<span class=\"gloss\" title=\"the translator&#39;s words\">[name withheld],</span>"));
    let address = format!("/a/{}/account.txt", server.withheld);
    for path in ["/", "/feed.atom", "/api/accounts", &address, &format!("/a/{}", server.withheld)] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200);
        assert!(!answer.text().contains("Алия") && !answer.text().contains("Жумабаева"), "{path}");
    }
    assert!(is_true(server.get(&address).text()));
    // A translation has its own id. The id leads to the page of its account.
    let accounts = server.get("/api/accounts").json();
    let account = accounts["accounts"].as_array().unwrap().iter().find(|each| each["account"] == *server.withheld);
    let translation = account.unwrap()["translations"][0]["account"].as_str().unwrap().to_owned();
    let moved = server.get(&format!("/a/{translation}"));
    assert_eq!(moved.status, 303);
    assert_eq!(moved.headers["location"], format!("/a/{}#{translation}", server.withheld));
    assert!(is_true(server.get(&format!("/a/{translation}/account.txt")).text()));
}

#[test]
fn where_the_slip_is_long_the_desk_gives_a_short_one() {
    let server = Server::start();
    let page = server.get(&format!("/a/{}?lang=en", server.long));
    let short = page.text().split("<section id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(page.text().contains("A copy to pass on") && page.text().contains("The short slip as a QR code"));
    let text = server.get(&format!("/a/{short}/account.txt"));
    assert!(is_true(text.text()) && text.text().contains("we […] told"), "{}", text.text());
    assert!(text.text().len() < page.text().len() / 4);
    assert_eq!(server.get(&format!("/a/{short}")).headers["location"], format!("/a/{}#{short}", server.long));
    let said = server.check(text.text(), b"");
    assert!(
        said.text().contains("✓ True to its slip") && said.text().contains("the form that this desk sealed itself")
    );
    let bare = server.get(&format!("/a/{}?lang=en", server.bridge));
    assert!(!bare.text().contains("A copy to pass on"), "where it travels, nothing is needed");
}

#[test]
fn what_was_taken_back_says_so_first() {
    let server = Server::start();
    let page = server.get(&format!("/a/{}?lang=en", server.retracted));
    let notice = page.text().find("The desk retracted this account").unwrap();
    assert!(page.text().contains("the friend &#60;was&#62; not there"));
    assert!(notice < page.text().find("<details>").unwrap());
    assert!(
        page.text().find("<details>").unwrap() < page.text().find("I heard from a friend</p>").unwrap_or(usize::MAX)
    );
    let taken = server.get(&format!("/a/{}/account.txt", server.retracted));
    assert!(is_true(taken.text()) && taken.text().contains("the friend <was> not there"));
}

#[test]
fn the_feed_is_well_formed() {
    let server = Server::start();
    let answer = server.get("/feed.atom");
    assert!(answer.headers["content-type"].starts_with("application/atom+xml"));
    let feed = roxmltree::Document::parse(answer.text()).unwrap();
    const ATOM: &str = "http://www.w3.org/2005/Atom";
    assert!(feed.root_element().has_tag_name((ATOM, "feed")));
    let entries: Vec<_> = feed.root_element().children().filter(|node| node.has_tag_name((ATOM, "entry"))).collect();
    assert_eq!(entries.len(), 4);
    let of = |node: &roxmltree::Node, name| {
        let found = node.children().find(|child| child.has_tag_name((ATOM, name)));
        found.and_then(|child| child.text().map(str::to_owned)).unwrap_or_default()
    };
    assert_eq!(of(&entries[1], "id"), format!("urn:firsthand:{}", server.retracted));
    assert!(of(&entries[1], "title").starts_with("Retracted: I heard"));
    for node in entries.iter().chain([&feed.root_element()]) {
        assert!(!of(node, "id").is_empty() && !of(node, "title").is_empty());
        assert!(of(node, "updated").parse::<jiff::Timestamp>().is_ok());
    }
}

#[test]
fn every_page_stays_at_home() {
    let server = Server::start();
    let account = format!("/a/{}", server.bridge);
    for path in ["/", &account, "/check", "/drop", "/words", "/no-such-page"] {
        let answer = server.get(path);
        let policy = &answer.headers["content-security-policy"];
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{path}: {policy}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"));
        // No link in the file leads out of the archive.
        for attribute in ["src=\"", "href=\"", "action=\""] {
            for (at, _) in answer.text().match_indices(attribute) {
                let to = &answer.text()[at + attribute.len()..];
                let at_home = ["/", "#", "data:image/png;base64,"].iter().any(|start| to.starts_with(start));
                assert!(at_home && !to.starts_with("//"), "{path}: {}", &to[..20]);
            }
        }
        assert!(!answer.text().contains("<script") && !answer.text().contains(" style="));
    }
    assert!(server.check("some words", b"").headers.contains_key("content-security-policy"));
    for path in ["/feed.atom", "/firsthand.mjs", "/characters.json", "/api/accounts", &format!("{account}/account.txt")]
    {
        let answer = server.get(path);
        assert_eq!((answer.status, &*answer.headers["content-security-policy"]), (200, "default-src 'none'"), "{path}");
    }
}
