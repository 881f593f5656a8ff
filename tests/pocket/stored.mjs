// What the page in the pocket keeps under a passphrase, a list of seals and a draft, in Chromium; and another page from a file
// that reads, writes, replaces, deletes and fills the storage. spec/attacks.md names what each line stands against.
//
//   node --test tests/pocket/stored.mjs
//
// chromium.mjs says what this needs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { lock, unlock } from '../../pocket/page/submission.mjs';
import { printPenName, useCharacters } from '../../spec/firsthand.mjs';
import { firsthand, readFileSync, root, stepsOf } from '../serve/common.mjs';
import { stands, write } from './chromium.mjs';
import { PASSPHRASE, TEXT } from './materials.mjs';

useCharacters(JSON.parse(readFileSync(path.join(root, 'spec/characters.json'), 'utf8')));

/** What is kept under a passphrase, and another page from a file that reads, writes, replaces and deletes it. */
async function storing(step, opened) {
  const { context, page, seen } = opened;
  const shown = (id) => page.waitForSelector(`#${id}:not([hidden])`);
  const text = (selector) => page.textContent(selector);
  const wrong = async (what, where, said) => {
    await page
      .waitForFunction(([selector, part]) => document.querySelector(selector).textContent.includes(part), [where, said])
      .catch(() => {});
    assert.ok((await text(where)).includes(said), `${what}: ${await text(where)}`);
  };
  const LIST = 'notes-known',
    CLEAR = 'notes-names',
    DRAFT = 'notes-draft';
  const other = await context.newPage();
  await other.goto(`file://${write('other.html', '<!doctype html><title>x</title><p>Another page.')}`);
  const plant = (place, value) =>
    other.evaluate(
      ([key, given]) => (given === null ? localStorage.removeItem(key) : localStorage.setItem(key, given)),
      [place, value],
    );
  const stored = (place) => other.evaluate((key) => localStorage.getItem(key), place);
  const letters = (bytes) => Buffer.from(bytes).toString('base64');
  const inside = async (place, passphrase) =>
    JSON.parse(Buffer.from(await unlock(Buffer.from(await stored(place), 'base64'), passphrase)).toString());
  let isSure = true;
  page.on('dialog', (dialog) => (isSure || dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss()));
  const again = async () => {
    await page.reload();
    await page.waitForSelector('html.ready');
    await page.click('#start [data-show=check]');
  };
  const account = (name, words) =>
    execFileSync(firsthand, ['seal', write(name, words)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
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
    assert.ok(
      ['✓ A seal you know', ...parts].every((part) => said.includes(part)),
      `${what}: ${said.slice(0, 900)}`,
    );
    return said;
  };
  const never = async (what, part = 'Not known whose') => {
    const said = await judged();
    assert.ok(!said.includes('✓') && said.includes(part), `${what}: ${said.slice(0, 900)}`);
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
  const said = (part) =>
    page
      .waitForFunction((awaited) => document.querySelector('#check .said').textContent.includes(awaited), part)
      .then(
        () => true,
        () => false,
      );
  const isKept = () => said('kept on this device');
  let id, secondId, penName, older, newer, planted, hostile, kept;

  await step('a list in the clear never counts until it is taken over', async () => {
    await page.click('#start [data-show=check]');
    await judged();
    const ids = async (copy) => (await judged(copy)) && page.locator('#judged dd code').allTextContents();
    [id, penName] = await ids(sealed);
    [secondId] = await ids(second);
    await plant(
      CLEAR,
      JSON.stringify({ [penName]: 'Tamsin, bakery', [id]: '<b>x</b>', nonsense: 'y', __proto__: 'z' }),
    );
    await again();
    await never('a list in the clear never counts');
    assert.ok(
      (await page.isVisible('#known-clear summary')) &&
        (await text('#known-clear')).includes('Anybody could have written it'),
      'and is said',
    );
    await page.click('#known-clear summary');
    await page.waitForSelector('#known-clear-list li');
    assert.deepEqual(
      await page.locator('#known-clear-list bdi').allTextContents(),
      ['Tamsin, bakery', '<b>x</b>'],
      'it can be looked at',
    );
    await never('which makes nothing of it count');
    isSure = false;
    await page.click('#known-clear-remove');
    assert.ok((await stored(CLEAR)) !== null, 'it is not removed by a slip of the thumb');
    await page.click('#known-clear-list button');
    const taken = await counts('what was taken over counts', 'Tamsin, bakery');
    assert.ok(!taken.includes('storage'), `which is not from the storage: ${taken.slice(0, 900)}`);
    isSure = true;
    await page.click('#known-clear-remove');
    assert.deepEqual(
      [await stored(CLEAR), await page.isVisible('#known-clear')],
      [null, false],
      'it is removed when asked',
    );
    const many = Array.from({ length: 40_000 }, (_, i) => [
      printPenName(Uint8Array.from({ length: 32 }, (_, j) => (j < 4 ? i >> (8 * j) : 7))),
      'x'.repeat(50),
    ]);
    await plant(CLEAR, JSON.stringify(Object.fromEntries(many)));
    const started = Date.now();
    await again();
    await page.click('#known-clear summary');
    await page.waitForSelector('#known-clear-list li');
    assert.equal(await page.locator('#known-clear-list li').count(), 100, 'of a long one some are shown');
    await plant(CLEAR, '['.repeat(100_000));
    await never('nor does a long one, or a deep one');
    assert.ok(Date.now() - started < 10_000, `which does not keep the page busy: ${Date.now() - started}`);
    await plant(CLEAR, null);
  });

  await step('a list is kept, closed and opened again', async () => {
    await again();
    assert.ok(
      (await page.isHidden('#known-lock')) && (await page.isHidden('#known-remove')),
      'nothing is offered to be kept where nothing is',
    );
    await page.click('#known-part summary');
    await add(id, 'the neighbour');
    await lockOrOpen('short');
    await wrong('a short passphrase keeps nothing', '#known-part .wrong', 'at least 12');
    await lockOrOpen(PASSPHRASE);
    assert.ok(await isKept(), 'the list is kept');
    older = await stored(LIST);
    assert.deepEqual(
      [
        await other.evaluate(() => Object.keys(localStorage)),
        Buffer.from(older, 'base64').toString('latin1').slice(0, 32),
      ],
      [[LIST], 'age-encryption.org/v1\n-> scrypt '],
      'locked, and nothing else',
    );
    assert.deepEqual((await inside(LIST, PASSPHRASE)).names, { [id]: 'the neighbour' }, 'with the name');
    await again();
    assert.equal(await page.locator('#known li').count(), 0, 'at start the list is empty');
    assert.ok(
      (await page.isVisible('#known-stored')) && (await text('#known-do')).startsWith('Open'),
      'it is said that one is stored',
    );
    await never('at start nothing of it counts', 'A locked list is in this browser’s storage. It does not count');
    await lockOrOpen('six words that nobody knew');
    await wrong('another passphrase does not open it', '#known-part .wrong', 'or another page put this here');
    await never('and nothing of it counts');
    assert.deepEqual(await stored(LIST), older, 'it is still there');
    await lockOrOpen(PASSPHRASE);
    await said('Opened from');
    assert.deepEqual(
      await text('#check .said'),
      await page.evaluate(
        (kept) =>
          `Opened from this browser’s storage, as it was kept on ${new Date(kept).toLocaleString('en')}. Another page could have put back an older one.`,
        (await inside(LIST, PASSPHRASE)).kept,
      ),
      'its own passphrase opens it, and it is said when it was kept',
    );
    await counts(
      'then it counts, and it is said where it comes from',
      'the neighbour',
      'Your list was opened from this browser’s storage.',
    );
    await add(secondId, 'the other');
    assert.ok(await page.isVisible('#known-do'), 'what is added is not kept yet, and keeping it is offered');
    await lockOrOpen(PASSPHRASE);
    assert.ok(
      (await isKept()) && (await page.waitForSelector('#known-lock', { state: 'hidden' })) === null,
      'it is kept again',
    );
    newer = await stored(LIST);
    assert.deepEqual(
      Object.values((await inside(LIST, PASSPHRASE)).names),
      ['the neighbour', 'the other'],
      'with both',
    );
  });

  await step('another page changes the storage while this page is open', async () => {
    planted = JSON.stringify({ known: 1, names: { [id]: 'Tamsin, bakery' } });
    hostile = letters(await lock(planted, 'six words of the other'));
    await plant(LIST, hostile);
    await wrong(
      'that another page changed it is said',
      '#known-part .wrong',
      'changed what is in this browser’s storage',
    );
    await counts('what is open stays', 'the neighbour', 'A locked list is in this browser’s storage');
    assert.ok(
      (await text('#known-do')).startsWith('Open') && (await page.isVisible('#known-stored')),
      'and is not kept over what is there',
    );
    await lockOrOpen(PASSPHRASE);
    await wrong('the planted list does not open', '#known-part .wrong', 'That is not the passphrase');
    await plant(LIST, null);
    await page.waitForSelector('#known-do:has-text("Keep")');
    await page.evaluate(() => {
      Storage.prototype.getItem = ((getItem) =>
        function late(...given) {
          const got = getItem.apply(this, given);
          return window.isLate ? 'x' : got;
        })(Storage.prototype.getItem);
    });
    await page.fill('#known-passphrase', PASSPHRASE);
    await page.press('#known-passphrase', 'Enter');
    await page.evaluate(() => {
      window.isLate = true;
    });
    await wrong('nor what came while it was locked', '#known-part .wrong', 'on this device already');
    assert.equal(await stored(LIST), null, 'it wrote nothing');
  });

  await step('what was planted before the page was opened does not open', async () => {
    for (const [what, value] of [
      ['a locked list under another passphrase', hostile],
      ['a list that is not locked', planted],
      ['the same in base64', letters(planted)],
      ['an empty text', ''],
    ]) {
      await plant(LIST, value);
      await again();
      await lockOrOpen(PASSPHRASE);
      await wrong(`${what} does not open`, '#known-part .wrong', 'or another page put this here');
      await never(`${what} never counts`);
      assert.deepEqual(await stored(LIST), value, `${what} is not deleted unasked`);
    }
    await plant(LIST, letters(await lock(planted, 'short')));
    await again();
    await lockOrOpen('short');
    await wrong('a list under a weak passphrase does not open', '#known-part .wrong', 'at least 12');
    await never('and never counts');
    const work = Buffer.from(newer, 'base64')
      .toString('latin1')
      .replace(/(-> scrypt \S+) 16\n/, '$1 20\n');
    await plant(LIST, Buffer.from(work, 'latin1').toString('base64'));
    await again();
    const tried = Date.now();
    await lockOrOpen(PASSPHRASE);
    await wrong('one that takes 1 GiB to open is not tried', '#known-part .wrong', 'or another page put this here');
    assert.ok(Date.now() - tried < 4000, `and soon said: ${Date.now() - tried}`);
    await plant(
      LIST,
      letters(await lock(JSON.stringify({ draft: 1, text: 'x', withheld: [], names: { [id]: 'x' } }), PASSPHRASE)),
    );
    await again();
    await lockOrOpen(PASSPHRASE);
    await wrong('a draft is no list', '#known-part .wrong', 'or another page put this here');
    await never('and nothing in it counts');
    await plant(LIST, older);
    await again();
    await lockOrOpen(PASSPHRASE);
    await said('Opened from');
    ({ kept } = await inside(LIST, PASSPHRASE));
    assert.deepEqual(
      [
        await page.locator('#known bdi').allTextContents(),
        (await text('#check .said')).includes(await page.evaluate((time) => new Date(time).toLocaleString('en'), kept)),
      ],
      [['the neighbour'], true],
      'an older list of the same person opens, and says how old it is',
    );
  });

  await step('a full storage is said, and a list is removed when asked', async () => {
    await other.evaluate(() => {
      for (let size = 1 << 23, i = 0; size >= 1; size = Math.floor(size / 2)) {
        for (let isFull = false; !isFull; )
          try {
            localStorage.setItem(`filler${i++}`, 'x'.repeat(size));
          } catch {
            isFull = true;
          }
      }
    });
    const filled = await other.evaluate(() => localStorage.length);
    await page.waitForFunction((length) => localStorage.length === length, filled);
    await add(secondId, 'somebody with a name that is longer than what is there');
    await lockOrOpen(PASSPHRASE);
    await wrong('a full storage is said', '#known-part .wrong', 'Nothing was kept');
    assert.deepEqual(await stored(LIST), older, 'what was there is there');
    await other.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith('filler')) localStorage.removeItem(key);
    });
    isSure = false;
    await page.click('#known-remove');
    assert.deepEqual(await stored(LIST), older, 'the list is not removed by a slip of the thumb');
    isSure = true;
    await page.click('#known-remove');
    assert.equal(await stored(LIST), null, 'but when asked');
    await counts('what is open stays open', 'the neighbour');
  });

  await step('a draft that another page planted is neither opened nor written over', async () => {
    await plant(
      DRAFT,
      letters(await lock(JSON.stringify({ draft: 1, text: 'Planted words.', withheld: [] }), 'six words of the other')),
    );
    await page.click('[data-part=write]');
    await page.fill('#words', TEXT);
    await wrong(
      'that another page put a draft there is said',
      '#keep-draft .wrong',
      'changed what is in this browser’s storage',
    );
    await page.click('#keep-draft summary');
    await page.fill('#draft-passphrase', PASSPHRASE);
    await page.press('#draft-passphrase', 'Enter');
    await wrong('it is not written over', '#keep-draft .wrong', 'on this device already');
    await page.fill('#words', '');
    await page.reload();
    await page.waitForSelector('html.ready');
    assert.ok(
      (await page.isVisible('#draft-stored')) && (await text('#draft-stored')).includes('Any page opened from a file'),
      'before it is opened it is said who can write there',
    );
    for (const [passphrase, what] of [
      [PASSPHRASE, 'That is not the passphrase'],
      ['six words', 'at least 12'],
    ]) {
      await page.fill('#draft-open-passphrase', passphrase);
      await page.press('#draft-open-passphrase', 'Enter');
      await wrong(`a planted draft does not open: ${what}`, '#open-draft .wrong', what);
    }
    await plant(DRAFT, older);
    await page.fill('#draft-open-passphrase', PASSPHRASE);
    await page.press('#draft-open-passphrase', 'Enter');
    await wrong('a list is no draft', '#open-draft .wrong', 'or another page put this here');
    await page.click('#draft-remove');
    assert.deepEqual(
      [await stored(DRAFT), await page.isVisible('#draft-open-here')],
      [null, false],
      'it is removed when asked',
    );
    await page.click('#start [data-show=write]');
    await page.fill('#words', TEXT);
    await page.click('#keep-draft summary');
    await page.fill('#draft-passphrase', PASSPHRASE);
    await page.press('#draft-passphrase', 'Enter');
    await page.waitForFunction(() =>
      document.querySelector('#write .said').textContent.includes('kept on this device'),
    );
    await page.reload();
    await page.waitForSelector('html.ready');
    await page.fill('#draft-open-passphrase', PASSPHRASE);
    await page.press('#draft-open-passphrase', 'Enter');
    await shown('write');
    assert.ok(
      /Opened from this browser’s storage, as it was kept on \d/.test(await text('#write .said')),
      `an open draft says that it comes from the storage: ${await text('#write .said')}`,
    );
    assert.deepEqual(await page.inputValue('#words'), TEXT, 'and is what was kept');
    await plant(LIST, hostile);
    await plant(CLEAR, planted);
    await page.click('#clear');
    await shown('cleared');
    assert.equal(await other.evaluate(() => localStorage.length), 0, 'clearing all leaves nothing stored');
    assert.deepEqual(
      seen.said.filter((line) => !line.startsWith('verbose: [DOM] Password forms')),
      [],
      'the console is silent here too',
    );
  });
}

stands(
  'what is kept under a passphrase stays the owner’s, whatever another page from a file does',
  'file',
  (opened, t) => storing(stepsOf(t), opened),
);
