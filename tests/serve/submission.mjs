// A parcel: made by the page's own parts, left at the drop box or brought by a carrier, read and published at the desk;
// nothing of it lies in the clear on the way.
//
//   node --test tests/serve/submission.mjs
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { bundle } from '../../pocket/page/bundle.mjs';
import { parcel } from '../../pocket/page/submission.mjs';
import { seal, sha256, useCharacters, withhold } from '../../spec/firsthand.mjs';
import {
  Server,
  drop,
  filesUnder,
  firsthand,
  folder,
  get,
  inbox,
  join,
  png,
  post,
  readFileSync,
  root,
  signIn,
  unescape,
  value,
  wrong,
} from './common.mjs';

useCharacters(JSON.parse(readFileSync(path.join(root, 'spec/characters.json'), 'utf8')));
const bytes = (count) => new Uint8Array(randomBytes(count));
const consent = { words: 'all', photographs: true, name: 'none', when: 'any_time' };

/** An account in a parcel to `recipient`; `without` are words to withhold. */
async function made(recipient, text, { files = [], without = [], wish = consent } = {}) {
  const all = [...files, ['consent', Buffer.from(JSON.stringify(wish))], ['language', Buffer.from('en')]].map(
    ([label, content]) => ({ label, salt: bytes(16), bytes: new Uint8Array(content) }),
  );
  const enclosures = all.map(({ label, salt, bytes: content }) => ({ label, salt, content: sha256(content) }));
  const sealed = await seal(text, { secret: bytes(32), random: bytes(32), enclosures });
  const { text: given, slip } = without.length > 0 ? await withhold(sealed.text, without) : sealed;
  return {
    id: sealed.id,
    file: Buffer.from(await parcel(bundle({ text: given, slip, enclosures: all }), [recipient])),
  };
}

const command = (...args) => spawnSync(firsthand, args, { encoding: 'utf8' });

/** A desk, its member, and the address that parcels to it are encrypted to. */
async function newDesk(t) {
  const desk = await Server.start(t);
  const admin = await signIn(desk, await join(desk, desk.link, 'Ada'));
  const recipient = (await get(desk, '/drop')).text.match(/<code>(age1[a-z0-9]{58})<\/code>/)?.[1];
  const blobs = () => filesUnder(desk.data).map((file) => readFileSync(file));
  /** Leaves a parcel at the drop box. */
  const leave = (file, more) => drop(desk, { text: '', files: [{ filename: 'notes.age', bytes: file }], ...more });
  return { desk, admin, cookie: admin.cookie, recipient, blobs, leave, mark: `Mark${randomBytes(6).toString('hex')}` };
}

/** What anybody can write in front of a file that is not an account for a desk. */
const forgery = (mark) => Buffer.from(`age-encryption.org/v1\n${mark} behind a line that anybody can write`);

test('the desk shows where to encrypt to, and serves the page that the command writes', async (t) => {
  const { desk, cookie, recipient } = await newDesk(t);
  assert.ok(recipient, 'the drop box shows the desk’s public key');
  assert.ok(
    (await get(desk, '/desk/members', { cookie })).text.includes(`<code>${recipient}</code>`),
    'and so does the page of its members',
  );
  const page = await get(desk, '/page');
  assert.ok(
    page.body.equals(spawnSync(firsthand, ['page'], { maxBuffer: 1e7 }).stdout),
    'the page is served as the command writes it',
  );
  assert.ok(
    page.headers['content-security-policy'].startsWith("default-src 'none'; script-src 'sha256-"),
    'and may ask for nothing',
  );
});

test('a parcel that is left at the drop box is read and published at the desk', async (t) => {
  const { desk, cookie, recipient, blobs, leave, mark } = await newDesk(t);
  const photograph = png(mark),
    original = Buffer.from(`${mark} untouched`);
  const one = await made(recipient, `${mark} was written on the wall by the bridge. Tamsin Reed saw it too.`, {
    files: [
      ['photo/1', photograph],
      ['original/1', original],
    ],
  });
  const left = await leave(one.file, { words: 'ask-first' });
  assert.ok(
    unescape(left.preview.text).includes('only the desk that it was made for can open it'),
    'it is looked at as a parcel',
  );
  assert.ok(/^[a-z]+(-[a-z]+){6}$/.test(left.codename ?? ''), `a codename is given: ${left.codename}`);
  assert.ok(!blobs().some((blob) => blob.includes(one.file.subarray(-50))), 'it lies encrypted once more');
  assert.ok(!blobs().some((blob) => blob.includes(mark)), 'nothing of it is in the clear on disk');
  assert.deepEqual([desk.files('blobs').length, desk.files('spool').length], [1, 0], 'it is kept once');

  const [number] = await inbox(desk, cookie);
  const shown = unescape((await get(desk, `/desk/${number}`, { cookie })).text);
  assert.ok(shown.includes(mark) && shown.includes(one.id) && shown.includes('photo/1'), 'the desk reads it');
  assert.ok(
    shown.includes('The words as they are') && shown.includes('The photographs too'),
    'what it allows stands in it',
  );
  const { body } = await get(desk, `/desk/${number}/file/2`, { cookie });
  assert.ok(
    body.equals(photograph) && (await get(desk, `/desk/${number}/file/1`, { cookie })).body.equals(original),
    'and its files',
  );
  const choices = (await get(desk, `/desk/${number}/publish`, { cookie })).text;
  assert.ok(
    /value="1"[^>]*>[^<]*photo\/1/.test(choices) && !choices.includes('original/1'),
    `the photograph may be shown, the original not: ${choices.match(/.*photo\/1.*/)?.[0]}`,
  );
  const forced = await post(desk, `/desk/${number}/draft`, [['photograph', '0']], { cookie });
  const refused = await get(desk, `/desk/${number}/publish`, { cookie });
  assert.ok(
    forced.status < 400 && unescape(refused.text).includes('gave the untouched original to the desk only'),
    `not even by force: ${forced.status} ${refused.status}`,
  );
  await post(desk, `/desk/${number}/draft`, [['photograph', '1']], { cookie });
  const draft = value((await get(desk, `/desk/${number}/publish`, { cookie })).text, 'draft');
  const done = await post(desk, `/desk/${number}/publish`, [['draft', draft]], { cookie });
  assert.equal(done.status, 303, 'it is published');
  assert.ok(unescape((await get(desk, `/a/${one.id}`)).text).includes(mark), 'for all to read');
  assert.equal((await get(desk, `/a/${one.id}/photo/1`)).status, 200, 'the photograph is');
  assert.ok(!(await get(desk, `/a/${one.id}/photo/1`)).body.includes(mark), 'without its metadata');
  await post(desk, `/desk/${number}/reply`, [['text', 'It is read.']], { cookie });
  const back = await post(desk, '/return', [['codename', left.codename]]);
  assert.ok(unescape(back.text).includes('It is read.'), 'the source comes back with the codename');
  assert.deepEqual(desk.wrongs(), [], 'the store is sound');
});

test('a parcel with words beside it is a file like others, and is encrypted once more', async (t) => {
  const { desk, cookie, recipient, mark } = await newDesk(t);
  const one = await made(recipient, `${mark} was written on the wall by the bridge.`);
  const beside = await drop(desk, { files: [{ filename: 'notes.age', bytes: one.file }] });
  const [second] = await inbox(desk, cookie);
  assert.ok(
    beside.codename && (await get(desk, `/desk/${second}/file/1`, { cookie })).body.equals(one.file),
    'beside words it is a file',
  );
  assert.deepEqual(desk.wrongs(), [], 'the store is sound');
});

test('words that the witness withheld stay withheld, and the desk withholds the words that it chose', async (t) => {
  const { desk, cookie, recipient, leave } = await newDesk(t);
  const edition = await made(
    recipient,
    'We met Tamsin Reed and Ines Vale by the mill. Later Oskar Lind came, and we left.',
    { without: [[2, 4]] },
  );
  await leave(edition.file);
  const [third] = await inbox(desk, cookie);
  const found = await post(desk, `/desk/${third}/find`, [['phrases', 'Oskar Lind']], { cookie });
  await post(desk, `/desk/${third}/withhold`, [['words', value(found.text, 'words')]], { cookie });
  const public_ = unescape((await get(desk, `/desk/${third}/publish`, { cookie })).text);
  assert.ok(
    public_.includes('We met █████ and Ines Vale by the mill. Later █████ came'),
    `the words that were chosen are withheld: ${public_.match(/We met[^<]*/g)?.at(-1)}`,
  );
});

test('two sources leave the same parcel, and what one of them deletes is theirs alone', async (t) => {
  const { desk, cookie, recipient, leave, mark } = await newDesk(t);
  const shared = await made(recipient, `${mark} once more, from two hands.`),
    codenames = [];
  const before = desk.files('blobs').length;
  for (let i = 0; i < 2; i++) {
    codenames.push((await leave(shared.file)).codename);
  }
  const [newer, older] = await inbox(desk, cookie);
  assert.equal(desk.files('blobs').length - before, 2, 'each is kept');
  await post(desk, '/return/delete', [
    ['codename', codenames[0]],
    ['words', 'sure'],
  ]);
  assert.deepEqual(
    [(await get(desk, `/desk/${older}`, { cookie })).status, desk.files('blobs').length - before],
    [410, 1],
    'one is gone',
  );
  assert.ok(
    unescape((await get(desk, `/desk/${newer}`, { cookie })).text).includes('from two hands'),
    'the other is there',
  );
  assert.deepEqual(desk.wrongs(), [], 'the store is sound');
});

test('what only begins like a parcel is encrypted like any file', async (t) => {
  const { blobs, leave, mark } = await newDesk(t);
  await leave(forgery(mark));
  assert.ok(
    !blobs().some((blob) => blob.includes('anybody can write')),
    'what only begins like one is not in the clear',
  );
});

test('a parcel that does not open is kept, and says why at the desk', async (t) => {
  const { desk, cookie, recipient, leave, mark } = await newDesk(t);
  const one = await made(recipient, `${mark} was written on the wall by the bridge.`);
  const other = await made('age16zw7h2jq7te2j5jaspxkcc74520cgg4vums4yett5lwzdlgkw5hqjsqzlt', 'Not for this desk.');
  const damaged = Buffer.from(one.file);
  damaged[damaged.length - 40] ^= 1;
  for (const [file, sentence] of [
    [other.file, 'not encrypted for this desk'],
    [damaged, 'damaged on its way'],
    [Buffer.from('age-encryption.org/v1\n'), 'damaged on its way'],
  ]) {
    await leave(file);
    const [newest] = await inbox(desk, cookie);
    const answer = await get(desk, `/desk/${newest}`, { cookie });
    assert.ok(
      answer.status === 422 && unescape(answer.text).includes(sentence),
      `at the desk: ${sentence}: ${answer.status}`,
    );
    assert.ok(unescape((await get(desk, '/desk', { cookie })).text).includes(sentence), 'also in the list');
  }
  assert.deepEqual(desk.wrongs(), [], 'the store is sound');
});

test('a parcel larger than 64 MiB is not taken, and that is said', async (t) => {
  const { desk } = await newDesk(t);
  const large = Buffer.concat([Buffer.from('age-encryption.org/v1\n'), Buffer.alloc(64 * 2 ** 20)]);
  const tooLarge = await post(desk, '/drop', [
    ['text', ''],
    ['files', { filename: 'notes.age', bytes: large }],
  ]);
  assert.ok(
    tooLarge.status === 413 && tooLarge.text.includes('larger than 64 MB'),
    `larger than 64 MiB: not taken, with a sentence: ${tooLarge.status}`,
  );
});

test('a parcel that is larger than a file may be comes whole, and is not held in memory', async (t) => {
  const { desk, cookie, recipient, leave } = await newDesk(t);
  const fits = await made(recipient, 'A long film.', { files: [['film', bytes(30 * 2 ** 20)]] });
  await leave(fits.file);
  const [film] = await inbox(desk, cookie);
  assert.deepEqual(
    (await get(desk, `/desk/${film}/file/1`, { cookie })).body.length,
    30 * 2 ** 20,
    'larger than a file may be, and whole',
  );
  for (const at of ['/desk', `/desk/${film}`]) {
    writeFileSync(`/proc/${desk.child.pid}/clear_refs`, '5');
    const held = desk.peak();
    await get(desk, at, { cookie });
    assert.ok(desk.peak() - held < 10, `${at} holds nothing of it in memory: ${held} MB, then ${desk.peak()}`);
  }
});

test('a file that is not an account for a desk still asks for words', async (t) => {
  const { desk } = await newDesk(t);
  const plain = await post(desk, '/drop', [
    ['text', ''],
    ['files', { filename: 'a.txt', bytes: Buffer.from('plain') }],
  ]);
  assert.ok(
    plain.status === 422 && wrong(plain.text).includes('no words'),
    `a file that is none still asks for words: ${plain.status}`,
  );
});

test('a parcel that a carrier brings is taken in once, and its source comes back with the codename', async (t) => {
  const { desk, admin, recipient, blobs, mark } = await newDesk(t);
  const carried = path.join(folder(), 'parcel.age'),
    brought = await made(recipient, `${mark} again, by hand.`, { wish: { words: 'all' } });
  writeFileSync(carried, brought.file);
  assert.ok(command('pull', carried, '--data', desk.data).status === 2, 'a desk that is served is not touched');
  assert.deepEqual(desk.wrongs(), [], 'the store is sound');
  await desk.stop();
  const taken = command('pull', carried, '--data', desk.data);
  assert.ok(
    taken.status === 0 && /account \d+\./.test(taken.stdout) && /: [a-z]+(-[a-z]+){6}\n$/.test(taken.stdout),
    `taken in, with a codename: ${taken.stdout + taken.stderr}`,
  );
  const again = command('pull', carried, '--data', desk.data);
  assert.ok(again.status === 1 && again.stdout.includes('already'), `and not twice: ${again.stdout + again.stderr}`);
  writeFileSync(carried, forgery(mark));
  const looksLike = command('pull', carried, '--data', desk.data);
  assert.ok(looksLike.status === 0, `what only begins like one is taken: ${looksLike.stderr}`);
  assert.ok(!blobs().some((blob) => blob.includes('anybody can write')), 'and encrypted');
  writeFileSync(carried, 'no age file');
  const none = command('pull', carried, '--data', desk.data);
  assert.ok(
    none.status === 2 && none.stderr.includes('is not an account for a desk'),
    `what is none is refused: ${none.stderr}`,
  );
  assert.ok(command('pull', `${carried}.not`, '--data', desk.data).status === 2, 'nothing there neither');
  await desk.up();
  await signIn(desk, admin);
  const [, last] = await inbox(desk, admin.cookie);
  const read = unescape((await get(desk, `/desk/${last}`, { cookie: admin.cookie })).text);
  assert.ok(
    read.includes(`${mark} again, by hand.`) && read.includes('Ask me first'),
    'it opens; a consent that cannot be read asks first',
  );
  const codename = taken.stdout.match(/: ([a-z-]+)\n$/)?.[1] ?? '';
  assert.ok(
    (await post(desk, '/return', [['codename', codename]])).text.includes('You left'),
    'who gets the codename comes back',
  );
});
