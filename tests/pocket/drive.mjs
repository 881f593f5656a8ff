// Browsers that others.mjs drives as a person would, each started with nothing kept and ended with all that it started.
// WebKit by W3C WebDriver, Firefox by the protocol of its own that the standard's commands are translated to.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { folder, readFileSync, root, sleep } from '../serve/common.mjs';

export const KEYS = {
  Shift: '\ue008',
  Control: '\ue009',
  Return: '\ue006',
  Enter: '\ue007',
  Delete: '\ue017',
  Right: '\ue014',
  Down: '\ue015',
};
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'; // the name that the standard gives to references

const place = folder('drive-'),
  at = (name) => path.join(place, name);

// Programs

const started = new Set();

/** Starts a program at the head of a group of its own: what it starts ends with it. */
function start(command, args, options) {
  const child = spawn(command, args, { detached: true, ...options });
  child.gone = new Promise((done) => child.once('close', done).once('error', done));
  child.once('error', (error) => console.log(`${command}: ${error.message}`));
  started.add(child);
  return child;
}

/** Ends all that was started here. */
export async function endAll() {
  for (const child of [...started].reverse()) await end(child);
}

/** Xvfb takes its lock away if it is asked to end; the others are not asked. */
function end(child) {
  started.delete(child);
  try {
    process.kill(-child.pid, path.basename(child.spawnfile) === 'Xvfb' ? 'SIGTERM' : 'SIGKILL');
  } catch {
    // It had ended, or was never there.
  }
  return child.gone;
}

process.on('exit', () => {
  [...started].reverse().forEach(end);
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** Waits until something holds, for a minute; `child` is what it waits for. */
async function until(holds, child, name) {
  for (let waited = 0; ; waited++) {
    const value = await holds();
    if (value) return value;
    if (waited > 3000 || child.exitCode !== null || child.pid === undefined) throw new Error(`${name} did not start`);
    await sleep(20);
  }
}

/** A screen that nobody sees; gives its name. */
async function screen() {
  const server = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x2400x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stdio[3].on('data', (bytes) => {
    said += bytes;
  });
  await until(() => said.includes('\n'), server, 'Xvfb');
  return `:${said.trim()}`;
}

/** Takes the place of the net: it notes what is asked for, answers with the page for one address, and refuses all else. */
export async function proxy(address, html) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    if (request.url === address) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    else response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(request.url);
    socket.end('HTTP/1.1 502 No\r\n\r\n');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { asked, server, host: `127.0.0.1:${server.address().port}` };
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

// Browsers

/** What the browsers have in common. `do` is what each has of its own: a command by the standard's method and path. */
class Browser {
  /** The window as large as makes the page so large. */
  async size(width, height) {
    const bars = this.bars ?? 0;
    await this.do('POST', '/window/rect', { width, height: height + bars });
    if (this.bars !== undefined) return;
    this.bars = height - (await this.run(() => innerHeight));
    await this.size(width, height);
  }

  go(url) {
    return this.do('POST', '/url', { url });
  }

  /** Runs a function in the page. */
  run(work, ...args) {
    return this.do('POST', '/execute/sync', { script: `return (${work}).apply(null, arguments)`, args });
  }

  /** The same for one that gives a promise. */
  async wait(work, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      (${work}).apply(null, [...arguments].slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error) }))`;
    const { value, error } = await this.do('POST', '/execute/async', { script, args });
    if (error) throw new Error(error);
    return value;
  }

  /** What a function gives in the page, once it is something. */
  async until(work, ...args) {
    const last = Date.now() + 15_000;
    for (;;) {
      const value = await this.run(work, ...args);
      if (value) return value;
      if (Date.now() > last) throw new Error(`in vain: ${work} ${args}`);
      await sleep(40);
    }
  }

  async element(selector) {
    const found = await this.do('POST', '/element', { using: 'css selector', value: selector });
    return `/element/${found[ELEMENT]}`;
  }

  /** In the middle of the window nothing lies over it. */
  async click(selector) {
    const element = await this.element(selector);
    await this.run((at) => document.querySelector(at).scrollIntoView({ block: 'center' }), selector);
    await this.do('POST', `${element}/click`);
  }

  async keys(selector, ...keys) {
    await this.do('POST', `${await this.element(selector)}/value`, { text: keys.join('') });
  }

  /** Types over what stands in a field. */
  async fill(selector, text) {
    await this.keys(selector, KEYS.Control, 'a'); // what is held down is let go at the end
    await this.keys(selector, text.replaceAll('\n', KEYS.Return) || KEYS.Delete);
  }

  /** As what is pasted comes, all at once. */
  put(selector, text) {
    return this.run(
      (at, value) => {
        const field = document.querySelector(at);
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      selector,
      text,
    );
  }

  async files(selector, ...names) {
    await this.keys(selector, names.join('\n'));
  }

  text(selector) {
    return this.run((at) => document.querySelector(at).textContent, selector);
  }

  texts(selector) {
    return this.run((at) => [...document.querySelectorAll(at)].map((one) => one.textContent), selector);
  }

  value(selector) {
    return this.run((at) => document.querySelector(at).value, selector);
  }

  visible(selector) {
    return this.run((at) => document.querySelector(at).checkVisibility(), selector);
  }

  shown(id) {
    return this.until((name) => !document.getElementById(name).hidden, id);
  }

  /** Draws from one point of an element to others, as parts of its sides. */
  async drag(selector, ...points) {
    const box = await this.run((at) => document.querySelector(at).getBoundingClientRect().toJSON(), selector);
    const moves = points.map(([x, y]) => ({
      type: 'pointerMove',
      duration: 60,
      origin: 'viewport',
      x: Math.round(box.left + x * box.width),
      y: Math.round(box.top + y * box.height),
    }));
    const actions = [moves[0], { type: 'pointerDown', button: 0 }, ...moves.slice(1), { type: 'pointerUp', button: 0 }];
    await this.do('POST', '/actions', {
      actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
    });
  }

  /** The file that is saved when something is pressed. */
  async saved(press, name) {
    const to = this.saving;
    for (const old of readdirSync(to)) rmSync(path.join(to, old));
    await this.click(press);
    for (let waited = 0, before = 0; ; waited++) {
      // Until it is whole, it has another name beside it, or grows; nothing that is saved here is empty.
      const files = readdirSync(to),
        bytes = files.join() === name ? readFileSync(path.join(to, name)) : Buffer.alloc(0);
      if (bytes.length > 0 && bytes.length === before) return bytes;
      before = bytes.length;
      if (waited > 300) throw new Error(`${name} was not saved, but ${files}`);
      await sleep(40);
    }
  }

  async picture() {
    return Buffer.from(await this.do('GET', '/screenshot'), 'base64');
  }

  /** What it looks like, as high as what it shows, so that what sticks to its edges stands at its ends. */
  async look(name) {
    const to = path.resolve(process.env.SCREENS || path.join(root, 'target/screens'));
    mkdirSync(to, { recursive: true });
    await this.run(() => scrollTo(0, 0));
    const [width, height] = await this.run(() => [
      document.documentElement.scrollWidth - document.documentElement.clientWidth,
      document.documentElement.scrollHeight,
    ]);
    await this.size(390, Math.min(2200, Math.max(844, height)));
    await sleep(300); // until it is painted anew
    writeFileSync(path.join(to, `${this.name}-${name}.png`), await this.picture());
    await this.size(390, 844);
    assert.equal(Math.max(0, width), 0, `no sideways scrolling in ${this.name}, ${name}`);
  }
}

/** Debian keeps it beside its library, in a folder with the machine's name. */
const miniBrowser =
  readdirSync('/usr/lib')
    .map((name) => `/usr/lib/${name}/webkit2gtk-4.1/MiniBrowser`)
    .find((file) => existsSync(file)) ?? 'MiniBrowser';

/** WebKitGTK's own small browser. */
export class WebKit extends Browser {
  name = 'webkit';
  own = /^$/;

  /** `net` is the proxy that everything asked for goes to. */
  static async start(net) {
    // What it would find of a person's settings: a place for what is saved, and a tool bar that fits a phone.
    const config = at('home/.config'),
      saved = at('saved');
    mkdirSync(path.join(config, 'gtk-3.0'), { recursive: true });
    mkdirSync(saved);
    writeFileSync(path.join(config, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${saved}"\n`);
    writeFileSync(path.join(config, 'gtk-3.0/gtk.css'), '* { min-width: 0; padding: 0; margin: 0 }\n');
    const env = {
      ...process.env,
      HOME: at('home'),
      XDG_CONFIG_HOME: config,
      XDG_CACHE_HOME: at('home/.cache'),
      XDG_DATA_HOME: at('home/.local'),
      DISPLAY: await screen(),
      LANG: 'C.UTF-8',
      NO_AT_BRIDGE: '1',
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      no_proxy: '',
      NO_PROXY: '',
    };
    const port = await freePort(),
      driver = start('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' });
    await until(
      () =>
        fetch(`http://127.0.0.1:${port}/status`).then(
          (answer) => answer.ok,
          () => false,
        ),
      driver,
      'WebKitWebDriver',
    );
    return Object.assign(new WebKit(), { env, net, saving: saved, root: `http://127.0.0.1:${port}/session` });
  }

  async ask(method, where, body) {
    const answer = await fetch(this.root + where, {
      method,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(120_000),
    });
    const { value } = await answer.json();
    if (!answer.ok)
      throw new Error(
        `${method} ${where.replace(/^\/[0-9a-f-]{36}/, '')} ${JSON.stringify(body)?.slice(0, 200) ?? ''}: ${value.error} ${value.message}`,
      );
    return value;
  }

  do(method, where, body = method === 'POST' ? {} : undefined) {
    return this.ask(method, this.session + where, body);
  }

  /** A new window with nothing kept, the size of a phone's, on an address. */
  async open(address) {
    const given = { binary: miniBrowser, args: ['--automation'] };
    const capabilities = {
      'webkitgtk:browserOptions': given,
      proxy: { proxyType: 'manual', httpProxy: this.net, sslProxy: this.net },
    };
    const {
      sessionId,
      capabilities: { browserVersion },
    } = await this.ask('POST', '', { capabilities: { alwaysMatch: capabilities } });
    Object.assign(this, { session: `/${sessionId}`, version: browserVersion });
    await this.size(390, 844);
    await this.go(address);
  }

  async close() {
    await this.ask('DELETE', this.session);
  }

  /** What the console says while a page starts. A browser that keeps nothing, as under WebDriver, is mute: nobody leads this one. */
  async spoken(file) {
    const child = start(miniBrowser, ['--enable-write-console-messages-to-stdout=true', `file://${file}`], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes) => {
        said += bytes;
      });
    for (let waited = 0; waited < 40 && !said.includes('CONSOLE'); waited++) await sleep(100);
    await end(child);
    return said.split('\n').filter((line) => line.includes('CONSOLE'));
  }
}

/** The standard's commands as Firefox has them. */
const MARIONETTE = {
  'POST /url': 'Navigate',
  'POST /refresh': 'Refresh',
  'POST /back': 'Back',
  'POST /forward': 'Forward',
  'GET /title': 'GetTitle',
  'POST /window/rect': 'SetWindowRect',
  'GET /screenshot': 'TakeScreenshot',
  'POST /element': 'FindElement',
  'POST /element/click': 'ElementClick',
  'POST /element/value': 'ElementSendKeys',
  'POST /actions': 'PerformActions',
  'POST /execute/sync': 'ExecuteScript',
  'POST /execute/async': 'ExecuteAsyncScript',
};

/** Firefox without a window, from Debian. */
export class Firefox extends Browser {
  name = 'firefox';
  /** What it asks its makers for, whatever page is open. */
  own = /^(http:\/\/)?[\w.-]+\.(mozilla\.(com|org|net)|firefox\.com|googleapis\.com)[:/]/;

  /** `net` is the proxy that everything asked for goes to. */
  static async start(net) {
    const saving = at('saved-by-firefox');
    mkdirSync(saving);
    return Object.assign(new Firefox(), { net, saving, opened: 0 });
  }

  /** A new browser with nothing kept, as narrow as it gets, on an address; with settings beside its own. */
  async open(address, settings = {}) {
    const profile = at(`profile-${this.opened++}`),
      [host, port] = this.net.split(':');
    mkdirSync(profile);
    const all = {
      'marionette.port': 0,
      'browser.download.folderList': 2,
      'browser.download.dir': this.saving,
      'browser.download.alwaysOpenPanel': false,
      'network.proxy.type': 1,
      'network.proxy.http': host,
      'network.proxy.http_port': Number(port),
      'network.proxy.ssl': host,
      'network.proxy.ssl_port': Number(port),
      'network.proxy.no_proxies_on': '',
      'network.proxy.allow_hijacking_localhost': true,
      ...settings,
    };
    writeFileSync(
      path.join(profile, 'user.js'),
      Object.entries(all)
        .map((pair) => `user_pref(${pair.map((one) => JSON.stringify(one)).join()});\n`)
        .join(''),
    );
    this.child = start(
      'firefox-esr',
      ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile],
      { stdio: 'ignore', env: { ...process.env, HOME: profile, LANG: 'C.UTF-8' } },
    );
    const open = path.join(profile, 'MarionetteActivePort');
    const own = await until(() => existsSync(open) && Number(readFileSync(open, 'utf8')), this.child, 'Firefox');
    await this.connect(own);
    const { capabilities } = await this.send('NewSession', { capabilities: { alwaysMatch: {} } });
    this.version = capabilities.browserVersion;
    delete this.bars;
    await this.size(390, 844);
    await this.go(address);
  }

  /** Its messages are JSON, each behind its length: [0, number, command, parameters] and [1, number, error, result]. */
  async connect(port) {
    const waiting = new Map();
    let received = Buffer.alloc(0);
    const take = (message) => {
      if (!Array.isArray(message)) return; // it says its name first
      const [, number, error, result] = message,
        [resolve, reject] = waiting.get(number);
      waiting.delete(number);
      if (error) reject(new Error(`${error.error}: ${error.message}`));
      else resolve(result && 'value' in result ? result.value : result);
    };
    const socket = connect(port, '127.0.0.1').on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      for (let colon; (colon = received.indexOf(':')) !== -1; ) {
        const end = colon + 1 + Number(received.subarray(0, colon));
        if (received.length < end) return;
        take(JSON.parse(received.subarray(colon + 1, end)));
        received = received.subarray(end);
      }
    });
    socket.on('close', () => waiting.forEach(([, reject]) => reject(new Error('Firefox has gone'))));
    let number = 0;
    this.send = (command, parameters = {}) =>
      new Promise((resolve, reject) => {
        waiting.set(++number, [resolve, reject]);
        const text = JSON.stringify([0, number, command.includes(':') ? command : `WebDriver:${command}`, parameters]);
        socket.write(`${Buffer.byteLength(text)}:${text}`);
      });
    await new Promise((done, failed) => socket.once('connect', done).once('error', failed));
  }

  do(method, where, body = {}) {
    const [, id] = where.match(/^\/element\/([^/]+)/) ?? [],
      command = MARIONETTE[`${method} ${where.replace(`/${id}`, '')}`];
    return this.send(command, { ...body, ...(id && { id }), ...(command === 'TakeScreenshot' && { full: false }) });
  }

  async close() {
    await end(this.child);
  }

  /** What the console says of a page while it starts. */
  async spoken(file) {
    await this.open(`file://${file}`);
    await this.until(() => document.querySelector('html.ready, html:not([class])'));
    await sleep(500);
    await this.send('Marionette:SetContext', { value: 'chrome' });
    const all = await this.run(() =>
      Services.console.getMessageArray().map((one) => {
        const {
          sourceName = '',
          category = '',
          errorMessage = one.message,
        } = one instanceof Ci.nsIScriptError ? one : {};
        return { sourceName, category, errorMessage };
      }),
    );
    await this.close();
    return all
      .filter(({ sourceName }) => sourceName.startsWith('file:'))
      .map(({ category, errorMessage }) => `${category}: ${errorMessage}`);
  }
}
