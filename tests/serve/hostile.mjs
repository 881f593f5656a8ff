// Clients who want to keep others out: many connections that hardly move, forms without end, floods of codenames and
// sign-ins. Sources, members and readers are still answered, and the memory stays bounded.
//
//   node --test tests/serve/hostile.mjs
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import net from 'node:net';
import { test } from 'node:test';
import { Server, drop, get, inbox, png, post, signIn, sleep, value, wrong } from './common.mjs';

const seconds = async (work) => {
  const started = Date.now();
  const done = await work();
  return [(Date.now() - started) / 1000, done];
};

/** Connections that send `start` and then nothing. They are closed when the test ends. */
async function held(t, server, count, start) {
  const sockets = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((done) => {
          const socket = net.connect(server.port, '127.0.0.1', () => {
            socket.write(start);
            done(socket);
          });
          socket.on('error', () => done(socket));
        }),
    ),
  );
  t.after(() => sockets.forEach((socket) => socket.destroy()));
  return sockets;
}

const head = (server, at, length, type = 'multipart/form-data; boundary=b') =>
  `POST ${at} HTTP/1.1\r\nHost: ${server.host}\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;

for (const [name, start] of [
  ['say nothing', () => ''],
  ['never end their head', (server) => `GET / HTTP/1.1\r\nHost: ${server.host}\r\n`],
  ['never end their form', (server) => `${head(server, '/drop', 1000)}--b\r\n`],
]) {
  test(`1,000 connections that ${name} keep nobody out`, async (t) => {
    const server = await Server.opened(t);
    // On many systems a program may have about a thousand files open.
    execFileSync('prlimit', ['--pid', server.child.pid, '--nofile=900:900']);
    await held(t, server, 500, start(server));
    await sleep(2500);
    await held(t, server, 500, start(server));
    await sleep(2500);
    const [waited, answers] = await seconds(async () => [
      (await get(server, '/')).status,
      (await get(server, '/drop')).status,
      (await drop(server, { words: 'all' })).sent.status,
    ]);
    assert.deepEqual(answers, [200, 200, 200]);
    assert.ok(waited < 3, `${waited} s`);
    assert.ok(server.peak() < 150, `${server.peak()} MB`);
  });
}

test('forms whose parts have heads without end are ended, and need little memory', async (t) => {
  const server = await Server.opened(t);
  const start = `${head(server, '/drop', 1e9)}--b\r\nContent-Disposition: form-data; name="`;
  const sockets = await held(t, server, 50, start);
  const piece = Buffer.alloc(1 << 20, 'a');
  const ends = sockets.map(
    (socket) =>
      new Promise((done) => {
        let got = '';
        socket.on('data', (bytes) => {
          got += bytes;
          if (got.includes('</html>')) done(got.slice(0, 12));
        });
        socket.on('close', () => done(got.slice(0, 12) || 'closed'));
        const more = () => {
          while (!socket.destroyed && socket.write(piece));
        };
        socket.on('drain', more);
        more();
      }),
  );
  const [waited, answers] = await seconds(() => Promise.all(ends));
  assert.ok(
    answers.every((answer) => answer === 'closed' || answer === 'HTTP/1.1 400'),
    `${[...new Set(answers)]}`,
  );
  assert.ok(waited < 20, `${waited} s`);
  assert.ok(server.peak() < 100, `${server.peak()} MB`);
});

test('forms of endless small parts are ended', async (t) => {
  const server = await Server.opened(t);
  const part = '--b\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n';
  const parts = await post(server, '/drop', Array(20_000).fill(['files', { filename: '', bytes: '' }]));
  assert.equal(parts.status, 413, wrong(parts.text));
  const [socket] = await held(t, server, 1, head(server, '/drop', 1e9) + part.repeat(20_000));
  const answer = await new Promise((done) => {
    socket.on('data', (bytes) => done(`${bytes}`.slice(0, 12)));
    socket.on('close', () => done('closed'));
  });
  assert.ok(['closed', 'HTTP/1.1 413'].includes(answer), answer);
});

test('400 half-sent forms just below what is counted need little memory', async (t) => {
  const server = await Server.opened(t);
  const start = `${head(server, '/return', 1e6)}--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n${'a'.repeat(60_000)}`;
  await held(t, server, 400, start);
  await sleep(1500);
  assert.equal((await get(server, '/drop')).status, 200);
  assert.ok(server.peak() < 150, `${server.peak()} MB`);
});

test('200 who ask for a photograph and do not take it need little memory', async (t) => {
  const server = await Server.opened(t);
  const admin = await signIn(server, server.first);
  await drop(server, { files: [{ filename: 'a.png', bytes: png('a place', 2500) }], words: 'all', photographs: 'yes' });
  const [number] = await inbox(server, admin.cookie),
    as = { cookie: admin.cookie };
  await post(
    server,
    `/desk/${number}/draft`,
    [
      ['names-read', 'yes'],
      ['photograph', '0'],
    ],
    as,
  );
  const draft = value((await get(server, `/desk/${number}/publish`, as)).text, 'draft');
  await post(server, `/desk/${number}/publish`, [['draft', draft]], as);
  const { accounts } = JSON.parse((await get(server, '/api/accounts')).text);
  const at = `/a/${accounts[0].account}/photo/1`;
  const photograph = await get(server, at);
  assert.equal(photograph.status, 200);
  assert.ok(photograph.body.length > 5_000_000, `it is large: ${photograph.body.length}`);
  const before = server.peak();
  const sockets = await held(t, server, 200, `GET ${at} HTTP/1.1\r\nHost: ${server.host}\r\n\r\n`);
  for (const socket of sockets) socket.pause();
  await sleep(2000);
  assert.ok(server.peak() < before + 100, `${before} MB, then ${server.peak()} MB`);
});

test('200 wrong sign-ins at once do not keep a source waiting', async (t) => {
  const server = await Server.opened(t);
  const { codename } = await drop(server, { words: 'all' });
  const wrongs = Array.from({ length: 200 }, (_, at) =>
    post(
      server,
      '/desk/sign-in',
      [
        ['name', 'Zoe'],
        ['passphrase', `a wrong passphrase ${at}`],
        ['code', '123456'],
      ],
      { timeout: 300_000 },
    ).catch(() => null),
  );
  await sleep(500);
  for (let i = 0; i < 3; i++) {
    const [waited, back] = await seconds(() => post(server, '/return', [['codename', codename]]));
    assert.equal(back.status, 200, wrong(back.text));
    assert.ok(waited < 2, `${waited} s`);
    t.diagnostic(`/return among 200 wrong sign-ins: ${waited} s`);
  }
  assert.ok(server.peak() < 300, `${server.peak()} MB`);
  await server.kill();
  await Promise.all(wrongs);
});

test('where too many codenames wait, the page says so, and a sign-in still works', async (t) => {
  const server = await Server.opened(t);
  const tried = Array.from({ length: 300 }, (_, at) =>
    post(server, '/return', [['codename', `no such words ${at}`]], { timeout: 120_000 }),
  );
  const [waited] = await seconds(() => signIn(server, server.first));
  assert.ok(waited < 5, `${waited} s`);
  const answers = await Promise.all(tried);
  const busy = answers.filter(({ status }) => status === 503);
  assert.ok(busy.length > 0 && busy.length < 100, `${busy.length}`);
  assert.match(wrong(busy[0].text), /too busy now/);
  assert.ok(answers.every(({ status }) => [404, 503].includes(status)));
  assert.ok(server.peak() < 300, `${server.peak()} MB`);
});
