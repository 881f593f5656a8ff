// Reads messages of chat programs, exported as JSON, and text whose UTF-8 was encoded twice. It follows
// `crates/channels/src/chat.rs` and `twice.rs`, which explain each step. `spec/vectors/chats.json` tests both
// implementations.

const TEXTS = new Set(['body', 'content', 'message', 'msg', 'caption', 'data', 'post', 'comment', 'fulltext',
  'messagetext', 'messagebody', 'textcontent']);
const REPEATS = new Set(['textentities', 'entities', 'blocks', 'quote', 'quotedmessage', 'revisions']);
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ENDS = { '{': '}', '[': ']' };

/** The texts of the messages in `text`, with an empty line between them. Null if `text` is not a chat. */
export function readChat(text) {
  text = strip(text.replace(/^\uFEFF+/, ''));
  if (!/^[{["]/.test(text) || (text[0] === '"' && !text.includes('\\'))) return null;
  for (const read of [values, lines]) {
    for (const every of [false, true]) {
      const texts = new Texts(every);
      if (read(text, texts) && texts.found) return texts.out;
    }
  }
  return null;
}

/** Removes the white space of JSON from both ends. */
function strip(text) {
  let [start, end] = [0, text.length];
  while (start < end && ' \t\n\r'.includes(text[start])) start++;
  while (start < end && ' \t\n\r'.includes(text[end - 1])) end--;
  return text.slice(start, end);
}

/** Reads one JSON value, or several objects one after another. */
function values(text, texts) {
  for (let at = 0; at < text.length;) {
    if (at > 0 && (text[0] !== '{' || text[at] !== '{')) return false;
    at = value(text, at, texts);
    if (at < 0) return false;
    at = blanks(text, at);
  }
  return true;
}

/** Reads lines that each hold an object. Other lines, except the first, count as text. */
function lines(text, texts) {
  let follows = false;
  for (const [at, line] of text.split('\n').entries()) {
    const found = new Texts(texts.every), object = strip(line);
    if (object[0] === '{' && value(object, 0, found) === object.length) {
      texts.paragraph(found.out);
      follows = false;
    } else if (at === 0) {
      return false;
    } else {
      texts.put(line, follows ? '\n' : '\n\n');
      follows = true;
    }
  }
  return true;
}

/** Collects the texts that are found, in order. */
class Texts {
  out = '';
  found = false;
  pieces = '';

  /** If `every` is true, every string counts as a text. */
  constructor(every) { this.every = every; }

  string(string, place) {
    if (this.every || place === 'text' || place === 'own') this.paragraph(string);
    else if (place === 'piece') this.pieces += string;
  }

  paragraph(text) {
    if (!/[^ \t\n\r]/.test(text)) return;
    this.found = true;
    this.put(text, '\n\n');
  }

  endOfPieces() {
    this.paragraph(this.pieces);
    this.pieces = '';
  }

  put(text, between) { this.out += (this.out || between === '\n' ? between : '') + text; }
}

/** The place of the value at `key`, in an object at `place`. */
function under(place, key) {
  const name = key.replace(/[_-]/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (place === 'passed') return place;
  if (place === 'piece') return name === 'text' ? place : 'passed';
  if (name === 'text') return 'own';
  return TEXTS.has(name) ? 'text' : REPEATS.has(name) ? 'passed' : 'other';
}

function blanks(text, at) {
  while (at < text.length && ' \t\n\r'.includes(text[at])) at++;
  return at;
}

/**
 * Reads the JSON value at `at` and passes its strings to `texts`. Returns the end of the value, or -1 if there is no
 * value. It is not recursive, so deep nesting cannot overflow the stack.
 */
function value(text, at, texts) {
  const open = [];
  let place = 'other', key;
  const inside = ({ end, place: outer }) => {
    if (end === ']') {
      place = outer === 'own' ? 'piece' : outer;
      return true;
    }
    at = blanks(text, at);
    [key, at] = string(text, at);
    if (at < 0) return false;
    at = blanks(text, at);
    place = under(outer, key);
    return text[at++] === ':';
  };
  for (;;) {
    at = blanks(text, at);
    const end = ENDS[text[at]];
    if (end) {
      at = blanks(text, at + 1);
      if (text[at] !== end) {
        open.push({ end, place });
        if (!inside(open.at(-1))) return -1;
        continue;
      }
      at++;
    } else if (text[at] === '"') {
      let found;
      [found, at] = string(text, at);
      if (at < 0) return -1;
      texts.string(found, place);
    } else {
      SCALAR.lastIndex = at;
      if (!SCALAR.test(text)) return -1;
      at = SCALAR.lastIndex;
    }
    for (;;) {
      const inner = open.at(-1);
      if (!inner) return at;
      at = blanks(text, at);
      if (text[at] === ',') {
        at++;
        if (!inside(inner)) return -1;
        break;
      }
      if (text[at++] !== inner.end) return -1;
      if (inner.place === 'own' && inner.end === ']') texts.endOfPieces();
      open.pop();
    }
  }
}

/** The JSON string at `at`, and its end, or -1. Half of a surrogate pair becomes U+FFFD. */
function string(text, at) {
  if (text[at] !== '"') return ['', -1];
  for (let end = text.indexOf('"', at + 1); end > 0; end = text.indexOf('"', end + 1)) {
    let from = end;
    while (text[from - 1] === '\\') from--;
    if ((end - from) % 2) continue;
    try {
      return [JSON.parse(text.slice(at, end + 1)).replace(/\p{Cs}/gu, '\uFFFD'), end + 1];
    } catch {
      break;
    }
  }
  return ['', -1];
}

// The characters of Windows-1252 from 0x80 to 0x9F. A dot stands where there is none.
const WINDOWS = new Map([...'€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ'].map((sign, i) => [sign.charCodeAt(0), 0x80 + i]));
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes the lines that were encoded twice. Returns the text, and whether any line changed. */
export function decodeTwice(text) {
  const read = text.split('\n').map((line) => ({ line, ...decoded(line) }));
  if (!read.some(({ proof }) => proof)) return { text, changed: false };
  const whole = read.every(({ once }) => !once);
  const out = read.map(({ line, proof, twice }) => (twice !== undefined && (proof || whole) ? twice : line));
  return { text: out.join('\n'), changed: true };
}

function decoded(line) {
  if (/^[\0-\x7F]*$/.test(line)) return {};
  const bytes = new Uint8Array(line.length);
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i), byte = unit < 0x100 ? unit : WINDOWS.get(unit);
    if (byte === undefined) return { once: true };
    bytes[i] = byte;
  }
  try {
    const twice = UTF8.decode(bytes);
    return { twice, proof: isProof(twice) };
  } catch {
    return { once: true };
  }
}

/** Whether a decoded line proves that it was encoded twice: before, it had characters that nobody writes together. */
function isProof(text) {
  let last = 10, row = 0, differ = false;
  for (const character of text) {
    const point = character.codePointAt(0);
    if (point < 0x80 || lead(last) !== lead(point)) [row, differ] = [point < 0x80 ? 0 : 1, false];
    else [row, differ] = [row + 1, differ || last !== point];
    if ((point >= 0x2000 && point <= 0x203F) || (point >= 0x1F000 && point <= 0x1FFFF)) return true;
    if (point >= 0xA0 && point <= 0x17F && last >= 0x61 && last <= 0x7A) return true;
    if (row >= 3 && differ) return true;
    last = point;
  }
  return false;
}

/** The first byte of a character in UTF-8, without the bits that vary within a script. */
function lead(point) {
  if (point < 0x800) return (point < 0x80 ? point : 0xC0 | point >> 6) & 0xFC;
  return point < 0x10000 ? 0xE0 : 0xF0;
}
