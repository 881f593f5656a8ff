// A drop box that stands elsewhere: what is left there cannot be read there, is brought home whole, and is gone there.
//
//   node --test tests/serve/pull.mjs
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { test } from 'node:test';
import {
  Server,
  drop,
  filesUnder,
  firsthand,
  folder,
  get,
  inbox,
  join,
  post,
  readFileSync,
  signIn,
  sleep,
  statSync,
  unescape,
} from './common.mjs';

const command = (...args) => spawnSync(firsthand, args, { encoding: 'utf8' });

/** A desk that is not served now, its member, and a drop box of it that stands elsewhere. */
async function deskAndBox(t) {
  const desk = await Server.start(t);
  const admin = await join(desk, desk.link, 'Ada');
  const setup = path.join(folder(), 'desk.json');
  const busy = command('pull', '--setup', setup, '--data', desk.data);
  assert.ok(
    busy.status === 2 && busy.stderr.includes('in use'),
    `a desk that is served is not touched: ${busy.stderr}`,
  );
  await desk.stop();
  assert.ok(command('pull', '--setup', setup, '--data', desk.data).status === 0, 'set up');
  assert.deepEqual(
    Object.keys(JSON.parse(readFileSync(setup, 'utf8'))),
    ['v', 'recipient', 'salt', 'pull', 'key_known'],
    'what is set up is public',
  );

  const box = await Server.start(t, { args: ['--drop-box-of', setup] });
  return { desk, admin, box, url: `http://${box.host}` };
}

test('a drop box that stands elsewhere has no pages of a desk, and gives nothing to who has no pass', async (t) => {
  const { box } = await deskAndBox(t);
  for (const [at, status] of [
    ['/drop', 200],
    ['/return', 200],
    ['/desk', 404],
    ['/check', 404],
    ['/pull', 404],
  ]) {
    assert.deepEqual((await get(box, at)).status, status, `a drop box alone answers ${at}`);
  }
  const wrong = await get(box, '/pull', { headers: { authorization: `Bearer ${'0'.repeat(64)}` } });
  assert.equal(wrong.status, 404, 'without the pass nothing is there');
});

test('what is left at a drop box elsewhere comes home whole and is gone there, and answers are taken there', async (t) => {
  const { desk, admin, box, url } = await deskAndBox(t);
  const mark = `Mark${randomBytes(6).toString('hex')}`,
    bytes = randomBytes(300_000);
  const left = await drop(box, {
    text: `${mark} was written on the wall by the bridge.`,
    files: [{ filename: 'a', bytes }],
    words: 'all',
  });
  const gone = await drop(box, { text: 'This will be deleted before anybody comes.' });
  await post(box, '/return/delete', [
    ['codename', gone.codename],
    ['words', 'sure'],
  ]);
  const stored = filesUnder(box.data).map((file) => readFileSync(file));
  assert.ok(!stored.some((file) => file.includes(mark)), 'nothing in the clear at the drop box');

  const nowhere = command('pull', 'http://127.0.0.1:1', '--data', desk.data);
  assert.ok(
    nowhere.status === 2 && nowhere.stderr.includes('hint: nothing was lost'),
    `no drop box there: error and hint: ${nowhere.stderr}`,
  );
  const first = command('pull', url, '--data', desk.data);
  assert.ok(first.status === 0 && first.stdout.startsWith('Fetched: '), `brought home: ${first.stdout + first.stderr}`);
  assert.equal(filesUnder(path.join(box.data, 'blobs')).length, 0, 'no blob of an account is left there');

  await desk.up();
  await signIn(desk, admin);
  const { cookie } = admin;
  const [number, ...others] = await inbox(desk, cookie);
  assert.equal(others.length, 0, 'what was deleted never came');
  assert.ok(unescape((await get(desk, `/desk/${number}`, { cookie })).text).includes(mark), 'the words came whole');
  const file = await get(desk, `/desk/${number}/file/1`, { cookie });
  assert.ok(file.body.equals(bytes), 'the file came whole');
  await post(desk, `/desk/${number}/reply`, [['text', 'We read it. Is the wall still there?']], { cookie });
  await desk.stop();
  const second = command('pull', url, '--data', desk.data);
  assert.ok(second.stdout.includes('Sent: 1 answer.'), `the answer is taken there: ${second.stdout + second.stderr}`);
  const back = await post(box, '/return', [['codename', left.codename]]);
  assert.ok(unescape(back.text).includes('Is the wall still there?'), 'the source reads it there');
  const third = command('pull', url, '--data', desk.data);
  assert.ok(third.stdout.includes('Sent: 0 answers.'), `nothing is brought or taken twice: ${third.stdout}`);
  const everywhere = [box, desk]
    .flatMap((server) => [...filesUnder(server.data), ...filesUnder(server.tmp)])
    .map((at) => readFileSync(at));
  assert.ok(!everywhere.some((each) => each.includes(mark)), 'nothing in the clear at either end');
});

test('when a pull is killed on the way, at either end, everything comes once and whole', async (t) => {
  const { desk, admin, box } = await deskAndBox(t);
  const marks = [];
  const leave = async () => {
    const one = { mark: `Mark${randomBytes(6).toString('hex')}`, bytes: randomBytes(2_000_000) };
    await drop(box, {
      text: `${one.mark} was on the stairs at nine, and saw the lamp go out.`,
      files: [{ filename: 'a', bytes: one.bytes }],
    });
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
  assert.ok(killed >= 3, `pulls were killed on the way: ${killed}`);
  const last = command('pull', `http://${box.host}`, '--data', desk.data);
  assert.ok(last.status === 0, `and then it comes to its end: ${last.stderr}`);
  const everywhere = [box, desk]
    .flatMap((server) => [...filesUnder(server.data), ...filesUnder(server.tmp)])
    .map((at) => readFileSync(at));
  assert.ok(
    !marks.map(({ mark: each }) => each).some((each) => everywhere.some((bytes_) => bytes_.includes(each))),
    'nothing in the clear at either end',
  );
  assert.ok(
    everywhere.some((bytes_) => bytes_.includes('age-encryption.org')),
    'the search finds what is there',
  );
  assert.equal(
    filesUnder(path.join(box.data, 'blobs')).filter((at) => statSync(at).size > 1_000_000).length,
    0,
    'no blob of an account is left there',
  );
  await desk.up();
  await signIn(desk, admin);
  const home = [];
  for (const each of await inbox(desk, admin.cookie)) {
    const { text } = await get(desk, `/desk/${each}`, { cookie: admin.cookie });
    const one = marks.find(({ mark: its }) => text.includes(its));
    if (one)
      home.push(
        (await get(desk, `/desk/${each}/file/1`, { cookie: admin.cookie })).body.equals(one.bytes)
          ? one.mark
          : `damaged ${one.mark}`,
      );
  }
  assert.deepEqual(home.sort(), marks.map(({ mark: each }) => each).sort(), 'everything came, once, and whole');
  await desk.stop();
  assert.ok(
    execFileSync(firsthand, ['store', 'verify', desk.data], { encoding: 'utf8' }).includes('none was changed'),
    'the desk is whole',
  );
});
