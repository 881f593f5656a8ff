// Runs the vectors against spec/firsthand.mjs in Chromium, in a page that has WebCrypto and in one that has
// not, and measures how long a check takes. NODE_HOME is a folder that has playwright-core:
//
//   NODE_HOME=tests node tests/second/chromium.mjs

import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CCTV } from './run.mjs';

const { chromium } = createRequire(`${path.resolve(process.env.NODE_HOME ?? '.')}/here`)('playwright-core');
const root = new URL('../../', import.meta.url);
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
  const { runVectors } = await import('/tests/second/run.mjs');
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
    for (let i = 0; i < 10; i++) { // the first warms up
      const start = performance.now();
      const { checked } = await firsthand.check(copy);
      times.push(performance.now() - start);
      if (checked[0]?.verdict !== expected) throw new Error(`It is not judged ${expected}.`);
    }
    medians[expected] = times.slice(1).sort((a, b) => a - b)[4];
  }
  return { words: firsthand.words(text).words.length, times: medians, webCrypto: Boolean(crypto.subtle) };
}

let passed = 0, failed = 0;
const fail = (line) => {
  console.log(line);
  failed++;
};

await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
    '--disable-background-networking', '--disable-component-update',
    '--host-resolver-rules=MAP elsewhere.test 127.0.0.1'],
});
try {
  // A page from another host without TLS is no secure context, so it has no crypto.subtle.
  for (const [host, secure] of [['localhost', true], ['elsewhere.test', false]]) {
    console.log(secure ? 'In a secure context:' : 'Without crypto.subtle:');
    const page = await browser.newPage();
    await page.goto(`http://${host}:${port}/`);
    const result = await page.evaluate(vectorsInPage);
    for (const line of result.notes) console.log(line);
    passed += result.passed;
    result.failures.forEach(fail);
    const { words, times, webCrypto } = await page.evaluate(timesInPage);
    if (words !== 5000 || webCrypto !== secure) fail(`${words} words, crypto.subtle: ${webCrypto}`);
    const [whenTrue, whenFalse] = [times.true, times['not true']].map(Math.round);
    console.log(`5,000 words: true ${whenTrue} ms, false ${whenFalse} ms`);
    if (Math.max(whenTrue, whenFalse) < MOST_MILLISECONDS) passed++;
    else fail(`A check may take ${MOST_MILLISECONDS} ms.`);
    await page.close();
  }
} catch (error) {
  fail(String(error?.stack ?? error));
} finally {
  await browser.close();
  server.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
