//! Packs the data of the page into a smaller form: the table of characters, and the lists for hints. The page unpacks
//! it in `data.mjs` and `hints.mjs`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The table of characters of `spec/seal.md`, some kilobytes smaller. Folds become runs of code points, `{ first:
/// texts }`. Ranges become distances.
pub fn characters(mut table: Value) -> Value {
    let fold: BTreeMap<u32, &Value> =
        table["fold"].as_object().expect("by code point").iter().map(|(hex, text)| (code(hex), text)).collect();
    let mut runs: Vec<(u32, Vec<&Value>)> = Vec::new();
    for (code, text) in fold {
        match runs.last_mut() {
            Some((first, texts)) if *first + texts.len() as u32 == code => texts.push(text),
            _ => runs.push((code, vec![text])),
        }
    }
    table["fold"] = runs.iter().map(|(first, texts)| (format!("{first:x}"), json!(texts))).collect();
    for ranges in ["letters", "marks"] {
        table[ranges] = distances(&table[ranges]);
    }
    for ranges in table["classes"].as_object_mut().expect("by class").values_mut() {
        *ranges = distances(ranges);
    }
    table
}

fn code(hex: &str) -> u32 {
    u32::from_str_radix(hex, 16).expect("code points are hexadecimal")
}

/// Writes each range as its distance from the end of the range before, and its length: `34f 180b-180f` becomes `34f
/// 14bc-4`.
fn distances(ranges: &Value) -> Value {
    let mut end = 0;
    let distance = |range: &str| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last) = (code(first), code(last));
        let gap = first - std::mem::replace(&mut end, last);
        if last > first { format!("{gap:x}-{:x}", last - first) } else { format!("{gap:x}") }
    };
    ranges.as_str().expect("ranges are text").split(' ').map(distance).collect::<Vec<_>>().join(" ").into()
}

/// The lists of `spec/hints.json`. Each list becomes one text, and a set of classes becomes one number with a bit for
/// each class.
pub fn hints(mut lists: Value) -> Value {
    let object = lists.as_object_mut().expect("an object");
    object.remove("about");
    let classes = object["classes"].clone();
    let bits = |names: &Value| -> Value {
        let names = names.as_str().expect("names of classes").split(' ');
        let known = classes.as_array().expect("a list of names");
        let bit = |name: &str| 1 << known.iter().position(|known| known == name).expect("a class that is known");
        names.map(bit).sum::<u32>().into()
    };
    let of_classes = |words: &Value| -> Value {
        words.as_array().expect("pairs").iter().map(|pair| json!([bits(&pair[0]), joined(&pair[1])])).collect()
    };
    object["everywhere"] = of_classes(&object["everywhere"]);
    for language in object["languages"].as_object_mut().expect("by language").values_mut() {
        language["words"] = of_classes(&language["words"]);
    }
    for group in ["kazakh", "plates"] {
        let group = object[group].as_object_mut().expect("lists by name");
        group.remove("about");
        group.values_mut().for_each(|list| *list = joined(list));
    }
    for (_, list) in object.iter_mut().filter(|(name, value)| *name != "classes" && value[0].is_string()) {
        *list = joined(list);
    }
    lists
}

/// The content of `spec/near.json`, without its explanation for people.
pub fn near(mut tables: Value) -> Value {
    tables.as_object_mut().expect("an object").remove("about");
    tables
}

/// The lines of a list, joined with spaces.
fn joined(lines: &Value) -> Value {
    let lines = lines.as_array().expect("a list is lines").iter().map(|line| line.as_str().expect("of text"));
    lines.collect::<Vec<_>>().join(" ").into()
}
