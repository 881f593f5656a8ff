"""Runs the README's commands as they are written, in a copy of the repository's samples, and holds what they print against
what the README says. Ends in "N passed, N failed".

In README.md, a block of ```console holds commands behind "$ " with what they print; "…" stands for anything.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def cases(readme):
    """The commands of the README, in order, each with what it is said to print."""
    for block in re.findall(r"```console\n(.*?)```", readme, re.S):
        command, said = None, []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, said
                command, said = line[2:], []
            elif command and command.endswith("\\"):
                command = command[:-1] + line.strip()
            else:
                said.append(line)
        if command:
            yield command, said


def matches(said, printed):
    pattern = "".join(".*" if part == "…" else re.escape(part) for part in re.split("(…)", "\n".join(said).strip()))
    return re.fullmatch(pattern, printed.strip(), re.S)


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "samples", Path(folder, "samples"))
        shutil.copytree(ROOT / "spec", Path(folder, "spec"))
        programs = Path(folder, "programs")
        programs.mkdir()
        # `cargo run --release --` runs the program that the tests have built.
        Path(programs, "cargo").write_text(f'#!/bin/sh\n[ "$1 $2 $3" = "run --release --" ] || exit 99\nshift 3\nexec {ROOT}/target/release/firsthand "$@"\n')
        Path(programs, "cargo").chmod(0o755)
        (programs / "firsthand").symlink_to(ROOT / "target/release/firsthand")
        environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "FIRSTHAND_KNOWN": str(Path(folder, "known")), "LC_ALL": "C.UTF-8"}
        for command, said in cases((ROOT / "README.md").read_text()):
            if command == "scripts/test":
                continue  # it is what runs this
            if " serve" in command:
                command = f"timeout --signal=INT --preserve-status 6 {command}"  # it would serve until it is stopped
            run = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)
            printed = run.stderr + run.stdout if "2>&1" not in command else run.stdout
            if matches(said, printed) and run.returncode in (0, 1, 3):
                passed += 1
            else:
                failed += 1
                print(f"FAILED: {command} (exit {run.returncode})")
                print("\n".join(difflib.unified_diff(said, printed.strip().splitlines(), "README", "printed", lineterm="")))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
