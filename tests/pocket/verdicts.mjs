// The judge of the page in the pocket, held against the vectors, which crates/verdict writes; and every verdict against
// the schema.
//
//   (cd tests && npm ci) && node --test tests/pocket/verdicts.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import Ajv from 'ajv/dist/2020.js';

import { judge, notJudged } from '../../pocket/page/judge.mjs';
import { useCharacters } from '../../spec/firsthand.mjs';
import { root } from '../serve/common.mjs';

const json = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const ajv = new Ajv.default({ allErrors: true, strict: true, allowUnionTypes: true });
const isValid = ajv.compile(json('spec/verdict.schema.json'));

/** That a verdict is of the form that programs are told. */
function valid(name, verdict) {
  assert.ok(isValid(verdict), `${name}: of the schema: ${JSON.stringify(isValid.errors)?.slice(0, 500)}`);
}

/** Where two values first differ: the way there, and both; or null. */
function difference(got, expected, at = '') {
  const both = [got, expected].every((one) => one !== null && typeof one === 'object');
  if (!both || Array.isArray(got) !== Array.isArray(expected)) {
    return Object.is(got, expected) ? null : `${at}: ${JSON.stringify(got)} instead of ${JSON.stringify(expected)}`;
  }
  const keys = new Set([...Object.keys(got), ...Object.keys(expected)]);
  return [...keys].map((key) => difference(got[key], expected[key], `${at}.${key}`)).find(Boolean) ?? null;
}

useCharacters(json('spec/characters.json'));
const { cases } = json('spec/vectors/verdicts.json');

for (const { name, text, expect, known, apart, against, verdict } of cases) {
  test(`the page judges as the command does: ${name}`, async () => {
    valid(name, verdict);
    const found = difference(await judge(text, { slips: apart, expect, known, against }), verdict);
    assert.ok(found === null, found?.slice(0, 1000));
  });
}

test('there are many verdicts to compare', () => assert.ok(cases.length > 20, String(cases.length)));

test('what is not judged is of the schema too', () => {
  valid('a page', notJudged('page', 'may hide', 'its words'));
  valid('a film', notJudged(null, 'video'));
});
