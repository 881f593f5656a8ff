"""collate.py TEXTS FIRSTHAND: CollateX and our `collate` on two versions of 1,400 words, as Markdown. See `run`."""

import importlib.metadata
import os
import random
import subprocess
import sys
import tempfile
import time

import collatex

WORDS = 1400


def versions(path):
    """The first texts up to 1,400 words; and the same with words replaced, left out and added, a tenth in all."""
    one = []
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            one += line.partition('\t')[2].split()
            if len(one) >= WORDS:
                break
    one = one[:WORDS]
    chance, other = random.Random(1), []
    for word in one:
        act = chance.random()
        if act < 0.03:
            other.append(chance.choice(one))
        elif act < 0.07:
            other += [word, chance.choice(one)]
        elif act >= 0.1:
            other.append(word)
    return one, other


def seconds(act):
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def by_collatex(one, other):
    collation = collatex.Collation()
    collation.add_plain_witness('A', ' '.join(one))
    collation.add_plain_witness('B', ' '.join(other))
    table = collatex.collate(collation, segmentation=False)
    assert len(table.rows) == 2


def by_firsthand(program, folder, one, other):
    """The whole command, its start included; nothing if this build has no `collate`."""
    if subprocess.run([program, 'collate', '--help'], capture_output=True, check=False).returncode != 0:
        return None
    files = [os.path.join(folder, name) for name in ('a.txt', 'b.txt')]
    for file, words in zip(files, (one, other)):
        with open(file, 'w', encoding='utf-8') as out:
            out.write(' '.join(words) + '\n')
    return lambda: subprocess.run([program, 'collate', *files], stdout=subprocess.DEVNULL, check=True)


def main():
    texts, program = sys.argv[1:]
    one, other = versions(texts)
    print(f'| two versions, {len(one):,} and {len(other):,} words | |\n|---|---|')
    with tempfile.TemporaryDirectory() as folder:
        ours = by_firsthand(program, folder, one, other)
        said = f'{seconds(ours):.3f} s' if ours else 'this build has no `collate`'
        print(f'| **firsthand** `collate` | {said} |')
    took = seconds(lambda: by_collatex(one, other))
    print(f'| CollateX {importlib.metadata.version("collatex")}, without near matches | {took:.1f} s |')


if __name__ == '__main__':
    main()
