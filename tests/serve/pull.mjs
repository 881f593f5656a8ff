// A drop box that stands elsewhere: what is left there cannot be read there, is brought home whole, and is gone there.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import {
  Server, drop, filesUnder, firsthand, folder, get, inbox, join, ok, post, readFileSync, run, same, signIn, unescape,
} from './common.mjs';

const command = (...args) => spawnSync(firsthand, args, { encoding: 'utf8' });

await run(async () => {
  const desk = await Server.start();
  const admin = await join(desk, desk.link, 'Ada');
  const setup = path.join(folder(), 'desk.json');
  const busy = command('pull', '--setup', setup, '--data', desk.data);
  ok('a desk that is served is not touched', busy.status === 2 && busy.stderr.includes('in use'), busy.stderr);
  await desk.stop();
  ok('set up', command('pull', '--setup', setup, '--data', desk.data).status === 0);
  same('what is set up is public', Object.keys(JSON.parse(readFileSync(setup, 'utf8'))), ['v', 'recipient', 'salt', 'pull']);

  const box = await Server.start({ args: ['--drop-box-of', setup] });
  const url = `http://${box.host}`;
  for (const [at, status] of [['/drop', 200], ['/return', 200], ['/desk', 404], ['/check', 404], ['/pull', 404]]) {
    same(`a drop box alone answers ${at}`, (await get(box, at)).status, status);
  }
  const wrong = await get(box, '/pull', { headers: { authorization: `Bearer ${'0'.repeat(64)}` } });
  same('without the pass nothing is there', wrong.status, 404);

  const mark = `Mark${randomBytes(6).toString('hex')}`, bytes = randomBytes(300_000);
  const left = await drop(box, { text: `${mark} was written on the wall by the bridge.`, files: [{ filename: 'a', bytes }], words: 'all' });
  const gone = await drop(box, { text: 'This will be deleted before anybody comes.' });
  await post(box, '/return/delete', [['codename', gone.codename], ['words', 'sure']]);
  const stored = filesUnder(box.data).map((file) => readFileSync(file));
  ok('nothing in the clear at the drop box', !stored.some((file) => file.includes(mark)));

  const nowhere = command('pull', 'http://127.0.0.1:1', '--data', desk.data);
  ok('no drop box there: error and hint', nowhere.status === 2 && nowhere.stderr.includes('hint: nothing was lost'), nowhere.stderr);
  const first = command('pull', url, '--data', desk.data);
  ok('brought home', first.status === 0 && first.stdout.startsWith('Brought home: '), first.stdout + first.stderr);
  same('no blob of an account is left there', filesUnder(path.join(box.data, 'blobs')).length, 0);

  await desk.up();
  await signIn(desk, admin, 1);
  const { cookie } = admin;
  const [number, ...others] = await inbox(desk, cookie);
  same('what was deleted never came', others.length, 0);
  ok('the words came whole', unescape((await get(desk, `/desk/${number}`, { cookie })).text).includes(mark));
  const file = await get(desk, `/desk/${number}/file/1`, { cookie });
  ok('the file came whole', file.body.equals(bytes));
  await post(desk, `/desk/${number}/reply`, [['text', 'We read it. Is the wall still there?']], { cookie });
  await desk.stop();
  const second = command('pull', url, '--data', desk.data);
  ok('the answer is taken there', second.stdout.includes('Taken there: 1 answer.'), second.stdout + second.stderr);
  const back = await post(box, '/return', [['codename', left.codename]]);
  ok('the source reads it there', unescape(back.text).includes('Is the wall still there?'));
  const third = command('pull', url, '--data', desk.data);
  ok('nothing is brought or taken twice', third.stdout.includes('Taken there: 0 answers.'), third.stdout);
  ok('the desk is whole', execFileSync(firsthand, ['store', 'verify', desk.data], { encoding: 'utf8' }).includes('as they were kept'));
});
