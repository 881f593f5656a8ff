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
    for id in [&server.bridge, &server.withheld, &server.retracted, &server.replaced] {
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
    let none = server.get(&format!("/a/{}/photo/1", server.bridge));
    assert_eq!((none.status, &*none.headers["location"]), (303, &*format!("/a/{}", server.bridge)));
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

/// Every address at which something of an account may stand.
fn addresses(id: &str) -> Vec<String> {
    let of = ["", "?lang=ru", "/account.txt", "/photo/1"].map(|rest| format!("/a/{id}{rest}"));
    ["/", "/feed.atom", "/api/accounts", "/?lang=es"].into_iter().map(str::to_owned).chain(of).collect()
}

#[test]
fn of_what_was_taken_back_only_a_notice_is_left() {
    let server = Server::start();
    let page = server.get(&format!("/a/{}?lang=en", server.retracted));
    assert_eq!(page.status, 410);
    for said in ["The desk retracted this account", "the friend &#60;was&#62; not there", &server.retracted] {
        assert!(page.text().contains(said), "{said}");
    }
    for address in addresses(&server.retracted) {
        let answer = server.get(&address);
        assert!(!answer.text().contains("station") && !answer.text().contains("firsthand1"), "{address}");
    }
    let file = server.get(&format!("/a/{}/account.txt", server.retracted));
    assert_eq!((file.status, &*file.headers["location"]), (303, &*format!("/a/{}", server.retracted)));
    let index = server.get("/?lang=en");
    assert!(index.text().contains(&format!("/a/{}", server.retracted)) && index.text().contains("Read why"));
    let gone = server.get("/api/accounts").json();
    assert_eq!(gone["retracted"][0]["account"], server.retracted);
    assert_eq!(gone["retracted"][0]["notices"][0]["kind"], "retracted");
    assert!(server.on_disk("station").is_empty(), "{:?}", server.on_disk("station"));
}

#[test]
fn a_new_edition_replaces_the_one_before_and_says_what_changed() {
    let server = Server::start();
    let page = server.get(&format!("/a/{}?lang=en", server.replaced));
    for said in [
        "The desk replaced an earlier edition.",
        "a name &#60;stood&#62; in it",
        "Withheld now: words 13–14",
        "Photographs removed: 1",
        "Translation changed: Español",
    ] {
        assert!(page.text().contains(said), "{said}");
    }
    for address in addresses(&server.replaced) {
        assert!(!server.get(&address).text().contains("Quillon"), "{address}");
    }
    let text = server.get(&format!("/a/{}/account.txt", server.replaced));
    assert!(is_true(text.text()) && text.text().contains("a name <stood> in it\nWithheld now: words 13–14"));
    assert!(server.on_disk("Quillon").is_empty(), "{:?}", server.on_disk("Quillon"));
    // The id of a translation that was replaced leads to the page of its account.
    let before = check(&server.before[1], &[]).unwrap();
    let Some(Verdict::True(truth)) = &before.checked[0].verdict else { panic!("it was published") };
    let moved = server.get(&format!("/a/{}", truth.id));
    assert_eq!((moved.status, &*moved.headers["location"]), (303, &*format!("/a/{}", server.replaced)));
    assert_eq!(server.get(&format!("/a/{}/account.txt", truth.id)).status, 303);
}

#[test]
fn a_cache_asks_each_time_for_a_photograph() {
    let server = Server::start();
    let address = format!("/a/{}/photo/1", server.long);
    let shown = server.get(&address);
    assert_eq!((shown.status, &*shown.headers["cache-control"]), (200, "no-cache"));
    let tag = &shown.headers["etag"];
    let again = server.send_with("GET", &address, &[("If-None-Match", tag)], b"");
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    assert_eq!(server.send_with("GET", &address, &[("If-None-Match", "\"other\"")], b"").status, 200);
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
    assert_eq!(entries.len(), 5);
    let of = |node: &roxmltree::Node, name| {
        let found = node.children().find(|child| child.has_tag_name((ATOM, name)));
        found.and_then(|child| child.text().map(str::to_owned)).unwrap_or_default()
    };
    assert_eq!(of(&entries[1], "id"), format!("urn:firsthand:{}", server.retracted));
    assert_eq!(of(&entries[1], "title"), "An account of 2026-11-23 was retracted");
    assert_eq!(of(&entries[1], "summary"), "the friend <was> not there");
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
