//! The documents agree with the code: the limits that `docs/limits.md` lists, and the tests that `spec/promises.md` names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The `limits.rs` of the command and of each crate that has one, as paths in the repository.
fn files_of_limits() -> Vec<String> {
    let crates = fs::read_dir(root().join("crates")).expect("the crates are there");
    let names = crates.map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"));
    let of_crates = names.map(|name| format!("crates/{name}/src/limits.rs"));
    of_crates.chain(["src/limits.rs".to_owned()]).filter(|path| root().join(path).is_file()).collect()
}

/// The constants of a `limits.rs`, with their values as the code has them.
fn constants(code: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let items: Vec<&str> = code.lines().filter(|line| !line.starts_with("//")).collect();
    for item in items.join(" ").split(';') {
        let item = item.trim().trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        if let Some((head, value)) = item.strip_prefix("const ").and_then(|item| item.split_once(" = ")) {
            let (name, _) = head.split_once(':').expect("a constant has a type");
            found.push((name.to_owned(), value.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    found
}

/// What stands in the cells of each row of a table whose first cell is code.
fn rows(document: &str) -> impl Iterator<Item = Vec<&str>> {
    let rows = document.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect())
}

#[test]
fn the_table_of_limits_is_that_of_the_code() {
    let mut in_code = BTreeMap::new();
    for path in files_of_limits() {
        let constants = constants(&read(&path));
        assert!(!constants.is_empty(), "{path} has no limits");
        in_code.extend(constants.into_iter().map(|(name, value)| ((path.clone(), name), value)));
    }
    assert!(in_code.len() > 100, "{} limits were found", in_code.len());

    let table = read("docs/limits.md");
    let mut wrong = Vec::new();
    for row in rows(&table) {
        let [name, value, what, beyond, file] = row[..] else { panic!("a row has other cells: {row:?}") };
        let (name, file) = (name.trim_matches('`').to_owned(), file.trim_matches('`').to_owned());
        assert!(!what.is_empty() && !beyond.is_empty(), "{name}");
        match in_code.remove(&(file.clone(), name.clone())) {
            None => wrong.push(format!("{file} has no {name}, or the table has it twice")),
            Some(code) if !value.ends_with(&format!("`{code}`")) => {
                wrong.push(format!("{file}: {name} is {code}, and the table says {value}"));
            }
            Some(_) => {}
        }
    }
    wrong.extend(in_code.keys().map(|(file, name)| format!("the table has no {name} of {file}")));
    assert!(wrong.is_empty(), "docs/limits.md:\n{}", wrong.join("\n"));
}

#[test]
fn constants_of_every_form_are_found() {
    let code = "//! const NO: u8 = 1;\n\n/// One; and more.\npub const MAX_A: usize = 1 << 2;\n\
        pub(crate) const MIN_B: u8 =\n    3;\nconst C: u8 = 4;";
    let found = constants(code);
    let expected = [("MAX_A", "1 << 2"), ("MIN_B", "3"), ("C", "4")].map(|(name, value)| (name.into(), value.into()));
    assert_eq!(found, expected);
}

/// The files and the tests that a row of `spec/promises.md` names: `file`: `test`, `test`; `file`: … A file that stands alone
/// has an empty test.
fn named_tests(row: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for code in row.split('`').skip(1).step_by(2) {
        let is_file = [".rs", ".mjs", ".py"].iter().any(|ending| code.ends_with(ending)) && !code.contains(' ');
        match (is_file, found.last()) {
            (true, _) => found.push((code.to_owned(), String::new())),
            (false, Some((file, _))) => found.push((file.clone(), code.to_owned())),
            (false, None) => panic!("{code} stands before every file"),
        }
    }
    found
}

/// Whether `code` has the test: a function of this name in Rust, or in JavaScript a name that has these words in it.
fn has_test(code: &str, test: &str) -> bool {
    let is_function =
        !test.is_empty() && test.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if is_function { code.contains(&format!("fn {test}(")) } else { code.contains(test) }
}

#[test]
fn every_test_that_a_promise_names_is_there() {
    let document = read("spec/promises.md");
    let mut promises = Vec::new();
    let mut wrong = Vec::new();
    let mut named = 0;
    for row in document.lines().filter(|line| line.starts_with("| ")) {
        let [number, promise, tests, open] = row.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>()[..]
        else {
            panic!("a row has other cells: {row}")
        };
        let Ok(number) = number.parse::<usize>() else { continue };
        promises.push(number);
        assert!(!promise.is_empty(), "{number} promises nothing");
        assert!(!tests.is_empty() || !open.is_empty(), "{number} has no test, and does not say so");
        for (file, test) in named_tests(tests) {
            named += 1;
            match fs::read_to_string(root().join(&file)) {
                Ok(code) if has_test(&code, &test) => {}
                Ok(_) => wrong.push(format!("{number}: {file} has no test {test:?}")),
                Err(error) => wrong.push(format!("{number}: {file}: {error}")),
            }
        }
    }
    assert_eq!(promises, (1..=20).collect::<Vec<_>>(), "each promise has its row");
    assert!(named > 80, "{named} tests were named");
    assert!(wrong.is_empty(), "spec/promises.md names tests that are not there:\n{}", wrong.join("\n"));
}
