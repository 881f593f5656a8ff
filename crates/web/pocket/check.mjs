// Checking a copy: pasted, from files, with the slip's QR codes from the camera or from pictures.
import { $, busy, bytesOf, button, coded, make, note, onFiles, sentenceFor, show, textOf, wrong } from './dom.mjs';
import { readBundle } from './bundle.mjs';
import { codeIn, scan } from './camera.mjs';
import { joinParts } from './codes.mjs';
import { counts, differences } from './differences.mjs';
import { knownNames } from './known.mjs';
import { kindOf } from './picture.mjs';
import { onLanguage, say } from './say.mjs';
import { said } from './verdict.mjs';
import { check, enclosuresFit, findSlips, words } from '../../../spec/firsthand.mjs';

const MOST = { letters: 5e6, text: 20e6, bundle: 70e6, codes: 1000 };

/** Slips that came apart from the copy, parts of one that are still to come, a bundle's files, and the last verdict. */
let slips = [], pieces = [], enclosures = null, judged = null;

export const isChecked = () => judged !== null;

export function clearCheck() {
  slips = [];
  pieces = [];
  enclosures = null;
  judged = null;
  for (const id of ['held', 'against']) $(id).value = '';
  $('judged').replaceChildren();
  for (const id of ['against-part', 'known-part']) $(id).open = false;
  wrong($('check'));
  renderApart();
}

export function startCheck() {
  $('to-verdict').addEventListener('click', ({ target }) => busy(target, 'pocket-checking', judge));
  $('held-scan').addEventListener('click', () => scan(takeCode));
  $('held').addEventListener('input', () => {
    enclosures = null;
    wrong($('check'));
  });
  onFiles($('held-files'), takeFiles);
  onFiles($('against-file'), async ([file]) => {
    await taking(async () => {
      $('against').value = (await opened(file)).text;
    });
  });
  onLanguage(() => {
    renderApart();
    if (judged) $('judged').replaceChildren(...said(judged));
  });
}

async function taking(work) {
  wrong($('check'));
  try {
    await work();
  } catch (error) {
    wrong($('check'), sentenceFor(error, { size: 25, pixels: 60, ...error?.values }));
  }
}

async function takeFiles(files) {
  await taking(async () => {
    for (const file of files) {
      const bytes = await bytesOf(file, MOST.bundle);
      if (kindOf(bytes) !== null) {
        const answer = takeCode(await codeIn(file));
        if (answer !== true) note(answer);
        continue;
      }
      const { text, slip, files: enclosed } = await opened(file);
      if (slip || enclosures) slips = slip ? [slip] : []; // a bundle's slip goes with it
      $('held').value = text;
      enclosures = enclosed;
      renderApart();
      note(say('pocket-file-taken', { name: file.name }));
    }
  });
}

/** A file as { text, slip, files }: a bundle, a saved web page, or a text. */
async function opened(file) {
  const bytes = await bytesOf(file, MOST.bundle);
  if (new TextDecoder().decode(bytes.subarray(257, 262)) === 'ustar') {
    const { text, slip, enclosures: files } = readBundle(bytes);
    return { text, slip: text.includes(slip.trim()) ? null : slip, files };
  }
  if (bytes.length > MOST.text) throw coded('too-large');
  const text = textOf(bytes), isPage = /^\s*(<!-{2}[^]*?-->\s*)*<(!doctype\s+html|html)/i.test(text.slice(0, 2000));
  return { text: isPage ? shownOf(text) : text, slip: null, files: null };
}

const BLOCKS = 'address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 '
  + 'h4 h5 h6 header hr li main nav ol p pre section table td th tr ul';
const UNSHOWN = 'script style template noscript head title textarea select [hidden]';

/** The text of a saved web page, as a browser would show it. It is parsed, and never run or loaded. */
function shownOf(html) {
  const page = new DOMParser().parseFromString(html, 'text/html'), blocks = new Set(BLOCKS.split(' '));
  for (const one of page.querySelectorAll(UNSHOWN.replaceAll(' ', ','))) one.remove();
  for (const one of page.body.querySelectorAll('*')) {
    if (!blocks.has(one.localName)) continue;
    one.before('\n');
    one.after('\n');
  }
  return page.body.textContent;
}

/** Takes what a QR code holds; true where a slip is whole now, else what is still missing. */
function takeCode(code) {
  const part = code.match(/^FHPART:(\d+):(\d+):/i);
  let slip;
  try {
    slip = joinParts([...pieces, code]);
  } catch (error) {
    pieces = part ? [code] : [];
    throw error;
  }
  if (slip !== null) return takeSlip(slip);
  if (!part || Number(part[2]) > MOST.codes) throw coded('code-no-slip');
  pieces = [...pieces.filter((piece) => piece !== code), code];
  return say('pocket-codes-read', { count: pieces.length, all: part[2] });
}

function takeSlip(slip) {
  pieces = [];
  slips = [slip];
  renderApart();
  note(say('pocket-slip-taken'));
  return true;
}

function renderApart() {
  $('apart').replaceChildren(...slips.map((slip) => {
    const remove = button('pocket-slip-remove', () => {
      slips = slips.filter((one) => one !== slip);
      renderApart();
      $('held-scan').focus();
    });
    return make('li', {}, `${say('pocket-slip-here')} `, make('code', {}, `${slip.slice(0, 24)}…`), ' ', remove);
  }));
}

/** The words of a text without the slips in it. */
function wordsBeside(text) {
  let rest = '', at = 0;
  for (const { place } of findSlips(text)) {
    rest += `${text.slice(at, place.start)}\n`;
    at = place.end;
  }
  return words(rest + text.slice(at)).words;
}

async function judge() {
  await taking(async () => {
    const text = $('held').value, other = $('against').value;
    if (!text.trim()) throw coded(slips.length > 0 ? 'slip-alone' : 'nothing-to-check');
    if (Math.max(text.length, other.length) > MOST.letters) throw coded('check-long');
    const { checked } = await check(text, { slips });
    if (enclosures) for (const one of checked) one.fit = one.slip === null || enclosuresFit(one.slip, enclosures);
    const copied = checked.find(({ verdict }) => verdict === 'true')?.words ?? wordsBeside(text);
    judged = { checked, known: knownNames(), against: other.trim() ? await heldAgainst(other, copied) : null };
    $('judged').replaceChildren(...said(judged));
    show('verdict');
  });
}

/** The copy's words beside those of an account that the reader has. */
async function heldAgainst(text, copied) {
  const { checked } = await check(text), proved = checked.find(({ verdict }) => verdict === 'true');
  const own = proved?.words ?? wordsBeside(text), runs = differences(own, copied);
  const { kept, moved, withheld } = counts(runs), found = kept + moved;
  return {
    isTrue: proved !== undefined, id: proved?.id, runs, words: own.length,
    isNear: found + withheld >= own.length / 2 && found > 0,
    clean: runs.every(({ kind }) => kind === 'kept' || kind === 'withheld'),
  };
}
