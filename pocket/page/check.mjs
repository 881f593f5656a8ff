// The part for checking a copy. The copy is pasted or comes from files. QR codes of the slip come from the camera or
// from pictures.
import { $, busy, bytesOf, button, coded, make, note, onFiles, sentenceFor, show, textOf, wrong } from './dom.mjs';
import { readBundle } from './bundle.mjs';
import { codeIn, scan } from './camera.mjs';
import { joinParts } from './codes.mjs';
import { differencesOf, judge, notJudged, wordsBeside } from './judge.mjs';
import { isListLocked, knownNames } from './known.mjs';
import { kindOf } from './picture.mjs';
import { onLanguage, say } from './say.mjs';
import { said } from './verdict.mjs';
import { shownWords, words } from '../../spec/firsthand.mjs';

const MAX = { letters: 5e6, text: 20e6, bundle: 70e6, codes: 1000 };

/** Slips that came beside the copy, the parts of an incomplete slip, the files of a bundle, and the last verdict. */
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
  $('to-verdict').addEventListener('click', ({ target }) => busy(target, 'pocket-checking', judgeCopy));
  $('held-scan').addEventListener('click', () => scan(takeCode));
  $('held').addEventListener('input', () => {
    enclosures = null;
    wrong($('check'));
  });
  onFiles($('held-files'), takeFiles);
  onFiles($('against-file'), async ([file]) => {
    await taking(async () => {
      const { text, unjudged } = await opened(file);
      if (unjudged) wrong($('check'), say(NOT_JUDGED));
      else $('against').value = text;
    });
  });
  onLanguage(() => {
    renderApart();
    if (judged) $('judged').replaceChildren(...said(judged));
  });
}

function showJudged(now) {
  judged = now;
  $('judged').replaceChildren(...said(judged));
  show('verdict');
}

async function taking(work) {
  wrong($('check'));
  try {
    await work();
  } catch (error) {
    const hint = error?.code === 'not-text' ? ` ${say(NOT_JUDGED)}` : '';
    wrong($('check'), sentenceFor(error, { size: 25, pixels: 60, ...error?.values }) + hint);
  }
}

async function takeFiles(files) {
  await taking(async () => {
    for (const file of files) {
      const bytes = await bytesOf(file, MAX.bundle);
      if (kindOf(bytes) !== null) {
        const answer = takeCode(await codeIn(file));
        if (answer !== true) note(answer);
        continue;
      }
      const { text, slip, files: enclosed, unjudged } = await opened(file);
      if (unjudged) {
        showJudged({ verdict: unjudged, bare: null, known: {}, isListLocked: false });
        continue;
      }
      if (slip || enclosures) slips = slip ? [slip] : []; // the slip of a bundle replaces the others
      $('held').value = text;
      enclosures = enclosed;
      renderApart();
      note(say('pocket-file-taken', { name: file.name }));
    }
  });
}

/** Reads a bundle or a text as { text, slip, files }. A file of another kind becomes { unjudged }. */
async function opened(file) {
  const bytes = await bytesOf(file, MAX.bundle);
  if (latin(bytes, 257, 262) === 'ustar') {
    const { text, slip, enclosures: files } = readBundle(bytes);
    return { text, slip: text.includes(slip.trim()) ? null : slip, files };
  }
  const form = formOf(bytes);
  if (form) return { unjudged: notJudged(form, 'not read') };
  if (bytes.length > MAX.text) throw coded('too-large');
  const text = textOf(bytes);
  if (isPage(text, file.name)) return { unjudged: notJudged('page', 'may hide', shownWords(words(shownOf(text)))) };
  return { text, slip: null, files: null };
}

// Mails and documents need whole programs to read them, and saved pages need a long list (spec/pages.json). They are
// not in this page. So it does not judge such files, and says how to check the words that a person sees.
const latin = (bytes, start, end) => String.fromCharCode(...bytes.subarray(start, end));
const NOT_JUDGED = 'verdict-not-judged-do';

/** The form of a file that is not a text, bundle or page, by its first bytes; else null. */
function formOf(bytes) {
  const start = latin(bytes, 0, 1024);
  if (/^[^!-~]*%PDF-/.test(start)) return 'pdf';
  if (/^PK[\x03\x05]/.test(start)) {
    if (start.includes('opendocument.text')) return 'open document';
    const isWord = new TextDecoder('latin1').decode(bytes).includes('word/document');
    if (isWord) return 'word document';
    throw coded('not-text');
  }
  if (/^(\{\\rtf|bplist00|%!PS|age-encryption|-{5}BEGIN (AGE|PGP MESSAGE))/.test(start)) throw coded('not-text');
  return mailOf(latin(bytes, 0, 20_000));
}

/** Whether a file begins with the headers of a mail, or of a web page that was saved as a mail. */
function mailOf(start) {
  const head = start.replace(/\r\n/g, '\n').replace(/^From .*\n/, '').split('\n\n')[0].replace(/\n[ \t]+/g, ' ');
  const names = head.split('\n').slice(0, 200).map((line) => /^([!-9;-~]{1,99}):/.exec(line)?.[1].toLowerCase());
  if (names.includes(undefined)) return null;
  const has = (name) => names.includes(name);
  const isSent = has('from') && (has('date') || has('to'));
  const isMail = isSent || ['mime-version', 'content-type', 'message-id'].some(has);
  if (!isMail) return null;
  return has('snapshot-content-location') || /^content-type: *multipart\/related/im.test(head) ? 'web archive' : 'mail';
}

function isPage(text, name) {
  const begins = /^\s*(<!-{2}[^]*?-->\s*)*<(!doctype\s+html|html|head|body|\?xml|svg)/i.test(text.slice(0, 2000));
  return begins || (/\.x?html?$/i.test(name) && text.includes('<'));
}

const BLOCKS = 'address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 '
  + 'h4 h5 h6 header hr li main nav ol p pre section table td th tr ul';
const UNSHOWN = 'script style template noscript head title textarea select [hidden]';

/**
 * The text of a saved web page, roughly as a browser shows it. The page is only parsed. Nothing in it runs or loads.
 */
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

/** Takes in the text of a QR code. Returns true if a slip is complete now, else a sentence about the missing parts. */
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
  if (!part || Number(part[2]) > MAX.codes) throw coded('code-no-slip');
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

async function judgeCopy() {
  await taking(async () => {
    const text = $('held').value, other = $('against').value.trim();
    if (!text.trim()) throw coded(slips.length > 0 ? 'slip-alone' : 'nothing-to-check');
    if (Math.max(text.length, other.length) > MAX.letters) throw coded('check-long');
    const names = knownNames(), isId = ([letters]) => letters.startsWith('fh1');
    const entries = Object.entries(names).sort((a, b) => isId(b) - isId(a));
    const known = entries.map(([letters, { name }]) => [letters, name]);
    const verdict = await judge(text, { slips, known, against: other ? [other] : [], enclosures });
    // The given account is not true to a slip. Then it is compared as plain words, and counts as nobody's seal.
    const isBare = other && verdict.against.length === 0;
    const bare = isBare ? differencesOf(wordsBeside(other), wordsBeside(text)) : null;
    showJudged({ verdict, bare, known: names, isListLocked: isListLocked() });
  });
}
