//! Versions of a text side by side, as a person holds them.

mod common;

use std::fs;
use std::path::Path;

use common::{Place, account};
use serde_json::Value;

#[test]
fn versions_show_what_each_has_instead() {
    let place = Place::new();
    let first = account("en");
    let words: Vec<&str> = first.split_whitespace().collect();
    let mut second = words.clone();
    second[30] = "INSTEAD";
    second.remove(60);
    place.write("first.txt", &first);
    place.write("second.txt", second.join(" "));
    let told = place.ok(&["collate", "first.txt", "second.txt"]).out;
    assert!(
        told.contains("A  \"first.txt\"") && told.contains("B: INSTEAD]") && told.contains("B: \u{2013}]"),
        "{told}"
    );

    let of = |files: &[&str]| {
        let told = place.ok(&[&["collate", "--json"], files].concat()).out;
        serde_json::from_str::<Value>(&told).unwrap()["parts"][0].clone()
    };
    let collated = of(&["first.txt", "second.txt"]);
    let [a, b] = [0, 1].map(|at| collated["versions"][at]["words"].as_u64().unwrap());
    assert_eq!(a, b + 1);
    assert_eq!(collated["in_common"].as_u64().unwrap(), a - 2);
    // The other way round it is the same, under other letters.
    let readings = |collated: &Value, letter: &str| -> Vec<String> {
        let segments = collated["segments"].as_array().unwrap();
        let reads = |reading: &&Value| reading["versions"].as_array().unwrap().iter().any(|version| version == letter);
        let read = |segment: &Value| segment["readings"].as_array().unwrap().iter().find(reads).unwrap().clone();
        segments.iter().map(|segment| read(segment)["text"].as_str().unwrap().to_owned()).collect()
    };
    let turned = of(&["second.txt", "first.txt"]);
    assert_eq!(readings(&collated, "B"), readings(&turned, "A"));
    assert_eq!(turned["in_common"], collated["in_common"]);

    let page = place.ok(&["collate", "first.txt", "second.txt", "--html", "-o", "page.html"]);
    assert!(page.out.is_empty() && place.read("page.html").contains("<mark><span><b>A</b>"));
    assert!(!place.read("page.html").contains("<script"));
    assert_eq!(place.run(&["collate", "first.txt", "second.txt", "--html", "-o", "page.html"]).code, 2, "it is kept");
}

#[test]
fn what_cannot_be_collated_is_said() {
    let place = Place::new();
    place.write("one.txt", "They closed the bridge.");
    place.write("none.txt", " \u{2014} \n");
    place.write("binary", [0xff, 0, 0xfe]);
    assert_eq!(place.run(&["collate", "one.txt"]).code, 2);
    assert_eq!(place.run(&["collate", "one.txt", "one.txt", "--itself"]).code, 2);
    assert_eq!(place.run(&["collate", "one.txt", "binary"]).code, 2);
    assert_eq!(place.run(&["collate", "one.txt", "missing.txt"]).code, 2);
    assert_eq!(place.run(&["collate", "none.txt", "none.txt"]).code, 3);
    assert_eq!(place.run(&[&["collate"][..], &["one.txt"; 27]].concat()).code, 2);
    place.ok(&["collate", "one.txt", "none.txt"]);
    // Neither a terminal nor a page is led astray.
    place.write("turned.txt", "They closed\u{1b}]0;x\u{7} the <script>bridge\u{202e}.");
    let told = place.ok(&["collate", "one.txt", "turned.txt"]).out;
    assert!(!told.contains(['\u{7}', '\u{202e}']) && !told.contains("\u{1b}]"), "{told:?}");
    let page = place.ok(&["collate", "one.txt", "turned.txt", "--html"]).out;
    assert!(page.contains("&lt;script&gt;bridge") && !page.contains("<script"));
}

#[test]
#[ignore = "needs ../shared/data/almaty-2022.txt beside the checkout"]
fn the_first_input_holds_eight_passages_in_two_drafts() {
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/almaty-2022.txt");
    let text = fs::read_to_string(&input).expect("../shared/data/almaty-2022.txt");
    let place = Place::new();
    place.write("input.txt", text);
    let found: Value = serde_json::from_str(&place.ok(&["collate", "--itself", "--json", "input.txt"]).out).unwrap();
    let names = |part: &Value| [0, 1].map(|at| part["versions"][at]["name"].as_str().unwrap().to_owned());
    let pairs: Vec<[String; 2]> = found["parts"].as_array().unwrap().iter().map(names).collect();
    let lines = [(41, 58), (43, 62), (45, 64), (47, 66), (51, 68), (53, 70), (55, 71), (57, 73)];
    assert_eq!(pairs, lines.map(|(one, other)| [format!("line {one}"), format!("line {other}")]));
}
