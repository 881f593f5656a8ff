// The archive as files: every link leads to a file, every text is true, nothing is shown that no longer is; and a browser
// reads it from the disk.
//
//   node --test tests/serve/site.mjs
//
// Needs Chromium, and what `npm ci` installs in tests/.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inContext, launch } from '../browser.mjs';
import { Server, drop, filesUnder, firsthand, folder, get, inbox, join, png, post, signIn, value } from './common.mjs';

const site = (to, data) => spawnSync(firsthand, ['site', to, '--data', data], { encoding: 'utf8' });

/** Where the links of a page lead, as paths on disk. */
const links = (page) =>
  [...readFileSync(page, 'utf8').matchAll(/(?:href|src)="([^"#][^"]*)"/g)]
    .map(([, link]) => link.replaceAll('&#38;', '&').split('#')[0])
    .filter((link) => !link.startsWith('data:'))
    .map((link) =>
      /^[a-z]+:|^\//.test(link) ? `OUT ${link}` : path.resolve(path.dirname(page), decodeURIComponent(link)),
    );

/** A desk with the accounts of the sample, and where its archive was written as files. */
async function written(t) {
  const server = await Server.start(t, { args: ['--sample'] });
  const to = path.join(folder(), 'mirror');
  return { server, to, first: site(to, server.data) };
}

test('the archive is written as files while the desk serves; every link leads to a file and every text is true', async (t) => {
  const { to, first } = await written(t);
  assert.ok(
    first.status === 0 && /: 4 accounts in \d+ files/.test(first.stdout),
    `it is written while the desk serves: ${first.stdout + first.stderr}`,
  );
  const pages = filesUnder(to).filter((file) => file.endsWith('.html'));
  assert.equal(pages.length, 24, 'a list, the words and four accounts in four languages');
  const all = pages.flatMap(links);
  assert.ok(all.length > 150, `links were found: ${all.length}`);
  assert.deepEqual(
    [...new Set(all.filter((link) => link.startsWith('OUT') || !existsSync(link)))],
    [],
    'every link leads to a file',
  );
  const atom = [...readFileSync(path.join(to, 'feed.atom'), 'utf8').matchAll(/href="([^"]*)"/g)].map(
    ([, link]) => link,
  );
  assert.deepEqual(
    atom.filter((link) => !existsSync(path.join(to, link))),
    [],
    'those of the feed too',
  );
  const texts = filesUnder(to).filter((file) => file.endsWith('.txt'));
  assert.ok(texts.length >= 5, `each account and translation has its text: ${texts}`);
  for (const text of texts) {
    const out = spawnSync(firsthand, ['check', text, '--json'], { encoding: 'utf8' });
    assert.deepEqual(
      JSON.parse(out.stdout).slips.map(({ verdict }) => verdict),
      ['true'],
      `true: ${path.basename(text)}`,
    );
  }
  assert.deepEqual(
    filesUnder(path.dirname(to)).filter((file) => !file.startsWith(to)),
    [],
    'nothing is left beside it',
  );
});

test('each page shows the account as the account, and its translation as a translation', async (t) => {
  const { to, server } = await written(t);
  const { accounts } = JSON.parse((await get(server, '/api/accounts')).text);
  assert.ok(
    accounts.some(({ translations }) => translations.length > 0),
    'a sample has a translation',
  );
  for (const { account, translations } of accounts) {
    const page = readFileSync(path.join(to, 'a', `${account}.html`), 'utf8');
    const served = (await get(server, `/a/${account}?lang=en`)).text;
    const ids = (html) => [...html.matchAll(/<code>(fh1\w+)<\/code>/g)].map(([, id]) => id);
    assert.deepEqual(ids(page), [account], 'the page names the account itself');
    const texts = (html) => html.match(/<section class="read"[\s\S]*<\/section>/)[0].replaceAll(/href="[^"]*"/g, '');
    assert.equal(texts(page), texts(served), 'and its texts are those of the page that is served');
    for (const translation of translations) {
      assert.ok(page.includes(`<section class="read" id="${translation.account}"`), 'a translation is named as one');
    }
  }
});

test('a photograph that is published no more is gone from the files', async (t) => {
  const { server, to } = await written(t);
  const admin = await signIn(server, await join(server, server.link, 'First'));
  await drop(server, { files: [{ filename: 'a.png', bytes: png('a place') }], words: 'all', photographs: 'yes' });
  const number = (await inbox(server, admin.cookie))[0],
    at = `/desk/${number}`,
    as = { cookie: admin.cookie };
  const publish = async (fields, why = '') => {
    await post(server, `${at}/draft`, [['names-read', 'yes'], ...fields], as);
    const draft = value((await get(server, `${at}/publish`, as)).text, 'draft');
    return post(
      server,
      `${at}/publish`,
      [
        ['draft', draft],
        ['text', why],
      ],
      as,
    );
  };
  await publish([['photograph', '0']]);
  const pictures = () => filesUnder(to).filter((file) => /\.(png|jpg|webp)$/.test(file)).length;
  const before = pictures();
  site(to, server.data);
  assert.deepEqual(pictures(), before + 1, 'a photograph that is published is there');
  await publish([], 'The place is to stay unknown.');
  site(to, server.data);
  assert.deepEqual(pictures(), before, 'and is gone when it is published no more');
  await publish([['photograph', '0']], 'The place is known by now.');
  site(to, server.data);
  const published = filesUnder(to);
  const inClear = () => filesUnder(server.data).filter((file) => readFileSync(file).includes('stood at the bridge'));
  await get(server, '/');
  assert.ok(
    ['blobs', 'index'].every((part) => inClear().some((file) => file.includes(`/${part}/`))),
    `what is public lies in the clear: ${inClear()}`,
  );
  await post(
    server,
    `${at}/notice`,
    [
      ['notice', 'retract'],
      ['text', 'The source asked for it.'],
    ],
    as,
  );
  assert.deepEqual(inClear(), [], 'what is retracted does not, from then on');
  const killed = path.join(path.dirname(to), `.firsthand-${path.basename(to)}-killed`);
  mkdirSync(killed);
  writeFileSync(path.join(killed, 'index.html'), 'of a run that was killed');
  const again = site(to, server.data);
  assert.ok(!existsSync(killed), 'what a run left that was killed is gone');
  assert.match(again.stdout, /: 4 accounts in \d+ files/, 'what was retracted does not count');
  assert.deepEqual(pictures(), before, 'and is gone with its account');
  const [file] = published.filter((file) => file.endsWith('.txt') && !existsSync(file));
  const id = path.basename(file, '.txt');
  const left = filesUnder(to).filter((file) => file.includes(id));
  assert.equal(left.length, 4, `a notice is left, in four languages: ${left}`);
  for (const page of left) {
    const text = readFileSync(page, 'utf8');
    assert.ok(text.includes('The source asked for it.') && !text.includes('firsthand1'), page);
    assert.deepEqual(
      links(page).filter((link) => link.startsWith('OUT') || !existsSync(link)),
      [],
      page,
    );
  }
  const feed = readFileSync(path.join(to, 'feed.atom'), 'utf8');
  assert.match(feed, /was retracted<\/title>/);
  assert.deepEqual(
    filesUnder(path.dirname(to)).filter((file) => !file.startsWith(to)),
    [],
    'nothing is left beside it',
  );
});

test('a folder that holds something else is kept as it is', async (t) => {
  const { server, to } = await written(t);
  writeFileSync(path.join(to, 'notes.txt'), 'mine');
  const refused = site(to, server.data);
  assert.ok(
    refused.status === 2 && refused.stderr.includes('"notes.txt"') && existsSync(path.join(to, 'index.html')),
    `a folder that holds something else is kept: ${refused.stderr}`,
  );
  const other = folder();
  mkdirSync(path.join(other, 'ru'));
  writeFileSync(path.join(other, 'index.html'), 'mine');
  const kept = site(other, server.data);
  assert.ok(
    kept.status === 2 && readFileSync(path.join(other, 'index.html'), 'utf8') === 'mine',
    `another web site is kept, whatever its names: ${kept.stderr}`,
  );
  assert.deepEqual(
    filesUnder(path.dirname(to)).filter((file) => !file.startsWith(to)),
    [],
    'nothing is left beside it',
  );
});

test('where there is no desk, the command says so', () => {
  const nowhere = site(path.join(folder(), 'x'), path.join(folder(), 'none'));
  assert.ok(
    nowhere.status === 2 && nowhere.stderr.includes('--data'),
    `where there is no desk, that is said: ${nowhere.stderr}`,
  );
});

test('a browser reads the archive from the disk and asks for nothing but files', async (t) => {
  const { to } = await written(t);
  const browser = await launch();
  t.after(() => browser.close());
  await inContext(t, browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }, async (context) => {
    const page = await context.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(path.join(to, 'index.html')).href);
    await page.click('.languages a[lang=ru]');
    await page.click('article.row a >> nth=0');
    assert.ok(
      (await page.locator('h1').innerText()).length > 3 && page.url().includes('/ru/a/'),
      `an account in Russian: ${page.url()}`,
    );
    await page.click('header nav a >> nth=0');
    assert.ok(page.url().endsWith('/ru/index.html'), `and back to the list: ${page.url()}`);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:')),
      [],
      'nothing but files was asked for',
    );
  });
});
