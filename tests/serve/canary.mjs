// Nothing of a source's reaches the disk or the logs in the clear, nothing says when they came, and sizes say nothing of
// lengths. Canaries go through every path; then every byte of every file is searched.
//
//   node --test tests/serve/canary.mjs
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import {
  Server,
  WORDS,
  ask,
  code,
  drop,
  filesUnder,
  folder,
  form,
  get,
  inbox,
  join,
  png,
  post,
  readFileSync,
  signIn,
  sleep,
  statSync,
  stepsOf,
  value,
  wrong,
} from './common.mjs';

/** A word that stands nowhere else. It has no letter that a search might miss: lower case, a capital, digits. */
const canaries = {};
const canary = (name) => (canaries[name] ??= `Canary${randomBytes(9).toString('hex')}`);

/** The forms in which `text` may lie in a file. In base64 it may begin at any of three places. */
function forms(text) {
  const bytes = Buffer.from(text),
    all = [bytes, Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()];
  all.push(Buffer.from(text.toLowerCase()), Buffer.from(text.toUpperCase()));
  const hex = bytes.toString('hex');
  all.push(
    Buffer.from(hex),
    Buffer.from(hex.toUpperCase()),
    Buffer.from(hex.replace(/../g, '%$&')),
    Buffer.from(hex.toUpperCase().replace(/../g, '%$&')),
  );
  for (const before of [0, 1, 2]) {
    const coded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const inner = coded.slice(before === 0 ? 0 : before + 1, coded.length - 4);
    all.push(Buffer.from(inner), Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return all;
}

/** Where canaries are: [canary, file]. */
function search(places, names = Object.keys(canaries)) {
  const wanted = names.map((name) => [name, forms(canaries[name])]);
  return places.flatMap(([place, bytes]) =>
    wanted.filter(([, each]) => each.some((form) => bytes.includes(form))).map(([name]) => `${name} in ${place}`),
  );
}

const everything = (server) => [
  ...filesUnder(server.data).map((file) => [
    path.relative(server.data, file),
    Buffer.concat([readFileSync(file), Buffer.from(file)]),
  ]),
  ...filesUnder(server.tmp).map((file) => [
    `tmp/${path.basename(file)}`,
    Buffer.concat([readFileSync(file), Buffer.from(file)]),
  ]),
  ['stdout and stderr', Buffer.from(server.log, 'latin1')],
];

/** Sends only the beginning of a form, and hangs up. */
function hangUp(server, at, { body, type }, share, headers = '') {
  return new Promise((done) => {
    const socket = net.connect(server.port, '127.0.0.1', () => {
      socket.write(
        `POST ${at} HTTP/1.1\r\nHost: ${server.host}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n${headers}\r\n`,
      );
      socket.write(body.subarray(0, Math.floor(body.length * share)), () => setTimeout(() => socket.destroy(), 60));
    });
    socket.on('error', () => {});
    socket.on('close', done);
  });
}

/** The least sizes: those that padding comes to (Padmé, and 4096 for what is shorter). */
export function isPadme(size) {
  if (size <= 4096) return size === 4096;
  const exponent = Math.floor(Math.log2(size)),
    bits = Math.floor(Math.log2(exponent)) + 1;
  return size % 2 ** (exponent - bits) === 0;
}

/** How many bytes an age file holds: its header has a length of its own, by chance. */
function held(file) {
  const bytes = readFileSync(file),
    mark = bytes.indexOf('\n--- '),
    start = bytes.indexOf('\n', mark + 1) + 1;
  if (mark < 0) return { plain: bytes };
  const payload = bytes.length - start - 16;
  return { held: payload - 16 * Math.ceil(payload / (65_536 + 16)) };
}

test('the search finds every form of a canary', () => {
  const own = folder();
  for (const [i, text] of forms(canary('planted')).entries())
    writeFileSync(path.join(own, `planted${i}`), Buffer.concat([randomBytes(999), text, randomBytes(99)]));
  writeFileSync(path.join(own, 'coded'), `xy${Buffer.from(`some words ${canary('planted')} more`).toString('base64')}`);
  writeFileSync(path.join(own, 'quoted'), encodeURIComponent(canary('planted')));
  const planted = filesUnder(own).map((file) => [path.basename(file), readFileSync(file)]);
  const seen = new Set(search(planted, ['planted']));
  assert.deepEqual(
    planted.map(([name]) => name).filter((name) => !seen.has(`planted in ${name}`)),
    [],
    'the search finds every form of a canary',
  );
  delete canaries.planted;
});

test('nothing of a source lies in the clear anywhere, and nothing says when they came', async (t) => {
  const step = stepsOf(t);
  const server = await Server.start(t);
  const secret = canary('passphrase'),
    admin = await signIn(server, await join(server, server.link, 'Ada', `${secret} and more`));
  const { cookie } = admin;
  const file = (name) => ({
    filename: `${canary(`${name}, name`)}.jpg`,
    bytes: Buffer.concat([randomBytes(5000), Buffer.from(canary(name))]),
    type: `image/${canary(`${name}, type`)}`,
  });
  const headers = {
    'user-agent': `Mozilla ${canary('user agent')}`,
    'x-forwarded-for': `203.0.113.77, ${canary('forwarded')}`,
    forwarded: `for=${canary('forwarded too')}`,
    'x-real-ip': '203.0.113.77',
    referer: `http://${server.host}/${canary('referer')}`,
    'accept-language': 'kk',
    cookie: `x=${canary('cookie')}`,
  };
  const text = (name) => `${WORDS} ${canary(name)} was there.`;
  const consent = { words: 'all', photographs: 'yes', 'name-kind': 'own', name: canary('name to publish under') };

  let codename;
  await step('a source looks, changes, leaves, comes back, adds, allows, takes back', async () => {
    await post(
      server,
      `/drop?${canary('query')}=1`,
      [
        ['text', text('preview')],
        ['files', file('file of a preview')],
      ],
      { headers },
    );
    const edited = await post(
      server,
      '/drop/edit',
      [
        ['text', text('edited')],
        ['name', canary('name, edited')],
      ],
      { headers },
    );
    assert.equal(edited.status, 200, 'a form that is to be changed comes back');
    ({ codename } = await drop(
      server,
      { text: text('text'), ...consent, files: [file('file'), { filename: 'a.png', bytes: png(canary('metadata')) }] },
      headers,
    ));
    canaries.codename = codename;
    canaries['codename, spaced'] = codename.replaceAll('-', ' ');
    assert.equal(codename.split('-').length, 7, 'a codename is given');
    assert.equal(
      (await post(server, '/return', [['codename', codename]], { headers })).status,
      200,
      'the source comes back',
    );
    await post(server, '/return', [['codename', `${canary('wrong codename')} and six other words`]], { headers });
    await drop(server, { text: text('added'), codename, files: [file('file, added')] }, headers);
    await post(
      server,
      '/return/consent',
      [['codename', codename], ...Object.entries({ ...consent, name: canary('name, later') })],
      { headers },
    );
    await post(
      server,
      '/return/consent',
      [
        ['codename', `${canary('wrong codename, consent')} x`],
        ...Object.entries({ ...consent, name: canary('name, unknown') }),
      ],
      { headers },
    );
    await post(
      server,
      '/return/withdraw',
      [
        ['codename', codename],
        ['words', 'sure'],
      ],
      { headers },
    );
    await post(server, '/return/consent', [['codename', codename], ...Object.entries(consent)], { headers });
  });

  // Files that begin like a parcel's, which is encrypted already: with its first line alone, and with a whole header.
  await step('files that only begin like a parcel are left, and an account is deleted', async () => {
    const line = 'age-encryption.org/v1\n',
      mac = 'A'.repeat(43);
    const forged = { 'forged line': line, 'forged header': `${line}-> X25519 ${mac}\n${mac}\n--- ${mac}\n` };
    for (const [name, start] of Object.entries(forged)) {
      const parcel = (to) => ({
        ...file(`${name}, ${to}`),
        bytes: Buffer.concat([Buffer.from(start + canary(`${name}, ${to}`)), randomBytes(5000)]),
      });
      await post(
        server,
        '/drop',
        [
          ['text', ''],
          ['files', parcel('preview')],
        ],
        { headers },
      );
      await drop(server, { text: '', files: [parcel('alone')] }, headers);
      await drop(server, { text: text(`${name}, words beside it`), files: [parcel('beside words')] }, headers);
      await hangUp(
        server,
        '/drop',
        form([
          ['text', ''],
          ['files', { ...parcel('hung up'), bytes: Buffer.from(start + canary(`${name}, hung up`).repeat(20_000)) }],
        ]),
        0.6,
      );
    }
    const other = await drop(server, { text: text('text, deleted'), files: [file('file, deleted')] }, headers);
    canaries['codename, deleted'] = other.codename;
    await post(
      server,
      '/return/delete',
      [
        ['codename', other.codename],
        ['words', 'sure'],
      ],
      { headers },
    );
  });

  await step('forms go wrong in every way', async () => {
    await post(
      server,
      '/drop',
      [
        ['text', ' '],
        ['name', canary('name, no words')],
      ],
      { headers },
    );
    await post(
      server,
      '/drop',
      [
        ['text', text('no name')],
        ['name-kind', 'own'],
      ],
      { headers },
    );
    await post(
      server,
      '/drop',
      [
        ['text', text('bad day')],
        ['when-kind', 'from'],
        ['day', canary('bad day, day')],
      ],
      { headers },
    );
    await post(
      server,
      '/drop',
      [
        ['text', text('hidden')],
        ['text', `${canary('hidden')}\u202E`],
      ],
      { headers },
    );
    await post(server, '/drop', [['text', Buffer.concat([Buffer.from(canary('not UTF-8')), Buffer.from([255])])]], {
      headers,
    });
    await post(server, '/drop', [['text', `firsthand1${canary('false slip')} ${WORDS}`]], { headers });
    await post(
      server,
      '/drop',
      [
        ['unknown', canary('unknown field')],
        [canary('name of a field'), 'x'],
      ],
      { headers },
    );
    await ask(server, 'POST', '/drop', {
      body: Buffer.from(`text=${canary('wrong type')}`),
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    });
    await ask(server, 'POST', '/drop', {
      body: Buffer.from(canary('garbled')),
      headers: { ...headers, 'content-type': 'multipart/form-data; boundary=x' },
    });
    await get(server, `/${canary('path')}?${canary('query')}`, { headers });
    await get(server, `/desk/${canary('path')}`, { cookie });
    for (const share of [0.3, 0.6, 0.9, 0.99]) {
      await hangUp(
        server,
        '/drop',
        form([
          ['text', text('hung up')],
          ['files', { ...file('file, hung up'), bytes: Buffer.from(canary('file, hung up').repeat(20_000)) }],
        ]),
        share,
      );
      await hangUp(
        server,
        '/drop/send',
        form([
          ['text', text('hung up, send')],
          ['token', randomBytes(32).toString('hex')],
          ['pad', 'x'.repeat(10_000)],
        ]),
        share,
      );
    }
  });

  const [number] = (await inbox(server, cookie)).slice(-1),
    at = `/desk/${number}`;
  await step('the desk reads, answers, notes, withholds, drafts', async () => {
    const page = await get(server, `/desk/${number}`, { cookie });
    assert.ok(page.text.includes(canaries.text) && page.text.includes(consent.name), 'the desk reads the text');
    const back = await get(server, `/desk/${number}/file/1`, { cookie });
    assert.ok(back.body.includes(canaries.file), 'the desk reads the file');
    await post(server, `${at}/reply`, [['text', `Thank you, ${canary('reply')}`]], { cookie });
    await post(server, `${at}/note`, [['text', `Ask ${canary('note')}`]], { cookie });
    await post(server, `${at}/note`, [['text', Buffer.from([...Buffer.from(canary('note, broken')), 255])]], {
      cookie,
    });
    await post(server, `${at}/find`, [['phrases', `${canary('phrase')}\nneighbour`]], { cookie });
    await post(server, `${at}/withhold`, [['words', '11-11']], { cookie });
    await post(
      server,
      `${at}/draft`,
      [
        ['names-read', 'yes'],
        ['text', `Ein Satz ${canary('translation')}.`],
        ['translation-language', canary('tag').slice(0, 20)],
      ],
      { cookie },
    );
    await get(server, `${at}/publish`, { cookie });
    await post(
      server,
      '/desk/sign-in',
      [
        ['name', canary('sign-in')],
        ['passphrase', canary('sign-in, passphrase')],
        ['code', code(admin.secret)],
      ],
      { headers },
    );
    canaries.cookie = cookie.split('=')[1];
    assert.ok(
      (await post(server, '/return', [['codename', codename]])).text.includes(canaries.reply),
      'the source reads the answer',
    );
    await sleep(100);
  });

  await step('nothing of all this lies anywhere in the clear', () => {
    assert.deepEqual(search(everything(server)), [], 'nothing of all this lies anywhere in the clear');
    assert.deepEqual(
      everything(server)
        .filter(([, bytes]) => bytes.includes('203.0.113.77'))
        .map(([place]) => place),
      [],
      'no address lies anywhere',
    );
  });

  const draftOf = async (who = cookie) => value((await get(server, `${at}/publish`, { cookie: who })).text, 'draft');

  await step('what the desk was refused to publish lies nowhere in the clear either', async () => {
    const first = await draftOf();
    await post(server, '/desk/members/two', [['two', 'yes']], { cookie });
    const refused = await post(server, `${at}/publish`, [['draft', first]], { cookie });
    assert.deepEqual(
      [refused.status, server.custody().some(({ act }) => act === 'published')],
      [409, false],
      'alone, nobody publishes where two must agree',
    );
    assert.deepEqual(search(everything(server)), [], 'what was refused for want of a second lies nowhere in the clear');
    await post(server, '/desk/members/two', [['two', 'no']], { cookie });
    await post(
      server,
      `${at}/draft`,
      [
        ['names-read', 'yes'],
        ['with-name', 'yes'],
        ['photograph', '1'],
      ],
      { cookie },
    );
    const stale = await post(server, `${at}/publish`, [['draft', first]], { cookie });
    assert.equal(stale.status, 409, 'an old draft is not published');
    assert.deepEqual(search(everything(server)), [], 'what was refused for an old draft lies nowhere in the clear');
  });

  await step('what is published is found, and nothing else', async () => {
    await server.stop();
    await server.up();
    await signIn(server, admin);
    const published = await post(server, `${at}/publish`, [['draft', await draftOf(admin.cookie)]], {
      cookie: admin.cookie,
    });
    assert.deepEqual([published.status, wrong(published.text)], [303, ''], 'it is published');
    const open = new Set(search(everything(server)).map((each) => each.split(' in ')[0]));
    assert.deepEqual(
      [...open].sort(),
      ['name to publish under', 'text'],
      'published, its words and its name are found, and nothing else',
    );
  });

  await step('nothing on disk is finer than a day', () => {
    const blobs = server.files('blobs');
    assert.deepEqual(
      blobs.filter((blob) => statSync(blob).mtimeMs % 86_400_000 !== 0),
      [],
      'the times of blobs are whole days',
    );
    const now = new Date(),
      today = now.toISOString().slice(0, 10),
      entries = server.custody();
    assert.deepEqual(
      [...new Set(entries.map(({ day }) => day))].filter(
        (day) => day !== today && Math.abs(Date.parse(day) - now) > 2 * 86_400_000,
      ),
      [],
      'custody says days',
    );
    // Keys are coded bytes, in which anything may stand.
    const custody = JSON.stringify(entries.map(({ key, ...entry }) => entry));
    assert.equal(custody.match(/\d{1,2}:\d\d|T\d\d|\b1[6-9]\d{8}\b/g), null, 'custody holds no time');
    assert.equal(
      execFileSync(
        'python3',
        [
          '-c',
          'import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT group_concat(sql) FROM sqlite_master").fetchone()[0])',
          path.join(server.data, 'custody.sqlite'),
        ],
        { encoding: 'utf8' },
      )
        .replace(/\s+/g, ' ')
        .trim(),
      'CREATE TABLE custody (number INTEGER PRIMARY KEY, entry TEXT NOT NULL, hash BLOB NOT NULL) STRICT',
      'the database has its one table',
    );
  });
});

// Lengths, at random, and what is seen of them.
test('sizes on disk and of pages say nothing of lengths', async (t) => {
  const server = await Server.start(t);
  const admin = await signIn(server, await join(server, server.link, 'Ada'));
  const random = (most) => Math.floor(2 ** (Math.random() * Math.log2(most))) + 1;
  const words = (length) => 'word '.repeat(Math.ceil(length / 5)).slice(0, length - 1) + 'x';
  const known = new Set(),
    odd = new Set(),
    pages = { preview: new Set(), codename: new Set(), back: new Set(), account: new Set() };
  const fresh = () => server.files('blobs').filter((blob) => !known.has(blob) && known.add(blob));
  const see = (page, answer) => {
    pages[page].add(answer.body.length);
    if (!isPadme(answer.body.length)) odd.add(`${page} of ${answer.body.length}`);
    if (Number(answer.headers['content-length']) !== answer.body.length) odd.add(`${page}: content-length`);
  };
  const plain = [];
  for (let i = 0; i < 200; i++) {
    const files = i % 2 ? [{ filename: 'x', bytes: randomBytes(random(300_000)) }] : [];
    // Every fourth is left for good; to look at one costs nothing.
    const text = words(random(60_000));
    if (i % 4 > 1) {
      see('preview', await post(server, '/drop', [['text', text], ...files.map((file) => ['files', file])]));
      continue;
    }
    const { preview, sent, codename } = await drop(server, { text, files });
    see('preview', preview);
    see('codename', sent);
    if (i % 20 === 0) see('back', await post(server, '/return', [['codename', codename]]));
  }
  // Parcels, whatever stands in them.
  const parcel = (length) => Buffer.concat([Buffer.from('age-encryption.org/v1\n'), randomBytes(length)]);
  for (let i = 0; i < 20; i++)
    await drop(server, { text: '', files: [{ filename: 'x', bytes: parcel(random(300_000)) }] });
  for (const blob of fresh()) {
    const { held: size, plain: bytes } = held(blob);
    if (bytes) plain.push(blob);
    else if (!isPadme(size)) odd.add(`blob of ${size}`);
  }
  for (const number of await inbox(server, admin.cookie))
    see('account', await get(server, `/desk/${number}`, { cookie: admin.cookie }));
  assert.deepEqual(plain, [], 'nothing is kept that is not encrypted');
  assert.deepEqual([...odd], [], 'all sizes are those of the padding');
  assert.ok(
    known.size > 120 && pages.account.size > 5 && pages.preview.size > 5,
    `the sizes were looked at: ${known.size} blobs`,
  );
  assert.ok(!isPadme(4097) && !isPadme(123_457) && isPadme(4096) && isPadme(4352), 'the test sees an odd size');
  const letters = await Promise.all(
    [2000, 3000].map(async (length) => {
      await drop(server, { text: words(length) });
      return fresh().map((blob) => held(blob).held);
    }),
  );
  assert.deepEqual(
    letters.flat().length === 2 && letters.flat()[0],
    letters.flat()[1],
    'a text of 2 kB and one of 3 kB look alike',
  );
  t.diagnostic(
    `sizes seen: ${Object.entries(pages)
      .map(([page, seen]) => `${page} ${seen.size}`)
      .join(', ')}, of ${known.size} blobs`,
  );
});
