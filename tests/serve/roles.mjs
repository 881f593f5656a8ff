// Who may do what: every route of router.rs for everybody. A route that has no row here is a failure.
//
//   node --test tests/serve/roles.mjs
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { test } from 'node:test';
import {
  Server,
  WORDS,
  ask,
  code,
  drop,
  get,
  inbox,
  join,
  member,
  png,
  post,
  readFileSync,
  root,
  routes,
  signIn,
  wrong,
} from './common.mjs';

const ROLES = ['nobody', 'reader', 'editor', 'publisher', 'admin', 'sent away', 'forged'];
const everybody = (status) => Object.fromEntries(ROLES.map((role) => [role, status]));
/** Those from `least` on get `status`, members below it 403; who is no member is shown the door. */
const from = (least, status) =>
  Object.fromEntries(
    ROLES.map((role) => {
      const at = ROLES.indexOf(role),
        isMember = at > 0 && at < 5;
      return [role, !isMember ? 'door' : at >= ROLES.indexOf(least) ? status : 403];
    }),
  );
const text = ['text', 'A line about it.'],
  codename = ['codename', 'one two three four five six seven'],
  sure = ['words', 'sure'];

/** By hand. Of each route: what everybody gets, and what a form for it holds. */
const TABLE = {
  'GET /': [everybody(200)],
  'GET /feed.atom': [everybody(200)],
  'GET /a/{id}': [everybody(200)],
  'GET /a/{id}/account.txt': [everybody(200)],
  'GET /a/{id}/photo/{number}': [everybody(200)],
  'GET /firsthand.mjs': [everybody(200)],
  'GET /characters.json': [everybody(200)],
  'GET /page': [everybody(200)],
  'GET /words': [everybody(200)],
  'GET /check': [everybody(200)],
  'POST /check': [everybody(200), () => [['text', WORDS]]],
  // It takes no form.
  'POST /api/check': [everybody(415), () => [['text', WORDS]]],
  'GET /api/accounts': [everybody(200)],
  'GET /api/openapi.json': [everybody(200)],
  'GET /drop': [everybody(200)],
  'POST /drop': [everybody(200), () => [['text', WORDS]]],
  'POST /drop/edit': [everybody(200), () => [['text', WORDS]]],
  'POST /drop/send': [
    everybody(200),
    () => [
      ['text', WORDS],
      ['token', randomBytes(32).toString('hex')],
    ],
  ],
  'GET /return': [everybody(200)],
  'POST /return': [everybody(404), () => [codename]],
  'POST /return/consent': [everybody(404), () => [codename]],
  'POST /return/withdraw': [everybody(404), () => [codename, sure]],
  'POST /return/delete': [everybody(404), () => [codename, sure]],
  'GET /desk': [from('reader', 200)],
  'GET /desk/join/{invitation}': [everybody(200)],
  'POST /desk/join/{invitation}': [
    everybody(422),
    () => [
      ['name', 'Eve'],
      ['passphrase', 'long enough it is'],
      ['again', 'long enough it is'],
      ['code', 'none'],
    ],
  ],
  'POST /desk/sign-in': [
    everybody(401),
    () => [
      ['name', 'admin'],
      ['passphrase', 'not this one, surely'],
      ['code', '000000'],
    ],
  ],
  'GET /desk/members': [from('admin', 200)],
  'POST /desk/members/invite': [from('admin', 200), () => [['role', 'admin']]],
  'POST /desk/members/send-away': [from('admin', 303), () => [['name', 'nobody of this name']]],
  'POST /desk/members/two': [from('admin', 303), () => [['two', 'no']]],
  'POST /desk/members/clock': [from('admin', 303), () => []],
  'POST /desk/members/key': [from('admin', 303), () => []],
  'GET /desk/me': [from('reader', 200)],
  'POST /desk/me': [
    from('reader', 422),
    () => [
      ['old', 'x'],
      ['new', 'y'],
      ['again', 'z'],
    ],
  ],
  'GET /desk/custody': [from('reader', 200)],
  'GET /desk/{number}': [from('reader', 200)],
  'GET /desk/{number}/file/{index}': [from('reader', 200)],
  'POST /desk/{number}/reply': [from('editor', 303), () => [text]],
  'POST /desk/{number}/note': [from('editor', 303), () => [text]],
  // It is public.
  'POST /desk/{number}/decline': [from('publisher', 409), () => [text]],
  'POST /desk/{number}/discard': [from('publisher', 409), () => [text, ['sure', 'yes']]],
  'GET /desk/{number}/compare': [from('reader', 200)],
  'POST /desk/{number}/find': [from('reader', 200), () => [['phrases', 'neighbour']]],
  'POST /desk/{number}/withhold': [from('editor', 303), () => [['words', '11-11']]],
  'GET /desk/{number}/words/{first}/{last}': [from('reader', 200)],
  'POST /desk/{number}/words/{first}/{last}': [from('editor', 303), () => [['w', '2']]],
  'GET /desk/{number}/publish': [from('reader', 200)],
  'POST /desk/{number}/draft': [
    from('editor', 303),
    () => [
      ['names-read', 'yes'],
      ['photograph', '0'],
    ],
  ],
  'POST /desk/{number}/agree': [from('editor', 303), (draft) => [['draft', draft]]],
  'POST /desk/{number}/publish': [from('publisher', 303), (draft) => [['draft', draft], text]],
  'POST /desk/{number}/notice': [from('publisher', 303), () => [['notice', 'correct'], text]],
  // Only where a desk that is elsewhere pulls, and only with its pass.
  'GET /pull': [everybody(404)],
  'GET /pull/blob/{blob}': [everybody(404)],
  'POST /pull/answer': [everybody(404)],
  'POST /pull/done/{number}': [everybody(404)],
  // The last, for it ends their sessions.
  'POST /desk/sign-out': [everybody(303)],
};

test('every route has a row in the table, and every row a route', () => {
  const there = routes(readFileSync(path.join(root, 'crates/web/src/router.rs'), 'utf8'));
  assert.deepEqual(
    there.filter((route) => !TABLE[route]),
    [],
    'every route has a row',
  );
  assert.deepEqual(
    Object.keys(TABLE).filter((row) => !there.includes(row)),
    [],
    'every row has a route',
  );
  assert.deepEqual(
    routes('.route("/drop", get(a).post(b))\n .route(\n "/new",\n post(c))\n.fallback(x)'),
    ['GET /drop', 'POST /drop', 'POST /new'],
    'a new route is seen',
  );
});

const passphrase = (role) => `the passphrase of ${role}`;

/** A desk and its first member. */
async function newDesk(t) {
  const server = await Server.start(t);
  return { server, admin: await signIn(server, await join(server, server.link, 'admin', passphrase('admin'))) };
}

const invite = async (server, admin) => {
  const page = await post(server, '/desk/members/invite', [['role', 'admin']], { cookie: admin.cookie });
  return page.text.match(/join\/([0-9a-f]{64})/)[1];
};

/** The draft that was saved last. */
const lastDraft = (server) => server.custody().findLast(({ act }) => act === 'drafted').draft;

/** A desk with everybody, an account that was published, and what is needed to send a form to each route. */
async function everybodyThere(t) {
  const { server, admin } = await newDesk(t);
  const members = { admin };
  for (const role of ['reader', 'editor', 'publisher'])
    members[role] = await member(server, admin, role, role, passphrase(role));
  members['sent away'] = await member(server, admin, 'admin', 'Gone', passphrase('Gone'));
  assert.equal(
    (await get(server, '/desk/members', { cookie: members['sent away'].cookie })).status,
    200,
    'who is still there is let in',
  );
  await post(server, '/desk/members/send-away', [['name', 'Gone']], { cookie: admin.cookie });
  members.forged = { cookie: `desk=${randomBytes(32).toString('hex')}` };
  members.nobody = { cookie: undefined };
  await drop(server, { words: 'all', photographs: 'yes', files: [{ filename: 'x', bytes: png() }] });
  const [number] = await inbox(server, admin.cookie);
  const invitation = await invite(server, admin);
  let id = '';
  const at = (route) =>
    route
      .split(' ')[1]
      .replace('{id}', id)
      .replace('/photo/{number}', '/photo/1')
      .replace('{number}', number)
      .replace('{index}', 1)
      .replace('{first}', 1)
      .replace('{last}', 12)
      .replace('{invitation}', invitation)
      .replace('{blob}', '0'.repeat(64));
  const watcher = await member(server, admin, 'admin', 'Watcher', passphrase('Watcher'));
  /** How many acts and files there are. */
  const state = async () => {
    const custody = await get(server, '/desk/custody', { cookie: watcher.cookie });
    return [
      Number(custody.text.match(/<tr><td>(\d+)</)[1]),
      server.files('blobs').length,
      server.files('spool').length,
    ];
  };
  /** What a form holds; some name the draft that is there now. */
  const filled = async (fields) => (fields?.length ? fields(await draft()) : (fields?.() ?? []));
  const draft = () => lastDraft(server);

  // Published once, so that there is something to correct.
  await post(
    server,
    `/desk/${number}/draft`,
    [
      ['names-read', 'yes'],
      ['photograph', '0'],
    ],
    { cookie: admin.cookie },
  );
  const first = await post(server, `/desk/${number}/publish`, [['draft', await draft()]], { cookie: admin.cookie });
  assert.deepEqual([first.status, wrong(first.text)], [303, ''], 'it is published');
  id = server.custody().find(({ act }) => act === 'published').id;
  /** Changes the draft, so that it is another one than the edition that is public. */
  let shown = true;
  const redraft = () => {
    shown = !shown;
    const fields = [['names-read', 'yes'], ...(shown ? [['photograph', '0']] : [])];
    return post(server, `/desk/${number}/draft`, fields, { cookie: admin.cookie });
  };
  return { server, admin, members, number, at, filled, state, redraft };
}

test('a form from elsewhere is refused, whoever sends it, and changes nothing', async (t) => {
  const { server, admin, at, filled, state } = await everybodyThere(t);
  const elsewhere = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: `http://${server.host}`, 'sec-fetch-site': 'cross-site' },
    { origin: `http://${server.host}.evil.example` },
  ];
  const before = await state(),
    taken = [];
  for (const [route, [, fields]] of Object.entries(TABLE).filter(([name]) => name.startsWith('POST'))) {
    const form = await filled(fields);
    for (const headers of elsewhere) {
      const answer = await post(server, at(route), form, { cookie: admin.cookie, headers });
      if (answer.status !== 403 || !wrong(answer.text))
        taken.push(`${route} ${JSON.stringify(headers)}: ${answer.status}`);
    }
  }
  assert.deepEqual(taken, [], 'a form from elsewhere is refused');
  assert.deepEqual(await state(), before, 'a form from elsewhere changes nothing');
  assert.equal((await get(server, '/desk/members', { cookie: admin.cookie })).status, 200, 'it did not even sign out');
  for (const headers of [
    { origin: `http://${server.host}` },
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
  ]) {
    assert.equal(
      (await post(server, '/drop/edit', [['text', 'x']], { headers })).status,
      200,
      `a form from here is taken: ${JSON.stringify(headers)}`,
    );
  }
});

test('everybody may do what the table says, and nothing else', async (t) => {
  const { server, members, at, filled, state, redraft } = await everybodyThere(t);
  for (const [route, [expected, fields]] of Object.entries(TABLE)) {
    const method = route.split(' ')[0];
    for (const role of ROLES) {
      // The same edition is not published twice.
      if (route === 'POST /desk/{number}/publish') await redraft();
      const { cookie } = members[role],
        then = await state();
      const answer =
        method === 'GET'
          ? await get(server, at(route), { cookie })
          : await post(server, at(route), await filled(fields), { cookie });
      const door =
        (answer.status === 303 && answer.headers.location === '/desk' && route !== 'POST /desk/sign-out') ||
        (answer.status === 200 && answer.text.includes('action="/desk/sign-in'));
      assert.deepEqual(
        door && expected[role] === 'door' ? 'door' : answer.status,
        expected[role],
        `${route} by ${role}`,
      );
      const may = expected[role] < 400 && method !== 'GET';
      if (!may) assert.deepEqual(await state(), then, `${route} by ${role} changes nothing`);
      if (answer.status >= 400 && !/ \/(api|pull)/.test(route))
        assert.ok(wrong(answer.text), `${route} by ${role} says why: ${answer.text.slice(0, 100)}`);
      if (expected[role] === 403 || expected[role] === 'door')
        assert.ok(!answer.text.includes('stood at the bridge'), `${route} by ${role} shows nothing of it`);
    }
  }
  for (const role of ['reader', 'admin']) {
    assert.equal(
      (await get(server, '/desk/custody', { cookie: members[role].cookie })).status,
      303,
      `signed out, the cookie of ${role} opens nothing`,
    );
  }
});

test('HEAD and other methods do nothing', async (t) => {
  const { server, admin, at, state } = await everybodyThere(t);
  const then = await state();
  const odd = [];
  for (const route of new Set(Object.keys(TABLE).map(at))) {
    for (const method of ['HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const { status } = await ask(server, method, route, { cookie: admin.cookie });
      if (status >= 500 || (method !== 'HEAD' && status < 400)) odd.push(`${method} ${route}: ${status}`);
    }
  }
  assert.deepEqual(odd, [], 'other methods do nothing');
  assert.deepEqual(await state(), then, 'other methods change nothing');
});

test('a cookie that is nearly right is shown the door', async (t) => {
  const { server, admin } = await newDesk(t);
  const token = admin.cookie.split('=')[1];
  for (const cookie of [
    `desk=${token.toUpperCase()}`,
    `desk=${token.slice(0, 62)}`,
    `desk=${token}00`,
    `Desk=${token}`,
    `desk="${token}"`,
    'desk=',
    `desk=${'0'.repeat(64)}`,
  ]) {
    assert.equal(
      (await get(server, '/desk/custody', { cookie })).status,
      303,
      `${cookie.slice(0, 9)}… (${cookie.length}) is shown the door`,
    );
  }
  assert.equal(
    (await get(server, '/desk/custody', { cookie: `a=b; desk=x; ${admin.cookie}; c=d` })).status,
    200,
    'the cookie is found among others',
  );
});

test('a code counts once, whatever was tried in between', async (t) => {
  const { server, admin } = await newDesk(t);
  const editor = await member(server, admin, 'editor', 'editor', passphrase('editor'));
  const [now, next] = [code(editor.secret), code(editor.secret, 1)],
    tries = [];
  for (const each of [next, next, now, next]) {
    const fields = [
      ['name', 'editor'],
      ['passphrase', editor.passphrase],
      ['code', each],
    ];
    tries.push((await post(server, '/desk/sign-in', fields)).status);
  }
  assert.deepEqual(tries, [303, 401, 401, 401], 'a code counts once: the next, again, the one before, again');
});

test('who was sent away does not come back in with somebody of the same name', async (t) => {
  const { server, admin } = await newDesk(t);
  await drop(server);
  const [number] = await inbox(server, admin.cookie);
  const reader = await member(server, admin, 'reader', 'Same', passphrase('Same'));
  await post(server, '/desk/members/send-away', [['name', 'Same']], { cookie: admin.cookie });
  assert.equal((await get(server, `/desk/${number}`, { cookie: reader.cookie })).status, 303, 'sent away, the door');
  const invitedSame = await post(server, '/desk/members/invite', [['role', 'admin']], { cookie: admin.cookie });
  await join(server, invitedSame.text.match(/\/desk\/join\/[0-9a-f]{64}/)[0], 'Same', passphrase('another Same'));
  assert.equal(
    (await get(server, '/desk/members', { cookie: reader.cookie })).status,
    303,
    'sent away, the door, though another has the name now',
  );
});

test('an admin is sent away, and the last one stays', async (t) => {
  const { server, admin } = await newDesk(t);
  await member(server, admin, 'admin', 'Same', passphrase('Same'));
  const gone = await post(server, '/desk/members/send-away', [['name', 'Same']], { cookie: admin.cookie });
  assert.equal(gone.status, 303, 'an admin is sent away');
  assert.equal(
    (await post(server, '/desk/members/send-away', [['name', 'admin']], { cookie: admin.cookie })).status,
    409,
    'the last admin stays',
  );
});

test('an invitation works once, and nobody joins without one', async (t) => {
  const { server, admin } = await newDesk(t);
  const invitation = await invite(server, admin);
  const joined = await join(server, `/desk/join/${invitation}`, 'Once', passphrase('Once'));
  assert.equal((await get(server, `/desk/join/${invitation}`)).status, 410, 'an invitation is used up');
  assert.equal(
    (
      await post(server, `/desk/join/${randomBytes(32).toString('hex')}`, [
        ['name', 'x'],
        ['passphrase', 'y'.repeat(20)],
        ['again', 'y'.repeat(20)],
        ['code', '1'],
      ])
    ).status,
    410,
    'nobody joins without one',
  );
  assert.ok((await signIn(server, joined)).cookie, 'who joined can sign in');
});

test('a session ends with the server; members and sources still come back', async (t) => {
  const { server, admin } = await newDesk(t);
  const joined = await join(server, `/desk/join/${await invite(server, admin)}`, 'Once', passphrase('Once'));
  const { codename: mine } = await drop(server, { words: 'all' });
  await server.stop();
  await server.up();
  assert.equal(
    (await get(server, '/desk/custody', { cookie: admin.cookie })).status,
    303,
    'a session does not outlive the server',
  );
  assert.ok((await signIn(server, joined)).cookie, 'who joined can sign in');
  assert.equal((await post(server, '/return', [['codename', mine]])).status, 200, 'the source still comes back');
});

test('an account that its source deleted can still be retracted', async (t) => {
  const { server, admin } = await newDesk(t);
  const { codename } = await drop(server, { words: 'all' });
  const [number] = await inbox(server, admin.cookie),
    as = { cookie: admin.cookie };
  await post(server, `/desk/${number}/draft`, [['names-read', 'yes']], as);
  await post(server, `/desk/${number}/publish`, [['draft', lastDraft(server)]], as);
  const { id } = server.custody().find(({ act }) => act === 'published');
  const deleted = await post(server, '/return/delete', [
    ['codename', codename],
    ['words', 'sure'],
  ]);
  assert.deepEqual([deleted.status, (await get(server, `/a/${id}`)).status], [200, 200]);
  const page = (await get(server, `/desk/${number}`, as)).text;
  assert.ok(page.includes('The source deleted this account.') && page.includes(`/a/${id}`), page);
  assert.ok(!page.includes('stood at the bridge'));
  const back = await get(server, `/desk/${number}/publish`, as);
  assert.deepEqual([back.status, back.headers.location], [303, `/desk/${number}`]);
  const taken = await post(
    server,
    `/desk/${number}/notice`,
    [
      ['notice', 'retract'],
      ['text', 'The source deleted it.'],
    ],
    as,
  );
  assert.deepEqual([taken.status, (await get(server, `/a/${id}`)).status], [303, 410]);
  const after = (await get(server, `/desk/${number}`, as)).text;
  assert.ok(after.includes('It was published and retracted.') && !after.includes('value="retract"'), after);
});

test('the desk deletes an account with a reason, and the source is told', async (t) => {
  const { server, admin } = await newDesk(t);
  const { codename } = await drop(server, { words: 'all' });
  const [number] = await inbox(server, admin.cookie),
    as = { cookie: admin.cookie };
  const why = ['text', 'It is an advertisement.'];
  assert.equal((await post(server, `/desk/${number}/discard`, [why], as)).status, 303);
  assert.ok(
    (await get(server, `/desk/${number}`, as)).text.includes('stood at the bridge'),
    'not before they are sure',
  );
  assert.equal((await post(server, `/desk/${number}/decline`, [why], as)).status, 303);
  const declined = (await get(server, `/desk/${number}`, as)).text;
  assert.ok(declined.includes('declined this account on') && declined.includes(why[1]), declined);
  assert.equal((await post(server, `/desk/${number}/discard`, [why, ['sure', 'yes']], as)).status, 303);
  const gone = (await get(server, `/desk/${number}`, as)).text;
  assert.ok(gone.includes('deleted this account on') && gone.includes(why[1]), gone);
  assert.ok(!gone.includes('stood at the bridge'));
  assert.ok((await get(server, '/desk', as)).text.includes('deleted by the desk'));
  const back = await post(server, '/return', [['codename', codename]]);
  assert.ok(back.text.includes('The desk deleted what you left on') && !back.text.includes('You left'), back.text);
  assert.ok(!JSON.stringify(server.custody()).includes(why[1]), 'the reason is encrypted');
});

test('where two must agree, nobody publishes alone', async (t) => {
  const { server, admin } = await newDesk(t);
  const joined = await member(server, admin, 'admin', 'Once', passphrase('Once'));
  await post(server, '/desk/members/two', [['two', 'yes']], { cookie: admin.cookie });
  await drop(server, { words: 'all', text: `${WORDS} Two.` });
  const [second] = await inbox(server, admin.cookie),
    publish = `/desk/${second}/publish`;
  await post(server, `/desk/${second}/draft`, [['names-read', 'yes']], { cookie: admin.cookie });
  const draftOfSecond = lastDraft(server);
  const offered = async ({ cookie }, form) =>
    (await get(server, publish, { cookie })).text.includes(`action="/desk/${second}/${form}"`);
  assert.deepEqual([await offered(admin, 'publish'), await offered(admin, 'agree')], [false, false]);
  assert.equal(await offered(joined, 'agree'), true);
  assert.equal(
    (await post(server, publish, [['draft', draftOfSecond]], { cookie: admin.cookie })).status,
    409,
    'who made the draft does not publish it alone',
  );
  await post(server, `/desk/${second}/agree`, [['draft', draftOfSecond]], { cookie: admin.cookie });
  assert.equal(
    (await post(server, publish, [['draft', draftOfSecond]], { cookie: admin.cookie })).status,
    409,
    'nor by agreeing with themselves',
  );
  await post(server, `/desk/${second}/agree`, [['draft', draftOfSecond]], { cookie: joined.cookie });
  assert.equal(
    (await post(server, publish, [['draft', draftOfSecond]], { cookie: admin.cookie })).status,
    303,
    'with a second they do',
  );
});
