// What differs between the words of an account and those of a copy: runs that stand in both in the same order, and what
// lies between them.

const MARK = '█';
/** Larger gaps than this are compared by words that stand in each once, smaller ones word by word. */
const SMALL = 1_000_000;
/** A run of at least so many words that stands elsewhere counts as moved; a shorter one is as likely said twice. */
const MOVED = 5;
/** How many places are tried that a moved run may come from. */
const FEW = 16;

/**
 * Runs in order: { kind: 'kept' | 'missing' | 'added' | 'withheld' | 'moved', words }. What is missing stands before
 * what was added in its place. What stands for a mark, in the copy or in the account, is withheld. What has moved
 * stands where the copy has it.
 */
export function differences(account, copy) {
  const runs = [], put = (kind, words) => runs.push({ kind, words });
  const pairs = [...matches(account, copy, 0, account.length, 0, copy.length), [account.length, copy.length]];
  let a = 0, b = 0;
  for (const [nextA, nextB] of pairs) {
    for (const [kind, words] of between(account.slice(a, nextA), copy.slice(b, nextB))) put(kind, words);
    if (nextA < account.length) put('kept', [account[nextA]]);
    [a, b] = [nextA + 1, nextB + 1];
  }
  return findMoved(joined(runs));
}

/** Words that are missing in one place and added in another have moved. */
function findMoved(runs) {
  const starts = new Map(), begins = (words, at) => words.slice(at, at + MOVED).join(' ');
  for (const { kind, words } of runs) {
    for (let at = 0; kind === 'missing' && at + MOVED <= words.length; at++) {
      const key = begins(words, at), there = starts.get(key);
      if (!there) starts.set(key, [[words, at]]);
      else if (there.length < FEW) there.push([words, at]);
    }
  }
  if (starts.size === 0) return runs;
  const moved = runs.flatMap((run) => (run.kind === 'added' ? takenFrom(starts, run.words, begins) : [run]));
  // What has moved is not missing any more.
  return joined(moved.map(({ kind, words }) => ({ kind, words: words.filter((word) => word !== null) })));
}

/** Runs of which no two of a kind stand side by side, and none is empty. */
function joined(runs) {
  const made = [];
  for (const { kind, words } of runs) {
    if (words.length === 0) continue;
    const last = made.at(-1);
    if (last?.kind !== kind) made.push({ kind, words: [...words] });
    else for (const word of words) last.words.push(word); // all as arguments can be too many
  }
  return made;
}

/** Added words as runs of those that have moved, whose words among the missing become null, and of others. */
function takenFrom(starts, words, begins) {
  const runs = [];
  let at = 0, rest = 0;
  const put = (kind, to) => runs.push({ kind, words: words.slice(rest, rest = to) });
  while (at < words.length) {
    let most = MOVED - 1, from = null;
    for (const [missing, start] of starts.get(begins(words, at)) ?? []) {
      let length = 0;
      while (at + length < words.length && missing[start + length] === words[at + length]) length++;
      if (length > most) [most, from] = [length, [missing, start]];
    }
    if (from) {
      put('added', at);
      put('moved', at += most);
      from[0].fill(null, from[1], from[1] + most);
    } else at++;
  }
  put('added', at);
  return runs;
}

/** What of two runs that differ is missing, added or withheld. A mark stands for as many words as are left over. */
function between(missing, added) {
  const isMark = (word) => word === MARK, marked = [missing, added].find((words) => words.some(isMark));
  const asTheyAre = [['missing', missing], ['added', added]];
  if (!marked) return asTheyAre;
  const other = marked === missing ? added : missing;
  const head = marked.findIndex(isMark), tail = marked.length - 1 - marked.findLastIndex(isMark);
  const isOneGap = marked.slice(head, marked.length - tail).every(isMark);
  if (!isOneGap || other.length < head + tail) return asTheyAre;
  const cut = (words, from, to) => words.slice(from, words.length - to);
  const covered = marked === added ? cut(missing, head, tail) : [MARK];
  return [
    ['missing', missing.slice(0, head)], ['added', added.slice(0, head)], ['withheld', covered],
    ['missing', missing.slice(missing.length - tail)], ['added', added.slice(added.length - tail)],
  ];
}

/** How many words are of each kind; as many as were put in another's place count as changed. */
export function counts(runs) {
  const sums = { kept: 0, changed: 0, missing: 0, moved: 0, withheld: 0, added: 0 };
  runs.forEach(({ kind, words }, i) => {
    const before = runs[i - 1];
    const changed = kind === 'added' && before?.kind === 'missing' ? Math.min(words.length, before.words.length) : 0;
    sums[kind] += words.length - changed;
    sums.missing -= changed;
    sums.changed += changed;
  });
  return sums;
}

/** Pairs of places with the same word, rising on both sides. */
function matches(a, b, fromA, toA, fromB, toB) {
  const before = [], behind = [];
  while (fromA < toA && fromB < toB && a[fromA] === b[fromB]) before.push([fromA++, fromB++]);
  while (fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]) behind.push([--toA, --toB]);
  behind.reverse();
  if (fromA === toA || fromB === toB) return [...before, ...behind];
  if ((toA - fromA) * (toB - fromB) <= SMALL) return [...before, ...longest(a, b, fromA, toA, fromB, toB), ...behind];
  const anchors = rising(unique(a, b, fromA, toA, fromB, toB)), between = [];
  if (anchors.length === 0) return [...before, ...behind];
  for (const [nextA, nextB] of anchors) {
    for (const pair of matches(a, b, fromA, nextA, fromB, nextB)) between.push(pair);
    between.push([nextA, nextB]);
    [fromA, fromB] = [nextA + 1, nextB + 1];
  }
  return [...before, ...between, ...matches(a, b, fromA, toA, fromB, toB), ...behind];
}

/** The longest common subsequence, by table. */
function longest(a, b, fromA, toA, fromB, toB) {
  const rows = toA - fromA, columns = toB - fromB, width = columns + 1;
  const lengths = new Uint16Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      lengths[i * width + j] = a[fromA + i] === b[fromB + j]
        ? lengths[(i + 1) * width + j + 1] + 1
        : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (a[fromA + i] === b[fromB + j]) pairs.push([fromA + i++, fromB + j++]);
    else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i++;
    else j++;
  }
  return pairs;
}

/** Places of words that stand once on both sides. */
function unique(a, b, fromA, toA, fromB, toB) {
  const placesIn = (words, from, to) => {
    const places = new Map();
    for (let i = from; i < to; i++) places.set(words[i], places.has(words[i]) ? -1 : i);
    return places;
  };
  const inB = placesIn(b, fromB, toB);
  return [...placesIn(a, fromA, toA)]
    .filter(([word, at]) => at !== -1 && (inB.get(word) ?? -1) !== -1)
    .map(([word, at]) => [at, inB.get(word)]);
}

/** Of pairs in the order of the first, the most that rise in the second too. */
function rising(pairs) {
  const ends = [], before = new Map();
  for (const pair of pairs) {
    let low = 0, high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle][1] < pair[1]) low = middle + 1;
      else high = middle;
    }
    before.set(pair, ends[low - 1] ?? null);
    ends[low] = pair;
  }
  const made = [];
  for (let pair = ends.at(-1) ?? null; pair; pair = before.get(pair)) made.unshift(pair);
  return made;
}
