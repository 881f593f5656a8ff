// The page in the pocket, in Chromium with the net refused: from a file, and from an address that is no secure context. A
// witness writes, withholds, covers, seals and encrypts; a reader checks; everything is cleared. Nothing is asked for and
// nothing is kept; everybody can use it, in four languages; what each part looks like goes to target/screens, or to the
// folder that SCREENS names.
//
//   node tests/pocket/story.mjs
//   node tests/pocket/story.mjs stored     what is kept under a passphrase, alone
//
// POCKET names the page's file; without it the command makes one.
// Needs Chromium, age, and playwright-core and axe-core from npm, in tests/ or in the folder that NODE_HOME names.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { copyFileSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { codeSvg } from '../../crates/web/pocket/codes.mjs';
import { lock, unlock } from '../../crates/web/pocket/parcel.mjs';
import { printPenName, useCharacters } from '../../spec/firsthand.mjs';
import { firsthand, folder, ok, readFileSync, root, run, same } from '../serve/common.mjs';
import { coloursIn, described, describing, drawnBy, halves, PASSPHRASE, TEXT } from './materials.mjs';

const require = createRequire(path.resolve(process.env.NODE_HOME ?? path.join(root, 'tests'), 'here'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
useCharacters(JSON.parse(readFileSync(path.join(root, 'spec/characters.json'), 'utf8')));

const LANGUAGES = ['en', 'kk', 'ru', 'es'];
/** What the first paint and the sealing of 5,000 words may take at a fourth of this machine's speed; asserted with room. */
const MOST = { paint: 200, seal: 500, room: 2 };

/** Leads to this machine, where it has no address but its loopback. */
const NAME = 'elsewhere.test';

const place = folder('pocket-'), at = (name) => path.join(place, name);
const age = (...args) => execFileSync('age', args, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
const write = (name, content) => (writeFileSync(at(name), content), at(name));

// Browsers

/** Chromium that reaches nothing but the address `allowed`: every name is unknown, and the proxy refuses. */
function launch({ allowed = '', map = `MAP * ~NOTFOUND${allowed && `, EXCLUDE ${allowed}`}`, more = [] }) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', `--host-resolver-rules=${map}`, '--proxy-server=127.0.0.1:9',
      `--proxy-bypass-list=<-loopback>;${allowed}`, ...more],
  });
}

/** A page that tells what it asked for and what its console said. */
async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-US', ...options });
  const seen = { requests: [], said: [] };
  context.on('request', (request) => seen.requests.push(request.url()));
  context.on('console', (message) => seen.said.push(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => seen.said.push(`error: ${error.error().stack}`));
  // Chromium shares nothing on Linux. Like browsers that do, this does so in a secure context alone.
  await context.addInitScript(() => {
    if (!isSecureContext) return;
    navigator.canShare = () => true;
    navigator.share = async (what) => { window.shared = what; };
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(address);
  await page.waitForSelector('html.ready');
  return { context, page, seen };
}

// Photographs

/** A street with somebody on it, lying on its side, as a telephone keeps what it takes upright. */
function street(context) {
  context.setTransform(0, -1, 1, 0, 0, 300);
  const box = (colour, ...at) => {
    context.fillStyle = colour;
    context.fillRect(...at);
  };
  box('#aebfcc', 0, 0, 300, 400);
  box('#77736a', 0, 270, 300, 130);
  for (let i = 0; i < 5; i++) box(['#6f6a70', '#7d6f66', '#5f6b72'][i % 3], 62 * i - 8, 110 + 24 * (i % 3), 56, 170 - 24 * (i % 3));
  box('#39458c', 128, 226, 34, 74);
  box('#27272b', 130, 300, 13, 46);
  box('#27272b', 147, 300, 13, 46);
  context.fillStyle = '#d8b594';
  context.beginPath();
  context.arc(145, 210, 16, 0, 7);
  context.fill();
  box('#8c2f2f', 205, 270, 80, 44);
  box('#f2f0e8', 218, 296, 44, 12);
}

/** What `draw` draws as a JPEG that tells a place, a time, a device, and to be turned to the right. */
async function photograph(browser, draw) {
  const page = await browser.newPage();
  const picture = await page.evaluate(drawnBy, draw.toString());
  await page.close();
  return described(Buffer.from(picture, 'base64'));
}

/** Colours of a picture at places, and its size, as a browser shows it. */
function colours(page, jpeg, places) {
  return page.evaluate(coloursIn, [jpeg.toString('base64'), places]);
}

/** What a text's QR code looks like, as a PNG, turned by some degrees. */
async function codePicture(browser, text, name, turned = 0) {
  const page = await browser.newPage({ viewport: { width: 800, height: 800 } });
  await page.setContent(`<style>body{margin:140px;background:#fff}svg{width:520px;rotate:${turned}deg}</style>${codeSvg(text)}`);
  const file = write(name, await page.screenshot());
  await page.close();
  return file;
}

/** The same as what a camera sees (Y4M), for Chromium's camera. */
async function codeFilm(browser, text, name) {
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  await page.setContent(`<style>body{margin:30px 110px;background:#fff}svg{width:420px}</style>${codeSvg(text)}`);
  const png = (await page.screenshot()).toString('base64');
  const grey = await page.evaluate(async (data) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 480];
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    const { data: pixels } = canvas.getContext('2d').getImageData(0, 0, 640, 480);
    return Array.from({ length: 640 * 480 }, (_, i) => pixels[4 * i]);
  }, png);
  await page.close();
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey), Buffer.alloc(640 * 480 / 2, 128)]);
  return write(name, Buffer.concat([Buffer.from('YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\n'), ...Array(10).fill(frame)]));
}

// The story

/** Without JavaScript it says so, in every language. */
async function unscripted(browser, address) {
  const context = await browser.newContext({ javaScriptEnabled: false }), page = await context.newPage();
  await page.goto(address);
  await page.waitForTimeout(1500);
  const shown = (await page.innerText('body')).trim().split(/\n+/);
  ok('without JavaScript', shown.length === LANGUAGES.length && shown[0].includes('needs JavaScript'), shown);
  await context.close();
  for (const [what, lacks] of [['an old browser', () => delete Array.prototype.findLast], ['a part that fails', () => delete window.atob]]) {
    const old = await browser.newPage();
    await old.addInitScript(lacks);
    await old.goto(address);
    await old.waitForSelector('.without', { timeout: 5000 }).catch(() => {});
    const seen = [await old.isVisible('.without'), await old.isVisible('header'), await old.isVisible('main')];
    same(`${what}: it says that it needs a newer one, and shows no half of itself`, seen, [true, false, false]);
    await old.close();
  }
}

async function story(browser, address, how, { secure, recipient, identity, photo, film }) {
  const { context, page, seen } = await open(browser, address);
  const is = (what, holds, detail) => ok(`${how}: ${what}`, holds, detail);
  const equal = (what, got, expected) => same(`${how}: ${what}`, got, expected);
  const text = (selector) => page.textContent(selector);
  const shown = (id) => page.waitForSelector(`#${id}:not([hidden])`);
  const wrong = async (what, where, said) => {
    await page.waitForFunction(([selector, part]) => document.querySelector(selector)?.textContent.includes(part), [where, said]).catch(() => {});
    is(what, (await text(where)).includes(said) && await page.isVisible(where), await text(where));
  };
  const download = async (press) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(press)]);
    const to = at(`${how.replace(/\W/g, '')}-${file.suggestedFilename()}`);
    copyFileSync(await file.path(), to);
    return to;
  };
  const stored = () => page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases?.() ?? []).length]);

  equal('it is a secure context, or not', await page.evaluate(() => isSecureContext), secure);
  equal('the title says nothing', await page.title(), 'Notes');
  is('it says what it does not protect from', (await text('#start')).includes('cannot hide that you have it'));

  // Writing. What is wrong is said, and what was typed stays.
  await page.click('#start [data-show=write]');
  await page.click('#to-review');
  await wrong('no words', '#write > .wrong', 'no words yet');
  await page.fill('#words', `${TEXT}\nHere is\u202e one.`);
  await page.click('#to-review');
  await wrong('refused characters', '#refused', 'line 4, column 8: U+202E');
  await page.click('#refused button');
  equal('they are taken out, and nothing else', await page.inputValue('#words'), `${TEXT}\nHere is one.`);
  await page.fill('#words', TEXT);

  // Photographs.
  const unreadable = [['large.jpg', null, 'larger than 25 MB'],
    ['live.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1'), 'HEIC'],
    ['notes.jpg', Buffer.from('no picture at all'), 'cannot open that picture'], ['cut.jpg', photo.subarray(0, 900), 'cannot open that picture'],
    ['vast.png', Buffer.from('89504e470d0a1a0a0000000d49484452000075300000753008020000004a4a4a4a', 'hex'), 'million pixels'],
    ['vast.avif', Buffer.concat([Buffer.from('\0\0\0\x10ftypavif\0\0\0\0\0\0\0\x1cmeta\0\0\0\x14ispe\0\0\0\0', 'latin1'),
      Buffer.from('0000753000007530', 'hex')]), 'million pixels']];
  for (const [name, content, said] of unreadable) {
    const file = write(name, content ?? '');
    if (content === null) truncateSync(file, 26e6);
    await page.setInputFiles('#photo-files', [file]);
    await wrong(`a bad photograph, ${name}`, '#photos-wrong', said);
  }
  equal('none of them is there', await page.locator('#photos > li').count(), 0);
  await page.setInputFiles('#photo-files', [write('bridge.jpg', photo)]);
  await page.waitForSelector('#photos > li');
  const told = await text('#photos .traces');
  is('it says what the photograph told', ['43.2383, 76.9456', '2022-01-05 17:40', 'Maker Phone 9', 'more data'].every((part) => told.includes(part)), told);
  await page.click('#photos button >> nth=0');
  await page.waitForSelector('#cover[open]');
  const stage = await page.locator('#stage').boundingBox();
  const point = (x, y) => [stage.x + x * stage.width, stage.y + y * stage.height];
  await page.mouse.move(...point(0.1, 0.1));
  await page.mouse.down();
  await page.mouse.move(...point(0.3, 0.2), { steps: 4 });
  await page.mouse.move(...point(0.4, 0.3), { steps: 4 });
  await page.mouse.up();
  await page.click('#box-add');
  await page.keyboard.press('Delete');
  equal('a box is drawn, another taken away by keyboard', await page.locator('.box').count(), 1);
  await page.click('#box-add');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
  await page.click('#cover-done');
  await page.waitForFunction(() => document.querySelector('#photos')?.textContent.includes('2 boxes'));

  // Withholding.
  await page.click('#to-review');
  await shown('review');
  const pointed = await page.locator('#shown .pointer').allTextContents();
  is('words that point to a person are underlined', pointed.some((words) => words.includes('Sadykova')) && pointed.some((words) => /brother/.test(words)), pointed);
  await page.click('#shown .pointer:has-text("Aigul Sadykova")');
  is('near forms are offered', /Sadykova's.*near form/.test(await text('#places-list')), await text('#places-list'));
  await page.click('#places-all');
  await page.waitForFunction(() => document.activeElement.closest('#shown'));
  await page.fill('#phrase', 'nowhere at all');
  await page.press('#phrase', 'Enter');
  is('a phrase that is not there', (await text('#review .said')).includes('Not found: nowhere at all'));
  await page.fill('#phrase', 'bridge');
  await page.press('#phrase', 'Enter');
  equal('a phrase stands in two places', await page.locator('#places-list li').count(), 2);
  await page.locator('#places-list input').nth(1).uncheck();
  await page.click('#places-all');
  await page.waitForFunction(() => !document.querySelector('#places').open);
  is('4 words are withheld', (await text('#withheld-hint')).includes('4 words'), await text('#withheld-hint'));

  await page.click('#review [data-show=write]');
  await page.fill('#words', `Now there is more. ${TEXT}`);
  await page.goBack();
  equal('nothing is withheld from a text that was changed since', await page.isVisible('#review'), false);
  await page.click('[data-part=write]');
  await page.fill('#words', TEXT);
  await page.click('#to-review');
  await shown('review');
  is('what was withheld still is', (await text('#withheld-hint')).includes('4 words'), await text('#withheld-hint'));

  // Sealing, for a desk.
  await page.check('#for-desk');
  await page.check('#consent [value=without_names]');
  await page.check('#consent [name=name-kind][value=pen]');
  await page.click('#seal');
  await wrong('a name is missing', '#review > .wrong', 'did not write the name');
  await page.fill('#consent [name=name]', 'A neighbour');
  await page.check('#consent [name=originals]');
  await page.click('#seal');
  await shown('sealed');
  const edition = await text('#sealed-text'), id = await text('#sealed-id'), penName = await text('#sealed-pen');
  is('what is withheld is not in it', /█/.test(edition) && !/Aigul|Sadykova|at the bridge at/.test(edition), edition);
  const judge = (...args) => JSON.parse(execFileSync(firsthand, ['check', ...args, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] }).toString());
  const judged = judge(write('edition.txt', edition), '--expect', id);
  equal('the command takes it for true', [judged.slips.length, judged.exit], [1, 0]);
  equal('the saved file is the same', readFileSync(await download('#save'), 'utf8'), edition);
  await page.click('#copy');
  await page.waitForFunction(() => document.querySelector('#sealed .said').textContent.startsWith('Copied')).catch(() => {});
  is('copying is said', (await text('#sealed .said')).startsWith('Copied'), await text('#sealed .said'));
  if (secure) {
    await page.click('#share');
    equal('what is shared is the same', await page.evaluate(() => window.shared), { text: edition });
  } else is('why it cannot be shared', await page.isHidden('#share') && (await text('#cannot-share')).includes('Copy it or save it'));
  equal('no bundle with what is for the desk alone', await page.isVisible('#save-bundle'), false);

  // The photograph as it is passed on.
  const published = readFileSync(await download('#sealed-photos button'));
  equal('nothing describes it, nothing stands behind it', describing(published), { markers: ['e0'], end: 'ffd9' });
  is('nor does it tell anything', !/Exif|Maker|Er|2022/.test(published.subarray(0, 300).toString('latin1')));
  const places = [[0.05, 0.05], [0.25, 0.2], [0.5, 0.55], [0.9, 0.1], [0.9, 0.9], [0.2, 0.9]];
  equal('it stands the right way up, and boxes are in its pixels', await colours(page, published, places),
    { size: [300, 400], found: ['red', 'black', 'black', 'red', 'blue', 'blue'] });

  // A parcel.
  const letters = recipient.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q'));
  for (const [what, given, said] of [['no recipient', '', 'is missing'], ['a wrong recipient', letters, 'not a public key of a desk'],
    ['a secret key', identity.key, 'not a public key of a desk'], ['what is no recipient', 'call me', 'not a public key of a desk']]) {
    await page.fill('#recipient', given);
    await page.click('#encrypt-first');
    await wrong(what, '#desk > .wrong', said);
  }
  await page.setInputFiles('#recipient-file', [write('desk.txt', `Our letters:\n${recipient}\n`)]);
  await page.waitForFunction((value) => document.querySelector('#recipient').value === value, recipient);
  await page.fill('#recipient', '');
  await page.setInputFiles('#recipient-file', [await codePicture(browser, recipient.toUpperCase(), 'desk.png')]);
  await page.waitForFunction((value) => document.querySelector('#recipient').value === value, recipient);
  await page.click('#encrypt-first');
  await page.waitForSelector('#parcel:not([hidden])');
  const tar = write('parcel.tar', age('-d', '-i', identity.file, await download('#save-parcel')));
  const inside = (name) => execFileSync('tar', ['-xOf', tar, name], { maxBuffer: 1 << 28 });
  const manifest = JSON.parse(inside('manifest.json').toString());
  equal('stock age and tar open it', manifest.enclosures.map(({ label }) => label), ['consent', 'language', 'original/1', 'photo/1']);
  is('what is withheld is withheld from the desk too', edition.startsWith(inside('account.txt').toString()), inside('account.txt').toString());
  equal('with the wishes', JSON.parse(inside('enclosures/1').toString()),
    { words: 'without_names', photographs: false, name: { pen: 'A neighbour' }, when: 'any_time' });
  equal('the original as it was, the other as it is published', [inside('enclosures/3').equals(photo), inside('enclosures/4').equals(published)], [true, true]);

  // The same seal, when only what is withheld is changed.
  await page.click('#sealed [data-show=review]');
  await page.check('#consent [name=withheld]');
  await page.click('#seal');
  await shown('sealed');
  equal('it is the same seal', await text('#sealed-id'), id);
  await page.click('#encrypt-first');
  await page.waitForSelector('#parcel:not([hidden])');
  write('parcel.tar', age('-d', '-i', identity.file, await download('#save-parcel')));
  is('the desk reads the withheld words, if it is to', inside('account.txt').toString().includes('Aigul Sadykova'));

  // Its QR codes.
  await page.click('#codes-shown summary');
  await page.waitForSelector('#codes svg');
  const codes = [];
  await page.setViewportSize({ width: 390, height: 2400 }); // so that nothing lies over them
  for (const code of await page.locator('#codes .code').all()) codes.push(write(`code-${codes.length}.png`, await code.screenshot()));
  await page.setViewportSize({ width: 390, height: 844 });

  // Checking.
  await page.click('[data-part=check]');
  const verdict = async (what, copy, ...said) => {
    if (await page.isVisible('#verdict')) await page.click('#verdict [data-show=check]');
    await page.fill('#held', copy);
    await page.click('#to-verdict');
    await shown('verdict');
    const halves = await page.locator('#judged .half').allTextContents();
    is(`${what}: both halves are there`, halves.length > 0 && halves.length % 2 === 0
      && halves.every((half, i) => half.startsWith(i % 2 ? 'Do you know whose' : 'Is it true to its slip')), halves);
    const all = await text('#judged');
    for (const part of said) is(`${what}: ${part}`, all.includes(part), all);
  };
  await page.click('#to-verdict');
  await wrong('nothing to check', '#check > .wrong', 'nothing to check yet');
  await verdict('a true copy', `Read this:\n\n${edition}\nPass it on.`, '? True to its slip, but this alone does not show who wrote it', '? Not known whose it is', 'An edition: 4 of 47 words', 'Outside the seal', 'Read this:', 'Pass it on.');
  await verdict('a changed copy', edition.replace('twice', 'thrice'), '✗ Not true to its slip', '? Not known whose it is');
  const body = edition.split('\nfirsthand1')[0].trim();
  await page.click('#verdict [data-show=check]');
  await page.setInputFiles('#held-files', codes);
  await page.waitForSelector('#apart li');
  await verdict('words and the slip’s codes', body, '? True to its slip, but this alone does not show who wrote it', '4 of 47 words');
  await page.click('#verdict [data-show=check]');
  await page.click('#apart button');
  const slip = edition.slice(edition.indexOf('firsthand1')).replace(/\s/g, '').toUpperCase();
  await page.setInputFiles('#held-files', [await codePicture(browser, slip, 'askew.png', 45)]);
  ok(`${how}: a code that lies askew`, await page.waitForSelector('#apart li').catch(() => null), slip.length);
  await page.click('#apart button');
  await verdict('another text', 'On this day nothing of all that was seen by anybody.', '? It has no slip', '? Not known whose it is');
  const sealedText = execFileSync(firsthand, ['seal', write('account.txt', TEXT)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const forged = execFileSync(firsthand, ['seal', write('forged.txt', TEXT.replace('fired twice', 'fired thrice'))], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  await page.click('#verdict [data-show=check]');
  await page.click('#against-part summary');
  await page.fill('#against', sealedText);
  await verdict('a forged copy', forged, '? True to its slip, but this alone does not show who wrote it', '✗ Another seal over nearly the same words', '46 kept', '1 changed', '{+thrice.+}');
  await verdict('a copy without its slip', TEXT.replace('twice', 'thrice'), '? It has no slip', '? Not known whose it is', '[-twice.-]');
  await verdict('a copy in another order', TEXT.split('\n\n').reverse().join('\n\n'), '? It has no slip', '25 kept', '22 moved', '{>They fired twice.', '<}');
  const some = TEXT.split(/\s+/).slice(3, 20).join(' ');
  await verdict('a quote', some, '? It has no slip', 'These 17 words stand in that account, word for word: words 4 to 20 of 47.', 'The copy is a quote of it.');
  await verdict('a quote among other words', `He wrote: ${some} Read this!`, '? It has no slip', 'These 17 words stand in that account', '{+He wrote:+}', '{+Read this!+}');
  await verdict('another alphabet', TEXT.replace('Aigul', 'Аigul'), '“\u2068Aigul\u2069” is Latin; “\u2068Аigul\u2069” is Latin + Cyrillic');
  await verdict('another edition of it', sealedText, '? True to its slip, but this alone does not show who wrote it', '? The same seal as the account that you have');
  await page.click('#verdict [data-show=check]');
  await page.click('#known-part summary');
  await page.fill('#known-letters', 'fhp1 nothing');
  await page.press('#known-letters', 'Enter');
  await wrong('what is no pen name', '#known-part .wrong', 'not a pen name');
  await page.fill('#known-letters', penName.toUpperCase());
  await page.fill('#known-name', 'the neighbour');
  await page.press('#known-name', 'Enter');
  await verdict('a seal that is known', edition, '✓ True to its slip', '✓ A seal you know', 'the neighbour');
  // Words of somebody else among the letters of a slip that is known, and signs that turn words around, are never green.
  const never = async (what, copy, ...said) => {
    await verdict(what, copy, '? A seal you know', ...said);
    equal(`${what}: nothing is green`, await page.locator('#judged .right').count(), 0);
  };
  const among = edition.indexOf('firsthand1') + 90;
  await never('words among the letters', `${edition.slice(0, among)}\nI lied about all of it\n${edition.slice(among)}`,
    '? True to its slip, but with other words in it', 'words that somebody put between the letters of the slip', 'I lied about all of it');
  is('words among the letters come first', (await page.locator('#judged > *').first().textContent()).includes('I lied about'), await text('#judged'));
  await never('a direction sign', edition.replace(' the ', ' \u202Dthe '), '? True to its slip, but perhaps shown in another order', 'Below, the words stand in the order that was sealed');
  is('the sealed words are shown at once, line by line', await page.locator('#judged details[open] bdi').count() >= 3, await page.innerHTML('#judged details'));
  await never('a long blank', edition.replace(' the ', `${' '.repeat(200)}the `), '? True to its slip, but look at the copy', 'There are very long blanks');
  await verdict('messages', `Dana, [27.11.2025 14:00]\n${edition.replaceAll('\n\n', '\n\nDana, [27.11.2025 14:01]\n')}`, '✓ True to its slip',
    'This stands between the messages, outside the seal, and was left out: “\u2068Dana, [27.11.2025 14:00]\u2069”');
  await verdict('a quoted mail', edition.replace(/^/gm, '│ '), '✓ True to its slip', 'without the sign \u2068│\u2069');
  await verdict('a chat', JSON.stringify({ messages: [{ text: edition }] }), '✓ True to its slip', 'messages of a chat program');
  await verdict('a slip above', `${edition.slice(among - 90)}\n${edition.slice(0, among - 90)}`, '✓ True to its slip', 'The slip stands above the account.');
  await page.click('#verdict [data-show=check]');
  await page.fill('#against', '');
  const hostile = ['javascript:alert(1)', '<img src=x onerror=alert(1)>', `FHPART:1:9999:ABCD:${'A'.repeat(500)}`];
  for (const [i, letters] of hostile.entries()) {
    await page.setInputFiles('#held-files', [await codePicture(browser, letters, `hostile-${i}.png`)]);
    await wrong(`a hostile code, ${letters.slice(0, 12)}`, '#check > .wrong', 'That code holds no slip');
  }
  // What can show other words than it holds is not judged, and is no paste either.
  const paragraphs = edition.replaceAll('\n\n', '</p><p>'), before = await page.inputValue('#held');
  const others = [
    ['saved.html', `<!doctype html><title>x</title><script>alert(1)</script><p>${paragraphs}</p>`, 'a saved web page', 'firsthand1'],
    ['hostile.htm', `\n<p>They never fired.</p><details><p>${paragraphs}</p></details>`, 'a saved web page', 'They never fired.'],
    ['mail.eml', `From: a@example.org\nDate: today\n\n${edition}`, 'an email', 'does not read such files'],
    ['page.mhtml', `From: <Saved>\nMIME-Version: 1.0\nSnapshot-Content-Location: x\n\n${edition}`, 'a web page saved in one file', 'Open the file'],
    ['account.pdf', '%PDF-1.7\n', 'a PDF', 'Open the file, copy the text that you see, and paste it here.'],
    ['account.docx', 'PK\x03\x04word/document.xml', 'a Word document', 'Open the file'],
    ['account.odt', 'PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text', 'an OpenDocument text', 'Open the file'],
  ];
  for (const [name, content, what, said] of others) {
    await page.setInputFiles('#held-files', [write(name, content)]);
    await shown('verdict');
    const all = await text('#judged');
    is(`${name} is not judged`, all.includes('? We cannot tell') && all.includes(`The copy is ${what}`) && !/[✓✗]/.test(all), all);
    is(`${name}: ${said}`, all.includes(said), all);
    await page.click('#verdict [data-show=check]');
    equal(`${name} is not put into the copy`, await page.inputValue('#held'), before);
  }
  await page.setInputFiles('#held-files', [write('film.bin', Buffer.from([0xff, 0, 1, 2]))]);
  await wrong('a file of another kind', '#check > .wrong', 'That file is not a text. Open the file, copy the text that you see');
  await page.setInputFiles('#held-files', [write('controls.txt', `one\0two\x1b[31m\n\n${edition}\0`)]);
  await page.waitForFunction(() => document.querySelector('#held').value.startsWith('one'));
  await verdict('a text with controls', await page.inputValue('#held'), '✓ True to its slip');
  await page.click('#verdict [data-show=check]');
  await page.setInputFiles('#held-files', [write('utf16.txt', Buffer.from(`\uFEFF${edition}`, 'utf16le'))]);
  await page.waitForFunction(() => !document.querySelector('#held').value.startsWith('one'));
  await verdict('a text in UTF-16', await page.inputValue('#held'), '✓ True to its slip');
  await page.click('#verdict [data-show=check]');
  await page.setInputFiles('#held-files', [tar]);
  await page.waitForFunction(() => document.querySelector('#held').value.includes('Aigul'));
  await page.click('#to-verdict');
  await shown('verdict');
  is('a bundle with its files', (await text('#judged')).includes('✓ True to its slip') && (await text('#judged')).includes('4 files were sealed'), await text('#judged'));

  // The camera.
  await page.click('#verdict [data-show=check]');
  await page.click('#apart button');
  await page.click('#held-scan');
  if (secure && film) {
    await page.waitForSelector('#camera', { state: 'hidden' });
    equal('the camera’s code is read', await text('#check .said'), 'The slip was read.');
  }
  else {
    is('why there is no camera', (await text('#camera .wrong')).includes(secure ? 'There is no camera' : 'only for pages from a file'), await text('#camera .wrong'));
    await page.click('#camera-close');
  }
  equal('the camera’s slip goes with the copy', await page.locator('#apart li').count(), film ? 1 : 0);

  // A pen name, made here and opened by the command, and the other way.
  await page.click('[data-part=write]');
  await shown('sealed');
  await page.click('#sealed [data-show=review]');
  await page.check('[name=whose][value=pen]');
  await page.click('#seal');
  await wrong('no pen name is open', '#review > .wrong', 'Open the pen name’s file first');
  await page.fill('#pen-passphrase', 'short');
  await page.click('#pen-new');
  await wrong('a short passphrase', '#pen > .wrong', 'at least 12');
  await page.fill('#pen-passphrase', PASSPHRASE);
  const pen = await download('#pen-new');
  const own = (await text('#pen-open code')).trim();
  is('a pen name’s file is locked', readFileSync(pen, 'latin1').startsWith('age-encryption.org/v1\n-> scrypt '));
  await page.fill('#pen-passphrase', `${PASSPHRASE}!`);
  await page.setInputFiles('#pen-file', [pen]);
  await wrong('another passphrase', '#pen > .wrong', 'not the passphrase');
  await page.fill('#pen-passphrase', PASSPHRASE);
  await page.setInputFiles('#pen-file', [pen]);
  await page.waitForFunction(() => document.querySelector('#review .said').textContent.includes('until you clear'));
  await page.click('#seal');
  await shown('sealed');
  equal('it is sealed under the pen name', await text('#sealed-pen'), own);

  // A draft, and the way back.
  equal('nothing was kept until now', await stored(), [0, 0, '', 0]);
  await page.goBack();
  await page.goBack();
  await page.click('[data-part=write]');
  await page.click('[data-part=write]');
  await shown('write');
  await page.click('#keep-draft summary');
  await page.fill('#draft-passphrase', PASSPHRASE);
  const draft = await download('#draft-file');
  await page.fill('#draft-passphrase', PASSPHRASE);
  await page.press('#draft-passphrase', 'Enter');
  await page.waitForFunction(() => document.querySelector('#write .said').textContent.includes('kept on this device'));
  const kept = await page.evaluate(() => Object.entries(localStorage));
  is('what is kept is locked', kept.length === 1 && Buffer.from(kept[0][1], 'base64').toString('latin1').startsWith('age-encryption.org/v1'), kept);
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await page.waitForSelector('html.ready');
  equal('nothing is left but the draft', await page.inputValue('#words'), '');
  await page.click('#start [data-show=write]');
  await page.fill('#words', 'Something else.');
  await page.click('#keep-draft summary');
  await page.fill('#draft-passphrase', PASSPHRASE);
  await page.press('#draft-passphrase', 'Enter');
  await wrong('another draft is not written over', '#keep-draft .wrong', 'on this device already');
  await page.fill('#words', '');
  await page.goBack();
  await page.fill('#draft-open-passphrase', 'not that at all');
  await page.press('#draft-open-passphrase', 'Enter');
  await wrong('a draft under another passphrase', '#open-draft .wrong', 'not the passphrase');
  await page.fill('#draft-open-passphrase', PASSPHRASE);
  await page.press('#draft-open-passphrase', 'Enter');
  await shown('write');
  equal('the draft is open', await page.inputValue('#words'), TEXT);
  await page.click('#to-review');
  await shown('review');
  is('what was withheld is', (await text('#withheld-hint')).match(/\d+ words are/), await text('#withheld-hint'));

  // All is cleared, also what is being made at that moment.
  await page.click('#seal');
  await shown('sealed');
  await page.evaluate(() => {
    const { toBlob } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.toBlob = function slow(...given) { setTimeout(() => toBlob.apply(this, given), 500); };
  });
  await page.setInputFiles('#photo-files', [write('bridge.jpg', photo)]);
  await page.click('#clear');
  await shown('cleared');
  await page.waitForTimeout(1500);
  const left = await page.evaluate(() => ({
    fields: [...document.querySelectorAll('textarea, input:not([type=radio], [type=checkbox], [type=file])')].map(({ value }) => value).join(''),
    ticked: document.querySelectorAll('input[type=checkbox]:checked').length,
    text: document.body.textContent.match(/Sadykova|fired twice|fhp1[a-z0-9]{52}|firsthand1 /)?.[0] ?? null,
    pictures: document.querySelectorAll('img').length,
  }));
  equal('clearing leaves nothing', { ...left, kept: await stored() }, { fields: '', ticked: 0, text: null, pictures: 0, kept: [0, 0, '', 0] });
  await page.goBack();
  equal('nor does the way back', await page.isVisible('#sealed'), false);
  await page.goForward();
  await page.click('#cleared [data-show=start]');
  await page.click('#open-draft summary');
  await page.setInputFiles('#draft-open-file', [draft]);
  await wrong('a draft’s file without a passphrase', '#open-draft .wrong', 'Type the passphrase first');
  await page.evaluate(() => { document.querySelector('#draft-open-passphrase').value = 'six words that nobody says'; });
  await page.setInputFiles('#draft-open-file', [draft]);
  await shown('write');
  equal('a draft’s file is opened', await page.inputValue('#words'), TEXT);

  const isOwn = (url) => url.startsWith('blob:') || url.startsWith('data:') || url === address;
  equal('it asks for nothing', seen.requests.filter((url) => !isOwn(url)), []);
  // Chromium's advice to its password manager is no use here: what opens a draft is to be kept by nobody.
  equal('the console is silent', seen.said.filter((line) => !line.startsWith('verbose: [DOM] Password forms')), []);
  await context.close();
}

/** What is kept under a passphrase, and another page from a file that reads, writes, replaces and deletes it. */
async function storing(browser, address) {
  const { context, page, seen } = await open(browser, address);
  const shown = (id) => page.waitForSelector(`#${id}:not([hidden])`);
  const text = (selector) => page.textContent(selector);
  const wrong = async (what, where, said) => {
    await page.waitForFunction(([selector, part]) => document.querySelector(selector).textContent.includes(part), [where, said]).catch(() => {});
    ok(what, (await text(where)).includes(said), await text(where));
  };
  const LIST = 'notes-known', CLEAR = 'notes-names', DRAFT = 'notes-draft';
  const other = await context.newPage();
  await other.goto(`file://${write('other.html', '<!doctype html><title>x</title><p>Another page.')}`);
  const plant = (place, value) => other.evaluate(([key, given]) => (given === null ? localStorage.removeItem(key) : localStorage.setItem(key, given)), [place, value]);
  const stored = (place) => other.evaluate((key) => localStorage.getItem(key), place);
  const letters = (bytes) => Buffer.from(bytes).toString('base64');
  const inside = async (place, passphrase) => JSON.parse(Buffer.from(await unlock(Buffer.from(await stored(place), 'base64'), passphrase)).toString());
  let isSure = true;
  page.on('dialog', (dialog) => (isSure || dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss()));
  const again = async () => {
    await page.reload();
    await page.waitForSelector('html.ready');
    await page.click('#start [data-show=check]');
  };
  const account = (name, words) => execFileSync(firsthand, ['seal', write(name, words)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const [sealed, second] = [account('stored-1.txt', TEXT), account('stored-2.txt', TEXT.replace('twice', 'thrice'))];
  const judged = async (copy = sealed) => {
    if (await page.isVisible('#verdict')) await page.click('#verdict [data-show=check]');
    await page.fill('#held', copy);
    await page.click('#to-verdict');
    await shown('verdict');
    const said = await text('#judged');
    await page.click('#verdict [data-show=check]');
    return said;
  };
  const counts = async (what, ...parts) => {
    const said = await judged();
    ok(what, ['✓ A seal you know', ...parts].every((part) => said.includes(part)), said.slice(0, 900));
    return said;
  };
  const never = async (what, part = 'Not known whose') => {
    const said = await judged();
    ok(what, !said.includes('✓') && said.includes(part), said.slice(0, 900));
  };
  const add = async (known, name) => {
    await page.fill('#known-letters', known);
    await page.fill('#known-name', name);
    await page.press('#known-name', 'Enter');
  };
  const lockOrOpen = async (passphrase) => {
    await page.fill('#known-passphrase', passphrase);
    await page.press('#known-passphrase', 'Enter');
  };
  const said = (part) => page.waitForFunction((awaited) => document.querySelector('#check .said').textContent.includes(awaited), part)
    .then(() => true, () => false);
  const isKept = () => said('kept on this device');

  // A list in the clear is anybody's: a hostile page wrote it before the page was opened.
  await page.click('#start [data-show=check]');
  await judged();
  const ids = async (copy) => (await judged(copy)) && page.locator('#judged dd code').allTextContents();
  const [id, penName] = await ids(sealed), [secondId] = await ids(second);
  await plant(CLEAR, JSON.stringify({ [penName]: 'Tamsin, bakery', [id]: '<b>x</b>', nonsense: 'y', __proto__: 'z' }));
  await again();
  await never('a list in the clear never counts');
  ok('and is said', await page.isVisible('#known-clear summary') && (await text('#known-clear')).includes('Anybody could have written it'));
  await page.click('#known-clear summary');
  await page.waitForSelector('#known-clear-list li');
  same('it can be looked at', await page.locator('#known-clear-list bdi').allTextContents(), ['Tamsin, bakery', '<b>x</b>']);
  await never('which makes nothing of it count');
  isSure = false;
  await page.click('#known-clear-remove');
  ok('it is not removed by a slip of the thumb', await stored(CLEAR) !== null);
  await page.click('#known-clear-list button');
  const taken = await counts('what was taken over counts', 'Tamsin, bakery');
  ok('which is not from the storage', !taken.includes('storage'), taken.slice(0, 900));
  isSure = true;
  await page.click('#known-clear-remove');
  same('it is removed when asked', [await stored(CLEAR), await page.isVisible('#known-clear')], [null, false]);
  const many = Array.from({ length: 40_000 }, (_, i) => [printPenName(Uint8Array.from({ length: 32 }, (_, j) => (j < 4 ? i >> (8 * j) : 7))), 'x'.repeat(50)]);
  await plant(CLEAR, JSON.stringify(Object.fromEntries(many)));
  const started = Date.now();
  await again();
  await page.click('#known-clear summary');
  await page.waitForSelector('#known-clear-list li');
  same('of a long one some are shown', await page.locator('#known-clear-list li').count(), 100);
  await plant(CLEAR, '['.repeat(100_000));
  await never('nor does a long one, or a deep one');
  ok('which does not keep the page busy', Date.now() - started < 10_000, Date.now() - started);
  await plant(CLEAR, null);

  // Kept, closed, opened again.
  await again();
  ok('nothing is offered to be kept where nothing is', await page.isHidden('#known-lock') && await page.isHidden('#known-remove'));
  await page.click('#known-part summary');
  await add(id, 'the neighbour');
  await lockOrOpen('short');
  await wrong('a short passphrase keeps nothing', '#known-part .wrong', 'at least 12');
  await lockOrOpen(PASSPHRASE);
  ok('the list is kept', await isKept());
  const older = await stored(LIST);
  same('locked, and nothing else', [await other.evaluate(() => Object.keys(localStorage)), Buffer.from(older, 'base64').toString('latin1').slice(0, 32)],
    [[LIST], 'age-encryption.org/v1\n-> scrypt ']);
  same('with the name', (await inside(LIST, PASSPHRASE)).names, { [id]: 'the neighbour' });
  await again();
  same('at start the list is empty', await page.locator('#known li').count(), 0);
  ok('it is said that one is stored', await page.isVisible('#known-stored') && (await text('#known-do')).startsWith('Open'));
  await never('at start nothing of it counts', 'A locked list is in this browser’s storage. It does not count');
  await lockOrOpen('six words that nobody knew');
  await wrong('another passphrase does not open it', '#known-part .wrong', 'or another page put this here');
  await never('and nothing of it counts');
  same('it is still there', await stored(LIST), older);
  await lockOrOpen(PASSPHRASE);
  await said('Opened from');
  same('its own passphrase opens it, and it is said when it was kept', await text('#check .said'), await page.evaluate((kept) => `Opened from this browser’s storage, as it was kept on ${new Date(kept).toLocaleString('en')}. Another page could have put back an older one.`, (await inside(LIST, PASSPHRASE)).kept));
  await counts('then it counts, and it is said where it comes from', 'the neighbour', 'Your list was opened from this browser’s storage.');
  await add(secondId, 'the other');
  ok('what is added is not kept yet, and keeping it is offered', await page.isVisible('#known-do'));
  await lockOrOpen(PASSPHRASE);
  ok('it is kept again', await isKept() && await page.waitForSelector('#known-lock', { state: 'hidden' }) === null);
  const newer = await stored(LIST);
  same('with both', Object.values((await inside(LIST, PASSPHRASE)).names), ['the neighbour', 'the other']);

  // Another page, while this one is open.
  const planted = JSON.stringify({ known: 1, names: { [id]: 'Tamsin, bakery' } });
  const hostile = letters(await lock(planted, 'six words of the other'));
  await plant(LIST, hostile);
  await wrong('that another page changed it is said', '#known-part .wrong', 'changed what is in this browser’s storage');
  await counts('what is open stays', 'the neighbour', 'A locked list is in this browser’s storage');
  ok('and is not kept over what is there', (await text('#known-do')).startsWith('Open') && await page.isVisible('#known-stored'));
  await lockOrOpen(PASSPHRASE);
  await wrong('the planted list does not open', '#known-part .wrong', 'That is not the passphrase');
  await plant(LIST, null);
  await page.waitForSelector('#known-do:has-text("Keep")');
  await page.evaluate(() => { Storage.prototype.getItem = ((getItem) => function late(...given) { const got = getItem.apply(this, given); return window.isLate ? 'x' : got; })(Storage.prototype.getItem); });
  await page.fill('#known-passphrase', PASSPHRASE);
  await page.press('#known-passphrase', 'Enter');
  await page.evaluate(() => { window.isLate = true; });
  await wrong('nor what came while it was locked', '#known-part .wrong', 'on this device already');
  same('it wrote nothing', await stored(LIST), null);

  // What was planted before the page was opened.
  for (const [what, value] of [['a locked list under another passphrase', hostile], ['a list that is not locked', planted],
    ['the same in base64', letters(planted)], ['an empty text', '']]) {
    await plant(LIST, value);
    await again();
    await lockOrOpen(PASSPHRASE);
    await wrong(`${what} does not open`, '#known-part .wrong', 'or another page put this here');
    await never(`${what} never counts`);
    same(`${what} is not deleted unasked`, await stored(LIST), value);
  }
  await plant(LIST, letters(await lock(planted, 'short')));
  await again();
  await lockOrOpen('short');
  await wrong('a list under a weak passphrase does not open', '#known-part .wrong', 'at least 12');
  await never('and never counts');
  const work = Buffer.from(newer, 'base64').toString('latin1').replace(/(-> scrypt \S+) 16\n/, '$1 20\n');
  await plant(LIST, Buffer.from(work, 'latin1').toString('base64'));
  await again();
  const tried = Date.now();
  await lockOrOpen(PASSPHRASE);
  await wrong('one that takes 1 GiB to open is not tried', '#known-part .wrong', 'or another page put this here');
  ok('and soon said', Date.now() - tried < 4000, Date.now() - tried);
  await plant(LIST, letters(await lock(JSON.stringify({ draft: 1, text: 'x', withheld: [], names: { [id]: 'x' } }), PASSPHRASE)));
  await again();
  await lockOrOpen(PASSPHRASE);
  await wrong('a draft is no list', '#known-part .wrong', 'or another page put this here');
  await never('and nothing in it counts');
  await plant(LIST, older);
  await again();
  await lockOrOpen(PASSPHRASE);
  await said('Opened from');
  const { kept } = await inside(LIST, PASSPHRASE);
  same('an older list of the same person opens, and says how old it is', [await page.locator('#known bdi').allTextContents(),
    (await text('#check .said')).includes(await page.evaluate((time) => new Date(time).toLocaleString('en'), kept))], [['the neighbour'], true]);

  // A full storage, and what is removed.
  await other.evaluate(() => {
    for (let size = 1 << 23, i = 0; size >= 1; size = Math.floor(size / 2)) {
      for (let isFull = false; !isFull;) try { localStorage.setItem(`filler${i++}`, 'x'.repeat(size)); } catch { isFull = true; }
    }
  });
  const filled = await other.evaluate(() => localStorage.length);
  await page.waitForFunction((length) => localStorage.length === length, filled);
  await add(secondId, 'somebody with a name that is longer than what is there');
  await lockOrOpen(PASSPHRASE);
  await wrong('a full storage is said', '#known-part .wrong', 'Nothing was kept');
  same('what was there is there', await stored(LIST), older);
  await other.evaluate(() => { for (const key of Object.keys(localStorage)) if (key.startsWith('filler')) localStorage.removeItem(key); });
  isSure = false;
  await page.click('#known-remove');
  same('the list is not removed by a slip of the thumb', await stored(LIST), older);
  isSure = true;
  await page.click('#known-remove');
  same('but when asked', await stored(LIST), null);
  await counts('what is open stays open', 'the neighbour');

  // The draft.
  await plant(DRAFT, letters(await lock(JSON.stringify({ draft: 1, text: 'Planted words.', withheld: [] }), 'six words of the other')));
  await page.click('[data-part=write]');
  await page.fill('#words', TEXT);
  await wrong('that another page put a draft there is said', '#keep-draft .wrong', 'changed what is in this browser’s storage');
  await page.click('#keep-draft summary');
  await page.fill('#draft-passphrase', PASSPHRASE);
  await page.press('#draft-passphrase', 'Enter');
  await wrong('it is not written over', '#keep-draft .wrong', 'on this device already');
  await page.fill('#words', '');
  await page.reload();
  await page.waitForSelector('html.ready');
  ok('before it is opened it is said who can write there', await page.isVisible('#draft-stored') && (await text('#draft-stored')).includes('Any page opened from a file'));
  for (const [passphrase, what] of [[PASSPHRASE, 'That is not the passphrase'], ['six words', 'at least 12']]) {
    await page.fill('#draft-open-passphrase', passphrase);
    await page.press('#draft-open-passphrase', 'Enter');
    await wrong(`a planted draft does not open: ${what}`, '#open-draft .wrong', what);
  }
  await plant(DRAFT, older);
  await page.fill('#draft-open-passphrase', PASSPHRASE);
  await page.press('#draft-open-passphrase', 'Enter');
  await wrong('a list is no draft', '#open-draft .wrong', 'or another page put this here');
  await page.click('#draft-remove');
  same('it is removed when asked', [await stored(DRAFT), await page.isVisible('#draft-open-here')], [null, false]);
  await page.click('#start [data-show=write]');
  await page.fill('#words', TEXT);
  await page.click('#keep-draft summary');
  await page.fill('#draft-passphrase', PASSPHRASE);
  await page.press('#draft-passphrase', 'Enter');
  await page.waitForFunction(() => document.querySelector('#write .said').textContent.includes('kept on this device'));
  await page.reload();
  await page.waitForSelector('html.ready');
  await page.fill('#draft-open-passphrase', PASSPHRASE);
  await page.press('#draft-open-passphrase', 'Enter');
  await shown('write');
  ok('an open draft says that it comes from the storage', /Opened from this browser’s storage, as it was kept on \d/.test(await text('#write .said')), await text('#write .said'));
  same('and is what was kept', await page.inputValue('#words'), TEXT);
  await plant(LIST, hostile);
  await plant(CLEAR, planted);
  await page.click('#clear');
  await shown('cleared');
  same('clearing all leaves nothing stored', await other.evaluate(() => localStorage.length), 0);
  same('the console is silent here too', seen.said.filter((line) => !line.startsWith('verbose: [DOM] Password forms')), []);
  await context.close();
}

/** With a finger: a box is drawn, moved and put down by a tap, the picture stays where it is, and two fingers zoom. */
async function byFinger(browser, address, photo) {
  const { context, page } = await open(browser, address, { hasTouch: true, isMobile: true });
  const devtools = await context.newCDPSession(page);
  await page.tap('#start [data-show=write]');
  await page.setInputFiles('#photo-files', [write('finger.jpg', photo)]);
  await page.waitForSelector('#photos > li');
  await page.tap('#photos button >> nth=0');
  await page.waitForSelector('#cover[open]');
  const stage = await page.locator('#stage').boundingBox();
  const point = ([x, y], id = 0) => ({ x: stage.x + x * stage.width, y: stage.y + y * stage.height, id });
  const touch = (type, ...touchPoints) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  const drag = async (...way) => {
    await touch('touchStart', point(way[0]));
    for (const next of way.slice(1)) await touch('touchMove', point(next));
    await touch('touchEnd');
  };
  const boxes = () => page.$$eval('.box', (all) => all.map(({ style }) => ['left', 'top', 'width', 'height'].map((side) => Math.round(Number.parseFloat(style[side])))));
  await drag([0.1, 0.1], [0.2, 0.15], [0.3, 0.3]);
  same('a finger draws a box', await boxes(), [[10, 10, 20, 20]]);
  await drag([0.2, 0.2], [0.4, 0.3], [0.6, 0.5]);
  same('and moves it', await boxes(), [[50, 40, 20, 20]]);
  await drag([0.2, 0.8]);
  same('a tap puts another down', (await boxes()).length, 2);
  same('the picture stays where it is', await page.locator('#stage').boundingBox(), stage);
  await touch('touchStart', point([0.3, 0.6]));
  await touch('touchStart', point([0.3, 0.6]), point([0.6, 0.6], 1));
  for (let i = 1; i < 8; i++) await touch('touchMove', point([0.3 - 0.03 * i, 0.6]), point([0.6 + 0.03 * i, 0.6], 1));
  await touch('touchEnd');
  const zoomed = await page.evaluate(() => visualViewport.scale);
  ok('two fingers zoom and draw nothing', zoomed > 1.2 && (await boxes()).length === 2, [zoomed, await boxes()]);
  await context.close();
}

/** Many words withheld: the slip is too long to stand below the words, and goes in a file of its own. Too much to send. */
async function large(browser, address, { photo, recipient }) {
  const { context, page } = await open(browser, address), shown = (id) => page.waitForSelector(`#${id}:not([hidden])`);
  const download = async (press) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(press)]);
    return write(`large-${file.suggestedFilename()}`, readFileSync(await file.path()));
  };
  await page.click('#start [data-show=write]');
  await page.fill('#words', readFileSync(path.join(root, 'tests/data/accounts/en.txt'), 'utf8').trim());
  const padded = Array.from({ length: 3 }, (_, i) => write(`padded-${i}.jpg`, Buffer.concat([photo, Buffer.alloc(21e6, i)])));
  await page.setInputFiles('#photo-files', padded);
  await page.waitForFunction(() => document.querySelectorAll('#photos > li').length === 3);
  await page.click('#to-review');
  await shown('review');
  for (const word of ['the', 'and', 'was']) {
    await page.fill('#phrase', word);
    await page.press('#phrase', 'Enter');
    await page.click('#places-all');
  }
  await page.check('#for-desk');
  await page.check('#consent [name=originals]');
  await page.click('#seal');
  await shown('sealed');
  ok('a long slip goes apart', await page.isVisible('#slip-apart') && !(await page.textContent('#sealed-text')).includes('firsthand1'));
  const judged = JSON.parse(execFileSync(firsthand, ['check', await download('#save'), '--slip', await download('#save-slip'), '--json'],
    { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  same('the command takes both for true', [judged.slips.length, judged.exit], [1, 0]);
  await page.fill('#recipient', recipient);
  await page.click('#encrypt-first');
  await page.waitForSelector('#desk > .wrong:not([hidden])');
  const said = await page.textContent('#desk > .wrong');
  ok('a parcel that is too large', said.includes('larger than 60 MB') && await page.isHidden('#parcel'), said);
  await page.click('#sealed [data-show=review]');
  await page.uncheck('#consent [name=originals]');
  await page.click('#seal');
  await shown('sealed');
  await page.click('#encrypt-first');
  ok('without the originals it is made', await page.waitForSelector('#parcel:not([hidden])').catch(() => null));
  await context.close();
}

// Each part of the page, in a state worth seeing

/** Goes through the page and calls `look` with a name at each part. */
async function walk(page, { photo, recipient }, look) {
  const shown = (id) => page.waitForSelector(`#${id}:not([hidden])`);
  await look('start');
  await page.click('#start [data-show=write]');
  await page.fill('#words', `${TEXT}\u202e`);
  await page.click('#to-review');
  await page.waitForSelector('#refused:not([hidden])');
  await look('refused');
  await page.fill('#words', TEXT);
  await page.setInputFiles('#photo-files', [write('not.jpg', 'no picture')]);
  await page.waitForSelector('#photos-wrong:not([hidden])');
  await page.setInputFiles('#photo-files', [write('look.jpg', photo)]);
  await page.waitForSelector('#photos > li');
  await page.click('#keep-draft summary');
  await look('write');
  await page.click('#photos button >> nth=0');
  await page.waitForSelector('#cover[open]');
  const { width, height } = await page.locator('#stage').boundingBox();
  await page.click('#stage', { position: { x: 0.48 * width, y: 0.525 * height } });
  await look('cover');
  await page.click('#cover-done');
  await page.waitForSelector('#cover:not([open])', { state: 'attached' });
  await page.click('#to-review');
  await shown('review');
  await page.click('#shown .pointer:has-text("Sadykova")');
  await look('withhold');
  await page.click('#places-all');
  await page.check('[name=whose][value=pen]');
  await page.check('#for-desk');
  await look('review');
  await page.check('[name=whose][value=once]');
  await page.click('#seal');
  await shown('sealed');
  await page.click('#codes-shown summary');
  await page.waitForSelector('#codes svg');
  await page.fill('#recipient', recipient);
  await page.click('#encrypt-first');
  await page.waitForSelector('#parcel:not([hidden])');
  await look('sealed');
  const edition = await page.textContent('#sealed-text'), penName = await page.textContent('#sealed-pen');
  await page.click('[data-part=check]');
  await cameraStarts(page, '#held-scan');
  await look('camera');
  await page.evaluate(() => document.querySelector('#camera').close()); // a camera may have found a code
  await page.click('#known-part summary');
  await page.fill('#known-letters', penName);
  await page.fill('#known-name', 'Er');
  await page.press('#known-name', 'Enter');
  await page.fill('#held', `${edition}`);
  await page.click('#against-part summary');
  await look('check');
  await page.click('#to-verdict');
  await shown('verdict');
  await look('verdict-true');
  await page.click('#verdict [data-show=check]');
  await page.fill('#held', `Read this.\n\n${edition.replace('twice', 'thrice')}`);
  await page.fill('#against', TEXT);
  await page.click('#to-verdict');
  await shown('verdict');
  await look('verdict-changed');
  await page.click('#clear');
  await shown('cleared');
  await look('cleared');
}

/** Presses what opens the camera. Chromium's simulated one sometimes does not start; then it is asked once more. */
async function cameraStarts(page, button) {
  const started = '#camera .wrong:not([hidden]), #camera video:not([hidden])';
  await page.click(button);
  if (await page.waitForSelector(started, { timeout: 5000 }).catch(() => null)) return;
  console.log('the simulated camera did not start and is asked once more');
  await page.click('#camera-close');
  await page.click(button);
  await page.waitForSelector(started);
}

/** What axe finds (WCAG 2.2 AA), in light and dark; and what stands out sideways at 320 px. */
async function usable(browser, address, language, materials) {
  const { context, page } = await open(browser, address, { viewport: { width: 320, height: 640 }, locale: { en: 'en-US', kk: 'kk-KZ', ru: 'ru-RU', es: 'es-MX' }[language] });
  same(`${language}: the page speaks it`, await page.getAttribute('html', 'lang'), language);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  // Browsers may send what they translate, or check the spelling of, to their makers.
  const sent = await page.evaluate(() => [...document.querySelectorAll('textarea, input')].filter(({ spellcheck }) => spellcheck).map(({ id }) => id));
  same(`${language}: nothing that is typed is checked for its spelling`, sent, []);
  ok(`${language}: the page is not to be translated`, await page.evaluate(() => !document.documentElement.translate && document.querySelector('meta[name=google]').content === 'notranslate'));
  const rules = await page.evaluate(axe);
  await walk(page, materials, async (name) => {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), tags);
      same(`${language}: everybody can use it, ${name}, ${colorScheme}`, found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`), []);
    }
    const wide = await page.evaluate(() => {
      const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !one.closest('.unseen'));
      return document.documentElement.scrollWidth > innerWidth ? out.slice(0, 3).map((one) => one.outerHTML.slice(0, 80)) : [];
    });
    same(`${language}: no sideways scrolling at 320 px, ${name}`, wide, []);
    const unsaid = await page.evaluate(() => document.body.innerText.match(/\b(pocket|verdict|check|preview|page)-[a-z-]+\b|\{\w+\}/)?.[0] ?? null);
    same(`${language}: every sentence is there, ${name}`, unsaid, null);
  });
  await context.close();
  return rules;
}

/** Whoever passes the page on may call it by another charset than its own; it says the same then. */
async function mislabelled(browser, html) {
  const said = [];
  for (const charset of ['utf-8', 'koi8-r']) {
    const context = await browser.newContext({ locale: 'kk-KZ' }), page = await context.newPage();
    await page.route('**', (route) => route.fulfill({ contentType: `text/html; charset=${charset}`, body: html }));
    await page.goto(`http://${NAME}/`);
    await page.waitForSelector('html.ready');
    said.push(await page.evaluate(() => [document.characterSet, document.body.innerText]));
    await context.close();
  }
  const [[own, text], [other, again]] = said;
  ok('the page was read by another charset', own === 'UTF-8' && other === 'KOI8-R', [own, other]);
  ok('and says the same', text === again && /\p{Script=Cyrillic}{4}/u.test(text), again.slice(0, 200));
}

/** What each part looks like: on a telephone in light, on a desk in dark, side by side. */
async function screens(browser, address, materials) {
  const to = path.resolve(process.env.SCREENS || path.join(root, 'target/screens'));
  mkdirSync(to, { recursive: true });
  const looks = [[390, 'light'], [1180, 'dark']], drawn = new Map();
  for (const [width, colorScheme] of looks) {
    const { context, page } = await open(browser, address, { colorScheme, viewport: { width, height: 800 } });
    await walk(page, materials, async (name) => {
      // As high as what it shows, so that what sticks to its edges stands at its ends.
      await page.evaluate(() => scrollTo(0, 0));
      const height = await page.evaluate(() => (document.querySelector('dialog[open]') ? 800 : document.documentElement.scrollHeight));
      await page.setViewportSize({ width, height: Math.min(2200, Math.max(800, height)) });
      drawn.set(name, [...drawn.get(name) ?? [], (await page.screenshot()).toString('base64')]);
      await page.setViewportSize({ width, height: 800 });
    });
    await context.close();
  }
  drawn.delete('camera'); // it shows what is in front of it
  for (const [name, pictures] of drawn) {
    const page = await browser.newPage({ viewport: { width: 1000, height: 200 } });
    const images = pictures.map((data, i) => `<img src="data:image/png;base64,${data}" style="width:${looks[i][0] * 0.6}px">`);
    await page.setContent(`<!doctype html><style>body{margin:16px;background:#888;display:flex;gap:16px;align-items:start;width:fit-content}</style>${images.join('')}`);
    await page.locator('body').screenshot({ path: path.join(to, `pocket-${name}.jpg`), type: 'jpeg', quality: 75 });
    await page.close();
  }
}

// Times

/**
 * Nine times at a fourth of this machine's speed: until something is painted, and sealing 5,000 words; and until a page that
 * says one word is painted, which tells how much of it is the browser's own. The browser is let finish opening its tab
 * before: while it does, it keeps two processors busy, and even that one word is painted twice as late.
 */
async function times(address) {
  const browser = await launch({}); // one that has done nothing before
  const empty = `file://${write('empty.html', '<!doctype html><title>x</title><p>one')}`;
  let emptyFirst = false;
  const empties = [], paints = [], seals = [], words = readFileSync(path.join(root, 'tests/data/accounts/en.txt'), 'utf8').split(/\s+/);
  const many = Array.from({ length: 5000 }, (_, i) => words[i % words.length]).join(' ');
  const opened = async (where) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } }), page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.waitForTimeout(1000);
    await page.goto(where);
    const paint = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    return { context, page, paint: await paint.jsonValue() };
  };
  for (let i = 0; i < 9; i++) {
    const nothing = await opened(empty);
    empties.push(nothing.paint);
    await nothing.context.close();
    const { context, page, paint } = await opened(address);
    paints.push(paint);
    emptyFirst ||= paint > await page.evaluate(() => performance.getEntriesByName('first-paint')[0].startTime);
    await page.waitForSelector('html.ready');
    await page.click('#start [data-show=write]');
    await page.fill('#words', many);
    await page.click('#to-review');
    await page.waitForSelector('#review:not([hidden])', { timeout: 60_000 });
    seals.push(await page.evaluate(() => new Promise((done) => {
      const sealed = document.querySelector('#sealed'), started = performance.now();
      new MutationObserver(() => sealed.hidden || done(performance.now() - started)).observe(sealed, { attributes: true });
      document.querySelector('#seal').click();
    })));
    await context.close();
  }
  await browser.close();
  // Other programs run here too, so the quickest says most; half of all took no longer than what stands behind it.
  const inOrder = [empties, paints, seals].map((list) => list.map(Math.round).sort((a, b) => a - b));
  const [none, paint, seal] = inOrder.map(([least]) => least), [noneOften, paintOften, sealOften] = inOrder.map((list) => list[list.length >> 1]);
  console.log(`at a fourth of the speed: first paint ${paint} ms, often ${paintOften} (${MOST.paint}; an empty page ${none}, often ${noneOften}), 5,000 words sealed in ${seal} ms, often ${sealOften} (${MOST.seal})`);
  ok('no empty page is painted before the first screen', !emptyFirst);
  ok('the first paint is early', paint < MOST.room * MOST.paint, paint);
  ok('5,000 words are sealed soon', seal < MOST.room * MOST.seal, seal);
}

await run(async () => {
  const file = at('page.html');
  if (process.env.POCKET) copyFileSync(process.env.POCKET, file);
  else execFileSync(firsthand, ['page', '-o', file]);
  const html = readFileSync(file);
  console.log(`${html.length} bytes`);

  if (process.argv[2] === 'stored') {
    const browser = await launch({});
    await storing(browser, `file://${file}`).finally(() => browser.close());
    return;
  }

  // On an address of this machine that is not its loopback; where it has none, under a name that leads there.
  const address = Object.values(networkInterfaces()).flat().find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  let asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise((resolve) => server.listen(0, '0.0.0.0', resolve));
  const host = `${address ?? NAME}:${server.address().port}`;

  await times(`file://${file}`);
  const key = execFileSync('age-keygen', { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const identity = { file: write('identity.txt', key), key: key.match(/AGE-SECRET-KEY-\w+/)[0] };
  const recipient = key.match(/age1\w+/)[0], film = at('film.y4m');
  const camera = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
  const unconnected = await launch({ more: camera });
  const near = await launch(address ? { allowed: address } : { allowed: NAME, map: `MAP ${NAME} 127.0.0.1, MAP * ~NOTFOUND` });
  try {
    const photo = await photograph(unconnected, halves), materials = { photo: await photograph(unconnected, street), recipient };
    const slip = execFileSync(firsthand, ['seal', write('film.txt', TEXT)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
    await codeFilm(unconnected, slip.slice(slip.indexOf('firsthand1')).replace(/\s/g, '').toUpperCase(), 'film.y4m');
    const fileAddress = `file://${file}`, netAddress = `http://${host}/`;
    await story(unconnected, fileAddress, 'from a file', { secure: true, recipient, identity, photo, film });
    await story(near, netAddress, `from ${address ? 'a LAN address' : 'a name'}`, { secure: false, recipient, identity, photo });
    same('the server was asked for the page alone', [...new Set(asked)], ['/']);
    await unscripted(unconnected, fileAddress);
    await storing(unconnected, fileAddress);
    await byFinger(unconnected, fileAddress, photo);
    await large(unconnected, fileAddress, { photo, recipient });
    for (const language of LANGUAGES) await usable(near, netAddress, language, materials);
    await mislabelled(unconnected, html);
    await screens(unconnected, fileAddress, materials);
  } finally {
    await unconnected.close();
    await near.close();
    server.close();
  }
});
