// What the page in the pocket reads of chats that were exported, held against the vectors, and against JSON.parse.
//
//   node --test tests/pocket/chat.mjs
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { decodeTwice, readChat } from '../../pocket/page/chat.mjs';
import { root } from '../serve/common.mjs';

const read = (file) => readFileSync(path.join(root, file), 'utf8');

for (const { name, text, chat, twice } of JSON.parse(read('spec/vectors/chats.json')).cases) {
  test(`what is read of a chat: ${name.replace(/\s+/g, ' ')}`, () => {
    assert.deepEqual(readChat(text), chat, name);
    assert.deepEqual(decodeTwice(text), { text: twice ?? text, changed: twice !== null }, `${name}: decoded`);
  });
}

// The exports that the command reads, to the words of the plain copies.
const folder = 'crates/channels/tests/data',
  words = (text) => text.trim().split(/\s+/);
for (const file of readdirSync(path.join(root, folder)).filter((name) => name.includes('-'))) {
  test(`an export that the command reads is read here: ${file}`, () => {
    const text = read(`${folder}/${file}`),
      chat = readChat(text),
      { text: whole, changed } = decodeTwice(chat ?? text);
    assert.equal(chat !== null, !file.endsWith('.txt'), `${file} is a chat`);
    assert.deepEqual(changed, file.includes('-fb'), `${file} was encoded twice`);
    assert.deepEqual(words(whole), words(read(`${folder}/${file.slice(0, 2)}.txt`)), `${file} holds its account`);
  });
}

// Numbers that are random to whoever reads and the same each time.
let state = 20221105;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

test('what JSON.parse takes is a chat if it says something, and what it refuses is none', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"text"',
    '"text":',
    '"a":',
    '"one"',
    '"\\u0041\\n"',
    '"',
    '\\',
    '0',
    '-1.5e3',
    '01',
    '1.',
    '-',
    'true',
    'nul',
    'null',
    ' ',
    '\n',
    '\u00A0',
    'ә',
    '\t',
    '"body":[',
  ];
  const says = (value) =>
    typeof value === 'string'
      ? /[^ \t\n\r]/.test(value)
      : value !== null && typeof value === 'object' && Object.values(value).some(says);
  const differ = [];
  let tried = 0;
  for (let i = 0; i < 200_000; i++) {
    const text =
      ['{', '['][random(2)] + Array.from({ length: random(9) }, () => pieces[random(pieces.length)]).join('');
    let expected = null;
    try {
      expected = says(JSON.parse(text));
    } catch {
      /* It is none. */
    }
    // Several objects are read too, and an object a line; and of a key that stands twice JSON.parse forgets one.
    if (/\}\s*\{|\}[ \t]*\n|("a"|"text"|"body").*\1/s.test(text)) continue;
    tried++;
    if ((readChat(text) !== null) !== (expected === true)) differ.push(text);
  }
  assert.deepEqual(differ, [], 'what is JSON is what it is elsewhere');
  assert.ok(tried > 100_000, `most are compared: ${tried}`);
});

test('what is deep, long or broken is read soon', () => {
  const started = performance.now();
  assert.equal(readChat(`${'['.repeat(1e6)}"one"${']'.repeat(1e6)}`), 'one', 'deep');
  assert.deepEqual(readChat(`[${'{"text":"one"},'.repeat(5e5)}{}]`).length, 5 * 5e5 - 2, 'many messages');
  assert.equal(readChat(`["${'\\u0061'.repeat(3e6)}"]`).length, 3e6, 'many escapes');
  for (const piece of ['{"a":', '["', '{"a": 1}\n{"b":', '{\n', '"\\\\', '["\\ud800', '1']) {
    assert.equal(readChat(`[${piece.repeat(1e7 / piece.length)}`), null, `${piece} repeated`);
  }
  assert.equal(decodeTwice('É…\n'.repeat(2e6)).changed, false, 'many lines');
  const seconds = (performance.now() - started) / 1000;
  assert.ok(seconds < 20, `it is read soon: ${seconds}`);
});
