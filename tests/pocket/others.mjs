// The page in the pocket in WebKit, the engine of Safari, and in Firefox: from a file, and from an address that is no secure
// context. The main way through it, with the net refused and counted; story.mjs goes every way, in Chromium.
//
//   node --test tests/pocket/others.mjs
//
// POCKET names the page's file; without it the command makes one. What it looks like goes to target/screens, or to the folder
// that SCREENS names.
// Needs age, and Debian's webkit2gtk-driver, xvfb and firefox-esr.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { codeSvg } from '../../pocket/page/codes.mjs';
import { useCharacters } from '../../spec/firsthand.mjs';
import { pictured, pictureOf } from '../browser.mjs';
import { firsthand, folder, readFileSync, root, sleep, stepsOf } from '../serve/common.mjs';
import { endAll, Firefox, KEYS, proxy, WebKit } from './drive.mjs';
import { coloursIn, described, describing, drawnBy, halves, PASSPHRASE, TEXT } from './materials.mjs';

useCharacters(JSON.parse(readFileSync(path.join(root, 'spec/characters.json'), 'utf8')));

/** What a name outside this machine would be; the proxy answers for it, so that it is no secure context. */
const ELSEWHERE = 'http://elsewhere.test/';

const place = folder('others-'),
  at = (name) => path.join(place, name);
const age = (...args) => execFileSync('age', args, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
const write = (name, content) => (writeFileSync(at(name), content), at(name));

/** Listens for whatever goes wrong in the page. */
const listen = (browser) =>
  browser.run(() => {
    window.wrongs = [];
    addEventListener('error', ({ message }) => wrongs.push(`error: ${message}`));
    addEventListener('unhandledrejection', ({ reason }) => wrongs.push(`rejected: ${reason}`));
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      wrongs.push(`refused: ${violatedDirective} ${blockedURI}`),
    );
    for (const level of ['error', 'warn']) {
      const say = console[level];
      console[level] = (...said) => (wrongs.push(`${level}: ${said}`), say.apply(console, said));
    }
  });

/** What the page asked for besides its own pieces, and what went wrong. */
const heard = (browser) =>
  browser.run(() => {
    const asked = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => !/^(blob|data):/.test(name));
    return { asked, wrongs };
  });

// Pictures

/** A picture of 400 by 300 that `draw` draws, as a JPEG of a camera. */
async function photograph(browser, draw) {
  const picture = await browser.run(drawnBy, draw.toString());
  return described(Buffer.from(picture, 'base64'));
}

/** What a text's QR code looks like, as a PNG, turned by some degrees. */
async function codePicture(browser, text, name, turned) {
  const picture = await browser.wait(
    async (svg, degrees) => {
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      await image.decode();
      const canvas = document.createElement('canvas'),
        context = canvas.getContext('2d');
      [canvas.width, canvas.height] = [800, 800];
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 800, 800);
      context.translate(400, 400);
      context.rotate((degrees / 180) * Math.PI);
      context.drawImage(image, -260, -260, 520, 520);
      return canvas.toDataURL('image/png').split(',')[1];
    },
    codeSvg(text).replace('<svg ', '<svg width="520" height="520" '),
    turned,
  );
  return write(name, Buffer.from(picture, 'base64'));
}

/** Colours of a picture at places, and its size, as the browser shows it. */
function colours(browser, jpeg, places) {
  return browser.wait(coloursIn, [jpeg.toString('base64'), places]);
}

// The story

async function story(step, browser, { secure, recipient, identity, photo, slip, looks }) {
  const text = (selector) => browser.text(selector),
    shown = (id) => browser.shown(id);
  const look = (name) => (looks ? browser.look(name) : null);
  const contains = (selector, words) =>
    browser
      .until((where, said) => document.querySelector(where)?.textContent.includes(said), selector, words)
      .catch(() => false);
  const wrong = async (what, where, said) => {
    await contains(where, said);
    assert.ok((await text(where)).includes(said) && (await browser.visible(where)), `${what}: ${await text(where)}`);
  };
  const ready = async () => {
    await browser.until(() => document.documentElement.classList.contains('ready'));
    await listen(browser);
  };
  const stored = () => browser.run(() => [localStorage.length, sessionStorage.length, document.cookie]);
  let edition, id, published, codes, draft, left;

  await step('it starts, and speaks its languages', async () => {
    await ready();
    assert.deepEqual(
      await browser.run(() => [isSecureContext, typeof crypto.subtle]),
      secure ? [true, 'object'] : [false, 'undefined'],
      'it is a secure context, or not',
    );
    assert.equal(await browser.do('GET', '/title'), 'Notes', 'the title says nothing');
    assert.ok((await text('#start')).includes('cannot hide that you have it'), 'it says what it does not protect from');
    for (const [tag, said] of [
      ['ru', 'Всё происходит здесь'],
      ['en', 'Everything happens on this device'],
    ]) {
      await browser.click(`#language option[value=${tag}]`);
      assert.ok(await contains('#start', said), `it speaks ${tag}: ${await text('#start .lead')}`);
      assert.deepEqual(await browser.run(() => document.documentElement.lang), tag, `and says so, ${tag}`);
    }
    await look('start');
  });

  await step('the witness writes, and what is wrong is said', async () => {
    await browser.click('#start [data-show=write]');
    await browser.click('#to-review');
    await wrong('no words', '#write > .wrong', 'no words yet');
    await browser.put('#words', `${TEXT}\nHere is\u202e one.`); // no key types it
    await browser.click('#to-review');
    await wrong('refused characters', '#refused', 'line 4, column 8: U+202E');
    await browser.click('#refused button');
    assert.equal(await browser.value('#words'), `${TEXT}\nHere is one.`, 'they are taken out, and nothing else');
    await browser.fill('#words', TEXT);
    assert.deepEqual(await browser.value('#words'), TEXT, 'what is typed stands there');
  });

  await step('a photograph is read, and covered with boxes', async () => {
    await browser.files('#photo-files', write('notes.jpg', 'no picture at all'));
    await wrong('what is no picture', '#photos-wrong', 'cannot open that picture');
    await browser.files('#photo-files', write('bridge.jpg', photo));
    await browser.until(() => document.querySelector('#photos > li'));
    const told = await text('#photos .traces');
    assert.ok(
      ['43.2383, 76.9456', '2022-01-05 17:40', 'Maker Phone 9', 'more data'].every((one) => told.includes(one)),
      `it says what the photograph told: ${told}`,
    );
    await browser.click('#photos button');
    await browser.until(() => document.querySelector('#cover').open);
    await browser.drag('#stage', [0.1, 0.1], [0.2, 0.15], [0.3, 0.2], [0.4, 0.3]);
    await browser.click('#box-add');
    await browser.keys('.box:last-child', KEYS.Delete);
    assert.equal((await browser.texts('.box')).length, 1, 'a box is drawn, another taken away by keyboard');
    await browser.click('#box-add');
    for (const keys of [[KEYS.Down], [KEYS.Down], [KEYS.Right], [KEYS.Shift, KEYS.Right]])
      await browser.keys('.box:last-child', ...keys);
    await look('cover');
    await browser.click('#cover-done');
    assert.ok(await contains('#photos', '2 boxes'), `two boxes are told: ${await text('#photos')}`);
  });

  await step('words are withheld', async () => {
    await browser.click('#to-review');
    await shown('review');
    const pointed = await browser.texts('#shown .pointer');
    assert.ok(
      pointed.some((words) => words.includes('Sadykova')) && pointed.some((words) => /brother/.test(words)),
      `words that point to a person are underlined: ${pointed}`,
    );
    assert.equal(
      await browser.run(() => getComputedStyle(document.querySelector('#shown .pointer')).textDecorationLine),
      'underline',
      'and that can be seen',
    );
    await browser.click('#shown .pointer[data-phrase="Aigul Sadykova"]');
    assert.ok(
      /Sadykova's.*near form/.test(await text('#places-list')),
      `near forms are offered: ${await text('#places-list')}`,
    );
    await browser.click('#places-all');
    await browser.until(() => !document.querySelector('#places').open);
    await browser.fill('#phrase', 'bridge');
    await browser.keys('#phrase', KEYS.Enter);
    assert.equal((await browser.texts('#places-list li')).length, 2, 'a phrase stands in two places');
    await browser.click('#places-list li:last-child input');
    await browser.click('#places-all');
    await browser.until(() => !document.querySelector('#places').open);
    assert.ok(
      (await text('#withheld-hint')).includes('4 words'),
      `4 words are withheld: ${await text('#withheld-hint')}`,
    );
    // No element stands for a plain word: where it was pressed is found by its place on the screen.
    await browser.run(() => {
      const node = [...document.querySelectorAll('#shown [data-at]')]
        .map(({ firstChild }) => firstChild)
        .find(({ data }) => data.includes('stones'));
      node.parentElement.scrollIntoView({ block: 'center' });
      const range = document.createRange();
      range.setStart(node, node.data.indexOf('stones') + 2);
      range.setEnd(node, node.data.indexOf('stones') + 3);
      const { left, top, width, height } = range.getBoundingClientRect();
      const target = document.createElement('i');
      Object.assign(target.style, {
        position: 'fixed',
        left: `${left + width / 2}px`,
        top: `${top + height / 2}px`,
        width: '1px',
        height: '1px',
        pointerEvents: 'none',
      });
      target.id = 'here';
      document.body.append(target);
    });
    await browser.drag('#here', [0, 0]);
    assert.ok(
      await contains('#places-title', 'stones'),
      `a word that is pressed is offered: ${await text('#places-title')}`,
    );
    await browser.run(() => document.querySelector('#here').remove());
    await browser.click('#places-leave');
  });

  await step('the account is sealed, and its photograph tells nothing', async () => {
    await browser.click('#for-desk');
    await browser.click('#consent [value=without_names]');
    await browser.click('#consent [name=name-kind][value=pen]');
    await look('review');
    await browser.click('#seal');
    await wrong('a name is missing', '#review > .wrong', 'did not write the name');
    await browser.fill('#consent [name=name]', 'A neighbour');
    await browser.click('#consent [name=originals]');
    await browser.click('#seal');
    await shown('sealed');
    edition = await text('#sealed-text');
    id = await text('#sealed-id');
    assert.ok(
      /█/.test(edition) && !/Aigul|Sadykova|at the bridge at/.test(edition),
      `what is withheld is not in it: ${edition}`,
    );
    const judged = JSON.parse(
      execFileSync(firsthand, ['check', write('edition.txt', edition), '--expect', id, '--json']).toString(),
    );
    assert.deepEqual([judged.slips.length, judged.exit], [1, 0], 'the command takes it for true');
    assert.deepEqual((await browser.saved('#save', 'notes.txt')).toString(), edition, 'the saved file is the same');
    await browser.click('#copy');
    assert.ok(await contains('#sealed .said', 'Copied'), `copying is said: ${await text('#sealed .said')}`);
    published = await browser.saved('#sealed-photos button', 'photo-1.jpg');
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
      await colours(browser, published, places),
      { size: [300, 400], found: ['red', 'black', 'black', 'red', 'blue', 'blue'] },
      'it stands the right way up, and boxes are in its pixels',
    );
  });

  await step('a parcel for the desk is made, which stock age and tar open', async () => {
    await browser.fill('#recipient', identity.key);
    await browser.click('#encrypt-first');
    await wrong('a secret key', '#desk > .wrong', 'not a public key of a desk');
    await browser.fill('#recipient', recipient);
    await browser.click('#encrypt-first');
    await shown('parcel');
    const tar = write(
      'parcel.tar',
      age('-d', '-i', identity.file, write('parcel.age', await browser.saved('#save-parcel', 'notes.age'))),
    );
    const inside = (name) => execFileSync('tar', ['-xOf', tar, name], { maxBuffer: 1 << 28 });
    assert.deepEqual(
      JSON.parse(inside('manifest.json')).enclosures.map(({ label }) => label),
      ['consent', 'language', 'original/1', 'photo/1'],
      'stock age and tar open it',
    );
    assert.ok(
      edition.startsWith(inside('account.txt').toString()),
      `what is withheld is withheld from the desk too: ${inside('account.txt').toString()}`,
    );
    assert.deepEqual(
      [inside('enclosures/3').equals(photo), inside('enclosures/4').equals(published)],
      [true, true],
      'the original as it was, the other as it is published',
    );
    await browser.click('#codes-shown summary');
    await browser.until(() => document.querySelector('#codes svg'));
    codes = [];
    for (const [i] of (await browser.texts('#codes .code')).entries()) {
      await browser.run((n) => document.querySelectorAll('#codes .code')[n].scrollIntoView({ block: 'center' }), i); // nothing lies over it there
      await sleep(300); // until it is painted
      codes.push(write(`code-${i}.png`, await browser.picture()));
    }
    await look('sealed');
  });

  await step('copies are checked', async () => {
    await browser.click('[data-part=check]');
    await browser.keys('#held', KEYS.Control, 'v');
    assert.deepEqual(await browser.value('#held'), edition, 'what was copied is pasted');
    const verdict = async (what, copy, ...said) => {
      if (await browser.visible('#verdict')) await browser.click('#verdict [data-show=check]');
      await browser.put('#held', copy);
      await browser.click('#to-verdict');
      await shown('verdict');
      const all = await text('#judged');
      for (const one of said) assert.ok(all.includes(one), `${what}: ${one}: ${all}`);
    };
    await verdict(
      'a true copy',
      `Read this:\n\n${edition}\nPass it on.`,
      '? True to its slip, but this alone does not show who wrote it',
      '? Not known whose it is',
      'An edition: 4 of 47 words',
      'Outside the seal',
      'Read this:',
    );
    await look('verdict-true');
    await verdict(
      'a changed copy',
      edition.replace('twice', 'thrice'),
      '✗ Not true to its slip',
      '? Not known whose it is',
    );
    await browser.click('#verdict [data-show=check]');
    await browser.files('#held-files', ...codes);
    await browser.until(() => document.querySelector('#apart li'));
    await verdict(
      'words and the slip’s codes',
      edition.split('\nfirsthand1')[0].trim(),
      '? True to its slip, but this alone does not show who wrote it',
      '4 of 47 words',
    );
    await browser.click('#verdict [data-show=check]');
    await browser.click('#apart button');
    await browser.files('#held-files', slip.picture);
    assert.ok(
      await browser.until(() => document.querySelector('#apart li')).catch(() => null),
      'a code that lies askew',
    );
    await verdict('the words of that slip', TEXT, '? True to its slip, but this alone does not show who wrote it');
    await browser.click('#verdict [data-show=check]');
    await browser.click('#apart button');
    await browser.click('#against-part summary');
    await browser.put('#against', slip.sealed);
    await verdict(
      'a forged copy',
      slip.forged,
      '? True to its slip, but this alone does not show who wrote it',
      '✗ Another seal over nearly the same words',
      '46 kept',
      '1 changed',
      '{+thrice.+}',
    );
    await look('verdict');
    await verdict(
      'a copy in another order',
      TEXT.split('\n\n').reverse().join('\n\n'),
      '? It has no slip',
      '25 kept',
      '22 moved',
      '{>They fired twice.',
      '<}',
    );
    await browser.click('#verdict [data-show=check]');
    await browser.click('#held-scan');
    await browser.until(() => document.querySelector('#camera').open);
    await wrong(
      'why there is no camera',
      '#camera .wrong',
      secure ? 'There is no camera' : 'only for pages from a file',
    );
    await browser.click('#camera-close');
    assert.deepEqual(await stored(), [0, 0, ''], 'nothing was kept until now');
  });

  await step('a pen name is made, locked and opened', async () => {
    await browser.click('[data-part=write]');
    await shown('sealed');
    await browser.click('#sealed [data-show=review]');
    await browser.click('[name=whose][value=pen]');
    await browser.fill('#pen-passphrase', PASSPHRASE);
    const pen = write('pen.age', await browser.saved('#pen-new', 'notes-key.age'));
    assert.ok(readFileSync(pen, 'latin1').startsWith('age-encryption.org/v1\n-> scrypt '), 'its file is locked');
    const own = (await text('#pen-open code')).trim();
    await browser.fill('#pen-passphrase', `${PASSPHRASE}!`);
    await browser.files('#pen-file', pen);
    await wrong('another passphrase', '#pen > .wrong', 'not the passphrase');
    await browser.fill('#pen-passphrase', PASSPHRASE);
    await browser.files('#pen-file', pen);
    assert.ok(
      await contains('#review .said', 'until you clear'),
      `the pen name is open: ${await text('#review .said')}`,
    );
    await browser.click('#seal');
    await shown('sealed');
    assert.deepEqual(await text('#sealed-pen'), own, 'it is sealed under the pen name');
  });

  await step('a draft is kept, and opened again', async () => {
    await browser.click('#sealed [data-show=review]');
    await browser.click('#review [data-show=write]');
    await browser.click('#keep-draft summary');
    await browser.fill('#draft-passphrase', PASSPHRASE);
    draft = write('draft.age', await browser.saved('#draft-file', 'notes-draft.age'));
    await browser.fill('#draft-passphrase', PASSPHRASE);
    await browser.keys('#draft-passphrase', KEYS.Enter);
    assert.ok(await contains('#write .said', 'kept on this device'), `keeping is said: ${await text('#write .said')}`);
    const kept = await browser.run(() => Object.values(localStorage));
    assert.ok(
      kept.length === 1 && Buffer.from(kept[0], 'base64').toString('latin1').startsWith('age-encryption.org/v1'),
      `what is kept is locked: ${kept}`,
    );
    assert.deepEqual(await heard(browser), { asked: [], wrongs: [] }, 'nothing was asked for, nothing went wrong');
    await browser.do('POST', '/refresh');
    await ready();
    assert.equal(await browser.value('#words'), '', 'nothing is left but the draft');
    await browser.fill('#draft-open-passphrase', 'not that at all');
    await browser.keys('#draft-open-passphrase', KEYS.Enter);
    await wrong('a draft under another passphrase', '#open-draft .wrong', 'not the passphrase');
    await browser.fill('#draft-open-passphrase', PASSPHRASE);
    await browser.keys('#draft-open-passphrase', KEYS.Enter);
    await shown('write');
    assert.deepEqual(await browser.value('#words'), TEXT, 'the draft is open');
    await browser.click('#to-review');
    await shown('review');
    assert.ok(
      /\d+ words are/.test(await text('#withheld-hint')),
      `what was withheld is: ${await text('#withheld-hint')}`,
    );
  });

  await step('all is cleared', async () => {
    await browser.click('#seal');
    await shown('sealed');
    await browser.files('#photo-files', at('bridge.jpg'));
    await browser.click('#clear');
    await shown('cleared');
    await sleep(1500); // what was under way has ended
    left = await browser.run(() =>
      [
        ...[...document.querySelectorAll('textarea, input:not([type=radio], [type=checkbox], [type=file])')].map(
          ({ value }) => value,
        ),
        ...(document.body.textContent.match(/Sadykova|fired twice|fhp1[a-z0-9]{52}|firsthand1 /g) ?? []),
        ...[...document.querySelectorAll('input[type=checkbox]:checked, img')].map(({ outerHTML }) => outerHTML),
      ].filter((one) => one !== ''),
    );
    assert.deepEqual([left, await stored()], [[], [0, 0, '']], 'it leaves nothing');
    await browser.do('POST', '/back');
    await browser.until(() => document.querySelector('#cleared').hidden);
    assert.equal(await browser.visible('#sealed'), false, 'nor does the way back');
    await browser.do('POST', '/forward');
    await browser.click('#cleared [data-show=start]');
    await browser.click('#open-draft summary');
    await browser.fill('#draft-open-passphrase', PASSPHRASE);
    await browser.files('#draft-open-file', draft);
    await shown('write');
    assert.deepEqual(await browser.value('#words'), TEXT, 'a draft’s file is opened');
    assert.deepEqual(
      await heard(browser),
      { asked: [], wrongs: [] },
      'nothing was asked for, nothing went wrong, to the end',
    );
  });
}

/** Until something is painted, and sealing 5,000 words; told, and not held to anything. */
async function times(t, browser) {
  const words = readFileSync(path.join(root, 'tests/data/accounts/en.txt'), 'utf8').split(/\s+/);
  await browser.until(() => document.documentElement.classList.contains('ready'));
  const paint = await browser.run(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  await browser.click('#start [data-show=write]');
  await browser.put('#words', Array.from({ length: 5000 }, (_, i) => words[i % words.length]).join(' '));
  await browser.click('#to-review');
  await browser.shown('review');
  const seal = await browser.wait(
    () =>
      new Promise((done) => {
        const sealed = document.querySelector('#sealed'),
          started = performance.now();
        new MutationObserver(() => sealed.hidden || done(performance.now() - started)).observe(sealed, {
          attributes: true,
        });
        document.querySelector('#seal').click();
      }),
  );
  t.diagnostic(`first paint ${Math.round(paint)} ms, 5,000 words sealed in ${Math.round(seal)} ms`);
}

/** With Firefox's protection against fingerprinting, which Tor Browser has: canvases hand out noise, and it is not taken for a picture. */
async function resisting(browser, file, photo) {
  await browser.open(`file://${file}`, { 'privacy.resistFingerprinting': true });
  await browser.until(() => document.documentElement.classList.contains('ready'));
  await browser.click('#start [data-show=write]');
  await browser.put('#words', TEXT);
  await browser.files('#photo-files', write('bridge.jpg', photo));
  const said = await browser.until(() => document.querySelector('#photos-wrong').textContent);
  assert.ok(said.includes('does not let a page read the pictures'), `noise is not taken for a photograph: ${said}`);
  await browser.click('#to-review');
  await browser.shown('review');
  await browser.click('#seal');
  await browser.shown('sealed');
  const edition = write('resisting.txt', await browser.text('#sealed-text'));
  assert.equal(
    JSON.parse(execFileSync(firsthand, ['check', edition, '--json']).toString()).slips.length,
    1,
    'words are sealed there',
  );
  await browser.close();
}

const file = at('page.html');
let net, key, identity, slip, letters, refused;

before(async () => {
  if (process.env.POCKET) copyFileSync(process.env.POCKET, file);
  else execFileSync(firsthand, ['page', '-o', file]);
  net = await proxy(ELSEWHERE, readFileSync(file));
  key = execFileSync('age-keygen', { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  identity = { file: write('identity.txt', key), key: key.match(/AGE-SECRET-KEY-\w+/)[0] };
  const seal = (name, text) =>
    execFileSync(firsthand, ['seal', write(name, text)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  slip = { sealed: seal('account.txt', TEXT), forged: seal('forged.txt', TEXT.replace('fired twice', 'fired thrice')) };
  letters = slip.sealed.slice(slip.sealed.indexOf('firsthand1')).replace(/\s/g, '').toUpperCase();
  refused = write(
    'refused.html',
    '<!doctype html><meta http-equiv="Content-Security-Policy" content="script-src \'none\'"><script>0</script>',
  );
});

after(async () => {
  net.server.closeAllConnections();
  net.server.close();
  await endAll();
});

for (const kind of [WebKit, Firefox]) {
  let browser, photo, materials;
  /** The browser and what it draws, once. */
  const ready = async (t) => {
    if (materials) return;
    browser ??= await kind.start(net.host);
    await browser.open('http://refused.test/');
    t.diagnostic(`${browser.name} ${browser.version}`);
    assert.ok(net.asked.includes('http://refused.test/'), `what is asked of the net would be noted: ${net.asked}`);
    await browser.go('about:blank');
    photo = await photograph(browser, halves);
    const picture = await codePicture(browser, letters, 'askew.png', 45);
    materials = { photo, recipient: key.match(/age1\w+/)[0], identity, slip: { ...slip, picture } };
    await browser.close();
  };
  /** A test in a new window with nothing kept. A failure leaves a picture of it. */
  const inWindow = (name, address, work) =>
    test(`${name}, in ${kind.name}`, async (t) => {
      await ready(t);
      net.asked.length = 0;
      await browser.open(address);
      const draw = async () => {
        const to = pictureOf(t);
        writeFileSync(to, await browser.picture());
        return to;
      };
      try {
        await pictured(t, draw, () => work(t));
      } finally {
        await browser.close();
      }
    });
  const asked = () => [...new Set(net.asked)].filter((one) => !browser.own.test(one));

  inWindow(
    'a witness and a reader go the main way through the page, opened from a file',
    `file://${file}`,
    async (t) => {
      await story(stepsOf(t), browser, { ...materials, secure: true, looks: true });
      assert.deepEqual(asked(), [], 'the net was asked for nothing');
    },
  );
  inWindow('a witness and a reader go the main way through the page, opened from a name', ELSEWHERE, async (t) => {
    await story(stepsOf(t), browser, { ...materials, secure: false });
    assert.deepEqual(asked(), [ELSEWHERE], 'the net was asked for the page alone');
  });
  inWindow('how soon the page is painted and 5,000 words are sealed is told', `file://${file}`, (t) =>
    times(t, browser),
  );
  test(`the console is silent while the page starts, in ${kind.name}`, async (t) => {
    await ready(t);
    assert.ok((await browser.spoken(refused)).length > 0, 'what is refused while a page starts would be said');
    assert.deepEqual(await browser.spoken(file), [], 'the console');
  });
  if (kind === Firefox) {
    test('noise that Firefox’s protection against fingerprinting hands out is not taken for a photograph', async (t) => {
      await ready(t);
      await resisting(browser, file, photo);
    });
  }
}
