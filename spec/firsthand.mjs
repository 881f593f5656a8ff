// Seals and checks accounts as spec/seal.md says: one file without dependencies, for Node 20 and for browsers, also
// for pages that have no crypto.subtle. It touches no file and no network: give it the table of characters first.
//
//   useCharacters(JSON.parse(<the text of spec/characters.json>));
//   const { checked } = await check(text);                  // every slip in the text, with its verdict
//   const sealed = await seal(text, { secret, random });    // 32 bytes each, from crypto.getRandomValues
//   const edition = await withhold(sealed.text, [[0, 1]]);  // the same account without its first word
//
// From top to bottom, each part needing only those above it; the numbers are those of the sections there:
//
//   Bytes, letters, hashes      base32, SHA-256, SHA-512
//   1. Words                    from a text to its words, and where they stand in it
//   2. Commitment               the tree of hashes over the words
//   3. Statement and signature  what is signed, ids and pen names; Ed25519, by hand and the runtime's own
//   4. Slip                     its bytes; Reed-Solomon; its letters; finding and repairing them in a text
//   5. Checking                 how a copy is read, where the account stands in it, and whether it is true
//   Making                      clean, seal and withhold

// ====== Bytes, letters, hashes ======

const encoder = new TextEncoder(), utf8 = (text) => encoder.encode(text);
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const u32 = (number) => [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255];
const sameBytes = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const total = (list, numberIn) => list.reduce((sum, one) => sum + numberIn(one), 0);
const lengthOf = (parts) => total(parts, (part) => part.length);

/** The parts one behind the other, then zeros up to `size`. */
function join(parts, size = lengthOf(parts)) {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const BITS = new Map([...ALPHABET].map((letter, i) => [letter, i.toString(2).padStart(5, '0')]));
const lettersIn = (size) => Math.ceil((size * 8) / 5);

function lettersOf(bytes) {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replace(/.{1,5}/g, (five) => ALPHABET[parseInt(five.padEnd(5, '0'), 2)]);
}

/** `size` bytes from their letters, and which of them are touched by an unreadable letter. */
function bytesOf(letters, size) {
  const bits = Array.from(letters.toLowerCase(), (letter) => BITS.get(letter) ?? '?????').join('');
  const eights = Array.from({ length: size }, (_, i) => bits.slice(8 * i, 8 * i + 8));
  const bytes = Uint8Array.from(eights, (eight) => parseInt(eight, 2)); // where there is a '?', anything
  return { bytes, erased: eights.flatMap((eight, i) => (eight.includes('?') ? [i] : [])) };
}

// The constants of SHA-2 are the first bits behind the point of roots of the first primes: 64, or 32 for SHA-256.
const PRIMES = [];
for (let n = 2; PRIMES.length < 80; n++) if (PRIMES.every((prime) => n % prime !== 0)) PRIMES.push(n);
const cut = (number) => BigInt.asUintN(64, number);
const ROUNDS = PRIMES.map((prime) => bitsOfRoot(prime, 3n));
const START = PRIMES.slice(0, 8).map((prime) => bitsOfRoot(prime, 2n));
const [ROUNDS32, START32] = [ROUNDS, START].map((list) => Int32Array.from(list, (bits) => Number(bits >> 32n)));

function bitsOfRoot(prime, degree) {
  let root = 0n;
  for (let bit = 1n << 70n; bit > 0n; bit >>= 1n) {
    if ((root | bit) ** degree <= BigInt(prime) << (64n * degree)) root |= bit;
  }
  return cut(root);
}

// SHA-256 is done several times for every word, so it works in memory that is allocated once, and with its rotations
// written out: calls would count while none of this is compiled yet.
const w = new Int32Array(64), state = new Int32Array(8);
const buffer = new Uint8Array(64), bufferView = new DataView(buffer.buffer);

function addBlock() {
  for (let i = 0; i < 16; i++) w[i] = bufferView.getInt32(4 * i);
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15], s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const y = w[i - 2], s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS32[i] + w[i]) | 0;
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

/** SHA-256 of the parts, one behind the other; `H` in the spec. */
export const sha256 = (...parts) => hashed(parts, 32);
/** The first 16 bytes of it, for seeds and salts. */
const hash16 = (...parts) => hashed(parts, 16);

function hashed(parts, size) {
  let filled = 0, length = 0;
  state.set(START32);
  for (const part of parts) {
    length += part.length;
    // Most parts are short, and are taken in one go.
    if (filled + part.length < 64) {
      buffer.set(part, filled);
      filled += part.length;
      continue;
    }
    for (let i = 0; i < part.length; i++) {
      buffer[filled++] = part[i];
      if (filled === 64) {
        addBlock();
        filled = 0;
      }
    }
  }
  buffer[filled++] = 0x80;
  if (filled > 56) {
    buffer.fill(0, filled);
    addBlock();
    filled = 0;
  }
  buffer.fill(0, filled, 56);
  bufferView.setUint32(56, length / 2 ** 29);
  bufferView.setUint32(60, 8 * length);
  addBlock();
  for (let i = 0; i < 8; i++) bufferView.setInt32(4 * i, state[i]);
  return buffer.slice(0, size);
}

/** SHA-512, for Ed25519 by hand. */
export function sha512(...parts) {
  const length = lengthOf(parts), padded = join(parts, 128 * Math.ceil((length + 17) / 128));
  const view = new DataView(padded.buffer);
  padded[length] = 0x80;
  view.setBigUint64(padded.length - 8, BigInt(8 * length));
  const turn = (number, by) => cut((number >> by) | (number << (64n - by)));
  let sum = START;
  for (let at = 0; at < view.byteLength; at += 128) {
    const words = Array.from({ length: 16 }, (_, i) => view.getBigUint64(at + 8 * i));
    for (let i = 16; i < 80; i++) {
      const x = words[i - 15], s0 = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n);
      const y = words[i - 2], s1 = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n);
      words.push(cut(words[i - 16] + s0 + words[i - 7] + s1));
    }
    let [a, b, c, d, e, f, g, h] = sum;
    for (let i = 0; i < 80; i++) {
      const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n), s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const t1 = h + s1 + ((e & f) ^ (cut(~e) & g)) + ROUNDS[i] + words[i];
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [cut(t1 + t2), a, b, c, cut(d + t1), e, f, g];
    }
    sum = [a, b, c, d, e, f, g, h].map((number, i) => cut(number + sum[i]));
  }
  sum.forEach((number, i) => view.setBigUint64(8 * i, number));
  return new Uint8Array(view.buffer, 0, 64);
}

// ====== 1. Words ======

const CLASSES = ['plain', 'space', 'drop', 'embed', 'mark', 'attach', 'refuse', 'fold', 'solo']; // in the spec's order
const [PLAIN, SPACE, DROP, EMBED, MARK, ATTACH, REFUSE, , SOLO] = CLASSES.keys();
const CLASS = 15, COMBINING = 16, LETTER = 32; // one byte for each code point: its class and two properties
const MARK_WORD = '█';
const BREAKS = '\\n\\v\\f\\r\\u0085\\u2028\\u2029', LINE_BREAK = new RegExp(`[${BREAKS}]`);
const EACH_BREAK = new RegExp(`\\r\\n|[${BREAKS}]`, 'g');
// Refused characters that are passed over in checking: as nothing, or as a blank.
const NOTHING = /[\0-\x07\x0e-\x1a\x1c-\x1f\u202d\u202e\u2061-\u2064\u206a-\u206f\ufff9-\ufffb]/;
const BLANKS = '\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufffc', BLANK = new RegExp(`[${BLANKS}]`);

let table = null;

/** Takes the parsed spec/characters.json. */
export function useCharacters(json) {
  if (json?.format !== 'firsthand characters 1') throw new Error('This is not the table of characters.');
  const bytes = new Uint8Array(0x110000), lists = { ...json.classes, fold: Object.keys(json.fold).join(' ') };
  const change = (list, changed) => {
    for (const range of list.split(' ')) {
      const [first, last = first] = range.split('-').map((code) => parseInt(code, 16));
      for (let code = first; code <= last; code++) bytes[code] = changed(bytes[code]);
    }
  };
  // Of several classes the first counts, so it is written last.
  for (let kind = SOLO; kind > PLAIN; kind--) change(lists[CLASSES[kind]], () => kind);
  change(json.marks, (byte) => byte | COMBINING);
  change(json.letters, (byte) => byte | LETTER);

  const inSet = (list) => list.replace(/[0-9a-f]+/g, '\\u{$&}').replace(/ /g, '');
  const spaces = inSet(lists.space), blank = `(?:(?![\\n\\r])[${spaces}])`, drop = `[${inSet(lists.drop)}]*`;
  const stroke = (letter) => `[${letter}${letter.toUpperCase()}]${drop}`;
  table = {
    bytes,
    fold: new Map(Object.entries(json.fold).map(([code, text]) => [parseInt(code, 16), text])),
    marker: [...'firsthand'].map(stroke).join('') + '[1lIi|]',
    plain: new RegExp(`^[^${inSet([...Object.values(lists), json.marks, 'f0b-f0c'].join(' '))}]+$`, 'u'),
    runs: new RegExp(`[^${spaces}${BLANKS}]+`, 'gu'),
    notSpaces: new RegExp(`[^${spaces}]+`, 'gu'),
    spaces: new RegExp(`[${spaces}]+`, 'gu'),
    letters: new RegExp(`[A-Za-z0-9](?:${drop}[A-Za-z0-9])*`, 'gu'),
    pads: new RegExp(`(?:[${inSet(lists.drop)}${inSet(lists.embed)}]|${blank})+`, 'gu'),
    hyphenated: new RegExp(`([-\\xad\\u2010])${blank}*(?:\\r\\n|[\\n\\r])${blank}*(?=[^${spaces}])`, 'gu'),
  };
}

const byteOf = (char) => table.bytes[char.codePointAt(0)];
const classOf = (char) => byteOf(char) & CLASS;
const is = (property, char) => (byteOf(char) & property) !== 0;
const codeOf = (char) => char.codePointAt(0)?.toString(16);
const folded = (char) => table.fold.get(char.codePointAt(0)) ?? char;
/** What stands between spaces. */
const pieces = (text) => text.match(table.notSpaces) ?? [];
const dependent = (char) => is(COMBINING, char) || classOf(char) === ATTACH;
const vanishes = (char) => classOf(char) === DROP || classOf(char) === EMBED || NOTHING.test(char);
const isTsheg = (char) => char === '\u0f0b' || char === '\u0f0c';

/** Whether a word is a solo character: written without a space beside its like. */
export const isSolo = (word) => classOf(word) === SOLO;
/** The letters of a word, without what combines with them. */
export const onlyLetters = (word) => [...word].filter((char) => is(LETTER, char)).join('');

function mustBeText(text) {
  if (!table) throw new Error('Give useCharacters the table of characters first.');
  if (typeof text !== 'string') throw new Error('A text must be a string.');
  const surelyShort = text.length <= 2 ** 28 / 3; // no UTF-16 unit takes more than three bytes
  if (!surelyShort && utf8(text).length > 2 ** 28) throw new Error('A text has at most 2^28 bytes.');
}

/**
 * The words of a text and what is to be known of them: their `places` in it (in UTF-16 units), `lines`, the indices
 * of those that begin a line, `paragraphs`, of those that stand behind an empty line, and `suspects`, characters that are
 * refused or passed over with a warning, with where they stand.
 */
export function words(text) {
  mustBeText(text);
  const made = { words: [], places: [], lines: [], paragraphs: [], suspects: [] };
  let open = null, breaks = 1, at = 0, marked = false;
  // Where this runtime's Unicode is older than the table, NFC cannot be relied on for what it does not know.
  let unknown = (text.match(/\p{Cn}/gu) ?? []).some((char) => classOf(char) !== REFUSE);
  const endWord = () => {
    if (!open) return;
    if (breaks > 0) made.lines.push(made.words.length);
    if (breaks > 1 && made.words.length > 0) made.paragraphs.push(made.words.length);
    breaks = 0;
    made.words.push(withSingleHyphens(open.word));
    made.places.push({ start: open.start, end: open.end });
    open = null;
  };
  const pass = (gap) => {
    if (gap === ' ') return;
    breaks += gap.match(EACH_BREAK)?.length ?? 0;
    if (!BLANK.test(gap)) return;
    for (let i = 0; i < gap.length; i++) {
      const suspect = { word: made.words.length, code: codeOf(gap[i]), refused: false, at: at + i };
      if (BLANK.test(gap[i])) made.suspects.push(suspect);
    }
  };
  for (const { 0: run, index } of text.matchAll(table.runs)) {
    pass(text.slice(at, index));
    at = index + run.length;
    // Most runs are one word as they stand, and are spared the rest.
    const isOneWord = table.plain.test(run) && run.normalize('NFC') === run;
    const parts = isOneWord ? [{ char: run, kind: PLAIN, start: index, end: at }] : normalised(run, index);
    for (const { char, kind, start, end, suspect } of parts) {
      if (kind === SPACE || !joins(char, kind, open)) endWord();
      if (suspect) {
        const { code, refused, at: place } = suspect;
        made.suspects.push({ word: made.words.length, code, refused, at: place });
      }
      unknown ||= suspect?.unknown === true;
      if (kind === SPACE || char === '') continue;
      open ??= { word: '', kind: kind === MARK || kind === SOLO ? kind : PLAIN, start };
      open.word = kind === MARK ? MARK_WORD : open.word + char;
      if (!dependent(char)) open.last = char;
      open.end = end;
      marked ||= kind === MARK;
    }
    endWord();
  }
  pass(text.slice(at));
  const fault = (made.words.length === 0 && 'no words') || (made.words.length >= 2 ** 24 && 'too long')
    || ((marked || made.suspects.length > 0) && 'refused characters');
  return { ...made, sealing: fault || 'can be sealed', unknown };
}

/** Words of a text as they are shown, with the line breaks and the empty lines between them. */
export function shownWords({ words: all, lines, paragraphs }, start = 0, end = all.length) {
  const [line, paragraph] = [new Set(lines), new Set(paragraphs)];
  const gap = (i) => {
    if (paragraph.has(i)) return '\n\n';
    if (line.has(i)) return '\n';
    return isSolo(all[i]) && isSolo(all[i - 1]) && !is(COMBINING, all[i]) ? '' : ' ';
  };
  return all.slice(start, end).map((word, i) => (i === 0 ? word : gap(start + i) + word)).join('');
}

/**
 * Steps 3 and 4: the characters of a run, normalised, with their places in the text and what makes them suspect; one
 * that is passed over comes as ''. Each is normalised with what clings to it, not with the whole run:
 * that gives the same, and says where it stood.
 */
function* normalised(run, index) {
  let cluster = [], before = SPACE, at = index;
  for (const char of run) {
    const start = at, kind = NOTHING.test(char) ? EMBED : classOf(char), passed = kind === EMBED;
    at += char.length;
    if (kind === DROP) continue;
    const refused = kind === REFUSE || (kind === ATTACH && [SPACE, ATTACH, REFUSE].includes(before));
    const suspect = refused || passed ? { code: codeOf(char), refused, at: start } : null;
    if (!passed && !clings(char)) {
      yield* composed(cluster);
      cluster = [];
    }
    cluster.push({ char: passed ? '' : char, kind, start, end: at, suspect });
    if (!passed) before = kind;
  }
  yield* composed(cluster);
}

/**
 * Can NFC change this character together with those before it? Of what is not combining, only conjoining Hangul
 * letters and two vowels of Kirat Rai can.
 */
function clings(char) {
  const code = folded(char).codePointAt(0), hangul = code >= 0x1160 && code <= 0x11ff;
  return is(COMBINING, folded(char)) || hangul || code === 0x16d67 || code === 0x16d68;
}

function* composed(cluster) {
  const given = cluster.map(({ char }) => char).join('');
  // To sort a great many marks on one letter would take for ever; no writing has them.
  const tooLong = given.length > 1000;
  const normal = tooLong ? given : [...given.normalize('NFC')].map(folded).join('').normalize('NFC');
  if (normal === given) {
    yield* cluster;
    for (const { char, start } of tooLong ? cluster.slice(500) : []) {
      yield { char: '', suspect: { code: codeOf(char), refused: true, at: start, unknown: true } };
    }
    return;
  }
  // The characters have moved, but those that can be suspects are never changed and keep their order.
  const hides = ({ kind }) => kind === ATTACH || kind === REFUSE, hidden = cluster.filter(hides);
  const { start } = cluster[0], { end } = cluster.at(-1);
  for (const char of normal) {
    const piece = { char, kind: classOf(char), start, end };
    yield hides(piece) ? { ...piece, suspect: hidden.shift()?.suspect } : piece;
  }
  yield* cluster.filter(({ char }) => char === '');
}

/** Step 5: does this character belong to the open word? */
function joins(char, kind, open) {
  if (!open || char === '') return true;
  if (kind === MARK || open.kind === MARK) return kind === open.kind;
  if (open.kind === SOLO) return dependent(char);
  return kind !== SOLO && (dependent(char) || isTsheg(char) || !isTsheg(open.last));
}

/** Step 6. */
function withSingleHyphens(word) {
  const asItStands = /:\/\/|@|xn--/.test(word) || (word.startsWith('--') && is(LETTER, word.slice(2)));
  return asItStands ? word : word.replace(/-+/g, '-');
}

// ====== 2. Commitment ======

// A part of the tree is { lo, m }, m leaves from leaf lo on, and its seed where that is known.

/** Its halves; `keyHead` is the first 16 bytes of the public key. */
function halves({ lo, m, seed }, keyHead) {
  const size = 2 ** (31 - Math.clz32(m - 1)); // the largest power of two below m
  const seedOf = (side) => seed && hash16([0x02, side], u32(lo), u32(m), keyHead, seed);
  return [{ lo, m: size, seed: seedOf(0) }, { lo: lo + size, m: m - size, seed: seedOf(1) }];
}

/** How a part stands to the withheld ranges [start, end), which are sorted and do not touch. */
function standing(withheld, { lo, m }) {
  let low = 0, high = withheld.length;
  while (low < high) { // to the first range that ends behind lo
    const middle = (low + high) >> 1;
    if (withheld[middle][1] > lo) high = middle;
    else low = middle + 1;
  }
  if (low === withheld.length || withheld[low][0] >= lo + m) return 'open';
  return withheld[low][0] <= lo && withheld[low][1] >= lo + m ? 'withheld' : 'mixed';
}

/** For each item of a slip, from left to right: does it stand for an open part, or for a withheld one? */
function* itemsOpen(withheld, part) {
  const stands = standing(withheld, part);
  if (stands !== 'mixed') yield stands === 'open';
  else for (const half of halves(part)) yield* itemsOpen(withheld, half);
}

const wordBytes = new Uint8Array(384);

/** A word's UTF-8, until the next one's: to allocate it each time takes as long as to hash it. */
function utf8Of(word) {
  const { read, written } = encoder.encodeInto(word, wordBytes);
  return read === word.length ? wordBytes.subarray(0, written) : utf8(word);
}

/**
 * Goes once through a slip's tree from left to right, and so meets its items in their order. `seeded` gives a part
 * with its seed, if all of it is open; `halvesOf` gives its halves, and `hashOf` its hash. `wordAt` gives the word of
 * an open leaf.
 */
function treeOf({ withheld, items, publicKey }, wordAt) {
  const keyHead = publicKey.subarray(0, 16), coming = items.values(), nextItem = () => coming.next().value;
  const halvesOf = (part) => halves(part, keyHead);
  const seeded = (part) => {
    return part.seed || standing(withheld, part) !== 'open' ? part : { ...part, seed: nextItem() };
  };
  const hashOf = (part) => {
    const { lo, m, seed } = seeded(part);
    if (!seed && standing(withheld, part) === 'withheld') return nextItem();
    if (m > 1) return sha256([0x01], ...halvesOf({ lo, m, seed }).map(hashOf));
    return sha256([0x00], hash16([0x03], u32(lo), keyHead, seed), utf8Of(wordAt(lo)));
  };
  return { seeded, hashOf, halvesOf };
}

const rootOf = (slip, wordAt) => treeOf(slip, wordAt).hashOf({ lo: 0, m: slip.n });

/** The items of a slip that withholds more. */
function itemsFor(withheld, slip, wordAt) {
  const { seeded, hashOf, halvesOf } = treeOf(slip, wordAt);
  const items = (given) => {
    const part = seeded(given), stands = standing(withheld, part);
    if (stands === 'mixed') return halvesOf(part).flatMap(items);
    return [stands === 'open' ? part.seed : hashOf(part)];
  };
  return items({ lo: 0, m: slip.n });
}

/** What a slip says of `enclosures`, [{ label, salt, content }] with 16 and 32 bytes; null where there are none. */
function enclose(enclosures) {
  const sorted = [...enclosures].sort((a, b) => (a.label < b.label ? -1 : 1));
  const isSound = ({ label, salt, content }, i) => {
    const isLabel = /^[a-z0-9/-]{1,255}$/.test(label) && label !== sorted[i - 1]?.label;
    return isLabel && salt.length === 16 && content.length === 32;
  };
  if (!sorted.every(isSound)) throw new Error('An enclosure has a label of its own, 16 bytes of salt, and a SHA-256.');
  const leaves = sorted.map(({ label, salt, content }) => sha256([0x04], salt, [label.length], utf8(label), content));
  const hashOf = (part) => (part.m > 1 ? sha256([0x01], ...halves(part).map(hashOf)) : leaves[part.lo]);
  return leaves.length === 0 ? null : { count: leaves.length, root: hashOf({ lo: 0, m: leaves.length }) };
}

/** Whether the enclosures that came with a text, [{ label, salt, bytes }], are those that its slip names. */
export function enclosuresFit({ enclosures }, came) {
  const found = enclose(came.map(({ label, salt, bytes }) => ({ label, salt, content: sha256(bytes) })));
  return found?.count === enclosures?.count && (!found || sameBytes(found.root, enclosures.root));
}

// ====== 3. Statement and signature ======

function statement({ publicKey, n, enclosures }, root) {
  const enclosed = enclosures ? `${enclosures.count} ${base64(enclosures.root)}` : '0 -';
  return utf8(`firsthand/account/v1\n${base64(publicKey)}\n${n} ${base64(root)}\n${enclosed}\n`);
}

export const printId = (id) => 'fh1' + lettersOf(id);
export const printPenName = (publicKey) => 'fhp1' + lettersOf(publicKey);
/** The pen name that belongs to 32 secret bytes. */
export const penNameOf = (secret) => printPenName(publicKeyOf(secret));
/** The 32 bytes of an account id or of a pen name, or null. */
export const parseId = (text) => printed(text, /^fh1([a-z0-9]{52})$/i);
export const parsePenName = (text) => printed(text, /^fhp1([a-z0-9]{52})$/i);

/** A secret as it stands in a pen name's file, and back; null where the text is none. */
export const printSecret = (secret) => 'firsthand-secret-1 ' + lettersOf(secret);
export const parseSecret = (text) => printed(text, /^firsthand-secret-1 +([a-z0-9]{52})$/i);

function printed(text, form) {
  const letters = form.exec(text)?.[1].toLowerCase(), bytes = letters && bytesOf(letters, 32).bytes;
  return letters && lettersOf(bytes) === letters ? bytes : null;
}

// Ed25519 (RFC 8032) by hand. A point is [X, Y, Z, T]: x = X / Z, y = Y / Z, xy = T / Z.
const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (number, by = P) => ((number % by) + by) % by;
const littleEndian = (bytes) => bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
const in32Bytes = (number) => Uint8Array.from({ length: 32 }, (_, i) => Number((number >> BigInt(8 * i)) & 255n));

/** `one` combined `count` times, by doubling: a power of a number, a multiple of a point. */
function repeated(combine, none, one, count) {
  let result = none;
  for (let left = count, double = one; left > 0n; left >>= 1n, double = combine(double, double)) {
    if (left & 1n) result = combine(result, double);
  }
  return result;
}

const power = (base, exponent) => repeated((a, b) => mod(a * b), 1n, base, exponent);
const inverse = (number) => power(number, P - 2n);
const D = mod(-121665n * inverse(121666n)), ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n);

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = (y1 - x1) * (y2 - x2), b = (y1 + x1) * (y2 + x2), c = 2n * t1 * mod(t2 * D), d = 2n * z1 * z2;
  const e = mod(b - a), f = mod(d - c), g = mod(d + c), h = mod(b + a);
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

const times = (point, factor) => repeated(add, [0n, 1n, 1n, 0n], point, factor);

function encodePoint([x, y, z]) {
  const [oneX, oneY] = [x, y].map((number) => mod(number * inverse(z)));
  return in32Bytes(oneY | ((oneX & 1n) << 255n));
}

const yOf = (bytes) => littleEndian(bytes) & (2n ** 255n - 1n);

function decodePoint(bytes) {
  const y = yOf(bytes), square = mod((y * y - 1n) * inverse(mod(D * y * y + 1n)));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * ROOT_OF_MINUS_1);
  if (mod(x * x) !== square) return null;
  if ((x & 1n) !== BigInt(bytes[31] >> 7)) x = mod(-x);
  return [x, y, 1n, mod(x * y)];
}

const BASE = decodePoint(unhex('58' + '66'.repeat(31)));

/** The halves of the hashed secret: the factor of the public key, and what nonces are made from. */
function expand(secret) {
  const hash = sha512(secret);
  hash[0] &= 248;
  hash[31] = (hash[31] & 127) | 64;
  return { factor: littleEndian(hash.subarray(0, 32)), prefix: hash.subarray(32) };
}

const publicKeyOf = (secret) => encodePoint(times(BASE, expand(secret).factor));
const challenge = (r, publicKey, message) => mod(littleEndian(sha512(r, publicKey, message)), L);

/** The time that this takes depends on the secret: it is for one's own device, not for a server. */
export function signByHand(secret, message) {
  const { factor, prefix } = expand(secret), nonce = mod(littleEndian(sha512(prefix, message)), L);
  const r = encodePoint(times(BASE, nonce));
  return join([r, in32Bytes(mod(nonce + challenge(r, publicKeyOf(secret), message) * factor, L))]);
}

export function verifyByHand(publicKey, message, signature) {
  const point = keepsTheRule(publicKey, signature) && decodePoint(publicKey);
  if (!point) return false;
  const [x, y, z, t] = point, [r, s] = inTwo(signature);
  const found = add(times(BASE, s), times([mod(-x), y, z, mod(-t)], challenge(r, publicKey, message)));
  return sameBytes(encodePoint(found), r);
}

const inTwo = (signature) => [signature.subarray(0, 32), littleEndian(signature.subarray(32))];
const SMALL_ORDER = [0n, 1n, P - 1n,
  littleEndian(unhex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')),
  littleEndian(unhex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'))];

/** The part of the one rule in which libraries differ, looked at before any library is asked. */
function keepsTheRule(publicKey, signature) {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const [r, s] = inTwo(signature);
  return s < L && [publicKey, r].map(yOf).every((y) => y < P && !SMALL_ORDER.includes(y));
}

const NAME = { name: 'Ed25519' };
const library = {
  async sign(secret, message) {
    const wrapped = join([unhex('302e020100300506032b657004220420'), secret]);
    const key = await crypto.subtle.importKey('pkcs8', wrapped, NAME, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign(NAME, key, message));
  },
  async verify(publicKey, message, signature) {
    const key = await crypto.subtle.importKey('raw', publicKey, NAME, false, ['verify']);
    return crypto.subtle.verify(NAME, key, signature, message);
  },
};

/**
 * The runtime's own Ed25519 is used only if it signs as RFC 8032 says (some mix in random bytes) and refuses this
 * signature, whose equation holds only after both sides are multiplied by 8 (some take such).
 */
async function tryLibrary() {
  try {
    const secret = sha256(utf8('a key for a trial')), message = utf8('firsthand');
    const signature = await library.sign(secret, message);
    const looseKey = unhex('10eb7c3acfb2bed3e0d6ab89bf5a3d6afddd1176ce4812e38d9fd485058fdb1f');
    const loose = unhex('36684ea91032ba5b1dbab2d02f4debc74c3327f2b3802e2e4d371aa42b12b56b'
      + 'c02e2b9e63e385c058bf62b14b3a2b29ccefe8e38ddb536bc3f9865320a3d801');
    return !await library.verify(looseKey, utf8('ed25519vectors 10'), loose)
      && sameBytes(signature, signByHand(secret, message))
      && await library.verify(publicKeyOf(secret), message, signature);
  } catch {
    return false;
  }
}

let tried = null;
const libraryWorks = () => (tried ??= tryLibrary());

export const sign = async (...given) => (await libraryWorks() ? library.sign : signByHand)(...given);

export async function verify(publicKey, message, signature) {
  if (!keepsTheRule(publicKey, signature)) return false;
  if (!await libraryWorks()) return verifyByHand(publicKey, message, signature);
  return library.verify(publicKey, message, signature).catch(() => false);
}

// ====== 4. Slip: its bytes ======

function must(holds) {
  if (!holds) throw new Error('The slip is not of the form of version 1.');
}

/** All before the items, whether each of these is open, and how long the payload is. `more` gives further bytes. */
function readHead(payload, more = () => must(false)) {
  let at = 0, given = payload;
  const take = (count) => {
    while (at + count > given.length) given = join([given, more()]);
    return given.slice(at, at += count);
  };
  const takeVarint = () => {
    for (let value = 0, i = 0; ; i++) {
      must(i < 4);
      const [byte] = take(1);
      value += (byte & 127) * 2 ** (7 * i);
      must(byte > 0 || i === 0); // else it had a shorter form
      if (byte < 128) return value;
    }
  };
  const takeCount = () => {
    const count = takeVarint();
    must(count >= 1 && count < 2 ** 24);
    return count;
  };
  const [version, flags] = take(2);
  must(version === 1 && flags < 4);
  const slip = { publicKey: take(32), signature: take(64), n: takeCount(), tail: take(2) };
  slip.enclosures = flags & 2 ? { count: takeCount(), root: take(32) } : null;
  slip.withheld = [];
  const ranges = flags & 1 ? takeCount() : 0;
  must(2 * ranges <= slip.n + 1);
  for (let i = 0, end = 0; i < ranges; i++) {
    const gap = takeVarint(), start = end + gap;
    end = start + takeCount();
    must((gap >= 1 || i === 0) && end <= slip.n);
    slip.withheld.push([start, end]);
  }
  const whole = { lo: 0, m: slip.n }, isOpen = [];
  must(standing(slip.withheld, whole) !== 'withheld');
  let length = at;
  for (const open of itemsOpen(slip.withheld, whole)) {
    isOpen.push(open);
    length += open ? 16 : 32;
    must(length <= 2 ** 20);
  }
  return { slip, isOpen, at, length };
}

/** The slip that a payload holds; throws if it is not exactly of the form. */
export function decodeSlip(payload) {
  let { slip, isOpen, at, length } = readHead(payload);
  must(payload.length === length);
  const items = isOpen.map((open) => payload.slice(at, at += open ? 16 : 32));
  return { ...slip, items, payload };
}

const varint = (number) => (number < 128 ? [number] : [128 | (number & 127), ...varint(number >>> 7)]);

function encodeSlip({ publicKey, signature, n, tail, enclosures, withheld, items }) {
  const flags = (withheld.length > 0 ? 1 : 0) | (enclosures ? 2 : 0);
  const gaps = withheld.map(([start], i) => start - (withheld[i - 1]?.[1] ?? 0));
  const ranges = withheld.flatMap(([start, end], i) => [...varint(gaps[i]), ...varint(end - start)]);
  return join([[1, flags], publicKey, signature, varint(n), tail,
    ...(enclosures ? [varint(enclosures.count), enclosures.root] : []),
    ...(withheld.length > 0 ? [varint(withheld.length), ranges] : []), ...items]);
}

const tailOf = (lastOpen) => sha256(utf8('firsthand tail' + lastOpen.join('\n'))).subarray(0, 2);

// ====== 4. Slip: Reed-Solomon ======

const PARITY = 16;
const EXP = new Uint8Array(510), LOG = new Uint8Array(256);
for (let i = 0, value = 1; i < 255; i++, value = (value << 1) ^ (value & 128 ? 0x11d : 0)) {
  EXP[i] = EXP[i + 255] = value;
  LOG[value] = i;
}
const multiply = (a, b) => (a && b ? EXP[LOG[a] + LOG[b]] : 0);
const divide = (a, b) => (a ? EXP[LOG[a] + 255 - LOG[b]] : 0);

// Polynomials are arrays, the constant first; the last byte of a block is its constant.
const polynomialOf = (bytes) => Array.from(bytes).reverse();
const valueAt = (p, x) => p.reduceRight((value, coefficient) => multiply(value, x) ^ coefficient, 0);
const plus = (p, q) => Array.from({ length: Math.max(p.length, q.length) }, (_, i) => p[i] ^ q[i]);
const product = (p, q) => p.reduceRight((sum, value) => plus([0, ...sum], q.map((one) => multiply(one, value))), []);
const GENERATOR = Array.from({ length: PARITY }, (_, i) => [EXP[i], 1]).reduce(product);

function division(p, q) {
  const rest = [...p], quotient = [];
  while (rest.length >= q.length) {
    const factor = divide(rest.at(-1), q.at(-1)), shift = rest.length - q.length;
    q.forEach((value, i) => { rest[shift + i] ^= multiply(value, factor); });
    rest.pop(); // it is 0 now
    quotient.unshift(factor);
  }
  return { quotient, rest };
}

/** The 16 bytes that follow a block's data. */
export function parityOf(data) {
  return Uint8Array.from(division(polynomialOf(join([data], data.length + PARITY)), GENERATOR).rest.reverse());
}

const syndromesOf = (p) => Array.from({ length: PARITY }, (_, i) => valueAt(p, EXP[i]));
const isWhole = (block) => syndromesOf(polynomialOf(block)).every((value) => value === 0);

/**
 * By Euclid's algorithm (Sugiyama) the locator, a polynomial whose roots are the inverse places of errors and
 * erasures, and the evaluator, which tells how wrong they are.
 */
function locate(syndromes, erasedPlaces) {
  const trimmed = (p) => p.slice(0, p.findLastIndex((value) => value !== 0) + 1);
  let before = [], locator = erasedPlaces.map((place) => [1, EXP[place]]).reduce(product, [1]);
  let last = [...Array(PARITY).fill(0), 1], evaluator = trimmed(product(syndromes, locator).slice(0, PARITY));
  while (2 * (evaluator.length - 1) >= PARITY + erasedPlaces.length) {
    const { quotient, rest } = division(last, evaluator);
    [last, evaluator] = [evaluator, trimmed(rest)];
    [before, locator] = [locator, plus(before, product(quotient, locator))];
  }
  return { locator, evaluator };
}

/** Repairs a block with its parity: { bytes, repaired }, the number of bytes concerned; null if it cannot. */
export function repairBlock(received, erased = []) {
  if (erased.length > PARITY) return null;
  if (isWhole(received)) return { bytes: Uint8Array.from(received), repaired: erased.length };
  const p = polynomialOf(received), erasedPlaces = erased.map((index) => received.length - 1 - index);
  const { locator, evaluator } = locate(syndromesOf(p), erasedPlaces);
  const slope = locator.slice(1).map((value, i) => (i % 2 === 0 ? value : 0)); // the derivative
  let found = 0;
  for (let place = 0; place < p.length; place++) {
    const root = EXP[255 - place], below = valueAt(slope, root);
    if (valueAt(locator, root) !== 0 || below === 0) continue;
    p[place] ^= multiply(EXP[place], divide(valueAt(evaluator, root), below));
    found++;
  }
  const bytes = Uint8Array.from(p.reverse());
  return found === locator.length - 1 && isWhole(bytes) ? { bytes, repaired: found } : null;
}

// ====== 4. Slip: its letters ======

// The blocks of a payload of this length, and their sizes with parity.
const blocksOf = (length) => Math.ceil((length + 4) / 239);
const blockSize = (length, k) => Math.min(239, length + 4 - 239 * k) + PARITY;
const lettersFor = (length) => 8 + lettersIn(length + 4 + PARITY * blocksOf(length)); // with the length group
const lengthCheck = (bytes) => sha256(utf8('firsthand length'), bytes).subarray(0, 2);
const payloadCheck = (payload) => sha256(utf8('firsthand slip'), payload).subarray(0, 4);

function lettersOfPayload(payload) {
  const length = u32(payload.length).slice(1), data = join([payload, payloadCheck(payload)]);
  const blocks = Array.from({ length: blocksOf(payload.length) }, (_, k) => data.subarray(239 * k, 239 * (k + 1)));
  return lettersOf(join([length, lengthCheck(length), ...blocks.flatMap((block) => [block, parityOf(block)])]));
}

/** A slip in one run of letters, for a link or a QR code. */
export const slipRun = (slip) => 'firsthand1' + lettersOfPayload(slip.payload);

/** A slip as it stands in a text: groups of eight letters, eight groups in a line. */
export function slipText(slip) {
  const groups = ['firsthand1', ...lettersOfPayload(slip.payload).match(/.{1,8}/g)];
  return groups.map((group, i) => (i === 0 ? '' : i % 8 === 0 ? '\n' : ' ') + group).join('');
}

// ====== 4. Slip: reading its letters in a text ======

// A text could hold any number of damaged slips. `work` bounds what is done for all of them: each block costs one, and
// an undamaged slip brings what it needs.
const spend = (work) => work.blocks > 0 && work.blocks-- > 0;
const RUN = 1, SPACES = 2, ANYTHING = 3, LINES = 4, WAYS = [RUN, SPACES, ANYTHING, LINES];
const GROUPS = 51; // in a block: 255 bytes are 408 letters
const WORDS_AMONG = 200;

// A group is { letters, places }: where each letter stands. What cannot be read stands nowhere.
const unreadable = (count) => ({ letters: '?'.repeat(count), places: Array(count).fill(null) });
const groupOf = (text, places) => ({ letters: places.map((at) => text[at]).join(''), places });

/** The first way: groups, until `left` letters have been read. */
function* groupsOfRun(text, at, left) {
  let places = [];
  for (let i = at; i < text.length && left > 0; i++) {
    if (!/[A-Za-z0-9]/.test(text[i])) continue;
    places.push(i);
    if (places.length < Math.min(8, left)) continue;
    yield groupOf(text, places);
    left -= places.length;
    places = [];
  }
  if (places.length > 0) yield groupOf(text, places);
}

/** The other three ways. */
function* groupsOfLines(text, at, left, way) {
  const lines = new RegExp(`[^${BREAKS}]+`, 'g');
  lines.lastIndex = at;
  for (const { 0: line, index: start } of text.matchAll(lines)) {
    const groups = [...line.matchAll(way === SPACES ? table.notSpaces : table.letters)]
      .map(({ 0: group, index }) => [...group.matchAll(/[A-Za-z0-9]/g)].map((one) => start + index + one.index))
      .filter((places) => places.length > 0);
    const taken = [];
    let then = left, strange = false;
    for (const [i, places] of groups.entries()) {
      if (then === 0) break;
      const expected = Math.min(8, then), fits = places.length === expected;
      strange ||= !fits && i < groups.length - 1;
      if (!fits && way !== SPACES) continue;
      taken.push(fits ? groupOf(text, places) : unreadable(expected));
      then -= expected;
    }
    if (way === LINES && strange && start > at) continue; // never the rest of the marker's own line
    yield* taken;
    left = then;
    if (left === 0) return;
  }
}

/** Groups by number, each read when it is asked for: no million letters are read because a slip says so. */
function groupsIn(way, text, at, letters) {
  const groups = way === RUN ? groupsOfRun(text, at, letters) : groupsOfLines(text, at, letters, way);
  const read = [];
  return (i) => {
    for (let next; read.length <= i && !(next = groups.next()).done;) read.push(next.value);
    return read[i];
  };
}

/** The length that a length group says, or null if it is damaged. */
function lengthIn(group) {
  if (group?.letters.length !== 8) return null;
  const { bytes, erased } = bytesOf(group.letters, 5), length = bytes[0] * 65536 + bytes[1] * 256 + bytes[2];
  const fits = erased.length === 0 && sameBytes(lengthCheck(bytes.subarray(0, 3)), bytes.subarray(3));
  return fits && length <= 2 ** 20 ? length : null;
}

/** Reads block k; letters that are missing at the end count as unreadable. */
function readBlock(groupAt, k, size, work) {
  const wanted = lettersIn(size), groups = [];
  let missing = wanted;
  for (let i = 1 + GROUPS * k; missing > 0 && groupAt(i); i++) {
    groups.push(groupAt(i));
    missing -= groupAt(i).letters.length;
  }
  if (missing > 32 || !spend(work)) return null;
  if (missing > 0) groups.push(unreadable(missing));
  const letters = groups.map((group) => group.letters).join('').slice(0, wanted);
  const { bytes, erased } = bytesOf(letters, size), block = repairBlock(bytes, erased);
  return block && { data: block.bytes.subarray(0, size - PARITY), groups, missing: Math.max(0, missing) };
}

/** Reads all blocks but those that are `done`: { payload, blocks, group }, or { done } as far as it came. */
function readBlocks(groupAt, length, work, done = []) {
  const blocks = [...done];
  while (blocks.length < blocksOf(length)) {
    const next = readBlock(groupAt, blocks.length, blockSize(length, blocks.length), work);
    if (!next) return { done: blocks };
    blocks.push(next);
  }
  const data = join(blocks.map((one) => one.data)), payload = data.slice(0, length);
  const holds = sameBytes(payloadCheck(payload), data.subarray(length));
  if (!holds || total(blocks, (one) => one.missing) > 32) return { done: blocks.slice(0, -1) };
  return { payload, blocks, group: groupAt(0) };
}

/** Where a plain reading came as far as `done`: the same with one group put in, then with one left out. */
function readChanged(groupsFor, length, done, work) {
  const letters = lettersFor(length), shorter = groupsFor(letters - 8), longer = groupsFor(letters + 8);
  const putIn = (place) => (i) => (i === place ? unreadable(8) : shorter(i < place ? i : i - 1));
  const leftOut = (place) => (i) => longer(i < place ? i : i + 1);
  // First in the block that failed and the one before, then in all others: a block that is shifted by a group can read
  // as another, for the code is cyclic.
  const failed = done.length, near = Math.max(0, failed - 1), blocks = [...Array(failed + 1).keys()];
  for (const change of [putIn, leftOut]) {
    for (const block of [...blocks.slice(near), ...blocks.slice(0, near)]) {
      const size = blockSize(length, block), first = 1 + GROUPS * block, tried = [];
      for (let place = first; place < first + lettersIn(size) / 8 && work.blocks > 0; place++) {
        const changed = change(place), one = readBlock(changed, block, size, work);
        if (!one || tried.some((data) => sameBytes(data, one.data))) continue;
        tried.push(one.data);
        const read = readBlocks(changed, length, work, [...done.slice(0, block), one]);
        if (read.payload) return read;
      }
    }
  }
  return null;
}

/** For a damaged length group: the length that the payload itself says, from blocks of 255 bytes, or null. */
function lengthFromBlocks(groupAt, work) {
  let k = 0;
  const nextBlock = () => {
    const block = readBlock(groupAt, k++, 255, work);
    must(block);
    return block.data;
  };
  try {
    return readHead(new Uint8Array(0), nextBlock).length;
  } catch {
    return null;
  }
}

/** What `readBlocks` gives, from the letters between a marker that ends at `at` and the end of `text`; or null. */
function readLetters(text, at, work) {
  const ways = WAYS.map((way) => (letters, near = text) => groupsIn(way, near, at, letters)), known = [], failed = [];
  for (const groupsFor of ways) {
    const length = lengthIn(groupsFor(Infinity)(0));
    if (length !== null) known.push({ groupsFor, length });
  }
  if (known.length === 0) return readWithoutLength(ways, text, at, work);
  const count = text.slice(at).replace(/[^A-Za-z0-9]+/g, '').length;
  work.blocks += Math.min(blocksOf(known[0].length), 1 + Math.floor(count / lettersIn(255)));
  for (const { groupsFor, length } of known) {
    const read = readBlocks(groupsFor(lettersFor(length)), length, work);
    if (read.payload) return read;
    failed.push({ groupsFor, length, done: read.done });
  }
  for (const { groupsFor, length, done } of failed) {
    const read = readChanged(groupsFor, length, done, work);
    if (read) return read;
  }
  return null;
}

/** The same for a damaged length group. */
function readWithoutLength(ways, text, at, work) {
  for (const groupsFor of ways) {
    const length = lengthFromBlocks(groupsFor(Infinity), work);
    if (length === null) continue;
    const plain = readBlocks(groupsFor(lettersFor(length)), length, work);
    const read = plain.payload ? plain : readChanged(groupsFor, length, plain.done, work);
    if (read) return read;
  }
  // Every length that fits one block; so many tries look only near the marker.
  const [near] = /^(?:[^A-Za-z0-9]*[A-Za-z0-9]){0,4096}/.exec(text.slice(at, at + 65536));
  const nearText = text.slice(0, at + near.length), blockGroups = [...Array(1 + GROUPS).keys()];
  for (const groupsFor of ways) {
    const all = groupsFor(Infinity, nearText), most = total(blockGroups, (i) => all(i)?.letters.length ?? 0);
    for (let length = 0; length <= 235 && work.blocks > 0 && lettersFor(length) <= most + 32; length++) {
      const read = readBlocks(groupsFor(lettersFor(length), nearText), length, work);
      if (read.payload) return read;
    }
  }
  return null;
}

/**
 * How many letters were repaired of a slip that was read, where the last of its letters ends, and what stands among
 * them. `at` is where its marker ends.
 */
function asWritten(text, at, { payload, blocks, group }) {
  const written = lettersOfPayload(payload), size = text.length - at, right = new Uint8Array(size), few = [];
  // The last letter may hold bits that fill it up, and are ignored.
  const filled = (5 * (written.length - 8)) % 8, bitsOf = (letter, less) => BITS.get(letter)?.slice(0, 5 - less);
  let repaired = 0;
  const hold = (groups, expected, less) => {
    const read = groups.map(({ letters }) => letters).join('').toLowerCase(), last = expected.length - 1;
    const sameBits = bitsOf(read[last], less) === bitsOf(expected[last], less);
    const places = groups.flatMap((one) => one.places);
    const isRight = (i) => read[i] === expected[i] || (i === last && sameBits);
    for (let i = 0, next; i < expected.length; i = next) {
      for (next = i + 1; next < expected.length && isRight(next) === isRight(i);) next++;
      const row = places.slice(i, next).filter((place) => place !== null).map((place) => place - at);
      if (isRight(i)) row.forEach((place) => { right[place] = 1; });
      else repaired += next - i;
      if (!isRight(i) && next - i < 3) few.push(row);
    }
  };
  hold([group], written.slice(0, 8), 0);
  hold(blocks.flatMap(({ groups }) => groups), written.slice(8), filled);
  // Wrong letters that stand alone are words; those beside right ones were read wrong.
  const used = right.slice();
  for (const row of few) {
    const parts = row.length === 2 && row[0] + 1 < row[1] ? [[row[0]], [row[1]]] : [row];
    for (const part of parts) {
      if (right[part[0] - 1] || right[part.at(-1) + 1]) part.forEach((place) => { used[place] = 1; });
    }
  }
  const end = used.lastIndexOf(1) + 1;
  // A short run in which a letter is wrong is no group, but perhaps a word; the last group alone may be short.
  for (const { 0: run, index } of text.slice(at, at + end).matchAll(table.notSpaces)) {
    const places = [...run.matchAll(/[A-Za-z0-9]/g)].map((one) => index + one.index);
    const isShort = places.length < 8 && index + run.length < end;
    const isWrong = isShort && places.some((place) => used[place] && !right[place]);
    if (isWrong) places.forEach((place) => { used[place] = 0; });
  }
  return { repaired, end: at + end, among: text.slice(at, at + end).split('').filter((_, i) => !used[i]).join('') };
}

/**
 * The slips in a text: the place of each, the slip or the fault, how many letters were repaired, and what stands among
 * them. The place of one that could not be read is that of its marker; 256 of these are given at most.
 */
export function findSlips(text) {
  mustBeText(text);
  let unread = 0;
  const work = { blocks: 1500 }, markers = [...text.matchAll(new RegExp(table.marker, 'gu'))];
  return markers.map(({ 0: marker, index: start }, i) => {
    // No slip goes on behind the next marker.
    const at = start + marker.length, own = text.slice(0, markers[i + 1]?.index), letters = readLetters(own, at, work);
    const written = letters && asWritten(own, at, letters);
    const read = written && wordsAmong(written.among) <= WORDS_AMONG ? written : null;
    const { end, repaired, among } = read ?? { end: at, repaired: 0, among: '' };
    const readAs = slipOrFault(read ? letters.payload : undefined);
    return { place: { start, end }, read: read !== null, repaired, among, ...readAs };
  }).filter(({ read }) => read || ++unread <= 256);
}

function wordsAmong(text) {
  return pieces(text).filter((run) => [...run].some((char) => /[0-9]/.test(char) || is(LETTER, char))).length;
}

function slipOrFault(payload = new Uint8Array(0)) {
  if (payload[0] > 1) return { slip: null, fault: 'later version', version: payload[0] };
  try {
    return { slip: decodeSlip(payload), fault: null };
  } catch {
    return { slip: null, fault: 'slip damaged' };
  }
}

// ====== 5. Checking: readings ======

// A reading is { text, leftOut, turned, hyphens }; `turned` says whether a line runs in the other direction without what
// was left out of it. What it left out of the text that it reads is [{ at, sign }, { at, head }],
// in order, `at` in its own text; a sign is null for a line that has none and is not empty.

// What ends a line on every screen: the other line breaks show as nothing on some.
const ENDS_LINE = /[\n\r]/;

/** What may stand around signs: space within a line, and what is deleted in reading. */
function isPad(char) {
  const kind = classOf(char);
  return kind === DROP || kind === EMBED || (kind === SPACE && !ENDS_LINE.test(char));
}

const isPadAt = (text, at) => at < text.length && isPad(text[at]);

// Every pad is one UTF-16 unit. Expressions for them would go over long runs of them again and again.
function behindPads(text, at = 0) {
  while (at < text.length && isPad(text[at])) at++;
  return at;
}

function beforePads(text, end = text.length) {
  while (end > 0 && isPad(text[end - 1])) end--;
  return end;
}

const withoutPads = (text) => text.slice(behindPads(text), beforePads(text));

/** A sign as signs are compared and named. */
const bare = (sign) => sign.replace(table.pads, '');

/** Where the text that `form`, a sticky expression, fits at `at` ends; -1 where it does not, or where `at` is -1. */
function behind(form, text, at) {
  form.lastIndex = at;
  return at >= 0 && form.test(text) ? form.lastIndex : -1;
}

/** The lines of a text, each { text, end }, with its line break; other things are put beside these. */
function linesOf(text, breaks = '\\n\\r') {
  const lines = text.matchAll(new RegExp(`([^${breaks}]*)(\\r\\n|[${breaks}]|$)`, 'g'));
  return [...lines].filter(([line]) => line !== '').map(([, line, end]) => ({ whole: line, text: line, end }));
}

/** Those that are not empty, each { line, text }, without the pads around it. */
function fullLines(lines) {
  return lines.map((line) => ({ line, text: withoutPads(line.text) })).filter(({ text }) => text !== '');
}

/** A text without signs, without messages, or without both; null where there is none of those that are looked for. */
function withoutLayout(text, { signs, messages }) {
  const lines = linesOf(text);
  if (signs && !loseSigns(lines)) return null;
  if (messages && !loseMessages(lines)) return null;
  const read = { text: '', leftOut: [], turned: lines.some(isTurned) }, leave = (what) => read.leftOut.push({ at: read.text.length, ...what });
  for (const { text: rest, end, sign, head, number, note } of lines) {
    if (sign !== undefined) leave({ sign });
    if (head !== undefined) leave({ head });
    read.text += rest;
    if (number !== undefined) leave({ head: number });
    if (note !== undefined) leave({ head: note });
    read.text += end;
  }
  return read;
}

/** The ways in which a copy may have been laid out, in the order of the spec, each made when it is asked for. */
function* readingsOf(text) {
  const layouts = [[false, false], [true, false], [false, true], [true, true]], read = [];
  for (const [signs, messages] of layouts) {
    const asItStands = { text, leftOut: [], turned: false };
    const reading = signs || messages ? withoutLayout(text, { signs, messages }) : asItStands;
    if (!reading) continue;
    read.push({ ...reading, signs, messages, hyphens: 'as they stand' });
    yield read.at(-1);
  }
  for (const hyphens of ['kept', 'dropped']) {
    for (const reading of read) {
      const joined = joinLines(reading, hyphens === 'kept');
      if (joined) yield { ...reading, ...joined, hyphens };
    }
  }
}

// ====== 5. Checking: signs at lines ======

const QUOTE = /&gt;|[>＞»›|¦:：\u2016\u2223\u23d0\u2500-\u2587\u2589-\u259f\u2758-\u275a\uff5c\uffe8]/y;
const BULLET = new RegExp('[\\xb7\\u2022\\u2023\\u2043\\u204c\\u204d\\u2190-\\u21ff\\u2219\\u25a0-\\u25ff\\u2726\\u2727'
  + '\\u2794-\\u27be\\u2b00-\\u2b2f\\uf020-\\uf0ff]', 'y');
const WORD_BULLET = /[-–—*+]/y;

// Digits in dates and numbers of messages: these zeros, and the nine that follow each.
const ZEROS = '0٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀០᠐０';
const NUMERAL = `[${[...ZEROS].map((zero) => `${zero}-${String.fromCharCode(zero.charCodeAt(0) + 9)}`).join('')}]`;
const NUMBERED = `(?:[(（]${NUMERAL}{1,3}[)）]|${NUMERAL}{1,3}[.．、)）])`;
const DIGIT = new RegExp(NUMERAL), NUMBER_SIGN = new RegExp(NUMBERED, 'y'), NUMBER_ALONE = new RegExp(`^${NUMBERED}$`);

/** The value of some digits. */
function valueOf(digits) {
  const zeroBelow = (code) => [...ZEROS].findLast((zero) => zero.charCodeAt(0) <= code).charCodeAt(0);
  return [...digits].map((digit) => digit.charCodeAt(0)).reduce((sum, code) => sum * 10 + code - zeroBelow(code), 0);
}

/** Takes the signs from lines; says whether there are any. */
function loseSigns(lines) {
  let found = false;
  for (const line of lines) {
    const lost = signBefore(line.text) ?? signsAround(line.text);
    found ||= lost !== null;
    if (lost) Object.assign(line, lost);
    else if (behindPads(line.text) < line.text.length) line.sign = null;
  }
  return found;
}

/** A sign of quoting, as often as it is repeated, a bullet or a number: { sign, text }, with what is left; or null. */
function signBefore(line) {
  const start = behindPads(line), quote = quoteAt(line, start);
  let end = quote?.end ?? behind(BULLET, line, start);
  if (quote) {
    for (let next = quote; next?.sign === quote.sign; next = quoteAt(line, behindPads(line, end))) end = next.end;
  } else if (end < 0) {
    const bullet = behind(WORD_BULLET, line, start), isEnd = (at) => at >= 0 && (at === line.length || isPad(line[at]));
    end = bullet < line.length && isEnd(bullet) ? bullet : behind(NUMBER_SIGN, line, start);
    if (!isEnd(end)) return null;
  }
  return { sign: line.slice(start, end), text: line.slice(behindPads(line, end)) };
}

/** The sign of quoting at a place; `>` may have the initials of who is quoted before it. */
function quoteAt(line, at) {
  let end = behind(QUOTE, line, at);
  if (end >= 0) return { sign: line.slice(at, end), end };
  end = at;
  for (let i = 0; i < 4 && end < line.length; i++) {
    const char = String.fromCodePoint(line.codePointAt(end));
    if (!is(LETTER, char)) return null;
    end += char.length;
    if (line[end] === '>') return { sign: '>', end: end + 1 };
  }
  return null;
}

/** The same sign before and behind a line, once or twice: { sign, text }, or null. */
function signsAround(line) {
  const text = withoutPads(line), size = text.length, sign = folded(text[0] ?? ' ');
  const isSign = (i) => i >= 0 && i < size && folded(text[i]) === sign;
  if (!/^["'*_~`]$/.test(sign) || !isSign(size - 1)) return null;
  const count = isSign(1) && isSign(size - 2) ? 2 : 1, inner = text.slice(count, Math.max(count, size - count));
  const isBare = inner !== '' && !isPad(inner[0]) && !isPad(inner.at(-1));
  return isBare ? { sign: text.slice(0, count), text: inner } : null;
}

// ====== 5. Checking: messages ======

/** Takes heads, numbers and notes of messages from lines; says whether there are any. */
function loseMessages(lines) {
  const whole = new Set([...headsAlone(lines), ...namesAndTimes(lines), ...aroundPosts(lines)]);
  let hasHeads = false;
  for (const line of lines) {
    const { text } = line, colon = whole.has(line) ? text.length : headBefore(text);
    if (colon < 0) continue;
    const start = behindPads(text, colon), rest = text.slice(start);
    Object.assign(line, { head: withoutPads(text.slice(0, colon)), text: rest });
    const isMarked = text.slice(colon, start).includes('\u200e') && rest !== '' && isShort(rest, 200);
    if (isMarked) Object.assign(line, { note: withoutPads(rest), text: '' });
    hasHeads ||= !whole.has(line);
  }
  if (hasHeads) lines.filter(({ note }) => note === undefined).forEach(loseNote);
  return loseNumbers(lines) || hasHeads || whole.size > 0;
}

/** Takes a note in angle brackets from a line's end: `<Media omitted>`, `<This message was edited>`. */
function loseNote(line) {
  const text = line.text.slice(0, beforePads(line.text)), open = text.lastIndexOf('<'), inner = text.slice(open + 1, -1);
  if (!text.endsWith('>') || open < 0 || (open > 0 && !isPad(text[open - 1]))) return;
  if (inner === '' || inner.includes('>') || !isShort(inner, 100)) return;
  Object.assign(line, { note: text.slice(open), text: text.slice(0, beforePads(text, open)) });
}

const TIME = new RegExp(`${NUMERAL}{1,2}(?!${NUMERAL})[:.]${NUMERAL}{2}(?!${NUMERAL})(?:[:.]${NUMERAL}{2}(?!${NUMERAL}))?`, 'y');

/** Where a time ends that begins at a place, or -1: `14:00`, `2.05`, `14:00:22`, `2:05 PM`. */
function behindTime(text, at) {
  const end = behind(TIME, text, at);
  const half = end < 0 ? -1 : behind(/[AaPp]\.?[Mm]\.?/y, text, behindPads(text, end));
  return Math.max(end, half);
}

/** Whether a text is a time alone, perhaps with the half of the day: `14:00`, `下午2:05`, `2:05 p. m.` */
function isTime(text) {
  if (!isShort(text, 60)) return false;
  const start = text.search(DIGIT), end = behindTime(text, start), rest = text.slice(Math.max(end, 0));
  return end >= 0 && isShort(withoutPads(text.slice(0, start)), 3) && isShort(withoutPads(rest), 6) && !DIGIT.test(rest);
}

const holds = (behindIt) => (text) => text.split('').some((_, i) => !DIGIT.test(text[i - 1] ?? '') && behindIt(text, i) >= 0);
const holdsTime = holds(behindTime), holdsDate = holds(behindDate);
const isShort = (text, most) => text.length <= 2 * most && [...text].length <= most;

function isName(text) {
  if (!isShort(text, 60) || /[:[\]]/.test(text)) return false;
  const count = text.split(table.pads).filter((word) => word !== '').length;
  return count >= 1 && count <= 6;
}

/** 1. Lines that are a head, and those in brackets behind: `Dana, [27.11.2025 14:00]`, `[Forwarded from A channel]`. */
function headsAlone(lines) {
  const inBrackets = (text, most) => /^[^[\]]*\]$/.test(text) && isShort(text.slice(0, -1), most);
  const isHead = (text) => {
    const open = text.indexOf('['), name = withoutPads(text.slice(0, Math.max(0, open))), date = text.slice(open + 1);
    return name.endsWith(',') && isName(withoutPads(name.slice(0, -1))) && inBrackets(date, 40) && holdsTime(date);
  };
  let last = false;
  return lines.filter((line) => {
    const text = withoutPads(line.text);
    last = isHead(text.replace(/:$/, '')) || (last && text.startsWith('[') && inBrackets(text.slice(1), 100));
    return last;
  });
}

/** 2. Lines with a name alone, first or behind a time and more than once; and with a time alone. */
function namesAndTimes(lines) {
  const full = fullLines(lines), times = full.map(({ text }) => isTime(text)), counts = new Map();
  const names = full.map(({ text }, i) => (i === 0 || times[i - 1]) && !times[i] && isName(text));
  full.forEach(({ text }, i) => names[i] && counts.set(text, (counts.get(text) ?? 0) + 1));
  const isRepeated = (i) => names[i] && counts.get(full[i].text) > 1, any = full.some((_, i) => isRepeated(i));
  return full.filter((_, i) => isRepeated(i) || (any && times[i] && (i + 1 === full.length || isRepeated(i + 1))))
    .map(({ line }) => line);
}

const COUNT = new RegExp(`^${NUMERAL}[${NUMERAL.slice(1, -1)}.,]{0,7}[KkMmB]?$`);

/** 3. The lines around posts: a name, `@name`, `·`, `3h`, and how often each was answered and shared. */
function aroundPosts(lines) {
  const full = fullLines(lines), text = (i) => full[i]?.text ?? '', found = new Set();
  const isMoment = (given) => isShort(given, 20) && DIGIT.test(given);
  const isCount = (given) => COUNT.test(given);
  for (let i = 0; i < full.length; i++) {
    const at = text(i).startsWith('@') ? 0 : text(i).indexOf(' @') + 1, before = withoutPads(text(i).slice(0, at));
    const end = behind(/@\w{1,30}(?!\w)/y, text(i), at), rest = text(i).slice(behindPads(text(i), Math.max(0, end)));
    if (end < 0 || (rest !== '' && !isPad(text(i)[end]))) continue;
    if (rest !== '' && !(rest.startsWith('·') && isMoment(withoutPads(rest.slice(1))))) continue;
    // On one line with a name there is a moment too: else it is a sentence that names somebody.
    if (before !== '' && (rest === '' || !isName(before))) continue;
    let first = i, last = i;
    if (rest === '' && text(i + 1) === '·') last += isMoment(text(i + 2)) ? 2 : 1;
    if (before === '' && isName(text(i - 1))) first--;
    while (isCount(text(first - 1))) first--;
    for (; first <= last; first++) found.add(full[first].line);
  }
  return found;
}

/**
 * 4. Where a head at a line's start ends, behind its colon, or -1: `[27/11/2025, 14:00:22] Dana: `,
 * `27.11.25, 14:00 - Dana: `, `2025. 11. 27. 오후 2:00 - Dana: `.
 */
function headBefore(line) {
  const start = behindPads(line), moments = [inBrackets(line, start), beforeDash(line, start), stampAt(line, start)];
  const moment = moments.find((end) => end >= 0) ?? line.length, name = behindPads(line, moment);
  const colon = line.indexOf(':', name), ends = colon + 1 === line.length || isPadAt(line, colon + 1);
  return colon >= 0 && ends && isName(line.slice(name, colon)) ? colon + 1 : -1;
}

const behindDash = (line, at) => behind(/[-–—]?/y, line, behindPads(line, at));

/** Where a moment in brackets ends, perhaps with a dash behind it. */
function inBrackets(line, start) {
  const close = line.indexOf(']', start), moment = line.slice(start + 1, close);
  if (line[start] !== '[' || close < 0 || !isShort(moment, 40) || moment.includes('[')) return -1;
  return holdsTime(moment) ? behindDash(line, close + 1) : -1;
}

/** Where a date ends that begins at a place, or -1: `27/11/2025`, `05.01.2022`, `2025. 11. 27`. */
function behindDate(line, start) {
  const number = (at, most) => behind(new RegExp(`${NUMERAL}{1,${most}}(?!${NUMERAL})`, 'y'), line, at);
  const part = (at, most) => {
    const end = at < 0 ? -1 : number(behindPads(line, at), most);
    return end < 0 ? -1 : behind(/[./-]/y, line, behindPads(line, end));
  };
  const day = part(number(start, 4) < 0 ? -1 : part(start, 4), 2);
  return day < 0 ? -1 : number(behindPads(line, day), 4);
}

/**
 * Where the dash ends that stands apart behind a date and a time, whichever stands first, and whatever a language writes
 * there; or -1.
 */
function beforeDash(line, start) {
  const own = behindDate(line, start), date = own < 0 ? behindTime(line, start) : own, other = own < 0 ? holdsDate : holdsTime;
  const dashes = date < 0 ? [] : [...line.slice(date, start + 81).matchAll(/[-–—]/g)];
  const apart = dashes.find(({ index }) => isPad(line[date + index - 1]) && isPadAt(line, date + index + 1));
  const dash = date + (apart?.index ?? 0), rest = line.slice(date, dash);
  return apart && isShort(line.slice(start, dash), 40) && !/[[\]]/.test(rest) && other(rest) ? dash + 1 : -1;
}

/** Where a date and a time end, with nothing else, perhaps with a dash behind them. */
function stampAt(line, start) {
  const date = behind(/,?/y, line, behindDate(line, start)), time = date < 0 ? -1 : behindTime(line, behindPads(line, date));
  return time < 0 ? -1 : behindDash(line, time);
}

/** 5. Takes numbers that count messages from 1: `1/4`, `(1/4)`, `1/`; says whether there are any. */
function loseNumbers(lines) {
  const chain = [];
  for (const line of lines) {
    for (const number of [numberAtStart(line), numberAtEnd(line)]) {
      const last = chain.at(-1) ?? { ...number, count: 0 };
      const follows = number?.count === last.count + 1 && number.of === last.of && number.atStart === last.atStart;
      if (follows) chain.push(number);
    }
  }
  if (chain.length < 2) return false;
  for (const { line, number, rest } of chain) Object.assign(line, { number, text: rest });
  return true;
}

const COUNTED = `(${NUMERAL}{1,3})(?!${NUMERAL})/(${NUMERAL}{1,3}(?!${NUMERAL}))?`, IN_BRACKETS = `[([]${COUNTED}[)\\]]`;
const AT_START = new RegExp(`^(?:${IN_BRACKETS}|${COUNTED}[):.]?)`);
const AT_END = new RegExp(`^(?:${IN_BRACKETS}|${COUNTED})$`);

function numberAtStart(line) {
  const start = behindPads(line.text), found = AT_START.exec(line.text.slice(start));
  const end = start + (found?.[0].length ?? 0);
  const rest = line.text.slice(behindPads(line.text, end));
  if (rest !== '' && !isPad(line.text[end])) return null;
  return numberOf(found, { line, rest, atStart: true });
}

function numberAtEnd(line) {
  const end = beforePads(line.text);
  let start = end;
  while (start > 0 && !isPad(line.text[start - 1])) start--;
  if (start === 0) return null;
  const rest = line.text.slice(0, beforePads(line.text, start));
  return numberOf(AT_END.exec(line.text.slice(start, end)), { line, rest, atStart: false });
}

function numberOf(found, where) {
  const [count, of = null] = (found ?? []).slice(1).filter((digits) => digits).map(valueOf);
  return count === undefined || (of !== null && count > of) ? null : { ...where, number: found[0], count, of };
}

// ====== 5. Checking: words joined ======

/** A reading with the words put together that were broken at the end of a line; null if there are none. */
function joinLines({ text, leftOut }, keep) {
  const cuts = [{ start: 0, end: 0 }];
  for (const { 0: broken, index } of text.matchAll(table.hyphenated)) {
    if (isBehindLetter(text, index)) cuts.push({ start: index + (keep ? 1 : 0), end: index + broken.length });
  }
  if (cuts.length === 1) return null;
  let joined = '', i = 0, less = 0;
  const moved = leftOut.map(({ at, ...what }) => {
    for (; cuts[i]?.end <= at; i++) less += cuts[i].end - cuts[i].start;
    return { at: Math.min(at, cuts[i]?.start ?? at) - less, ...what };
  });
  cuts.forEach(({ end }, k) => { joined += text.slice(end, cuts[k + 1]?.start); });
  return { text: joined, leftOut: moved };
}

/** Whether a letter stands before a place, but for what combines with it. */
function isBehindLetter(text, at) {
  while (at > 0) {
    const size = at > 1 && /[\udc00-\udfff]/.test(text[at - 1]) ? 2 : 1, char = text.slice(at - size, at);
    if (!is(COMBINING, char)) return is(LETTER, char);
    at -= size;
  }
  return false;
}

// ====== 5. Checking: places ======

/** The text from `start` to `end` without the slips in it that could be read. */
function withoutSlips(text, found, start = 0, end = text.length) {
  const slips = found.filter(({ place, read }) => read && place.start >= start && place.end <= end);
  const from = [start, ...slips.map(({ place }) => place.end)];
  return from.map((at, i) => text.slice(at, slips[i]?.place.start ?? end)).join('\n');
}

/** The ranges of open words, which lie between and around the withheld ones. */
function openSpans({ withheld, n }) {
  const edges = [0, ...withheld.flat(), n];
  return edges.map((edge, i) => [edge, edges[i + 1]]).filter(([start, end], i) => i % 2 === 0 && start < end);
}

const wordsIn = (ranges) => total(ranges, ([start, end]) => end - start);

const AROUND = [...['"', "'", '**', '*', '__', '_', '~~', '~', '```', '`', '...'].map((sign) => [sign, sign]),
  ['‹', '›'], ['›', '‹']];

/**
 * Where the account may end, nearest first: { end, around }, behind how many words, and with which signs before its first
 * word and behind its last one; the last may stand behind the slip instead, at the start of `closing`.
 */
function endsOf({ words: all }, slip, closing) {
  const closed = AROUND.filter(([, last]) => closing.startsWith(last)).map(([first]) => [first, '']);
  const signs = [['', ''], ...AROUND, ...closed];
  const open = all.flatMap((word, i) => (word === MARK_WORD ? [] : [i])), ends = [];
  const openWords = slip.n - wordsIn(slip.withheld), length = Math.min(8, openWords);
  for (let k = open.length; k >= length && open[k - 1] >= all.length - 2001; k--) {
    const last = open.slice(k - length, k).map((i) => all[i]);
    for (const around of signs) {
      const [first, behind] = around;
      if (!isLonger(last.at(-1), 'endsWith', behind)) continue;
      const bare = [...last.slice(0, -1), last.at(-1).slice(0, last.at(-1).length - behind.length)];
      // The sign stands on the first word too, which is among the last few of a short account.
      if (length === openWords) {
        if (!bare[0].startsWith(first)) continue;
        bare[0] = bare[0].slice(first.length);
      }
      if (sameBytes(tailOf(bare), slip.tail)) ends.push({ end: open[k - 1] + 1, around });
      if (ends.length === 8) return ends;
    }
  }
  return ends;
}

const isLonger = (word, holds, sign) => word.length > sign.length && word[holds](sign);

/**
 * The account whose last open word ends at `place`, on one side of its slip: from which word to behind which, marks
 * included; `ends`, its first and its last open word; `sealed`, the open words by their number in the account; and the
 * `numbers` of all its words, where a mark has the number of one that it stands for. Where the words do not stand as
 * the slip says, { why }.
 */
function accountAt({ words: all, lines, suspects }, slip, { end: place, around }, stands) {
  const isMark = (i) => all[i] === MARK_WORD, beginsLine = (i) => i === all.length || lines.has(i);
  const spans = openSpans(slip), sealed = new Map(), numbers = []; // backwards, so from the account's end
  let start = place, end = place;
  if (spans.at(-1)[1] < slip.n) {
    if (!isMark(end) && !beginsLine(end)) return { why: 'words' };
    for (; isMark(end); end++) numbers.push(slip.n - 1);
  }
  let firstWord;
  for (const [first, behind] of [...spans].reverse()) {
    for (let number = behind - 1; number >= first; number--) {
      start--;
      if (start < 0 || isMark(start)) return { why: 'words' };
      sealed.set(number, all[start]);
      numbers.push(number);
    }
    firstWord = start;
    if (first === 0) continue; // else there are withheld words before this span
    if (!isMark(start - 1) && !(first === spans[0][0] && beginsLine(start))) return { why: 'words' };
    for (; isMark(start - 1); start--) numbers.push(first - 1);
  }
  const last = spans.at(-1)[1] - 1, first = spans[0][0];
  sealed.set(last, all[place - 1].slice(0, all[place - 1].length - around[1].length));
  if (!isLonger(sealed.get(first), 'startsWith', around[0])) return { why: 'words' };
  sealed.set(first, sealed.get(first).slice(around[0].length));
  if (suspects.some(({ word, refused }) => refused && word >= start && word < end)) return { why: 'hidden' };
  // A few words can be found in any text, so they must stand alone.
  const isAlone = stands === BEFORE ? end === all.length : start === 0;
  if (sealed.size < 20 && !(isAlone && beginsLine(start) && beginsLine(end))) return { why: 'among' };
  return { start, end, ends: [firstWord, place - 1], sealed, numbers: numbers.reverse() };
}

// ====== 5. Checking: proof and verdict ======

function kindOf(slip) {
  const [[start, end], ...more] = openSpans(slip);
  if (slip.withheld.length === 0) return 'whole';
  if (more.length === 0) return { first: start + 1, last: end };
  return { withheld: wordsIn(slip.withheld), places: slip.withheld.length };
}

const BEFORE = 'before its slip', BEHIND = 'behind its slip';

/**
 * Judges a slip over texts, { stands, text, closing, outside }, of which `text` may hold its account; `closing` is the
 * first word behind the slip, `outside` is what stands elsewhere. A true one comes with `account`, the source of what is shown; one that is not true with `why`, as far as
 * can be said: its 'end' does not stand there, its 'words' are others, a 'hidden' character is among them, or they are few
 * 'among' others. `hashed` is for all slips of a text together.
 */
async function judge(slip, texts, hashed) {
  let unknown = false, why = 'end';
  for (const { stands, text, closing = '', outside } of texts) {
    const judged = await judgeOver(slip, { text, stands, closing }, hashed);
    if (judged.verdict !== 'not true') return { ...judged, ...outside };
    if (why === 'end') why = judged.why;
    unknown ||= judged.unknown;
  }
  return unknown ? { verdict: 'cannot judge' } : { verdict: 'not true', why };
}

async function judgeOver(slip, { text, stands, closing }, hashed) {
  let most, tried = false, unknown = false, why = 'end';
  for (const reading of readingsOf(text)) {
    const parsed = words(reading.text);
    most ??= Math.max(2 ** 22, 5 * parsed.words.length); // the first reading is the text as it stands
    parsed.lines = new Set(parsed.lines);
    unknown ||= parsed.unknown;
    for (const end of endsOf(parsed, slip, closing)) {
      const account = accountAt(parsed, slip, end, stands);
      if (account.why) {
        if (why === 'end' || account.why === 'hidden') why = account.why;
        continue;
      }
      if (tried && (hashed.leaves += account.sealed.size) > most) return { verdict: 'cannot judge' };
      if (tried) await new Promise((resolve) => setTimeout(resolve)); // a page stays alive meanwhile
      tried = true;
      const signed = statement(slip, rootOf(slip, (i) => account.sealed.get(i)));
      if (!await verify(slip.publicKey, signed, slip.signature)) continue;
      const seen = shown(text, reading, parsed, account, end.around);
      if (seen) return { verdict: 'true', id: printId(sha256(signed)), stands, ...said(slip), ...seen };
    }
    if (why === 'end' && tried) why = 'words';
  }
  return { verdict: 'not true', why, unknown };
}

const said = (slip) => ({ kind: kindOf(slip), penName: printPenName(slip.publicKey) });

/**
 * What is shown of a place that proves. Null where that is not all: where a sign was left out of some of its lines only,
 * or where its words are read otherwise without the sign around them.
 */
function shown(whole, reading, parsed, { start, end, ends, sealed, numbers }, around) {
  const { leftOut, signs, messages, hyphens } = reading;
  const [from, to] = [parsed.places[start].start, parsed.places[end - 1].end];
  const named = signOf(leftOut, from, to), isBare = around[0] === '', hasLayout = signs || messages || !isBare;
  const isOther = signs || messages || hyphens !== 'as they stand'; // what is left out may hide a gap
  const text = isBare ? reading.text : withoutAround(reading.text, around, ends.map((i) => parsed.places[i]));
  const read = isBare ? parsed : words(text), own = read.words.slice(start, end);
  const isSame = (word, i) => word === (sealed.get(numbers[i]) ?? MARK_WORD);
  if (!named || read.words.length !== parsed.words.length || !own.every(isSame)) return null;
  const places = read.places.slice(start, end), [first, last] = [places[0].start, places.at(-1).end];
  return {
    ...named, around: around[0] || null, hyphens,
    reordered: mayReorder(reading.text, from, to) || (hasLayout && mayReorder(whole))
      || hasRightBeside(reading, parsed.words.slice(start, end), from, to) || reading.turned
      || (!parsed.lines.has(start) && isFirstLineTurned(reading.text, from, to)),
    gaps: hasGap(reading.text.slice(blanksBefore(reading.text, from), to)) || (isOther && hasGap(whole)),
    passedOver: passedOver(text, first, last), words: own, sealedText: shownWords(read, start, end),
    before: start, between: read.words.length - end, ...textAround(text, read, start, end),
    account: { text, places, sealed, numbers, signs, messages, heads: headsIn(leftOut, named.sign, from, to) },
  };
}

/** The text before and behind an account; its words where one character stands for words of both, or was moved. */
function textAround(text, { words: all, places }, start, end) {
  const [first, last] = [places[start].start, places[end - 1].end];
  const beforeText = places[start - 1]?.end > first ? all.slice(0, start).join(' ') : text.slice(0, first);
  const betweenText = places[end]?.start < last ? all.slice(end).join(' ') : text.slice(last);
  return { beforeText, betweenText };
}

/** Those left out signs that belong to lines of the account, which stands at these places. */
function ownSigns(leftOut, start, end) {
  const before = leftOut.findLastIndex(({ at, sign }) => sign !== undefined && at <= start);
  return leftOut.filter(({ at, sign }, i) => sign !== undefined && (i === before || (at > start && at < end)));
}

/** { sign }, that of all lines of the account that stands at these places; null where they differ and do not count on. */
function signOf(leftOut, start, end) {
  const signs = ownSigns(leftOut, start, end).map(({ sign }) => sign && bare(sign)), [first = null] = signs, last = signs.at(-1);
  const fits = (sign, i) => sign !== null && (i === 0 || sign === signs[i - 1] || countsOn(signs[i - 1], sign));
  if (!signs.every(fits)) return null;
  return { sign: signs.length === 0 || first === last ? first : `${first} … ${last}` };
}

/** Whether a sign is the number of a line in a list, and another is that of the next line. */
function countsOn(sign, next) {
  if (!NUMBER_ALONE.test(sign) || !NUMBER_ALONE.test(next)) return false;
  const [form, nextForm] = [sign, next].map((one) => one.replace(new RegExp(`${NUMERAL}+`), ''));
  const [value, nextValue] = [sign, next].map((one) => valueOf(one.match(new RegExp(NUMERAL, 'g'))));
  return form === nextForm && nextValue === value + 1;
}

/** The heads left out, and the signs with letters and numbers of other lines, which could be read as words. */
function headsIn(leftOut, ownSign, start, end) {
  const own = new Set(ownSigns(leftOut, start, end)), hasLetters = (sign) => [...sign].some((char) => is(LETTER, char));
  const isStrange = (sign) => (NUMBER_ALONE.test(sign) || hasLetters(sign)) && bare(sign) !== ownSign;
  return leftOut.flatMap((one) => one.head ?? (one.sign && !own.has(one) && isStrange(one.sign) ? bare(one.sign) : []));
}

/** A text without the signs that are written onto the words at two places, however they are written there. */
function withoutAround(text, [before, behind], [first, last]) {
  const lengthOfIt = (chars, sign) => {
    let seen = '', length = 0;
    if (sign === '') return 0;
    for (const char of chars) {
      length += char.length;
      if (!vanishes(char)) seen += char;
      if ([...seen.normalize('NFC')].map(folded).join('') === sign) return length;
      if (seen.length > sign.length) break;
    }
    return 0;
  };
  const head = lengthOfIt(text.slice(first.start, first.end), before);
  const tail = lengthOfIt([...text.slice(last.start, last.end)].reverse(), behind);
  return text.slice(0, first.start) + text.slice(first.start + head, last.end - tail) + text.slice(last.end);
}

/** The characters passed over in the runs of the account, between these places: [[code, count]…], by code. */
function passedOver(text, start, end) {
  const separates = (char) => classOf(char) === SPACE || BLANK.test(char), counts = new Map();
  while (start > 0 && !separates(text[start - 1])) start--;
  while (end < text.length && !separates(text[end])) end++;
  for (let at = start; at < end; at++) {
    const char = text[at], code = char.charCodeAt(0);
    const isPassed = classOf(char) === EMBED || NOTHING.test(char) || BLANK.test(char);
    if (isPassed) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([code, count]) => [code.toString(16), count]);
}

const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const ENDS = /[\n\r\u0085\u2029]/; // direction signs reach beyond other line breaks

/** Where the lines begin and end that hold what stands at these places. */
function linesAround(text, start, end) {
  while (start > 0 && !ENDS.test(text[start - 1])) start--;
  while (end < text.length && !ENDS.test(text[end])) end++;
  return [start, end];
}

/** Whether letters from the right, of which these words have none, stand beside them or in what was left out. */
function hasRightBeside({ text, leftOut }, all, start, end) {
  if (all.some((word) => FROM_RIGHT.test(word))) return false;
  const [from, to] = linesAround(text, start, end), beside = text.slice(from, start) + text.slice(end, to);
  return FROM_RIGHT.test(beside) || leftOut.some(({ sign, head }) => FROM_RIGHT.test(sign ?? head ?? ''));
}

/** Whether such long blanks stand in a text that what is behind them may be off a screen. */
function hasGap(text) {
  const seen = Array.from(text).filter((char) => !vanishes(char)).join('');
  const runs = seen.match(new RegExp(`(?:${table.spaces.source}|[${BLANKS}])+`, 'gu')) ?? [];
  const unbroken = new RegExp(`[\\xa0\\u2007\\u202f${BLANKS}]`, 'g');
  const columns = (run) => run.length + 7 * (run.match(/\t/g)?.length ?? 0); // a tab may take eight
  return runs.some((run) => columns(run) > 150 || (run.match(unbroken)?.length ?? 0) > 20);
}

/** Where the blanks before a place begin, on its line. */
function blanksBefore(text, at) {
  const isBlank = (char) => !ENDS_LINE.test(char) && (classOf(char) === SPACE || BLANK.test(char) || vanishes(char));
  while (at > 0 && isBlank(text[at - 1])) at--;
  return at;
}

const NUMERALS = /[0-9\u0660-\u0669\u06f0-\u06f9]/;
const JOINED = new RegExp(`${NUMERALS.source}[\\xa0\\u202f]${NUMERALS.source}`);

function behindSpaces(line) {
  let at = 0;
  while (at < line.length && classOf(line[at]) === SPACE) at++;
  return at;
}

/** Whether a text has what may change the order of its words at all. */
const mayTurn = (text) => DIRECTION.test(text) || (FROM_RIGHT.test(text) && /[\t\v\x1f\xa0\u202f]/.test(text));

/** Whether a line has letters of both directions, and begins with the other one without what was left out of it. */
function isTurned({ whole, text }) {
  if (whole.length === text.length || !FROM_RIGHT.test(whole)) return false;
  const directions = (line) => [...line].filter((char) => is(LETTER, char)).map((char) => FROM_RIGHT.test(char));
  const before = directions(whole), left = directions(text);
  return left.includes(true) && left.includes(false) && before[0] !== left[0];
}

/** Whether the first line of what stands at these places runs in the direction of what stands before it there. */
function isFirstLineTurned(text, start, end) {
  let from = start, to = start;
  while (from > 0 && !ENDS.test(text[from - 1])) from--;
  while (to < end && !ENDS.test(text[to])) to++;
  return isTurned({ whole: text.slice(from, to), text: text.slice(start, to) });
}

/** Whether direction signs may show the words in another order, in the lines that hold what stands at these places. */
function mayReorder(text, start = 0, end = text.length) {
  if (!mayTurn(text)) return false;
  const [from, to] = linesAround(text, start, end);
  return text.slice(from, to).split(ENDS).some((line) => {
    if (!mayTurn(line)) return false;
    const right = FROM_RIGHT.test(line.replaceAll('\u061c', ''));
    const left = [...line].some((char) => is(LETTER, char) && !FROM_RIGHT.test(char));
    const toRight = /[\u061c\u200f\u202b\u2067]/.test(line), toLeft = /[\u200e\u202a\u2066]/.test(line);
    const overrides = /[\u202d\u202e]/.test(line), others = /[\u202c\u2068\u2069]/.test(line);
    // Within a number a sign from the right parts it in two, and so does a blank that joins another.
    const parted = right && pieces(line).some((run) => /[\u061c\u200f\u202b\u2067]/.test(run) && NUMERALS.test(run));
    const joined = right && JOINED.test(line), isTabbed = right && /[\t\v\x1f]/.test(line.slice(behindSpaces(line)));
    if (parted || joined || (isTabbed && (left || NUMERALS.test(line)))) return true;
    return overrides || (toLeft && (right || toRight)) || (others && right && left)
      || (toRight && (left || (NUMERALS.test(line) && !right)));
  });
}

/** For a slip that came apart from its text: what stands before the last line with an id, then everything. */
function textsFor(whole) {
  const all = [{ stands: BEFORE, text: whole, outside: { after: '' } }], { start, end } = lastId(whole) ?? {};
  if (end) all.unshift({ stands: BEFORE, text: whole.slice(0, start), outside: { after: whole.slice(end) } });
  return all;
}

/** The last line that holds an account's id alone, but for signs of quoting: { start, end, id }, or null. */
function lastId(whole) {
  let start = 0, last = null;
  for (const { text: line, end: lineBreak } of linesOf(whole, BREAKS)) {
    const id = parseId(pieces(line).join(' ').replace(/^[> ]+/, '')), end = start + line.length + lineBreak.length;
    if (id) last = { start, end, id: printId(id) };
    start = end;
  }
  return last;
}

/** The first word of a text; of a long one only what it begins with. */
function firstWord(text) {
  const separates = (char) => classOf(char) === SPACE || BLANK.test(char);
  let start = 0;
  while (start < text.length && (separates(text[start]) || vanishes(text[start]))) start++;
  return words([...text.slice(start, start + 32)].slice(0, 16).join('')).words[0] ?? '';
}

async function checkAll(text, slips, found = findSlips(text)) {
  const none = [{ slip: null, read: false, fault: 'slip damaged', repaired: 0, among: '' }];
  const apart = slips.map(findSlips).flatMap((inside) => (inside.length > 0 ? inside : none));
  const around = ({ start, end }) => {
    const next = found.find(({ place, read }) => read && place.start >= end)?.place.start ?? text.length;
    const ahead = withoutSlips(text, found, 0, start), after = (from) => withoutSlips(text, found, from);
    return [{ stands: BEFORE, text: ahead, closing: firstWord(text.slice(end)), outside: { after: after(end) } },
      { stands: BEHIND, text: text.slice(end, next), outside: { ahead, after: after(next) } }];
  };
  const all = [...found.map((one) => ({ ...one, texts: () => around(one.place) })),
    ...apart.map((one) => ({ ...one, place: null, among: '', texts: () => textsFor(withoutSlips(text, found)) }))];
  const hashed = { leaves: 0 }, checked = [];
  let judged = 0;
  for (const { place, slip, read, repaired, among, fault, version, texts } of all) {
    let result = version ? { verdict: fault, version } : { verdict: fault };
    if (slip) result = ++judged > 16 ? { verdict: 'cannot judge' } : await judge(slip, texts(), hashed);
    checked.push({ place, slip, read, repaired, ...amongAs(among, result), ...result });
  }
  return checked;
}

/**
 * What stands among a slip's letters, read as the account beside it: without the sign that its lines have, and without
 * messages, whose heads are named with those of the account.
 */
function amongAs(among, { sign = null, account: { signs, messages, heads } = { heads: [] } }) {
  const lines = linesOf(among);
  for (const line of signs ? lines : []) {
    const lost = signBefore(line.text) ?? signsAround(line.text);
    if (lost && bare(lost.sign) === sign) line.text = lost.text; // another sign is named nowhere
  }
  if (messages) loseMessages(lines);
  const own = lines.flatMap(({ head, number, note }) => [head, number, note]).filter((head) => head !== undefined);
  const text = lines.map((line) => line.text + line.end).join('');
  const seen = text.split('').filter((char) => !vanishes(char)).join('');
  return { among: (seen.match(table.runs) ?? []).join(' '), ...headsOf([...heads, ...own]) };
}

/** The first 200 different heads, each with how often it is there, and how many other ones there are. */
function headsOf(all) {
  const heads = new Map();
  let moreHeads = 0;
  for (const head of all) {
    if (heads.size < 200 || heads.has(head)) heads.set(head, (heads.get(head) ?? 0) + 1);
    else moreHeads++;
  }
  return { heads: [...heads], moreHeads };
}

/**
 * Judges every slip that stands in the text, then those in `slips`: texts with slips that came apart from it. `names`
 * is what the reader knows, an object from pen names and account ids to what the reader calls them; those that a true
 * slip bears are given back. `named` is the account that a line of its own names in place of a slip, or null. Each of
 * `checked` is
 *
 *   place, slip, read,       as `findSlips` says; the place of one that came apart is null
 *   repaired
 *   among                    the words among the slip's letters; nothing that is sealed
 *   verdict                  'true', 'not true', 'cannot judge', 'slip damaged', 'later version' (which one: `version`)
 *
 * and, of a true one, beside its id, kind and penName:
 *
 *   stands                   'before its slip' or 'behind its slip'
 *   words                    those of the account, with the marks of withheld places
 *   sealedText               the same as text, with line breaks
 *   sign, around             the sign left out of each of its lines; that around it; or null
 *   heads, moreHeads         [[text, count]…], the heads and numbers of messages left out, and how many other ones
 *   hyphens                  at line ends: 'as they stand', 'kept', 'dropped'
 *   reordered                whether direction signs, or letters beside it, may show its words in another order
 *   gaps                     whether such long blanks stand in it that a screen may not show all of its words
 *   passedOver               [[code in hexadecimal, count]…], characters passed over in it
 *   before, between          how many words stand before and behind it in what was read on its side of the slip, up to
 *                            the slip or to the next one; beforeText, betweenText, that text
 *   after                    the text behind all that was read, the slip included; for a slip that came apart the text
 *                            behind the line with the account's id, where that line ends what was read
 *   ahead                    where it stands behind its slip, the text before the slip
 */
export async function check(text, { slips = [], names = {} } = {}) {
  const found = findSlips(text), all = await checkAll(text, slips, found);
  const checked = all.map(({ account, ...shown }) => shown), named = lastId(withoutSlips(text, found))?.id ?? null;
  const borne = new Set(checked.flatMap(({ penName, id }) => [penName, id]));
  const known = Object.entries(names).filter(([letters]) => borne.has(letters.toLowerCase()));
  return { checked, named, names: Object.fromEntries(known) };
}

// ====== Making: clean, seal and withhold ======

/**
 * A text without the characters that cannot be sealed, and those that were `taken` out: { at, line, column, code },
 * places in the given text, lines and columns from 1.
 */
export function clean(text) {
  let cleaned = text, left = null; // where the units of `cleaned` stand in `text`
  const taken = [];
  // Taking one away can leave another without what it stood on.
  for (let refused; (refused = refusedIn(cleaned)).length > 0;) {
    left ??= Array.from(text.split('').keys());
    const gone = new Set();
    for (const at of refused) {
      const char = String.fromCodePoint(cleaned.codePointAt(at));
      taken.push({ at: left[at], code: codeOf(char) });
      for (let i = 0; i < char.length; i++) gone.add(at + i);
    }
    left = left.filter((_, i) => !gone.has(i));
    cleaned = left.map((i) => text[i]).join('');
  }
  taken.sort((a, b) => a.at - b.at);
  let from = 0, line = 1, column = 1;
  for (const one of taken) {
    const lines = text.slice(from, one.at).split(new RegExp(`\\r\\n|${LINE_BREAK.source}`));
    if (lines.length > 1) column = 1;
    line += lines.length - 1;
    column += [...lines.at(-1)].length;
    from = one.at;
    Object.assign(one, { line, column });
  }
  return { text: cleaned, taken };
}

/** Where the characters stand that no text to be sealed may hold. */
function refusedIn(text) {
  const marks = [...text.matchAll(/█/g)].map(({ index }) => index);
  return [...new Set([...words(text).suspects.map(({ at }) => at), ...marks])].sort((a, b) => a - b);
}

/**
 * What is given out: the account's text with its slip, or with its id where the slip is too long and goes to a file
 * of its own. All that was made is read again before.
 */
async function givenOut(account, made, id) {
  const payload = encodeSlip(made), slip = slipText({ payload }), isLong = slip.length > 2900;
  const text = `${account}${account.endsWith('\n') ? '' : '\n'}\n${isLong ? id : slip}\n`;
  const checked = await checkAll(text, isLong ? [slip] : []), [one] = checked;
  const same = checked.length === 1 && one.id === id && sameBytes(one.slip.payload, payload);
  const left = same && [one.sign, one.around, ...one.heads].some((what) => what !== null);
  if (!same || left || one.before + one.between > 0 || one.stands !== BEFORE || one.hyphens !== 'as they stand') {
    throw new Error('What was made does not check as true, so it is not given out.');
  }
  return { text, slip, id };
}

/**
 * `secret` (the key) and `random` (fresh every time) are 32 bytes each. `enclosures` are [{ label, salt, content }]:
 * 16 fresh random bytes, and the SHA-256 of the content.
 */
export async function seal(text, { secret, random, enclosures = [] } = {}) {
  const are32 = (bytes) => bytes instanceof Uint8Array && bytes.length === 32;
  if (!are32(secret) || !are32(random)) throw new Error('The secret and the random bytes are 32 bytes each.');
  if (findSlips(text).length > 0) throw new Error('The text already holds a slip, or the beginning of one.');
  const { words: all, sealing, unknown } = words(text);
  if (sealing !== 'can be sealed') throw new Error(`The text cannot be sealed: ${sealing}.`);
  if (unknown) throw new Error('The text has characters that are too new for this browser or runtime.');
  const publicKey = publicKeyOf(secret), items = [hash16(random, secret, utf8(all.join('\n')))];
  const slip = { publicKey, n: all.length, tail: tailOf(all.slice(-8)), enclosures: enclose(enclosures),
    withheld: [], items };
  const signed = statement(slip, rootOf(slip, (i) => all[i])), signature = await sign(secret, signed);
  const sealed = await givenOut(text, { ...slip, signature }, printId(sha256(signed)));
  return { ...sealed, penName: printPenName(publicKey) };
}

/** Sorted ranges, those that touch made one. */
function merged(ranges) {
  const result = [];
  for (const [start, end] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/** The account's text with one mark at each withheld place. */
function editionText({ text, places, numbers }, isOpen) {
  let written = '', copied = places[0].start;
  places.forEach(({ start, end }, i) => {
    if (isOpen(numbers[i])) return;
    if (i === 0 || isOpen(numbers[i - 1])) written += text.slice(copied, start) + MARK_WORD.repeat(5);
    copied = end;
  });
  return written + text.slice(copied, places.at(-1).end);
}

/**
 * Withholds words from a text with its slip in it, or from a text and the letters of its slip. `ranges` are
 * [start, end), counted in the account from 0. The edition is the account alone, not what stood around it.
 */
export async function withhold(text, ranges, slip = null) {
  const checked = await checkAll(text, slip === null ? [] : [slip]);
  if (slip === null && checked.length !== 1) throw new Error('The text does not hold exactly one slip.');
  const { verdict, slip: old, account, id } = checked.at(-1);
  if (verdict !== 'true') throw new Error('Words can be withheld only from a text that is true to its slip.');
  const fits = ([start, end]) => {
    return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= old.n;
  };
  if (!ranges.every(fits)) throw new Error(`Ranges are [start, end) within the ${old.n} words.`);
  const withheld = merged([...old.withheld, ...ranges]), wordAt = (i) => account.sealed.get(i);
  const isOpen = (i) => standing(withheld, { lo: i, m: 1 }) === 'open', open = account.numbers.filter(isOpen);
  if (open.length === 0) throw new Error('One word at least must stay.');
  const tail = tailOf(open.slice(-8).map(wordAt)), items = itemsFor(withheld, old, wordAt);
  return givenOut(editionText(account, isOpen), { ...old, withheld, tail, items }, id);
}
