// Hostile and broken input: refused with a page that has a sentence, what was typed kept where it can be, and nothing of
// it left on disk. Then a full disk, and memory.
//
//   node --test tests/serve/bad-input.mjs
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { writeFileSync, rmSync, statfsSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import {
  Server,
  WORDS,
  ask,
  codenameOn,
  drop,
  filesUnder,
  firsthand,
  folder,
  form,
  get,
  inbox,
  join,
  post,
  signIn,
  sleep,
  typed,
  unescape,
  value,
  wrong,
} from './common.mjs';

const TYPED = `${WORDS}\n\nThis was typed with care.`;
const text = ['text', TYPED];
const file = (bytes, filename = 'a.jpg') => ['files', { filename, bytes }];
const seal = (words) => {
  const at = path.join(folder(), 'account.txt');
  writeFileSync(at, words);
  return execFileSync(firsthand, ['seal', at], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
};

/** [name, fields or { body, headers }, what comes, what the page says, whether what was typed is on it]. */
function cases() {
  const sealed = seal(`${WORDS}\n`),
    other = seal('Another account, of another hand, which says other words.\n');
  const multipart = (type) => ({ headers: { 'content-type': type } });
  const plain = form([text]);
  return [
    ['a file of 0 bytes', [text, file('')], 200, 'No files.'],
    ['no file chosen, as browsers say it', [text, file('', '')], 200, 'No files.'],
    ['no words', [['text', '']], 422, 'There are no words yet', true],
    ['only spaces', [['text', ' \n\t\u3000\u00a0\n']], 422, 'There are no words yet', true],
    ['20 files', [text, ...Array(20).fill(file('x'))], 200, '20 files'],
    ['21 files', [text, ...Array(21).fill(file('x'))], 413, 'more than 20 files', true],
    ['25 MB', [text, file(Buffer.alloc(25 << 20, 1))], 200, 'One file'],
    ['25 MB and a byte', [text, file(Buffer.alloc((25 << 20) + 1, 1))], 413, 'larger than 25', true],
    [
      '25 MB and a byte after others',
      [text, file('x'), file('y'), file(Buffer.alloc((25 << 20) + 1, 1))],
      413,
      'larger than 25',
      true,
    ],
    ['4 MiB of text', [['text', 'word '.repeat(900_000).slice(0, 4 << 20)]], 200, ''],
    ['4 MiB of text and a byte', [['text', 'word '.repeat(900_000).slice(0, (4 << 20) + 1)]], 413, 'longer than 4 MB'],
    ['a name of 100 kB', [text, ['name', 'x'.repeat(100_000)]], 413, ''],
    ['two texts', [text, text], 400, ''],
    [
      'not UTF-8',
      [['text', Buffer.from([...Buffer.from('words '), 0xc3, 0x28, 0xff])]],
      400,
      'did not arrive complete',
    ],
    ['UTF-16', [['text', Buffer.from(WORDS, 'utf16le')]], [200, 400, 422], ''],
    [
      'hidden characters',
      [['text', `one \u202Etwo\u202C three\u200B four ${WORDS}`]],
      200,
      'hidden characters cannot be sealed',
    ],
    ['nothing but hidden characters', [['text', '\u202E\u200B\u2066']], 422, 'no words', true],
    ['a NUL', [['text', `one\0two ${WORDS}`]], [200, 400, 422], ''],
    ['its own slip', [['text', sealed]], 200, 'has a slip and is true to it'],
    [
      'a false slip',
      [['text', sealed.replace('fired twice', 'fired thrice')]],
      200,
      'has a slip, but is not true to it',
    ],
    ['two slips', [['text', `${sealed}\n\n${other}`]], 200, ''],
    ['the same slip twice', [['text', `${sealed}\n\n${sealed}`]], 200, ''],
    ['a slip and nothing else', [['text', sealed.slice(sealed.indexOf('firsthand1'))]], [200, 422], ''],
    ['half a slip', [['text', sealed.slice(0, -40)]], 200, ''],
    ...[
      '../../../../tmp/evil',
      '/etc/passwd',
      '..\\..\\evil',
      'a\0b',
      'x'.repeat(9000),
      '%2e%2e%2fevil',
      'CON',
      '.',
      '..',
      'spool/../blobs/x',
      'a";name="text',
    ].map((name) => [
      `a file called ${JSON.stringify(name).slice(0, 30)}`,
      [text, file('evil bytes', name)],
      [200, 400],
      '',
    ]),
    ['10,000 tiny parts', Array.from({ length: 10_000 }, (_, i) => [`part${i}`, 'x']), 413, ''],
    ['10,000 parts without name or content', Array(10_000).fill(['', '']), [200, 400, 413, 422], ''],
    ['10,000 tiny files', [text, ...Array(10_000).fill(file('x'))], 413, 'more than 20 files', true],
    ['the token of nobody', [text, ['token', 'x'], ['waiting', '-1']], 200, ''],
    ['files that do not wait', [text, ['waiting', '3']], 410, 'Add them again', true],
    ['more files than there are numbers', [text, ['waiting', '9'.repeat(30)]], [200, 410], ''],
    ['no name, though one was chosen', [text, ['name-kind', 'own']], 422, 'did not write the name', true],
    ['a bad day', [text, ['when-kind', 'from'], ['day', '2026-02-30']], 422, 'did not write one', true],
    ['no day', [text, ['when-kind', 'back'], ['day', '']], 422, 'did not write one', true],
    ['a day in the year 99999', [text, ['when-kind', 'from'], ['day', '99999-01-01']], 422, 'did not write one', true],
    [
      'marks in everything',
      [
        ['text', '<script>alert(1)</script></textarea>&amp;"\' words'],
        ['name-kind', 'pen'],
        ['name', '"><script>x</script>'],
      ],
      200,
      '',
    ],
    [
      'a form within a form',
      [
        ['text', form([['text', 'inner']]).body],
        ['files', { filename: 'x', bytes: form([text]).body, type: 'multipart/mixed; boundary=x' }],
      ],
      [200, 400],
      '',
    ],
    ['garbled', { body: randomBytes(5000), ...multipart('multipart/form-data; boundary=x') }, 400, ''],
    [
      'cut off',
      { body: plain.body.subarray(0, plain.body.length - 30), ...multipart(plain.type) },
      400,
      'did not arrive complete',
    ],
    ['another boundary', { body: plain.body, ...multipart('multipart/form-data; boundary=another') }, 400, ''],
    ['no boundary', { body: plain.body, ...multipart('multipart/form-data') }, [400, 415], ''],
    [
      'another type',
      { body: Buffer.from('text=words'), ...multipart('application/x-www-form-urlencoded') },
      [400, 415],
      '',
    ],
    ['JSON', { body: Buffer.from('{"text":"words"}'), ...multipart('application/json') }, [400, 415], ''],
    ['no type', { body: Buffer.from('words'), headers: {} }, [400, 415], ''],
    ['nothing at all', { body: Buffer.alloc(0), ...multipart(plain.type) }, [400, 422], ''],
    [
      'a head without end',
      {
        body: Buffer.from(`--x\r\nContent-Disposition: form-data; ${'a'.repeat(200_000)}`),
        ...multipart('multipart/form-data; boundary=x'),
      },
      [400, 413],
      '',
    ],
  ];
}

/** Sends raw bytes and hangs up after `count` of them. */
function cut(server, bytes, count, wait = 0) {
  return new Promise((done) => {
    const socket = net.connect(server.port, '127.0.0.1', () =>
      socket.write(bytes.subarray(0, count), () => setTimeout(() => socket.destroy(), wait)),
    );
    socket.on('error', () => {});
    socket.on('close', done);
  });
}

const raw = (server, at, { body, type }) =>
  Buffer.concat([
    Buffer.from(
      `POST ${at} HTTP/1.1\r\nHost: ${server.host}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
    ),
    body,
  ]);

const lies = (server) => [server.files('blobs').length, server.files('spool').length];

for (const [name, given, expected, says, keeps] of cases()) {
  test(`a form with ${name} is answered with a page that has a sentence, and what is refused leaves nothing`, async (t) => {
    const server = await Server.opened(t),
      before = lies(server);
    const answer = Array.isArray(given)
      ? await post(server, '/drop', given)
      : await ask(server, 'POST', '/drop', given);
    assert.ok([expected].flat().includes(answer.status), `${expected} comes: ${answer.status} ${wrong(answer.text)}`);
    assert.equal(
      answer.headers['content-type'],
      'text/html; charset=utf-8',
      `a page comes: ${answer.text.slice(0, 100)}`,
    );
    assert.ok(answer.status === 200 || wrong(answer.text).length > 15, `it has a sentence: ${wrong(answer.text)}`);
    assert.ok(unescape(answer.text).includes(says), `it says “${says}”: ${wrong(answer.text)}`);
    if (keeps) {
      const was = String(given.find(([field]) => field === 'text')[1]);
      assert.equal(typed(answer.text).trim(), was.trim(), 'what was typed is still there');
    }
    if (name === 'marks in everything')
      assert.ok(
        !answer.text.includes('<script') && typed(answer.text).startsWith('<script>'),
        'marks are shown as marks',
      );
    if (answer.status !== 200) assert.deepEqual(lies(server), before, 'nothing of it is left');
    assert.deepEqual(
      filesUnder(server.data)
        .map((at) => path.relative(server.data, at))
        .filter(
          (at) =>
            !/^(blobs\/[0-9a-f]{2}\/[0-9a-f]{62}|spool\/\w+|keys\/(own|steps|age1\w+)\/\w+|custody\.(sqlite(-journal)?|head)|lock|reserve)$/.test(
              at,
            ),
        ),
      [],
      'no file lies where it was told to',
    );
    assert.deepEqual(server.wrongs(), [], 'nothing that was refused is kept');
    assert.ok(!/panick/.test(server.log), `nothing panicked: ${server.log.slice(-300)}`);
    await server.stop();
    assert.deepEqual(server.files('spool'), [], 'files that waited are gone with the server');
  });
}

for (const [name, method, at, expected] of [
  ['a form opened as a page', 'GET', '/drop/send', 405],
  ['a page that is not there', 'GET', '/nothing', 404],
  ['a page that takes no form', 'DELETE', '/drop', 405],
  ['a desk without a number', 'GET', '/desk?before=x', 400],
]) {
  test(`${name} is answered with a page that has a sentence`, async (t) => {
    const server = await Server.opened(t),
      answer = await ask(server, method, at);
    assert.equal(answer.status, expected, 'the status');
    assert.ok(wrong(answer.text).length > 15, `a sentence: ${answer.text.slice(0, 100)}`);
  });
}

test('20 files and 20 more to the same account are too many', async (t) => {
  const server = await Server.opened(t);
  const first = await post(server, '/drop', [text, ...Array(20).fill(file('x'))]);
  const more = await post(server, '/drop', [
    text,
    ['token', value(first.text, 'token')],
    ['waiting', '20'],
    ...Array(20).fill(file('y')),
  ]);
  assert.equal(more.status, 413, '20 files and 20 more are too many');
});

test('an account whose button is pressed six times at once is kept once, under one codename', async (t) => {
  const server = await Server.opened(t),
    before = server.custody().length;
  const preview = await post(server, '/drop', [text, file('x')]);
  const fields = [text, ['token', value(preview.text, 'token')], ['waiting', value(preview.text, 'waiting')]];
  const sent = await Promise.all(Array.from({ length: 6 }, () => post(server, '/drop/send', fields)));
  assert.deepEqual([...new Set(sent.map(({ status }) => status))], [200], 'pressed six times at once, it is there');
  assert.equal(new Set(sent.map(({ text: page }) => codenameOn(page))).size, 1, 'and one codename is shown');
  assert.equal(server.custody().length - before, 1, 'and it is kept once');
});

test('words with everything in them can be looked at, left, read and published', async (t) => {
  const server = await Server.start(t);
  const admin = await signIn(server, await join(server, server.link, 'Ada'));
  const seed = [
    'Aigul',
    '+7 701 555 12 34',
    '123 ABC 02',
    'a@b.org',
    'Мой брат',
    'firsthand1',
    'қала',
    '橋',
    '👩‍👩‍👧',
    '\u0301',
    '\u200d',
    '\r',
    '\n\n',
    '"',
    '<b>',
    '&lt;',
    '14 Tole Bi street',
    'I was the only one',
    'No. 12',
    'İ',
    'ß',
    '\u{10FFFF}',
    '﷽',
    '…',
    '-',
    "O'Neil",
    'https://x.y/z?q=%00',
    '19 years old',
    '\u0085',
    '\u2028',
    ' ',
    ' ',
    '.',
  ];
  const odd = [];
  for (let i = 0; i < 150; i++) {
    const words = Array.from({ length: randomInt(1, 60) }, () => seed[randomInt(seed.length)]).join(
      randomInt(2) ? ' ' : '',
    );
    const answer = await post(server, `/drop?lang=${['en', 'kk', 'ru', 'es'][i % 4]}`, [['text', words]]).catch(
      ({ message }) => ({ status: message, text: '' }),
    );
    if (![200, 422].includes(answer.status)) odd.push([answer.status, words]);
    if (answer.status === 200 && i % 10 === 0) {
      await drop(server, { text: words });
      const [number] = await inbox(server, admin.cookie),
        page = await get(server, `/desk/${number}`, { cookie: admin.cookie });
      const publish = await get(server, `/desk/${number}/publish`, { cookie: admin.cookie });
      if (page.status !== 200 || publish.status !== 200) odd.push([page.status, publish.status, words]);
    }
  }
  assert.deepEqual(odd, [], 'words with everything in them');
  assert.ok(!/panick|RUST_BACKTRACE/.test(server.log), `nothing panicked: ${server.log.slice(-300)}`);
});

test('connections that are dropped leave nothing', async (t) => {
  const server = await Server.opened(t);
  const [blobs] = lies(server),
    whole = raw(server, '/drop', form([text, file(randomBytes(400_000)), file(randomBytes(100_000))]));
  for (let i = 0; i < 30; i++) await cut(server, whole, randomInt(whole.length), i % 3 ? 0 : 40);
  const sending = raw(server, '/drop/send', form([text, ['token', randomBytes(32).toString('hex')]]));
  for (let i = 0; i < 10; i++) await cut(server, sending, randomInt(sending.length));
  const waiting = lies(server)[1];
  for (let waited = 0; waited < 40 && server.files('spool').length > 0; waited++) await sleep(50);
  assert.ok(
    lies(server)[0] === blobs && server.files('spool').length === 0,
    `dropped connections leave nothing: ${lies(server)}, ${waiting}`,
  );
  assert.deepEqual(server.wrongs(), [], 'nothing of them is kept');
  assert.ok(!/panick/.test(server.log), `nothing panicked: ${server.log.slice(-300)}`);
});

test('a slow client is waited for, and holds nobody up', async (t) => {
  const server = await Server.opened(t);
  const slow = raw(server, '/drop', form([text, file(randomBytes(2000))]));
  const answered = new Promise((done) => {
    let got = '';
    const socket = net.connect(server.port, '127.0.0.1', async () => {
      for (let at = 0; at < slow.length; at += 150) {
        socket.write(slow.subarray(at, at + 150));
        await sleep(60);
      }
    });
    socket.on('data', (bytes) => {
      got += bytes;
      if (got.includes('</html>')) {
        socket.destroy();
        done(got);
      }
    });
  });
  const started = Date.now();
  assert.deepEqual(
    [(await get(server, '/drop')).status, Date.now() - started < 500],
    [200, true],
    'a slow client holds nobody up',
  );
  assert.equal((await answered).slice(0, 12), 'HTTP/1.1 200', 'a slow client is waited for');
});

test('ten gigabytes are not read to their end', async (t) => {
  const server = await Server.opened(t);
  let sent = 0;
  const huge = await new Promise((done) => {
    const boundary = 'huge',
      request = http.request({
        host: '127.0.0.1',
        port: server.port,
        method: 'POST',
        path: '/drop',
        agent: false,
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': 10e9 },
      });
    const piece = Buffer.alloc(1 << 20);
    const more = () => {
      while (!request.destroyed && request.write(piece)) sent += piece.length;
      sent += piece.length;
    };
    request.on('drain', more);
    request.on('error', (error) => done({ status: error.code }));
    request.on('response', (response) => {
      let page = '';
      response.on('data', (bytes) => {
        page += bytes;
      });
      response.on('end', () => done({ status: response.statusCode, page }));
      response.on('error', () => done({ status: 'cut off' }));
    });
    request.write(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="x"\r\n\r\n`);
    more();
  });
  assert.deepEqual(
    [huge.status, sent < 200e6, wrong(huge.page ?? '').length > 15],
    [413, true, true],
    'of ten gigabytes the beginning is enough',
  );
});

test('on a full disk nothing is lost, nothing half is kept, and it is said', async (t) => {
  const at = folder('full-'),
    size = 24 << 20;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', at], { stdio: 'pipe' });
  } catch (error) {
    t.skip(`no tmpfs could be mounted here (${String(error.stderr ?? error).trim()})`);
    return;
  }
  let server;
  try {
    server = await Server.start(t, { data: path.join(at, 'data') });
    const admin = await signIn(server, await join(server, server.link, 'Ada'));
    const left = [await drop(server, { text: `${WORDS} Before.` })];
    const free = () => {
      const { bavail, bsize } = statfsSync(at);
      return bavail * bsize;
    };
    const ballast = path.join(at, 'ballast');
    const leave = (bytes) => writeFileSync(ballast, Buffer.alloc(Math.max(0, free() - bytes)));
    // Too little for the files.
    leave(2 << 20);
    const preview = await post(server, '/drop', [text, file(randomBytes(4 << 20))]);
    assert.ok(
      preview.status === 507 && wrong(preview.text).includes('disk is full'),
      `full while a file comes in: ${preview.status} ${wrong(preview.text)}`,
    );
    assert.ok(
      typed(preview.text).trim() === TYPED,
      `full while a file comes in: what was typed is still there: ${typed(preview.text).slice(0, 60)}`,
    );
    assert.deepEqual(server.files('spool'), [], 'full while a file comes in: nothing is left');
    rmSync(ballast);
    // Too little for the account, by more and more. Files that wait take their share, and nothing is taken in below the floor.
    const seen = {},
      half = [];
    for (const room of [0, 4096, 8192, 12_288, 16_384, 20_480, 24_576, 32_768, 45_056, 65_536, 131_072, 4 << 20]) {
      const looked = await post(server, '/drop', [['text', `${WORDS} With ${room}.`], file(randomBytes(9000))]);
      const fields = [
        ['text', typed(looked.text)],
        ['token', value(looked.text, 'token')],
        ['waiting', value(looked.text, 'waiting')],
      ];
      leave(room);
      const sent = await post(server, '/drop/send', fields);
      seen[sent.status] = (seen[sent.status] ?? 0) + 1;
      if (sent.status === 200) left.push({ codename: codenameOn(sent.text) });
      else {
        assert.ok(
          sent.status === 507 &&
            wrong(sent.text).includes('disk is full') &&
            wrong(sent.text).includes('Nothing was received'),
          `full with ${room} bytes: it says so: ${sent.status} ${wrong(sent.text)}`,
        );
        assert.deepEqual(
          typed(sent.text),
          typed(looked.text),
          `full with ${room} bytes: what was typed is still there`,
        );
        const waits = Number(value(sent.text, 'waiting')) === 1;
        assert.ok(
          waits || /file|photograph/i.test(wrong(sent.text)),
          `full with ${room} bytes: the file still waits, or it is said to be gone: ${wrong(sent.text)}`,
        );
      }
      if (room % 8192 === 0) {
        const noted = await post(
          server,
          `/desk/${(await inbox(server, admin.cookie))[0]}/note`,
          [['text', 'A note.']],
          { cookie: admin.cookie },
        );
        assert.ok(
          [303, 507].includes(noted.status),
          `full with ${room} bytes: the desk is told: ${noted.status} ${wrong(noted.text)}`,
        );
      }
      rmSync(ballast);
      half.push(...server.wrongs().filter((each) => !half.includes(each)));
    }
    assert.deepEqual(half, [], 'full: nothing half is left');
    t.diagnostic(`full disk: ${server.orphans} encrypted blobs that nothing needs are left`);
    assert.ok(seen[507] > 0 && seen[200] > 0, `the disk was full, and was not: ${JSON.stringify(seen)}`);
    // Nothing at all is free, and what must always work does.
    const gone = await drop(server, { text: `${WORDS} To be deleted.` });
    leave(0);
    assert.equal(free(), 0, 'the disk is full to the last byte');
    const closed = await get(server, '/drop');
    assert.ok(closed.status === 507 && wrong(closed.text).includes('closed for now'), wrong(closed.text));
    const told = await get(server, '/desk', { cookie: admin.cookie });
    assert.ok(wrong(told.text).includes('The drop box is closed'), wrong(told.text));
    const back = await post(server, '/return', [['codename', gone.codename]]);
    assert.equal(back.status, 200, `a source comes back: ${wrong(back.text)}`);
    const sure = [
      ['codename', gone.codename],
      ['words', 'sure'],
    ];
    for (const [what, act] of [
      ['withdraw', 'withdrawn'],
      ['delete', 'deleted'],
    ]) {
      const done = await post(server, `/return/${what}`, sure);
      assert.equal(done.status, 200, `${what} on a full disk: ${wrong(done.text)}`);
      assert.equal(server.custody().at(-1).act, act);
    }
    rmSync(ballast);
    left.push(await drop(server, { text: `${WORDS} After.`, files: [{ filename: 'x', bytes: randomBytes(100_000) }] }));
    await server.kill();
    await server.up();
    for (const { codename } of left)
      assert.equal(
        (await post(server, '/return', [['codename', codename]])).status,
        200,
        'what was acknowledged is there',
      );
    assert.deepEqual(server.wrongs(), [], 'custody holds');
    assert.deepEqual(
      server.custody().filter(({ act }) => act === 'received').length,
      left.length + 1,
      'and holds nothing else',
    );
    t.diagnostic(`full disk: answers ${JSON.stringify(seen)}`);
  } finally {
    await server?.stop(true);
    execFileSync('umount', ['-l', at]);
  }
});

test('100 uploads of 5 MB at once are all received, with less than 200 MB of memory', async (t) => {
  const server = await Server.opened(t);
  const started = Date.now(),
    bytes = Array.from({ length: 100 }, () => Buffer.concat([randomBytes(32), Buffer.alloc((5 << 20) - 32, 7)]));
  const previews = await Promise.all(
    bytes.map((each, i) => post(server, '/drop', [['text', `${WORDS} Number ${i}.`], file(each)], { timeout: 90_000 })),
  );
  assert.deepEqual([...new Set(previews.map(({ status }) => status))], [200], '100 uploads of 5 MB at once');
  const uploads = server.peak(),
    fields = (page, i) => [
      ['text', `${WORDS} Number ${i}.`],
      ['token', value(page, 'token')],
      ['waiting', '1'],
    ];
  const sent = await Promise.all(
    previews.map(({ text: page }, i) => post(server, '/drop/send', fields(page, i), { timeout: 90_000 })),
  );
  assert.deepEqual([...new Set(sent.map(({ status }) => status))], [200], 'and all are received');
  assert.ok(server.peak() < 200, `memory stays below 200 MB: ${server.peak()} MB`);
  t.diagnostic(
    `100 × 5 MB: ${uploads.toFixed(0)} MB for the uploads, ${server.peak().toFixed(0)} MB at most, ${((Date.now() - started) / 1000).toFixed(0)} s`,
  );
  const entries = server.custody().filter(({ act }) => act === 'received');
  assert.deepEqual(
    [entries.length, new Set(entries.flatMap(({ files }) => files)).size, server.wrongs(), server.files('spool')],
    [100, 100, [], []],
    'none is lost',
  );
  const admin = await signIn(server, server.first);
  const hash = (buffer) => createHash('sha256').update(buffer).digest('hex'),
    known = new Set(bytes.map(hash));
  for (const { number } of entries.slice(0, 5)) {
    assert.ok(
      known.has(hash((await get(server, `/desk/${number}/file/1`, { cookie: admin.cookie })).body)),
      'a file is what was sent',
    );
  }
});

/** The most memory after `times` who send a form and hang up. */
async function hangUp(server, at, fields, times) {
  const whole = raw(server, at, form(fields));
  for (let i = 0; i < times; i++) await cut(server, whole, whole.length, 10);
  await sleep(1500);
  return server.peak();
}

test('what costs much is done one at a time, though nobody waits for it any more', async (t) => {
  const server = await Server.start(t);
  const back = await hangUp(server, '/return', [['codename', 'one two three']], 20);
  assert.ok(back < 120, `20 who hang up while their codename is tried do not take more memory: ${back.toFixed(0)} MB`);
  await join(server, server.link, 'Ada');
  const before = server.peak(),
    signed = await hangUp(
      server,
      '/desk/sign-in',
      [
        ['name', 'Ada'],
        ['passphrase', 'x'],
        ['code', '1'],
      ],
      6,
    );
  assert.ok(
    signed < before + 150,
    `nor 6 who hang up while they sign in: ${before.toFixed(0)}, then ${signed.toFixed(0)} MB`,
  );
});

test('200 MB of texts in one form are not kept in memory', async (t) => {
  const server = await Server.opened(t);
  const texts = await post(server, '/drop/edit', Array(50).fill(['text', Buffer.alloc(4 << 20, 'ab ')])).catch(
    ({ message }) => ({ status: message }),
  );
  assert.ok(
    server.peak() < 100,
    `200 MB of texts in one form are not kept in memory: ${texts.status}, ${server.peak().toFixed(0)} MB`,
  );
});

test('words that take long to read do not keep others waiting', async (t) => {
  const server = await Server.opened(t);
  const long = 'firsthand1'.repeat((4 << 20) / 10),
    pending = Array.from({ length: 3 }, () => post(server, '/drop', [['text', long]]));
  await sleep(400);
  const asked = Date.now();
  await get(server, '/return');
  const longest = Date.now() - asked;
  await Promise.all(pending);
  assert.ok(longest < 1500, `three who look at 4 MiB do not keep others waiting: ${longest} ms`);
});
