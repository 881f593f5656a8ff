// The way of an account through the page in the pocket, in Chromium with the net refused: from a file, and from an address that
// is no secure context. A witness writes, withholds, covers, seals and encrypts; a reader checks; everything is cleared.
// Nothing is asked for and nothing is kept.
//
//   node --test tests/pocket/story.mjs
//
// chromium.mjs says what this needs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { firsthand, readFileSync, root, stepsOf } from '../serve/common.mjs';
import {
  asked,
  at,
  codePicture,
  colours,
  fileAddress,
  film,
  identity,
  materials,
  netAddress,
  photo,
  recipient,
  stands,
  write,
} from './chromium.mjs';
import { describing, PASSPHRASE, TEXT } from './materials.mjs';
import { copies } from './reader.mjs';

const age = (...args) => execFileSync('age', args, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });

async function story(step, browser, address, opened, how, { secure, recipient, identity, photo, film }) {
  const { page, seen } = opened;
  const text = (selector) => page.textContent(selector);
  const shown = (id) => page.waitForSelector(`#${id}:not([hidden])`);
  const wrong = async (what, where, said) => {
    await page
      .waitForFunction(
        ([selector, part]) => document.querySelector(selector)?.textContent.includes(part),
        [where, said],
      )
      .catch(() => {});
    assert.ok((await text(where)).includes(said) && (await page.isVisible(where)), `${what}: ${await text(where)}`);
  };
  const download = async (press) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(press)]);
    const to = at(`${how.replace(/\W/g, '')}-${file.suggestedFilename()}`);
    copyFileSync(await file.path(), to);
    return to;
  };
  const stored = () =>
    page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      ((await indexedDB.databases?.()) ?? []).length,
    ]);
  let edition, id, penName, published, letters, tar, codes, draft;

  await step('it starts, and says what it does not protect from', async () => {
    assert.deepEqual(await page.evaluate(() => isSecureContext), secure, 'it is a secure context, or not');
    assert.equal(await page.title(), 'Notes', 'the title says nothing');
    assert.ok((await text('#start')).includes('cannot hide that you have it'), 'it says what it does not protect from');
  });

  await step('the witness writes, and what is wrong is said', async () => {
    // What is wrong is said, and what was typed stays.
    await page.click('#start [data-show=write]');
    await page.click('#to-review');
    await wrong('no words', '#write > .wrong', 'no words yet');
    await page.fill('#words', `${TEXT}\nHere is\u202e one.`);
    await page.click('#to-review');
    await wrong('refused characters', '#refused', 'line 4, column 8: U+202E');
    await page.click('#refused button');
    assert.equal(await page.inputValue('#words'), `${TEXT}\nHere is one.`, 'they are taken out, and nothing else');
    await page.fill('#words', TEXT);
  });

  await step('photographs are read, and covered with boxes', async () => {
    const unreadable = [
      ['large.jpg', null, 'larger than 25 MB'],
      ['live.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1'), 'HEIC'],
      ['notes.jpg', Buffer.from('no picture at all'), 'cannot open that picture'],
      ['cut.jpg', photo.subarray(0, 900), 'cannot open that picture'],
      [
        'vast.png',
        Buffer.from('89504e470d0a1a0a0000000d49484452000075300000753008020000004a4a4a4a', 'hex'),
        'million pixels',
      ],
      [
        'vast.avif',
        Buffer.concat([
          Buffer.from('\0\0\0\x10ftypavif\0\0\0\0\0\0\0\x1cmeta\0\0\0\x14ispe\0\0\0\0', 'latin1'),
          Buffer.from('0000753000007530', 'hex'),
        ]),
        'million pixels',
      ],
    ];
    for (const [name, content, said] of unreadable) {
      const file = write(name, content ?? '');
      if (content === null) truncateSync(file, 26e6);
      await page.setInputFiles('#photo-files', [file]);
      await wrong(`a bad photograph, ${name}`, '#photos-wrong', said);
    }
    assert.equal(await page.locator('#photos > li').count(), 0, 'none of them is there');
    await page.setInputFiles('#photo-files', [write('bridge.jpg', photo)]);
    await page.waitForSelector('#photos > li');
    const told = await text('#photos .traces');
    assert.ok(
      ['43.2383, 76.9456', '2022-01-05 17:40', 'Maker Phone 9', 'more data'].every((part) => told.includes(part)),
      `it says what the photograph told: ${told}`,
    );
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
    assert.equal(await page.locator('.box').count(), 1, 'a box is drawn, another taken away by keyboard');
    await page.click('#box-add');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
    await page.click('#cover-done');
    await page.waitForFunction(() => document.querySelector('#photos')?.textContent.includes('2 boxes'));
  });

  await step('words are withheld', async () => {
    await page.click('#to-review');
    await shown('review');
    const pointed = await page.locator('#shown .pointer').allTextContents();
    assert.ok(
      pointed.some((words) => words.includes('Sadykova')) && pointed.some((words) => /brother/.test(words)),
      `words that point to a person are underlined: ${pointed}`,
    );
    await page.click('#shown .pointer:has-text("Aigul Sadykova")');
    assert.ok(
      /Sadykova's.*near form/.test(await text('#places-list')),
      `near forms are offered: ${await text('#places-list')}`,
    );
    await page.click('#places-all');
    await page.waitForFunction(() => document.activeElement.closest('#shown'));
    await page.fill('#phrase', 'nowhere at all');
    await page.press('#phrase', 'Enter');
    assert.ok((await text('#review .said')).includes('Not found: nowhere at all'), 'a phrase that is not there');
    await page.fill('#phrase', 'bridge');
    await page.press('#phrase', 'Enter');
    assert.equal(await page.locator('#places-list li').count(), 2, 'a phrase stands in two places');
    await page.locator('#places-list input').nth(1).uncheck();
    await page.click('#places-all');
    await page.waitForFunction(() => !document.querySelector('#places').open);
    assert.ok(
      (await text('#withheld-hint')).includes('4 words'),
      `4 words are withheld: ${await text('#withheld-hint')}`,
    );

    await page.click('#review [data-show=write]');
    await page.fill('#words', `Now there is more. ${TEXT}`);
    await page.goBack();
    assert.equal(await page.isVisible('#review'), false, 'nothing is withheld from a text that was changed since');
    await page.click('[data-part=write]');
    await page.fill('#words', TEXT);
    await page.click('#to-review');
    await shown('review');
    assert.ok(
      (await text('#withheld-hint')).includes('4 words'),
      `what was withheld still is: ${await text('#withheld-hint')}`,
    );
  });

  await step('the account is sealed for a desk', async () => {
    await page.check('#for-desk');
    await page.check('#consent [value=without_names]');
    await page.check('#consent [name=name-kind][value=pen]');
    await page.click('#seal');
    await wrong('a name is missing', '#review > .wrong', 'did not write the name');
    await page.fill('#consent [name=name]', 'A neighbour');
    await page.check('#consent [name=originals]');
    await page.click('#seal');
    await shown('sealed');
    edition = await text('#sealed-text');
    id = await text('#sealed-id');
    penName = await text('#sealed-pen');
    assert.ok(
      /█/.test(edition) && !/Aigul|Sadykova|at the bridge at/.test(edition),
      `what is withheld is not in it: ${edition}`,
    );
    const judge = (...args) =>
      JSON.parse(
        execFileSync(firsthand, ['check', ...args, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] }).toString(),
      );
    const judged = judge(write('edition.txt', edition), '--expect', id);
    assert.deepEqual([judged.slips.length, judged.exit], [1, 0], 'the command takes it for true');
    assert.deepEqual(readFileSync(await download('#save'), 'utf8'), edition, 'the saved file is the same');
    await page.click('#copy');
    await page
      .waitForFunction(() => document.querySelector('#sealed .said').textContent.startsWith('Copied'))
      .catch(() => {});
    assert.ok((await text('#sealed .said')).startsWith('Copied'), `copying is said: ${await text('#sealed .said')}`);
    if (secure) {
      await page.click('#share');
      assert.deepEqual(await page.evaluate(() => window.shared), { text: edition }, 'what is shared is the same');
    } else
      assert.ok(
        (await page.isHidden('#share')) && (await text('#cannot-share')).includes('Copy it or save it'),
        'why it cannot be shared',
      );
    assert.equal(await page.isVisible('#save-bundle'), false, 'no bundle with what is for the desk alone');
  });

  await step('the photograph as it is passed on tells nothing', async () => {
    published = readFileSync(await download('#sealed-photos button'));
    assert.deepEqual(
      describing(published),
      { markers: ['e0'], end: 'ffd9' },
      'nothing describes it, nothing stands behind it',
    );
    assert.ok(!/Exif|Maker|Er|2022/.test(published.subarray(0, 300).toString('latin1')), 'nor does it tell anything');
    const places = [
      [0.05, 0.05],
      [0.25, 0.2],
      [0.5, 0.55],
      [0.9, 0.1],
      [0.9, 0.9],
      [0.2, 0.9],
    ];
    assert.deepEqual(
      await colours(page, published, places),
      { size: [300, 400], found: ['red', 'black', 'black', 'red', 'blue', 'blue'] },
      'it stands the right way up, and boxes are in its pixels',
    );
  });

  const inside = (name) => execFileSync('tar', ['-xOf', tar, name], { maxBuffer: 1 << 28 });

  await step('a parcel for the desk is made, which stock age and tar open', async () => {
    letters = recipient.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q'));
    for (const [what, given, said] of [
      ['no recipient', '', 'is missing'],
      ['a wrong recipient', letters, 'not a public key of a desk'],
      ['a secret key', identity.key, 'not a public key of a desk'],
      ['what is no recipient', 'call me', 'not a public key of a desk'],
    ]) {
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
    tar = write('parcel.tar', age('-d', '-i', identity.file, await download('#save-parcel')));
    const manifest = JSON.parse(inside('manifest.json').toString());
    assert.deepEqual(
      manifest.enclosures.map(({ label }) => label),
      ['consent', 'language', 'original/1', 'photo/1'],
      'stock age and tar open it',
    );
    assert.ok(
      edition.startsWith(inside('account.txt').toString()),
      `what is withheld is withheld from the desk too: ${inside('account.txt').toString()}`,
    );
    assert.deepEqual(
      JSON.parse(inside('enclosures/1').toString()),
      { words: 'without_names', photographs: false, name: { pen: 'A neighbour' }, when: 'any_time' },
      'with the wishes',
    );
    assert.deepEqual(
      [inside('enclosures/3').equals(photo), inside('enclosures/4').equals(published)],
      [true, true],
      'the original as it was, the other as it is published',
    );
  });

  await step('the seal stays the same when only the withheld words are changed for the desk', async () => {
    await page.click('#sealed [data-show=review]');
    await page.check('#consent [name=withheld]');
    await page.click('#seal');
    await shown('sealed');
    assert.deepEqual(await text('#sealed-id'), id, 'it is the same seal');
    await page.click('#encrypt-first');
    await page.waitForSelector('#parcel:not([hidden])');
    write('parcel.tar', age('-d', '-i', identity.file, await download('#save-parcel')));
    assert.ok(
      inside('account.txt').toString().includes('Aigul Sadykova'),
      'the desk reads the withheld words, if it is to',
    );
  });

  await step('the slip is shown as QR codes', async () => {
    await page.click('#codes-shown summary');
    await page.waitForSelector('#codes svg');
    codes = [];
    await page.setViewportSize({ width: 390, height: 2400 }); // so that nothing lies over them
    for (const code of await page.locator('#codes .code').all())
      codes.push(write(`code-${codes.length}.png`, await code.screenshot()));
    await page.setViewportSize({ width: 390, height: 844 });
  });

  await step('copies of every kind are checked', () =>
    copies({ page, browser, text, shown, wrong }, { edition, penName, codes, tar }),
  );

  await step('the camera reads a code, or it is said why it cannot', async () => {
    await page.click('#verdict [data-show=check]');
    await page.click('#apart button');
    await page.click('#held-scan');
    if (secure && film) {
      await page.waitForSelector('#camera', { state: 'hidden' });
      assert.equal(await text('#check .said'), 'The slip was read.', 'the camera’s code is read');
    } else {
      assert.ok(
        (await text('#camera .wrong')).includes(secure ? 'There is no camera' : 'only for pages from a file'),
        `why there is no camera: ${await text('#camera .wrong')}`,
      );
      await page.click('#camera-close');
    }
    assert.deepEqual(await page.locator('#apart li').count(), film ? 1 : 0, 'the camera’s slip goes with the copy');
  });

  await step('a pen name is made, locked and opened', async () => {
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
    assert.ok(
      readFileSync(pen, 'latin1').startsWith('age-encryption.org/v1\n-> scrypt '),
      'a pen name’s file is locked',
    );
    await page.fill('#pen-passphrase', `${PASSPHRASE}!`);
    await page.setInputFiles('#pen-file', [pen]);
    await wrong('another passphrase', '#pen > .wrong', 'not the passphrase');
    await page.fill('#pen-passphrase', PASSPHRASE);
    await page.setInputFiles('#pen-file', [pen]);
    await page.waitForFunction(() => document.querySelector('#review .said').textContent.includes('until you clear'));
    await page.click('#seal');
    await shown('sealed');
    assert.deepEqual(await text('#sealed-pen'), own, 'it is sealed under the pen name');
  });

  await step('a draft is kept, and opened again', async () => {
    assert.deepEqual(await stored(), [0, 0, '', 0], 'nothing was kept until now');
    await page.goBack();
    await page.goBack();
    await page.click('[data-part=write]');
    await page.click('[data-part=write]');
    await shown('write');
    await page.click('#keep-draft summary');
    await page.fill('#draft-passphrase', PASSPHRASE);
    draft = await download('#draft-file');
    await page.fill('#draft-passphrase', PASSPHRASE);
    await page.press('#draft-passphrase', 'Enter');
    await page.waitForFunction(() =>
      document.querySelector('#write .said').textContent.includes('kept on this device'),
    );
    const kept = await page.evaluate(() => Object.entries(localStorage));
    assert.ok(
      kept.length === 1 && Buffer.from(kept[0][1], 'base64').toString('latin1').startsWith('age-encryption.org/v1'),
      `what is kept is locked: ${kept}`,
    );
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await page.waitForSelector('html.ready');
    assert.equal(await page.inputValue('#words'), '', 'nothing is left but the draft');
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
    assert.deepEqual(await page.inputValue('#words'), TEXT, 'the draft is open');
    await page.click('#to-review');
    await shown('review');
    assert.ok(
      (await text('#withheld-hint')).match(/\d+ words are/),
      `what was withheld is: ${await text('#withheld-hint')}`,
    );
  });

  await step('all is cleared, also what is being made at that moment', async () => {
    await page.click('#seal');
    await shown('sealed');
    await page.evaluate(() => {
      const { toBlob } = HTMLCanvasElement.prototype;
      HTMLCanvasElement.prototype.toBlob = function slow(...given) {
        setTimeout(() => toBlob.apply(this, given), 500);
      };
    });
    await page.setInputFiles('#photo-files', [write('bridge.jpg', photo)]);
    await page.click('#clear');
    await shown('cleared');
    await page.waitForTimeout(1500);
    const left = await page.evaluate(() => ({
      fields: [...document.querySelectorAll('textarea, input:not([type=radio], [type=checkbox], [type=file])')]
        .map(({ value }) => value)
        .join(''),
      ticked: document.querySelectorAll('input[type=checkbox]:checked').length,
      text: document.body.textContent.match(/Sadykova|fired twice|fhp1[a-z0-9]{52}|firsthand1 /)?.[0] ?? null,
      pictures: document.querySelectorAll('img').length,
    }));
    assert.deepEqual(
      { ...left, kept: await stored() },
      { fields: '', ticked: 0, text: null, pictures: 0, kept: [0, 0, '', 0] },
      'clearing leaves nothing',
    );
    await page.goBack();
    assert.equal(await page.isVisible('#sealed'), false, 'nor does the way back');
    await page.goForward();
    await page.click('#cleared [data-show=start]');
    await page.click('#open-draft summary');
    await page.setInputFiles('#draft-open-file', [draft]);
    await wrong('a draft’s file without a passphrase', '#open-draft .wrong', 'Type the passphrase first');
    await page.evaluate(() => {
      document.querySelector('#draft-open-passphrase').value = 'six words that nobody says';
    });
    await page.setInputFiles('#draft-open-file', [draft]);
    await shown('write');
    assert.deepEqual(await page.inputValue('#words'), TEXT, 'a draft’s file is opened');
  });

  await step('it asked for nothing, and its console was silent', async () => {
    const isOwn = (url) => url.startsWith('blob:') || url.startsWith('data:') || url === address;
    assert.deepEqual(
      seen.requests.filter((url) => !isOwn(url)),
      [],
      'it asks for nothing',
    );
    // Chromium's advice to its password manager is no use here: what opens a draft is to be kept by nobody.
    assert.deepEqual(
      seen.said.filter((line) => !line.startsWith('verbose: [DOM] Password forms')),
      [],
      'the console is silent',
    );
  });
}
/** Many words withheld: the slip is too long to stand below the words, and goes in a file of its own. Too much to send. */
async function large({ page }, { photo, recipient }) {
  const shown = (id) => page.waitForSelector(`#${id}:not([hidden])`);
  const download = async (press) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(press)]);
    return write(`large-${file.suggestedFilename()}`, readFileSync(await file.path()));
  };
  await page.click('#start [data-show=write]');
  await page.fill('#words', readFileSync(path.join(root, 'tests/data/accounts/en.txt'), 'utf8').trim());
  const padded = Array.from({ length: 3 }, (_, i) =>
    write(`padded-${i}.jpg`, Buffer.concat([photo, Buffer.alloc(21e6, i)])),
  );
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
  assert.ok(
    (await page.isVisible('#slip-apart')) && !(await page.textContent('#sealed-text')).includes('firsthand1'),
    'a long slip goes apart',
  );
  const judged = JSON.parse(
    execFileSync(firsthand, ['check', await download('#save'), '--slip', await download('#save-slip'), '--json'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString(),
  );
  assert.deepEqual([judged.slips.length, judged.exit], [1, 0], 'the command takes both for true');
  await page.fill('#recipient', recipient);
  await page.click('#encrypt-first');
  await page.waitForSelector('#desk > .wrong:not([hidden])');
  const said = await page.textContent('#desk > .wrong');
  assert.ok(
    said.includes('larger than 60 MB') && (await page.isHidden('#parcel')),
    `a parcel that is too large: ${said}`,
  );
  await page.click('#sealed [data-show=review]');
  await page.uncheck('#consent [name=originals]');
  await page.click('#seal');
  await shown('sealed');
  await page.click('#encrypt-first');
  assert.ok(await page.waitForSelector('#parcel:not([hidden])').catch(() => null), 'without the originals it is made');
}

stands('a witness and a reader go every way through the page, opened from a file', 'file', (opened, t, browser) =>
  story(stepsOf(t), browser, fileAddress, opened, 'from a file', { secure: true, recipient, identity, photo, film }),
);

stands(
  'a witness and a reader go every way through the page, opened from an address that is no secure context',
  'net',
  async (opened, t, browser) => {
    await story(stepsOf(t), browser, netAddress, opened, 'from an address', {
      secure: false,
      recipient,
      identity,
      photo,
    });
    assert.deepEqual([...new Set(asked)], ['/'], 'the server was asked for the page alone');
  },
);

stands('a slip that is too long goes in a file of its own, and too much to send is refused', 'file', (opened) =>
  large(opened, materials),
);
