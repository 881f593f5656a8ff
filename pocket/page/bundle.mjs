// Writes and reads bundles: an account, its slip and its enclosures in one tar file (spec/seal.md, section 7).
import { findSlips, parseId, sha256 } from '../../spec/firsthand.mjs';

const BLOCK = 512, FORMAT = 'bundle/v1';
const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const wholeBlocks = (size) => Math.ceil(size / BLOCK) * BLOCK;

function must(holds) {
  if (!holds) throw Object.assign(new Error('This is no bundle, or not a whole one.'), { code: 'bundle-broken' });
}

/**
 * Writes a bundle and returns its bytes. `text` is the account, followed by its slip, by its id (for a long slip), or
 * by nothing. `enclosures` are [{ label, salt, bytes }] with salts of 16 bytes.
 */
export function bundle({ text, slip, enclosures = [] }) {
  const sorted = [...enclosures].sort((a, b) => (a.label < b.label ? -1 : 1));
  const entries = sorted.map(({ label, salt, bytes }) => ({ label, salt: hex(salt), sha256: hex(sha256(bytes)) }));
  const manifest = JSON.stringify({ firsthand: FORMAT, enclosures: entries }, null, 2) + '\n';
  const files = [['account.txt', utf8(accountIn(text))], ['slip.txt', utf8(`${slip}\n`)], ['manifest.json',
    utf8(manifest)],
    ...sorted.map(({ bytes }, i) => [`enclosures/${i + 1}`, bytes])];
  const size = files.reduce((sum, [, bytes]) => sum + BLOCK + wholeBlocks(bytes.length), 0);
  const tar = new Uint8Array(size + 2 * BLOCK); // the file ends with two blocks of zeros
  let at = 0;
  for (const [path, bytes] of files) {
    tar.set(header(path, bytes.length), at);
    tar.set(bytes, at + BLOCK);
    at += BLOCK + wholeBlocks(bytes.length);
  }
  return tar;
}

/** The account in a sealed text, without the slip or the id after it. */
function accountIn(text) {
  const [slip] = findSlips(text), lines = text.trimEnd().split('\n');
  if (slip) return `${text.slice(0, slip.place.start).trimEnd()}\n`;
  return parseId(lines.at(-1)) ? `${lines.slice(0, -1).join('\n').trimEnd()}\n` : text;
}

/** The header of a regular file (POSIX ustar). It does not say who wrote the file, or when. */
function header(path, size) {
  const block = new Uint8Array(BLOCK), octal = (number, digits) => number.toString(8).padStart(digits, '0');
  const fields = { 0: path, 100: octal(0o600, 7), 108: octal(0, 7), 116: octal(0, 7), 124: octal(size, 11),
    136: octal(0, 11), 156: '0', 257: 'ustar', 263: '00' };
  for (const [at, value] of Object.entries(fields)) block.set(utf8(value), Number(at));
  block.set(utf8(octal(checksum(block), 6)), 148);
  block[155] = 0x20;
  return block;
}

/** The sum of the bytes of a header. The bytes of the sum itself count as spaces. */
const checksum = (block) => block.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 0x20 : byte), 0);

/**
 * Reads a bundle as { text, slip, enclosures: [{ label, salt, bytes }] }. Throws an error with the code 'bundle-broken'
 * if the bundle is not whole.
 */
export function readBundle(bytes) {
  let at = 0;
  const next = (path) => {
    const block = bytes.subarray(at, at + BLOCK);
    const field = (start, length) => String.fromCharCode(...block.subarray(start, start + length)).split('\0')[0];
    must(block.length === BLOCK && field(257, 5) === 'ustar' && (block[156] === 0x30 || block[156] === 0));
    must(field(0, 100) === path && field(345, 155) === '' && parseInt(field(148, 8), 8) === checksum(block));
    const octal = field(124, 12).trim();
    must(/^[0-7]+$/.test(octal));
    const size = parseInt(octal, 8), content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    must(content.length === size);
    at += BLOCK + wholeBlocks(size);
    return content;
  };
  const [text, slip, json] = ['account.txt', 'slip.txt', 'manifest.json'].map((path) => read(next(path)));
  const manifest = parsed(json);
  must(hasOnly(manifest, ['firsthand', 'enclosures']) && manifest.firsthand === FORMAT);
  must(Array.isArray(manifest.enclosures));
  const enclosures = manifest.enclosures.map((entry, i) => {
    must(hasOnly(entry, ['label', 'salt', 'sha256']) && isLabel(entry.label));
    must(/^[0-9a-f]{32}$/.test(entry.salt));
    const content = next(`enclosures/${i + 1}`);
    must(hex(sha256(content)) === entry.sha256);
    return { label: entry.label, salt: unhex(entry.salt), bytes: content };
  });
  must(enclosures.every(({ label }, i) => i === 0 || enclosures[i - 1].label < label));
  // After the end there is nothing, or padding.
  must(at >= bytes.length || bytes.subarray(at, at + BLOCK).every((byte) => byte === 0));
  return { text, slip, enclosures };
}

const isLabel = (label) => typeof label === 'string' && /^[a-z0-9/-]{1,255}$/.test(label);

function hasOnly(object, keys) {
  return object !== null && typeof object === 'object' && Object.keys(object).sort().join() === [...keys].sort().join();
}

function read(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return must(false);
  }
}

function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return must(false);
  }
}
