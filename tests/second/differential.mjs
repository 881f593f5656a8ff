// Do the two implementations agree on adversarial copies?
//
//   node --test tests/second/differential.mjs                  compares 2,000 copies
//   node tests/second/differential.mjs [COUNT] [SEED]          compares COUNT copies (2,000) of SEED (1)
//   node tests/second/differential.mjs --show NUMBER [SEED]    prints one copy and both verdicts
//   node tests/second/differential.mjs --text FILE [SLIP…]     the same for a copy in a file, and slips apart in files
//
// Needs what `cargo build --release -p firsthand-account --example verdicts` makes; VERDICTS says where else it stands.
// Prints the first disagreements (20, or SHOWN); then all of them by kind, with the shortest copy of each kind, which
// is the one to look at: `--show` its number with the same seed; then what was met.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { copyAt, NAMED } from './adversarial.mjs';
import { linesOf } from './verdicts.mjs';

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const RUST = [process.env.VERDICTS ?? path('target/release/examples/verdicts')];
const JAVASCRIPT = [process.execPath, path('tests/second/verdicts.mjs')];
const SHOWN = Number(process.env.SHOWN ?? 20),
  AT_ONCE = 50;
const VERDICTS = ['true', 'not true', 'cannot judge', 'slip damaged', 'later version'];

// ====== Both sides ======

/** A program that answers each line with one: `ask` gives the answers to some copies, in their order. */
function started([command, ...args]) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = linesOf(child.stdout);
  let broken = null;
  child.on('error', (error) => {
    broken = error;
  });
  child.stdin.on('error', () => {}); // it has ended, and the missing answer says so
  return {
    async ask(copies) {
      child.stdin.write(copies.map(({ text, slips }) => `${JSON.stringify({ text, slips })}\n`).join(''));
      const said = [];
      for (const copy of copies) {
        const { value, done } = await answers.next();
        if (done) throw new Error(`${command} ended at copy ${copy.number}. ${broken ?? ''}`);
        said.push(JSON.parse(value));
      }
      return said;
    },
    end: () => child.stdin.end(),
  };
}

// ====== Differences ======

const brief = ({ verdict, why }) => (why ? `${verdict} (${why})` : verdict);
/** JSON with sorted keys, to compare by. */
const plain = (value) =>
  JSON.stringify(value, (_, one) =>
    one && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
const shown = (value) => plain(value)?.slice(0, 200) ?? 'nothing';

/** Where two texts part, with a little of what stands before. */
function parting(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return [a, b].map((text) => `${at > 20 ? '…' : ''}${text.slice(Math.max(0, at - 20), at + 60)}`);
}

/** What two verdicts on a copy differ in: [{ kind, rust, javascript }]. */
function differences(rust, javascript) {
  if (rust.error || javascript.error) {
    const both = rust.error && javascript.error;
    return both ? [] : [{ kind: 'error', rust: rust.error ?? '-', javascript: javascript.error ?? '-' }];
  }
  const found = [],
    counts = [rust, javascript].map(({ slips }) => slips.length);
  if (counts[0] !== counts[1])
    found.push({ kind: 'number of slips', field: 'number of slips', rust: counts[0], javascript: counts[1] });
  for (let i = 0; i < Math.min(...counts); i++) {
    const [a, b] = [rust.slips[i], javascript.slips[i]],
      which = `slip ${i}`;
    if (brief(a) !== brief(b)) {
      found.push({ kind: `Rust ${brief(a)}, JavaScript ${brief(b)}`, which, rust: brief(a), javascript: brief(b) });
    }
    for (const field of new Set([...Object.keys(a), ...Object.keys(b)])) {
      // What only true ones have differs wherever one of them is not.
      const comes =
        ['verdict', 'why'].includes(field) || (a.verdict !== b.verdict && !['place', 'repaired'].includes(field));
      if (comes || plain(a[field]) === plain(b[field])) continue;
      const texts = typeof a[field] === 'string' && typeof b[field] === 'string';
      const [ofA, ofB] = texts ? parting(a[field], b[field]) : [a[field], b[field]];
      found.push({
        kind: `field ${field} of ${a.verdict === b.verdict ? a.verdict : 'other verdicts'}`,
        which,
        field,
        rust: ofA,
        javascript: ofB,
      });
    }
  }
  return found;
}

function printDifferences(all) {
  for (const { which = 'copy', field = 'verdict', rust, javascript } of all) {
    console.log(`    ${which}, ${field}:\n      Rust        ${shown(rust)}\n      JavaScript  ${shown(javascript)}`);
  }
}

// ====== Runs ======

async function show(copy) {
  const rust = started(RUST),
    javascript = started(JAVASCRIPT);
  const [[a], [b]] = await Promise.all([rust, javascript].map((side) => side.ask([copy])));
  [rust, javascript].forEach((side) => side.end());
  console.log(`copy ${copy.number}: ${copy.base}; ${copy.mutations.join(', ')}\n`);
  console.log(`${copy.text}\n\nas JSON: ${JSON.stringify(copy.text)}`);
  for (const slip of copy.slips) console.log(`\na slip apart: ${JSON.stringify(slip)}`);
  console.log(`\nRust: ${JSON.stringify(a, null, 2)}\nJavaScript: ${JSON.stringify(b, null, 2)}`);
  const found = differences(a, b);
  console.log(found.length === 0 ? '\nBoth say the same.' : '\nThey differ:');
  printDifferences(found);
}

const count = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
const sorted = (map) => [...map].sort(([, a], [, b]) => b - a);

async function compare(total, seed) {
  const met = new Map(),
    mutated = new Map(NAMED.map((name) => [name, 0])),
    kinds = new Map();
  let failed = 0,
    trueCopies = 0,
    next = 0;
  const note = (copy, a, b) => {
    for (const name of new Set(copy.mutations)) count(mutated, name);
    const verdicts = (a.slips ?? []).map(({ verdict }) => verdict);
    if (verdicts.includes('true')) trueCopies++;
    verdicts.forEach((verdict) => count(met, verdict));
    if (verdicts.length === 0) count(met, a.error ? 'error' : 'no slip');
    const found = differences(a, b);
    if (found.length === 0) return;
    if (failed++ < SHOWN) {
      console.log(`copy ${copy.number} of seed ${seed} (${copy.base}): ${copy.mutations.join(', ')}`);
      printDifferences(found);
    }
    for (const kind of new Set(found.map((one) => one.kind))) {
      const known = kinds.get(kind) ?? { times: 0, mutations: new Map(), least: copy };
      known.times++;
      for (const name of new Set(copy.mutations)) count(known.mutations, name);
      if (copy.text.length < known.least.text.length) known.least = copy;
      kinds.set(kind, known);
    }
  };
  const work = async () => {
    const sides = [started(RUST), started(JAVASCRIPT)];
    while (next < total) {
      const numbers = Array.from({ length: Math.min(AT_ONCE, total - next) }, () => next++),
        copies = [];
      for (const number of numbers) copies.push({ ...(await copyAt(seed, number)), number });
      const [ofRust, ofJavascript] = await Promise.all(sides.map((side) => side.ask(copies)));
      copies.forEach((copy, i) => note(copy, ofRust[i], ofJavascript[i]));
    }
    sides.forEach((side) => side.end());
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));

  if (kinds.size > 0)
    console.log('\nKinds of disagreement: how often, the number of the shortest copy, and what most had undergone');
  for (const [kind, { times, mutations, least }] of [...kinds].sort(([, a], [, b]) => b.times - a.times)) {
    const most = sorted(mutations)
      .slice(0, 4)
      .map(([name, often]) => `${name} ${often}`)
      .join(', ');
    console.log(`  ${String(times).padStart(5)}  --show ${least.number} ${seed}  ${kind}\n           ${most}`);
  }
  const listed = (map) =>
    sorted(map)
      .map(([name, often]) => `${name} ${often}`)
      .join(', ');
  console.log(`\nVerdicts met: ${listed(met)}.\nCopies true to a slip: ${trueCopies} of ${total}.`);
  console.log(`Mutations met: ${listed(mutated)}.`);
  const missing = [
    ...VERDICTS.filter((verdict) => !met.has(verdict)),
    ...NAMED.filter((name) => mutated.get(name) === 0),
  ];
  return { failed, trueCopies, missing };
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--show') {
  const [number, seed = '1'] = rest;
  await show({ ...(await copyAt(seed, Number(number))), number: `${number} of seed ${seed}` });
} else if (first === '--text') {
  const [text, ...slips] = rest.map((name) => readFileSync(name, 'utf8'));
  await show({ text, slips, base: 'as given', mutations: [], number: rest[0] });
} else {
  const total = Number(first ?? 2000),
    seed = rest[0] ?? '1';
  test(`both implementations say the same of ${total} adversarial copies of seed ${seed}`, async (t) => {
    const { failed, trueCopies, missing } = await compare(total, seed);
    await t.test('they differ in no copy', () => assert.equal(failed, 0, `they differ in ${failed} copies, see above`));
    await t.test('a fourth of the copies is true to a slip', () =>
      assert.ok(trueCopies >= total / 4, `${trueCopies} of ${total}`),
    );
    const short = total < 2000 && 'a run of less than 2,000 copies need not meet what is rare';
    await t.test('every verdict and every mutation is met', { skip: short }, () => assert.deepEqual(missing, []));
  });
}
