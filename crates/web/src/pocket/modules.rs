//! Modules made into one classic script, which runs from a file too.
//!
//! It knows the few forms of import and export that the page's modules use, each at the start of a line, and refuses
//! others. A module runs when it is first needed: at its importer's start, or where `import()` asks for it. Comments of
//! whole lines and indentation are left out; the names stay.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The script that runs the module `entry`, with those that it needs.
pub fn script(modules: &BTreeMap<&str, &str>, entry: &str) -> Result<String, String> {
    let mut written = BTreeMap::new();
    let mut wanted = vec![entry.to_owned()];
    while let Some(name) = wanted.pop() {
        if written.contains_key(&name) {
            continue;
        }
        let source = modules.get(&*name).ok_or_else(|| format!("there is no module {name}"))?;
        let module = Module::read(source).map_err(|line| format!("{name}: not a form that is known: {line}"))?;
        wanted.extend(module.needs);
        written.insert(name, module.body);
    }
    let mut script =
        String::from("'use strict';\nconst made = {};\nconst use = (name) => (made[name] ??= modules[name]());\n");
    script += "const modules = {\n";
    for (name, body) in &written {
        let _ = write!(script, "'{name}': () => {{\n{body}\n}},\n");
    }
    let _ = write!(script, "}};\nuse('{entry}');\n");
    // Inside an element these would end the script, or begin what only looks like one.
    let open = ["</script", "<script", "<!--"].into_iter().find(|sign| script.to_ascii_lowercase().contains(sign));
    open.map_or(Ok(script), |sign| Err(format!("a module holds {sign}")))
}

struct Module {
    /// The body of a function that returns what the module exports.
    body: String,
    needs: BTreeSet<String>,
}

impl Module {
    /// Err with the line that cannot be read.
    fn read(source: &str) -> Result<Self, String> {
        let mut body = String::with_capacity(source.len());
        let mut needs = BTreeSet::new();
        let mut exports = Vec::new();
        let mut in_comment = false;
        for line in source.lines().map(str::trim_start) {
            if in_comment || line.starts_with("//") || (line.starts_with("/**") && is_comment(line)) {
                in_comment = (in_comment || line.starts_with("/**")) && !line.ends_with("*/");
                continue;
            }
            if let Some(rest) = line.strip_prefix("import ") {
                let (names, from) = import(rest).ok_or(line)?;
                let _ = writeln!(body, "const {names} = use('{from}');");
                needs.insert(from.to_owned());
            } else if let Some(names) = line.strip_prefix("export {").or(line.strip_prefix("export{")) {
                let names = names.trim_end().trim_end_matches(';').strip_suffix('}').ok_or(line)?;
                // { inside as outside } is { outside: inside } in an object.
                exports.extend(names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| {
                    name.split_once(" as ").map_or(name.to_owned(), |(inside, outside)| format!("{outside}: {inside}"))
                }));
            } else if let Some(declared) = line.strip_prefix("export ") {
                exports.push(declares(declared).ok_or(line)?.to_owned());
                let _ = writeln!(body, "{declared}");
            } else {
                let _ = writeln!(body, "{}", later(line, &mut needs).ok_or(line)?);
            }
        }
        let _ = write!(body, "return {{ {} }};", exports.join(", "));
        Ok(Self { body, needs })
    }
}

/// Whether a line that begins a comment holds nothing else.
fn is_comment(line: &str) -> bool {
    line.ends_with("*/") || !line.contains("*/")
}

/// `{ a, b as c } from './x.mjs';` as a pattern and a module's name.
fn import(rest: &str) -> Option<(String, &str)> {
    let (names, from) = rest.trim_end().trim_end_matches(';').split_once(" from ")?;
    let names = names.strip_prefix('{')?.strip_suffix('}')?.replace(" as ", ": ");
    Some((format!("{{{names}}}"), module_name(from.trim_matches('\''))?))
}

/// `./x.mjs`, `./vendor/x.mjs` and `../../../spec/x.mjs` are modules by their last name: each name is there once.
fn module_name(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?.strip_suffix(".mjs")?;
    (path.starts_with('.') && !name.is_empty()).then_some(name)
}

/// The name that a declaration declares.
fn declares(declared: &str) -> Option<&str> {
    let rest = ["const ", "class ", "function ", "function* ", "async function "]
        .iter()
        .find_map(|keyword| declared.strip_prefix(keyword))?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$')?;
    (end > 0).then(|| &rest[..end])
}

/// A line in which `import('./x.mjs')`, a module that is read when it is wanted, is replaced.
fn later(line: &str, needs: &mut BTreeSet<String>) -> Option<String> {
    let mut pieces = line.split("import('");
    let mut written = pieces.next()?.to_owned();
    for piece in pieces {
        let (path, rest) = piece.split_once("')")?;
        let name = module_name(path)?;
        needs.insert(name.to_owned());
        let _ = write!(written, "Promise.resolve().then(() => use('{name}')){rest}");
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_become_one_script() {
        let a = "import { two as b, C } from './vendor/b.mjs';\n/** One. */\nexport const one =\n  b;\nconst c = await import('./c.mjs');";
        let b = "// Two.\nconst x = 2;\n/**\n * A class.\n */\nexport class C {}\nexport{x as two};\n";
        let script = script(&BTreeMap::from([("a", a), ("b", b), ("c", "export function* f() {}\n"), ("d", "")]), "a");
        let expected = "'use strict';\nconst made = {};\nconst use = (name) => (made[name] ??= modules[name]());\n\
            const modules = {\n\
            'a': () => {\nconst { two: b, C } = use('b');\nconst one =\nb;\n\
            const c = await Promise.resolve().then(() => use('c'));\nreturn { one };\n},\n\
            'b': () => {\nconst x = 2;\nclass C {}\nreturn { C, two: x };\n},\n\
            'c': () => {\nfunction* f() {}\nreturn { f };\n},\n\
            };\nuse('a');\n";
        assert_eq!(script.unwrap(), expected);
    }

    #[test]
    fn what_it_does_not_know_is_refused() {
        for source in [
            "import x from './b.mjs';",
            "import { x } from 'b';",
            "export default 1;",
            "export let x = 1;",
            "export * from './b.mjs';",
            "import { x } from './nowhere.mjs';",
            "const x = '</SCRIPT>';",
            "const x = '<!--';",
        ] {
            assert!(script(&BTreeMap::from([("a", source), ("b", "")]), "a").is_err(), "{source}");
        }
    }
}
