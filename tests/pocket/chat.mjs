// What the page in the pocket reads of chats that were exported, held against the vectors, and against JSON.parse.
//
//   node tests/pocket/chat.mjs
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { decodeTwice, readChat } from '../../crates/web/pocket/chat.mjs';
import { ok, root, run, same } from '../serve/common.mjs';

const read = (file) => readFileSync(path.join(root, file), 'utf8');

function vectors() {
  for (const { name, text, chat, twice } of JSON.parse(read('spec/vectors/chats.json')).cases) {
    same(name, readChat(text), chat);
    same(`${name}: decoded`, decodeTwice(text), { text: twice ?? text, changed: twice !== null });
  }
}

/** The exports that the command reads, to the words of the plain copies. */
function exports() {
  const folder = 'crates/channels/tests/data', words = (text) => text.trim().split(/\s+/);
  for (const file of readdirSync(path.join(root, folder)).filter((name) => name.includes('-'))) {
    const text = read(`${folder}/${file}`), chat = readChat(text), { text: whole, changed } = decodeTwice(chat ?? text);
    same(`${file} is a chat`, chat !== null, !file.endsWith('.txt'));
    same(`${file} was encoded twice`, changed, file.includes('-fb'));
    same(`${file} holds its account`, words(whole), words(read(`${folder}/${file.slice(0, 2)}.txt`)));
  }
}

// Numbers that are random to whoever reads and the same each time.
let state = 20221105;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

/** JSON, nearly: what JSON.parse takes is a chat if it says something, and what it refuses is none. */
function nearlyJson() {
  const pieces = ['{', '}', '[', ']', ',', ':', '"text"', '"text":', '"a":', '"one"', '"\\u0041\\n"', '"', '\\', '0',
    '-1.5e3', '01', '1.', '-', 'true', 'nul', 'null', ' ', '\n', '\u00A0', 'ә', '\t', '"body":['];
  const says = (value) => (typeof value === 'string' ? /[^ \t\n\r]/.test(value)
    : value !== null && typeof value === 'object' && Object.values(value).some(says));
  const differ = [];
  let tried = 0;
  for (let i = 0; i < 200_000; i++) {
    const text = ['{', '['][random(2)] + Array.from({ length: random(9) }, () => pieces[random(pieces.length)]).join('');
    let expected = null;
    try {
      expected = says(JSON.parse(text));
    } catch { /* It is none. */ }
    // Several objects are read too, and an object a line; and of a key that stands twice JSON.parse forgets one.
    if (/\}\s*\{|\}[ \t]*\n|("a"|"text"|"body").*\1/s.test(text)) continue;
    tried++;
    if ((readChat(text) !== null) !== (expected === true)) differ.push(text);
  }
  same('what is JSON is what it is elsewhere', differ, []);
  ok('most are compared', tried > 100_000, tried);
}

function hostile() {
  const started = performance.now();
  same('deep', readChat(`${'['.repeat(1e6)}"one"${']'.repeat(1e6)}`), 'one');
  same('many messages', readChat(`[${'{"text":"one"},'.repeat(5e5)}{}]`).length, 5 * 5e5 - 2);
  same('many escapes', readChat(`["${'\\u0061'.repeat(3e6)}"]`).length, 3e6);
  for (const piece of ['{"a":', '["', '{"a": 1}\n{"b":', '{\n', '"\\\\', '["\\ud800', '1']) {
    same(`${piece} repeated`, readChat(`[${piece.repeat(1e7 / piece.length)}`), null);
  }
  same('many lines', decodeTwice('É…\n'.repeat(2e6)).changed, false);
  const seconds = (performance.now() - started) / 1000;
  ok('it is read soon', seconds < 20, seconds);
}

await run(async () => {
  vectors();
  exports();
  nearlyJson();
  hostile();
});
