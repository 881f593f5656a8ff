"""table.py COUNT < LINES: what was measured, as Markdown: one table for each file of queries. See `run`."""

import json
import sys

SAID = {
    'i_exact': 'whole, re-wrapped',
    'ii_w10': '10 % of words edited',
    'iii_w30': '30 %',
    'iv_40w': '40-word excerpt',
    'v_ocr5': '5 % of letters wrong',
}


def row(cells):
    print(f'| {" | ".join(cells)} |')


def head(cells):
    row(cells)
    print('|' + '---|' * len(cells))


def between(times):
    low, high = (f'{time:.2f}' if time < 10 else f'{time:.0f}' for time in (min(times), max(times)))
    return low if low == high else f'{low}–{high}'


def main():
    peers = [json.loads(line) for line in sys.stdin]
    for number in range(max((len(peer['files']) for peer in peers), default=0)):
        kinds = list(peers[0]['files'][number])
        print(f'\n{int(sys.argv[1]):,} texts; how often the right one comes first (is among the first five):\n')
        head(
            ['', 'build', 'bytes a text']
            + [SAID.get(kind, kind) for kind in kinds]
            + ['median ms, fastest to slowest kind']
        )
        for peer in peers:
            asked = peer['files'][number]
            found = (f'{asked[kind]["first"]:.3f} ({asked[kind]["five"]:.3f})' for kind in kinds)
            size = f'{peer["bytes"]:,.0f}' + (' in memory' if peer['in'] == 'RAM' else '')
            row([peer['name'], f'{peer["build"]:.1f} s', size, *found, between([asked[kind]['ms'] for kind in kinds])])


if __name__ == '__main__':
    main()
