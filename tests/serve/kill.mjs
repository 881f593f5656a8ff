// Nothing that was acknowledged is lost: sources and the desk act, the server is killed in the middle of it, and what was
// answered before is looked for. Then clients hang up in the middle of it, and the server has to go on.
//
//   node tests/serve/kill.mjs [TIMES=50]
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import {
  Server, codenameOn, drop, form, get, inbox, join, member, ok, post, readFileSync, run, same, signIn, sleep, typed, unescape, value,
} from './common.mjs';

const TIMES = Number(process.argv.find((each) => /^(TIMES=)?\d+$/.test(each))?.replace('TIMES=', '') ?? process.env.TIMES ?? 50);
const CONSENT = Object.entries({ words: 'all', photographs: 'yes', 'name-kind': 'none', 'when-kind': 'any' });
const pick = (all) => all[Math.floor(Math.random() * all.length)];
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
const name = (kind) => `${kind}${randomBytes(6).toString('hex')}`;
const WITHDRAWN = 'You took back your permission to publish.';

/** All sources that there ever were. Of each: what it surely left, and what it may have left. */
const sources = [];
const done = {};
const acted = (what) => { done[what] = (done[what] ?? 0) + 1; };

/** An account that is about to be left: its text begins with a name of its own. */
function account() {
  const mark = name('Mark');
  const files = Math.random() < 0.7 ? [{ filename: 'x', bytes: randomBytes(Math.floor(Math.random() ** 3 * 400_000) + 1) }] : [];
  return { mark, text: `${mark} stood at the bridge at nine, and ${name('word')} was there too.`, files };
}

/** A new source leaves an account. */
async function leave(server) {
  const left = account(), source = { left: [], maybe: [], replies: [], maybeReplies: [], withdrawn: [false], gone: [false] };
  const preview = await post(server, '/drop', [['text', left.text], ...CONSENT, ...left.files.map((file) => ['files', file])]);
  const fields = [['text', left.text], ...CONSENT, ['token', value(preview.text, 'token')], ['waiting', value(preview.text, 'waiting')]];
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

const drafts = new Map(), notes = [], published = new Set();

/** The desk does something with an account that it knows. */
async function desk(server, cookie, rows) {
  const [number, source] = pick(rows), at = `/desk/${number}`, text = name('Line');
  const act = pick(['reply', 'note', 'draft', 'publish']);
  if (source.gone.includes(true)) return;
  if (act === 'reply') source.maybeReplies.push(text);
  if (act === 'draft') drafts.set(number, [...drafts.get(number) ?? [''], text]);
  const fields = act === 'publish' ? [['draft', value((await get(server, `${at}/publish`, { cookie })).text, 'draft')]]
    : [['text', text], ['names-read', 'yes'], ['translation-language', 'de']];
  const answer = await post(server, `${at}/${act}`, fields, { cookie });
  // The source may have deleted or taken back in the meantime.
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

/** Goes on until the server is dead; what breaks before that is a failure. */
async function until(server, act) {
  while (!server.dying) {
    try {
      await act();
    } catch (error) {
      if (!server.dying) {
        ok('an act before the kill', false, error.message);
        return;
      }
    }
    await sleep(1);
  }
}

/** What the source sees is what was answered, and at most what was on its way. */
async function look(server, source) {
  const who = source.left[0]?.mark ?? source.maybe[0]?.mark;
  if (!source.codename) {
    // The answer was lost: the same form is sent again.
    const again = await post(server, '/drop/send', source.again);
    if (again.status === 410) {
      sources.splice(sources.indexOf(source), 1);
      return ok('what is not here and cannot be sent again is said to be gone', !source.left.length);
    }
    same(`${who}: sent again, it is here`, again.status, 200);
    source.codename = codenameOn(again.text);
    source.left.push(...source.maybe.splice(0));
  }
  const page = await post(server, '/return', [['codename', source.codename]]);
  const gone = page.status === 404;
  if (!ok(`${who}: there, or deleted`, source.gone.includes(gone), page.status)) return false;
  source.gone = [gone];
  if (gone) return true;
  const count = page.text.includes('You left one account') ? 1 : Number(page.text.match(/You left (\d+) accounts/)?.[1]);
  ok(`${who}: every account is there`, count >= source.left.length && count <= source.left.length + source.maybe.length,
    `${count} of ${source.left.length} and perhaps ${source.maybe.length}`);
  const replies = [...page.text.matchAll(/<article class="reply">.*?<div class="account">([^]*?)<\/div>/g)].map(([, text]) => unescape(text));
  same(`${who}: every answer is there`, source.replies.filter((text) => !replies.includes(text)), []);
  same(`${who}: no answer is there that was not given`, replies.filter((text) => !source.replies.includes(text) && !source.maybeReplies.includes(text)), []);
  same(`${who}: no answer is there twice`, new Set(replies).size, replies.length);
  const withdrawn = page.text.includes(WITHDRAWN);
  ok(`${who}: leave as it was taken back`, source.withdrawn.includes(withdrawn));
  source.withdrawn = [withdrawn];
  return true;
}

const read = new Set();

/** The desk reads everything that was left, to the byte. Gives [number, source] of each account. */
async function lookAtDesk(server, cookie) {
  const rows = [];
  for (const number of await inbox(server, cookie)) {
    const page = await get(server, `/desk/${number}`, { cookie });
    const all = sources.flatMap((source) => [...source.left, ...source.maybe].map((left) => [source, left]));
    if (page.status === 404) {
      ok(`account ${number} is not there because its source deleted it`, !rows.some(([at]) => at === number));
      continue;
    }
    const passages = [...page.text.matchAll(/<p><span class="number">\d+<\/span>([^]*?)<\/p>/g)].map(([, text]) => unescape(text)).join('\n\n');
    const [source, left] = all.find(([, { text }]) => text === passages) ?? [];
    if (!ok(`account ${number} is one that was left, to the letter`, source, passages)) continue;
    rows.push([number, source, left]);
    const links = [...page.text.matchAll(/href="(\/desk\/\d+\/file\/\d+)"/g)].map(([, link]) => link);
    same(`account ${number} has its files`, links.length, left.files.length);
    for (const [i, link] of read.has(number) ? [] : links.entries()) {
      same(`file ${i} of account ${number}`, hash((await get(server, link, { cookie })).body), hash(left.files[i].bytes));
    }
    read.add(number);
    same(`notes on account ${number}`, notes.filter(([at, , text]) => at === number && !page.text.includes(text)), []);
    if (drafts.has(number)) {
      const draft = typed((await get(server, `/desk/${number}/publish`, { cookie })).text.replaceAll('\n<textarea id="phrases"', ''));
      if (ok(`draft of account ${number}`, drafts.get(number).includes(draft), `${draft}, not ${drafts.get(number)}`)) drafts.set(number, [draft]);
    }
  }
  // Each account that was surely left is there, once.
  const marks = rows.map(([, , { mark }]) => mark);
  same('nothing stands twice on the desk', new Set(marks).size, marks.length);
  const lost = sources.filter(({ gone }) => !gone.includes(true)).flatMap(({ left }) => left).filter(({ mark }) => !marks.includes(mark));
  same('everything that was acknowledged is on the desk', lost.map(({ mark }) => mark), []);
  const said = server.custody().filter(({ act }) => act === 'published').map(({ account: number }) => number);
  same('everything that was published stays published', [...published].filter((number) => !said.includes(number)), []);
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

await run(async () => {
  const server = await Server.start();
  const ada = await signIn(server, await join(server, server.link, 'Ada'));
  const members = [ada, await member(server, ada, 'publisher', 'Bela'), await member(server, ada, 'publisher', 'Cem')];
  await leave(server);
  let rows = [];
  for (let i = 0; i < TIMES; i++) {
    // To sign in takes as long as ten acts: the desk is there every fifth time, and reads everything every tenth.
    const seat = i === 0 ? ada : i % 5 === 4 ? await signIn(server, pick(members)) : null;
    if (i % 10 === 9 || i === 0) rows = await lookAtDesk(server, seat.cookie);
    server.dying = false;
    const acts = [until(server, () => leave(server)), until(server, () => comeBack(server))];
    if (seat && rows.length > 0) acts.push(...[1, 2].map(() => until(server, () => desk(server, seat.cookie, rows))));
    await sleep(Math.random() * 500);
    const touched = sources.slice(-4);
    server.dying = true;
    await server.kill();
    await Promise.all(acts);
    await server.up();
    same(`kill ${i}: nothing is left in the spool`, server.files('spool'), []);
    same(`kill ${i}: custody holds, and its blobs are there`, server.wrongs(), []);
    const unsure = sources.filter(({ codename, gone, withdrawn }) => !codename || gone.length > 1 || withdrawn.length > 1);
    for (const source of new Set([...unsure, ...touched.slice(-1), pick(sources)])) if (sources.includes(source)) await look(server, source);
  }
  for (const source of [...sources]) await look(server, source);
  const seat = await signIn(server, pick(members));
  rows = await lookAtDesk(server, seat.cookie);
  console.log(`${TIMES} kills; acts: ${Object.entries(done).map(([act, count]) => `${act} ${count}`).join(', ')}; ${server.custody().length} entries`);

  await hangUps(server, rows[0][0], seat);
  await tampered(server, rows.find(([, , { files }]) => files.length > 0), seat);
});

/** Who hangs up takes nobody else along. */
async function hangUps(server, number, seat) {
  const ways = [
    [`/desk/${number}/note`, () => [['text', name('Hung')]], () => Math.random() * 15],
    [`/desk/${number}/draft`, () => [['text', name('Hung')]], () => Math.random() * 15],
    ['/drop/send', () => [['text', name('Hung')], ['token', randomBytes(32).toString('hex')]], () => 20 + Math.random() * 200],
    ['/return/withdraw', () => [['codename', sources.at(-1).codename], ['words', 'sure']], () => 20 + Math.random() * 200],
  ];
  for (const [at, fields, ms] of ways) {
    let first = 0;
    for (let i = 1; i <= 20 && !first; i++) {
      await hangUp(server, at, fields(), seat.cookie, ms());
      const after = await post(server, `/desk/${number}/note`, [['text', 'after']], { cookie: seat.cookie });
      if (after.status !== 303) first = i;
    }
    same(`the desk goes on when clients hang up at ${at}`, first && `stuck after ${first}`, 0);
    await sleep(300);
    same(`nothing is left behind by who hung up at ${at}`, [...server.wrongs(), ...server.files('spool')].slice(0, 3), []);
    if (first) {
      await server.stop();
      await server.up();
      await signIn(server, seat);
    }
  }
}

/** What is lost or changed is seen, by the server and by this test. */
async function tampered(server, [number, , left], seat) {
  const entry = server.custody().find((each) => each.number === number), [blob] = entry.files;
  const file = path.join(server.data, 'blobs', blob.slice(0, 2), blob.slice(2));
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(file, bytes);
  const link = `/desk/${number}/file/1`, cut = await get(server, link, { cookie: seat.cookie });
  ok('a file that was changed on disk is not handed out', cut.status === 500 && hash(cut.body) !== hash(left.files[0].bytes), cut.status);
  ok('a blob that was changed is seen', server.wrongs().includes(`damaged ${blob}`));
  rmSync(file);
  same('a blob that was removed is seen', [server.wrongs().includes(`missing ${blob}`), (await get(server, link, { cookie: seat.cookie })).status], [true, 500]);
  await server.stop();
  const change = 'import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); d.execute(sys.argv[2]); d.commit()';
  execFileSync('python3', ['-c', change, path.join(server.data, 'custody.sqlite'), `UPDATE custody SET entry = replace(entry, 'received', 'Received') WHERE number = ${number}`]);
  const started = await server.up().then(() => 'it started', (error) => error.message);
  ok('custody that was changed is not served, and the entry is named', started.includes(`entry ${number} of custody was changed`), started);
}
