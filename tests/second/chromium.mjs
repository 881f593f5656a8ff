// Runs the vectors against spec/firsthand.mjs in Chromium, in a page that has WebCrypto and in one that has
// not, and measures how long a check takes:
//
//   node --test tests/second/chromium.mjs
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inContext, launch } from '../browser.mjs';
import { CCTV } from './vectors.mjs';

const root = new URL('../../', import.meta.url);
const cctv = existsSync(new URL(CCTV, root));
const MOST_MILLISECONDS = 300;

const types = { mjs: 'text/javascript', json: 'application/json', txt: 'text/plain; charset=utf-8' };

/** Serves the repository and the CCTV vectors; '/' is an empty page. */
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const file = pathname === '/cctv.json' ? new URL(CCTV, root) : new URL(`.${pathname}`, root);
  const known = pathname === '/cctv.json' || file.href.startsWith(root.href);
  const type = types[pathname.split('.').at(-1)];
  if (pathname === '/') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><meta charset="utf-8">');
  } else if (known && type && existsSync(file)) {
    response.writeHead(200, { 'content-type': type }).end(readFileSync(file));
  } else {
    response.writeHead(404).end();
  }
});

/** In the page: all vectors. */
async function vectorsInPage() {
  const firsthand = await import('/spec/firsthand.mjs');
  const { runVectors } = await import('/tests/second/vectors.mjs');
  const elsewhere = { characters: '/spec/characters.json', cctv: '/cctv.json' };
  return runVectors(firsthand, async (name) => {
    const response = await fetch(elsewhere[name] ?? `/spec/vectors/${name}.json`);
    if (!response.ok && name !== 'cctv') throw new Error(`${name} is not there.`);
    return response.ok ? response.json() : null;
  });
}

/** In the page: the median time of a check of 5,000 words, of a true copy and of one with a word changed. */
async function timesInPage() {
  const firsthand = await import('/spec/firsthand.mjs');
  firsthand.useCharacters(await (await fetch('/spec/characters.json')).json());
  const account = firsthand.words(await (await fetch('/tests/data/accounts/en.txt')).text()).words;
  const all = [];
  for (let round = 1; all.length < 5000; round++) all.push(...account, String(round));
  const text = all.slice(0, 5000).join(' ');
  const random = () => crypto.getRandomValues(new Uint8Array(32));
  const sealed = await firsthand.seal(text, { secret: random(), random: random() });
  const copies = { true: sealed.text, 'not true': sealed.text.replace(' 6 ', ' six ') };
  const medians = {};
  for (const [expected, copy] of Object.entries(copies)) {
    const times = [];
    for (let i = 0; i < 10; i++) {
      // the first warms up
      const start = performance.now();
      const { checked } = await firsthand.check(copy);
      times.push(performance.now() - start);
      if (checked[0]?.verdict !== expected) throw new Error(`It is not judged ${expected}.`);
    }
    medians[expected] = times.slice(1).sort((a, b) => a - b)[4];
  }
  return { words: firsthand.words(text).words.length, times: medians, webCrypto: Boolean(crypto.subtle) };
}

let browser;

before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launch('--host-resolver-rules=MAP elsewhere.test 127.0.0.1');
});
after(async () => {
  await browser?.close();
  server.close();
});

// A page from another host without TLS is no secure context, so it has no crypto.subtle.
for (const [host, secure] of [
  ['localhost', true],
  ['elsewhere.test', false],
]) {
  const where = `in Chromium, ${secure ? 'in a secure context' : 'without crypto.subtle'}`;
  const inPage = (t, work) =>
    inContext(t, browser, {}, async (context) => {
      const page = await context.newPage();
      await page.goto(`http://${host}:${server.address().port}/`);
      return page.evaluate(work);
    });

  test(`the second implementation agrees with the vectors, ${where}`, async (t) => {
    const { cases, notes } = await inPage(t, vectorsInPage);
    notes.forEach((line) => t.diagnostic(line));
    assert.ok(cases.length > 50, `there are vectors: ${cases.length}`);
    for (const { name, failures } of cases) await t.test(name, () => assert.deepEqual(failures, []));
    if (!cctv)
      await t.test('the vectors of C2SP/CCTV for Ed25519', { skip: `they do not stand beside the checkout (${CCTV})` });
  });

  test(`5,000 words are checked in less than ${MOST_MILLISECONDS} ms, ${where}`, async (t) => {
    const { words, times, webCrypto } = await inPage(t, timesInPage);
    assert.deepEqual([words, webCrypto], [5000, secure], 'words, and whether there is a crypto.subtle');
    const [whenTrue, whenFalse] = [times.true, times['not true']].map(Math.round);
    t.diagnostic(`5,000 words: true ${whenTrue} ms, false ${whenFalse} ms`);
    assert.ok(Math.max(whenTrue, whenFalse) < MOST_MILLISECONDS, `${whenTrue} ms, ${whenFalse} ms`);
  });
}
