// The description of the interface for programs (crates/web/assets/openapi.json), held against the code and against what
// a server answers: it says all that is there, and nothing that is not.
//
//   node --test tests/serve/api.mjs
//   FULL=1 node --test tests/serve/api.mjs     with what comes after five minutes
import assert from 'node:assert/strict';
import net from 'node:net';
import path from 'node:path';
import { before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { Server, WORDS, ask, get, readFileSync, root, routes, wrong } from './common.mjs';

const read = (file) => readFileSync(path.join(root, file), 'utf8');
const STATUS = {
  BAD_REQUEST: 400,
  REQUEST_TIMEOUT: 408,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  SERVICE_UNAVAILABLE: 503,
};
/** Every refusal of api.rs: [status, code]. */
const refusals = [...read('crates/web/src/check/api.rs').matchAll(/StatusCode::(\w+),\s*"([^"]+)"/g)].map(
  ([, status, code]) => [STATUS[status], code],
);

let described;
before(async () => {
  const holder = { after: (work) => (holder.work = work) };
  const server = await Server.start(holder);
  described = JSON.parse((await get(server, '/api/openapi.json')).text);
  await holder.work();
});

/** That an answer is described: its method, address and status, its type, and the form of its JSON. */
function holds(method, at, answer) {
  const response = described.paths[at]?.[method]?.responses[answer.status];
  assert.ok(response, `${method} ${at} ${answer.status} is described: ${answer.text.slice(0, 200)}`);
  assert.deepEqual(Object.keys(response.content), [answer.headers['content-type'].split(';')[0]], 'the type');
  const ajv = new Ajv.default({ allErrors: true, strict: false, formats: { date: /^\d{4}-\d\d-\d\d$/ } });
  if (!response.content['application/json']) return null;
  const { $ref } = response.content['application/json'].schema;
  const schema = { ...response.content['application/json'].schema, components: described.components };
  const isValid = ajv.compile(schema);
  assert.ok(
    isValid(JSON.parse(answer.text)),
    `${$ref ?? 'the schema'}: ${JSON.stringify(isValid.errors)?.slice(0, 500)}`,
  );
  return JSON.parse(answer.text);
}

const check = (server, type, body) =>
  ask(server, 'POST', '/api/check', { body: Buffer.from(body), headers: { 'content-type': type } });

test('the description says it is OpenAPI 3.1', () => {
  assert.match(described.openapi, /^3\.1/);
});

test('every route for programs is described with its methods, and no others are', () => {
  const there = routes(read('crates/web/src/router.rs')).filter((route) => route.includes(' /api/'));
  const said = Object.entries(described.paths).flatMap(([at, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${at}`),
  );
  assert.ok(there.length >= 3, there.join());
  assert.deepEqual(said.sort(), there.sort());
});

test('every error code of the code is described with what it means, and no others are', () => {
  const { properties, description } = described.components.schemas.Error;
  const codes = [...new Set(refusals.map(([, code]) => code))].sort();
  assert.ok(
    refusals.every(([status]) => status),
    `each status is known: ${JSON.stringify(refusals)}`,
  );
  assert.deepEqual([...properties.error.enum].sort(), codes);
  assert.deepEqual(
    [...` ${description}`.matchAll(/(?<=[ .] ?)([a-z][a-z0-9 -]*): /g)].map(([, code]) => code).sort(),
    codes,
    'their meanings',
  );
});

test('every status of the code is described, and no others are', () => {
  // Pages of other web sites are refused by router.rs, whatever they send to.
  const statuses = [...new Set([200, 403, ...refusals.map(([status]) => status)])].map(String).sort();
  assert.deepEqual(Object.keys(described.paths['/api/check'].post.responses).sort(), statuses);
  for (const at of ['/api/accounts', '/api/openapi.json'])
    assert.deepEqual(Object.keys(described.paths[at].get.responses), ['200']);
});

test('every schema is used', () => {
  const all = JSON.stringify(described);
  const unused = Object.keys(described.components.schemas).filter(
    (name) => !all.includes(`"#/components/schemas/${name}"`),
  );
  assert.deepEqual(unused, []);
});

test('what is published is answered as it is described, with everything that is described', async (t) => {
  const server = await Server.start(t, { args: ['--sample'] });
  const { accounts } = holds('get', '/api/accounts', await get(server, '/api/accounts'));
  assert.ok(accounts.length > 0, 'there are accounts');
  const { Account, Notices } = described.components.schemas;
  const { properties } = Account;
  for (const one of accounts) assert.deepEqual(Object.keys(one).sort(), Object.keys(properties).sort());
  for (const [part, of] of [
    ['translations', properties.translations],
    ['notices', Notices],
  ]) {
    const met = accounts.flatMap((one) => one[part]);
    assert.ok(met.length > 0, `there are ${part}`);
    for (const one of met) assert.deepEqual(Object.keys(one).sort(), Object.keys(of.items.properties).sort());
  }
  for (const { path: at, text } of accounts) {
    assert.deepEqual([(await get(server, at)).status, (await get(server, text)).status], [200, 200], at);
    for (const [type, copy] of [
      ['text/plain', (await get(server, text)).text],
      ['text/plain', (await get(server, text)).text.replace(/\w{5,}/, 'other')],
    ]) {
      holds('post', '/api/check', await check(server, type, copy));
      holds('post', '/api/check', await check(server, 'application/json', JSON.stringify({ text: copy })));
    }
  }
  holds('get', '/api/openapi.json', await get(server, '/api/openapi.json'));
});

for (const [what, type, body, status, code] of [
  ['words without a slip', 'text/plain', WORDS, 200],
  ['nothing', 'text/plain', '', 200],
  ['a slip that is none', 'text/plain', 'firsthand1 qqqq nothing', 200],
  ['what is not UTF-8', 'text/plain', Buffer.from([255]), 400, 'not utf-8'],
  ['what is not JSON', 'application/json', '{', 400, 'not json with a text'],
  ['JSON without a text', 'application/json', '{"words":"x"}', 400, 'not json with a text'],
  ['JSON whose text is a number', 'application/json', '{"text":1}', 400, 'not json with a text'],
  ['4 MiB and a byte', 'text/plain', 'x'.repeat((4 << 20) + 1), 413, 'too long'],
  ['a picture', 'image/png', 'x', 415, 'media type'],
  ['a form', 'multipart/form-data; boundary=x', 'x', 415, 'media type'],
]) {
  test(`a check of ${what} is answered as it is described`, async (t) => {
    const answer = await check(await Server.start(t), type, body);
    assert.equal(answer.status, status);
    const { error } = holds('post', '/api/check', answer);
    assert.equal(error, code);
  });
}

/** Begins checks that do not come to their end; gives their connections. */
async function begin(server, count) {
  const head = `POST /api/check HTTP/1.1\r\nHost: ${server.host}\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nx`;
  return Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((done) => {
          const socket = net.connect(server.port, '127.0.0.1', () => socket.write(head, () => done(socket)));
          socket.on('error', () => {});
        }),
    ),
  );
}

test('where too much is being checked, that is answered as it is described', async (t) => {
  const server = await Server.start(t),
    sockets = [];
  t.after(() => sockets.forEach((socket) => socket.destroy()));
  let answer;
  for (let i = 0; i < 50 && answer?.status !== 503; i++) {
    sockets.push(...(await begin(server, 10)));
    answer = await check(server, 'text/plain', WORDS);
  }
  assert.equal(answer.status, 503);
  assert.deepEqual(holds('post', '/api/check', answer), { error: 'busy' });
});

const soon = !process.env.FULL && 'it comes after five minutes; FULL=1 waits for it';
test('a copy that comes too slowly is answered as it is described', { skip: soon }, async (t) => {
  const server = await Server.start(t),
    [socket] = await begin(server, 1);
  t.after(() => socket.destroy());
  let said = '';
  for await (const bytes of socket) {
    said += bytes;
    if (said.includes('}')) break;
  }
  const [head, text] = said.split('\r\n\r\n');
  const answer = {
    status: Number(head.match(/^HTTP\/1\.1 (\d+)/)[1]),
    headers: { 'content-type': head.match(/content-type: (\S+)/i)[1] },
    text,
  };
  assert.equal(answer.status, 408);
  assert.deepEqual(holds('post', '/api/check', answer), { error: 'too slow' });
});

test('a check that a page of another web site sends is refused as it is described', async (t) => {
  const headers = { 'content-type': 'text/plain', origin: 'http://elsewhere.example' };
  const answer = await ask(await Server.start(t), 'POST', '/api/check', { body: Buffer.from(WORDS), headers });
  assert.equal(answer.status, 403);
  holds('post', '/api/check', answer);
  assert.ok(wrong(answer.text).length > 15, 'the page has a sentence');
});
