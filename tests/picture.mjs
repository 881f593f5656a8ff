// Draws docs/check.png: what `firsthand check` prints of a true copy and of a forged one, as a terminal shows it.
//
//   node tests/picture.mjs
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '..');

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const colours = {
  '1;32': '#4ec06a',
  '1;31': '#ff6b62',
  '1;33': '#e3b341',
  31: '#ff6b62',
  32: '#4ec06a',
  33: '#e3b341',
};
const html = (text) =>
  escape(text).replace(/\x1b\[([\d;]+)m/g, (_, code) => (code === '0' ? '</b>' : `<b style="color:${colours[code]}">`));
const shown = ['check samples/copy.txt --in samples/archive', 'check samples/forged.txt --in samples/archive']
  .map((command) => {
    const ran = spawnSync(path.join(root, 'target/release/firsthand'), command.split(' '), {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, CLICOLOR_FORCE: '1', FIRSTHAND_KNOWN: '/nonexistent/known' },
    });
    return `<span>$ firsthand ${escape(command)}</span>\n${html(ran.stdout)}`;
  })
  .join('\n');

const page = `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; background: #16181d; }
  pre { margin: 0; padding: 28px 32px; color: #d6d9df; font: 15px/1.5 "DejaVu Sans Mono", monospace; white-space: pre-wrap; }
  span { color: #8b93a1; }
</style><pre>${shown}</pre>`;
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const tab = await browser.newPage({ viewport: { width: 1080, height: 200 }, deviceScaleFactor: 1.5 });
await tab.setContent(page);
mkdirSync(path.join(root, 'docs'), { recursive: true });
await tab.screenshot({ path: path.join(root, 'docs/check.png'), fullPage: true });
await browser.close();
