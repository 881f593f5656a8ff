// What the tests of the page in the pocket in Chromium share: a browser with the net refused, pages that tell what they asked
// for, photographs and codes to show them; and the page itself, as a file and at an address that is no secure context.
//
// POCKET names the page's file; without it the command makes one.
// Needs Chromium, age, and what `npm ci` installs in tests/.
import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { codeSvg } from '../../pocket/page/codes.mjs';
import { inContext, launch as launchChromium } from '../browser.mjs';
import { firsthand, folder, readFileSync } from '../serve/common.mjs';
import { coloursIn, described, drawnBy, halves, TEXT } from './materials.mjs';

/** Leads to this machine, where it has no address but its loopback. */
export const NAME = 'elsewhere.test';

const place = folder('pocket-');
export const at = (name) => path.join(place, name);
export const write = (name, content) => (writeFileSync(at(name), content), at(name));

// Browsers

/** Chromium that reaches nothing but the address `allowed`: every name is unknown, and the proxy refuses. */
export function launch({ allowed = '', map = `MAP * ~NOTFOUND${allowed && `, EXCLUDE ${allowed}`}`, more = [] }) {
  return launchChromium(
    `--host-resolver-rules=${map}`,
    '--proxy-server=127.0.0.1:9',
    `--proxy-bypass-list=<-loopback>;${allowed}`,
    ...more,
  );
}

/** Does `work` with a page of its own, which tells what it asked for and what its console said. */
export function withPage(t, browser, address, work, options = {}) {
  const all = { viewport: { width: 390, height: 844 }, locale: 'en-US', ...options };
  return inContext(t, browser, all, async (context) => work(await open(context, address)));
}

async function open(context, address) {
  const seen = { requests: [], said: [] };
  context.on('request', (request) => seen.requests.push(request.url()));
  context.on('console', (message) => seen.said.push(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => seen.said.push(`error: ${error.error().stack}`));
  // Chromium shares nothing on Linux. Like browsers that do, this does so in a secure context alone.
  await context.addInitScript(() => {
    if (!isSecureContext) return;
    navigator.canShare = () => true;
    navigator.share = async (what) => {
      window.shared = what;
    };
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(address);
  await page.waitForSelector('html.ready');
  return { context, page, seen };
}

// Photographs

/** A street with somebody on it, lying on its side, as a telephone keeps what it takes upright. */
function street(context) {
  context.setTransform(0, -1, 1, 0, 0, 300);
  const box = (colour, ...at) => {
    context.fillStyle = colour;
    context.fillRect(...at);
  };
  box('#aebfcc', 0, 0, 300, 400);
  box('#77736a', 0, 270, 300, 130);
  for (let i = 0; i < 5; i++)
    box(['#6f6a70', '#7d6f66', '#5f6b72'][i % 3], 62 * i - 8, 110 + 24 * (i % 3), 56, 170 - 24 * (i % 3));
  box('#39458c', 128, 226, 34, 74);
  box('#27272b', 130, 300, 13, 46);
  box('#27272b', 147, 300, 13, 46);
  context.fillStyle = '#d8b594';
  context.beginPath();
  context.arc(145, 210, 16, 0, 7);
  context.fill();
  box('#8c2f2f', 205, 270, 80, 44);
  box('#f2f0e8', 218, 296, 44, 12);
}

/** What `draw` draws as a JPEG that tells a place, a time, a device, and to be turned to the right. */
async function photograph(browser, draw) {
  const page = await browser.newPage();
  const picture = await page.evaluate(drawnBy, draw.toString());
  await page.close();
  return described(Buffer.from(picture, 'base64'));
}

/** Colours of a picture at places, and its size, as a browser shows it. */
export function colours(page, jpeg, places) {
  return page.evaluate(coloursIn, [jpeg.toString('base64'), places]);
}

/** What a text's QR code looks like, as a PNG, turned by some degrees. */
export async function codePicture(browser, text, name, turned = 0) {
  const page = await browser.newPage({ viewport: { width: 800, height: 800 } });
  await page.setContent(
    `<style>body{margin:140px;background:#fff}svg{width:520px;rotate:${turned}deg}</style>${codeSvg(text)}`,
  );
  const file = write(name, await page.screenshot());
  await page.close();
  return file;
}

/** The same as what a camera sees (Y4M), for Chromium's camera. */
async function codeFilm(browser, text, name) {
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  await page.setContent(`<style>body{margin:30px 110px;background:#fff}svg{width:420px}</style>${codeSvg(text)}`);
  const png = (await page.screenshot()).toString('base64');
  const grey = await page.evaluate(async (data) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 480];
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    const { data: pixels } = canvas.getContext('2d').getImageData(0, 0, 640, 480);
    return Array.from({ length: 640 * 480 }, (_, i) => pixels[4 * i]);
  }, png);
  await page.close();
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey), Buffer.alloc((640 * 480) / 2, 128)]);
  return write(
    name,
    Buffer.concat([Buffer.from('YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\n'), ...Array(10).fill(frame)]),
  );
}

// The page, and what every test of it needs

const file = at('page.html');
export const fileAddress = `file://${file}`,
  film = at('film.y4m');
// An address of this machine that is not its loopback; where it has none, a name that leads there.
const address = Object.values(networkInterfaces())
  .flat()
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
/** What the server of the page was asked for. */
export const asked = [];
export let html, netAddress, identity, recipient, unconnected, photo, materials;
let server, near;

before(async () => {
  if (process.env.POCKET) copyFileSync(process.env.POCKET, file);
  else execFileSync(firsthand, ['page', '-o', file]);
  html = readFileSync(file);
  server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise((resolve) => server.listen(0, '0.0.0.0', resolve));
  netAddress = `http://${address ?? NAME}:${server.address().port}/`;
  const key = execFileSync('age-keygen', { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  identity = { file: write('identity.txt', key), key: key.match(/AGE-SECRET-KEY-\w+/)[0] };
  recipient = key.match(/age1\w+/)[0];
});

after(async () => {
  await unconnected?.close();
  await near?.close();
  server.closeAllConnections();
  server.close();
});

/** Both browsers, and the pictures that they draw; started once, by the first test that needs them and not before. */
export async function browsers() {
  if (photo) return;
  const camera = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ];
  unconnected ??= await launch({ more: camera });
  near ??= await launch(
    address ? { allowed: address } : { allowed: NAME, map: `MAP ${NAME} 127.0.0.1, MAP * ~NOTFOUND` },
  );
  materials = { photo: await photograph(unconnected, street), recipient };
  const slip = execFileSync(firsthand, ['seal', write('film.txt', TEXT)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
  await codeFilm(unconnected, slip.slice(slip.indexOf('firsthand1')).replace(/\s/g, '').toUpperCase(), 'film.y4m');
  photo = await photograph(unconnected, halves);
}

/** A test with a page of its own: `where` says in which browser and on which address it is opened. */
export function stands(name, where, work, options) {
  test(name, async (t) => {
    await browsers();
    const [browser, from] = where === 'file' ? [unconnected, fileAddress] : [near, netAddress];
    await withPage(t, browser, from, (opened) => work(opened, t, browser), options);
  });
}
