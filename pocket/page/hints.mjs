// Finds hints: the words of a text that may identify a person. The page shows them to the writer, who decides. This
// follows crates/desk/src/hints rule by rule, with the same lists. That code explains what is offered and what is left
// out. Sizes are in bytes of UTF-8 where the rules there count bytes.
//
// In this order: lists; words; the text; numbers, plates and online addresses; places; phrases; names.

/**
 * The words of a text that may identify a person, in order: [{ start, end, kind }]. `language` is 'en', 'kk', 'ru',
 * 'es', or null for any other. For null only numbers, plates and online addresses are offered.
 */
export function hints(text, language) {
  const reading = new Reading(text, language in lists.languages ? language : null);
  // The surest kinds come first, because each word is offered only once.
  online(reading);
  plates(reading);
  numbers(reading);
  if (reading.language) {
    streets(reading);
    institutions(reading);
    phrases(reading);
    names(reading);
  }
  return reading.found.sort((a, b) => a.start - b.start);
}

// ====== Lists ======

let lists = null, classes = null, endings = null;
const lexicons = new Map(), patterns = new Map();

/** Sets the lists of spec/hints.json, in the form that pocket/build/data.rs writes: each list is one text. */
export function useLists(json) {
  lists = json;
  classes = Object.fromEntries(json.classes.map((name, i) => [name, 2 ** i]));
  const { plurals, possessives, mine, our, cases, am } = json.kazakh;
  const parts = (...all) => all.map((list) => split(list).map((one) => (one === '0' ? '' : one)));
  endings = {
    russian: new Set(split(json.russian_endings)),
    kazakh: new Set(combine(parts(plurals, possessives, cases))),
    // The plural together with "our", as in балаларымыз, is left out: it is said of the children of a people.
    mine: new Set([...combine(parts(mine, our, cases)), ...combine(parts(plurals, mine, cases))]),
    am: new Set(split(am)),
  };
  lexicons.clear();
  patterns.clear();
}

const split = (list) => list.split(' ').filter((one) => one !== '');

/** Every text that takes one word from each part, in order. */
function combine(parts) {
  return parts.reduce((starts, part) => starts.flatMap((start) => part.map((next) => start + next)), ['']);
}

/** Whether `rest` is an ending of a name, in any of the languages. */
const isEnding = (rest) => ['', "'", "'s"].includes(rest) || endings.russian.has(rest) || endings.kazakh.has(rest);

const RULES = {
  exact: (rest) => rest === '',
  any: () => true,
  russian: (rest) => rest === '' || endings.russian.has(rest),
  kazakh: (rest) => rest === '' || endings.kazakh.has(rest),
  mine: (rest) => endings.mine.has(rest),
  am: (rest) => endings.am.has(rest),
  name: (rest) => rest === 's' || isEnding(rest),
};

/** The stems of a language: a map from each stem to its [class, rule]. */
function lexiconOf(language) {
  if (lexicons.has(language)) return lexicons.get(language);
  const stems = new Map(), insert = (stem, kind, rule) => {
    if (!stems.has(stem)) stems.set(stem, []);
    stems.get(stem).push([kind, RULES[rule]]);
  };
  // `улиц*` may go on in any way, `брат-` takes an ending, and every other word stands as it is.
  const add = (kind, list, ending) => {
    for (const entry of split(list)) {
      if (entry.endsWith('*')) insert(fold(entry.slice(0, -1)), kind, 'any');
      else if (entry.endsWith('-')) insert(fold(entry.slice(0, -1)), kind, ending);
      else insert(fold(entry), kind, 'exact');
    }
  };
  for (const [kind, list] of lists.everywhere) add(kind, list, 'russian');
  for (const given of split(lists.given)) {
    const name = fold(given);
    insert(name, classes.GIVEN, 'name');
    if (/[аяйь]$/.test(name) && [...name].length > 3) insert(name.slice(0, -1), classes.GIVEN, 'russian');
  }
  for (const [kind, list] of lists.languages[language].words) add(kind, list, 'russian');
  if (language === 'kk') {
    add(classes.KIN, lists.kazakh.kin, 'mine');
    add(classes.ROLE, lists.kazakh.roles, 'am');
    add(classes.NUMBER, lists.kazakh.numbers, 'kazakh');
  }
  const longest = Math.max(...Array.from(stems.keys(), (stem) => stem.length));
  const lexicon = { stems, longest };
  lexicons.set(language, lexicon);
  return lexicon;
}

/** The classes of `low`, a folded word. */
function classesOf({ stems, longest }, low) {
  const word = low.replace(/'s$/, '');
  let found = 0;
  for (let cut = 1; cut <= Math.min(word.length, longest); cut++) {
    for (const [kind, allows] of stems.get(word.slice(0, cut)) ?? []) if (allows(word.slice(cut))) found |= kind;
  }
  return found;
}

// ====== Words ======

// What separates a word from the word before it. SPACE: white space, or a line break within a sentence. MARK: a
// quotation mark, a bracket, №, or the full stop of an abbreviation. HARD: the end of a sentence or a line.
const SPACE = 0, MARK = 1, DASH = 2, COMMA = 3, HARD = 4;

const INVISIBLE = '\\u{AD}\\u{200B}-\\u{200D}\\u{2060}\\u{FEFF}', IN_WORD = '\\p{Alphabetic}\\p{N}';
const JOINED = `[-\\u{2011}'’ʼ_${INVISIBLE}](?=[${IN_WORD}])`;
const WORD = new RegExp(`[${IN_WORD}](?:[${IN_WORD}\\u{300}-\\u{36F}]|${JOINED})*`, 'gu');
const FOLDED = { ё: 'е', á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u', ü: 'u', '’': "'", ʼ: "'", '\u2011': '-' };
const UNSEEN = new RegExp(`[\\u{300}-\\u{36F}${INVISIBLE}]`, 'u');

const encoder = new TextEncoder();
const sizeOf = (text) => encoder.encode(text).length;
const countOf = (text) => [...text].length;
const matches = (text, what) => text.match(what)?.length ?? 0;
const isAscii = (text) => /^[\0-\x7f]*$/.test(text);
const isNumeric = (text) => /^\p{N}*$/u.test(text);
const isCapital = (text) => /^\p{Uppercase}/u.test(text);
const letters = (text) => matches(text, /\p{Alphabetic}/gu);
const isAny = (text, list) => list.split(' ').includes(text);

/**
 * The form in which words are looked up: lower case, ё as е, vowels without accents, one kind of apostrophe and of
 * hyphen, and no invisible characters.
 */
function fold(word) {
  let folded = '';
  for (const char of word) {
    for (const small of char.toLowerCase()) {
      if (small === '\u0306' && folded.endsWith('и')) folded = `${folded.slice(0, -1)}й`;
      else if (small === '\u0303' && folded.endsWith('n')) folded = `${folded.slice(0, -1)}ñ`;
      else if (!UNSEEN.test(small)) folded += FOLDED[small] ?? small;
    }
  }
  return folded;
}

/** The words of `text`, in order. */
function wordsOf(text) {
  const words = [];
  for (const { 0: here, index: start } of text.matchAll(WORD)) {
    const end = start + here.length, capitals = matches(here, /\p{Uppercase}/gu), capital = isCapital(here);
    const word = {
      text: here, start, end, low: fold(here), capital, digits: matches(here, /\p{N}/gu),
      shout: capitals > 1 && !/\p{Lowercase}/u.test(here), // several capitals and no small letter
      initial: capital && countOf(here) === 1 && text[end] === '.',
    };
    // `starts` is true if a capital may be there only because a sentence, a quotation or a heading begins.
    const before = words.at(-1), gap = before ? gapOf(text.slice(before.end, start), before, word) : [HARD, true];
    [word.gap, word.starts] = gap;
    words.push(word);
  }
  headings(words);
  return words;
}

function gapOf(between, before, next) {
  const opens = /[«“„"‘¿¡*[(]$/.test(between);
  if (/[!?…:。¿¡]/.test(between) || matches(between, /\./g) > 1) return [HARD, true];
  if (between.includes(';') && !between.includes('\n')) return [HARD, false];
  if (/[\n\r\u2028\u2029]/.test(between)) {
    const wrapped = matches(between, /\n/g) < 2 && !between.includes('.') && !next.capital && next.digits === 0;
    return wrapped ? [SPACE, false] : [HARD, true];
  }
  if (between.includes('.')) return goesOn(before, next) ? [MARK, false] : [HARD, true];
  if (between.includes(',')) return [COMMA, opens];
  if (/[-–—/]/.test(between)) return [DASH, opens];
  return [/^\p{White_Space}*$/u.test(between) ? SPACE : MARK, opens];
}

/** Whether the full stop between two words belongs to the first word, so that the sentence goes on. */
function goesOn(word, next) {
  const initial = word.initial && next.capital && (!isAny(word.low, 'i я') || next.initial);
  return initial || isAny(word.low, lists.abbreviations)
    || (next.digits > 0 && (word.digits > 0 || isAny(word.low, lists.before_numbers)));
}

/**
 * Marks the capitals of headings as capitals of a start, because they do not show names. A heading is a line with many
 * capitals and no stop within it.
 */
function headings(words) {
  for (let at = 0, end; at < words.length; at = end) {
    end = at + 1;
    while (end < words.length && words[end].gap !== HARD) end++;
    const line = words.slice(at, end), count = (what) => line.filter((word) => word[what]).length;
    const capitals = count('capital'), shouts = count('shout');
    const title = line.length >= 4 && capitals < line.length && capitals * 5 >= line.length * 3;
    if (title || shouts >= 3) for (const word of line) if (title || word.shout) word.starts = true;
  }
}

// ====== The text, with the hints so far ======

class Reading {
  constructor(text, language) {
    const lexicon = lexiconOf(language ?? 'en');
    this.text = text;
    this.language = language;
    this.words = wordsOf(text);
    this.taken = this.words.map(() => false); // whether each word is offered already
    this.found = [];
    this.classes = this.words.map(({ low, digits, capital }) => {
      // 5-үйде, 17-летний: the part after the number has a class of its own.
      const behind = digits > 0 ? low.replace(/^[\p{N}-]+/u, '') : null;
      // ex-husband, брата-близнеца: a part of a word with a hyphen has a class of its own.
      const hyphen = capital ? -1 : low.indexOf('-');
      const [first, second] = hyphen < 0 ? ['', ''] : [low.slice(0, hyphen), low.slice(hyphen + 1)];
      const part = first === 'ex' ? second : first;
      return classesOf(lexicon, low) | classesOf(lexicon, part) | (behind === null ? 0 : classesOf(lexicon, behind));
    });
  }

  is(at, kinds) {
    return (this.classes[at] & kinds) !== 0;
  }

  /** Whether a word stands at `at`, is not offered yet, and is separated from the word before by at most `gap`. */
  joined(at, gap) {
    return at < this.words.length && this.words[at].gap <= gap && !this.taken[at];
  }

  /** The characters between the word at `at` and the word before it. */
  before(at) {
    return this.text.slice(this.words[at - 1]?.end ?? 0, this.words[at]?.start ?? this.text.length);
  }

  /** Whether one of the `count` words before the word at `at` is in the same sentence and has one of these classes. */
  said(at, count, kinds) {
    for (let each = at - 1; each >= Math.max(0, at - count) && this.words[each + 1].gap < HARD; each--) {
      if (this.is(each, kinds)) return true;
    }
    return false;
  }

  /** Offers the words from `start` to before `end`, if none of them is offered yet. Returns whether it did. */
  offer(start, end, kind) {
    if (start >= end || end > this.words.length || this.taken.slice(start, end).includes(true)) return false;
    this.taken.fill(true, start, end);
    this.found.push({ start: this.words[start].start, end: this.words[end - 1].end, kind });
    return true;
  }
}

// ====== Online addresses; plates; numbers ======


/**
 * Offers addresses of e-mail and of pages, and names of online accounts. A host name without `://`, `www.` or a path
 * must have an ending from the lists.
 */
function online(reading) {
  let word = 0;
  for (const { 0: part, index } of reading.text.matchAll(/[^\p{White_Space},;()[\]<>"«»“”]+/gu)) {
    const open = part.match(/^[^\p{Alphabetic}\p{N}@]*/u)[0].length;
    const kept = part.slice(open).match(/^.*[\p{Alphabetic}\p{N}/_]/u)?.[0] ?? '';
    while (word < reading.words.length && reading.words[word].start < index) word++;
    const first = word;
    while (word < reading.words.length && reading.words[word].end <= index + part.length) word++;
    if (word === first || !isOnline(kept)) continue;
    reading.found.push({ start: index + open, end: index + open + kept.length, kind: 'online' });
    reading.taken.fill(true, first, word);
  }
}

function isOnline(part) {
  const at = part.indexOf('@');
  if (at >= 0) {
    const after = part.slice(at + 1);
    return letters(after) >= 2 && !/^\p{N}/u.test(after);
  }
  if (part.includes('://') || part.startsWith('www.')) return letters(part) >= 3;
  const [host] = part.split(/[/?#]/), stop = host.lastIndexOf('.');
  if (stop < 0) {
    // The name of an online account: letters and digits joined by an underscore.
    const under = part.indexOf('_');
    return /^[A-Za-z0-9_]*$/.test(part) && !part.includes('__') && under >= 0 && letters(part.slice(0, under)) >= 1
      && under + 1 < part.length;
  }
  const name = host.slice(0, stop), end = host.slice(stop + 1);
  const known = (part.length > host.length + 1 && isAscii(end)) || isAny(end, lists.host_ends);
  return known && /^[\p{Alphabetic}\p{N}._-]+$/u.test(name) && letters(name) >= 1 && countOf(end) >= 2
    && /^\p{Lowercase}*$/u.test(end);
}

/** Offers number plates. They are known by their form, or by a word such as "plate" before them. */
function plates(reading) {
  const { words, taken } = reading;
  for (let at = 0; at < words.length; at++) {
    const said = reading.said(at, 4, classes.PLATE);
    let form = '', longest = 0;
    for (let length = 0; length < 4 && at + length < words.length; length++) {
      const near = length === 0 || ['', ' ', '-', '\u00a0', '·', '–'].includes(reading.before(at + length));
      const shape = near && !taken[at + length] ? shapeOf(words[at + length]) : null;
      if (shape === null || form.length + shape.length > 9) break;
      form += shape;
      if (isPlate(form, words.slice(at, at + length + 1), said)) longest = length + 1;
    }
    reading.offer(at, at + longest, 'plate');
  }
}

/** The form of a word: L for a letter, D for a digit. Null if no plate has such a word. */
function shapeOf({ text, digits }) {
  let form = '';
  for (const char of text.replaceAll('-', '')) {
    if (/[0-9]/.test(char)) form += 'D';
    else if (isCapital(char) || (letters(char) > 0 && digits >= 3)) form += 'L';
    else return null;
    if (form.length > 9) return null;
  }
  return form;
}

function isPlate(form, words, said) {
  const year = words.some(({ text }) => isYear(text));
  const { own, without_vowels: withoutVowels, in_one_word: inOneWord } = lists.plates;
  if (isAny(form, own)) return true;
  if (!year && isAny(form, withoutVowels) && words.every(({ low }) => isAscii(low) && !/[aeiou]/.test(low))) return true;
  if (!year && isAny(form, inOneWord) && words.length === 1) return true;
  return said && form.includes('L') && matches(form, /D/g) >= 2 && form.length >= 4 && !year;
}

const isYear = (text) => /^(19|20)[0-9]{2}$/.test(text);

// Maximum number of parts of one number. A number may be written as single digits.
const PARTS = 16;

/** Offers numbers of telephones, documents, bank cards and flats. Leaves out sums, dates, times and years. */
function numbers(reading) {
  const { words, taken } = reading;
  let at = 0;
  while (at < words.length) {
    const most = Math.min(words.length, at + PARTS);
    let end = at + 1;
    while (end < most && isNumber(words[end]) && groups(reading.before(end))) end++;
    if (taken[at] || words[at].digits === 0) {
      at++;
    } else if (isDate(words.slice(at, end))) {
      at = end;
    } else if (isNumber(words[at]) && isTelephoneLike(reading, at, end)) {
      const before = reading.before(at), plus = /\+\(*$/.test(before);
      const opens = plus ? before.length - before.lastIndexOf('+') : 0;
      if (reading.offer(at, end, 'number')) reading.found.at(-1).start -= opens;
      at = end;
    } else {
      const start = flatBefore(reading, at);
      if (start !== null) reading.offer(start, at + 1, 'number');
      else if (isDocument(reading, at)) reading.offer(at, at + 1, 'number');
      at++;
    }
  }
}

const isNumber = ({ text, digits }) => digits > 0 && /^[\p{N}-]*$/u.test(text);

/** Whether `between` can separate the parts of one number. */
const groups = (between) => /^[ \u00a0\u202f\-().–]{0,3}$/.test(between);
const partsOf = (words) => words.flatMap(({ text }) => text.split('-'));

/** Whether `words` are a date or a span of years: 05.01.2022, 2022-01-05, 1941-1945. */
function isDate(words) {
  const parts = partsOf(words), lengths = parts.map(countOf).join();
  const years = lengths === '4,4' && parts.every((part) => /^(1|20)/.test(part));
  return years || /^(4,[12],[12]|[12],[12],[24])$/.test(lengths);
}

function isTelephoneLike(reading, at, end) {
  const words = reading.words.slice(at, end), parts = partsOf(words), lengths = parts.map(countOf);
  const digits = words.reduce((sum, word) => sum + word.digits, 0), plus = /\+\(*$/.test(reading.before(at));
  let said = false;
  for (let each = Math.max(0, at - 3); each < at; each++) said ||= reading.is(each, classes.DOCUMENT);
  const counted = reading.is(end, classes.COUNTED) || /^\p{White_Space}*[€$₸₽%]/u.test(reading.before(end));
  const rest = lengths.slice(1);
  let sum = false;
  if (isAny(lengths.join(), '9 3,3,3')) sum = parts.slice(rest.length > 0 ? 1 : 0).every((part) => part.endsWith('00'));
  else if (rest.length === 0) sum = parts[0].endsWith('000');
  else if (lengths[0] >= 1 && lengths[0] <= 3) sum = rest.every((length) => length === 3) && digits < 10;
  // "2022 87 01" may be a year beside other numbers.
  const years = lengths.length > 1 && parts.some(isYear) && !plus && !said;
  return !counted && ((plus && digits >= 7) || (!sum && !years && (digits >= 7 || (said && digits >= 5))));
}

/** The place of the word "flat" (or its like), if the word at `at` is the number of a flat; else null. */
function flatBefore(reading, at) {
  const { words } = reading, { FLAT, COUNTED } = classes, joined = (each) => words[each].gap <= MARK;
  if (words[at].digits > 4 || reading.is(at + 1, COUNTED)) return null;
  if (reading.is(at, FLAT)) return at;
  if (at === 0 || !joined(at) || sizeOf(words[at].low) > 5) return null;
  let before = at - 1;
  if (isAny(words[before].low, 'no nº n number número numero') && joined(before)) before--;
  return before >= 0 && reading.is(before, FLAT) && !reading.taken[before] && !isYear(words[at].text) ? before : null;
}

/**
 * Whether the word at `at` is the number of a document: it has the form of one, or a word such as "passport" stands
 * before it.
 */
function isDocument(reading, at) {
  const { text, digits } = reading.words[at], { DOCUMENT, COUNTED, NUMBER } = classes;
  const upper = matches(text, /\p{Uppercase}/gu), only = /^[\p{Uppercase}\p{N}]*$/u.test(text);
  if (only && digits >= 6 && upper >= 1 && upper <= 3) return true;
  return reading.said(at, 3, DOCUMENT) && digits >= 4 && !isYear(text) && !reading.is(at + 1, COUNTED | NUMBER)
    && !text.includes('-');
}

// ====== Streets and houses; schools, hospitals, factories ======

// Maximum number of words in the name of a street or an institution.
const NAME = 4;

/** Offers streets with the numbers of their houses, and houses alone. */
function streets(reading) {
  const { words, taken } = reading, { STREET_LAST, STREET_FIRST, PARTICLE, HOUSE } = classes;
  const isNamed = ({ capital, low }) => capital || low.includes('-');
  for (let at = 0; at < words.length; at++) {
    if (taken[at]) continue;
    let start = at, end = at + 1, named = false;
    if (reading.is(at, STREET_LAST)) {
      while (start > 0 && at - start < NAME && reading.joined(start, MARK) && isInName(reading, start - 1)) {
        start--;
        named ||= isNamed(words[start]);
        if (words[start].gap === HARD || taken[start]) break;
      }
      if (!named) start = at;
    }
    if (reading.is(at, STREET_FIRST) && !named) {
      while (end - at <= NAME && reading.joined(end, MARK)) {
        const particle = reading.is(end, PARTICLE) && !words[end].capital;
        if (!particle && !isInName(reading, end)) break;
        named ||= !particle && isNamed(words[end]);
        end++;
      }
      if (!named) end = at + 1;
    }
    if (named) reading.offer(start, houseEnd(reading, end), 'address');
    else if (reading.is(at, HOUSE) && words[at].digits > 0) reading.offer(at, at + 1, 'address');
    else if (reading.is(at, HOUSE) && isNumbered(reading, at + 1)) reading.offer(at, at + 2, 'address');
  }
}

/** Whether the word at `at` may be part of the name of a street. */
function isInName(reading, at) {
  const { capital, starts, digits } = reading.words[at], { COMMON, PLACE, HOUSE, FLAT } = classes;
  const named = capital && !reading.is(at, COMMON) && !(starts && reading.is(at, PLACE));
  return !reading.taken[at] && (named || (digits > 0 && digits < 4)) && !reading.is(at, HOUSE | FLAT);
}

/** Whether the word at `at` is a small number that belongs to the word before. */
function isNumbered(reading, at) {
  if (!reading.joined(at, MARK)) return false;
  const { digits, low } = reading.words[at];
  return digits >= 1 && digits <= 3 && countOf(low) <= 5 && !reading.is(at + 1, classes.COUNTED);
}

/** The end of the number of a house that begins at `at`. Returns `at` if no such number stands there. */
function houseEnd(reading, at) {
  const { words } = reading, { HOUSE } = classes;
  const word = reading.joined(at, COMMA) && reading.is(at, HOUSE) && words[at].digits === 0 ? at + 1 : at;
  const number = reading.joined(word, COMMA) && words[word].digits >= 1 && words[word].digits <= 4;
  // In "Furmanov Street 5 people" the number is not that of a house.
  const next = words[word + 1], other = next && next.gap === SPACE && !next.capital && next.digits === 0;
  const sure = word > at || (word < words.length && letters(words[word].low) > 0) || reading.is(word, HOUSE);
  return number && (sure || !other) ? word + 1 : at;
}

/** Offers schools, hospitals and factories that have a number, or a name in quotation marks. */
function institutions(reading) {
  const { words, taken } = reading;
  for (let at = 0; at < words.length; at++) {
    if (!reading.is(at, classes.INSTITUTION) || taken[at]) continue;
    const sign = at + 1 < words.length && isAny(words[at + 1].low, 'no nº number n numero');
    const number = sign ? at + 2 : at + 1, numbered = at > 0 && words[at - 1].digits > 0;
    const marked = sign || reading.before(number).includes('№') || words[at].digits > 0;
    if (words[at].digits > 0) reading.offer(at, at + 1, 'work');
    else if (marked && number < words.length && words[number].digits > 0) reading.offer(at, number + 1, 'work');
    else if (numbered && /[№#]$/.test(reading.before(at - 1))) reading.offer(at - 1, at + 1, 'work');
    else if (reading.joined(at + 1, MARK) && /^\p{White_Space}*[«“„"]/u.test(reading.before(at + 1))) {
      for (let end = at + 2; end <= Math.min(words.length, at + 2 + NAME); end++) {
        if (end < words.length && !/[»”“"]/.test(reading.before(end))) continue;
        reading.offer(at, end, 'work');
        break;
      }
    } else if (at > 0 && words[at].gap === MARK && /[»”]/.test(reading.before(at))) {
      for (let start = at - 1; start >= Math.max(0, at - NAME); start--) {
        if (!/[«“„]$/.test(reading.before(start))) continue;
        reading.offer(start, at + 1, 'work');
        break;
      }
    }
  }
}

// ====== Phrases, found by patterns of words ======

// Maximum number of words by which a pattern is extended to the beginning or the end of its clause.
const REACH = 5;

/** Offers the phrases that fit a pattern of the language. */
function phrases(reading) {
  const { words } = reading, { byWord, others } = patternsOf(reading.language);
  for (const kind of ['onlyone', 'age', 'kin', 'work', 'address', 'name']) {
    for (let at = 0; at < words.length;) {
      let best = null; // the longest phrase that fits
      for (const pattern of [...byWord.get(words[at].low) ?? [], ...others]) {
        const fit = pattern.kind === kind ? fitOf(pattern, reading, at) : null;
        if (fit && (!best || fit.end - fit.start >= best.end - best.start)) best = fit;
      }
      at++;
      if (best && reading.offer(best.start, best.end, kind)) at = Math.max(best.end, at);
    }
  }
}

/** The patterns of a language: those that begin with a fixed word, by that word, and all others. */
function patternsOf(language) {
  if (patterns.has(language)) return patterns.get(language);
  const byWord = new Map(), others = [];
  for (const [kind, written] of lists.languages[language].patterns) {
    for (const pattern of written.map((each) => readPattern(kind, each))) {
      const required = Math.max(0, pattern.atoms.findIndex(({ optional }) => !optional));
      const choices = pattern.atoms.slice(0, required + 1).flatMap((atom) => atom.choices);
      if (!choices.every(({ word }) => word !== undefined)) others.push(pattern);
      else for (const { word } of choices) byWord.set(word, [...byWord.get(word) ?? [], pattern]);
    }
  }
  const read = { byWord, others };
  patterns.set(language, read);
  return read;
}

function readPattern(kind, written) {
  const anyGap = [SPACE, DASH], pattern = { kind, notAfter: [], atoms: [] };
  let gaps = anyGap;
  for (const part of split(written)) {
    if (part === '<') pattern.reachesBack = true;
    else if (part === '>') pattern.reachesOn = true;
    else if (part === '#') pattern.needsDigit = true;
    else if (part === '$end') pattern.needsEnd = true;
    else if (part === ',') gaps = [SPACE, COMMA];
    else if (part === ',,') gaps = [COMMA, COMMA];
    else if (part.startsWith('-')) pattern.notAfter = part.slice(1).split('|').map(fold);
    else {
      const choices = part.replace(/\?+$/, '').split('|').map(readChoice);
      pattern.atoms.push({ choices, optional: part.endsWith('?'), gaps });
      gaps = anyGap;
    }
  }
  return pattern;
}

/** Reads one choice of a pattern as { word }, { start }, { kinds }, { year } or { any }. */
function readChoice(written) {
  if (written === '_') return { any: true };
  if (written === '$year') return { year: true };
  if (/^\$(kin|home|role|aged|number)$/.test(written)) return { kinds: classes[written.slice(1).toUpperCase()] };
  return written.endsWith('*') ? { start: fold(written.slice(0, -1)) } : { word: fold(written) };
}

/** The words { start, end } of the phrase, if the pattern fits at the word `at`; else null. */
function fitOf(pattern, reading, at) {
  const { words, taken } = reading, { CLAUSE, COMMON, PARTICLE } = classes;
  let start = at, end = follow(pattern, reading, 0, at, true);
  if (end === null) return null;
  if (at > 0 && words[at].gap < COMMA && pattern.notAfter.includes(words[at - 1].low)) return null;
  if (pattern.reachesBack) {
    while (at - start < REACH && words[start]?.gap <= MARK && start > 0 && !taken[start - 1]) {
      if (reading.is(start - 1, CLAUSE)) break;
      start--;
    }
  }
  // "I work at [School No. 18]": the word beside the pattern is offered already, so the phrase needs no more words.
  const beside = (each) => taken[each] === true;
  let reached = !pattern.reachesBack || start < at || (at > 0 && beside(at - 1));
  if (pattern.reachesOn) {
    const from = end;
    while (end - from < REACH && reading.joined(end, MARK) && !reading.is(end, CLAUSE)) end++;
    reached &&= end > from || beside(end);
    // The phrase does not end with an article or another common word.
    while (end > from && !beside(end) && reading.is(end - 1, COMMON | PARTICLE)) end--;
    reached &&= end > from || beside(end);
  }
  const digits = () => words.slice(start, end).some((word) => word.digits > 0);
  const ends = () => end >= words.length || words[end].gap >= DASH || reading.is(end, CLAUSE);
  const holds = reached && (!pattern.needsEnd || ends()) && start < end && (!pattern.needsDigit || digits());
  return holds ? { start, end } : null;
}

/**
 * The end of the words that fit the atoms of the pattern from `next` on, if they fit from the word `at` on; else null.
 */
function follow(pattern, reading, next, at, first) {
  const atom = pattern.atoms[next];
  if (!atom) return at;
  const word = reading.words[at], [from, to] = atom.gaps;
  const free = word !== undefined && !reading.taken[at] && (first || (word.gap >= from && word.gap <= to));
  const fits = free && atom.choices.some((choice) => choiceFits(choice, reading, at, pattern.kind));
  const taking = () => (fits ? follow(pattern, reading, next + 1, at + 1, false) : null);
  const leaving = () => (atom.optional ? follow(pattern, reading, next + 1, at, first) : null);
  // An optional word that may be any word is left out if possible. In names it is included if possible.
  const any = atom.choices.length === 1 && atom.choices[0].any;
  return any && pattern.kind !== 'name' ? leaving() ?? taking() : taking() ?? leaving();
}

function choiceFits({ word, start, kinds, year }, reading, at, kind) {
  const { low, digits } = reading.words[at], { NUMBER, AGED, CLAUSE, COMMON } = classes;
  if (word !== undefined) return low === word;
  if (start !== undefined) return low.startsWith(start);
  if (year) return digits === 4 && sizeOf(low) === 4;
  if (kinds === undefined) return !reading.is(at, kind === 'name' ? CLAUSE | COMMON : CLAUSE);
  if (kinds === NUMBER) return reading.is(at, NUMBER) || (digits >= 1 && digits <= 3 && countOf(low) <= 6);
  // 17-летний is an age; летний is not.
  return reading.is(at, kinds) && (kinds !== AGED || digits > 0 || countOf(low) > 12);
}

// ====== Names, by their capitals; at the start of a sentence a capital is not enough ======

// How sure it is that a word is a name. MAYBE: the word has a capital, but its place may be the reason.
const NOT = 0, MAYBE = 1, YES = 2;
// Maximum number of names that are remembered for one beginning.
const ALIKE = 8;

/** Offers names, and places and institutions that are written like names. */
function names(reading) {
  const { words, taken } = reading, { PARTICLE, TITLE } = classes, seen = new Map(), small = new Set();
  words.forEach((word, at) => {
    if (!word.capital) small.add(word.low);
    else if (!word.starts && !word.shout && sure(reading, at, new Map()) === YES) {
      const alike = seen.get(keyOf(word)) ?? [];
      if (alike.length < ALIKE && !alike.includes(word.low)) seen.set(keyOf(word), [...alike, word.low]);
    }
  });
  let at = 0;
  while (at < words.length) {
    const known = [];
    let end = at;
    while (end < words.length && !taken[end] && (end === at || continues(reading, end))) {
      const how = sure(reading, end, seen), title = reading.is(end, TITLE) && end === at;
      const particle = end > at && reading.is(end, PARTICLE) && !words[end].capital;
      if (how === NOT && !particle && !title) break;
      known.push({ at: end, sure: title && how !== YES ? MAYBE : how });
      end++;
    }
    offerName(reading, known, small);
    at = Math.max(end, at + 1);
  }
}

/** Whether the word at `at` may belong to the same name as the word before it. */
function continues(reading, at) {
  return reading.words[at].gap <= MARK && /^\.* *\u00a0* *\.*$/.test(reading.before(at));
}

function sure(reading, at, seen) {
  const word = reading.words[at], { COMMON, PUBLIC, GIVEN, NOT_NAME } = classes;
  if (!word.capital || word.digits > 0 || reading.taken[at] || (sizeOf(word.text) < 2 && !word.initial)) return NOT;
  if (word.initial) return MAYBE;
  if (reading.is(at, COMMON | PUBLIC) || isMonth(reading, at)) return NOT;
  if (reading.is(at, GIVEN) || isFormed(word)) return YES;
  if (reading.is(at, NOT_NAME) || countOf(word.text) < 2) return NOT;
  if ((!word.starts && !word.shout) || (!word.shout && isSeen(reading, word, seen))) return YES;
  return word.shout && !reading.words[at + 1]?.shout ? NOT : MAYBE;
}

/** Whether the word is a month with a day, as in "5 de Julio", and so not a name. */
function isMonth(reading, at) {
  const { words } = reading, number = (each) => words[each]?.digits > 0;
  return reading.is(at, classes.NOT_NAME) && (number(at - 1) || (words[at - 1]?.low === 'de' && number(at - 2)));
}

/** Whether a word has the form of a patronymic, a surname or a Kazakh name, with or without a case ending. */
function isFormed({ low }) {
  const isLong = (stem) => countOf(stem) >= 3;
  if (split(lists.name_ends).some((end) => low.endsWith(end) && isLong(low.slice(0, -end.length)))) return true;
  return !isAscii(low) && split(lists.kazakh_tails).some((tail) => {
    const at = low.lastIndexOf(tail);
    return at >= 0 && isLong(low.slice(0, at)) && isEnding(low.slice(at + tail.length));
  });
}

/** The first three letters of a word. All forms of a name share them. */
const keyOf = ({ low }) => [...low].slice(0, 3).join('');

/** Whether `word` may be another form of a name that stands within a sentence: Болаттың for Болат. */
function isSeen(reading, word, seen) {
  // The lists have endings in Cyrillic letters only. In Latin letters every short ending counts.
  const latin = reading.language === 'kk' && /^[\0-\u036f]*$/.test(word.low);
  return (seen.get(keyOf(word)) ?? []).some((name) => {
    let same = 0;
    while (same < name.length && name[same] === word.low[same]) same++;
    const shared = sizeOf(name.slice(0, same)), ofName = name.slice(same), ofWord = word.low.slice(same);
    const fits = (rest) => isEnding(rest) || (latin && shared >= 4 && countOf(rest) <= 5);
    return fits(ofName) && fits(ofWord)
      && (shared > 8 || sizeOf(ofName) + sizeOf(ofWord) <= Math.max(shared, 6));
  });
}

/**
 * Offers the words in `known` as one name, if one of them is surely a name. `small` holds the words that stand
 * elsewhere without a capital.
 */
function offerName(reading, known, small) {
  const { words, taken } = reading, { TITLE, INSTITUTION, GIVEN, PUBLIC, PLACE } = classes;
  const alone = (at) => reading.is(at, TITLE) && !words[at].initial;
  const last = known.findLast((each) => each.sure >= MAYBE && !alone(each.at) && !words[each.at].initial)?.at;
  if (last === undefined) return;
  let first = known[0].at;
  const initials = known.some(({ at }) => words[at].initial), titled = alone(first);
  const certain = known.some((each) => each.sure === YES && !alone(each.at));
  // "School" alone, with a capital, is not a name.
  if (first === last && reading.is(first, INSTITUTION) && !reading.is(first, GIVEN)) return;
  if (!(certain || (initials && last > first) || (titled && known.length > 1))) return;
  // "Yesterday Tamsin": "yesterday" stands elsewhere without a capital, so it is not part of the name.
  while (first < last && words[first].starts && !alone(first) && !words[first].initial) {
    if (reading.is(first, GIVEN) || isFormed(words[first]) || !small.has(words[first].low)) break;
    first++;
  }
  const run = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  // Given names before the surname of a head of state are left out: "Vladimir Putin".
  const isPublic = reading.is(last + 1, PUBLIC) && words[last + 1].gap === SPACE;
  if (isPublic && run.every((at) => reading.is(at, GIVEN | TITLE))) return;
  const given = run.some((at) => reading.is(at, GIVEN | TITLE) || isFormed(words[at]));
  const place = first > 0 && words[first].gap === SPACE && reading.is(first - 1, PLACE) && !given;
  // "На Абая, 5": a street without the word "street", and the number of a house.
  const next = words[last + 1], number = next && next.gap <= COMMA && next.digits >= 1 && next.digits <= 3
    && sizeOf(next.low) <= 4 && isNumeric(next.text);
  const ends = !words[last + 2] || words[last + 2].gap >= COMMA;
  const on = first > 0 && isAny(words[first - 1].low, 'на en at on по');
  const address = number && ends && on && !taken[last + 1];
  const kind = run.some((at) => reading.is(at, INSTITUTION)) ? 'work' : place || address ? 'address' : 'name';
  reading.offer(first, last + 1 + (address ? 1 : 0), kind);
}
