//! Commands that write: what they write, what they refuse, and that nothing is lost or half-written.

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use common::{Place, account};

const TEXT: &str =
    "We saw the bridge closed at nine. Aidar stood beside me, and they did not let the ambulance through.\n";

fn sealed() -> Place {
    let place = Place::new();
    place.write("account.txt", TEXT);
    place.ok(&["seal", "account.txt", "-o", "sealed.txt"]);
    place
}

/// A refusal: exit 2, a sentence that holds each of `says`, and no file but those that were there.
fn refused(place: &Place, arguments: &[&str], says: &[&str]) {
    let before = place.files();
    let ran = place.run(arguments);
    assert_eq!(ran.code, 2, "firsthand {}: {ran:?}", arguments.join(" "));
    for part in says {
        assert!(ran.err.contains(part), "firsthand {}: no {part:?} in {:?}", arguments.join(" "), ran.err);
    }
    assert!(ran.err.lines().any(|line| line.starts_with("error: ")), "{:?}", ran.err);
    assert!(!ran.err.contains("Aidar"), "an error never holds a source's words: {:?}", ran.err);
    assert_eq!(place.files(), before, "firsthand {}", arguments.join(" "));
}

/// A copy that cannot be read: nothing is told of it, and what to do is said.
#[track_caller]
fn not_told(place: &Place, arguments: &[&str], says: &[&str]) {
    let ran = place.run(arguments);
    assert_eq!(ran.code, 3, "{ran:?}");
    for part in says {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
}

#[test]
fn texts_that_cannot_be_sealed() {
    let place = Place::new();
    let twice = format!("{TEXT}\nfirsthand1 qqqqqqqq");
    let cases: [(&str, &[u8], &[&str]); 8] = [
        ("empty", b"", &["no words"]),
        ("spaces", "  \n\u{A0}\n".as_bytes(), &["no words"]),
        ("latin1", b"Aidar caf\xE9\nx", &["not UTF-8", "offset 9", "line 1"]),
        ("utf16", b"\xFF\xFEh\0i\0", &["UTF-16", "--convert"]),
        ("override", "one\ntwo\u{202E} Aidar".as_bytes(), &["line 2, column 4", "U+202E", "--clean"]),
        ("mark", "one █ two".as_bytes(), &["line 1, column 5", "U+2588"]),
        ("nul", b"one \0two", &["U+0000"]),
        ("twice", twice.as_bytes(), &["a slip already", "line 3"]),
    ];
    for (name, bytes, says) in cases {
        place.write(name, bytes);
        refused(&place, &["seal", name, "-o", "out.txt"], says);
    }
    refused(&place, &["seal", ".", "-o", "out.txt"], &["it is a folder"]);
    refused(&place, &["seal", "nowhere", "-o", "out.txt"], &["there is no such file"]);
}

#[test]
fn too_many_words_are_refused() {
    let place = Place::new();
    place.write("long", "a ".repeat(1 << 24));
    refused(&place, &["seal", "long", "-o", "out.txt"], &["16777216 words", "16777215", "in parts"]);
    place.write("just", "a ".repeat((1 << 24) - 1));
    place.ok(&["seal", "just", "-o", "just.txt"]);
    assert_eq!(place.run(&["check", "just.txt"]).code, 0);
}

#[test]
fn utf16_is_taken_if_asked_and_refused_characters_are_taken_out_if_asked() {
    let place = Place::new();
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(account("ru").encode_utf16()).flat_map(u16::to_le_bytes).collect();
    place.write("utf16", utf16);
    place.ok(&["seal", "utf16", "--convert", "-o", "sealed.txt"]);
    place.write("utf8", account("ru"));
    assert_eq!(place.run(&["check", "utf8", "--slip", "sealed.txt"]).code, 0, "the same words");

    // Taking one out can leave another without what it stood on; both are named where they stood.
    place.write("stacked", "█x █\u{200D} y\n");
    let ran = place.ok(&["seal", "stacked", "--clean", "-o", "stacked.txt"]);
    assert!(ran.err.contains("Removed: 3 characters") && ran.err.contains("line 1, column 5: U+200D"), "{}", ran.err);
    assert!(place.read("stacked.txt").starts_with("x  y\n\nfirsthand1"));
    // What is cleaned can be a slip's marker.
    place.write("marker", format!("{TEXT}first\u{202A}hand1 qqqqqqqq\n"));
    refused(&place, &["seal", "marker", "--clean", "-o", "marker.txt"], &["a slip already"]);

    place.write("hidden", "o\u{202E}ne t\u{E0041}wo e\u{34F}\u{34F}\n");
    let ran = place.ok(&["seal", "hidden", "--clean", "-o", "clean.txt"]);
    assert!(ran.err.contains("Removed: 3 characters") && ran.err.contains("line 1, column 2: U+202E"), "{}", ran.err);
    assert!(place.read("clean.txt").starts_with("one two e\u{34F}\n\nfirsthand1"));
}

#[test]
fn existing_files_are_kept_unless_forced() {
    let place = sealed();
    let before = place.read("sealed.txt");
    refused(&place, &["seal", "account.txt", "-o", "sealed.txt"], &["exists already", "--force"]);
    assert_eq!(place.read("sealed.txt"), before);
    place.ok(&["seal", "account.txt", "-o", "sealed.txt", "--force"]);
    assert_ne!(place.read("sealed.txt"), before, "a new seed and key");
    refused(&place, &["withhold", "sealed.txt", "--words", "1", "-o", "account.txt"], &["exists already"]);
    refused(&place, &["penname", "new", "account.txt"], &["exists already"]);
    assert_eq!(place.read("account.txt"), TEXT);
}

#[test]
fn places_that_cannot_be_written() {
    let place = sealed();
    refused(&place, &["seal", "account.txt", "-o", "no/such/folder.txt"], &["could not be written"]);
    refused(&place, &["seal", "account.txt", "-o", "."], &[]);
    let ran = Command::new("sh")
        .args(["-c", &format!("{} seal account.txt > /dev/full", env!("CARGO_BIN_EXE_firsthand"))])
        .current_dir(place.path(""))
        .output()
        .expect("sh");
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("could not be written"));
}

/// A file system of 64 kB: a write that does not fit leaves nothing behind.
#[test]
#[ignore = "needs root, to mount a small file system"]
fn a_full_disk_leaves_nothing_behind() {
    let place = sealed();
    let mount = place.path("small");
    fs::create_dir(&mount).expect("a folder");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(&mount).status();
    assert!(mounted.is_ok_and(|status| status.success()), "a small file system can be mounted here");
    place.write("long.txt", "They did not let the ambulance through. ".repeat(10_000));
    let ran = place.run(&["seal", "long.txt", "-o", "small/sealed.txt"]);
    let left: Vec<_> = fs::read_dir(&mount).expect("a folder").collect();
    let unmounted = Command::new("umount").arg(&mount).status();
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("the disk is full"), "{}", ran.err);
    assert!(left.is_empty(), "{left:?}");
    assert!(unmounted.is_ok_and(|status| status.success()));
}

#[test]
fn a_pen_name_is_its_owners_alone() {
    let place = sealed();
    let made = place.ok(&["penname", "new", "pen"]);
    let mode = fs::metadata(place.path("pen")).expect("it was made").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(place.ok(&["penname", "show", "pen"]).out, made.out);
    place.ok(&["seal", "account.txt", "-k", "pen", "-o", "by-pen.txt"]);
    assert_eq!(place.run(&["check", "by-pen.txt", "--expect", made.out.trim()]).code, 0);
    place.ok(&["seal", "account.txt", "-k", "pen", "-o", "again.txt"]);
    assert_ne!(place.read("again.txt"), place.read("by-pen.txt"), "the same words and key, and another seed");
    place.write("age", "# created: now\nAGE-SECRET-KEY-1QQQQ\n");
    place.write("ssh", "-----BEGIN OPENSSH PRIVATE KEY-----\n");
    place.write("public", &made.out);
    for (file, says) in [
        ("age", "it is an age key"),
        ("ssh", "for something else"),
        ("public", "the pen name itself"),
        ("account.txt", "penname new"),
    ] {
        refused(&place, &["seal", "account.txt", "-k", file, "-o", "out.txt"], &["holds no pen name's secret", says]);
    }
    // Without a terminal no passphrase can be asked for, and nothing is written.
    let ran = Command::new("setsid")
        .args([env!("CARGO_BIN_EXE_firsthand"), "penname", "new", "locked", "--passphrase"])
        .current_dir(place.path(""))
        .stdin(std::process::Stdio::null())
        .output()
        .expect("setsid is there");
    assert_eq!(ran.status.code(), Some(2), "{ran:?}");
    assert!(!place.path("locked").exists());
}

#[test]
fn the_list_of_known_seals() {
    let place = sealed();
    let pen_name = place.ok(&["penname", "new", "pen"]).out.trim().to_owned();
    place.ok(&["known", "add", &pen_name, "the baker"]);
    place.ok(&["known", "add", &pen_name, "the baker's daughter"]);
    assert_eq!(place.ok(&["known", "list"]).out, format!("{pen_name} the baker's daughter\n"));
    let mode = fs::metadata(place.path("known")).expect("it was made").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    refused(&place, &["known", "add", "fhp1nonsense", "x"], &["a pen name is fhp1"]);
    assert_eq!(place.run(&["known", "remove", "nobody"]).code, 1);
    place.ok(&["known", "remove", "the baker's daughter"]);
    assert_eq!(place.ok(&["known", "list"]).out, "");
    place.write("known", "not an id\n");
    refused(&place, &["check", "sealed.txt"], &["line 1", "no pen name or account id"]);
}

#[test]
fn withholding_by_phrases_shows_what_is_near() {
    let place = Place::new();
    place.write(
        "account.txt",
        "Айдар пришёл первым. Мы ждали Айдара до утра, и Aidar's brother did not come. Айдарали уехал.\n",
    );
    place.ok(&["seal", "account.txt", "-o", "sealed.txt"]);
    place.write("names.txt", "Айдар\n");
    let shown = place.ok(&["withhold", "sealed.txt", "--phrases", "names.txt"]);
    assert!(shown.out.starts_with("█████ пришёл"), "{}", shown.out);
    assert!(shown.err.contains("near form   word 6: Айдар пришёл первым. Мы ждали «Айдара» до утра,"), "{}", shown.err);
    assert!(shown.err.contains("--words 6,10"), "{}", shown.err);
    let all = place.ok(&["withhold", "sealed.txt", "--phrases", "names.txt", "--near", "all"]);
    assert!(all.out.contains("ждали █████ до") && all.out.contains("и █████ brother"), "{}", all.out);
    let asked = place.run_with(&["withhold", "sealed.txt", "--phrases", "names.txt", "--near", "ask"], "n\n\n");
    assert!(
        asked.out.contains("ждали Айдара до") && asked.out.contains("и █████ brother"),
        "{} {}",
        asked.out,
        asked.err
    );
    let none = place.run_with(&["withhold", "sealed.txt"], "Nobody\n");
    assert_eq!((none.code, none.out.as_str()), (1, ""), "{}", none.err);
    assert!(none.err.contains("not found"), "{}", none.err);
    refused(&place, &["withhold", "sealed.txt", "--words", "1-16"], &["nothing would be left open"]);
}

#[test]
fn a_slip_too_long_for_the_text_goes_beside_it() {
    let place = Place::new();
    place.write("account.txt", account("en"));
    place.ok(&["seal", "account.txt", "-o", "sealed.txt"]);
    let words: Vec<String> = (0..30).map(|at| (at * 14 + 3).to_string()).collect();
    let words = words.join(",");
    refused(&place, &["withhold", "sealed.txt", "--words", &words], &["too long for the text", "-o"]);
    let ran = place.ok(&["withhold", "sealed.txt", "--words", &words, "-o", "edition.txt"]);
    assert!(ran.err.contains("edition.slip"), "{}", ran.err);
    assert!(place.read("edition.txt").trim_end().lines().last().expect("a line").starts_with("fh1"));
    assert_eq!(place.run(&["check", "edition.txt"]).code, 0, "the slip lies beside it");
    fs::rename(place.path("edition.slip"), place.path("elsewhere")).expect("it moves");
    let ran = place.run(&["check", "edition.txt"]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("names the account fh1") && ran.out.contains("--slip FILE"), "{}", ran.out);
    assert_eq!(place.run(&["check", "edition.txt", "--slip", "elsewhere"]).code, 0);
    // The same slip as numbered codes.
    let ran = place.ok(&["slip", "edition.txt", "--slip", "elsewhere", "--qr", "code.png"]);
    let pictures: Vec<String> = place.files().into_iter().filter(|name| name.ends_with(".png")).collect();
    assert!(pictures.len() > 1 && ran.err.contains("QR codes"), "{pictures:?}");
    let mut check = vec!["check", "edition.txt"];
    check.extend(pictures.iter().rev().flat_map(|picture| ["--slip", picture.as_str()]));
    assert_eq!(place.run(&check).code, 0);
    refused(&place, &check[..check.len() - 2], &["number 1 is missing"]);
}

#[test]
fn slips_as_pictures() {
    let place = sealed();
    for name in ["code.png", "code.svg"] {
        place.ok(&["slip", "sealed.txt", "--qr", name]);
    }
    assert!(place.read("code.svg").starts_with("<svg"));
    assert_eq!(place.run(&["check", "account.txt", "--slip", "code.png"]).code, 0);
    refused(&place, &["slip", "sealed.txt", "--qr", "code.gif"], &[".png or .svg"]);
    not_told(&place, &["check", "code.png"], &["is a picture", "--slip"]);
    place.write("broken.png", b"\x89PNG\r\n\x1a\nnothing more");
    refused(&place, &["check", "account.txt", "--slip", "broken.png"], &["cannot be read"]);
    assert!(place.ok(&["slip", "sealed.txt", "--qr", "-"]).out.contains('█'));
}

#[test]
fn bundles() {
    let place = sealed();
    place.write("photo.jpg", [7; 50_000]);
    place.write("lang", "en");
    let enclose = ["-e", "photo/1=photo.jpg", "-e", "language=lang"];
    place.ok(&[&["seal", "account.txt", "--bundle", "account.tar"][..], &enclose].concat());
    assert_eq!(place.run(&["check", "account.tar"]).code, 0);
    refused(&place, &[&["seal", "account.txt", "-o", "x.txt"][..], &enclose].concat(), &["--bundle"]);
    refused(&place, &["seal", "account.txt", "-e", "Photo=photo.jpg", "--bundle", "x.tar"], &["a-z 0-9"]);
    refused(&place, &["seal", "account.txt", "-e", "a=lang", "-e", "a=lang", "--bundle", "x.tar"], &["two enclosures"]);
    refused(&place, &["seal", "account.txt", "-e", "a=nowhere", "--bundle", "x.tar"], &["no such file"]);
    // Another bundle's enclosures: the files are whole, and not those that were sealed.
    let tar = fs::read(place.path("account.tar")).expect("it was made");
    let at = tar.windows(50).position(|window| window == [7; 50]).expect("the photograph");
    let mut changed = tar.clone();
    changed[at] = 8;
    place.write("changed.tar", &changed);
    not_told(&place, &["check", "changed.tar"], &["not whole", "photo/1"]);
    place.write("cut.tar", &tar[..tar.len() / 2]);
    not_told(&place, &["check", "cut.tar"], &["not whole"]);
    place.ok(&[&["seal", "account.txt", "--bundle", "other.tar"][..], &["-e", "photo/1=lang"]].concat());
    let other = fs::read(place.path("other.tar")).expect("it was made");
    // The other's manifest and enclosures behind this one's text and slip.
    let manifest = |tar: &[u8]| tar.windows(13).position(|window| window == b"manifest.json").expect("a manifest");
    place.write("mixed.tar", [&tar[..manifest(&tar)], &other[manifest(&other)..]].concat());
    let ran = place.run(&["check", "mixed.tar"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("the enclosures in the bundle are not"), "{}", ran.out);
}

#[test]
fn web_pages_are_judged_where_they_can_hide_nothing() {
    let place = sealed();
    let sealed = place.read("sealed.txt");
    let slip = &sealed[sealed.find("firsthand1").expect("a slip")..];
    let body = TEXT.trim().replace("Aidar", "<b>Ai</b>dar");
    let page = |more: &str| {
        format!(
            "<!doctype html><html><head><meta charset=\"utf-8\"><title>News</title></head><body><p>Home</p><p>{body}</p>\
             <pre>{slip}</pre><p>Share</p>{more}</body></html>"
        )
    };
    place.write("page.html", page(""));
    // So few words must stand on lines of their own; the line above them does.
    let ran = place.run(&["check", "page.html"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.contains("before it: 1 word: Home") && ran.out.contains("after the slip: 1 word: Share"),
        "{}",
        ran.out
    );
    for more in
        ["<p hidden>not this</p>", "<style>p { color: red }</style>", "<script>document.title = 'x < y'</script>"]
    {
        place.write("page.html", page(more));
        not_told(&place, &["check", "page.html"], &["COULD NOT TELL", "a saved web page", "Aidar", "copy the text"]);
        let ran = place.run(&["check", "page.html", "--json"]);
        let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        assert_eq!((ran.code, &json["not_judged"], json["slips"][0].is_null()), (3, &"may hide".into(), true));
    }
}

#[test]
fn later_versions_and_damaged_slips_are_said() {
    let place = sealed();
    let sealed = place.read("sealed.txt");
    let damaged = sealed.replacen("firsthand1 ", "firsthand1 zzzzzzzz zzzzzzzz zzzzzzzz zzzzzzzz zzzzzzzz ", 1);
    place.write("damaged.txt", damaged);
    let ran = place.run(&["check", "damaged.txt"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.out.contains("SLIP DAMAGED"), "{}", ran.out);
    let vectors = fs::read_to_string(common::repository("spec/vectors/slips.json")).expect("vectors");
    let vectors: serde_json::Value = serde_json::from_str(&vectors).expect("JSON");
    let later = vectors["cases"]
        .as_array()
        .expect("cases")
        .iter()
        .find(|case| case["name"] == "hostile: version 2")
        .expect("one");
    place.write("later.txt", format!("{TEXT}\n{}\n", later["text"].as_str().expect("text")));
    let ran = place.run(&["check", "later.txt"]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("LATER VERSION") && ran.out.contains("version 2"), "{}", ran.out);
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(Place::new().ok(&["completions", shell]).out.contains("withhold"));
    }
}
