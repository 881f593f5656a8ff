// Seals and checks accounts as spec/seal.md says; the numbered sections here are the sections there.
//
// One file without dependencies, to be read from top to bottom, for Node 20 and for browsers, also for pages
// that have no crypto.subtle. It touches no file and no network: give it the table of characters first.
//
//   useCharacters(JSON.parse(<the text of spec/characters.json>));
//   const { checked } = await check(text);                  // every slip in the text, with its verdict
//   const sealed = await seal(text, { secret, random });    // 32 bytes each, from crypto.getRandomValues
//   const edition = await withhold(sealed.text, [[0, 1]]);  // the same account without its first word

// ====== 1. Words ======

const [PLAIN, SPACE, DROP, EMBED, MARK, ATTACH, REFUSE, FOLD, SOLO, TOO_LONG] = Array(10).keys();
const CLASS = 15, COMBINING = 16, LETTER = 32; // one byte for each code point: its class and two properties
const MARK_WORD = '█';
const BREAKS = '\\n\\v\\f\\r\\u0085\\u2028\\u2029', LINE_BREAK = new RegExp(`[${BREAKS}]`);

let table = null;

/** Takes the parsed spec/characters.json. */
export function useCharacters(json) {
  if (json?.format !== 'firsthand characters 1') throw new Error('This is not the table of characters.');
  const { space, drop, embed, mark, attach, refuse, solo } = json.classes, folds = Object.entries(json.fold);
  const bytes = new Uint8Array(0x110000);
  const ranges = (list) => list.split(' ').map((range) => range.split('-').map((code) => parseInt(code, 16)));
  const change = (list, changed) => ranges(list).forEach(([first, last = first]) => {
    for (let code = first; code <= last; code++) bytes[code] = changed(bytes[code]);
  });
  // Of several classes the first in the order of the spec counts, so it is written last.
  const classes = [[SOLO, solo], [FOLD, folds.map(([code]) => code).join(' ')], [REFUSE, refuse],
    [ATTACH, attach], [MARK, mark], [EMBED, embed], [DROP, drop], [SPACE, space]];
  for (const [kind, list] of classes) change(list, () => kind);
  change(json.marks, (byte) => byte | COMBINING);
  change(json.letters, (byte) => byte | LETTER);

  const inSet = (list) => list.replace(/[0-9a-f]+/g, '\\u{$&}').replace(/ /g, '');
  const spaces = inSet(space), blank = `(?:(?![${BREAKS}])[${spaces}])`;
  const stroke = (letter) => `[${letter}${letter.toUpperCase()}][${inSet(drop)}]*`;
  table = {
    bytes,
    fold: new Map(folds.map(([code, text]) => [parseInt(code, 16), text])),
    marker: [...'firsthand'].map(stroke).join('') + '[1lIi|]',
    notSpaces: new RegExp(`[^${spaces}]+`, 'gu'),
    quotes: new RegExp(`(^|[${BREAKS}])(?:>|${blank})+`, 'gu'),
    hyphenated: new RegExp(`([-\\xad\\u2010])${blank}*(?:\\r\\n|[${BREAKS}])(?:\\f|${blank})*(?=[^${spaces}])`, 'gu'),
  };
}

const byteOf = (char) => table.bytes[char.codePointAt(0)];
const classOf = (char) => byteOf(char) & CLASS;
const folded = (char) => table.fold.get(char.codePointAt(0)) ?? char;

function mustBeText(text) {
  if (!table) throw new Error('Give useCharacters the table of characters first.');
  if (typeof text !== 'string') throw new Error('A text must be a string.');
  const surelyShort = text.length <= 2 ** 28 / 3; // no UTF-16 unit takes more than three bytes
  if (!surelyShort && utf8(text).length > 2 ** 28) throw new Error('A text has at most 2^28 bytes.');
}

/**
 * The words of a text and what is to be known of them: their `places` in it (in UTF-16 units), `lines`, the
 * indices of those that begin a line, and `suspects`, characters that are refused or deleted with a warning.
 */
export function words(text) {
  mustBeText(text);
  const made = { words: [], places: [], lines: [], suspects: [] };
  let open = null, behindBreak = true, at = 0, marked = false;
  // Where this runtime's Unicode is older than the table, NFC cannot be relied on for what it does not know.
  let unknown = (text.match(/\p{Cn}/gu) ?? []).some((char) => classOf(char) !== REFUSE);
  const endWord = () => {
    if (!open) return;
    if (behindBreak) made.lines.push(made.words.length);
    behindBreak = false;
    made.words.push(withSingleHyphens(open.word));
    made.places.push({ start: open.start, end: open.end });
    open = null;
  };
  for (const { 0: run, index } of text.matchAll(table.notSpaces)) {
    behindBreak ||= LINE_BREAK.test(text.slice(at, index));
    at = index + run.length;
    const asItStands = [{ char: run, kind: PLAIN, start: index, end: at }];
    for (const { char, kind, start, end, suspect } of isOneWord(run) ? asItStands : normalised(run, index)) {
      unknown ||= kind === TOO_LONG;
      if (kind === SPACE || !joins(char, kind, open)) endWord();
      if (suspect) made.suspects.push({ word: made.words.length, ...suspect });
      if (kind === SPACE || char === '') continue;
      open ??= { word: '', kind: kind === MARK || kind === SOLO ? kind : PLAIN, start };
      open.word = kind === MARK ? MARK_WORD : open.word + char;
      if (!dependent(char)) open.last = char;
      open.end = end;
      marked ||= kind === MARK;
    }
    endWord();
  }
  const fault = (made.words.length === 0 && 'no words') || (made.words.length >= 2 ** 24 && 'too long')
    || ((marked || made.suspects.length > 0) && 'refused characters');
  return { ...made, sealing: fault || 'can be sealed', unknown };
}

/** Is this run as it stands one word? Most are, and are spared the rest. */
function isOneWord(run) {
  for (let i = 0; i < run.length; i++) {
    if ((table.bytes[run.charCodeAt(i)] & ~LETTER) !== PLAIN || isTsheg(run[i])) return false;
  }
  return run.normalize('NFC') === run;
}

/**
 * Steps 3 and 4: the characters of a run, normalised, with their places in the text and what makes them
 * suspect; one that was deleted with a warning comes as ''. Each is normalised with what clings to it, not
 * with the whole run: that gives the same, and says where it stood.
 */
function* normalised(run, index) {
  let cluster = [], before = SPACE, at = index;
  for (const char of run) {
    const start = at, kind = classOf(char);
    at += char.length;
    if (kind === DROP) continue;
    const refused = kind === REFUSE || (kind === ATTACH && [SPACE, ATTACH, REFUSE].includes(before));
    const suspect = refused || kind === EMBED ? { code: char.codePointAt(0).toString(16), refused } : null;
    if (kind !== EMBED && !clings(char)) {
      yield* composed(cluster);
      cluster = [];
    }
    cluster.push({ char: kind === EMBED ? '' : char, kind, start, end: at, suspect });
    if (kind !== EMBED) before = kind;
  }
  yield* composed(cluster);
}

/**
 * Can NFC change this character together with those before it? Of what is not combining, only conjoining
 * Hangul letters and two vowels of Kirat Rai can.
 */
function clings(char) {
  const code = folded(char).codePointAt(0), hangul = code >= 0x1160 && code <= 0x11ff;
  return (table.bytes[code] & COMBINING) !== 0 || hangul || code === 0x16d67 || code === 0x16d68;
}

function* composed(cluster) {
  const given = cluster.map(({ char }) => char).join('');
  // To sort a great many marks on one letter would take for ever; no writing has them.
  const tooLong = given.length > 1000;
  const normal = tooLong ? given : [...given.normalize('NFC')].map(folded).join('').normalize('NFC');
  if (normal === given) {
    yield* cluster;
    const code = given.codePointAt(given.length - 1)?.toString(16);
    if (tooLong) yield { char: '', kind: TOO_LONG, suspect: { code, refused: true } };
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

const dependent = (char) => (byteOf(char) & COMBINING) !== 0 || classOf(char) === ATTACH;
const isTsheg = (char) => char === '\u0f0b' || char === '\u0f0c';

/** Step 6. */
function withSingleHyphens(word) {
  if (!word.includes('--') || /:\/\/|@|xn--/.test(word)) return word;
  const third = word.startsWith('--') ? word.codePointAt(2) : undefined;
  return third !== undefined && table.bytes[third] & LETTER ? word : word.replace(/-+/g, '-');
}

// ====== Bytes and hashes: SHA-256, and SHA-512 for Ed25519 by hand (FIPS 180-4) ======

const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const u32 = (number) => Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number);
const sameBytes = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

function join(...parts) {
  const all = new Uint8Array(total(parts.map((part) => part.length)));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

// The constants are the first bits behind the point of roots of the first primes: 64 here, 32 for SHA-256.
const BITS64 = 2n ** 64n - 1n;
const PRIMES = Array.from({ length: 408 }, (_, i) => i + 2)
  .filter((n) => [2, 3, 5, 7, 11, 13, 17, 19].every((divisor) => n === divisor || n % divisor !== 0));
const ROUNDS = PRIMES.map((prime) => wholeRoot(BigInt(prime) << 192n, 3n) & BITS64);
const START = PRIMES.slice(0, 8).map((prime) => wholeRoot(BigInt(prime) << 128n, 2n) & BITS64);

function wholeRoot(number, degree) {
  let low = 0n, high = 1n << 70n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** degree <= number) low = middle;
    else high = middle;
  }
  return low;
}

const ROUNDS32 = Int32Array.from(ROUNDS.slice(0, 64), (bits) => Number(bits >> 32n));
const START32 = Int32Array.from(START, (bits) => Number(bits >> 32n));
const state = new Int32Array(8), w = new Int32Array(64);
const block = new Uint8Array(64), blockView = new DataView(block.buffer);

function sha256Block() {
  for (let i = 0; i < 16; i++) w[i] = blockView.getInt32(4 * i);
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15], y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3];
  let e = state[4], f = state[5], g = state[6], h = state[7];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS32[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

/** SHA-256 of the parts, one behind the other; `H` in the spec. */
export function sha256(...parts) {
  let filled = 0, length = 0;
  state.set(START32);
  for (const part of parts) {
    length += part.length;
    for (let i = 0; i < part.length; i++) {
      block[filled++] = part[i];
      if (filled < 64) continue;
      sha256Block();
      filled = 0;
    }
  }
  block[filled] = 0x80;
  block.fill(0, filled + 1);
  if (filled >= 56) {
    sha256Block();
    block.fill(0);
  }
  blockView.setUint32(56, length / 2 ** 29);
  blockView.setUint32(60, length << 3);
  sha256Block();
  state.forEach((word, i) => blockView.setInt32(4 * i, word));
  return block.slice(0, 32);
}

export function sha512(...parts) {
  const length = total(parts.map((part) => part.length));
  const zeros = new Uint8Array(16 + ((239 - (length % 128)) % 128)); // up to a multiple of 128 bytes
  const padded = join(...parts, [0x80], zeros);
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(length) * 8n);
  const cut = (number) => number & BITS64;
  const turn = (number, by) => cut((number >> by) | (number << (64n - by)));
  let sum = START;
  for (let at = 0; at < padded.length; at += 128) {
    const w = Array.from({ length: 16 }, (_, i) => view.getBigUint64(at + 8 * i));
    for (let i = 16; i < 80; i++) {
      const s0 = turn(w[i - 15], 1n) ^ turn(w[i - 15], 8n) ^ (w[i - 15] >> 7n);
      const s1 = turn(w[i - 2], 19n) ^ turn(w[i - 2], 61n) ^ (w[i - 2] >> 6n);
      w.push(cut(w[i - 16] + s0 + w[i - 7] + s1));
    }
    let [a, b, c, d, e, f, g, h] = sum;
    for (let i = 0; i < 80; i++) {
      const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n), s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const t1 = h + s1 + ((e & f) ^ (cut(~e) & g)) + ROUNDS[i] + w[i];
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [cut(t1 + t2), a, b, c, cut(d + t1), e, f, g];
    }
    sum = [a, b, c, d, e, f, g, h].map((number, i) => cut(number + sum[i]));
  }
  return unhex(sum.map((number) => number.toString(16).padStart(16, '0')).join(''));
}

// ====== 2. Commitment ======

const half = (m) => 2 ** (31 - Math.clz32(m - 1)); // the largest power of two below m
const node = (left, right) => sha256([0x01], left, right);

function childSeed(seed, side, lo, m, publicKey) {
  const parent = [u32(lo), u32(m)];
  return sha256([0x02, side], ...parent, publicKey.subarray(0, 16), seed).subarray(0, 16);
}

/** The hash over m leaves from leaf lo, all of them open. `wordAt` gives the word of a leaf. */
function openHash(seed, lo, m, wordAt, publicKey) {
  if (m === 1) {
    const salt = sha256([0x03], u32(lo), publicKey.subarray(0, 16), seed).subarray(0, 16);
    return sha256([0x00], salt, utf8(wordAt(lo)));
  }
  const [left, right] = [0, 1].map((side) => childSeed(seed, side, lo, m, publicKey));
  return node(openHash(left, lo, half(m), wordAt, publicKey),
    openHash(right, lo + half(m), m - half(m), wordAt, publicKey));
}

/** How m leaves from leaf lo stand to the withheld ranges [start, end), which are sorted and do not touch. */
function standing(withheld, lo, m) {
  let low = 0, high = withheld.length;
  while (low < high) { // to the first range that ends behind lo
    const middle = (low + high) >> 1;
    if (withheld[middle][1] > lo) high = middle;
    else low = middle + 1;
  }
  if (low === withheld.length || withheld[low][0] >= lo + m) return 'open';
  return withheld[low][0] <= lo && withheld[low][1] >= lo + m ? 'withheld' : 'mixed';
}

/** From left to right the highest subtrees that are wholly open or wholly withheld. */
function* highest(withheld, lo, m) {
  const stands = standing(withheld, lo, m);
  if (stands === 'mixed') {
    yield* highest(withheld, lo, half(m));
    yield* highest(withheld, lo + half(m), m - half(m));
  } else {
    yield { lo, m, open: stands === 'open' };
  }
}

/** What a slip's items and the open words tell of the tree: seeds of open subtrees and the hash of any. */
function treeOf({ withheld, items, publicKey, n }, wordAt) {
  const keyOf = (lo, m) => `${lo} ${m}`;
  const known = new Map([...highest(withheld, 0, n)].map(({ lo, m }, i) => [keyOf(lo, m), items[i]]));
  const seedOf = (lo, m) => (standing(withheld, lo, m) === 'open' ? known.get(keyOf(lo, m)) : undefined);
  const hashOf = (lo, m, seed = seedOf(lo, m)) => {
    if (seed) return openHash(seed, lo, m, wordAt, publicKey);
    return known.get(keyOf(lo, m)) ?? node(hashOf(lo, half(m)), hashOf(lo + half(m), m - half(m)));
  };
  return { seedOf, hashOf };
}

const rootOf = (slip, wordAt) => treeOf(slip, wordAt).hashOf(0, slip.n);

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

function printed(text, form) {
  const letters = form.exec(text)?.[1].toLowerCase();
  const bytes = letters && bytesOf(letters, 32).bytes;
  return letters && lettersOf(bytes) === letters ? bytes : null;
}

// Ed25519 (RFC 8032) by hand. A point is [X, Y, Z, T]: x = X / Z, y = Y / Z, xy = T / Z.
const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (number, by = P) => ((number % by) + by) % by;
const littleEndian = (bytes) => BigInt('0x' + hex(Uint8Array.from(bytes).reverse()));
const in32Bytes = (number) => unhex(number.toString(16).padStart(64, '0')).reverse();

function power(base, exponent) {
  let result = 1n;
  for (let left = exponent, square = base; left > 0n; left >>= 1n, square = mod(square * square)) {
    if (left & 1n) result = mod(result * square);
  }
  return result;
}

const D = mod(-121665n * power(121666n, P - 2n)), ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n);
const BASE = decodePoint(unhex('58' + '66'.repeat(31)));

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = (y1 - x1) * (y2 - x2), b = (y1 + x1) * (y2 + x2), c = 2n * t1 * mod(t2 * D), d = 2n * z1 * z2;
  const e = mod(b - a), f = mod(d - c), g = mod(d + c), h = mod(b + a);
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function times(point, factor) {
  let result = [0n, 1n, 1n, 0n];
  for (let left = factor, double = point; left > 0n; left >>= 1n, double = add(double, double)) {
    if (left & 1n) result = add(result, double);
  }
  return result;
}

function encodePoint([x, y, z]) {
  const inverse = power(z, P - 2n);
  return in32Bytes(mod(y * inverse) | ((mod(x * inverse) & 1n) << 255n));
}

function decodePoint(bytes) {
  const number = littleEndian(bytes), y = number & (2n ** 255n - 1n), odd = number >> 255n;
  const square = mod((y * y - 1n) * power(mod(D * y * y + 1n), P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * ROOT_OF_MINUS_1);
  if (mod(x * x) !== square) return null;
  if ((x & 1n) !== odd) x = mod(-x);
  return [x, y, 1n, mod(x * y)];
}

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
  return join(r, in32Bytes(mod(nonce + challenge(r, publicKeyOf(secret), message) * factor, L)));
}

export function verifyByHand(publicKey, message, signature) {
  const point = keepsTheRule(publicKey, signature) && decodePoint(publicKey);
  if (!point) return false;
  const r = signature.subarray(0, 32), s = littleEndian(signature.subarray(32));
  const negative = [mod(-point[0]), point[1], point[2], mod(-point[3])];
  return sameBytes(encodePoint(add(times(BASE, s), times(negative, challenge(r, publicKey, message)))), r);
}

const SMALL_ORDER = [0n, 1n, P - 1n,
  littleEndian(unhex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')),
  littleEndian(unhex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'))];

/** The part of the one rule in which libraries differ, looked at before any library is asked. */
function keepsTheRule(publicKey, signature) {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const r = signature.subarray(0, 32), s = littleEndian(signature.subarray(32));
  const ys = [publicKey, r].map((bytes) => littleEndian(bytes) & (2n ** 255n - 1n));
  return ys.every((y) => y < P && !SMALL_ORDER.includes(y)) && s < L;
}

const NAME = { name: 'Ed25519' };
const library = {
  async sign(secret, message) {
    const wrapped = join(unhex('302e020100300506032b657004220420'), secret);
    const key = await crypto.subtle.importKey('pkcs8', wrapped, NAME, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign(NAME, key, message));
  },
  async verify(publicKey, message, signature) {
    const key = await crypto.subtle.importKey('raw', publicKey, NAME, false, ['verify']);
    return crypto.subtle.verify(NAME, key, signature, message);
  },
};

/**
 * The runtime's own Ed25519 is used only if it signs as RFC 8032 says (some mix in random bytes) and refuses
 * this signature, whose equation holds only after both sides are multiplied by 8 (some take such).
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

export async function sign(secret, message) {
  return await libraryWorks() ? library.sign(secret, message) : signByHand(secret, message);
}

export async function verify(publicKey, message, signature) {
  if (!keepsTheRule(publicKey, signature)) return false;
  if (!await libraryWorks()) return verifyByHand(publicKey, message, signature);
  return library.verify(publicKey, message, signature).catch(() => false);
}

// ====== 4. Slip: the payload ======

class Short extends Error {}

function must(holds) {
  if (!holds) throw new Error('The slip is not of the form of version 1.');
}

/** All before the items, and how long the payload is with these; throws Short where bytes are missing. */
function readHead(payload) {
  let at = 0;
  const take = (count) => {
    if (at + count > payload.length) throw new Short('The slip is too short.');
    return payload.slice(at, at += count);
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
  const [version, flags] = take(2);
  must(version === 1 && flags < 4);
  const slip = { publicKey: take(32), signature: take(64), n: takeVarint(), tail: take(2) };
  must(slip.n >= 1 && slip.n < 2 ** 24);
  slip.enclosures = null;
  if (flags & 2) {
    slip.enclosures = { count: takeVarint(), root: take(32) };
    must(slip.enclosures.count >= 1 && slip.enclosures.count < 2 ** 24);
  }
  slip.withheld = [];
  if (flags & 1) {
    const ranges = takeVarint();
    must(ranges >= 1 && 2 * ranges <= slip.n + 1);
    for (let i = 0, end = 0; i < ranges; i++) {
      const gap = takeVarint(), start = end + gap, length = takeVarint();
      end = start + length;
      must((gap >= 1 || i === 0) && length >= 1 && end <= slip.n);
      slip.withheld.push([start, end]);
    }
  }
  must(standing(slip.withheld, 0, slip.n) !== 'withheld');
  let length = at;
  for (const { open } of highest(slip.withheld, 0, slip.n)) {
    length += open ? 16 : 32;
    must(length <= 2 ** 20);
  }
  return { slip, itemsAt: at, length };
}

/** The slip that a payload holds; throws if it is not exactly of the form. */
export function decodeSlip(payload) {
  const { slip, itemsAt, length } = readHead(payload);
  must(payload.length === length);
  let at = itemsAt;
  const parts = [...highest(slip.withheld, 0, slip.n)];
  const items = parts.map(({ open }) => payload.slice(at, at += open ? 16 : 32));
  return { ...slip, items, payload };
}

const varint = (number) => (number < 128 ? [number] : [128 | (number & 127), ...varint(number >>> 7)]);

function encodeSlip({ publicKey, signature, n, tail, enclosures, withheld, items }) {
  const flags = (withheld.length > 0 ? 1 : 0) | (enclosures ? 2 : 0);
  const ranges = withheld.flatMap(([start, end], i) => {
    return [...varint(start - (withheld[i - 1]?.[1] ?? 0)), ...varint(end - start)];
  });
  return join([1, flags], publicKey, signature, varint(n), tail,
    ...(enclosures ? [varint(enclosures.count), enclosures.root] : []),
    ...(withheld.length > 0 ? [varint(withheld.length), ranges] : []), ...items);
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

// Polynomials are arrays, the constant first.
const valueAt = (p, x) => p.reduceRight((value, coefficient) => multiply(value, x) ^ coefficient, 0);
const scaled = (p, factor) => p.map((value) => multiply(value, factor));
const plus = (p, q) => Array.from({ length: Math.max(p.length, q.length) }, (_, i) => p[i] ^ q[i]);
const product = (p, q) => p.reduceRight((sum, value) => plus([0, ...sum], scaled(q, value)), []);
const GENERATOR = Array.from({ length: PARITY }, (_, i) => [EXP[i], 1]).reduce(product);

/** The 16 bytes that follow a block's data. */
export function parityOf(data) {
  const rest = join(data, new Uint8Array(PARITY));
  for (let i = 0; i < data.length; i++) {
    const factor = rest[i];
    for (let j = 0; j <= PARITY; j++) rest[i + j] ^= multiply(GENERATOR[PARITY - j], factor);
  }
  return rest.slice(data.length);
}

const syndromesOf = (received) => Array.from({ length: PARITY }, (_, i) => {
  return received.reduce((value, byte) => multiply(value, EXP[i]) ^ byte, 0);
});

/** The polynomial whose roots are the inverse places of the errors and erasures (Berlekamp and Massey). */
function locatorOf(syndromes, erasedPlaces) {
  const known = erasedPlaces.length;
  let locator = erasedPlaces.map((place) => [1, EXP[place]]).reduce(product, [1]);
  let other = locator, length = known;
  for (let i = known; i < PARITY; i++) {
    const discrepancy = locator.reduce((sum, value, j) => sum ^ multiply(value, syndromes[i - j]), 0);
    const next = plus(locator, [0, ...scaled(other, discrepancy)]);
    if (discrepancy && 2 * length <= i + known) {
      other = scaled(locator, divide(1, discrepancy));
      length = i + 1 - length + known;
    } else {
      other = [0, ...other];
    }
    locator = next;
  }
  while (locator.at(-1) === 0) locator.pop();
  return locator;
}

/** Repairs a block with its parity: { bytes, repaired }, the number of bytes concerned; null if it cannot. */
export function repairBlock(received, erased = []) {
  const syndromes = syndromesOf(received), bytes = Uint8Array.from(received);
  if (erased.length > PARITY) return null;
  if (syndromes.every((value) => value === 0)) return { bytes, repaired: erased.length };
  const locator = locatorOf(syndromes, erased.map((index) => received.length - 1 - index));
  const evaluator = product(syndromes, locator).slice(0, PARITY);
  const slope = locator.slice(1).map((value, i) => (i % 2 === 0 ? value : 0)); // the derivative
  let found = 0;
  for (let index = 0; index < received.length; index++) {
    const place = received.length - 1 - index, inverse = EXP[255 - place], below = valueAt(slope, inverse);
    if (valueAt(locator, inverse) !== 0 || below === 0) continue;
    bytes[index] ^= multiply(EXP[place], divide(valueAt(evaluator, inverse), below));
    found++;
  }
  const whole = found === locator.length - 1 && syndromesOf(bytes).every((value) => value === 0);
  return whole ? { bytes, repaired: found } : null;
}

// ====== 4. Slip: as letters ======

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l', UNREADABLE = '?', NOTHING_READ = '????????';
const lettersIn = (bytes) => Math.ceil((bytes * 8) / 5);

function lettersOf(bytes) {
  let letters = '';
  for (let i = 0; i < lettersIn(bytes.length); i++) {
    const first = (5 * i) >> 3, two = (bytes[first] << 8) | (bytes[first + 1] ?? 0);
    letters += ALPHABET[(two >> (11 - ((5 * i) & 7))) & 31];
  }
  return letters;
}

/** `size` bytes from their letters, and which of them are touched by an unreadable letter. */
function bytesOf(letters, size) {
  const bytes = new Uint8Array(size), erased = new Set();
  for (let i = 0; i < letters.length; i++) {
    const value = ALPHABET.indexOf(letters[i].toLowerCase()), first = (5 * i) >> 3, last = (5 * i + 4) >> 3;
    const two = value << (11 - ((5 * i) & 7));
    if (value < 0) {
      for (const index of [first, last]) if (index < size) erased.add(index);
    } else {
      bytes[first] |= two >> 8;
      if (last > first) bytes[last] |= two & 255; // beyond the end it is ignored
    }
  }
  return { bytes, erased: [...erased] };
}

// The blocks of a payload of this length, and their sizes with parity.
const blocksOf = (length) => Math.ceil((length + 4) / 239);
const blockSize = (length, k) => Math.min(239, length + 4 - 239 * k) + PARITY;
const lettersFor = (length) => 8 + lettersIn(length + 4 + PARITY * blocksOf(length)); // with the length group
const lengthCheck = (bytes) => sha256(utf8('firsthand length'), bytes).subarray(0, 2);
const payloadCheck = (payload) => sha256(utf8('firsthand slip'), payload).subarray(0, 4);

function lettersOfPayload(payload) {
  const length = u32(payload.length).subarray(1), data = join(payload, payloadCheck(payload));
  const parts = [length, lengthCheck(length)];
  for (let k = 0; k < blocksOf(payload.length); k++) {
    const part = data.subarray(239 * k, 239 * (k + 1));
    parts.push(part, parityOf(part));
  }
  return lettersOf(join(...parts));
}

/** A slip in one run of letters, for a link or a QR code. */
export const slipRun = (slip) => 'firsthand1' + lettersOfPayload(slip.payload);

/** A slip as it stands in a text: groups of eight letters, eight groups in a line. */
export function slipText(slip) {
  const groups = ['firsthand1', ...lettersOfPayload(slip.payload).match(/.{1,8}/g)];
  return groups.map((group, i) => (i === 0 ? '' : i % 8 === 0 ? '\n' : ' ') + group).join('');
}

// ====== 4. Slip: reading letters ======

// A text could hold any number of damaged slips. `work` bounds what is done for all of them: each block costs
// one, unless it needs no repair in a plain run (few of these overlap), and so do 4,096 characters of a line.
const spend = (work, blocks) => (work.blocks -= blocks) >= 0;
const RUN = 1, SPACES = 2, ANYTHING = 3, LINES = 4, WAYS = [RUN, SPACES, ANYTHING, LINES];
const GROUPS = 51; // in a block: 255 bytes are 408 letters

/** The first way: groups as { letters, end }, until `left` letters have been read. */
function* groupsOfRun(text, at, left) {
  let letters = '', end = at;
  for (let i = at; i < text.length && left > 0; i++) {
    if (!/[A-Za-z0-9]/.test(text[i])) continue;
    letters += text[i];
    end = i + 1;
    if (letters.length < Math.min(8, left)) continue;
    yield { letters, end };
    left -= letters.length;
    letters = '';
  }
  if (letters) yield { letters, end };
}

/** The other three ways. */
function* groupsOfLines(text, at, left, way, work) {
  const search = new RegExp(`[${BREAKS}]|$`, 'g');
  for (let start = at; start < text.length && left > 0; start = search.lastIndex) {
    search.lastIndex = start;
    const line = text.slice(start, search.exec(text).index), fitting = [];
    search.lastIndex = start + line.length + 1;
    if (!spend(work, line.length / 4096)) return;
    const groups = [...line.matchAll(way === SPACES ? table.notSpaces : /[A-Za-z0-9]+/g)]
      .filter(([group]) => /[A-Za-z0-9]/.test(group));
    let then = left, strange = false;
    for (const [i, { 0: group, index }] of groups.entries()) {
      const letters = group.replace(/[^A-Za-z0-9]/g, ''), expected = Math.min(8, then);
      if (expected === 0) break;
      const fits = letters.length === expected, end = start + index + group.length;
      if (!fits) strange ||= i < groups.length - 1;
      if (!fits && way !== SPACES) continue;
      fitting.push({ letters: fits ? letters : NOTHING_READ.slice(0, expected), end });
      then -= expected;
    }
    if (way === LINES && strange) continue;
    yield* fitting;
    left = then;
  }
}

/** Groups by number, each read when it is asked for: no million letters are read because a slip says so. */
function groupsIn(way, text, at, letters, work) {
  const groups = way === RUN ? groupsOfRun(text, at, letters) : groupsOfLines(text, at, letters, way, work);
  const read = [];
  return (i) => {
    while (read.length <= i) {
      const { value, done } = groups.next();
      if (done) return undefined;
      read.push(value);
    }
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
function readBlock(groupAt, k, size, work, plainRun) {
  let letters = '', end = 0;
  for (let i = 1 + GROUPS * k; letters.length < lettersIn(size) && groupAt(i); i++) {
    letters += groupAt(i).letters;
    end = groupAt(i).end ?? end;
  }
  const missing = Math.max(0, lettersIn(size) - letters.length);
  if (missing > 32) return null;
  const whole = letters.slice(0, lettersIn(size)).padEnd(lettersIn(size), UNREADABLE);
  const { bytes, erased } = bytesOf(whole, size);
  const clean = plainRun && erased.length === 0 && syndromesOf(bytes).every((value) => value === 0);
  const block = clean || spend(work, 1) ? repairBlock(bytes, erased) : null;
  return block && { data: block.bytes.subarray(0, size - PARITY), repaired: block.repaired, missing, end };
}

/** Reads all blocks but those that are `done`: { payload, repaired, end }, or { done } as far as it came. */
function readBlocks(groupAt, length, work, plainRun = false, done = []) {
  const blocks = [...done];
  while (blocks.length < blocksOf(length)) {
    const next = readBlock(groupAt, blocks.length, blockSize(length, blocks.length), work, plainRun);
    if (!next) return { done: blocks };
    blocks.push(next);
  }
  const data = join(...blocks.map((one) => one.data)), payload = data.slice(0, length);
  const holds = sameBytes(payloadCheck(payload), data.subarray(length));
  if (!holds || total(blocks.map((one) => one.missing)) > 32) return { done: blocks.slice(0, -1) };
  return { payload, repaired: total(blocks.map((one) => one.repaired)), end: blocks.at(-1).end };
}

/** Where a plain reading came as far as `done`: the same with one group put in, then with one left out. */
function readChanged(groupsFor, length, done, work) {
  const letters = lettersFor(length), shorter = groupsFor(letters - 8), longer = groupsFor(letters + 8);
  // Before the block that failed all is well: the group is missing, or too many, in it or shortly before.
  const first = 1 + GROUPS * Math.max(0, done.length - 1);
  const last = Math.min(GROUPS * (done.length + 1), Math.ceil(letters / 8) - 1);
  const putIn = (place) => (i) => (i === place ? { letters: NOTHING_READ } : shorter(i < place ? i : i - 1));
  const leftOut = (place) => (i) => longer(i < place ? i : i + 1);
  for (const change of [putIn, leftOut]) {
    for (let place = first; place <= last && work.blocks > 0; place++) {
      const before = done.slice(0, Math.floor((place - 1) / GROUPS));
      const read = readBlocks(change(place), length, work, false, before);
      if (read.payload) return { ...read, repaired: read.repaired + 1 };
    }
  }
  return null;
}

/** For a damaged length group: the length that the payload itself says, from blocks of 255 bytes, or null. */
function lengthFromBlocks(groupAt, work) {
  let data = new Uint8Array(0);
  for (let k = 0; ; k++) {
    const next = readBlock(groupAt, k, 255, work, false);
    if (!next || !spend(work, data.length / 4096)) return null; // the beginning is read again every time
    data = join(data, next.data);
    try {
      return readHead(data).length;
    } catch (error) {
      if (!(error instanceof Short)) return null;
    }
  }
}

/** { payload, repaired, end } from the letters behind a marker that ends at `at`, or null. */
function readLetters(text, at, work) {
  const groupsFor = (way) => (letters) => groupsIn(way, text, at, letters, work), failed = [];
  const readPlain = (way, length, free) => readBlocks(groupsFor(way)(lettersFor(length)), length, work, free);
  for (const way of WAYS) {
    const length = lengthIn(groupsFor(way)(Infinity)(0));
    const read = length === null ? {} : readPlain(way, length, way === RUN);
    if (read.payload) return read;
    if (read.done) failed.push({ way, length, done: read.done });
    if (work.blocks <= 0) return null;
  }
  for (const { way, length, done } of failed) {
    const read = readChanged(groupsFor(way), length, done, work);
    if (read) return read;
  }
  return failed.length > 0 ? null : readWithoutLength(groupsFor, readPlain, work);
}

function readWithoutLength(groupsFor, readPlain, work) {
  const mended = (read) => ({ ...read, repaired: read.repaired + 1 });
  for (const way of WAYS) {
    const length = lengthFromBlocks(groupsFor(way)(Infinity), work);
    const plain = length === null ? null : readPlain(way, length, false);
    const read = plain?.payload ? plain : plain && readChanged(groupsFor(way), length, plain.done, work);
    if (read) return mended(read);
  }
  for (const way of WAYS) {
    for (let length = 0; length <= 235 && work.blocks > 0; length++) {
      const read = readPlain(way, length, false);
      if (read.payload) return mended(read);
    }
  }
  return null;
}

/**
 * The slips in a text: the place of each, the slip or the fault, and how many bytes were repaired. The place
 * of one that could not be read is that of its marker.
 */
export function findSlips(text) {
  mustBeText(text);
  const work = { blocks: 1500 }, marker = new RegExp(table.marker, 'gu'), found = [];
  for (let match; (match = marker.exec(text));) {
    const read = readLetters(text, marker.lastIndex, work);
    const place = { start: match.index, end: read?.end ?? marker.lastIndex };
    found.push({ place, read: read !== null, repaired: read?.repaired ?? 0, ...slipOrFault(read?.payload) });
    marker.lastIndex = place.end;
  }
  return found;
}

function slipOrFault(payload = new Uint8Array(0)) {
  if (payload[0] > 1) return { slip: null, fault: 'later version' };
  try {
    return { slip: decodeSlip(payload), fault: null };
  } catch {
    return { slip: null, fault: 'slip damaged' };
  }
}

// ====== 5. Checking: readings and places ======

/** The text from `start` to `end` without the slips in it that could be read. */
function withoutSlips(text, found, start = 0, end = text.length) {
  const slips = found.filter(({ place, read }) => read && place.start >= start && place.end <= end);
  const from = [start, ...slips.map(({ place }) => place.end)];
  return from.map((at, i) => text.slice(at, slips[i]?.place.start ?? end)).join('\n');
}

function joinLines(text, keep) {
  return text.replace(table.hyphenated, (all, hyphen, at) => {
    const before = [...text.slice(Math.max(0, at - 40), at)].findLast((char) => !(byteOf(char) & COMBINING));
    const broken = before !== undefined && (byteOf(before) & LETTER) !== 0;
    return broken ? (keep ? hyphen : '') : all;
  });
}

/** The ways in which a copy may have been laid out, in the order of the spec. */
function readingsOf(text) {
  const stands = { text, unquoted: false, hyphens: 'as they stand' };
  const unquoted = { ...stands, text: text.replace(table.quotes, '$1'), unquoted: true };
  const unjoined = unquoted.text === text ? [stands] : [stands, unquoted];
  const joined = (hyphens) => unjoined
    .map((reading) => ({ ...reading, text: joinLines(reading.text, hyphens === 'kept'), hyphens }))
    .filter((reading, i) => reading.text !== unjoined[i].text);
  return [...unjoined, ...joined('kept'), ...joined('dropped')];
}

/** The ranges of open words, which lie between and around the withheld ones. */
function openSpans({ withheld, n }) {
  const starts = [0, ...withheld.map(([, end]) => end)], ends = [...withheld.map(([start]) => start), n];
  return starts.map((start, i) => [start, ends[i]]).filter(([start, end]) => start < end);
}

/** Where the account may end, nearest first: behind how many words. */
function endsOf({ words: all }, slip) {
  const open = all.flatMap((word, i) => (word === MARK_WORD ? [] : [i])), ends = [];
  const length = Math.min(8, total(openSpans(slip).map(([start, end]) => end - start)));
  for (let k = open.length; k >= length && ends.length < 8 && open[k - 1] >= all.length - 2000; k--) {
    const last = open.slice(k - length, k).map((i) => all[i]);
    if (sameBytes(tailOf(last), slip.tail)) ends.push(open[k - 1] + 1);
  }
  return ends;
}

/**
 * The account whose last open word ends at `place`: from which word to behind which, marks included, and
 * `sealed`, the open words by their number in the account. Null if the words do not stand as the slip says.
 */
function accountAt({ words: all, lines, suspects }, slip, place) {
  const isMark = (i) => all[i] === MARK_WORD, beginsLine = (i) => i === all.length || lines.has(i);
  const spans = openSpans(slip).reverse(), sealed = new Map();
  let start = place, end = place;
  const takeMarks = () => {
    while (isMark(start - 1)) start--;
  };
  for (const [i, [first, behind]] of spans.entries()) {
    if (i > 0 && !isMark(start - 1)) return null;
    if (i > 0) takeMarks();
    for (let number = behind - 1; number >= first; number--) {
      start--;
      if (start < 0 || isMark(start)) return null;
      sealed.set(number, all[start]);
    }
  }
  if (spans.at(-1)[0] > 0) {
    if (!isMark(start - 1) && !beginsLine(start)) return null;
    takeMarks();
  }
  if (spans[0][1] < slip.n) {
    if (!isMark(end) && !beginsLine(end)) return null;
    while (isMark(end)) end++;
  }
  // A few words can be found in any text, so they must stand alone.
  if (sealed.size < 20 && !(beginsLine(start) && end === all.length)) return null;
  if (suspects.some(({ word, refused }) => refused && word >= start && word < end)) return null;
  return { start, end, sealed };
}

// ====== 5. Checking: proof and verdict ======

function kindOf(slip) {
  const spans = openSpans(slip), { withheld, n } = slip;
  if (withheld.length === 0) return 'whole';
  if (spans.length === 1) return { first: spans[0][0] + 1, last: spans[0][1] };
  return { withheld: n - total(spans.map(([start, end]) => end - start)), places: withheld.length };
}

/**
 * Judges a slip over texts, { before, after }, of which `before` may hold its account. A true one comes with
 * `account`, the source of what is shown. `hashed` is for all slips of a text together.
 */
async function judge(slip, texts, hashed) {
  let first = true, unknown = false;
  for (const { before, after } of texts) {
    let most;
    for (const reading of readingsOf(before)) {
      const parsed = words(reading.text);
      most ??= Math.max(2 ** 22, 5 * parsed.words.length); // the first reading is the text as it stands
      parsed.lines = new Set(parsed.lines);
      unknown ||= parsed.unknown;
      for (const place of endsOf(parsed, slip)) {
        const account = accountAt(parsed, slip, place);
        if (!account) continue;
        if (!first && (hashed.leaves += account.sealed.size) > most) return { verdict: 'cannot judge' };
        if (!first) await new Promise((resolve) => setTimeout(resolve)); // a page stays alive meanwhile
        first = false;
        const signed = statement(slip, rootOf(slip, (i) => account.sealed.get(i)));
        if (await verify(slip.publicKey, signed, slip.signature)) {
          const id = printId(sha256(signed));
          return { verdict: 'true', id, ...shown(slip, reading, parsed, account), after };
        }
      }
    }
  }
  return { verdict: unknown ? 'cannot judge' : 'not true' };
}

function shown(slip, { text, unquoted, hyphens }, parsed, { start, end, sealed }) {
  const own = parsed.words.slice(start, end), places = parsed.places.slice(start, end);
  return {
    kind: kindOf(slip), penName: printPenName(slip.publicKey), unquoted, hyphens, words: own,
    before: start, beforeText: text.slice(0, places[0].start),
    between: parsed.words.length - end, betweenText: text.slice(places.at(-1).end),
    account: { text, places, words: own, sealed },
  };
}

/** For a slip that came apart from its text: what stands before the last line with an id, then everything. */
function textsFor(whole) {
  const all = [{ before: whole, after: '' }];
  for (const { 0: line, index } of whole.matchAll(new RegExp(`[^${BREAKS}]+`, 'g'))) {
    const alone = line.trim().replace(/^[>\s]+/, '');
    if (parseId(alone)) all[1] = { before: whole.slice(0, index), after: whole.slice(index) };
  }
  return all.reverse();
}

async function checkAll(text, slips) {
  const found = findSlips(text), none = [{ place: null, slip: null, fault: 'slip damaged', repaired: 0 }];
  const apart = slips.map(findSlips).flatMap((inside) => (inside.length > 0 ? inside : none));
  const hashed = { leaves: 0 }, checked = [];
  let judged = 0;
  for (const [i, { place, slip, fault, repaired }] of [...found, ...apart].entries()) {
    const isApart = i >= found.length;
    let result = { verdict: fault };
    if (slip && ++judged > 16) result = { verdict: 'cannot judge' };
    else if (slip) {
      const around = () => ({
        before: withoutSlips(text, found, 0, place.start), after: withoutSlips(text, found, place.end),
      });
      result = await judge(slip, isApart ? textsFor(withoutSlips(text, found)) : [around()], hashed);
    }
    checked.push({ place: isApart ? null : place, slip, repaired, ...result });
  }
  return checked;
}

/**
 * Judges every slip that stands in the text, then those in `slips`: texts with slips that came apart from it.
 * `names` is what the reader knows, an object from pen names and account ids to what the reader calls them;
 * those that a true slip bears are given back.
 */
export async function check(text, { slips = [], names = {} } = {}) {
  const checked = (await checkAll(text, slips)).map(({ account, ...shown }) => shown);
  const borne = new Set(checked.flatMap(({ penName, id }) => [penName, id]));
  const known = Object.entries(names).filter(([letters]) => borne.has(letters.toLowerCase()));
  return { checked, names: Object.fromEntries(known) };
}

// ====== Seal ======

/** An account with its slip, or with its id where the slip is too long and goes to a file of its own. */
function together(account, slip, id) {
  const letters = slipText(slip);
  return `${account}${account.endsWith('\n') ? '' : '\n'}\n${letters.length > 2900 ? id : letters}\n`;
}

/** Whatever is written here is read again before it is given out. */
async function mustCheck(text, slip, id) {
  const letters = slipText(slip), checked = await checkAll(text, letters.length > 2900 ? [letters] : []);
  const [{ verdict, before, between, unquoted, hyphens, ...one } = {}] = checked;
  const good = verdict === 'true' && before + between === 0 && !unquoted && hyphens === 'as they stand';
  const same = checked.length === 1 && one.id === id && sameBytes(one.slip.payload, slip.payload);
  if (!good || !same) throw new Error('What was made does not check as true, so it is not given out.');
}

/** `secret` (the key) and `random` (fresh every time) are 32 bytes each; `enclosures` is { count, root }. */
export async function seal(text, { secret, random, enclosures = null } = {}) {
  const are32 = (bytes) => bytes instanceof Uint8Array && bytes.length === 32;
  if (!are32(secret) || !are32(random)) throw new Error('The secret and the random bytes are 32 bytes each.');
  const counts = (count) => Number.isInteger(count) && count >= 1 && count < 2 ** 24;
  if (enclosures && !(counts(enclosures.count) && are32(enclosures.root))) {
    throw new Error('The enclosures are a count from 1 and a root of 32 bytes.');
  }
  if (findSlips(text).length > 0) throw new Error('The text already holds a slip, or the beginning of one.');
  const { words: all, sealing, unknown } = words(text);
  if (sealing !== 'can be sealed') throw new Error(`The text cannot be sealed: ${sealing}.`);
  if (unknown) throw new Error('The text has characters that are too new for this browser or runtime.');
  const seed = sha256(random, secret, utf8(all.join('\n'))).subarray(0, 16), publicKey = publicKeyOf(secret);
  const slip = { publicKey, n: all.length, tail: tailOf(all.slice(-8)), enclosures, withheld: [] };
  slip.items = [seed];
  const signed = statement(slip, rootOf(slip, (i) => all[i])), id = printId(sha256(signed));
  slip.signature = await sign(secret, signed);
  slip.payload = encodeSlip(slip);
  const sealed = together(text, slip, id);
  await mustCheck(sealed, slip, id);
  return { slip: slipText(slip), id, penName: printPenName(publicKey), text: sealed };
}

// ====== Withhold ======

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

/** The items of a slip that withholds more than the old one. */
function itemsFor(withheld, old, wordAt) {
  const { seedOf, hashOf } = treeOf(old, wordAt);
  const items = (lo, m, seed = seedOf(lo, m)) => {
    const stands = standing(withheld, lo, m);
    if (stands === 'open') return [seed];
    if (stands === 'withheld') return [hashOf(lo, m, seed)];
    const [left, right] = [0, 1].map((side) => seed && childSeed(seed, side, lo, m, old.publicKey));
    return [...items(lo, half(m), left), ...items(lo + half(m), m - half(m), right)];
  };
  return items(0, old.n);
}

/** The account's text with one mark at each withheld place. */
function editionText({ text, places, words: all, sealed }, withheld) {
  const numbers = [...sealed.keys()].sort((a, b) => a - b).values();
  let next = 0, range = 0, marked = -1, written = '', copied = places[0].start;
  all.forEach((word, i) => {
    const number = word === MARK_WORD ? next : numbers.next().value; // a mark stands for what would come next
    if (word !== MARK_WORD) next = number + 1;
    while (range < withheld.length && withheld[range][1] <= number) range++;
    if (range === withheld.length || number < withheld[range][0]) return;
    if (marked !== range) written += text.slice(copied, places[i].start) + MARK_WORD.repeat(5);
    marked = range;
    copied = places[i].end;
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
  const fits = ([start, end]) => Number.isInteger(start) && Number.isInteger(end)
    && start >= 0 && start < end && end <= old.n;
  if (!ranges.every(fits)) throw new Error(`Ranges are [start, end) within the ${old.n} words.`);
  const withheld = merged([...old.withheld, ...ranges]), wordAt = (i) => account.sealed.get(i);
  if (standing(withheld, 0, old.n) === 'withheld') throw new Error('One word at least must stay.');
  const open = [...account.sealed.keys()].filter((i) => standing(withheld, i, 1) === 'open');
  const tail = tailOf(open.sort((a, b) => a - b).slice(-8).map(wordAt));
  const edition = { ...old, withheld, tail, items: itemsFor(withheld, old, wordAt) };
  edition.payload = encodeSlip(edition);
  const made = together(editionText(account, withheld), edition, id);
  await mustCheck(made, edition, id);
  return { text: made, slip: slipText(edition), id };
}
