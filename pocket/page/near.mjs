// Finds a phrase among words, and near forms of the names in it: another case, ending or script. The page offers them
// to the writer, who decides. This follows crates/account/src/near rule by rule.
import { isSolo, words as readWords } from '../../spec/firsthand.mjs';

/**
 * The places of `phrase` among `words`, and the near forms of the names in it, in order: [{ start, end, exact }], as
 * indices of words. `exact` is true if only case and the punctuation around the phrase differ.
 */
export function occurrences(words, phrase) {
  const asked = readWords(phrase).words.map(bare).filter((word) => word !== '');
  if (asked.length === 0) return [];
  const bares = words.map(bare), found = [], taken = new Set();
  for (let at = 0; at + asked.length <= bares.length; at++) {
    if (found.length > 0 && at < found.at(-1).end) continue;
    if (!asked.every((word, i) => same(bares[at + i], word))) continue;
    found.push({ start: at, end: at + asked.length, exact: true });
    for (let i = 0; i < asked.length; i++) taken.add(at + i);
  }
  const names = asked.filter((word) => isNameLike(word, asked.length)).map(stemsOf).filter((stems) => stems !== null);
  const near = (at) => !taken.has(at) && names.some((stems) => isNear(stems, bares[at]));
  for (let at = 0; at < words.length; at++) {
    const start = at;
    while (at < words.length && near(at)) at++;
    // A given name beside a surname is one place. The same name twice is two places.
    for (let from = start; from < at; from += asked.length) {
      found.push({ start: from, end: Math.min(from + asked.length, at), exact: false });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** A word without the punctuation around it. */
const bare = (word) => word.match(/[\p{Alphabetic}\p{N}](.*[\p{Alphabetic}\p{N}])?/u)?.[0] ?? '';
const same = (a, b) => a === b || a.toLowerCase() === b.toLowerCase();

/**
 * Whether near forms of this word of a phrase are offered. In a long phrase only words that are written like names have
 * them.
 */
function isNameLike(word, count) {
  const letters = word.match(/\p{Alphabetic}/gu)?.length ?? 0, capital = /^\p{Uppercase}/u.test(word);
  return letters >= 3 && !isSolo(word) && (count === 1 || capital || (count <= 3 && letters >= 4));
}

// Minimum number of sounds of a name. Its stem, without a vowel at its end, may have one sound less: Анна, Анны.
const SHORTEST_STEM = 3;
// From these lengths on, a stem may have one wrong sound, or two.
const FORGIVING = 5, FORGIVING_TWO = 9;
const areVowels = (sounds) => /^[aeiou]*$/.test(sounds);

/** The beginnings that the forms of a name can have, as they sound. Null if the word is too short. */
function stemsOf(word) {
  const whole = sound(word), stems = [whole];
  if (whole.length < SHORTEST_STEM) return null;
  // The word without its own ending: a vowel, or a longer ending if enough sounds are left.
  for (let length = 1; length <= whole.length - (SHORTEST_STEM - 1); length++) {
    const stem = whole.slice(0, -length), ending = whole.slice(-length);
    if ((areVowels(ending) && length <= 2) || (stem.length > FORGIVING && isEnding(ending))) stems.push(stem);
  }
  // Павел, Павла: the last vowel disappears before an ending.
  const start = whole.slice(0, -2), last = whole.at(-1);
  if (start.length >= 2 && areVowels(whole.at(-2)) && !areVowels(last)) stems.push(start + last);
  return stems;
}

/** Whether `word` may be a form of the name with these stems. */
function isNear(stems, word) {
  const capital = /^\P{Lowercase}/u.test(word);
  // A part of a compound word may be the name.
  return [word, ...word.split(/[-–/]/)].some((part) => {
    const heard = sound(part);
    return stems.some((stem) => {
      const forgiven = stem.length >= FORGIVING_TWO ? 2 : stem.length >= FORGIVING ? 1 : 0;
      return (capital || stem.length >= FORGIVING) && beginsWith(heard, stem, capital ? forgiven : 0);
    });
  });
}

/**
 * Whether `heard` is `stem` with an ending. At most `wrong` sounds may be changed, missing or added, but the first
 * sound must be right.
 */
function beginsWith(heard, stem, wrong) {
  if (heard[0] !== stem[0] || heard.length + wrong < stem.length) return false;
  // distance[k] is the edit distance between the stem so far and the first k sounds of `heard`.
  const distance = Array.from({ length: heard.length + 1 }, (_, k) => k);
  for (let at = 0; at < stem.length; at++) {
    let before = distance[0];
    distance[0] = at + 1;
    for (let k = 1; k <= heard.length; k++) {
      const change = before + (heard[k - 1] === stem[at] ? 0 : 1);
      before = distance[k];
      distance[k] = Math.min(change, before + 1, distance[k - 1] + 1);
    }
  }
  for (let k = 1; k <= heard.length; k++) {
    if (distance[k] > wrong) continue;
    // If the ending begins with the last sound of the stem, that sound is heard once: Асан, Асаннан.
    if (isEnding(heard.slice(k)) || (heard[k - 1] === stem.at(-1) && isEnding(heard.slice(k - 1)))) return true;
  }
  return false;
}

// From spec/near.json: the endings that may follow the stem of a name, as they sound; how letters sound; and plain
// Latin letters for letters of other alphabets.
let endings = new Set(), sounds = {}, spelled = /./g, latin = new Map();

/** Uses the content of spec/near.json. */
export function useNearForms(json) {
  // 0 is no ending.
  const list = (lines) => lines.join(' ').split(' ').map((one) => (one === '0' ? '' : one));
  const part = (written) => list(written.startsWith('$') ? json.parts[written.slice(1)] : [written]);
  const all = (parts) => parts.map(part).reduce((starts, next) => starts.flatMap((start) => next.map((end) => start + end)));
  endings = new Set(json.endings.flatMap(all).map(single));
  sounds = Object.fromEntries(json.sounds);
  spelled = new RegExp(`${Object.keys(sounds).join('|')}|.`, 'g');
  latin = new Map(Object.entries(json.latin).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain])));
}

const isEnding = (ending) => ending === '' || endings.has(ending);

/** Removes a sound that repeats the one before it. */
function single(ending) {
  return ending.replace(/(.)\1+/g, '$1');
}

/**
 * The rough sound of a name in any of those alphabets: one ASCII letter for each sound, and no sound twice in a row.
 */
export function sound(word) {
  const small = Array.from(word, (letter) => letter.toLowerCase()).join('');
  const letters = Array.from(small, (letter) => latin.get(letter) ?? (/[a-z0-9]/.test(letter) ? letter : '')).join('');
  let heard = '';
  for (const { 0: letter, index } of letters.matchAll(spelled)) {
    const next = letters[index + 1] ?? ' ';
    // A j after a vowel and not before a vowel stands for й: Ajgerim.
    const glide = letter === 'j' && /[aeiou]$/.test(heard) && !/[aeiou]/.test(next);
    const sound = glide ? 'i' : sounds[letter] ?? letter;
    if (heard.at(-1) !== sound) heard += sound;
  }
  return heard;
}
