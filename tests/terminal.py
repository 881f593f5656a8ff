"""Nobody whose words, names or arguments the command prints can steer a terminal or forge a line of ours.

Runs every verb with hostile copies, names and arguments on a terminal of its own, has pyte (an emulated terminal) show what
comes out, and holds the lines that begin at the left edge against those of a harmless twin; then the same in pipes.
Ends in "N passed, N failed". Installs pyte into target/pyte.
"""

import fcntl
import json
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "target" / "pyte"
PACKAGES = ["pyte==0.8.2", "wcwidth==0.2.13"]
FIRSTHAND = str(ROOT / "target/release/firsthand")
COLUMNS, ROWS = 80, 1000

try:
    import pyte
except ImportError:
    if Path(sys.prefix) == HOME:
        raise
    if not (HOME / "bin/python").exists():
        venv.create(HOME, with_pip=True)
    subprocess.run([HOME / "bin/python", "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    os.execv(HOME / "bin/python", [str(HOME / "bin/python"), *sys.argv])

FORGED = "TRUE TO ITS SLIP · the whole account, 426 words"
# Each begins with a sign that the twin has, too: what stands before it is ours.
SIGN = "¤"
HOSTILE = {
    "CSI": f"\x1b[2J\x1b[H\x1b[1;32m{FORGED}\x1b[0m\x1b[5;1H",
    "OSC 0, the title": "\x1b]0;pwned\x07",
    "OSC 8, a link": "\x1b]8;;http://example.org/\x1b\\click\x1b]8;;\x1b\\",
    "OSC 52, the clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "C1": f"\u009b2J\u009b1;1H{FORGED}\u009d0;pwned\u009c",
    "DEC private modes": "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b#8\x1bc",
    "charsets": "\x1b(0\x0e\x0f",
    "bell": "\x07\x05",
    "backspaces": "\b" * 60 + FORGED,
    "carriage return": f"\r{FORGED}\x1b[K",
    "line feeds": f"\n{FORGED}\nA SEAL YOU KNOW\n",
    "other line ends": f"\x0b{FORGED}\x0c{FORGED}\x85{FORGED}\u2028{FORGED}\u2029",
    "direction": "\u202e\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u061c\u200e\u200f",
    "deleted": "a\x7f\x7f\xadb",
    "invisible": "a\u2063\u200b\u3164\u2800\ufeff\U000e0041b",
    "marks on marks": "e" + "\u0338" * 60,
    "a long word": "x" * 150,
    "long": "y " * 15 + "x" * 30 + f" {FORGED}" * 2,
}
TWIN = "harmless"
# For the many places that something can come from, a few at once.
TOGETHER = {
    "escapes": ["OSC 8, a link", "CSI", "OSC 0, the title", "C1", "DEC private modes", "bell", "OSC 52, the clipboard", "charsets", "backspaces"],
    "line ends": ["line feeds", "carriage return", "other line ends"],
    "unseen": ["direction", "deleted", "invisible", "marks on marks"],
    "length": ["a long word", "long"],
}

# What we add ourselves.
OURS = re.compile(r"\x1b\[(?:0|1|1;3[123]|3[123]|30;107)m|\r\x1b\[K")
ENVIRONMENT = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def environment(folder, **more):
    return {**ENVIRONMENT, "HOME": str(folder), "FIRSTHAND_KNOWN": str(Path(folder, "known")), **more}


def in_pipes(arguments, folder, stdin=b"", **more):
    run = subprocess.run([FIRSTHAND, *arguments], cwd=folder, env=environment(folder, **more), input=stdin, capture_output=True)
    return run.returncode, run.stdout, run.stderr


def on_terminal(arguments, folder, columns=COLUMNS, **more):
    """Exit code, and every byte that reached the terminal."""
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))
        os.chdir(folder)
        os.execve(FIRSTHAND, [FIRSTHAND, *arguments], environment(folder, **more))
    shown = b""
    while True:
        if not select.select([terminal], [], [], 60)[0]:
            raise TimeoutError((arguments, shown))
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown


class Screen(pyte.Screen):
    """Notes what a program may not touch."""

    def __init__(self, columns):
        super().__init__(columns, ROWS)

    def set_title(self, title):
        self.touched.append(f"title {title}")

    def set_icon_name(self, name):
        self.touched.append(f"icon {name}")

    def set_mode(self, *modes, **options):
        self.touched.append(f"modes {modes}")

    def reset_mode(self, *modes, **options):
        self.touched.append(f"modes {modes}")

    def reset(self):
        super().reset()
        self.touched = ["reset"]

    def bell(self, *_):
        self.touched.append("bell")


def screen(shown, columns=COLUMNS):
    screen = Screen(columns)
    screen.touched.clear()
    pyte.ByteStream(screen).feed(shown)
    return [row.rstrip() for row in screen.display], screen.touched


def hidden(text):
    """Characters that are not for the eye. Unicode's own categories say it, not the program's table."""
    also = "\u115f\u1160\u3164\uffa0\u2800\u034f"
    return [f"U+{ord(c):04X}" for c in text if c in also or c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")]


def begun(rows):
    """The rows that begin at the left edge, up to what is not ours; without numbers and keys, which differ."""
    rows = [row.split(SIGN)[0].rstrip(" \"'(-") for row in rows if row and not row[0].isspace()]
    return [re.sub(r"fhp?1[02-9ac-hj-np-z]{52}", "ID", re.sub(r"\b\d+( \w+?s?\b)?", "N", row)) for row in rows]


def file_name(text):
    """What a file can be called."""
    return text.replace("/", "_").encode()[:200].decode(errors="ignore")


def build(folder, text):
    """The files that one who is hostile, or the twin, can have made; `text` is theirs."""
    shutil.copytree(ROOT / "samples/archive", folder / "archive")
    sealed = (ROOT / "samples/archive/bakery.txt").read_text()
    account = (ROOT / "samples/account.txt").read_text()
    own = file_name(text)
    files = {
        "before": f"{text}\n\n{sealed}",
        "behind": f"{sealed}\n{text}\n",
        "among": account.replace("We did not touch", f"We did {text} touch"),
        "forged": (ROOT / "samples/forged.txt").read_text(),
        "text": f"They closed {text} the bridge at nine, and nobody was let through.\n",
        "twice": f"{account}\n{text}\n{account}",
        "lines.jsonl": json.dumps({"id": text, "text": account}, ensure_ascii=False) + "\n",
        "bad.jsonl": f'{{"id": "{text}\n',
        "phrases": f"{text}\nBertram Quill\n",
        "config.toml": f"data = '{text}'\nlisten = '{text}'\n",
        "known-hostile": f"fhp1gytez02tmzllya2yd5fttuncfafcqed24syxrq4agyytct3xuffs {text}\n",
        "known-broken": f"{text}\n",
        own: f"Some words in a file whose name is {text}.\n",
        f"{own}.jsonl": '{"no": "text"}\n{"id": "9", "text": "Nothing."}\n',
        "box.json": f'{{"v": 1, "{text}": 2}}',
    }
    for name, content in files.items():
        (folder / name).write_text(content, newline="")
    (folder / "raw").write_bytes(b"\x9b2J\x9d0;pwned\x9c" + text.encode())
    (folder / f"{own} folder").mkdir()
    shutil.copy(ROOT / "samples/archive/bakery.txt", folder / f"{own} folder" / f"{own}.txt")
    (folder / f"{own} folder" / f"{own} no account.txt").write_text("Nothing is sealed here.\n")
    for made in (["index", "add", "index", "lines.jsonl"], ["penname", "new", own + " pen"]):
        in_pipes(made, folder)


# So many of the cases are tried with each kind by itself.
COPIES = 9


def cases(text):
    """Every verb, with what is hostile in each place that it can come from."""
    own, argument = file_name(text), text.replace("\0", "")
    yield ["check", "before"]
    yield ["check", "behind", "--in", "archive"]
    yield ["check", "among", "--in", "archive"]
    yield ["check", "raw"]
    yield ["check", own]
    yield ["check", "forged", "--in", f"{own} folder"]
    yield ["check", f"{own} nowhere"]
    yield [argument]
    yield ["collate", own, "among", "text"]
    yield ["check", "before", "--json"]
    yield ["check", "among", "--in", "archive", "--json"]
    yield ["check", "among", "--against", "archive/bakery.txt"]
    yield ["check", "among", "--against", "archive/bakery.txt", "--print"]
    yield ["check", "archive/bakery.txt", "--in", f"{own} folder"]
    yield ["check", "before", "--print"]
    yield ["check", "before", "--slip", own]
    yield ["check", "before", "--expect", argument]
    yield ["check", "before", f"--{argument}"]
    yield ["check", "before", argument, argument]
    yield [argument]
    yield ["words", "text"]
    yield ["words", "text", "--json"]
    yield ["words", "raw"]
    yield ["seal", own, "-o", "out"]
    yield ["seal", "text"]
    yield ["seal", "text", "-o", own]
    yield ["seal", "text", "--clean", "-o", "out", "--force"]
    yield ["seal", "text", "--clean", "--json", "-o", "out", "--force"]
    yield ["seal", own, "-k", own]
    yield ["seal", "text", "--bundle", "b.tar", "-e", f"{argument}=text"]
    yield ["seal", "forged"]
    yield ["withhold", "before", "--words", argument, "-o", "out", "--force"]
    yield ["withhold", "archive/bakery.txt", "--phrases", "phrases", "--near", "all", "-o", "out", "--force"]
    yield ["withhold", own, "-o", "out"]
    yield ["withhold", "before", "--words", "1-3", "-o", "out", "--force"]
    yield ["excerpt", "archive/bakery.txt", "--from", argument, "--to", argument]
    yield ["excerpt", "archive/bakery.txt", "--words", argument]
    yield ["slip", own]
    yield ["slip", "before"]
    yield ["slip", "archive/bakery.txt", "--qr", own]
    yield ["slip", "archive/bakery.txt", "--qr", "-"]
    yield ["find", "index", "among"]
    yield ["find", "index", "among", "--json"]
    yield ["find", own, "among"]
    yield ["index", "add", "index", own, f"{own}.jsonl", f"{own} nowhere", "bad.jsonl"]
    yield ["index", "remove", "index", argument + " not there"]
    yield ["index", "stat", own]
    yield ["index", "check", f"{own} folder"]
    yield ["collate", "among", "before", "--json"]
    yield ["collate", "among", "before", "--html"]
    yield ["collate", "among", "before", "--tei"]
    yield ["collate", "--itself", "twice"]
    yield ["trace", "index", "lines.jsonl"]
    yield ["trace", "index", "bad.jsonl"]
    yield ["trace", "index", f"{own}.jsonl", "--from", "3"]
    yield ["penname", "show", own]
    yield ["penname", "show", f"{own} pen"]
    yield ["penname", "new", own]
    yield ["known", "add", argument, argument]
    yield ["known", "remove", argument]
    yield ["known", "list"]
    yield ["page", "-o", own]
    yield ["serve", "--config", "config.toml"]
    yield ["serve", "--config", own]
    yield ["serve", "--listen", argument]
    yield ["serve", "--role", argument]
    yield ["serve", "--listen", "127.0.0.1:0", "--data", own, "--drop-box-of", "box.json"]
    yield ["site", f"{own} folder"]
    yield ["site", "new", "--data", own]
    yield ["pull", own, "--data", own]
    yield ["pull", "--setup", own, "--data", "."]
    yield ["pull", f"http://{argument}", "--data", own]
    yield ["store", "verify", own]
    yield ["store", "export", own, own]
    yield ["completions", argument]


results = []


def expect(what, holds, shown=""):
    results.append(bool(holds))
    if not holds:
        print(f"FAILED: {what}\n{shown}")


def is_made(arguments):
    """Whether what comes out is not said to a person, and broken by the terminal where it likes."""
    return {"--json", "--html", "--tei"} & set(arguments) or arguments[0] == "trace" or arguments == ["seal", "text"]


def says_other_things(arguments):
    """Whether a hostile text gets another answer than its twin, as where it cannot be sealed or read."""
    of_words = arguments[0] in ("seal", "known") or arguments[:2] in (["words", "text"], ["find", "index"], ["index", "add"], ["serve", "--config"])
    return of_words or arguments in (["withhold", "before", "--words", "1-3", "-o", "out", "--force"], ["check", "archive/bakery.txt"])


def wrong_on_terminal(shown, twin, columns=COLUMNS, made=False, other=False):
    """What is wrong with what reached the terminal, beside what reached it of the twin; nothing where all is well."""
    try:
        text = shown.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return f"no UTF-8: {error}"
    if found := hidden(OURS.sub("", text)):
        return f"not for the eye: {found[:10]}"
    rows, touched = screen(shown, columns)
    if touched:
        return f"touched: {touched}"
    of_twin, _ = screen(twin, columns)
    if other:
        forged = [row for row in rows if re.match("TRUE TO|A SEAL YOU KNOW", row)]
        return f"forged: {forged}" if forged and begun(forged) != begun(of_twin)[: len(forged)] else None
    if not made and begun(rows) != begun(of_twin):
        return f"lines begun: {begun(rows)}\nof the twin: {begun(of_twin)}"
    return None


def every_verb(folder):
    several = {name: "".join(HOSTILE[kind] for kind in kinds) for name, kinds in TOGETHER.items()}
    for kind, payload in [*HOSTILE.items(), *several.items()]:
        made = {}
        for role, text in (("hostile", SIGN + payload), ("twin", SIGN + TWIN)):
            made[role] = Path(folder, kind.replace(" ", "-"), role)
            made[role].mkdir(parents=True)
            build(made[role], text)
        pairs = list(zip(cases(SIGN + payload), cases(SIGN + TWIN), strict=True))
        if kind not in several:
            pairs = pairs[:COPIES]
        for known in ("known-hostile", "known-broken"):
            pairs += [(arguments, arguments, known) for arguments in (["known", "list"], ["check", "archive/bakery.txt"])]
        for hostile, harmless, *known in pairs:
            more = {"FIRSTHAND_KNOWN": known[0]} if known else {}
            _, shown = on_terminal(hostile, made["hostile"], **more)
            _, twin = on_terminal(harmless, made["twin"], **more)
            wrong = wrong_on_terminal(shown, twin, made=is_made(hostile), other=says_other_things(hostile))
            expect(f"{kind}, on a terminal: {hostile}", wrong is None, wrong)
            _, out, err = in_pipes(hostile, made["hostile"], **more)
            message = err if hostile == ["seal", "text"] else out + err
            found = hidden(message.decode(errors="surrogateescape"))
            expect(f"{kind}, in a pipe: {hostile}", not found and b"\x1b" not in message, found)


def every_place_of_a_break(folder):
    """A forged verdict that begins where the terminal breaks a line, wherever that is."""
    sealed = (ROOT / "samples/archive/bakery.txt").read_text()
    for fill in range(0, COLUMNS):
        hostile, twin = Path(folder, "fill"), Path(folder, "fill-twin")
        hostile.write_text(f"{SIGN}{'x' * fill} {FORGED}\n\n{sealed}")
        twin.write_text(f"{SIGN}\n\n{sealed}")
        of_hostile, of_twin = (on_terminal(["check", name], folder)[1] for name in ("fill", "fill-twin"))
        wrong = wrong_on_terminal(of_hostile, of_twin)
        expect(f"a verdict after {fill} letters", wrong is None, wrong)
    for columns in (20, 33, 200):
        of_hostile, of_twin = (on_terminal(["check", name], folder, columns=columns)[1] for name in ("fill", "fill-twin"))
        wrong = wrong_on_terminal(of_hostile, of_twin, columns)
        expect(f"{columns} columns", wrong is None, wrong)
    # A verdict stays on the screen, however long what is quoted.
    for name, text in {"word": "x" * 1_000_000, "escapes": "\x1b[A" * 300_000, "words": "word " * 300_000}.items():
        Path(folder, name).write_text(f"{text}\n\n{sealed}")
        rows = [row for row in screen(on_terminal(["check", name], folder)[1])[0] if row]
        expect(f"a long {name}", len(rows) < 24 and rows[0].startswith("TRUE TO ITS SLIP"), len(rows))
    _, _, err = in_pipes(["check", "n" * 100_000], folder)
    expect("a long name", len(err) < 1000, len(err))


def products(folder):
    """What is made goes into pipes and files byte for byte, and is shown on a terminal."""
    text = "They closed\u200f the bridge at nine,\u200e and no\xadbody\r\nwas let through.\u061c\n"
    Path(folder, "marks").write_text(text, newline="")
    code, out, err = in_pipes(["seal", "marks"], folder)
    expect("sealed into a pipe", code == 0 and out.startswith(text.encode()) and b"U+" not in out + err, (code, out, err))
    code, _, err = in_pipes(["seal", "marks", "-o", "sealed"], folder)
    expect("sealed into a file", Path(folder, "sealed").read_bytes().startswith(text.encode()), err)
    code, shown = on_terminal(["seal", "marks"], folder)
    expect("sealed onto a terminal", code == 0 and "They closed⟨U+200F⟩ the bridge".encode() in shown, shown)
    expect("and nothing of it steers", not hidden(shown.decode().replace("\r\n", "\n")), shown)
    expect("and the person is told", b"5 characters are shown as a number" in shown, shown)
    for arguments in (["excerpt", "sealed", "--words", "1-20"], ["withhold", "sealed", "--words", "2"]):
        code, out, err = in_pipes(arguments, folder)
        _, shown = on_terminal(arguments, folder)
        expect(f"{arguments}: nothing steers", not hidden(shown.decode().replace("\r\n", "\n")), shown)
    code, out, _ = in_pipes(["withhold", "sealed", "--words", "9"], folder)
    expect("an edition in a pipe", "They closed\u200f the".encode() in out, out)
    in_pipes(["page", "-o", "page.html"], folder)
    expect("the page in a pipe", in_pipes(["page"], folder)[1] == Path(folder, "page.html").read_bytes())
    Path(folder, "emoji").write_text("می‌خواهم 👩‍👧 ❤️‍🔥 1️⃣ café\n")
    _, out, _ = in_pipes(["words", "emoji"], folder)
    expect("what joins stays", all(word in out.decode() for word in ("می‌خواهم", "👩‍👧", "café")) and "⟨" not in out.decode(), out.decode())
    Path(folder, "b").write_text("joined a\u200db\n")
    expect("what joins nothing is shown", "a⟨U+200D⟩b" in in_pipes(["words", "b"], folder)[1].decode())
    code, shown = on_terminal(["check", "sealed"], folder, NO_COLOR="1")
    expect("no colour where none is wanted", b"\x1b" not in shown, shown)
    code, shown = on_terminal(["check", "sealed"], folder)
    expect("colour where it is", b"\x1b[1;33mTRUE TO ITS SLIP, PERHAPS SHOWN IN ANOTHER ORDER\x1b[0m" in shown, shown)
    code, out, _ = in_pipes(["check", "sealed"], folder)
    expect("no colour in a pipe", b"\x1b" not in out, out)
    if Path("/dev/full").exists():
        with open("/dev/full", "wb") as full:
            run = subprocess.run([FIRSTHAND, "check", "sealed"], cwd=folder, env=environment(folder), stdout=full, stderr=subprocess.PIPE)
        expect("a verdict that could not be written is an error", run.returncode == 2 and b"could not be written" in run.stderr, run)


def json_values(folder):
    """JSON has every hidden character escaped, and the value is the one that was handed in."""
    account = (ROOT / "samples/account.txt").read_text()
    Path(folder, "plain.jsonl").write_text(json.dumps({"id": "plain", "text": account}) + "\n")
    Path(folder, "account").write_text(account)
    in_pipes(["index", "add", "index", "plain.jsonl"], folder)
    for kind, payload in HOSTILE.items():
        text = SIGN + payload + "\U000e0041"
        line = json.dumps({"id": text, "text": account}, ensure_ascii=False) + "\n"
        Path(folder, "values.jsonl").write_text(line)
        shutil.rmtree(Path(folder, "values"), ignore_errors=True)
        code, _, err = in_pipes(["index", "add", "values", "values.jsonl"], folder)
        if any(unicodedata.category(c) == "Cc" for c in text):
            expect(f"{kind}, an id that no index takes", code == 1 and b"not added" in err, err)
        else:
            _, out, err = in_pipes(["find", "values", "account", "--json"], folder)
            held = out.strip() and [each["id"] for each in json.loads(out)["matches"]] == [text] and not hidden(out.decode())
            expect(f"{kind}, an id found", held, (out[:300], err))
        _, out, err = in_pipes(["trace", "index", "values.jsonl"], folder)
        held = out.strip() and json.loads(out)["id"] == text and not hidden(out.decode())
        expect(f"{kind}, an id traced", held, (out[:300], err))
    spaced = b'{"id":\r[1,\r\t2, "\xe2\x80\xae"], "text": ' + json.dumps(account).encode() + b"}\n"
    Path(folder, "spaced.jsonl").write_bytes(spaced)
    _, out, _ = in_pipes(["trace", "index", "spaced.jsonl"], folder)
    expect("JSON handed on", out and json.loads(out)["id"] == [1, 2, "\u202e"] and not {9, 13} & set(out), out)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for test in (products, json_values, every_place_of_a_break, every_verb):
            own = Path(folder, test.__name__)
            own.mkdir()
            test(own)
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
