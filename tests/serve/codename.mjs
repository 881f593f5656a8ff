// A wrong codename cannot be told from one whose account was deleted: not by the answer, and not by how long it takes.
//
//   node --test tests/serve/codename.mjs          150 of each
//   FULL=1 node --test tests/serve/codename.mjs   2000 of each
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { test } from 'node:test';
import { Server, WORDS, drop, form, inbox, join, post, signIn, sleep } from './common.mjs';

const N = process.env.FULL ? 2000 : 150;
/** Planted, in milliseconds: a difference of so much has to be found. */
const PLANTED = 5;
const consent = Object.entries({ words: 'all', 'name-kind': 'none', 'when-kind': 'any' });

/** Welch's t of two samples. */
function welch(a, b) {
  const [one, other] = [a, b].map((all) => {
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    return { mean, share: all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - 1) / all.length };
  });
  return (one.mean - other.mean) / Math.sqrt(one.share + other.share);
}

/**
 * Student's t of the differences within pairs, without a fifth of them at either end (Yuen): what else runs on the machine
 * comes and goes more slowly than pairs do.
 */
function paired(a, b) {
  const all = a.map((value, i) => value - b[i]).sort((x, y) => x - y),
    cut = Math.floor(all.length / 5);
  const kept = all.slice(cut, all.length - cut),
    mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
  const tails = all.map((value) => Math.min(Math.max(value, kept[0]), kept.at(-1)));
  const middle = tails.reduce((sum, value) => sum + value, 0) / tails.length;
  const deviation = Math.sqrt(tails.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (tails.length - 1));
  return mean / (deviation / ((kept.length / all.length) * Math.sqrt(all.length)));
}

/** Hands everything on to the server; an answer to a form that holds `word` waits. */
function delaying(server, word, ms) {
  return new Promise((done) => {
    const proxy = net
      .createServer((client) => {
        const behind = net.connect(server.port, '127.0.0.1');
        let late = false,
          answered = Promise.resolve();
        client.on('data', (bytes) => {
          late ||= bytes.includes(word);
          behind.write(bytes);
        });
        behind.on('data', (bytes) => {
          const until = late ? performance.now() + ms : 0;
          late = false;
          answered = answered.then(
            () =>
              new Promise((go) => {
                const wait = () => (performance.now() >= until ? go(client.write(bytes)) : setImmediate(wait));
                wait();
              }),
          );
        });
        behind.on('error', () => {}).on('close', () => answered.then(() => client.end()));
        client.on('error', () => {}).on('close', () => behind.destroy());
      })
      .listen(0, '127.0.0.1', () => done({ port: proxy.address().port, close: () => proxy.close() }));
  });
}

/** How long one request takes from its last byte to the first of its answer, on a connection of its own. */
function timed(port, at, fields) {
  const { body, type } = form(fields);
  return new Promise((done, fail) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.setNoDelay(true);
      const head = `POST ${at} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
      const started = performance.now();
      socket.write(Buffer.concat([Buffer.from(head), body]));
      socket.once('data', () => {
        done(performance.now() - started);
        socket.destroy();
      });
    });
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('no answer')));
  });
}

/** All three, one after the other, in an order drawn anew each time. */
async function compare(server, deleted, wrongs) {
  const times = { deleted: [], unknown: [], planted: [] };
  const slower = await delaying(server, deleted, PLANTED),
    straight = await delaying(server, '\0', 0);
  for (let i = 0; i < N; i++) {
    const three = [
      ['deleted', straight, deleted],
      ['unknown', straight, wrongs[i % wrongs.length]],
      ['planted', slower, deleted],
    ];
    three.sort(() => randomBytes(1)[0] - 127.5);
    for (const [which, { port }, codename] of three)
      times[which].push(await timed(port, '/return', [['codename', codename]]));
  }
  for (const proxy of [slower, straight]) proxy.close();
  return ['deleted', 'planted'].map((which) => ({
    t: welch(times[which], times.unknown),
    paired: paired(times[which], times.unknown),
  }));
}

test("Welch's t is what it is by hand", () => {
  // By hand: means 2.5 and 4, squared errors 5/12 and 1/2.
  assert.ok(
    Math.abs(welch([1, 2, 3, 4], [2, 3, 4, 5, 6]) + 1.5 / Math.sqrt(11 / 12)) < 1e-9,
    `Welch's t: ${welch([1, 2, 3, 4], [2, 3, 4, 5, 6])}`,
  );
});

/** A desk, an account that is there, and one whose source deleted it: their codenames, and the forms that left them. */
async function keptAndDeleted(t) {
  const server = await Server.start(t);
  const admin = await signIn(server, await join(server, server.link, 'Ada'));
  const { codename: kept, fields: sentBefore } = await drop(server, { words: 'all' });
  const { codename: deleted, fields: again } = await drop(server, {
    words: 'all',
    files: [{ filename: 'x', bytes: randomBytes(10_000) }],
  });
  const [number] = await inbox(server, admin.cookie);
  await post(server, `/desk/${number}/reply`, [['text', 'Thank you.']], { cookie: admin.cookie });
  assert.equal(
    (
      await post(server, '/return/delete', [
        ['codename', deleted],
        ['words', 'sure'],
      ])
    ).status,
    200,
    'it is deleted',
  );
  return { server, kept, sentBefore, deleted, again };
}

test('a wrong codename and one whose account was deleted get the same answer, byte by byte', async (t) => {
  const { server, kept, deleted } = await keptAndDeleted(t);
  // Wrong ones: of words that codenames have, nearly right ones, other ones.
  const words = kept.split('-'),
    others = deleted.split('-');
  const wrongs = [
    others.toReversed().join('-'),
    [...words.slice(0, 6), others[0]].join('-'),
    words.slice(0, 6).join('-'),
    `${kept}-${others[1]}`,
    'x',
    '',
    'ж'.repeat(300),
    kept.replace('-', 'q-'),
    `${deleted.slice(0, -1)}`,
    'seven words that nobody was ever given',
  ];
  assert.equal(words.length, 7, 'a codename has seven words');
  assert.ok(
    (await post(server, '/return', [['codename', ` ${kept.toUpperCase().replaceAll('-', '  ')} `]])).status === 200,
    'the right one opens',
  );

  // The answer, byte by byte, on every way that takes a codename.
  const shown = ({ status, headers: { date, ...rest }, body }) =>
    JSON.stringify([status, rest, body.toString('latin1')]);
  const ways = [
    ['/return', []],
    ['/return/consent', consent],
    ['/return/consent', [['name-kind', 'own']]],
    ['/return/withdraw', [['words', 'sure']]],
    ['/return/withdraw', []],
    ['/return/delete', [['words', 'sure']]],
    ['/return/delete', []],
    ['/return?lang=kk', []],
  ];
  for (const [at, fields] of ways) {
    const ask = async (codename) => shown(await post(server, at, [['codename', codename], ...fields]));
    const right = await ask(deleted);
    for (const wrong of wrongs)
      assert.ok(
        (await ask(wrong)) === right,
        `${at} ${JSON.stringify(fields)}: ${wrong.slice(0, 20)} and a deleted one`,
      );
  }
});

test('to add something under a wrong codename and under a deleted one leads the same way', async (t) => {
  const { server, deleted } = await keptAndDeleted(t);
  const token = () => randomBytes(32).toString('hex');
  const unknownOne = 'able-about-above-absent-absorb-abuse-access';
  const adds = async (codename) => {
    const at = ['/drop', '/drop/send', '/drop/edit'],
      all = [];
    for (const way of at) {
      const one = token(),
        answer = await post(server, way, [
          ['text', WORDS],
          ['codename', codename],
          ['token', one],
          ['words', 'all'],
        ]);
      all.push([
        way,
        answer.status,
        answer.body
          .toString('latin1')
          .replaceAll(codename, '…')
          .replaceAll(one, '†')
          .replace(/<!-- *-->$/, ''),
      ]);
    }
    return all;
  };
  const before = server.custody().length;
  const [toDeleted, toUnknown] = [await adds(deleted), await adds(unknownOne)];
  for (const [i, [way, status, page]] of toDeleted.entries()) {
    assert.ok(
      status === toUnknown[i][1] && page === toUnknown[i][2],
      `${way} with a deleted codename and with a wrong one: ${status} and ${toUnknown[i][1]}`,
    );
  }
  assert.deepEqual(server.custody().length, before, 'nothing is received of somebody who deleted everything');
});

test('a page that was left open behind the deletion does not say that its account is with the desk', async (t) => {
  const { server, sentBefore, again } = await keptAndDeleted(t);
  const resent = await post(server, '/drop/send', again);
  assert.ok(
    resent.status !== 200,
    `what was deleted is not said to be with the desk when its page is sent again: ${resent.status}`,
  );
  assert.equal((await post(server, '/drop/send', sentBefore)).status, 200, 'what was not deleted is');
});

// The one whose account is there takes longer, and may.
test('a wrong codename takes as long as one whose account was deleted', async (t) => {
  const { server, deleted } = await keptAndDeleted(t);
  await sleep(200);
  const seven = () =>
    Array.from(
      { length: 7 },
      () => ['river', 'stone', 'letter', 'window', 'garden', 'winter', 'bridge'][randomBytes(1)[0] % 7],
    ).join('-');
  const unknown = Array.from({ length: 50 }, seven);
  const started = Date.now(),
    [plain, planted] = await compare(server, deleted, unknown);
  t.diagnostic(
    `2 × ${N}: t = ${plain.t.toFixed(2)}, within pairs ${plain.paired.toFixed(2)}; ${((Date.now() - started) / 3 / N).toFixed(0)} ms each`,
  );
  assert.ok(Math.abs(plain.t) < 4.5 && Math.abs(plain.paired) < 4.5, `|t| < 4.5: ${JSON.stringify(plain)}`);
  t.diagnostic(`with ${PLANTED} ms planted: t = ${planted.t.toFixed(2)}, within pairs ${planted.paired.toFixed(2)}`);
  assert.ok(Math.max(planted.t, planted.paired) > 4.5, `the planted difference is found: ${JSON.stringify(planted)}`);
});
