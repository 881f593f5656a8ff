// Writes and reads slips as QR codes. A slip that is too long for one code is split into numbered parts (spec/seal.md,
// section 4).
import { decodeQR, encodeQR } from './vendor/qr.mjs';
import { findSlips, printId, sha256, slipRun } from '../../spec/firsthand.mjs';

const QUIET = 4; // white dots around the code
const ONE_CODE = 1000; // phones read a code with more letters badly

/** A QR code as an <svg>. It is always black on white, in the dark style and on paper too. */
export function codeSvg(text) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET }), side = rows.length;
  const dots = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">`
    + `<rect width="100%" height="100%" fill="#fff"/><path d="${dots.join('')}"/></svg>`;
}

/** The texts of the codes for a slip, in order. `letters` is the slip as it stands in a text. */
export function parts(letters) {
  const run = slipRun(findSlips(letters)[0].slip);
  if (run.length <= ONE_CODE) return [run.toUpperCase()];
  const count = Math.ceil(run.length / ONE_CODE), size = Math.ceil(run.length / count), check = checkOf(run);
  const pieces = run.match(new RegExp(`.{1,${size}}`, 'g'));
  return pieces.map((piece, i) => `FHPART:${i + 1}:${pieces.length}:${check}:${piece}`.toUpperCase());
}

/** Four letters that are the same in all parts of one slip. */
function checkOf(run) {
  return printId(sha256(new TextEncoder().encode('firsthand part' + run))).slice(3, 7);
}

/**
 * The slip in the texts of codes: whole in one code, or in numbered parts in any order. Null if there is no slip, or if
 * parts are missing. Throws an error with the code 'codes-mixed' if the parts belong to several slips.
 */
export function joinParts(texts) {
  const whole = texts.find((text) => findSlips(text).some(({ read }) => read));
  if (whole) return whole.toLowerCase();
  const numbered = texts.map(partOf).filter((part) => part !== null), [one] = numbered;
  const mixed = () => Object.assign(new Error('The parts are not of one slip.'), { code: 'codes-mixed' });
  if (numbered.some(({ count, check }) => count !== one.count || check !== one.check)) throw mixed();
  const pieces = new Map(numbered.map(({ at, piece }) => [at, piece]));
  if (!one || pieces.size < one.count) return null;
  const run = Array.from({ length: one.count }, (_, i) => pieces.get(i + 1)).join('');
  if (checkOf(run) !== one.check) throw mixed();
  return run;
}

/** Reads a numbered part as { at, count, check, piece }. Null if it is not one. */
function partOf(text) {
  const match = /^FHPART:(\d{1,4}):(\d{1,4}):([a-z0-9]{4}):([a-z0-9]+)$/i.exec(text.trim());
  if (!match) return null;
  const [at, count] = [Number(match[1]), Number(match[2])];
  return at >= 1 && at <= count ? { at, count, check: match[3].toLowerCase(), piece: match[4].toLowerCase() } : null;
}

/**
 * The text of a QR code in a picture, or null. `picture` is { data, width, height } with RGBA, as a canvas gives it.
 */
export function readCode(picture) {
  try {
    return decodeQR(picture);
  } catch {
    return null; // there is no code, or the picture is not sharp
  }
}
