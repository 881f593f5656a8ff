// A drop box that stands elsewhere: what is left there cannot be read there, is brought home whole, and is gone there.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import {
  Server, drop, filesUnder, firsthand, folder, get, inbox, join, ok, post, readFileSync, run, same, signIn, sleep, statSync, unescape,
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
  ok('brought home', first.status === 0 && first.stdout.startsWith('Fetched: '), first.stdout + first.stderr);
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
  ok('the answer is taken there', second.stdout.includes('Sent: 1 answer.'), second.stdout + second.stderr);
  const back = await post(box, '/return', [['codename', left.codename]]);
  ok('the source reads it there', unescape(back.text).includes('Is the wall still there?'));
  const third = command('pull', url, '--data', desk.data);
  ok('nothing is brought or taken twice', third.stdout.includes('Sent: 0 answers.'), third.stdout);

  // Killed on the way, at either end: everything comes once, and whole.
  const marks = [];
  const leave = async () => {
    const one = { mark: `Mark${randomBytes(6).toString('hex')}`, bytes: randomBytes(2_000_000) };
    await drop(box, { text: `${one.mark} was on the stairs at nine, and saw the lamp go out.`, files: [{ filename: 'a', bytes: one.bytes }] });
    marks.push(one);
  };
  let killed = 0;
  for (let i = 0; i < 15; i++) {
    await leave();
    const pulling = spawn(firsthand, ['pull', `http://${box.host}`, '--data', desk.data], { stdio: 'ignore' });
    const ended = new Promise((done) => pulling.once('exit', (_, signal) => done(signal)));
    await sleep(Math.random() * 30);
    if (i % 4 === 3) {
      await box.kill();
      await box.up();
    } else pulling.kill('SIGKILL');
    killed += (await ended) === 'SIGKILL' ? 1 : 0;
  }
  ok('pulls were killed on the way', killed >= 3, killed);
  const last = command('pull', `http://${box.host}`, '--data', desk.data);
  ok('and then it comes to its end', last.status === 0, last.stderr);
  const everywhere = [box, desk].flatMap((server) => [...filesUnder(server.data), ...filesUnder(server.tmp)]).map((at) => readFileSync(at));
  ok('nothing in the clear at either end', ![...marks.map(({ mark: each }) => each), mark].some((each) => everywhere.some((bytes_) => bytes_.includes(each))));
  ok('the search finds what is there', everywhere.some((bytes_) => bytes_.includes('age-encryption.org')));
  same('no blob of an account is left there', filesUnder(path.join(box.data, 'blobs')).filter((at) => statSync(at).size > 1_000_000).length, 0);
  await desk.up();
  await signIn(desk, admin);
  const home = [];
  for (const each of await inbox(desk, admin.cookie)) {
    const { text } = await get(desk, `/desk/${each}`, { cookie: admin.cookie });
    const one = marks.find(({ mark: its }) => text.includes(its));
    if (one) home.push((await get(desk, `/desk/${each}/file/1`, { cookie: admin.cookie })).body.equals(one.bytes) ? one.mark : `damaged ${one.mark}`);
  }
  same('everything came, once, and whole', home.sort(), marks.map(({ mark: each }) => each).sort());
  await desk.stop();
  ok('the desk is whole', execFileSync(firsthand, ['store', 'verify', desk.data], { encoding: 'utf8' }).includes('as they were kept'));
});
