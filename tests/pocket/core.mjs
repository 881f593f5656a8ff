// The parts of the page in the pocket, held against the command and against stock programs: near forms and hints,
// seals over 1,000 accounts in eight scripts, bundles, parcels, pen names, QR codes.
//
//   cargo build --release --workspace --bins --example offers && node --test tests/pocket/core.mjs
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, test } from 'node:test';
import { isDeepStrictEqual, promisify } from 'node:util';
import { inflateSync } from 'node:zlib';

import { bundle, readBundle } from '../../pocket/page/bundle.mjs';
import { codeSvg, joinParts, parts, readCode } from '../../pocket/page/codes.mjs';
import { characters } from '../../pocket/page/data.mjs';
import { counts, differences, quote, quoted } from '../../pocket/page/differences.mjs';
import { judge } from '../../pocket/page/judge.mjs';
import { occurrences, useNearForms } from '../../pocket/page/near.mjs';
import { kindOf, pixelsOf, traces } from '../../pocket/page/picture.mjs';
import {
  isRecipient,
  lock,
  padded,
  parcel,
  penNameFile,
  readPenNameFile,
  unlock,
} from '../../pocket/page/submission.mjs';
import { hints, useLists } from '../../pocket/page/hints.mjs';
import {
  check,
  clean,
  enclosuresFit,
  findSlips,
  penNameOf,
  seal,
  sha256,
  useCharacters,
  withhold,
  words,
} from '../../spec/firsthand.mjs';
import { firsthand, folder, root } from '../serve/common.mjs';

const read = (file) => readFileSync(path.join(root, file), 'utf8');
const page = execFileSync(firsthand, ['page'], { encoding: 'utf8', maxBuffer: 1e7 });
const data = (id) => {
  const packed = page.match(new RegExp(`<script type="text/plain" id="${id}">([^<]*)</script>`))[1];
  return JSON.parse(inflateSync(Buffer.from(packed, 'base64')));
};
useCharacters(characters(data('characters')));
useLists(data('lists'));
useNearForms(data('near'));

const home = folder('pocket-');
const inHome = (name) => path.join(home, name);
const put = (name, content) => {
  writeFileSync(inHome(name), content);
  return inHome(name);
};
const exec = promisify(execFile);

/** What the command says on standard output, whatever its exit code; in `home`. */
async function command(...args) {
  const env = { ...process.env, FIRSTHAND_KNOWN: '/nonexistent/known' };
  return exec(firsthand, args, { cwd: home, maxBuffer: 1e8, env }).then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  );
}

// Numbers that are random to whoever reads and the same each time, whichever tests run.
let state;
beforeEach(() => {
  state = 20221105;
});
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const bytes = (count) => Uint8Array.from({ length: count }, () => random(256));
const any = (list) => list[random(list.length)];
const coded = async (work) => {
  try {
    await work();
    return 'no error';
  } catch (error) {
    return error.code;
  }
};

/** What the Rust crates offer for each question. */
function offers(asked) {
  const input = asked.map((one) => JSON.stringify(one)).join('\n');
  const program = path.join(root, 'target/release/examples/offers');
  const said = execFileSync(program, { input, encoding: 'utf8', maxBuffer: 1e9 });
  return said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Says that a part agrees with Rust in all of `asked`, and shows the first where it does not. */
function agree(name, asked, own) {
  const theirs = offers(asked),
    count = theirs.flat().length,
    json = JSON.stringify;
  const differ = asked.findIndex((one, i) => json(own(one)) !== json(theirs[i]));
  assert.ok(count > asked.length / 50, `${name}: some are offered: ${count}`);
  const detail = differ < 0 ? '' : `${json(asked[differ])}: ${json(own(asked[differ]))} for ${json(theirs[differ])}`;
  assert.ok(differ < 0, `${name}: as in Rust: ${detail}`);
}

test('near forms are those of the Rust crates', () => {
  const list = read('tests/data/names.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const labelled = list.map(({ name, text }) => ({ words: text.replace(/\[\[|\]\]/g, '').split(/\s+/), phrase: name }));
  const all = labelled.flatMap((one) => one.words);
  // Any word as a phrase, and two, among words of other texts.
  const mixed = Array.from({ length: 2000 }, () => ({
    words: Array.from({ length: 1 + random(40) }, () => any(all)),
    phrase: Array.from({ length: 1 + random(2) }, () => any(all)).join(' '),
  }));
  const changed = mixed.map(({ words: some, phrase }) => {
    return { words: [...some, phrase.toUpperCase(), `«${phrase}»`, `${any(some)}-${phrase}`], phrase };
  });
  const own = ({ words: some, phrase }) => {
    return occurrences(some, phrase).map(({ start, end, exact }) => [start, end, exact]);
  };
  agree('near forms, labelled', labelled, own);
  agree('near forms, mixed', mixed, own);
  agree('near forms, changed', changed, own);
});

test('hints are those of the Rust crates', () => {
  const files = readdirSync(path.join(root, 'crates/desk/tests/data')).filter((file) => /^..-.*\.txt$/.test(file));
  const lines = files.flatMap((file) =>
    read(`crates/desk/tests/data/${file}`)
      .trim()
      .split('\n')
      .map((line) => {
        return { text: line.replace(/\[[a-z]:([^\]]*)\]/g, '$1'), language: file.slice(0, 2) };
      }),
  );
  const ours = ['en', 'kk', 'ru'].map((language) => ({ text: read(`tests/data/accounts/${language}.txt`), language }));
  const pieces = [
    ' my ',
    ' I work at ',
    'Мой ',
    ' брат',
    ' ул. ',
    ' Абая',
    '№',
    '12',
    ' +7 701',
    ' (701) 555-12-34',
    '@',
    't.me/',
    ' жалғыз ',
    ' Сергей',
    ' Ұлы',
    ' el único ',
    'calle ',
    ' школа ',
    '«',
    '» ',
    '\u0306',
    '\u200b',
    '-',
    'İ',
    'ß',
    'ﬀ',
    '٣',
    'A. ',
    '\r\n',
    '\n\n',
    ' Street',
    ' years old',
    ' flat ',
    ' кв. ',
    ' де ',
    ' de ',
    ' Julio',
    ' 5 ',
    ' 123 ABC 02',
    ' 1 000 000 ',
    ' tenge',
    ' Putin',
    ' Dr',
    '. ',
    ', ',
    '! ',
    ' BTR',
    ' PLEASE BELIEVE',
    ' Болат',
    'Болаттың ',
    ' әкем ',
    ' мұғаліммін',
    '😀',
    ' lark_88 ',
    ' a.b@example.org ',
    ' example.kz',
    ' 2022',
    ' AB1234567',
    ' passport ',
    ' no. ',
    ' I am the only ',
    ' 17-летний ',
    ' 5-үйде ',
  ];
  const sentences = lines.flatMap(({ text }) => text.split(/(?<= )/));
  const mixed = Array.from({ length: 6000 }, () => ({
    text: Array.from({ length: 1 + random(25) }, () => any(random(3) ? sentences : pieces)).join(''),
    language: any(['en', 'kk', 'ru', 'es', null]),
  }));
  const size = (text) => Buffer.byteLength(text);
  const own = ({ text, language }) =>
    hints(text, language).map(({ start, end, kind }) => [size(text.slice(0, start)), size(text.slice(0, end)), kind]);
  agree('hints, sentences', [...lines, ...ours], own);
  agree('hints, mixed', mixed, own);
});

const LANGUAGES = ['en', 'kk', 'ru', 'ar', 'fa', 'zh', 'ja', 'th'];

/** Runs `work` on each of `list`, two at a time. */
async function each(list, work) {
  const waiting = list.entries();
  const one = async () => {
    for (const [i, item] of waiting) await work(item, i);
  };
  await Promise.all([one(), one()]);
}

/** The verdict on the one slip in `text`, with the id or why it is not true, as the page and the command say it. */
async function bothSay(text, name) {
  const {
      checked: [own],
    } = await check(text),
    [theirs] = await commandSays(put(name, text));
  const whys = { end: 'end not found', words: 'words', hidden: 'hidden character', among: 'among others' };
  const why = Object.keys(whys).find((each) => theirs.why === whys[each]);
  return [`${own.verdict} ${own.id ?? own.why}`, `${theirs.verdict} ${theirs.account ?? why}`];
}

const commandSays = async (file) => JSON.parse(await command('check', '--json', file)).slips;

test('1,000 accounts in eight scripts are sealed, withheld, changed and judged as by the command', async (t) => {
  const texts = LANGUAGES.map((language) => words(read(`tests/data/accounts/${language}.txt`)).words);
  const gaps = [' ', ' ', ' ', '\n', '  ', '\n\n', '\u00a0', ' \u200b'];
  const made = Array.from({ length: 1000 }, (_, i) => {
    const all = texts[i % 8],
      length = 1 + random(Math.min(all.length, 300)),
      from = random(all.length - length + 1);
    return all
      .slice(from, from + length)
      .map((word) => word + any(gaps))
      .join('');
  });
  const counts = {},
    wrong = [];
  const count = (kind, holds, detail) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (!holds) wrong.push(`${kind}: ${detail}`);
  };
  await each(made, async (text, i) => {
    // Sealed here and read there: whole, with words withheld, with a word changed.
    const sealed = await seal(text, { secret: bytes(32), random: bytes(32) }),
      all = words(text).words;
    const isTrue = (said) => said.every((one) => one === `true ${sealed.id}`);
    const whole = await bothSay(sealed.text, `${i}-whole.txt`);
    count('sealed here', isTrue(whole), whole);
    if (all.length > 3) {
      const start = random(all.length - 2),
        withheld = [[start, start + 1 + random(2)]];
      const { text: edition, slip } = await withhold(sealed.text, withheld);
      const said = edition.includes(slip) ? await bothSay(edition, `${i}-edition.txt`) : null;
      if (said) count('editions', isTrue(said), said);
    }
    const [first] = all,
      other = sealed.text.replace(first, first === 'other' ? 'another' : 'other');
    const said = await bothSay(other, `${i}-changed.txt`);
    count('changed', said[0] === said[1] && said[0].startsWith('not true'), said);
    // Sealed there and read here.
    const back = await command('seal', put(`${i}.txt`, text)),
      {
        checked: [one],
      } = await check(back);
    count('sealed there', one.verdict === 'true' && one.words.join(' ') === all.join(' '), one.verdict);
  });
  t.diagnostic(`accounts in eight scripts: ${JSON.stringify(counts)}`);
  assert.deepEqual(
    [counts['sealed here'], counts['sealed there'], wrong.slice(0, 3)],
    [1000, 1000, []],
    '1,000 accounts in eight scripts, both ways',
  );
  assert.ok(counts.editions > 900 && counts.changed === 1000, 'most have editions and are changed');
});

test('what cannot be sealed is taken out of a text, and where it stood is said', () => {
  assert.deepEqual(
    clean('one t\u202Ewo\r\nthr\u2588ee \u200d\u200dx'),
    {
      text: 'one two\r\nthree x',
      taken: [
        { at: 5, code: '202e', line: 1, column: 6 },
        { at: 13, code: '2588', line: 2, column: 4 },
        { at: 17, code: '200d', line: 2, column: 8 },
        { at: 18, code: '200d', line: 2, column: 9 },
      ],
    },
    'what cannot be sealed is named',
  );
  assert.deepEqual(clean('We saw it.'), { text: 'We saw it.', taken: [] }, 'a sound text stays as it is');
  const marks = `e${'\u0301'.repeat(5000)} x`;
  assert.equal(words(clean(marks).text).sealing, 'can be sealed', 'more marks than any writing has are cut');
});

const TEXT = 'We stood at the bridge at nine, my neighbour Tamsin and I. They fired twice, and nobody warned us.';

/** An account with what is sealed beside it. */
async function enclosing() {
  const files = [
    ['photo/2', 900],
    ['photo/10', 70_000],
    ['photo/1', 0],
    ['consent', 30],
  ].map(([label, size]) => ({ label, salt: bytes(16), bytes: bytes(size) }));
  const enclosures = files.map(({ label, salt, bytes: content }) => ({ label, salt, content: sha256(content) }));
  const sealed = await seal(TEXT, { secret: bytes(32), random: bytes(32), enclosures });
  return { ...sealed, files, tar: bundle({ ...sealed, enclosures: files }) };
}

test('bundles of the page are those of the command and of stock tar', async () => {
  const { slip, files, tar, id } = await enclosing(),
    [{ slip: named }] = findSlips(slip);
  const said = await commandSays(put('page.tar', tar));
  assert.deepEqual(
    said.map(({ verdict, account }) => [verdict, account]),
    [['true', id]],
    'a bundle of the page, at the command',
  );
  assert.deepEqual(
    execFileSync('tar', ['tf', inHome('page.tar')], { encoding: 'utf8' })
      .trim()
      .split('\n'),
    ['account.txt', 'slip.txt', 'manifest.json', 'enclosures/1', 'enclosures/2', 'enclosures/3', 'enclosures/4'],
    'stock tar reads it',
  );
  const back = readBundle(tar);
  assert.deepEqual(
    back.enclosures.map(({ label, bytes: content }) => [label, content.length]),
    [
      ['consent', 30],
      ['photo/1', 0],
      ['photo/10', 70_000],
      ['photo/2', 900],
    ],
    'what was put in comes out',
  );
  assert.ok(enclosuresFit(named, back.enclosures), 'its enclosures are those that were sealed');
  assert.ok(!enclosuresFit(named, back.enclosures.slice(1)) && !enclosuresFit(named, []), 'others are not');
  assert.ok(
    !enclosuresFit(
      named,
      back.enclosures.map((one, i) => (i ? one : { ...one, bytes: bytes(30) })),
    ),
    'one that was changed is not',
  );

  put('a.txt', `${TEXT}\n`);
  put('one.bin', files[1].bytes);
  await command('seal', 'a.txt', '-e', 'photo/1=one.bin', '-e', 'language=a.txt', '--bundle', 'command.tar');
  const theirs = readBundle(new Uint8Array(readFileSync(inHome('command.tar'))));
  const {
    checked: [one],
  } = await check(theirs.text, { slips: [theirs.slip] });
  assert.ok(
    one.verdict === 'true' && enclosuresFit(one.slip, theirs.enclosures),
    `a bundle of the command, here: ${one.verdict}`,
  );

  // A slip that is too long for the text is named there by the account's id, which is no word of it.
  const account = words(read('tests/data/accounts/en.txt')).words.join(' ');
  const long = await seal(account, { secret: bytes(32), random: bytes(32) });
  const holes = await withhold(
    long.text,
    Array.from({ length: 60 }, (_, i) => [5 * i, 5 * i + 1]),
  );
  assert.ok(!holes.text.includes('firsthand1') && holes.text.trimEnd().endsWith(long.id), 'the slip stands apart');
  const [apart] = await commandSays(put('long.tar', bundle(holes)));
  assert.deepEqual(
    [apart.verdict, apart.outside],
    ['true', { before: null, behind: null, between: null }],
    'and the bundle is true to it, with nothing outside',
  );

  // Every byte of a bundle counts, up to its end; none makes more of it than an error.
  let kept = 0;
  for (let i = 0; i < 600; i++) {
    const changed = Uint8Array.from(tar),
      at = random(2000);
    changed[at] ^= 1 << random(8);
    const code = await coded(() => readBundle(changed));
    if (code === 'no error') kept++;
    else if (code !== 'bundle-broken') assert.ok(false, `a damaged bundle says so: ${code}`);
  }
  assert.ok(kept < 500, `damage in a bundle is seen, but for padding and the text: ${kept}`);
  for (const size of [0, 100, 512, 5000, tar.length - 2000]) {
    assert.equal(await coded(() => readBundle(tar.slice(0, size))), 'bundle-broken', `a bundle cut at ${size}`);
  }
});

test('parcels are opened by stock age and unpacked by stock tar', async () => {
  const key = inHome('key.txt');
  execFileSync('age-keygen', ['-o', key], { stdio: 'ignore' });
  const recipient = execFileSync('age-keygen', ['-y', key], { encoding: 'utf8' }).trim();
  const { tar } = await enclosing(),
    file = await parcel(tar, [recipient]);
  const opened = new Uint8Array(execFileSync('age', ['-d', '-i', key, put('page.age', file)], { maxBuffer: 1e8 }));
  assert.ok(
    Buffer.compare(opened.subarray(0, tar.length), tar) === 0,
    'stock age opens a parcel, and finds the bundle in it',
  );
  assert.ok(
    opened.length === padded(tar.length) &&
      opened[tar.length] === 0x80 &&
      opened.subarray(tar.length + 1).every((byte) => byte === 0),
    'padded, so that tar still reads it',
  );
  execFileSync('tar', ['xf', put('page-padded.tar', opened), '-C', home]);
  assert.equal(readFileSync(inHome('account.txt'), 'utf8'), `${TEXT}\n`, 'stock tar unpacks it');
  // crates/desk/src/vault.rs says the same of these.
  assert.deepEqual([0, 4095, 4096].map(padded), [4096, 4096, 4352], 'Padmé');
  assert.deepEqual(
    new Set(Array.from({ length: 2 ** 20 }, (_, i) => padded(i))).size,
    1 + 4 * 16 + 4 * 32,
    'few lengths',
  );
  assert.ok(
    Buffer.compare(file.slice(-200), (await parcel(tar, [recipient])).slice(-200)) !== 0,
    'two parcels have nothing in common',
  );
  for (const wrong of [
    '',
    'age1',
    `${recipient.slice(0, -1)}q`,
    recipient.toUpperCase(),
    recipient.slice(0, 40),
    'AGE-SECRET-KEY-1',
    'age1pq1qqqq',
    `${recipient} `,
  ]) {
    assert.ok(!isRecipient(wrong), `not a desk's letters: ${wrong}`);
    assert.equal(await coded(() => parcel(tar, [wrong])), 'not-recipient', `nor to be encrypted to: ${wrong}`);
  }
  assert.equal(await coded(() => parcel(tar, [])), 'not-recipient', 'nobody to encrypt to');
});

/** Runs a program that asks for a passphrase on a terminal. */
function onTerminal(passphrase, times, ...args) {
  const script =
    'import os, pty, sys, time\n' +
    'pid, fd = pty.fork()\n' +
    'if pid == 0: os.execvp(sys.argv[3], sys.argv[3:])\n' +
    'out = b""\n' +
    'asked = 0\n' +
    'while True:\n' +
    '  try: piece = os.read(fd, 4096)\n' +
    '  except OSError: break\n' +
    '  if not piece: break\n' +
    '  out += piece\n' +
    '  if asked < int(sys.argv[2]) and out.count(b": ") > asked:\n' +
    '    asked += 1\n' +
    '    time.sleep(0.2)\n' +
    '    os.write(fd, sys.argv[1].encode() + b"\\n")\n' +
    'os.waitpid(pid, 0)\n' +
    'sys.stdout.buffer.write(out)\n';
  const options = { cwd: home, encoding: 'utf8', timeout: 30_000 };
  return execFileSync('python3', ['-c', script, passphrase, String(times), ...args], options);
}

test('what is locked with a passphrase is opened by the command and by stock age', async () => {
  const passphrase = 'correct horse battery',
    secret = bytes(32),
    penName = penNameOf(secret);
  const locked = await lock(penNameFile(secret), passphrase);
  put('page-pen', locked);
  assert.ok(
    onTerminal(passphrase, 1, firsthand, 'penname', 'show', 'page-pen').includes(penName),
    'the command opens a pen name of the page',
  );
  assert.ok(onTerminal(passphrase, 1, 'age', '-d', 'page-pen').includes(`pen name: ${penName}`), 'stock age opens it');
  assert.deepEqual(
    readPenNameFile(new TextDecoder().decode(await unlock(locked, passphrase))),
    secret,
    'what was locked is opened',
  );
  assert.equal(await coded(() => unlock(locked, 'correct horse batterx')), 'wrong-passphrase', 'another passphrase');
  assert.equal(await coded(() => unlock(bytes(300), passphrase)), 'not-age', 'no age file');
  assert.equal(await coded(() => unlock(locked.slice(0, -1), passphrase)), 'not-age', 'a damaged one');
  assert.equal(await coded(() => readPenNameFile('AGE-SECRET-KEY-1')), 'no-pen-name', 'no pen name in it');

  onTerminal(passphrase, 2, firsthand, 'penname', 'new', 'command-pen', '--passphrase');
  const file = new Uint8Array(readFileSync(inHome('command-pen')));
  const theirs = readPenNameFile(new TextDecoder().decode(await unlock(file, passphrase)));
  assert.ok(
    onTerminal(passphrase, 1, firsthand, 'penname', 'show', 'command-pen').includes(penNameOf(theirs)),
    'the page opens a pen name of the command',
  );
});

/** A picture of a code as a camera gives it: turned, seen from the side, shaded, blurred, with noise. RGBA. */
function photographed(svg, { turn, tilt, blur, side }) {
  const size = Number(svg.match(/viewBox="0 0 (\d+)/)[1]),
    dark = new Uint8Array(size * size);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h/g)) dark[y * size + Number(x)] = 1;
  const grey = new Float32Array(side * side),
    half = side / 2;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const u = ((x - half) / half) * 1.4,
        v = ((y - half) / half) * 1.4,
        w = 1 + tilt * u;
      const a = (Math.cos(turn) * u - Math.sin(turn) * v) / w,
        b = (Math.sin(turn) * u + Math.cos(turn) * v) / w;
      const at = [((a + 1) / 2) * size, ((b + 1) / 2) * size].map(Math.floor);
      const inside = at.every((one) => one >= 0 && one < size);
      const shade = 0.75 + (0.25 * (x + y)) / (2 * side),
        paper = inside ? 215 : 150;
      grey[y * side + x] = shade * (inside && dark[at[1] * size + at[0]] ? 40 : paper);
    }
  }
  const frame = new Uint8ClampedArray(4 * side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let sum = 0,
        count = 0;
      for (let j = Math.max(0, y - blur); j <= Math.min(side - 1, y + blur); j++) {
        for (let i = Math.max(0, x - blur); i <= Math.min(side - 1, x + blur); i++, count++) sum += grey[j * side + i];
      }
      frame.fill(sum / count + random(24) - 12, 4 * (y * side + x), 4 * (y * side + x) + 3);
      frame[4 * (y * side + x) + 3] = 255;
    }
  }
  return { data: frame, width: side, height: side };
}

test('a slip goes through QR codes and back', async (t) => {
  const { slip } = await seal(TEXT, { secret: bytes(32), random: bytes(32) }),
    [run] = parts(slip);
  assert.equal(parts(slip).length, 1, 'one code');
  put('sealed.txt', `${TEXT}\n\n${slip}\n`);
  assert.deepEqual(
    run.toLowerCase(),
    JSON.parse(await command('slip', 'sealed.txt', '--json')).run,
    'the code holds what the command says',
  );
  assert.deepEqual(
    findSlips(joinParts([run])).map(({ read: isRead }) => isRead),
    [true],
    'it is a slip again',
  );

  // Close to 45 degrees the library reads few; a hand that sees nothing happen turns the phone.
  let readable = 0,
    tried = 0;
  for (const turn of [0, 0.15, 0.45, 2]) {
    for (const tilt of [0, 0.12]) {
      for (const blur of [0, 1]) {
        for (const side of [600, 900]) {
          tried++;
          if (readCode(photographed(codeSvg(run), { turn, tilt, blur, side })) === run) readable++;
        }
      }
    }
  }
  t.diagnostic(`of ${tried} codes photographed by simulation ${readable} are read`);
  assert.ok(
    readable >= 0.9 * tried,
    `nearly all of the codes photographed by simulation are read: ${readable} of ${tried}`,
  );
  assert.equal(
    readCode({ data: new Uint8ClampedArray(4 * 300 * 300).fill(200), width: 300, height: 300 }),
    null,
    'a picture without a code',
  );

  // Many words are withheld, one by one: the slip is long, and goes into numbered parts.
  const long = words(read('tests/data/accounts/en.txt')).words.join(' ');
  const sealed = await seal(long, { secret: bytes(32), random: bytes(32) });
  const edition = await withhold(
    sealed.text,
    Array.from({ length: 12 }, (_, i) => [9 * i, 9 * i + 1]),
  );
  const all = parts(edition.slip);
  assert.ok(
    all.length > 1 && all.every((part) => part.startsWith('FHPART:')),
    `a long slip has several codes: ${all.length}`,
  );
  const pieces = [...all].reverse().concat(all[0]);
  assert.deepEqual(
    findSlips(joinParts(pieces))[0].slip.payload,
    findSlips(edition.slip)[0].slip.payload,
    'which are joined in any order',
  );
  assert.equal(joinParts(all.slice(1)), null, 'and not before all are there');
  assert.equal(
    await coded(() => joinParts([...all, all[0].replace(/:\w{4}:/, ':QQQQ:')])),
    'codes-mixed',
    'nor with those of another',
  );
  assert.equal(
    await coded(() => joinParts([...all.slice(1), all[0].replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q'))])),
    'codes-mixed',
    'nor changed',
  );
  assert.equal(joinParts(['https://example.org']), null, 'a code that holds no slip');
  put('edition.txt', edition.text);
  await command(
    'slip',
    'edition.txt',
    '--qr',
    'theirs.svg',
    ...(edition.text.includes(edition.slip) ? [] : ['--slip', put('edition.slip.txt', edition.slip)]),
  );
  const theirs = readdirSync(home).filter((name) => /^theirs-\d+\.svg$/.test(name));
  assert.deepEqual(theirs.length, all.length, 'as many as the command makes');
  const shown = theirs.map((name) =>
    readCode(
      photographed(readFileSync(inHome(name), 'utf8').replace(/<rect[^>]*>/, ''), {
        turn: 0,
        tilt: 0,
        blur: 0,
        side: 900,
      }),
    ),
  );
  assert.deepEqual(shown.sort(), [...all].sort(), 'which are read here');
});

test('the page is made the same each time, has at most 480 kB, and carries what it should', (t) => {
  const again = execFileSync(firsthand, ['page'], { encoding: 'utf8', maxBuffer: 1e7 });
  assert.ok(page === again, 'made twice, the same bytes');
  assert.deepEqual(
    execFileSync(firsthand, ['page', '--hash'], { encoding: 'utf8' }).trim(),
    createHash('sha256').update(page).digest('hex'),
    'and its hash',
  );
  const size = Buffer.byteLength(page);
  t.diagnostic(`the page has ${size} bytes`);
  assert.ok(size <= 480_000, `at most 480 kB: ${size}`);
  const made = execFileSync('node', [path.join(root, 'scripts/pocket-vendor.mjs'), '--check'], { encoding: 'utf8' });
  assert.equal(made, '', 'its libraries are what the lockfile gives');
  assert.ok(
    isDeepStrictEqual(characters(data('characters')), JSON.parse(read('spec/characters.json'))),
    'its table of characters is that of the specification',
  );
});

test('what differs is what the library finds, piece by piece', () => {
  const { texts, cases } = JSON.parse(read('spec/vectors/comparisons.json')),
    wordsOf = (text) => (text ? text.split(' ') : []);
  const told = (range) => range && [range.start, range.end];
  const pieceOf = ({ kind, of, text, copy }) => [kind, ...[of, text, copy].flatMap((one) => told(one ?? null) ?? [])];
  const wrong = cases.filter((one) => {
    const pieces = differences(wordsOf(texts[one.text]), wordsOf(one.copy));
    return (
      !isDeepStrictEqual(pieces.map(pieceOf), one.pieces) ||
      !isDeepStrictEqual(counts(pieces), one.counts) ||
      !isDeepStrictEqual([told(quote(pieces)), told(quoted(pieces))], [one.quote, one.quoted])
    );
  });
  assert.ok(cases.length >= 120, `there are comparisons of texts in several scripts: ${cases.length}`);
  assert.deepEqual(
    wrong.map(({ name }) => name),
    [],
    'each comparison is that of the library',
  );

  // A stranger's copy must not keep the page busy, nor break it by its size.
  const repeated = Array(200_000).fill('a'),
    long = Array.from(repeated, (_, i) => `x${i}`),
    started = performance.now();
  const two = [0, 1].map(() => Array.from({ length: 100_000 }, () => 'ab'[random(2)]));
  assert.equal(counts(differences(['p', ...repeated], [...repeated, 'q'])).kept, 199_999, 'a word repeated');
  assert.equal(counts(differences(long, ['q', ...long.slice(1, -1), 'z'])).kept, 199_998, 'long texts');
  assert.ok(counts(differences(...two)).kept > 50_000, 'texts of two words');
  const seconds = (performance.now() - started) / 1000;
  assert.ok(seconds < 20, `they are compared soon: ${seconds}`);
});

test('photographs of many cameras and programs are read as exiftool reads them', (t) => {
  const folder = path.join(root, 'target/tmp/photo-samples');
  execFileSync(path.join(root, 'crates/photos/tests/samples.sh'), [folder]);
  const asked = ['-ImageWidth', '-ImageHeight', '-GPSLatitude', '-GPSLongitude'];
  // It ends with 1 where a file is broken, as some are on purpose.
  const { stdout } = spawnSync('exiftool', ['-json', '-n', '-r', ...asked, folder], { maxBuffer: 1e8 });
  const sizes = [0, 0],
    places = [0, 0],
    others = [],
    unsaid = [];
  for (const {
    SourceFile: file,
    ImageWidth: width,
    ImageHeight: height,
    GPSLatitude: north,
    GPSLongitude: east,
  } of JSON.parse(stdout)) {
    const picture = new Uint8Array(readFileSync(file)),
      kind = kindOf(picture);
    if (kind === null) continue;
    const pixels = pixelsOf(picture, kind),
      told = traces(picture, kind);
    const count = (list, got, expected) => {
      list[1]++;
      if (got === expected) list[0]++;
      else if (got) others.push(`${file}: ${got} for ${expected}`);
    };
    if (width && height) count(sizes, pixels, width * height);
    if (!Number.isFinite(north) || !Number.isFinite(east)) continue;
    count(places, told.place, `${north.toFixed(4)}, ${east.toFixed(4)}`);
    if (!told.place && !told.more) unsaid.push(file);
  }
  t.diagnostic(
    `photographs: ${sizes[0]} of ${sizes[1]} sizes and ${places[0]} of ${places[1]} places are read as exiftool reads them`,
  );
  assert.ok(sizes[1] > 1000 && places[1] > 40, `there are photographs of every kind: ${[sizes, places]}`);
  assert.deepEqual(others, [], 'none is read otherwise');
  const size = '\0\0\0\x14ispe\0\0\0\0\0\0\xea\x60\0\0\xea\x60';
  for (const [what, meta] of [
    ['a size that is cut short behind another', `\0\0\0\x24meta${size}\0\0\0\x14ispe`],
    ['a box up to the end', `\0\0\0\0meta${size}`],
  ]) {
    assert.equal(pixelsOf(Buffer.from(`\0\0\0\x10ftypavif\0\0\0\0${meta}`, 'latin1'), 'avif'), 3.6e9, what);
  }
  assert.ok(sizes[0] > 0.98 * sizes[1] && places[0] > 0.85 * places[1], `nearly all are read: ${[sizes, places]}`);
  assert.deepEqual(unsaid, [], 'where a place cannot be read, it is still said that there are notes');
});

// Words that are put anywhere among the letters of a slip that is known: never a plain yes, and always named. Where only
// letters follow that can be repaired, the slip ends before them, and they stand behind it.
test('words that are put among the letters of a slip that is known are never a plain yes', async () => {
  const text = read('tests/data/accounts/kk.txt'),
    { text: sealed, penName } = await seal(text, { secret: bytes(32), random: bytes(32) });
  const known = [[penName, 'Er']],
    start = sealed.indexOf('firsthand1') + 10,
    end = sealed.trimEnd().length;
  const lies = ['бәрі өтірік', 'I lied about it.', 'Never.\nNobody saw it', 'мен'],
    wrong = [];
  assert.equal((await judge(sealed, { known })).exit, 0, 'as it was sealed it is a yes');
  for (let i = 0; i < 100; i++) {
    const at = start + 1 + random(end - start - 2),
      lie = any(lies),
      between = any([' ', '\n', '\n\n', ' ... ']);
    const {
      exit,
      slips: [one],
    } = await judge(sealed.slice(0, at) + between + lie + between + sealed.slice(at), { known });
    const holds = (shown) => lie.split(/\s+/).every((word) => shown?.text.includes(word));
    const isBehind = end - at < 30 && holds(one.outside?.behind);
    if (!isBehind && (exit === 0 || (one.verdict === 'true' && !holds(one.among_the_letters))))
      wrong.push([end - at, lie, exit, one]);
  }
  assert.deepEqual(wrong.slice(0, 3), [], 'words among the letters are never a yes');
});
