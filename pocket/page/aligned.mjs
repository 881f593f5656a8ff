// Aligns a text and a copy: finds which words of the two are the same. It follows crates/copies/src/compare/pairs.rs,
// slide.rs and elsewhere.rs step by step. Those files explain each step.

const NARROW = 512, LEAST = 128, CELLS = 1 << 24, ANCHORS = [4, 4, 2, 1], WORD = 1024;
const FEWEST = 5, FAR = 1024;
const FEW = 16, AGAIN = 8, GAP = 16, SAME = 2, DROP = 16, ROUNDS = 4;
/** Minimum number of words in a run that is no chance match. */
export const SOLID = 4;
/** Minimum number of words in a moved run. */
export const MOVED = 5;

export const range = (start, end) => ({ start, end });
export const size = ({ start, end }) => end - start;
/** The places in a range, as a list. */
export const placesOf = ({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at);
/** Whether pair `b` comes directly after pair `a` in both texts. */
export const follows = (a, b) => a[0] + 1 === b[0] && a[1] + 1 === b[1];

/** Splits a list into runs. `together` says whether two neighbours belong to one run. */
export function runsOf(list, together) {
  const runs = [];
  list.forEach((one, at) => {
    if (at > 0 && together(list[at - 1], one)) runs.at(-1).push(one);
    else runs.push([one]);
  });
  return runs;
}

// Pairs of the same words, in the same order in both texts (pairs.rs).

/** Pairs [place in the text, place in the copy] of the same words, in the order of both. */
export function pairsOf(text, copy) {
  const pairs = [];
  between(text, copy, pairs, range(0, text.length), range(0, copy.length), 0, false, false);
  return pairs;
}

function between(a, b, pairs, text, copy, level, heldBefore, heldBehind) {
  const most = Math.min(size(text), size(copy));
  let head = 0, tail = 0;
  while (head < most && a[text.start + head] === b[copy.start + head]) head++;
  if (!heldBefore && head < SOLID) head = 0;
  while (tail < most - head && a[text.end - 1 - tail] === b[copy.end - 1 - tail]) tail++;
  if (!heldBehind && tail < SOLID) tail = 0;
  for (let at = 0; at < head; at++) pairs.push([text.start + at, copy.start + at]);
  text = range(text.start + head, text.end - tail);
  copy = range(copy.start + head, copy.end - tail);
  const rows = size(text), columns = size(copy), narrow = level < ANCHORS.length ? NARROW : LEAST;
  if (rows > 0 && columns > 0) {
    if (Math.min(rows, columns) <= narrow && rows * columns <= CELLS) table(a, b, pairs, text, copy);
    else {
      heldBefore ||= head > 0;
      heldBehind ||= tail > 0;
      let anchors = [];
      while (level < ANCHORS.length && anchors.length === 0) anchors = anchorsOf(a, b, text, copy, ANCHORS[level++]);
      if (anchors.length === 0) {
        const inText = text.start + (rows >> 1), inCopy = copy.start + (columns >> 1);
        between(a, b, pairs, range(text.start, inText), range(copy.start, inCopy), level, heldBefore, false);
        between(a, b, pairs, range(inText, text.end), range(inCopy, copy.end), level, false, heldBehind);
      } else {
        let from = [text.start, copy.start];
        for (const [inText, inCopy] of anchors) {
          between(a, b, pairs, range(from[0], inText), range(from[1], inCopy), level, heldBefore, true);
          pairs.push([inText, inCopy]);
          from = [inText + 1, inCopy + 1];
          heldBefore = true;
        }
        between(a, b, pairs, range(from[0], text.end), range(from[1], copy.end), level, true, heldBehind);
      }
    }
  }
  for (let at = 0; at < tail; at++) pairs.push([text.end + at, copy.end + at]);
}

const keyOf = (words, at, length) => (length === 1 ? words[at] : words.slice(at, at + length).join());

function anchorsOf(a, b, text, copy, length) {
  const placesIn = (words, { start, end }) => {
    const places = new Map();
    for (let at = start; at + length <= end; at++) {
      const key = keyOf(words, at, length);
      places.set(key, places.has(key) ? -1 : at);
    }
    return places;
  };
  const inCopy = placesIn(b, copy), pairs = [];
  for (const [key, at] of placesIn(a, text)) {
    const place = inCopy.get(key) ?? -1;
    if (at !== -1 && place !== -1) pairs.push([at, place]);
  }
  return rising(pairs);
}

function table(a, b, pairs, text, copy) {
  const rows = size(text), width = size(copy), steps = new Uint8Array(rows * width);
  const outside = new Int32Array(width + 1), inside = new Int32Array(width + 1);
  // A step is 0 for a pair, 1 for a word of only the text, 2 for a word of only the copy. 4 is added if a run goes on.
  for (let row = rows - 1; row >= 0; row--) {
    const word = a[text.start + row];
    let right = 0, across = 0;
    for (let column = width - 1; column >= 0; column--) {
      const below = outside[column];
      let best = below >= right ? below : right, step = below >= right ? 1 : 2, inRun = best;
      if (word === b[copy.start + column]) {
        const pair = across + WORD;
        if (pair > best) [best, step] = [pair - 1, 0];
        if (pair >= best) step |= 4;
        inRun = Math.max(best, pair);
      }
      across = inside[column];
      inside[column] = inRun;
      outside[column] = right = best;
      steps[row * width + column] = step;
    }
  }
  for (let row = 0, column = 0, inRun = false; row < rows && column < width;) {
    const step = steps[row * width + column];
    if ((inRun && step & 4) || (step & 3) === 0) {
      pairs.push([text.start + row++, copy.start + column++]);
      inRun = true;
    } else {
      inRun = false;
      if (step & 1) row++;
      else column++;
    }
  }
}

/** The longest part of `pairs`, which are in the order of the text, that is also in the order of the copy. */
function rising(pairs) {
  const ends = [], before = new Int32Array(pairs.length), chain = [];
  pairs.forEach((pair, at) => {
    let low = 0, high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]][1] < pair[1]) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? ends[low - 1] : -1;
    ends[low] = at;
  });
  for (let at = ends.at(-1) ?? -1; at !== -1; at = before[at]) chain.push(pairs[at]);
  return chain.reverse();
}

/** Removes short runs of pairs that are probably chance matches. */
export function withoutChance(pairs, text, copy) {
  const kept = [], apart = ([one, other]) => other - one;
  let islands = [], from = [0, 0];
  const endRegion = (to) => {
    const others = Math.min(to[0] - from[0], to[1] - from[1]) - islands.length;
    for (const pair of islands) {
      if (islands.length >= others || apart(pair) === apart(from) || apart(pair) === apart(to)) kept.push(pair);
    }
    islands = [];
  };
  for (const run of runsOf(pairs, follows)) {
    const all = run.length < SOLID ? islands : kept;
    if (all === kept) endRegion(run[0]);
    for (const pair of run) all.push(pair); // a spread would pass too many arguments
    if (all === kept) from = run.at(-1).map((place) => place + 1);
  }
  endRegion([text, copy]);
  return kept;
}

// Moves a run of added or missing words so that it begins and ends with a sentence, where that is possible (slide.rs).

/** Moves runs to sentence boundaries. Changes `pairs`. */
export function slide(pairs, text, copy) {
  for (let at = 1; at < pairs.length; at++) {
    const before = pairs[at - 1], behind = pairs[at];
    const inText = behind[0] - before[0] - 1, inCopy = behind[1] - before[1] - 1;
    const own = inText === 0 && inCopy >= FEWEST ? 1 : inCopy === 0 && inText >= FEWEST ? 0 : null;
    if (own === null) continue;
    const [one, other] = own === 1 ? [copy, text] : [text, copy];
    const from = before[own] + 1, to = behind[own], atOther = behind[1 - own], length = to - from;
    let ahead = 0, back = 0;
    const isAt = (pair, place, far) => pair && pair[0] === place[0] + far && pair[1] === place[1] + far;
    while (ahead < FAR && isAt(pairs[at + ahead], behind, ahead)) ahead++;
    while (back < FAR && isAt(pairs[at - 1 - back], before, -back)) back++;
    const gains = (place, gone, come) =>
      (one.words[come] === other.words[place]) - (one.words[gone] === other.words[place]);
    const search = (most, way) => {
      let gained = 0;
      for (let far = 0; far <= most; far++) {
        const [start, end] = [from + way * far, to + way * far];
        if (gained >= 0 && begins(one.words, start) && begins(one.words, end)) return far;
        const [low, high] = way === 1 ? [start, end] : [start - 1, end - 1];
        if (far === most || one.numbers[low] !== one.numbers[high]) return null;
        gained += way === 1 ? gains(atOther + far, high, low) : gains(atOther - far - 1, low, high);
      }
      return null;
    };
    const down = search(ahead, 1), up = search(back, -1);
    const shift = (start, end, by) => {
      for (let i = start; i < end; i++) pairs[i][own] += by;
    };
    if (down !== null && (up === null || down <= up)) shift(at, at + down, -length);
    else if (up !== null) shift(at - up, at, length);
  }
}

const begins = (words, at) => at === 0 || /[.!?…。！？؟۔।።]["'”’»)\]]*$/u.test(words[at - 1]);

// Words of the copy that stand at another place in the text (elsewhere.rs).

/** Passages of `added` that stand at another, free place in the text. Marks these places as not free. */
export function movedOf(text, copy, free, added) {
  const starts = new Map(), found = [];
  for (let at = 0, run = 0; at < text.length; at++) {
    run = free[at] ? run + 1 : 0;
    if (run < MOVED) continue;
    const start = at + 1 - MOVED, key = keyOf(text, start, MOVED), places = starts.get(key);
    if (!places) starts.set(key, [start]);
    else if (places.length < FEW) places.push(start);
  }
  if (starts.size === 0) return found;
  for (const { start, end } of added) {
    for (let at = start; at + MOVED <= end;) {
      let best = 0, length = MOVED - 1;
      for (const place of starts.get(keyOf(copy, at, MOVED)) ?? []) {
        let same = 0;
        while (at + same < end && free[place + same] && text[place + same] === copy[at + same]) same++;
        if (same > length) [best, length] = [place, same];
      }
      if (length < MOVED) at++;
      else {
        free.fill(false, best, best + length);
        found.push({ text: range(best, best + length), copy: range(at, at + length) });
        at += length;
      }
    }
  }
  return found;
}

/** Passages of `added` that repeat words of the text that the copy already has. */
export function againOf(text, copy, free, added) {
  const ofText = placesOf(range(0, text.length)).filter((at) => !free[at]), words = ofText.map((at) => text[at]);
  const found = [];
  let left = added.flatMap(placesOf);
  for (let round = 0; round < ROUNDS && words.length >= AGAIN && left.length >= AGAIN; round++) {
    const same = pairsOf(words, left.map((at) => copy[at])).map(([one, other]) => [ofText[one], left[other]]);
    const passages = passagesOf(same, added);
    if (passages.length === 0) break;
    let next = 0;
    left = left.filter((at) => {
      if (next < passages.length && passages[next].copy.end <= at) next++;
      return next === passages.length || at < passages[next].copy.start;
    });
    for (const passage of passages) found.push(passage);
  }
  return found.sort((a, b) => a.copy.start - b.copy.start);
}

function passagesOf(pairs, added) {
  const found = [];
  for (let from = 0, place = 0, end; from < pairs.length; from = end) {
    while (added[place].end <= pairs[from][1]) place++;
    let score = SAME, best = SAME;
    end = from + 1;
    for (let at = from + 1; at < pairs.length; at++) {
      const before = pairs[at - 1], pair = pairs[at], gap = Math.max(pair[0] - before[0] - 1, pair[1] - before[1] - 1);
      if (gap > GAP || pair[1] >= added[place].end || score + SAME <= gap) break;
      score += SAME - gap;
      if (score + DROP <= best) break;
      if (score > best) [best, end] = [score, at + 1];
    }
    const [first, last] = [pairs[from], pairs[end - 1]], copy = range(first[1], last[1] + 1);
    if (end - from < AGAIN || 2 * (end - from) < size(copy)) continue;
    found.push({ text: range(first[0], last[0] + 1), copy });
  }
  return found;
}
