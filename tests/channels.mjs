// Sends sealed accounts through the channels that real copies go through, and asks `firsthand check` what is left: the
// samples in eight languages, and the first real input where it stands beside the checkout. Prints the table that stands
// in README.md, and fails if they differ.
//
//   node --test tests/channels.mjs
//   node tests/channels.mjs --write       puts the table into README.md
//
// Needs Chromium, pdftotext (poppler-utils), and what `npm ci` installs in tests/.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import markdownIt from 'markdown-it';
import { launch } from './browser.mjs';

const root = path.resolve(import.meta.dirname, '..');
const firsthand = path.join(root, 'target/release/firsthand');
const folder = mkdtempSync(path.join(tmpdir(), 'channels-'));
const file = (name, content) => {
  const at = path.join(folder, name);
  if (content !== undefined) writeFileSync(at, content);
  return at;
};

const languages = ['en', 'kk', 'ru', 'ar', 'fa', 'zh', 'ja', 'th'];
const accounts = languages.map((language) => [
  language,
  readFileSync(path.join(root, `tests/data/accounts/${language}.txt`), 'utf8'),
]);
const firstInput = path.join(root, '../shared/data/almaty-2022.txt');
if (existsSync(firstInput)) accounts.push(['first input', readFileSync(firstInput, 'utf8')]);

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const right = (language) => (['ar', 'fa'].includes(language) ? ' dir="rtl"' : '');
const page = (text, language, style = '') =>
  `<!doctype html><html lang="${language}"${right(language)}><meta charset="utf-8"><style>${style}</style><body>\n` +
  text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escape(paragraph).replaceAll('\n', '<br>\n')}</p>`)
    .join('\n') +
  '\n</body></html>';

/// Wraps at `columns` where there are spaces, and between characters of scripts that have none.
const wrap = (text, columns) =>
  text
    .split('\n')
    .map((line) => {
      const pieces = line.split(
        /(?<= )|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}、。，「」…])(?!\p{M})/u,
      );
      const lines = [''];
      for (const piece of pieces) {
        if (lines.at(-1) && lines.at(-1).length + piece.trimEnd().length > columns) lines.push('');
        lines[lines.length - 1] += piece;
      }
      return lines.map((one) => one.trimEnd()).join('\n');
    })
    .join('\n');
const quote = (text, sign) =>
  text
    .split('\n')
    .map((line) => (line ? `${sign} ${line}` : sign))
    .join('\n');
/// Wraps with long words of letters broken by a hyphen, the way print fills its lines.
const broken = (text, columns) =>
  text
    .split('\n')
    .map((line) => {
      const lines = [''];
      for (const piece of line.split(/(?<= )/)) {
        const room = columns - lines.at(-1).length;
        if (piece.trimEnd().length <= room) lines[lines.length - 1] += piece;
        else if (room >= 4 && /^[\p{Script=Latin}\p{Script=Cyrillic}]{8,}[.,]?\s*$/u.test(piece)) {
          lines[lines.length - 1] += `${piece.slice(0, 4)}-`;
          lines.push(piece.slice(4));
        } else lines.push(piece);
      }
      return lines.map((one) => one.trimEnd()).join('\n');
    })
    .join('\n');
const smart = (text) =>
  text
    .replace(/(^|[\s([{—–-])"/gu, '$1“')
    .replaceAll('"', '”')
    .replace(/(^|[\s([{—–-])'/gu, '$1‘')
    .replaceAll("'", '’')
    .replaceAll('...', '…')
    .replace(/ - /g, ' – ')
    .replaceAll('---', '—')
    .replaceAll('--', '–');
const straight = (text) =>
  text
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’‚]/g, "'")
    .replaceAll('…', '...')
    .replaceAll('—', '--')
    .replaceAll('–', '-');
/// What wptexturize does beside quotes: primes behind digits, × between digits, ™.
const wordPress = (text) =>
  smart(
    text
      .replace(/(\d)"/g, '$1″')
      .replace(/(\d)'(?!\w)/g, '$1′')
      .replace(/(\d)x(\d)/g, '$1×$2')
      .replaceAll('(tm)', '™'),
  );
/// What Word does as one types: quotes, dashes, ellipses, and signs for what is spelled out.
const word = (text) =>
  smart(text)
    .replaceAll('(c)', '©')
    .replaceAll('(r)', '®')
    .replaceAll('->', '→')
    .replaceAll(':)', '☺')
    .replace(/\b1\/2\b/g, '½')
    .replace(/\b1\/4\b/g, '¼')
    .replace(/\b3\/4\b/g, '¾');

let browser;
const inBrowser = async (html, act) => {
  const tab = await browser.newPage();
  await tab.goto('file://' + file('page.html', html));
  const result = await act(tab);
  await tab.close();
  return result;
};
const print = async (html, options, ...flags) => {
  const pdf = file('page.pdf');
  await inBrowser(html, (tab) => tab.pdf({ path: pdf, format: 'A4', ...options }));
  return execFileSync('pdftotext', [...flags, pdf, '-'], { encoding: 'utf8' });
};

const channels = [
  ['wrapped at 72 columns', (text) => wrap(text, 72), ''],
  ['all paragraph and line breaks lost', (text) => text.replace(/\s+/g, ' '), ''],
  ['quotes, dashes and ellipses made plain', straight, ''],
  ['quotes, dashes and ellipses made typographic', smart, ''],
  [
    'no-break spaces, zero-width spaces, accents decomposed (NFD)',
    (text) =>
      text
        .normalize('NFD')
        .replace(/ /g, (_, at) => (at % 3 ? ' ' : '\u00A0'))
        .replace(/([a-zа-я])(?=[a-zа-я])/gu, (letter, _, at) => (at % 7 ? letter : letter + '\u200B')),
    '',
  ],
  ['quoted mail, wrapped', (text) => quote(wrap(text, 70), '>'), ''],
  ['quoted twice', (text) => quote(quote(wrap(text, 68), '>'), '>'), ''],
  [
    'a preface, a comment, “read more” and a share line around it',
    (text, _, slip) =>
      `Received today, please read to the end:\n\n${text.replace(slip, `What do you think of this?\n\n${slip}`)}\n\nRead more\nShared by Dana · 14 likes`,
    '',
  ],
  [
    'copied from a rendered page',
    (text, language) =>
      inBrowser(page(text, language), (tab) =>
        tab.evaluate(() => {
          getSelection().selectAllChildren(document.body);
          return getSelection().toString();
        }),
      ),
    '',
  ],
  ['the page itself, saved', (text, language) => ({ name: 'saved.html', content: page(text, language) }), ''],
  [
    'printed to PDF by Chromium, read by pdftotext',
    (text, language) => print(page(text, language), {}),
    "pdftotext drops the hyphen where a word of the author's own was broken at it, and puts Arabic and Persian punctuation into another order",
  ],
  [
    'printed to PDF by Chromium, read by pdftotext -layout',
    (text, language) => print(page(text, language), {}, '-layout'),
    'Arabic and Persian come out in another order',
  ],
  [
    "printed with the browser's header and footer",
    (text, language) =>
      print(page(text, language), { displayHeaderFooter: true, margin: { top: '2cm', bottom: '2cm' } }),
    'as above; and on each new page a date, title and page number stand between the words: cut them out',
  ],
  ['words broken by a hyphen at line ends, as print does', (text) => broken(text, 60), ''],
  [
    'through LibreOffice to DOCX and back (kept by scripts/word-processor)',
    (_, language) => {
      const kept = path.join(root, `tests/data/word-processor/${language}.txt`);
      return existsSync(kept) ? readFileSync(kept, 'utf8') : null;
    },
    '',
  ],
  ["WordPress's typography, modelled", wordPress, 'none of these texts has them, but 6" and 2x3 become other signs'],
  [
    "Markdown, with markdown-it's typographer, copied from the page",
    (text, language) =>
      inBrowser(
        page('', language).replace(
          '</body>',
          markdownIt({ typographer: true, linkify: true }).render(text) + '</body>',
        ),
        (tab) => tab.evaluate(() => document.body.innerText),
      ),
    'none of these texts has them, but numbers at line starts become lists, and * and _ around words go',
  ],
  [
    "Word's corrections as one types, modelled",
    word,
    'none of these texts has them, but 1/2, (c), -> and :) become other signs',
  ],
  [
    'wrapped at 72 bytes by force (fold)',
    (text) => execFileSync('fold', ['-w', '72'], { input: text, encoding: 'utf8' }),
    'words are cut in two, and letters of two bytes as well',
  ],
];

const sealed = accounts.map(([language, text]) => {
  const source = file(`${language}.txt`.replace(' ', '-'), text);
  return [
    language,
    execFileSync(firsthand, ['seal', source], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ];
});

const hasFirst = existsSync(firstInput);

/** What is left of all accounts behind a channel, and the row that README.md should have for it. */
async function sentThrough([name, channel, why]) {
  const results = new Map();
  for (const [language, text] of sealed) {
    const slip = text.slice(text.indexOf('firsthand1'));
    const out = await channel(text, language, slip);
    if (out === null) continue;
    const copy = typeof out === 'string' ? file('copy.txt', out) : file(out.name, out.content);
    const ran = spawnSync(firsthand, ['check', '--json', copy], {
      encoding: 'utf8',
      env: { ...process.env, FIRSTHAND_KNOWN: file('known') },
    });
    const verdict = ran.status === 2 ? 'error' : JSON.parse(ran.stdout).slips[0].verdict;
    results.set(language, verdict);
    if (process.env.SHOW && verdict !== 'true') {
      writeFileSync(
        `/tmp/failed-${language.replace(' ', '-')}-${channels.findIndex(([own]) => own === name)}.txt`,
        typeof out === 'string' ? out : out.content,
      );
      console.log(`${name}, ${language}: ${verdict} ${ran.stderr}`);
    }
  }
  const first = results.get('first input');
  return `| ${name} | ${all(results)} | ${first === undefined ? '–' : first === 'true' ? 'yes' : 'no'} | ${why} |`;
}

const all = (results) => {
  const not = languages.filter((language) => results.get(language) !== 'true');
  if (not.length === 0) return 'yes, all 8';
  return not.length === languages.length ? 'no' : `all but ${not.join(', ')}`;
};
const HEAD = [
  '| what the copy went through | still true | the first real input | why not, where not |',
  '|---|---|---|---|',
];

const readme = path.join(root, 'README.md');
const [begin, end] = ['<!-- channels -->\n', '<!-- /channels -->'];
const text = readFileSync(readme, 'utf8');
const from = text.indexOf(begin) + begin.length;
const kept = text.slice(from, text.indexOf(end)).trimEnd().split('\n');

before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

if (process.argv.includes('--write')) {
  test('the table is written into README.md', async () => {
    const rows = [];
    for (const channel of channels) rows.push(await sentThrough(channel));
    const table = [...HEAD, ...rows].join('\n');
    console.log(table);
    writeFileSync(readme, text.slice(0, from) + table + '\n' + text.slice(text.indexOf(end)));
  });
} else {
  test("README's table has a row for each channel, and no others", () => {
    assert.deepEqual(kept.slice(0, 2), HEAD);
    assert.equal(kept.length, HEAD.length + channels.length);
  });
  for (const [at, channel] of channels.entries()) {
    test(`README says what is left of a copy: ${channel[0]}`, async () => {
      // Without the first input beside the checkout, its column is taken from the table that stands.
      const columns = (row) => row.split(' | ').filter((_, column) => hasFirst || column !== 2);
      assert.deepEqual(columns(await sentThrough(channel)), columns(kept[HEAD.length + at] ?? ''));
    });
  }
  const why = !hasFirst && '../shared/data/almaty-2022.txt does not stand beside the checkout';
  test('the first real input went through every channel', { skip: why }, () =>
    assert.equal(sealed.at(-1)[0], 'first input'),
  );
}
