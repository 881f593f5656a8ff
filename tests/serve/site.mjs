// The archive as files: every link leads to a file, every text is true, nothing is shown that no longer is; and a browser
// reads it from the disk.
//
//   node tests/serve/site.mjs
//
// Needs Chromium, and playwright-core from npm, in tests/ or in the folder that NODE_HOME names.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Server, drop, filesUnder, firsthand, folder, get, inbox, join, ok, png, post, root, run, same, signIn, value } from './common.mjs';

const require = createRequire(path.resolve(process.env.NODE_HOME ?? path.join(root, 'tests'), 'here'));
const { chromium } = require('playwright-core');

const site = (to, data) => spawnSync(firsthand, ['site', to, '--data', data], { encoding: 'utf8' });

/** Where the links of a page lead, as paths on disk. */
const links = (page) => [...readFileSync(page, 'utf8').matchAll(/(?:href|src)="([^"#][^"]*)"/g)]
  .map(([, link]) => link.replaceAll('&#38;', '&').split('#')[0])
  .filter((link) => !link.startsWith('data:'))
  .map((link) => (/^[a-z]+:|^\//.test(link) ? `OUT ${link}` : path.resolve(path.dirname(page), decodeURIComponent(link))));

await run(async () => {
  const server = await Server.start({ args: ['--sample'] });
  const admin = await signIn(server, await join(server, server.link, 'First'));
  const to = path.join(folder(), 'mirror');
  const first = site(to, server.data);
  ok('it is written while the desk serves', first.status === 0 && /: 4 accounts in \d+ files/.test(first.stdout), first.stdout + first.stderr);
  const pages = filesUnder(to).filter((file) => file.endsWith('.html'));
  same('a list, the words and four accounts in four languages', pages.length, 24);
  const all = pages.flatMap(links);
  ok('links were found', all.length > 150, all.length);
  same('every link leads to a file', [...new Set(all.filter((link) => link.startsWith('OUT') || !existsSync(link)))], []);
  const atom = [...readFileSync(path.join(to, 'feed.atom'), 'utf8').matchAll(/href="([^"]*)"/g)].map(([, link]) => link);
  same('those of the feed too', atom.filter((link) => !existsSync(path.join(to, link))), []);
  const texts = filesUnder(to).filter((file) => file.endsWith('.txt'));
  ok('each account and translation has its text', texts.length >= 5, texts);
  for (const text of texts) {
    const out = spawnSync(firsthand, ['check', text, '--json'], { encoding: 'utf8' });
    same(`true: ${path.basename(text)}`, JSON.parse(out.stdout).slips.map(({ verdict }) => verdict), ['true']);
  }

  // What is no longer shown goes.
  await drop(server, { files: [{ filename: 'a.png', bytes: png('a place') }], words: 'all', photographs: 'yes' });
  const number = (await inbox(server, admin.cookie))[0], at = `/desk/${number}`, as = { cookie: admin.cookie };
  const publish = async (fields) => {
    await post(server, `${at}/draft`, [['names-read', 'yes'], ...fields], as);
    const draft = value((await get(server, `${at}/publish`, as)).text, 'draft');
    return post(server, `${at}/publish`, [['draft', draft]], as);
  };
  await publish([['photograph', '0']]);
  const pictures = () => filesUnder(to).filter((file) => /\.(png|jpg|webp)$/.test(file)).length;
  const before = pictures();
  site(to, server.data);
  same('a photograph that is published is there', pictures(), before + 1);
  await publish([]);
  site(to, server.data);
  same('and is gone when it is published no more', pictures(), before);

  // What is not ours is kept.
  writeFileSync(path.join(to, 'notes.txt'), 'mine');
  const refused = site(to, server.data);
  ok('a folder that holds something else is kept', refused.status === 2 && refused.stderr.includes('"notes.txt"') && existsSync(path.join(to, 'index.html')), refused.stderr);
  const other = folder();
  mkdirSync(path.join(other, 'ru'));
  writeFileSync(path.join(other, 'index.html'), 'mine');
  const kept = site(other, server.data);
  ok('another web site is kept, whatever its names', kept.status === 2 && readFileSync(path.join(other, 'index.html'), 'utf8') === 'mine', kept.stderr);
  const nowhere = site(path.join(folder(), 'x'), path.join(folder(), 'none'));
  ok('where there is no desk, that is said', nowhere.status === 2 && nowhere.stderr.includes('--data'), nowhere.stderr);
  same('nothing is left beside it', filesUnder(path.dirname(to)).filter((file) => !file.startsWith(to)), []);

  // From the disk, with no net.
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(path.join(to, 'index.html')).href);
    await page.click('.languages a[lang=ru]');
    await page.click('article.row a >> nth=0');
    ok('an account in Russian', (await page.locator('h1').innerText()).length > 3 && page.url().includes('/ru/a/'), page.url());
    await page.click('header nav a >> nth=0');
    ok('and back to the list', page.url().endsWith('/ru/index.html'), page.url());
    same('nothing but files was asked for', asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:')), []);
  } finally {
    await browser.close();
  }
});
