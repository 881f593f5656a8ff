"""A pen name under a passphrase, typed at a terminal, and opened by stock age. Ends in "N passed, N failed"."""

import os
import pty
import select
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRSTHAND = str(ROOT / "target/release/firsthand")
PASSPHRASE = "eleven ovens stayed cold"


def at_terminal(arguments, answers, folder):
    """Runs a command at a terminal of its own and types each answer when it asks; gives its exit code and output."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvp(arguments[0], arguments)
    shown = b""
    answers = list(answers)
    while True:
        ready, _, _ = select.select([terminal], [], [], 60)
        if not ready:
            raise TimeoutError(shown)
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
        if answers and part.rstrip().endswith(b":"):
            wait_for_silence(terminal)
            os.write(terminal, answers.pop(0).encode() + b"\n")
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), shown.decode()


def wait_for_silence(terminal):
    """Waits until what is typed is no longer shown; a prompt stands there a moment earlier."""
    for _ in range(200):
        if not termios.tcgetattr(terminal)[3] & termios.ECHO:
            return
        time.sleep(0.05)


def main():
    results = []

    def expect(what, holds, shown=""):
        results.append(bool(holds))
        if not holds:
            print(f"FAILED: {what}\n{shown}")

    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "account.txt")
        text.write_text("They did not let the ambulance through.\n")
        code, shown = at_terminal([FIRSTHAND, "penname", "new", "pen", "--passphrase"], [PASSPHRASE, PASSPHRASE], folder)
        expect("a pen name is made", code == 0 and "fhp1" in shown, shown)
        expect("the passphrase is not shown", PASSPHRASE not in shown, shown)
        kept = Path(folder, "pen").read_bytes()
        expect("the file is age's, and only its owner's", kept.startswith(b"age-encryption.org/v1") and Path(folder, "pen").stat().st_mode & 0o777 == 0o600)
        expect("the secret is not in it in the clear", b"firsthand-secret" not in kept)
        code, opened = at_terminal(["age", "-d", "pen"], [PASSPHRASE], folder)
        expect("stock age opens it", code == 0 and "firsthand-secret-1 " in opened, opened)
        code, shown = at_terminal([FIRSTHAND, "seal", "account.txt", "-k", "pen", "-o", "sealed.txt"], [PASSPHRASE], folder)
        expect("it seals", code == 0, shown)
        code, shown = at_terminal([FIRSTHAND, "penname", "show", "pen"], ["wrong"], folder)
        expect("a wrong passphrase is said", code == 2 and "not the passphrase" in shown, shown)
        code, shown = at_terminal([FIRSTHAND, "penname", "new", "other", "--passphrase"], [PASSPHRASE, "another"], folder)
        expect("two that differ are refused, and nothing is written", code == 2 and not Path(folder, "other").exists(), shown)
        # What stock age encrypts under a passphrase, we open.
        Path(folder, "plain").write_text(opened.replace("\r\n", "\n").split(":", 1)[1].lstrip())
        code, shown = at_terminal(["age", "-p", "-o", "by-age", "plain"], [PASSPHRASE, PASSPHRASE], folder)
        code, shown = at_terminal([FIRSTHAND, "penname", "show", "by-age"], [PASSPHRASE], folder)
        expect("what stock age locks is opened", code == 0 and "fhp1" in shown, shown)
        for name, content in (("age-key", "AGE-SECRET-KEY-1QQQQ\n"),):
            Path(folder, name).write_text(content)
            run = subprocess.run([FIRSTHAND, "penname", "show", name], cwd=folder, capture_output=True, text=True)
            expect("a key of the wrong kind is said", run.returncode == 2 and "age key" in run.stderr, run.stderr)
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
