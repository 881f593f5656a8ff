"""peers.py PEER TEXTS QUERIES...: one peer's figures, as a line of JSON for each way of asking it. See `run`.

Each peer has a process of its own, so that what an index takes of memory is what the process grew by.
"""

import gc
import importlib.metadata
import json
import os
import re
import sqlite3
import statistics
import sys
import tempfile
import time
import unicodedata

FIVE = 5  # texts that a query asks for
PERMUTATIONS = 128  # of a MinHash
THRESHOLD = 0.1
BANDS = 64  # of rensa; datasketch chooses its own
RAREST = 25  # words of a query, as many as Lucene's MoreLikeThis takes
SLOW = 5  # of the queries that take longest, every so many are asked


def words(text):
    """Lower case, without marks: what FTS5's own tokenizer makes of a text, for nearly all words."""
    bare = ''.join(c for c in unicodedata.normalize('NFD', text.lower()) if not unicodedata.combining(c))
    return re.findall(r'[^\W_]+', bare)


def grams(text):
    """Pairs of words: of 1 to 3 words, and 5, 8 or 12 characters, rensa found most with them."""
    found = words(text)
    return list({' '.join(found[at:at + 2]) for at in range(max(1, len(found) - 1))})


def resident():
    gc.collect()
    with open('/proc/self/statm', encoding='ascii') as pages:
        return int(pages.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')


def measured(name, build, size, place, texts, files, ask, every=1):
    """Asks all queries, and prints what came of it; `ask` gives the numbers of the texts found, best first."""
    asked = []
    for queries in files:
        kinds = {}
        for kind, listed in queries.items():
            first, five, times = 0, 0, []
            for identity, copy in listed[::every]:
                start = time.perf_counter()
                found = ask(copy)
                times.append((time.perf_counter() - start) * 1e3)
                ids = [texts[number][0] for number in found]
                first += ids[:1] == [str(identity)]
                five += str(identity) in ids
            kinds[kind] = {'first': first / len(times), 'five': five / len(times), 'ms': statistics.median(times)}
        asked.append(kinds)
    line = {'name': name, 'build': build, 'bytes': size / len(texts), 'in': place, 'files': asked}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def minhash(name, texts, files, signature, index):
    """LSH finds what may be alike; the five whose signatures are most alike are kept."""
    before, start = resident(), time.perf_counter()
    signatures = []
    for number, (_, text) in enumerate(texts):
        signatures.append(signature(text))
        index.insert(number, signatures[-1])
    build = time.perf_counter() - start

    def ask(copy):
        asked = signature(copy)
        alike = [(asked.jaccard(signatures[number]), number) for number in index.query(asked)]
        return [number for _, number in sorted(alike, reverse=True)[:FIVE]]

    measured(name, build, resident() - before, 'RAM', texts, files, ask)


def datasketch(texts, files):
    from datasketch import MinHash, MinHashLSH

    def signature(text):
        made = MinHash(num_perm=PERMUTATIONS)
        made.update_batch([gram.encode() for gram in grams(text)])
        return made

    name = f'datasketch {importlib.metadata.version("datasketch")}, MinHash LSH, threshold {THRESHOLD}'
    minhash(name, texts, files, signature, MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS))


def rensa(texts, files):
    from rensa import RMinHash, RMinHashLSH

    def signature(text):
        made = RMinHash(num_perm=PERMUTATIONS, seed=1)
        made.update(grams(text))
        return made

    name = f'rensa {importlib.metadata.version("rensa")}, {BANDS} bands'
    minhash(name, texts, files, signature, RMinHashLSH(THRESHOLD, PERMUTATIONS, BANDS))


def fts5(texts, files):
    """The index without the texts, as the others' is counted."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'index')
        base = sqlite3.connect(path)
        start = time.perf_counter()
        base.execute("CREATE VIRTUAL TABLE texts USING fts5(text, content='')")
        base.executemany('INSERT INTO texts(rowid, text) VALUES (?, ?)', enumerate(text for _, text in texts))
        base.commit()
        build, size = time.perf_counter() - start, os.path.getsize(path)
        base.execute('CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, texts, row)')
        frequency = dict(base.execute('SELECT term, doc FROM words'))

        def ask(copy, most=None):
            asked = sorted(set(words(copy)) & frequency.keys(), key=lambda word: (frequency[word], word))[:most]
            match = ' OR '.join(f'"{word}"' for word in asked)
            rows = base.execute('SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?', (match, FIVE))
            return [number for number, in rows]

        name = f'SQLite FTS5 {sqlite3.sqlite_version}, '
        rarest = f'the {RAREST} rarest words'
        measured(name + rarest, build, size, 'disk', texts, files, lambda copy: ask(copy, RAREST))
        measured(f'{name}every word, 1 query in {SLOW}', build, size, 'disk', texts, files, ask, SLOW)
        base.close()


def main():
    peer, texts, *files = sys.argv[1:]
    with open(texts, encoding='utf-8', newline='\n') as lines:
        texts = [line.rstrip('\r\n').split('\t', 1) for line in lines if '\t' in line]
    read = []
    for file in files:
        with open(file, encoding='utf-8') as queries:
            read.append(json.load(queries))
    {'datasketch': datasketch, 'rensa': rensa, 'fts5': fts5}[peer](texts, read)


if __name__ == '__main__':
    main()
