// A parcel: made by the page's own parts, left at the drop box or brought by a carrier, read and published at the desk;
// nothing of it lies in the clear on the way.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { bundle } from '../../crates/web/pocket/bundle.mjs';
import { parcel } from '../../crates/web/pocket/parcel.mjs';
import { seal, sha256, useCharacters, withhold } from '../../spec/firsthand.mjs';
import {
  Server, drop, filesUnder, firsthand, folder, get, inbox, join, ok, png, post, readFileSync, root, run, same,
  signIn, unescape, value, wrong,
} from './common.mjs';

useCharacters(JSON.parse(readFileSync(path.join(root, 'spec/characters.json'), 'utf8')));
const bytes = (count) => new Uint8Array(randomBytes(count));
const consent = { words: 'all', photographs: true, name: 'none', when: 'any_time' };

/** An account in a parcel to `recipient`; `without` are words to withhold. */
async function made(recipient, text, { files = [], without = [], wish = consent } = {}) {
  const all = [...files, ['consent', Buffer.from(JSON.stringify(wish))], ['language', Buffer.from('en')]]
    .map(([label, content]) => ({ label, salt: bytes(16), bytes: new Uint8Array(content) }));
  const enclosures = all.map(({ label, salt, bytes: content }) => ({ label, salt, content: sha256(content) }));
  const sealed = await seal(text, { secret: bytes(32), random: bytes(32), enclosures });
  const { text: given, slip } = without.length > 0 ? await withhold(sealed.text, without) : sealed;
  return { id: sealed.id, file: Buffer.from(await parcel(bundle({ text: given, slip, enclosures: all }),
    [recipient])) };
}

const command = (...args) => spawnSync(firsthand, args, { encoding: 'utf8' });

await run(async () => {
  const desk = await Server.start();
  const admin = await signIn(desk, await join(desk, desk.link, 'Ada'));
  const { cookie } = admin;
  const recipient = (await get(desk, '/drop')).text.match(/<code>(age1[a-z0-9]{58})<\/code>/)?.[1];
  ok('the drop box shows the desk’s public key', recipient);
  ok('and so does the page of its members',
    (await get(desk, '/desk/members', { cookie })).text.includes(`<code>${recipient}</code>`));
  const page = await get(desk, '/page');
  ok('the page is served as the command writes it',
    page.body.equals(spawnSync(firsthand, ['page'], { maxBuffer: 1e7 }).stdout));
  ok('and may ask for nothing',
    page.headers['content-security-policy'].startsWith("default-src 'none'; script-src 'sha256-"));

  // The first door: the drop box.
  const mark = `Mark${randomBytes(6).toString('hex')}`, photograph = png(mark),
    original = Buffer.from(`${mark} untouched`);
  const one = await made(recipient, `${mark} was written on the wall by the bridge. Tamsin Reed saw it too.`, {
    files: [['photo/1', photograph], ['original/1', original]],
  });
  const left = await drop(desk, { text: '', files: [{ filename: 'notes.age', bytes: one.file }], words: 'ask-first' });
  ok('it is looked at as a parcel', unescape(left.preview.text).includes('only the desk that it was made for can open it'));
  ok('a codename is given', /^[a-z]+(-[a-z]+){6}$/.test(left.codename ?? ''), left.codename);
  const blobs = () => filesUnder(desk.data).map((file) => readFileSync(file));
  ok('it lies encrypted once more', !blobs().some((blob) => blob.includes(one.file.subarray(-50))));
  ok('nothing of it is in the clear on disk', !blobs().some((blob) => blob.includes(mark)));
  same('it is kept once', [desk.files('blobs').length, desk.files('spool').length], [1, 0]);

  const [number] = await inbox(desk, cookie);
  const shown = unescape((await get(desk, `/desk/${number}`, { cookie })).text);
  ok('the desk reads it', shown.includes(mark) && shown.includes(one.id) && shown.includes('photo/1'));
  ok('what it allows stands in it', shown.includes('The words as they are') && shown.includes('The photographs too'));
  const { body } = await get(desk, `/desk/${number}/file/2`, { cookie });
  ok('and its files',
    body.equals(photograph) && (await get(desk, `/desk/${number}/file/1`, { cookie })).body.equals(original));
  const choices = (await get(desk, `/desk/${number}/publish`, { cookie })).text;
  ok('the photograph may be shown, the original not',
    /value="1"[^>]*>[^<]*photo\/1/.test(choices) && !choices.includes('original/1'),
    choices.match(/.*photo\/1.*/)?.[0]);
  const forced = await post(desk, `/desk/${number}/draft`, [['photograph', '0']], { cookie });
  const refused = await get(desk, `/desk/${number}/publish`, { cookie });
  ok('not even by force',
    forced.status < 400 && unescape(refused.text).includes('gave the untouched original to the desk only'),
    `${forced.status} ${refused.status}`);
  await post(desk, `/desk/${number}/draft`, [['photograph', '1']], { cookie });
  const draft = value((await get(desk, `/desk/${number}/publish`, { cookie })).text, 'draft');
  const done = await post(desk, `/desk/${number}/publish`, [['draft', draft]], { cookie });
  same('it is published', done.status, 303);
  ok('for all to read', unescape((await get(desk, `/a/${one.id}`)).text).includes(mark));
  same('the photograph is', (await get(desk, `/a/${one.id}/photo/1`)).status, 200);
  ok('without its metadata', !(await get(desk, `/a/${one.id}/photo/1`)).body.includes(mark));
  await post(desk, `/desk/${number}/reply`, [['text', 'It is read.']], { cookie });
  const back = await post(desk, '/return', [['codename', left.codename]]);
  ok('the source comes back with the codename', unescape(back.text).includes('It is read.'));

  // With words beside it it is a file like others, and is encrypted once more.
  const beside = await drop(desk, { files: [{ filename: 'notes.age', bytes: one.file }] });
  const [second] = await inbox(desk, cookie);
  ok('beside words it is a file',
    beside.codename && (await get(desk, `/desk/${second}/file/1`, { cookie })).body.equals(one.file));

  // Words that the witness withheld stay withheld, and those that the desk withholds are the ones it chose.
  const edition = await made(recipient,
    'We met Tamsin Reed and Ines Vale by the mill. Later Oskar Lind came, and we left.', { without: [[2, 4]] });
  await drop(desk, { text: '', files: [{ filename: 'notes.age', bytes: edition.file }] });
  const [third] = await inbox(desk, cookie);
  const found = await post(desk, `/desk/${third}/find`, [['phrases', 'Oskar Lind']], { cookie });
  await post(desk, `/desk/${third}/withhold`, [['words', value(found.text, 'words')]], { cookie });
  const public_ = unescape((await get(desk, `/desk/${third}/publish`, { cookie })).text);
  ok('the words that were chosen are withheld',
    public_.includes('We met █████ and Ines Vale by the mill. Later █████ came'),
    public_.match(/We met[^<]*/g)?.at(-1));

  // Two sources leave the same parcel: what one of them deletes is theirs alone.
  const shared = await made(recipient, `${mark} once more, from two hands.`), codenames = [];
  const before = desk.files('blobs').length;
  for (let i = 0; i < 2; i++) {
    codenames.push((await drop(desk, { text: '', files: [{ filename: 'notes.age', bytes: shared.file }] })).codename);
  }
  const [newer, older] = await inbox(desk, cookie);
  same('each is kept', desk.files('blobs').length - before, 2);
  await post(desk, '/return/delete', [['codename', codenames[0]], ['words', 'sure']]);
  same('one is gone', [(await get(desk, `/desk/${older}`, { cookie })).status, desk.files('blobs').length - before],
    [404, 1]);
  ok('the other is there', unescape((await get(desk, `/desk/${newer}`, { cookie })).text).includes('from two hands'));

  // What only begins like a parcel is encrypted like any file.
  const forged = Buffer.from(`age-encryption.org/v1\n${mark} behind a line that anybody can write`);
  await drop(desk, { text: '', files: [{ filename: 'notes.age', bytes: forged }] });
  ok('what only begins like one is not in the clear', !blobs().some((blob) => blob.includes('anybody can write')));

  // Parcels that do not open: each is kept, and says why at the desk.
  const other = await made('age16zw7h2jq7te2j5jaspxkcc74520cgg4vums4yett5lwzdlgkw5hqjsqzlt', 'Not for this desk.');
  const damaged = Buffer.from(one.file);
  damaged[damaged.length - 40] ^= 1;
  for (const [file, sentence] of [[other.file, 'not encrypted for this desk'], [damaged, 'damaged on its way'],
    [Buffer.from('age-encryption.org/v1\n'), 'damaged on its way']]) {
    await drop(desk, { text: '', files: [{ filename: 'notes.age', bytes: file }] });
    const [newest] = await inbox(desk, cookie);
    const answer = await get(desk, `/desk/${newest}`, { cookie });
    ok(`at the desk: ${sentence}`, answer.status === 422 && unescape(answer.text).includes(sentence), answer.status);
    ok('also in the list', unescape((await get(desk, '/desk', { cookie })).text).includes(sentence));
  }
  const large = Buffer.concat([Buffer.from('age-encryption.org/v1\n'), Buffer.alloc(64 * 2 ** 20)]);
  const tooLarge = await post(desk, '/drop', [['text', ''], ['files', { filename: 'notes.age', bytes: large }]]);
  ok('larger than 64 MiB: not taken, with a sentence',
    tooLarge.status === 413 && tooLarge.text.includes('larger than 64 MB'),
    tooLarge.status);
  const fits = await made(recipient, 'A long film.', { files: [['film', bytes(30 * 2 ** 20)]] });
  await drop(desk, { text: '', files: [{ filename: 'notes.age', bytes: fits.file }] });
  const [film] = await inbox(desk, cookie);
  same('larger than a file may be, and whole',
    (await get(desk, `/desk/${film}/file/1`, { cookie })).body.length, 30 * 2 ** 20);
  for (const at of ['/desk', `/desk/${film}`]) {
    writeFileSync(`/proc/${desk.child.pid}/clear_refs`, '5');
    const held = desk.peak();
    await get(desk, at, { cookie });
    ok(`${at} holds nothing of it in memory`, desk.peak() - held < 10, `${held} MB, then ${desk.peak()}`);
  }
  const plain = await post(desk, '/drop', [['text', ''], ['files', { filename: 'a.txt',
    bytes: Buffer.from('plain') }]]);
  ok('a file that is none still asks for words',
    plain.status === 422 && wrong(plain.text).includes('no words'), plain.status);

  // The second door: a carrier.
  const carried = path.join(folder(), 'parcel.age'), brought = await made(recipient, `${mark} again, by hand.`,
    { wish: { words: 'all' } });
  writeFileSync(carried, brought.file);
  ok('a desk that is served is not touched', command('pull', carried, '--data', desk.data).status === 2);
  same('the store is sound', desk.wrongs(), []);
  await desk.stop();
  const taken = command('pull', carried, '--data', desk.data);
  ok('taken in, with a codename',
    taken.status === 0 && /account \d+\./.test(taken.stdout) && /: [a-z]+(-[a-z]+){6}\n$/.test(taken.stdout),
    taken.stdout + taken.stderr);
  const again = command('pull', carried, '--data', desk.data);
  ok('and not twice', again.status === 1 && again.stdout.includes('here already'), again.stdout + again.stderr);
  writeFileSync(carried, forged);
  const looksLike = command('pull', carried, '--data', desk.data);
  ok('what only begins like one is taken', looksLike.status === 0, looksLike.stderr);
  ok('and encrypted', !blobs().some((blob) => blob.includes('anybody can write')));
  writeFileSync(carried, 'no age file');
  const none = command('pull', carried, '--data', desk.data);
  ok('what is none is refused', none.status === 2 && none.stderr.includes('is no parcel'), none.stderr);
  ok('nothing there neither', command('pull', `${carried}.not`, '--data', desk.data).status === 2);
  await desk.up();
  await signIn(desk, admin, 1);
  const [, last] = await inbox(desk, admin.cookie);
  const read = unescape((await get(desk, `/desk/${last}`, { cookie: admin.cookie })).text);
  ok('it opens; a consent that cannot be read asks first',
    read.includes(`${mark} again, by hand.`) && read.includes('Ask me first'));
  const codename = taken.stdout.match(/: ([a-z-]+)\n$/)?.[1] ?? '';
  ok('who gets the codename comes back',
    (await post(desk, '/return', [['codename', codename]])).text.includes('You left'));
});
