// What a reader does in the story of story.mjs: holds copies of every kind against the page, the account that they are copies of,
// and a seal that is known; and gives it codes and files. No test by itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { firsthand } from '../serve/common.mjs';
import { codePicture, write } from './chromium.mjs';
import { TEXT } from './materials.mjs';

/** All that a reader does with `made`, what the witness sealed: { edition, penName, codes, tar }. */
export async function copies(reader, made) {
  await reader.page.click('[data-part=check]');
  await checked(reader, made);
  await known(reader, made);
  await codesAndFiles(reader, made);
}

/** Checks a copy; both halves of its verdict are there, and everything in `said`. */
async function verdict({ page, text, shown }, what, copy, ...said) {
  if (await page.isVisible('#verdict')) await page.click('#verdict [data-show=check]');
  await page.fill('#held', copy);
  await page.click('#to-verdict');
  await shown('verdict');
  const halves = await page.locator('#judged .half').allTextContents();
  assert.ok(
    halves.length > 0 &&
      halves.length % 2 === 0 &&
      halves.every((half, i) => half.startsWith(i % 2 ? 'Do you know whose' : 'Is it true to its slip')),
    `${what}: both halves are there: ${halves}`,
  );
  const all = await text('#judged');
  for (const part of said) assert.ok(all.includes(part), `${what}: ${part}: ${all}`);
}

/** Copies and the slip’s codes, alone and against the account that the reader has. */
async function checked(reader, { edition, codes }) {
  const { page, browser, wrong } = reader;
  await page.click('#to-verdict');
  await wrong('nothing to check', '#check > .wrong', 'nothing to check yet');
  await verdict(
    reader,
    'a true copy',
    `Read this:\n\n${edition}\nPass it on.`,
    '? True to its slip, but this alone does not show who wrote it',
    '? Not known whose it is',
    'An edition: 4 of 47 words',
    'Outside the seal',
    'Read this:',
    'Pass it on.',
  );
  await verdict(
    reader,
    'a changed copy',
    edition.replace('twice', 'thrice'),
    '✗ Not true to its slip',
    '? Not known whose it is',
  );
  const body = edition.split('\nfirsthand1')[0].trim();
  await page.click('#verdict [data-show=check]');
  await page.setInputFiles('#held-files', codes);
  await page.waitForSelector('#apart li');
  await verdict(
    reader,
    'words and the slip’s codes',
    body,
    '? True to its slip, but this alone does not show who wrote it',
    '4 of 47 words',
  );
  await page.click('#verdict [data-show=check]');
  await page.click('#apart button');
  const slip = edition.slice(edition.indexOf('firsthand1')).replace(/\s/g, '').toUpperCase();
  await page.setInputFiles('#held-files', [await codePicture(browser, slip, 'askew.png', 45)]);
  assert.ok(await page.waitForSelector('#apart li').catch(() => null), `a code that lies askew: ${slip.length}`);
  await page.click('#apart button');
  await verdict(
    reader,
    'another text',
    'On this day nothing of all that was seen by anybody.',
    '? It has no slip',
    '? Not known whose it is',
  );
  const sealedText = execFileSync(firsthand, ['seal', write('account.txt', TEXT)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
  const forged = execFileSync(firsthand, ['seal', write('forged.txt', TEXT.replace('fired twice', 'fired thrice'))], {
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
  await page.click('#verdict [data-show=check]');
  await page.click('#against-part summary');
  await page.fill('#against', sealedText);
  await verdict(
    reader,
    'a forged copy',
    forged,
    '? True to its slip, but this alone does not show who wrote it',
    '✗ Another seal over nearly the same words',
    '46 kept',
    '1 changed',
    '{+thrice.+}',
  );
  await verdict(
    reader,
    'a copy without its slip',
    TEXT.replace('twice', 'thrice'),
    '? It has no slip',
    '? Not known whose it is',
    '[-twice.-]',
  );
  await verdict(
    reader,
    'a copy in another order',
    TEXT.split('\n\n').reverse().join('\n\n'),
    '? It has no slip',
    '25 kept',
    '22 moved',
    '{>They fired twice.',
    '<}',
  );
  const some = TEXT.split(/\s+/).slice(3, 20).join(' ');
  await verdict(
    reader,
    'a quote',
    some,
    '? It has no slip',
    'These 17 words stand in that account, word for word: words 4 to 20 of 47.',
    'The copy is a quote of it.',
  );
  await verdict(
    reader,
    'a quote among other words',
    `He wrote: ${some} Read this!`,
    '? It has no slip',
    'These 17 words stand in that account',
    '{+He wrote:+}',
    '{+Read this!+}',
  );
  await verdict(
    reader,
    'another alphabet',
    TEXT.replace('Aigul', 'Аigul'),
    '“\u2068Aigul\u2069” is Latin; “\u2068Аigul\u2069” is Latin + Cyrillic',
  );
  await verdict(
    reader,
    'another edition of it',
    sealedText,
    '? True to its slip, but this alone does not show who wrote it',
    '? The same seal as the account that you have',
  );
}

/** A seal that is known: what is green under it, and what never is. */
async function known(reader, { edition, penName }) {
  const { page, text, wrong } = reader;
  await page.click('#verdict [data-show=check]');
  await page.click('#known-part summary');
  await page.fill('#known-letters', 'fhp1 nothing');
  await page.press('#known-letters', 'Enter');
  await wrong('what is no pen name', '#known-part .wrong', 'not a pen name');
  await page.fill('#known-letters', penName.toUpperCase());
  await page.fill('#known-name', 'the neighbour');
  await page.press('#known-name', 'Enter');
  await verdict(reader, 'a seal that is known', edition, '✓ True to its slip', '✓ A seal you know', 'the neighbour');
  // Words of somebody else among the letters of a slip that is known, and signs that turn words around, are never green.
  const never = async (what, copy, ...said) => {
    await verdict(reader, what, copy, '? A seal you know', ...said);
    assert.equal(await page.locator('#judged .right').count(), 0, `${what}: nothing is green`);
  };
  const among = edition.indexOf('firsthand1') + 90;
  await never(
    'words among the letters',
    `${edition.slice(0, among)}\nI lied about all of it\n${edition.slice(among)}`,
    '? True to its slip, but with other words in it',
    'words that somebody put between the letters of the slip',
    'I lied about all of it',
  );
  assert.ok(
    (await page.locator('#judged > *').first().textContent()).includes('I lied about'),
    `words among the letters come first: ${await text('#judged')}`,
  );
  await never(
    'a direction sign',
    edition.replace(' the ', ' \u202Dthe '),
    '? True to its slip, but perhaps shown in another order',
    'Below, the words stand in the order that was sealed',
  );
  assert.ok(
    (await page.locator('#judged details[open] bdi').count()) >= 3,
    `the sealed words are shown at once, line by line: ${await page.innerHTML('#judged details')}`,
  );
  await never(
    'a long blank',
    edition.replace(' the ', `${' '.repeat(200)}the `),
    '? True to its slip, but look at the copy',
    'There are very long blanks',
  );
  await verdict(
    reader,
    'messages',
    `Dana, [27.11.2025 14:00]\n${edition.replaceAll('\n\n', '\n\nDana, [27.11.2025 14:01]\n')}`,
    '✓ True to its slip',
    'This stands between the messages, outside the seal, and was left out: “\u2068Dana, [27.11.2025 14:00]\u2069”',
  );
  await verdict(
    reader,
    'a quoted mail',
    edition.replace(/^/gm, '│ '),
    '✓ True to its slip',
    'without the sign \u2068│\u2069',
  );
  await verdict(
    reader,
    'a chat',
    JSON.stringify({ messages: [{ text: edition }] }),
    '✓ True to its slip',
    'messages of a chat program',
  );
  await verdict(
    reader,
    'a slip above',
    `${edition.slice(among - 90)}\n${edition.slice(0, among - 90)}`,
    '✓ True to its slip',
    'The slip stands above the account.',
  );
}

/** Hostile codes, files that are not judged, texts in other codings, and a bundle. */
async function codesAndFiles(reader, { edition, tar }) {
  const { page, browser, text, shown, wrong } = reader;
  await page.click('#verdict [data-show=check]');
  await page.fill('#against', '');
  const hostile = ['javascript:alert(1)', '<img src=x onerror=alert(1)>', `FHPART:1:9999:ABCD:${'A'.repeat(500)}`];
  for (const [i, letters] of hostile.entries()) {
    await page.setInputFiles('#held-files', [await codePicture(browser, letters, `hostile-${i}.png`)]);
    await wrong(`a hostile code, ${letters.slice(0, 12)}`, '#check > .wrong', 'That code holds no slip');
  }
  // What can show other words than it holds is not judged, and is no paste either.
  const paragraphs = edition.replaceAll('\n\n', '</p><p>'),
    before = await page.inputValue('#held');
  const others = [
    [
      'saved.html',
      `<!doctype html><title>x</title><script>alert(1)</script><p>${paragraphs}</p>`,
      'a saved web page',
      'firsthand1',
    ],
    [
      'hostile.htm',
      `\n<p>They never fired.</p><details><p>${paragraphs}</p></details>`,
      'a saved web page',
      'They never fired.',
    ],
    ['mail.eml', `From: a@example.org\nDate: today\n\n${edition}`, 'an email', 'does not read such files'],
    [
      'page.mhtml',
      `From: <Saved>\nMIME-Version: 1.0\nSnapshot-Content-Location: x\n\n${edition}`,
      'a web page saved in one file',
      'Open the file',
    ],
    ['account.pdf', '%PDF-1.7\n', 'a PDF', 'Open the file, copy the text that you see, and paste it here.'],
    ['account.docx', 'PK\x03\x04word/document.xml', 'a Word document', 'Open the file'],
    [
      'account.odt',
      'PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text',
      'an OpenDocument text',
      'Open the file',
    ],
  ];
  for (const [name, content, what, said] of others) {
    await page.setInputFiles('#held-files', [write(name, content)]);
    await shown('verdict');
    const all = await text('#judged');
    assert.ok(
      all.includes('? We cannot tell') && all.includes(`The copy is ${what}`) && !/[✓✗]/.test(all),
      `${name} is not judged: ${all}`,
    );
    assert.ok(all.includes(said), `${name}: ${said}: ${all}`);
    await page.click('#verdict [data-show=check]');
    assert.deepEqual(await page.inputValue('#held'), before, `${name} is not put into the copy`);
  }
  await page.setInputFiles('#held-files', [write('film.bin', Buffer.from([0xff, 0, 1, 2]))]);
  await wrong(
    'a file of another kind',
    '#check > .wrong',
    'That file is not a text. Open the file, copy the text that you see',
  );
  await page.setInputFiles('#held-files', [write('controls.txt', `one\0two\x1b[31m\n\n${edition}\0`)]);
  await page.waitForFunction(() => document.querySelector('#held').value.startsWith('one'));
  await verdict(reader, 'a text with controls', await page.inputValue('#held'), '✓ True to its slip');
  await page.click('#verdict [data-show=check]');
  await page.setInputFiles('#held-files', [write('utf16.txt', Buffer.from(`\uFEFF${edition}`, 'utf16le'))]);
  await page.waitForFunction(() => !document.querySelector('#held').value.startsWith('one'));
  await verdict(reader, 'a text in UTF-16', await page.inputValue('#held'), '✓ True to its slip');
  await page.click('#verdict [data-show=check]');
  await page.setInputFiles('#held-files', [tar]);
  await page.waitForFunction(() => document.querySelector('#held').value.includes('Aigul'));
  await page.click('#to-verdict');
  await shown('verdict');
  assert.ok(
    (await text('#judged')).includes('✓ True to its slip') && (await text('#judged')).includes('4 files were sealed'),
    `a bundle with its files: ${await text('#judged')}`,
  );
}
