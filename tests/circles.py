#!/usr/bin/env python3
"""No file imports another in a circle, in Rust or in the page in the pocket.

A Rust file imports the file of each module that it names with `use crate::…`, `super::…` or `self::…`, or by the name of a module
that it declares. `mod x;` alone is no import: it says that a file exists; nor is `pub use x::…`, which only passes a name on. A file of the page imports what its `import` names,
also with `import()`. Prints each circle, and "N passed, N failed".
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def rust_modules(source):
    """The files of a crate, by their path of modules."""
    modules = {}
    for file in sorted(source.rglob("*.rs")):
        parts = list(file.relative_to(source).with_suffix("").parts)
        if parts == ["lib"] or parts == ["main"]:
            parts = []
        if parts and parts[-1] == "mod":
            parts.pop()
        modules[tuple(parts)] = file
    return modules


def use_paths(text):
    """Every path of a `use`, with its braces written out."""
    for tree in re.findall(r"^\s*use ([^;]+);", text, re.M):
        yield from written_out(re.sub(r"\s+", "", re.sub(r" as \w+", "", tree)))


def written_out(tree):
    brace = tree.find("{")
    if brace < 0:
        yield tree
        return
    depth, start = 0, brace + 1
    for at in range(brace, len(tree)):
        depth += {"{": 1, "}": -1}.get(tree[at], 0)
        if (tree[at] == "," and depth == 1) or depth == 0:
            if tree[start:at]:
                yield from written_out(tree[:brace] + tree[start:at])
            start = at + 1
        if depth == 0:
            return


def rust_imports(here, text, modules):
    """The modules that a file imports from its own crate."""
    text = re.sub(r"//[^\n]*", "", text)
    text = re.split(r"#\[cfg\(test\)\]\s*mod tests", text)[0]
    children = set(re.findall(r"^\s*(?:pub(?:\([^)]*\))? )?mod (\w+);", text, re.M))
    paths = list(use_paths(text))
    # Paths in the code itself: crate::x::y, super::x::y, child::y.
    text = re.sub(r"^\s*pub(?:\([^)]*\))? use [^;]+;", "", text, flags=re.M)
    paths += re.findall(r"(?<![\w:])((?:crate|super|self)(?:::\w+)+)", text)
    paths += [path for path in re.findall(r"(?<![\w:.])([a-z_]\w*(?:::\w+)+)", text) if path.split("::")[0] in children]
    for path in paths:
        parts = path.split("::")
        if parts[0] == "crate":
            at = []
        elif parts[0] in ("super", "self"):
            at = list(here)
        elif parts[0] in children:
            at, parts = list(here), ["self"] + parts
        else:
            continue
        rest = parts[1:]
        if parts[0] == "super":
            at = at[:-1]
            while rest and rest[0] == "super":
                at, rest = at[:-1], rest[1:]
        at = tuple(at)
        while rest and at + (rest[0],) in modules:
            at, rest = at + (rest[0],), rest[1:]
        if at != tuple(here) and at in modules:
            yield at


def graph_of_rust(source):
    modules = rust_modules(source)
    name = lambda at: str(modules[at].relative_to(ROOT))
    return {name(at): {name(other) for other in rust_imports(at, file.read_text(), modules)} for at, file in modules.items()}


def graph_of_page(folder):
    graph = {}
    for file in folder.glob("*.mjs"):
        imports = re.findall(r"(?:from|import\()\s*'(\./[^']+)'", file.read_text())
        graph[str(file.relative_to(ROOT))] = {str((folder / path).resolve().relative_to(ROOT)) for path in imports}
    return graph


def circles(graph):
    """The groups of files each of which reaches every other (Tarjan)."""
    index, low, stack, found = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = []
            while not group or group[-1] != node:
                group.append(stack.pop())
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


def main():
    sys.setrecursionlimit(10_000)
    graphs = {str(source.relative_to(ROOT)): graph_of_rust(source) for source in [ROOT / "src", *ROOT.glob("crates/*/src")]}
    graphs["pocket/page"] = graph_of_page(ROOT / "pocket/page")
    # The check itself must be able to fail.
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert sum(len(imports) for graph in graphs.values() for imports in graph.values()) > 250
    failed = 0
    for source, graph in sorted(graphs.items()):
        found = circles(graph)
        failed += bool(found)
        for group in found:
            print(f"FAILED  {source} imports in a circle:")
            for file in group:
                print(f"  {file} imports {', '.join(sorted(graph[file] & set(group)))}")
    print(f"{len(graphs) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
