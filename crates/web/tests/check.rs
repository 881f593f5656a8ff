//! Checks copies, as a reader on the page and as a program.

mod common;

use common::{Answer, BRIDGE, LONG, RETRACTED, Server};
use firsthand_account::check::{Verdict, check};
use firsthand_account::edition::{Account, Ends};
use firsthand_account::ranges::Ranges;
use firsthand_channels::qr::Code;
use firsthand_desk::sealing::ready;
use serde_json::Value;

impl Server {
    fn sealed(&self) -> String {
        self.get(&format!("/a/{}/account.txt", self.bridge)).text().to_owned()
    }

    fn api(&self, text: &str) -> Value {
        let answer = self.send("POST", "/api/check", "text/plain", text.as_bytes());
        assert_eq!(answer.status, 200);
        answer.json()
    }

    /// The verdict on the page: the classes and headings of its halves.
    fn halves(&self, text: &str) -> Vec<(String, String)> {
        halves(&self.check(text, b""))
    }
}

fn halves(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    {
        let halves = answer.text().split("<section class=\"half ").skip(1);
        let half = |half: &str| {
            let heading = half.split_once("<h2>").unwrap().1.split_once("</h2>").unwrap().0;
            (half.split_once('"').unwrap().0.to_owned(), heading.to_owned())
        };
        halves.map(half).collect()
    }
}

fn said(halves: &[(&str, &str)]) -> Vec<(String, String)> {
    halves.iter().map(|(class, heading)| (class.to_string(), heading.to_string())).collect()
}

#[test]
fn both_halves_are_always_said() {
    let server = Server::start();
    let sealed = server.sealed();
    let forged = ready(&BRIDGE.replace("nine", "ten"), &[], &[201; 32], &[202; 32]).unwrap().text;
    let unknown = ready(
        "Words that nobody here has ever published, sealed with a key of its own, all of them new.",
        &[],
        &[203; 32],
        &[204; 32],
    )
    .unwrap()
    .text;
    let at = sealed.find("firsthand1").unwrap();
    let damaged = format!("{}{}", &sealed[..at + 30], sealed[at + 30..].replace(['q', 'p', 'z', 'r', 'y', '9'], "x"));
    let known = ("right", "✓ This archive published it");
    let near = ("notice", "? This archive published nearly the same words");
    let open = ("notice", "? True to its slip, but this alone does not show who wrote it");
    type Case<'a> = (&'a str, &'a str, [(&'a str, &'a str); 2], u64);
    let cases: [Case; 8] = [
        ("true", &sealed, [("right", "✓ True to its slip"), known], 0),
        ("changed", &sealed.replace("nine", "ten"), [("wrong", "✗ Not true to its slip"), near], 1),
        ("forged", &forged, [open, ("wrong", "✗ Another seal over nearly the same words")], 1),
        ("unknown", &unknown, [open, ("notice", "? Unknown here")], 3),
        (
            "damaged",
            &damaged,
            [("notice", "? The slip is damaged"), ("right", "✓ This archive published the same words")],
            3,
        ),
        ("bare", BRIDGE, [("notice", "? It has no slip"), ("right", "✓ This archive published the same words")], 0),
        ("bare, changed", &BRIDGE.replace("nine", "ten"), [("notice", "? It has no slip"), near], 1),
        (
            "unrelated",
            "Nothing of this was ever said here.",
            [("notice", "? It has no slip"), ("notice", "? Unknown here")],
            3,
        ),
    ];
    for (name, text, halves, exit) in cases {
        assert_eq!(server.halves(text), said(&halves), "{name}");
        assert_eq!(server.api(text)["exit"], exit, "{name}");
    }
}

#[test]
fn what_differs_and_what_is_outside_is_shown() {
    let server = Server::start();
    let sealed = server.sealed();
    let changed = server.check(&sealed.replace("nine", "ten"), b"");
    assert!(changed.text().contains("<del>[-nine-]</del><ins>{+ten+}</ins>"));
    assert!(changed.text().contains("1 changed") && changed.text().contains(&format!("/a/{}", server.bridge)));
    assert!(changed.text().contains(" …"), "long stretches are shortened");
    let around = server.check(&format!("Read this, all of you!\n\n{sealed}\nShared by <b>somebody</b>"), b"");
    assert!(around.text().contains("5 words before the account") && around.text().contains("Read this, all of you!"));
    assert!(around.text().contains("Shared by &#60;b&#62;somebody"));
    let json = server.api(&sealed.replace("nine", "ten"));
    assert_eq!(json["against"][0]["differences"]["changed"], 1);
    // The page says that a quote is a quote. It names words with look-alike letters and their alphabets.
    let quote = BRIDGE.split_whitespace().skip(1).take(12).collect::<Vec<_>>().join(" ");
    let quoted = server.check(&quote, b"");
    assert!(
        quoted.text().contains("These 12 words stand in that account, word for word: words 2 to 13 of "),
        "{}",
        quoted.text()
    );
    assert!(!quoted.text().contains(" missing"));
    let json = server.api(&quote);
    assert_eq!(json["against"][0]["differences"]["quote"], serde_json::json!([2, 13]));
    let alike = server.check(&sealed.replace("lamp", "lаmp"), b"");
    assert!(alike.text().contains("“lamp” is Latin; “lаmp” is Latin + Cyrillic"), "{}", alike.text());
    // For an edition the page says how many words are withheld. A translation is known too.
    let edition = server.get(&format!("/a/{}/account.txt", server.withheld)).text().to_owned();
    assert!(server.check(&edition, b"").text().contains("An edition: 2 of "));
    // A copy with the id of its account instead of a slip is checked against the published slip.
    let named = format!("{BRIDGE}\n\n{}\n", server.bridge);
    assert_eq!(
        server.halves(&named),
        said(&[("right", "✓ True to its slip"), ("right", "✓ This archive published it")])
    );
}

#[test]
fn a_copy_of_what_was_taken_back_says_so() {
    let server = Server::start();
    let retracted = "✗ This archive published it and retracted it on 2026-11-23";
    let halves = server.halves(&server.retracted_text);
    assert_eq!(halves[1], ("wrong".into(), retracted.into()));
    assert_eq!(halves[0].0, "notice");
    let verdict = server.api(&server.retracted_text);
    assert_eq!(verdict["slips"][0]["standing"]["is"], "retracted");
    assert_eq!(verdict["slips"][0]["standing"]["why"], "the friend <was> not there");
    assert_eq!(verdict["exit"], 3);
    let named = server.halves(&format!("{RETRACTED}\n\n{}\n", server.retracted));
    assert_eq!(named[1], ("wrong".into(), retracted.into()), "a copy that names it");
    // An edition that was replaced is known again, and so is its translation.
    for before in &server.before {
        let replaced = "? An earlier edition, replaced on 2026-11-23";
        assert_eq!(server.halves(before)[1], ("notice".into(), replaced.into()));
        let verdict = server.api(before);
        assert_eq!(verdict["slips"][0]["standing"]["is"], "replaced");
        assert_eq!(verdict["slips"][0]["standing"]["page"], server.replaced);
        assert_eq!(verdict["exit"], 3);
    }
    // Fewer words of it, with the name that is withheld now: still the earlier edition. Without the name: the one of now.
    let report = check(&server.before[0], &[]).unwrap();
    let (Ok(slip), Some(Verdict::True(truth))) = (&report.checked[0].slip, &report.checked[0].verdict) else {
        panic!("it was published")
    };
    let without = |words: std::ops::Range<u32>| {
        let made = Account::new(truth, slip).withhold(&Ranges::new(vec![words]), Ends::Marked).unwrap();
        format!("{}\n\n{}\n", made.text().trim_end(), made.slip.to_text())
    };
    let replaced = server.api(&without(0..3));
    assert_eq!(replaced["slips"][0]["standing"]["is"], "replaced");
    let other = server.api(&without(10..16));
    assert_eq!(other["slips"][0]["standing"]["is"], "in the archive");
    let now = server.get(&format!("/a/{}/account.txt", server.replaced));
    assert_eq!(server.halves(now.text())[1], ("right".into(), "✓ This archive published it".into()));
}

#[test]
fn copies_come_as_files() {
    let server = Server::start();
    let sealed = server.sealed();
    let both = said(&[("right", "✓ True to its slip"), ("right", "✓ This archive published it")]);
    let as_file = |text: &str, name: &str, file: &[u8]| halves(&server.check_files(text, &[(name, file)]));
    assert_eq!(as_file("", "copy.txt", sealed.as_bytes()), both);
    // A saved page is recognized by its first bytes or by its name.
    let page = server.get(&format!("/a/{}?lang=en", server.bridge));
    assert_eq!(as_file("", "page", &page.bytes), both);
    for id in [&server.withheld, &server.long] {
        let page = server.get(&format!("/a/{id}?lang=ru"));
        let halves = as_file("", "page.html", &page.bytes);
        assert!(!halves.is_empty() && halves.iter().all(|(class, _)| class == "right"), "{halves:?}");
    }
    let paragraphs: Vec<String> = sealed.split("\n\n").map(|text| format!("<p>{text}")).collect();
    assert_eq!(as_file("", "page.HTM", paragraphs.join("<hr>").as_bytes()), both);
    // The slip comes as pictures beside the pasted words: one QR code, or several in any order.
    let (words, slip) = sealed.split_at(sealed.find("firsthand1").unwrap());
    let run: String = slip.split_whitespace().collect();
    let pictures = |run: &str| {
        let report = check(run, &[]).unwrap();
        let slip = report.checked.into_iter().next().unwrap().slip.unwrap();
        Code::of_slip(&slip).iter().map(|code| code.png(4)).collect::<Vec<_>>()
    };
    let code = pictures(&run);
    assert_eq!(as_file(words, "slip.png", &code[0]), both);
    assert_eq!(halves(&server.check(words, b""))[0].1, "? It has no slip");
    let alone = server.check_files("", &[("slip.png", &code[0])]);
    assert_eq!(alone.status, 422);
    assert!(
        alone.text().contains("paste the words of your copy before the slip") && alone.text().contains(&slip[..20])
    );
    let own = ready(LONG, &[], &[205; 32], &[206; 32]).unwrap();
    let report = check(&own.text, &[]).unwrap();
    let checked = report.checked.into_iter().next().unwrap();
    let (slip, Some(Verdict::True(truth))) = (checked.slip.unwrap(), checked.verdict) else { panic!("it is true") };
    let some = Ranges::new((0..12).map(|at| 3 * at..3 * at + 1).collect());
    let edition = Account::new(&truth, &slip).withhold(&some, Ends::Marked).unwrap();
    let mut codes = pictures(&edition.slip.to_run());
    assert!(codes.len() > 1);
    codes.reverse();
    let files: Vec<(&str, &[u8])> = codes.iter().map(|code| ("code.png", &code[..])).collect();
    assert_eq!(
        halves(&server.check_files(&edition.text(), &files))[0].1,
        "? True to its slip, but this alone does not show who wrote it"
    );
    let some = server.check_files(&edition.text(), &files[1..]);
    assert!(some.status == 422 && some.text().contains("these are missing"));
}

#[test]
fn bundles_are_checked_with_their_enclosures() {
    use firsthand_account::bundle::{Bundle, hash, write};
    use firsthand_account::enclosures::{Enclosure, enclose};
    use firsthand_account::identity::SecretKey;
    use firsthand_account::seal::{seal, sealable};
    let server = Server::start();
    let photograph = b"a photograph";
    let enclosure = |content: &[u8]| Enclosure {
        label: "photo/1".into(),
        salt: [7; 16],
        content: hash(&mut &content[..]).unwrap(),
    };
    let bundle = |sealed_with: &[u8], holds: &[u8]| {
        let enclosed = enclose(&mut [enclosure(sealed_with)]).unwrap();
        let sealed = seal(&sealable(BRIDGE).unwrap(), &SecretKey::from_bytes(&[9; 32]), &[8; 32], enclosed);
        let bundle = Bundle { text: BRIDGE.into(), slip: sealed.slip.to_text(), enclosures: vec![enclosure(holds)] };
        let mut tar = Vec::new();
        write(&mut tar, &bundle, |_| Ok((holds, holds.len() as u64))).unwrap();
        tar
    };
    let first = |tar: &[u8]| halves(&server.check_files("", &[("account.tar", tar)]))[0].1.clone();
    assert_eq!(first(&bundle(photograph, photograph)), "? True to its slip, but this alone does not show who wrote it");
    assert_eq!(first(&bundle(photograph, b"another one")), "✗ Not true to its slip");
    let mut cut = bundle(photograph, photograph);
    cut.truncate(1_600);
    let cut = server.check_files("", &[("account.tar", &cut)]);
    assert!(cut.status == 422 && cut.text().contains("That bundle is not complete"));
}

#[test]
fn long_forms_share_the_memory() {
    use std::io::Write;
    let server = Server::start();
    // Four requests that never end hold twelve million bytes each. No more fits.
    let held: Vec<std::net::TcpStream> = (0..4)
        .map(|_| {
            let mut stream = std::net::TcpStream::connect(server.address).unwrap();
            let head = "POST /check HTTP/1.1\r\nHost: here\r\nContent-Type: multipart/form-data; boundary=b\r\n\
                Content-Length: 90000000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"copy\"; filename=\"x\"\r\n\r\n";
            stream.write_all(head.as_bytes()).unwrap();
            let _ = stream.write_all(&vec![b'a'; 12_500_000]);
            stream
        })
        .collect();
    let again = |sent: usize, status: u16| {
        (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            server.check("", &vec![b'a'; sent]).status == status
        })
    };
    // A new request must not take the memory of those that are still being read.
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert!(again(6_000_000, 503), "there is no room for another");
    assert_eq!(server.check(BRIDGE, b"").status, 200, "what is short always finds room");
    drop(held);
    assert!(again(2_000_000, 200), "room comes back");
}

#[test]
fn bad_input_gets_a_sentence_and_keeps_the_text() {
    let server = Server::start();
    let told = |text: &str, file: &[u8], status: u16, sentence: &str| {
        let answer = server.check(text, file);
        assert_eq!(answer.status, status, "{sentence}");
        assert!(answer.text().contains(sentence), "{sentence}");
        assert!(text.is_empty() || text.len() > 4 << 20 || answer.text().contains(text.trim()));
    };
    told("", b"", 422, "There is nothing to check yet");
    told("my own words", b"and a file", 422, "Check one at a time");
    told("my own words", b"\x89PNG\r\n\x1a\n", 422, "Picture 1 cannot be read");
    told("my own words", &Code::of("no slip").unwrap().png(4), 422, "holds no slip that can be read");
    told("my own words", &Code::of("FHPART:1:3:QQQQ:X").unwrap().png(4), 422, "these are missing: 2, 3");
    told("", format!("<!DOCTYPE html>{}", "<div>".repeat(600)).as_bytes(), 422, "longer than what browsers show");
    told("", b"\xff\x00\xfe", 422, "That file is not a text");
    told("", &vec![b'a'; (12 << 20) + 1], 413, "That is longer than 12 MB");
    told(&"a ".repeat((4 << 20) / 2 + 1), b"", 413, "That is longer than 4 MB");
    let broken = server.send("POST", "/check?lang=en", "multipart/form-data; boundary=b", b"--b\r\nnonsense");
    assert!(broken.status == 400 && broken.text().contains("did not arrive complete"));
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(BRIDGE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(server.check("", &utf16).text().contains("This archive published the same words"));
    for (media_type, body, status) in [
        ("application/json", &b"{\"text\":1}"[..], 400),
        ("application/json", b"{", 400),
        ("text/plain", b"\xff", 400),
        ("image/png", b"x", 415),
    ] {
        let answer = server.send("POST", "/api/check", media_type, body);
        assert_eq!(answer.status, status);
        assert!(answer.json()["error"].is_string());
    }
}

#[test]
fn nothing_that_is_checked_stays() {
    let server = Server::start();
    const CANARY: &str = "Zugspitzenkanarienvogel";
    let text = format!("{BRIDGE} {CANARY}");
    assert_eq!(server.check(&text, b"").status, 200);
    assert_eq!(server.check("", text.as_bytes()).status, 200);
    server.api(&text);
    let mut folders = vec![server.folder.path().to_owned()];
    let (mut looked_at, mut published) = (0, 0);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let holds = |needle: &str| bytes.windows(needle.len()).any(|at| at == needle.as_bytes());
            assert!(!holds(CANARY), "{path:?}");
            published += usize::from(holds("They closed the bridge"));
            looked_at += 1;
        }
    }
    // The expected text is on its page and in the index.
    assert!(looked_at > 5 && published == 2, "the search finds what is there: {looked_at}, {published}");
}

#[test]
fn the_description_holds_for_the_server() {
    let server = Server::start();
    let described = server.get("/api/openapi.json").json();
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1"));
    let sealed = server.sealed();
    let forged = ready(&BRIDGE.replace("nine", "ten"), &[], &[205; 32], &[206; 32]).unwrap().text;
    let edition = server.get(&format!("/a/{}/account.txt", server.withheld)).text().to_owned();
    let json = serde_json::json!({ "text": sealed }).to_string();
    let calls: [(&str, &str, &str, &[u8]); 10] = [
        ("get", "/api/accounts", "text/plain", b""),
        ("get", "/api/openapi.json", "text/plain", b""),
        ("post", "/api/check", "application/json", json.as_bytes()),
        ("post", "/api/check", "text/plain", forged.as_bytes()),
        ("post", "/api/check", "text/plain", edition.as_bytes()),
        ("post", "/api/check", "text/plain", &sealed.replace("nine", "ten").into_bytes()),
        ("post", "/api/check", "text/plain", b"firsthand1 qqqq nothing"),
        ("post", "/api/check", "text/plain", b""),
        ("post", "/api/check", "text/plain", b"\xff"),
        ("post", "/api/check", "image/png", b"x"),
    ];
    let mut called = std::collections::BTreeSet::new();
    for (method, path, media_type, body) in calls {
        let answer = server.send(&method.to_uppercase(), path, media_type, body);
        let response = &described["paths"][path][method]["responses"][answer.status.to_string()];
        let schema = &response["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{method} {path} {} is not described", answer.status);
        assert_eq!(answer.headers["content-type"], "application/json");
        if let Err(why) = fits(&answer.json(), schema, &described) {
            panic!("{method} {path}: {why}\n{}", answer.text());
        }
        called.insert((path.to_owned(), method.to_owned()));
    }
    // Every address in the description exists.
    for (path, methods) in described["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            assert!(called.contains(&(path.clone(), method.clone())), "{method} {path}");
        }
    }
    let router = include_str!("../src/router.rs");
    assert_eq!(router.matches(".route(\"/api/").count(), called.len(), "every address is described");
}

/// Checks `value` against `schema`. Supports the part of JSON Schema that the description uses.
fn fits(value: &Value, schema: &Value, all: &Value) -> Result<(), String> {
    if let Some(to) = schema["$ref"].as_str() {
        return fits(value, all.pointer(to.trim_start_matches('#')).ok_or(to)?, all);
    }
    let wrong = |what: &str| Err(format!("{value} is not {what}"));
    if let Some(options) = schema["oneOf"].as_array() {
        let fitting = options.iter().filter(|option| fits(value, option, all).is_ok()).count();
        return if fitting == 1 { Ok(()) } else { wrong(&format!("one of {}", schema["oneOf"])) };
    }
    if schema.get("const").is_some_and(|only| only != value) {
        return wrong(&schema["const"].to_string());
    }
    if schema["enum"].as_array().is_some_and(|some| !some.contains(value)) {
        return wrong(&schema["enum"].to_string());
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = |name: &&str| match *name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    };
    if !types.is_empty() && !types.iter().any(is) {
        return wrong(&schema["type"].to_string());
    }
    if let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                return Err(format!("{name} is missing"));
            }
        }
        for (name, value) in object {
            let schema = properties.get(name).ok_or(format!("{name} is not described"))?;
            fits(value, schema, all).map_err(|why| format!("{name}: {why}"))?;
        }
    }
    for each in value.as_array().into_iter().flatten() {
        fits(each, &schema["items"], all)?;
    }
    Ok(())
}
