//! Makes two classic scripts from the modules of the page, because browsers do not run modules from a file. The first
//! script has the modules that the page needs at once. The second has the modules that `import()` names; the browser
//! does not parse it before one of them is needed.
//!
//! Only the few forms of import and export that the page uses are known, each at the start of a line. Every other form
//! is refused. A module runs when it is first needed. Comments, empty lines and indentation are removed. Names stay as
//! they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The beginning of the first script. The second script is the text of an element that the browser does not run.
/// `later` runs it.
const START: &str = "const made = {}, modules = {};
const use = (name) => (made[name] ??= modules[name]());
async function later(name) {
if (!(name in modules)) {
const script = document.createElement('script');
script.textContent = document.getElementById('later').textContent;
document.head.append(script);
}
return use(name);
}
";

/// The two scripts of the page.
#[derive(Debug)]
pub struct Scripts {
    /// Runs the module `entry`. It has the modules that `entry` imports.
    pub first: String,
    /// All other modules. The first script runs it from the element with the id `later`.
    pub later: String,
}

/// Makes the scripts that run the module `entry` and everything that it imports. Fails with a sentence about a missing
/// module, an unknown form, or a text that could end the script element.
pub fn scripts(modules: &BTreeMap<&str, &str>, entry: &str) -> Result<Scripts, String> {
    let mut read = BTreeMap::new();
    let mut wanted = vec![entry.to_owned()];
    while let Some(name) = wanted.pop() {
        if read.contains_key(&name) {
            continue;
        }
        let source = modules.get(&*name).ok_or_else(|| format!("there is no module {name}"))?;
        let module = Module::read(source).map_err(|line| format!("{name}: not a form that is known: {line}"))?;
        wanted.extend(module.needs.iter().chain(&module.later).cloned());
        read.insert(name, module);
    }
    let mut at_once = BTreeSet::new();
    let mut wanted = vec![entry];
    while let Some(name) = wanted.pop() {
        if at_once.insert(name) {
            wanted.extend(read[name].needs.iter().map(String::as_str));
        }
    }
    let of = |first: bool| {
        let modules = read.iter().filter(|(name, _)| at_once.contains(name.as_str()) == first);
        modules.map(|(name, module)| format!("'{name}': () => {{\n{}\n}},\n", module.body)).collect::<String>()
    };
    let assigned =
        |start: &str, modules: String| format!("'use strict';\n{start}Object.assign(modules, {{\n{modules}}});\n");
    let first = format!("{}use('{entry}');\n", assigned(START, of(true)));
    let later = assigned("", of(false));
    // Inside a script element these texts would end the script, or change how the browser reads it.
    let lower = [&first, &later].map(|script| script.to_ascii_lowercase());
    let open =
        ["</script", "<script", "<!--"].into_iter().find(|sign| lower.iter().any(|script| script.contains(sign)));
    open.map_or(Ok(Scripts { first, later }), |sign| Err(format!("a module holds {sign}")))
}

struct Module {
    /// The body of a function that returns what the module exports.
    body: String,
    /// The modules that it imports with `import … from`.
    needs: BTreeSet<String>,
    /// The modules that it imports with `import()`.
    later: BTreeSet<String>,
}

impl Module {
    /// Reads the source of a module. Fails with the line whose form is not known.
    fn read(source: &str) -> Result<Self, String> {
        let mut body = String::with_capacity(source.len());
        let (mut needs, mut wanted) = (BTreeSet::new(), BTreeSet::new());
        let mut exports = Vec::new();
        let mut in_comment = false;
        for line in source.lines().map(str::trim_start).filter(|line| !line.is_empty()) {
            if in_comment || line.starts_with("//") || (line.starts_with("/**") && is_comment(line)) {
                in_comment = (in_comment || line.starts_with("/**")) && !line.ends_with("*/");
                continue;
            }
            let line = code(line);
            if let Some(rest) = line.strip_prefix("import ") {
                let (names, from) = import(rest).ok_or(line)?;
                let _ = writeln!(body, "const {names} = use('{from}');");
                needs.insert(from.to_owned());
            } else if let Some(names) = line.strip_prefix("export {").or(line.strip_prefix("export{")) {
                let names = names.trim_end().trim_end_matches(';').strip_suffix('}').ok_or(line)?;
                // `{ inside as outside }` becomes `{ outside: inside }` in an object.
                exports.extend(names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| {
                    name.split_once(" as ").map_or(name.to_owned(), |(inside, outside)| format!("{outside}: {inside}"))
                }));
            } else if let Some(declared) = line.strip_prefix("export ") {
                exports.push(declares(declared).ok_or(line)?.to_owned());
                let _ = writeln!(body, "{declared}");
            } else {
                let _ = writeln!(body, "{}", later(line, &mut wanted).ok_or(line)?);
            }
        }
        let _ = write!(body, "return {{ {} }};", exports.join(", "));
        Ok(Self { body, needs, later: wanted })
    }
}

/// Whether a line that begins with a comment has nothing after the comment.
fn is_comment(line: &str) -> bool {
    line.ends_with("*/") || !line.contains("*/")
}

/// Removes the comment at the end of a line. A comment with a quotation mark stays, because it could be part of a
/// string.
fn code(line: &str) -> &str {
    match line.rsplit_once(" // ") {
        Some((code, comment)) if code.ends_with([';', ',', '{', '(']) && !comment.contains(['\'', '"', '`']) => code,
        _ => line,
    }
}

/// Reads `{ a, b as c } from './x.mjs';` as a pattern and the name of a module.
fn import(rest: &str) -> Option<(String, &str)> {
    let (names, from) = rest.trim_end().trim_end_matches(';').split_once(" from ")?;
    let names = names.strip_prefix('{')?.strip_suffix('}')?.replace(" as ", ": ");
    Some((format!("{{{names}}}"), module_name(from.trim_matches('\''))?))
}

/// The name of a module: `x` for `./x.mjs`, `./vendor/x.mjs` and `../../../spec/x.mjs`. No two modules have the same
/// name.
fn module_name(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?.strip_suffix(".mjs")?;
    (path.starts_with('.') && !name.is_empty()).then_some(name)
}

/// The name that a `const`, `class` or `function` declares.
fn declares(declared: &str) -> Option<&str> {
    let rest = ["const ", "class ", "function ", "function* ", "async function "]
        .iter()
        .find_map(|keyword| declared.strip_prefix(keyword))?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$')?;
    (end > 0).then(|| &rest[..end])
}

/// Replaces each `import('./x.mjs')` in a line by a call of `later`, and adds the module to `wanted`.
fn later(line: &str, wanted: &mut BTreeSet<String>) -> Option<String> {
    let mut pieces = line.split("import('");
    let mut written = pieces.next()?.to_owned();
    for piece in pieces {
        let (path, rest) = piece.split_once("')")?;
        let name = module_name(path)?;
        wanted.insert(name.to_owned());
        let _ = write!(written, "later('{name}'){rest}");
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_become_two_scripts() {
        let a = "import { two as b, C } from './vendor/b.mjs';\n/** One. */\nexport const one =\n  b;\nimport('./c.mjs').then(one);";
        let b = "// Two.\nconst x = 2; // two\nconst y = 'x; // '; // it's\n/**\n * A class.\n */\nexport class C {}\nexport{x as two};\n";
        let c = "import { one } from './a.mjs';\nimport { three } from './d.mjs';\nexport function* f() {}\n";
        let d = "export const three = 3;\n";
        let scripts = scripts(&BTreeMap::from([("a", a), ("b", b), ("c", c), ("d", d), ("e", "")]), "a").unwrap();
        let first = "'use strict';\n[start]Object.assign(modules, {\n\
            'a': () => {\nconst { two: b, C } = use('b');\nconst one =\nb;\n\
            later('c').then(one);\nreturn { one };\n},\n\
            'b': () => {\nconst x = 2;\nconst y = 'x; // '; // it's\nclass C {}\nreturn { C, two: x };\n},\n\
            });\nuse('a');\n";
        let later = "'use strict';\nObject.assign(modules, {\n\
            'c': () => {\nconst { one } = use('a');\nconst { three } = use('d');\nfunction* f() {}\nreturn { f };\n},\n\
            'd': () => {\nconst three = 3;\nreturn { three };\n},\n\
            });\n";
        assert_eq!((scripts.first.replace(START, "[start]").as_str(), scripts.later.as_str()), (first, later));
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
            assert!(scripts(&BTreeMap::from([("a", source), ("b", "")]), "a").is_err(), "{source}");
        }
    }
}
