// What the tests share: folders, steps, a server with a folder of its own, forms, members. Nothing but Node.
//
// FIRSTHAND names the program, target/release/firsthand if nothing does.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { deflateSync } from 'node:zlib';

export const root = path.resolve(import.meta.dirname, '../..');
export const firsthand = path.resolve(process.env.FIRSTHAND ?? path.join(root, 'target/release/firsthand'));
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Tests

const folders = [];

after(() => folders.forEach((each) => rmSync(each, { recursive: true, force: true, maxRetries: 5 })));

/** A new folder, which is there until the last test of the file has ended. */
export function folder(prefix = 'serve-') {
  const made = mkdtempSync(path.join(tmpdir(), prefix));
  folders.push(made);
  return made;
}

/**
 * Steps of the story that `t` tells. Each is a subtest with a name of its own. The steps after one that failed would
 * stand on nothing, so the story ends with that step.
 */
export const stepsOf = (t) => async (name, work) => {
  let failed = false;
  await t.test(name, async (step) => {
    try {
      await work(step);
    } catch (error) {
      failed = true;
      throw error;
    }
  });
  assert.ok(!failed, `the story ends at the step “${name}”, which failed`);
};

// Server

export class Server {
  /** Starts one in a new folder, or in the folder `data`. It is killed when the test `t` ends. */
  static async start(t, options = {}) {
    const server = new Server();
    const own = folder();
    server.data = options.data ?? path.join(own, 'data');
    server.tmp = path.join(own, 'tmp');
    mkdirSync(server.tmp);
    server.log = '';
    server.args = options.args ?? [];
    t.after(() => server.stop(true));
    await server.up();
    return server;
  }

  /** Like `start`, and somebody has joined the desk. Before that, the drop box takes nothing. */
  static async opened(t, options = {}) {
    const server = await Server.start(t, options);
    server.first = await join(server, server.link, 'Zoe', 'words of the one who came first');
    // The work on their passphrase took 128 MB for a moment. `peak` counts from here.
    writeFileSync(`/proc/${server.child.pid}/clear_refs`, '5');
    return server;
  }

  async up() {
    const started = this.log.length;
    this.child = spawn(firsthand, ['serve', '--data', this.data, '--listen', '127.0.0.1:0', ...this.args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: this.tmp, HOME: this.tmp, RUST_BACKTRACE: '1' },
    });
    const { child } = this;
    this.ended = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));
    this.dead = false;
    this.ended.then(() => {
      if (this.child === child) this.dead = true;
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes) => {
        this.log += bytes.toString('latin1');
      });
    for (let waited = 0; ; waited++) {
      const said = this.log.slice(started);
      const at = said.match(/^(?:Desk|Drop box)\s+http:\/\/127\.0\.0\.1:(\d+)\/(?:desk|drop)$/m);
      if (at) {
        this.port = Number(at[1]);
        break;
      }
      if (this.dead || waited > 3000) throw new Error(`the server did not start: ${said}`);
      await sleep(5);
    }
    if (this.link !== undefined) return;
    // The link for the first member is printed last, behind the address; a drop box alone has none.
    this.link = null;
    for (let waited = 0; !this.link && !this.args.includes('--drop-box-of'); waited++) {
      this.link = this.log.match(/\/desk\/join\/[0-9a-f]{64}/)?.[0] ?? null;
      if (this.dead || waited > 6000) throw new Error(`the server said no link: ${this.log.slice(started)}`);
      if (!this.link) await sleep(5);
    }
  }

  get host() {
    return `127.0.0.1:${this.port}`;
  }

  async kill() {
    this.child.kill('SIGKILL');
    return this.ended;
  }

  async stop(last = false) {
    if (this.dead || !this.child) return null;
    this.child.kill(last ? 'SIGKILL' : 'SIGINT');
    return this.ended;
  }

  /** The most memory that it ever held, in MB. */
  peak() {
    return Number(readFileSync(`/proc/${this.child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)[1]) / 1024;
  }

  /** Every file under its folder, in `blobs/` or `spool/`. */
  files(part) {
    return filesUnder(path.join(this.data, part));
  }

  /** Custody as it lies on disk: [number, entry, hash in hex]. Everything is held against its hash. */
  custody() {
    const script =
      'import json,sqlite3,sys\n' +
      'rows=sqlite3.connect(sys.argv[1]).execute("SELECT number, entry, hex(hash) FROM custody ORDER BY number")\n' +
      'json.dump(list(rows), sys.stdout)';
    const out = execFileSync('python3', ['-c', script, path.join(this.data, 'custody.sqlite')], { maxBuffer: 1 << 28 });
    const rows = JSON.parse(out);
    let before = Buffer.alloc(32);
    for (const [i, [number, entry, hash]] of rows.entries()) {
      const now = createHash('sha256').update('firsthand/custody/v1\n').update(before).update(entry).digest();
      if (number !== i + 1 || now.toString('hex') !== hash.toLowerCase())
        throw new Error(`custody breaks at ${number}`);
      before = now;
    }
    return rows.map(([number, entry]) => ({ number, ...JSON.parse(entry) }));
  }

  /**
   * What is wrong with the store: blobs that are not what their names say, or are missing, or that nothing needs any more
   * and that were deleted or are not encrypted. Encrypted ones that nothing needs may stay for a while (`orphans`).
   */
  wrongs() {
    const needed = new Set(),
      wrong = [],
      accounts = new Map(),
      sources = new Map(),
      published = new Map();
    const shown = new Set(),
      deleted = new Set();
    for (const entry of this.custody()) {
      const { act, source, number } = entry;
      if (act === 'received') {
        accounts.set(number, { source, blobs: [entry.content, ...entry.files], replies: [] });
        sources.set(source, [...(sources.get(source) ?? []), number]);
      }
      if (act === 'noted') accounts.get(entry.account)?.blobs.push(entry.note);
      if (act === 'drafted' && accounts.has(entry.account)) {
        accounts.get(entry.account).draft = entry.draft;
        accounts.get(entry.account).why = undefined;
      }
      if (act === 'declined') accounts.get(entry.account).why = entry.why;
      if (act === 'discarded') {
        const { blobs, draft, ...rest } = accounts.get(entry.account);
        [...blobs, draft].filter(Boolean).forEach((blob) => deleted.add(blob));
        accounts.set(entry.account, { ...rest, blobs: [], why: entry.why });
      }
      if (act === 'retracted') published.delete(entry.id);
      if (act === 'published') {
        published.set(entry.id, [entry.page, ...entry.files]);
        published.get(entry.id).forEach((blob) => shown.add(blob));
      }
      if (act === 'replied') accounts.get(sources.get(source)[0]).replies.push(entry.message);
      if (act === 'consented') accounts.get(sources.get(source)[0]).consent = entry.consent;
      if (act === 'deleted') {
        for (const account of sources.get(source)) {
          const { blobs, replies, draft, consent, why } = accounts.get(account);
          [...blobs, ...replies, draft, consent, why].filter(Boolean).forEach((blob) => deleted.add(blob));
          accounts.set(account, { source, blobs: [], replies: [] });
        }
      }
    }
    for (const { blobs, replies, draft, consent, why } of accounts.values()) {
      [...blobs, ...replies, draft, consent, why].filter(Boolean).forEach((blob) => needed.add(blob));
    }
    [...published.values()].flat().forEach((blob) => needed.add(blob));
    const here = new Set();
    this.orphans = 0;
    for (const file of this.files('blobs')) {
      const name = path.basename(path.dirname(file)) + path.basename(file);
      here.add(name);
      const bytes = readFileSync(file),
        sealed = bytes.subarray(0, 21).toString('latin1') === 'age-encryption.org/v1';
      if (createHash('sha256').update(bytes).digest('hex') !== name) wrong.push(`damaged ${name}`);
      if (needed.has(name)) continue;
      this.orphans++;
      if (deleted.has(name)) wrong.push(`deleted, and still there: ${name}`);
      else if (!sealed && !shown.has(name)) wrong.push(`in the clear, and never published: ${name}`);
      else if (!sealed) wrong.push(`not public any more, and still there: ${name}`);
    }
    for (const blob of needed) if (!here.has(blob)) wrong.push(`missing ${blob}`);
    return wrong;
  }
}

export function filesUnder(at) {
  let entries;
  try {
    entries = readdirSync(at, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  return entries.flatMap((entry) => {
    const here = path.join(at, entry.name);
    return entry.isDirectory() ? filesUnder(here) : [here];
  });
}

export { readFileSync, statSync };

/** The routes of router.rs, as METHOD ADDRESS. Throws where it cannot read one. */
export function routes(source) {
  return source
    .split('.route(')
    .slice(1)
    .flatMap((rest) => {
      const at = rest.match(/^\s*"([^"]+)"\s*,/)?.[1];
      let depth = 1,
        end = 0;
      for (; end < rest.length && depth > 0; end++) depth += { '(': 1, ')': -1 }[rest[end]] ?? 0;
      const methods = [...rest.slice(0, end).matchAll(/\b(get|post|put|delete|patch|any|head|options)\(/g)];
      if (!at || methods.length === 0) throw new Error(`a route that cannot be read: ${rest.slice(0, 80)}`);
      return methods.map(([, method]) => `${method.toUpperCase()} ${at}`);
    });
}

// Forms

/**
 * A form as a browser writes it. `fields` are [name, value]; a value is text, bytes, or a file
 * { filename, bytes, type }.
 */
export function form(fields, boundary = `----form${randomBytes(8).toString('hex')}`) {
  const parts = fields.flatMap(([name, value]) => {
    const file = value?.bytes !== undefined;
    const about = file
      ? `; filename="${value.filename}"\r\nContent-Type: ${value.type ?? 'application/octet-stream'}`
      : '';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${about}\r\n\r\n`;
    return [Buffer.from(head), Buffer.from(file ? value.bytes : value), Buffer.from('\r\n')];
  });
  return {
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

/**
 * Asks the server. Gives { status, headers, body, text }, or throws what broke. With `fields` it sends a form,
 * with `body` just that.
 */
export function ask(server, method, at, { fields, body, headers = {}, cookie, timeout = 60_000 } = {}) {
  const sent = fields ? form(fields) : body !== undefined ? { body, type: headers['content-type'] } : null;
  return new Promise((done, fail) => {
    const request = http.request({
      host: '127.0.0.1',
      port: server.port,
      method,
      path: at,
      agent: false,
      headers: {
        ...(sent ? { ...(sent.type ? { 'content-type': sent.type } : {}), 'content-length': sent.body.length } : {}),
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
    });
    let answered = false;
    request.setTimeout(timeout, () => request.destroy(new Error('no answer in time')));
    request.on('error', (error) => answered || fail(new Error(`${method} ${at}: ${error.message}`, { cause: error })));
    request.on('response', (response) => {
      answered = true;
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('error', fail);
      response.on('aborted', () => fail(new Error('the answer was cut off')));
      response.on('end', () => {
        const whole = Buffer.concat(pieces);
        done({ status: response.statusCode, headers: response.headers, body: whole, text: whole.toString('utf8') });
      });
    });
    if (sent) request.end(sent.body);
    else request.end();
  });
}

export const get = (server, at, options) => ask(server, 'GET', at, options);
export const post = (server, at, fields, options = {}) => ask(server, 'POST', at, { fields, ...options });

/** What a page says, without its marks. */
export const unescape = (html) =>
  html.replace(/&(#x?[0-9a-f]+|\w+);/gi, (all, name) => {
    if (name[0] === '#')
      return String.fromCodePoint(name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
    return { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name] ?? all;
  });
export const value = (page, name) => unescape(page.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '');
export const typed = (page) => unescape(page.match(/<textarea[^>]*name="text"[^>]*>([^]*?)<\/textarea>/)?.[1] ?? '');
export const wrong = (page) => unescape(page.match(/<p class="wrong"[^>]*>([^]*?)<\/p>/)?.[1] ?? '');
export const codenameOn = (page) => page.match(/class="codename"[^>]*>([a-z]+(?:-[a-z]+){6})</)?.[1];

// Sources

export const WORDS =
  'I stood at the bridge at nine with my neighbour, who lives around the corner. They fired twice, ' +
  'and nobody came for the bag that lay on the stones until the morning.';

/** Looks at an account and leaves it. `options` are fields. Gives { codename, preview, sent, fields }. */
export async function drop(server, { text = WORDS, files = [], ...options } = {}, headers = {}) {
  const given = [['text', text], ...Object.entries(options)];
  const preview = await post(server, '/drop', [...given, ...files.map((file) => ['files', file])], { headers });
  if (preview.status !== 200) throw new Error(`preview: ${preview.status} ${wrong(preview.text)}`);
  const fields = [
    ...given.filter(([name]) => name !== 'text'),
    ['text', typed(preview.text)],
    ['token', value(preview.text, 'token')],
    ['waiting', value(preview.text, 'waiting')],
  ];
  const sent = await post(server, '/drop/send', fields, { headers });
  if (sent.status !== 200) throw new Error(`send: ${sent.status} ${wrong(sent.text)}`);
  return { codename: codenameOn(sent.text) ?? options.codename, preview, sent, fields };
}

// Members

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code of an authenticator (RFC 6238); `steps` half minutes later. */
export function code(secret, steps = 0) {
  const bits = Array.from(secret, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac('sha1', key).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export async function join(server, link, name, passphrase = 'six words that nobody says') {
  const page = await get(server, link);
  const hex = value(page.text, 'secret'),
    secret = page.text.match(/class="codename">([A-Z2-7]{32})</)?.[1];
  if (!secret) throw new Error(`join: ${page.status} ${wrong(page.text)}`);
  const joined = await post(server, link, [
    ['secret', hex],
    ['name', name],
    ['passphrase', passphrase],
    ['again', passphrase],
    ['code', code(secret)],
  ]);
  if (joined.status !== 200) throw new Error(`join: ${joined.status} ${wrong(joined.text)}`);
  return { name, passphrase, secret };
}

/** Signs a member in, and notes their cookie. No code is taken twice: if need be, it waits for the next one. */
export async function signIn(server, member) {
  const { name, passphrase, secret } = member,
    now = () => Math.floor(Date.now() / 30_000);
  member.step = Math.max(now(), (member.step ?? 0) + 1);
  // The server takes the code of the next half minute, too.
  while (member.step > now() + 1) await sleep(200);
  const answer = await post(server, '/desk/sign-in', [
    ['name', name],
    ['passphrase', passphrase],
    ['code', code(secret, member.step - now())],
  ]);
  const cookie = answer.headers['set-cookie']?.[0].split(';')[0];
  if (answer.status !== 303 || !cookie) throw new Error(`sign-in of ${name}: ${answer.status} ${wrong(answer.text)}`);
  member.cookie = cookie;
  return member;
}

/** A member of a role, invited by `admin`, signed in. */
export async function member(server, admin, role, name, passphrase) {
  const page = await post(server, '/desk/members/invite', [['role', role]], { cookie: admin.cookie });
  const link = page.text.match(/\/desk\/join\/[0-9a-f]{64}/)?.[0];
  if (!link) throw new Error(`invite: ${page.status} ${wrong(page.text)}`);
  return signIn(server, await join(server, link, name, passphrase));
}

/** The numbers in the inbox, the newest first. */
export async function inbox(server, cookie) {
  const numbers = [];
  for (let at = '/desk'; at; ) {
    const page = await get(server, at, { cookie });
    if (page.status !== 200) throw new Error(`inbox: ${page.status}`);
    numbers.push(...[...page.text.matchAll(/<li><a href="\/desk\/(\d+)">/g)].map(([, number]) => Number(number)));
    at = page.text.match(/href="(\/desk\?before=\d+)"/)?.[1];
  }
  return numbers;
}

/** A photograph: a square PNG of grey noise, of one pixel if nothing else is said, made different by `seed` in a text chunk, as cameras would. */
export function png(seed = '', side = 1) {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes) => ~bytes.reduce((c, byte) => table[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff) >>> 0;
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]),
      head = Buffer.alloc(4),
      tail = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    tail.writeUInt32BE(crc(body));
    return Buffer.concat([head, body, tail]);
  };
  const header = Buffer.from('00000000000000000800000000', 'hex');
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  const rows = Array.from({ length: side }, () => Buffer.concat([Buffer.alloc(1), randomBytes(side)]));
  const picture = deflateSync(side > 1 ? Buffer.concat(rows) : Buffer.alloc(2));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`Comment\0${seed}`)),
    chunk('IDAT', picture),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
