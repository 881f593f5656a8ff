// Runs the vectors of spec/vectors against spec/firsthand.mjs; chromium.mjs runs them in a page.
//
//   node --test tests/second/run.mjs
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as firsthand from '../../spec/firsthand.mjs';
import { CCTV, runVectors } from './vectors.mjs';

const root = new URL('../../', import.meta.url);
const load = (name) => {
  const elsewhere = { characters: 'spec/characters.json', cctv: CCTV };
  const file = new URL(elsewhere[name] ?? `spec/vectors/${name}.json`, root);
  return name === 'cctv' && !existsSync(file) ? null : JSON.parse(readFileSync(file, 'utf8'));
};

const { cases, notes } = await runVectors(firsthand, load);

for (const { name, failures } of cases) {
  test(`the second implementation agrees with the vectors: ${name}`, () => assert.deepEqual(failures, []));
}

const why = !existsSync(new URL(CCTV, root)) && `the vectors of C2SP/CCTV do not stand beside the checkout (${CCTV})`;
test('the vectors of C2SP/CCTV for Ed25519 ran', { skip: why }, () => {
  assert.ok(
    cases.some(({ name, checks }) => name === 'cctv' && checks > 1000),
    notes.join(' '),
  );
});
