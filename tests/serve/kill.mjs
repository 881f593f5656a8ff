// Nothing that was acknowledged is lost: sources and the desk act, the server is killed in the middle of it, and what was
// answered before is looked for. Then clients hang up in the middle of it, and the server has to go on.
//
//   node tests/serve/kill.mjs [TIMES=50]      (or TIMES=50 node --test tests/serve/kill.mjs)
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import {
  Server,
  codenameOn,
  drop,
  filesUnder,
  form,
  get,
  inbox,
  join,
  member,
  post,
  readFileSync,
  signIn,
  sleep,
  typed,
  unescape,
  value,
} from './common.mjs';

const TIMES = Number(
  process.argv.find((each) => /^(TIMES=)?\d+$/.test(each))?.replace('TIMES=', '') ?? process.env.TIMES ?? 50,
);
const CONSENT = Object.entries({ words: 'all', photographs: 'yes', 'name-kind': 'none', 'when-kind': 'any' });
const pick = (all) => all[Math.floor(Math.random() * all.length)];
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
const name = (kind) => `${kind}${randomBytes(6).toString('hex')}`;
const WITHDRAWN = 'You took back your permission to publish.';

/** All sources that there ever were. Of each: what it surely left, and what it may have left. */
const sources = [];
const done = {};
const acted = (what) => {
  done[what] = (done[what] ?? 0) + 1;
};

/** An account that is about to be left: its text begins with a name of its own. */
function account() {
  const mark = name('Mark');
  const files =
    Math.random() < 0.7 ? [{ filename: 'x', bytes: randomBytes(Math.floor(Math.random() ** 3 * 400_000) + 1) }] : [];
  return { mark, text: `${mark} stood at the bridge at nine, and ${name('word')} was there too.`, files };
}

/** A new source leaves an account. */
async function leave(server) {
  const left = account(),
    source = { left: [], maybe: [], replies: [], maybeReplies: [], withdrawn: [false], gone: [false] };
  const preview = await post(server, '/drop', [
    ['text', left.text],
    ...CONSENT,
    ...left.files.map((file) => ['files', file]),
  ]);
  const fields = [
    ['text', left.text],
    ...CONSENT,
    ['token', value(preview.text, 'token')],
    ['waiting', value(preview.text, 'waiting')],
  ];
  source.again = fields;
  source.maybe.push(left);
  sources.push(source);
  const sent = await post(server, '/drop/send', fields);
  if (sent.status !== 200) throw new Error(`send: ${sent.status}`);
  source.codename = codenameOn(sent.text);
  source.left.push(source.maybe.pop());
  acted('receive');
}

/** A source comes back and does something. */
async function comeBack(server) {
  const source = pick(sources.filter(({ codename, gone }) => codename && !gone.includes(true)));
  if (!source) return;
  const codename = ['codename', source.codename];
  const act = pick(['add', 'add', 'consent', 'withdraw', 'delete']);
  if (act === 'add') {
    const left = account();
    source.maybe.push(left);
    await drop(server, { text: left.text, files: left.files, codename: source.codename, words: 'all' });
    source.maybe.splice(source.maybe.indexOf(left), 1);
    source.left.push(left);
  } else if (act === 'delete') {
    if (Math.random() < 0.7) return;
    source.gone = [false, true];
    const answer = await post(server, '/return/delete', [codename, ['words', 'sure']]);
    if (answer.status !== 200) throw new Error(`delete: ${answer.status}`);
    source.gone = [true];
  } else {
    const to = act === 'withdraw';
    source.withdrawn.push(to);
    const answer = await post(server, `/return/${act}`, to ? [codename, ['words', 'sure']] : [codename, ...CONSENT]);
    if (answer.status !== 200) throw new Error(`${act}: ${answer.status}`);
    source.withdrawn = [to];
  }
  acted(act);
}

const drafts = new Map(),
  notes = [],
  published = new Set();

/** The desk does something with an account that it knows. */
async function desk(server, cookie, rows) {
  const [number, source] = pick(rows),
    at = `/desk/${number}`,
    text = name('Line');
  const act = pick(['reply', 'note', 'draft', 'publish', 'publish', 'retract', 'decline']);
  if (source.gone.includes(true)) return;
  if (act === 'reply') source.maybeReplies.push(text);
  if (act === 'draft') drafts.set(number, [...(drafts.get(number) ?? ['']), text]);
  const fields =
    act === 'publish'
      ? [
          ['draft', value((await get(server, `${at}/publish`, { cookie })).text, 'draft')],
          ['text', text],
        ]
      : [
          ['text', text],
          ['notice', 'retract'],
          ['names-read', 'yes'],
          ['translation-language', 'de'],
        ];
  const answer = await post(server, `${at}/${act === 'retract' ? 'notice' : act}`, fields, { cookie });
  // The source may have deleted or taken back in the meantime, and another member may have published or retracted.
  if ([404, 409].includes(answer.status)) return;
  if (answer.status !== 303) throw new Error(`${act}: ${answer.status}`);
  if (act === 'reply') {
    source.maybeReplies.splice(source.maybeReplies.indexOf(text), 1);
    source.replies.push(text);
  }
  if (act === 'note') notes.push([number, source, text]);
  if (act === 'draft') drafts.set(number, [text]);
  if (act === 'publish') published.add(number);
  acted(act);
}

/** Goes on until the server is dead. Gives what broke before that. */
async function until(server, act) {
  while (!server.dying) {
    try {
      await act();
    } catch (error) {
      if (!server.dying) return error.message;
    }
    await sleep(1);
  }
  return null;
}

/** What the source sees is what was answered, and at most what was on its way. */
async function look(server, source) {
  const who = source.left[0]?.mark ?? source.maybe[0]?.mark;
  if (!source.codename) {
    // The answer was lost: the same form is sent again.
    const again = await post(server, '/drop/send', source.again);
    if (again.status === 410) {
      sources.splice(sources.indexOf(source), 1);
      assert.ok(!source.left.length, 'what is not here and cannot be sent again is said to be gone');
      return;
    }
    assert.equal(again.status, 200, `${who}: sent again, it is here`);
    source.codename = codenameOn(again.text);
    source.left.push(...source.maybe.splice(0));
  }
  const page = await post(server, '/return', [['codename', source.codename]]);
  const gone = page.status === 404;
  assert.ok(source.gone.includes(gone), `${who}: there, or deleted: ${page.status}`);
  source.gone = [gone];
  if (gone) return;
  const count = page.text.includes('You left one account')
    ? 1
    : Number(page.text.match(/You left (\d+) accounts/)?.[1]);
  assert.ok(
    count >= source.left.length && count <= source.left.length + source.maybe.length,
    `${who}: every account is there: ${count} of ${source.left.length} and perhaps ${source.maybe.length}`,
  );
  const replies = [...page.text.matchAll(/<article class="reply">.*?<div class="account">([^]*?)<\/div>/g)].map(
    ([, text]) => unescape(text),
  );
  assert.deepEqual(
    source.replies.filter((text) => !replies.includes(text)),
    [],
    `${who}: every answer is there`,
  );
  assert.deepEqual(
    replies.filter((text) => !source.replies.includes(text) && !source.maybeReplies.includes(text)),
    [],
    `${who}: no answer is there that was not given`,
  );
  assert.deepEqual(new Set(replies).size, replies.length, `${who}: no answer is there twice`);
  const withdrawn = page.text.includes(WITHDRAWN);
  assert.ok(source.withdrawn.includes(withdrawn), `${who}: leave as it was taken back`);
  source.withdrawn = [withdrawn];
}

const read = new Set();

/** The desk reads everything that was left, to the byte. Gives [number, source] of each account. */
async function lookAtDesk(server, cookie) {
  const rows = [];
  for (const number of await inbox(server, cookie)) {
    const page = await get(server, `/desk/${number}`, { cookie });
    const all = sources.flatMap((source) => [...source.left, ...source.maybe].map((left) => [source, left]));
    if (page.status === 410) {
      assert.ok(!rows.some(([at]) => at === number), `account ${number} is not there because its source deleted it`);
      continue;
    }
    const passages = [...page.text.matchAll(/<p><span class="number">\d+<\/span>([^]*?)<\/p>/g)]
      .map(([, text]) => unescape(text))
      .join('\n\n');
    const [source, left] = all.find(([, { text }]) => text === passages) ?? [];
    assert.ok(source, `account ${number} is one that was left, to the letter: ${passages}`);
    rows.push([number, source, left]);
    const links = [...page.text.matchAll(/href="(\/desk\/\d+\/file\/\d+)"/g)].map(([, link]) => link);
    assert.deepEqual(links.length, left.files.length, `account ${number} has its files`);
    for (const [i, link] of read.has(number) ? [] : links.entries()) {
      assert.deepEqual(
        hash((await get(server, link, { cookie })).body),
        hash(left.files[i].bytes),
        `file ${i} of account ${number}`,
      );
    }
    read.add(number);
    assert.deepEqual(
      notes.filter(([at, , text]) => at === number && !page.text.includes(text)),
      [],
      `notes on account ${number}`,
    );
    if (drafts.has(number)) {
      const draft = typed(
        (await get(server, `/desk/${number}/publish`, { cookie })).text.replaceAll('\n<textarea id="phrases"', ''),
      );
      assert.ok(drafts.get(number).includes(draft), `draft of account ${number}: ${draft}, not ${drafts.get(number)}`);
      drafts.set(number, [draft]);
    }
  }
  // Each account that was surely left is there, once.
  const marks = rows.map(([, , { mark }]) => mark);
  assert.deepEqual(new Set(marks).size, marks.length, 'nothing stands twice on the desk');
  const lost = sources
    .filter(({ gone }) => !gone.includes(true))
    .flatMap(({ left }) => left)
    .filter(({ mark }) => !marks.includes(mark));
  assert.deepEqual(
    lost.map(({ mark }) => mark),
    [],
    'everything that was acknowledged is on the desk',
  );
  const said = server
    .custody()
    .filter(({ act }) => act === 'published')
    .map(({ account: number }) => number);
  assert.deepEqual(
    [...published].filter((number) => !said.includes(number)),
    [],
    'everything that was published stays published',
  );
  return rows;
}

/** Sends a whole form, and hangs up behind it. */
function hangUp(server, at, fields, cookie, ms) {
  const { body, type } = form(fields);
  return new Promise((done) => {
    const socket = net.connect(server.port, '127.0.0.1', () => {
      const head = `POST ${at} HTTP/1.1\r\nHost: ${server.host}\r\nCookie: ${cookie}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
      socket.write(Buffer.concat([Buffer.from(head), body]), () => setTimeout(() => socket.destroy(), ms));
    });
    socket.on('error', () => {});
    socket.on('close', done);
  });
}

test(`nothing that was acknowledged is lost when the server is killed ${TIMES} times`, async (t) => {
  const server = await Server.start(t);
  const ada = await signIn(server, await join(server, server.link, 'Ada'));
  // They take turns, because no code is taken twice.
  const members = [ada];
  for (const each of ['Bela', 'Cem', 'Dana', 'Ege', 'Fara']) members.push(await member(server, ada, 'publisher', each));
  const next = () => members[members.push(members.shift()) - 1];
  await leave(server);
  let rows = [];
  for (let i = 0; i < TIMES; i++) {
    // To sign in takes as long as ten acts: the desk is there every fifth time, and reads everything every tenth.
    const seat = i === 0 ? ada : i % 5 === 4 ? await signIn(server, next()) : null;
    if (i % 10 === 9 || i === 0) rows = await lookAtDesk(server, seat.cookie);
    server.dying = false;
    const acts = [until(server, () => leave(server)), until(server, () => comeBack(server))];
    if (seat && rows.length > 0) acts.push(...[1, 2].map(() => until(server, () => desk(server, seat.cookie, rows))));
    await sleep(Math.random() * 500);
    const touched = sources.slice(-4);
    server.dying = true;
    await server.kill();
    assert.deepEqual((await Promise.all(acts)).filter(Boolean), [], `kill ${i}: no act before it failed`);
    await server.up();
    assert.deepEqual(server.files('spool'), [], `kill ${i}: nothing is left in the spool`);
    assert.deepEqual(server.wrongs(), [], `kill ${i}: custody holds, and its blobs are there`);
    const unsure = sources.filter(
      ({ codename, gone, withdrawn }) => !codename || gone.length > 1 || withdrawn.length > 1,
    );
    for (const source of new Set([...unsure, ...touched.slice(-1), pick(sources)]))
      if (sources.includes(source)) await look(server, source);
  }
  for (const source of [...sources]) await look(server, source);
  const seat = await signIn(server, next());
  await lookAtDesk(server, seat.cookie);
  t.diagnostic(
    `${TIMES} kills; acts: ${Object.entries(done)
      .map(([act, count]) => `${act} ${count}`)
      .join(', ')}; ${server.custody().length} entries`,
  );
});

/** A desk, its member, an account with a file, and its number. */
async function withOneAccount(t) {
  const server = await Server.start(t),
    file = { filename: 'x', bytes: randomBytes(300_000) };
  const seat = await signIn(server, await join(server, server.link, 'Ada'));
  const { codename } = await drop(server, { files: [file], words: 'all' });
  return { server, seat, file, codename, number: (await inbox(server, seat.cookie))[0] };
}

test('who hangs up takes nobody else along', async (t) => {
  const { server, seat, codename, number } = await withOneAccount(t);
  const ways = [
    [`/desk/${number}/note`, () => [['text', name('Hung')]], () => Math.random() * 15],
    [`/desk/${number}/draft`, () => [['text', name('Hung')]], () => Math.random() * 15],
    [
      '/drop/send',
      () => [
        ['text', name('Hung')],
        ['token', randomBytes(32).toString('hex')],
      ],
      () => 20 + Math.random() * 200,
    ],
    [
      '/return/withdraw',
      () => [
        ['codename', codename],
        ['words', 'sure'],
      ],
      () => 20 + Math.random() * 200,
    ],
  ];
  for (const [at, fields, ms] of ways) {
    let first = 0;
    for (let i = 1; i <= 20 && !first; i++) {
      await hangUp(server, at, fields(), seat.cookie, ms());
      const after = await post(server, `/desk/${number}/note`, [['text', 'after']], { cookie: seat.cookie });
      if (after.status !== 303) first = i;
    }
    assert.equal(first && `stuck after ${first}`, 0, `the desk goes on when clients hang up at ${at}`);
    await sleep(300);
    assert.deepEqual(
      [...server.wrongs(), ...server.files('spool')].slice(0, 3),
      [],
      `nothing is left behind by who hung up at ${at}`,
    );
  }
});

test('what is lost or changed on disk is seen, by the server and by this test', async (t) => {
  const { server, seat, file: left, number } = await withOneAccount(t);
  const entry = server.custody().find((each) => each.number === number),
    [blob] = entry.files;
  const file = path.join(server.data, 'blobs', blob.slice(0, 2), blob.slice(2));
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(file, bytes);
  const link = `/desk/${number}/file/1`,
    cut = await get(server, link, { cookie: seat.cookie });
  assert.ok(
    cut.status === 500 && hash(cut.body) !== hash(left.bytes),
    `a file that was changed on disk is not handed out: ${cut.status}`,
  );
  assert.ok(server.wrongs().includes(`damaged ${blob}`), 'a blob that was changed is seen');
  rmSync(file);
  assert.deepEqual(
    [server.wrongs().includes(`missing ${blob}`), (await get(server, link, { cookie: seat.cookie })).status],
    [true, 500],
    'a blob that was removed is seen',
  );
  await server.stop();
  const change = 'import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); d.execute(sys.argv[2]); d.commit()';
  execFileSync('python3', [
    '-c',
    change,
    path.join(server.data, 'custody.sqlite'),
    `UPDATE custody SET entry = replace(entry, 'received', 'Received') WHERE number = ${number}`,
  ]);
  const started = await server.up().then(
    () => 'it started',
    (error) => error.message,
  );
  assert.ok(
    started.includes(`event ${number} of custody was changed`),
    `custody that was changed is not served, and the event is named: ${started}`,
  );
});

test('a desk that lost its list of events is refused, and no new desk is made in its place', async (t) => {
  const server = await Server.opened(t);
  await drop(server, {});
  await server.stop();
  const custody = path.join(server.data, 'custody.sqlite'),
    whole = readFileSync(custody);
  assert.deepEqual(
    readdirSync(server.data).filter((name) => /-wal|-shm/.test(name)),
    [],
    'after a clean stop everything is in one file',
  );
  const shorter =
    'import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); d.execute("DELETE FROM custody WHERE number > 3"); d.commit()';
  for (const [what, change, says] of [
    ['emptied', () => writeFileSync(custody, ''), 'holds no events'],
    ['gone', () => rmSync(custody), 'holds files, but no desk'],
    ['cut', () => execFileSync('python3', ['-c', shorter, custody]), 'events are missing at the end'],
  ]) {
    change();
    const before = filesUnder(server.data).filter((at) => !/lock$|-journal$/.test(at));
    const kept = before.map((at) => hash(readFileSync(at)));
    const started = await server.up().then(
      () => 'it started',
      (error) => error.message,
    );
    assert.ok(started.includes(says) && started.includes('backup'), `${what}: ${started}`);
    assert.deepEqual(
      before.map((at) => hash(readFileSync(at))),
      kept,
      `${what}: nothing was changed`,
    );
    writeFileSync(custody, whole);
  }
  await server.up();
  assert.equal(server.custody().length, 4, 'with the list everything is there again');
});
