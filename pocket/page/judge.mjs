// Judges a copy. It returns the same verdict as crates/verdict, which the command and /check use, field for field
// (spec/verdict.schema.json). crates/verdict explains each step. spec/vectors/verdicts.json tests both
// implementations. There are no sentences here, no access to the page, and no archive.
import { decodeTwice, readChat } from './chat.mjs';
import { counts, differences, quote, quoted } from './differences.mjs';
import { check, enclosuresFit, findSlips, isSolo, onlyLetters } from '../../spec/firsthand.mjs';
import { printPenName, shownWords, words } from '../../spec/firsthand.mjs';

const VERSION = 'verdict/v1', MARK = '█';
/** The result of a verdict, as the exit codes of the command. */
const YES = 0, NO = 1, COULD_NOT_TELL = 3;

/**
 * The verdict on a text. `slips` are the texts of slips that came beside it. `expect` is the expected pen name or
 * account id, or null. `known` is [[pen name or account id, name]…]. `against` are sealed texts to compare with; those
 * that are not true to their slips are skipped. `enclosures` are those of the bundle with the text, or null.
 */
export async function judge(text, { slips = [], expect = null, known = [], against = [], enclosures = null } = {}) {
  const entries = await Promise.all(against.map((one, i) => entryOf(one, `against-${i + 1}`)));
  const reader = { expect, known, entries: entries.filter(Boolean) };
  const copy = enclosures ? { text, form: 'bundle', twice: false } : await readCopy(text);
  const { checked, named } = await check(copy.text, { slips });
  const places = checked.flatMap(({ place, read }) => (read && place) || []); // other slips are part of the text
  const judged = checked.map((one) => slipJudged(one, { text: copy.text, places, enclosures, reader }));
  const own = reader.entries.length > 0 ? wordsBeside(copy.text) : [];
  const held = reader.entries.map((entry) => heldAgainst(entry, own));
  return {
    firsthand: VERSION, came_as: copy.form, not_judged: null, read: null, twice_encoded: copy.twice, slips: judged,
    names: named, names_past: null, against: held, exit: exitOf(judged, held),
  };
}

/** The verdict for a file that is not judged: its form, the reason, and its words if they were read. */
export const notJudged = (form, why, read = null) => ({
  firsthand: VERSION, came_as: form, not_judged: why, read, twice_encoded: false, slips: [], names: null, names_past: null, against: [],
  exit: COULD_NOT_TELL,
});

/**
 * Reads a copy. If it is true to a slip as it stands, it stays so. If not, chat messages are taken out of JSON, and
 * text that was encoded twice is decoded.
 */
async function readCopy(text) {
  const chat = readChat(text), { text: decoded, changed } = decodeTwice(chat ?? text);
  if ((chat === null && !changed) || await provedIn(text)) return { text, form: 'text', twice: false };
  return { text: decoded, form: chat === null ? 'text' : 'chat', twice: changed };
}

const provedIn = async (text) => (await check(text)).checked.find(({ verdict }) => verdict === 'true');

/** A sealed text in the form for comparison. Null if it is not true to a slip in it. */
export async function entryOf(text, path) {
  const proved = await provedIn(text);
  if (!proved) return null;
  const { id, penName, words: own } = proved;
  const json = { account: id, pen_name: penName, path, part: 'edition', corrected: false };
  return { json, words: own };
}

/** The words of a text, without its slips. */
export function wordsBeside(text) {
  let rest = '', at = 0;
  for (const { place } of findSlips(text)) {
    rest += `${text.slice(at, place.start)}\n`;
    at = place.end;
  }
  return words(rest + text.slice(at)).words;
}

function exitOf(slips, held) {
  const all = slips.map(exitOfSlip);
  if (all.length === 0) {
    const exits = held.map(exitOfHeld);
    return [YES, COULD_NOT_TELL, NO].find((exit) => exits.includes(exit)) ?? COULD_NOT_TELL;
  }
  return [NO, COULD_NOT_TELL].find((exit) => all.includes(exit)) ?? YES;
}

/**
 * The result of a comparison. A quote with other words around it may be a copy of another text, so it is no clear yes.
 */
function exitOfHeld({ differences: { word_for_word: isSame, quote: exact, punctuated } }) {
  return isSame ? YES : exact && punctuated === 0 ? COULD_NOT_TELL : NO;
}

/** The result for one slip. */
export function exitOfSlip({ verdict, standing, plain }) {
  if (verdict === 'not true') return NO;
  if (verdict !== 'true') return COULD_NOT_TELL;
  if (['not expected', 'rivalled'].includes(standing.is)) return NO;
  return plain && !standing.asked ? YES : COULD_NOT_TELL;
}

// ====== The text and a slip ======

const WHY = { end: 'end not found', words: 'words', hidden: 'hidden character', among: 'among others' };
const HYPHENS = { kept: 'joined' };

const mayHideWords = ({ reordered, gaps, moreHeads }) => reordered || gaps || moreHeads > 0;

function slipJudged(one, { text, places, enclosures, reader }) {
  const { place, slip, verdict, version } = one;
  const isTrue = verdict === 'true', among = outside(words(one.among), 0, Infinity, Infinity);
  const found = {
    verdict, plain: among === null && !(isTrue && mayHideWords(one)), repaired: place ? one.repaired : 0,
    slip_from_archive: false, among_the_letters: among,
  };
  if (verdict === 'later version') return { ...found, version };
  const notTrue = (why) => ({ ...found, verdict: 'not true', why, pen_name: printPenName(slip.publicKey) });
  if (verdict === 'not true') return notTrue(WHY[one.why]);
  if (!isTrue) return found;
  if (enclosures && !enclosuresFit(slip, enclosures)) return notTrue('enclosures');
  return { ...found, ...truth(one, { text, places, enclosures, reader }) };
}

function truth(one, { text, places, enclosures, reader }) {
  const { slip, kind, stands } = one, [head, tail] = [one.beforeText, one.betweenText].map(outsideIn);
  const [before, behind] = around(text, places, one).map(outsideIn), isAbove = stands === 'behind its slip';
  const { first = null, last = null } = kind, here = enclosures?.map(({ label }) => label) ?? null;
  return {
    kind: kind === 'whole' ? kind : first ? 'excerpt' : 'edition', first, last, words: slip.n,
    withheld: slip.withheld.reduce((sum, [start, end]) => sum + end - start, 0),
    places: slip.withheld.map(([start, end]) => [start + 1, end]),
    account: one.id, pen_name: one.penName, standing: standingOf(one, reader), side: stands,
    reading: {
      sign: one.sign, around: one.around, heads: one.heads, more_heads: one.moreHeads,
      hyphens: HYPHENS[one.hyphens] ?? one.hyphens,
      passed_over: one.passedOver.map(([code, count]) => [`U+${code.toUpperCase().padStart(4, '0')}`, count]),
    },
    may_show_another_order: one.reordered, long_gaps: one.gaps, mixed_alphabets: one.words.filter(mixesScripts),
    outside: isAbove ? { before, between: head, behind: tail } : { before: head, between: tail, behind },
    enclosures: slip.enclosures && { sealed: slip.enclosures.count, here },
    sealed: one.sealedText,
  };
}

/** The texts before and after a slip, up to the next slips that can be read. */
function around(text, places, { place, after }) {
  if (!place) return ['', after];
  const at = places.indexOf(place);
  return [text.slice(places[at - 1]?.end ?? 0, place.start), text.slice(place.end, places[at + 1]?.start)];
}

/** Maximum number of words outside the seal that are shown in full. Of more words only the ends are shown. */
const SHOWN = 300;
const outsideIn = (text) => outside(words(text), 0);

function outside(read, start, end = read.words.length, most = SHOWN) {
  const count = Math.min(end, read.words.length) - start, half = most / 2;
  const show = (from, to) => shownWords(read, from, to).replace(/[\s\x85]+/g, ' ');
  if (count === 0) return null;
  const text = count <= most ? show(start, start + count)
    : `${show(start, start + half)} … ${show(start + count - half, start + count)}`;
  return { words: count, text };
}

// The scripts that letters can have (UTS #39). Scripts that the browser does not know are left out.
const SCRIPTS = 'Latn Cyrl Arab Grek Armn Hebr Geor Ethi Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Thai Laoo '
  + 'Tibt Mymr Khmr Mong Adlm Aghb Ahom Armi Avst Bali Bamu Bass Batk Berf Bhks Brah Brai Bugi Buhd Cakm '
  + 'Cans Cari Cham Cher Chrs Copt Cpmn Cprt Diak Dogr Dsrt Dupl Egyp Elba Elym Gara Glag Gong Gonm Goth '
  + 'Gran Gukh Hano Hatr Hluw Hmng Hmnp Hung Ital Java Jurc Kali Kawi Khar Khoj Kits Krai Kthi Lana Lepc '
  + 'Limb Lina Linb Lisu Lyci Lydi Mahj Maka Mand Mani Marc Medf Mend Merc Mero Modi Mroo Mtei Mult Nagm '
  + 'Nand Narb Nbat Newa Nkoo Nshu Ogam Olck Onao Orkh Osge Osma Ougr Palm Pauc Pcun Perm Phag Phli Phlp '
  + 'Phnx Plrd Prti Rjng Rohg Runr Samr Sarb Saur Seal Sgnw Shaw Shrd Sidd Sidt Sind Sogd Sogo Sora Soyo '
  + 'Sund Sunu Sylo Syrc Tagb Takr Tale Talu Tang Tavt Tayo Tfng Tglg Thaa Tirh Tnsa Todr Tols Toto Tutg '
  + 'Ugar Vaii Vith Wara Wcho Xpeo Xsux Yezi Yiii Zanb';
// The scripts of Chinese, Japanese and Korean (Hanb, Jpan and Kore) may stand together in a word.
const TOGETHER = ['Hani Bopo', 'Hani Hira Kana', 'Hani Hang'];
// The scripts of three letters in Unicode 18, which no browser knows yet.
const NEWLY = { Knda: '\\u0b83', Mlym: '\\u0b83', Telu: '\\u0b83' }, NOT = { Deva: '(?![\\u1cf5\\u1cf6])' };
let oneScript = null;

/** Whether a word has letters of several scripts, and no single script has them all. */
function mixesScripts(word) {
  const letters = onlyLetters(word);
  oneScript ??= [...TOGETHER, ...SCRIPTS.split(' ')].flatMap((scripts) => {
    const set = ['Zyyy', 'Zinh', ...scripts.split(' ')].map((script) => `\\p{scx=${script}}`).join('');
    try {
      return new RegExp(`^(?:${NOT[scripts] ?? ''}[${set}${NEWLY[scripts] ?? ''}])*$`, 'u');
    } catch {
      return [];
    }
  });
  return /[^\0-\x7f]/.test(letters) && !oneScript.some((all) => all.test(letters));
}

// ====== A slip and the keys that the reader knows ======

function standingOf(one, { expect, known, entries }) {
  const { id, penName, slip, words: own } = one;
  const isOf = (letters) => [id, penName].includes(letters.toLowerCase());
  const others = entries.filter(({ json }) => json.account !== id).map((entry) => [entry, heldAgainst(entry, own)]);
  const [entry, held] = others.find(([, other]) => isNear(other)) ?? [], short = entry && isShortForm(slip, own, entry);
  const listed = known.find(([letters]) => isOf(letters)), rival = short ? null : held ?? null;
  if (expect !== null) return { is: isOf(expect) ? 'expected' : 'not expected', rival };
  if (listed) return { is: 'listed', name: listed[1], rival };
  if (short) return { is: 'short form', ...entry.json, rival };
  return rival ? { is: 'rivalled', rival } : { is: 'unknown', asked: known.length > 0, rival };
}

/** Whether the copy has at least half of the words of the account, in any place. Withheld words count. */
function isNear({ words: count, differences: { kept, moved, withheld } }) {
  return kept + moved > 0 && 2 * (kept + moved + withheld) >= count;
}

/** Whether a slip seals a short edition of an account, which a desk makes with `[…]` in place of withheld words. */
function isShortForm(slip, own, { json, words: all }) {
  const of = { label: 'edition-of', salt: new Uint8Array(16), bytes: new TextEncoder().encode(json.account) };
  if (!slip.enclosures || !enclosuresFit(slip, [of])) return false;
  const inParts = (word) => word.split('[...]').flatMap((part, i) => (i > 0 ? [MARK, part] : [part]));
  const marked = (list) => list.flatMap(inParts).filter(Boolean);
  return differences(marked(all), marked(own)).every(({ kind }) => kind === 'kept' || kind === 'withheld');
}

// ====== The copy and an account ======

/** For each `differences` of a verdict, { pieces, own, copied } from which it was made. verdict.mjs shows them. */
const compared = new WeakMap();
export const comparedOf = (said) => compared.get(said);

function heldAgainst({ json, words: own }, copied) {
  return { ...json, words: own.length, differences: differencesOf(own, copied) };
}

/** The differences between the words of an account and of a copy, in the form of a verdict. */
export function differencesOf(own, copied) {
  const pieces = differences(own, copied), sums = counts(pieces);
  const place = quoted(pieces), exact = place && quote(pieces);
  const range = (one) => one && [one.start + 1, one.end], last = pieces.length - 1;
  const isClean = pieces.every(({ kind }, at) => kind === 'kept' || (kind === 'added' && (at === 0 || at === last)));
  const said = {
    ...sums,
    every_word_in_order: pieces.every(({ kind }) => ['kept', 'punctuated', 'added', 'again'].includes(kind)),
    word_for_word: isClean || (exact !== null && sums.punctuated + sums.added === 0),
    quote: range(exact), quoted: range(place), marked: marked(pieces, own, copied).map(signed).join(' '),
  };
  compared.set(said, { pieces, own, copied });
  return said;
}

/** Joins words with spaces. In scripts without spaces, joins them without. */
const spaced = (list) =>
  list.map((word, i) => (i > 0 && !(isSolo(word) && isSolo(list[i - 1])) ? ` ${word}` : word)).join('');

/** The number of words that are shown around a difference. */
const AROUND = 8;
const MAX = { kept: 3 * AROUND, added: 4 * AROUND, again: 4 * AROUND };

/** The copy with its differences, as { kind, old, now } in order. Long equal stretches are shortened. */
export function marked(pieces, own, copied) {
  return pieces.map(({ kind, text, copy }, at) => {
    const list = copy ? copied.slice(copy.start, copy.end) : [], isKept = kind === 'kept';
    const head = isKept && at === 0 ? 0 : AROUND, tail = isKept && at === pieces.length - 1 ? 0 : AROUND;
    const isLong = list.length > (MAX[kind] ?? Infinity);
    const ends = () => `${spaced(list.slice(0, head))} … ${spaced(list.slice(list.length - tail))}`.trim();
    const now = isLong ? ends() : spaced(list);
    // If the copy has words at a withheld place, nobody can tell whether they are the withheld words. They count as
    // changed.
    const shown = kind !== 'withheld' ? kind : list[0].startsWith(MARK) ? 'kept' : 'changed';
    return { kind: shown, old: text ? spaced(own.slice(text.start, text.end)) : '', now };
  });
}

const SIGNED = {
  kept: (old, now) => now, punctuated: (old, now) => `{~${old}~${now}~}`, changed: (old, now) => `[-${old}-]{+${now}+}`,
  moved: (old, now) => `{>${now}<}`, missing: (old) => `[-${old}-]`, added: (old, now) => `{+${now}+}`,
  again: (old, now) => `{=${now}=}`, beyond: () => '…',
};
const signed = ({ kind, old, now }) => SIGNED[kind](old, now);
