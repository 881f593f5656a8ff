// The whole story in a browser, with and without JavaScript, on a telephone and a desk: a source leaves an account and
// comes back, a member reads, answers, withholds, publishes; a reader checks a copy. No page calls out; each can be used
// by everybody. What each looks like goes to target/screens, or to the folder that SCREENS names.
//
//   node --test tests/serve/story.mjs
//
// Needs Chromium, and what `npm ci` installs in tests/.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { axe, inContext, launch } from '../browser.mjs';
import { Server, code, firsthand, folder, join, post, png, root, signIn, stepsOf } from './common.mjs';

const TEXT =
  'I stood at the bridge at nine with my neighbour Aigul Sadykova, who lives around the corner. My brother works at the ' +
  "school No. 12.\n\nThey fired twice. Sadykova's bag stayed on the stones until the morning, and nobody came for it. The bridge is still shut.";
/** Pages that are drawn, and their names. */
const SCREENS = {
  'what is published': 'archive',
  'a published account': 'account',
  'a retracted account': 'account-retracted',
  'a replaced account': 'account-replaced',
  'what changes': 'desk-replace',
  'a copy of what was retracted': 'check-retracted',
  'the form for a copy': 'check',
  'a true copy': 'check-true',
  'a changed copy': 'check-changed',
  'a forged copy': 'check-forged',
  'another text': 'check-unknown',
  'the drop box': 'drop',
  'the preview': 'drop-preview',
  'the codename': 'drop-codename',
  'something was added': 'drop-added',
  'coming back': 'return',
  back: 'return-back',
  'back: delete': 'return-deleted',
  'no such page': 'problem',
  'the invitation': 'desk-join',
  'who has joined signs in': 'desk-sign-in',
  'the inbox': 'desk-inbox',
  'the account, answered': 'desk-account',
  compared: 'desk-compare',
  'what was found': 'desk-found',
  'word by word': 'desk-words',
  published: 'desk-publish',
  'the members': 'desk-members',
  custody: 'desk-custody',
};
/** Pages of what was published. */
const PUBLIC = ['a published account', 'a retracted account', 'a replaced account'];
const PASSPHRASE = 'six words that nobody says';

/** Everything that a context asks for, and what its consoles say. */
function watch(context) {
  const seen = { requests: [], said: [] };
  context.on('request', (request) => seen.requests.push(request.url()));
  context.on('console', (message) => seen.said.push(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => seen.said.push(`error: ${error.error()}`));
  return seen;
}

/** The story once, in a context. `keep` takes each page's name and HTML. */
async function story(step, context, server, invite, name, keep) {
  const origin = `http://${server.host}`;
  const seen = watch(context),
    page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const shows = async (what, text) => {
    const body = await page.textContent('body'),
      wrong = await page.locator('.wrong').allTextContents();
    assert.ok(
      body.includes(text),
      `${what}: ${wrong.join(' ') || (await page.locator('main').textContent()).replace(/\s+/g, ' ')}`,
    );
    await keep(what, await page.content());
  };
  const press = (form, button = 'button') => page.click(`form[action^="${form}"] ${button}`);
  let codename, desk, archived;

  await step('a source leaves an account', async () => {
    await page.goto(`${origin}/drop`);
    await shows('the drop box', 'Leave an account');
    await press('/drop?');
    await shows('without words', 'There are no words yet');
    await page.fill('textarea[name=text]', TEXT);
    await press('/drop?');
    await shows('without files', 'No files.');
    await page.click('button[formaction^="/drop/edit"]');
    await shows('changing something', 'Leave an account');
    assert.deepEqual(await page.inputValue('textarea[name=text]'), TEXT, `what was typed is there`);
    const photograph = path.join(folder(), 'bridge.png');
    writeFileSync(photograph, png('a place and an hour'));
    await page.setInputFiles('input[type=file]', [photograph]);
    await page.check('input[value=without-names]');
    await page.check('input[name=photographs]');
    await page.check('input[name=name-kind][value=pen]');
    await press('/drop?');
    await shows('no name though one was chosen', 'did not write the name');
    await page.fill('input[name=name]', 'A neighbour');
    await press('/drop?');
    await shows('the preview', 'One file,');
    const marks = await page.locator('mark').allTextContents();
    assert.ok(
      marks.some((mark) => mark.includes('Sadykova')),
      `a name is pointed at: ${marks}`,
    );
    await press('/drop/send');
    await shows('the codename', 'Your account was received');
    codename = (await page.textContent('.codename')).trim();
  });

  await step('a member joins, reads, answers, withholds, publishes', async () => {
    await page.goto(`${origin}${await invite()}`);
    await shows('the invitation', 'Join the desk');
    const secret = (await page.textContent('.codename')).trim();
    const fill = async (fields) => {
      for (const [field, value] of Object.entries(fields)) await page.fill(`input[name=${field}]`, value);
    };
    await fill({ name, passphrase: PASSPHRASE, again: `${PASSPHRASE}!`, code: code(secret) });
    await press('/desk/join');
    await shows('two passphrases that differ', 'differ');
    await fill({ name, passphrase: PASSPHRASE, again: PASSPHRASE, code: code(secret) });
    await press('/desk/join');
    await shows('who has joined signs in', 'You have joined');
    await fill({ name, passphrase: PASSPHRASE, code: '12' });
    await press('/desk/sign-in');
    await shows('a wrong code', 'The name, passphrase or code is wrong');
    await fill({ name, passphrase: PASSPHRASE, code: code(secret) });
    await press('/desk/sign-in');
    await shows('the inbox', 'I stood at the bridge');
    await page.click('.rows a >> nth=0');
    await shows('the account', 'my neighbour Aigul Sadykova');
    await page.fill('#reply', 'May we keep the street?');
    await press('/desk/', 'button >> nth=1');
    await page.fill('#note', 'Ask about the bag.');
    await page.click('form[action$="/note"] button');
    await shows('the account, answered', 'May we keep the street?');
    await page.click('a.button');
    await shows('before withholding', 'No words are withheld');
    await page.fill('#phrases', 'Aigul Sadykova\nbrother\nnot there at all');
    await page.click('form[action$="/find"] button');
    await shows('what was found', 'Which of these do you want to withhold?');
    await page.click('form[action$="/withhold"] button');
    await shows('withheld', 'words are withheld');
    await page.click('text=choose words >> nth=0');
    await shows('word by word', 'Which words of this passage do you want to withhold?');
    await page.click('.words label:has-text("bridge")');
    await page.click('form[action*="/words/"] button');
    await shows('the same word elsewhere', 'nobody came for it. The bridge is still');
    await page.click('form[action$="/withhold"] button');
    await page.check('label:not(:has-text("0.0 kB")) > input[name=photograph]');
    await page.check('input[name=with-name]');
    const names = page.locator('input[name=names-read]');
    if (await names.count()) await names.check();
    await page.click('form[action$="/draft"] button');
    await shows('the draft', 'Publish it');
    assert.ok(
      !(await page.locator('h2:text("What the public will see") ~ .account').first().textContent()).includes('Aigul'),
      `the public does not see who was withheld`,
    );
    await page.click('form[action$="/publish"] button');
    await shows('published', 'It is published');
    desk = page.url();
    archived = `${origin}${await page.locator('.notice a[href^="/a/"]').getAttribute('href')}`;
  });

  await step('a reader checks copies, and the desk takes the account back', async () => {
    const check = async (what, copy, ...said) => {
      await page.goto(`${origin}/check`);
      await page.fill('textarea[name=text]', copy);
      await press('/check?');
      for (const text of said) await shows(what, text);
    };
    await page.goto(`${origin}/`);
    await shows('what is published', 'accounts that witnesses left with this desk');
    await page.goto(archived);
    await shows('a published account', 'Check this page yourself');
    const whole = await page.locator('main').innerText();
    assert.ok(/█/.test(whole) && !/Aigul|brother|bridge/.test(whole), `what was withheld is not on the page: ${whole}`);
    await page.goto(`${origin}/check`);
    await shows('the form for a copy', 'Paste the text that you hold');
    await check('a true copy', whole, '✓ True to its slip', '✓ This archive published it');
    await check(
      'a changed copy',
      whole.replace('fired twice', 'fired thrice'),
      '✗ Not true to its slip',
      '{+thrice.+}',
    );
    const forged = path.join(folder(), 'forged.txt');
    writeFileSync(forged, TEXT.replace('fired twice', 'fired thrice'));
    await check(
      'a forged copy',
      execFileSync(firsthand, ['seal', forged], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
      'True to its slip, but this alone does not show who wrote it',
      '✗ Another seal over nearly the same words',
    );
    await check(
      'another text',
      'On this day nothing of all that was seen by anybody.',
      '? It has no slip',
      '? Unknown here',
    );
    await page.goto(`${desk.replace(/publish$/, '')}compare`);
    await shows('comparing', 'Compare this account with');
    await page.fill('#with', archived.split('/').pop());
    await page.click('form[action$="/compare"] button');
    await shows('compared', 'What differs from published as');
    await page.goto(desk);
    await page.click('details:has(input[value=retract]) summary');
    await page.fill('form:has(input[value=retract]) textarea', 'The source asked for it.');
    await page.click('form:has(input[value=retract]) button');
    await shows('retracted', 'The source asked for it.');
    await page.goto(archived);
    await shows('a retracted account', 'The desk retracted this account.');
    await check('a copy of what was retracted', whole, '✗ This archive published it and retracted it on ');
  });

  await step('the desk publishes the account again, and replaces its edition', async () => {
    const publish = async (why) => {
      await page.fill('form[action$="/publish"] textarea', why);
      await page.click('form[action$="/publish"] button');
    };
    await page.goto(desk);
    assert.equal(await page.locator('input[value=retract]').count(), 0, 'what is retracted cannot be retracted');
    await publish('The source agrees again.');
    await shows('published again', 'It is published', 'This is published exactly as it stands here.');
    assert.equal(await page.locator('form[action$="/publish"]').count(), 0, 'the same is not published twice');
    await page.uncheck('input[name=with-name]');
    await page.click('form[action$="/draft"] button');
    await shows('what changes', 'The name below it was removed.', 'Publish it in place of the published edition');
    await publish('The source wants no name with it.');
    await shows('replaced', 'It is published');
    await page.goto(archived);
    await shows('a replaced account', 'The source wants no name with it.', 'The desk published this account again.');
  });

  await step('a member looks at members and custody, and signs out', async () => {
    await page.goto(`${origin}/desk/members`);
    await shows('the members', name);
    await page.click('form[action$="/invite"] button');
    await shows('an invitation for another', '/desk/join/');
    await page.goto(`${origin}/desk/custody`);
    await shows('custody', 'published');
    await page.click('form[action="/desk/sign-out"] button');
    await shows('signed out', 'Sign in');
  });

  await step('the source comes back', async () => {
    await page.goto(`${origin}/return`);
    await shows('coming back', 'Type the codename');
    await page.fill('#codename', 'seven words that are not a right one');
    await press('/return');
    await shows('a wrong codename', 'Nothing is stored under this codename');
    await page.fill('#codename', codename.replaceAll('-', ' ').toUpperCase());
    await press('/return');
    await shows('back', 'May we keep the street?');
    await press('/drop/edit');
    await page.fill('textarea[name=text]', 'You may keep the street.');
    await press('/drop?');
    await press('/drop/send');
    await shows('something was added', 'What you added was received');
    await press('/return');
    await shows('back again', 'You left 2 accounts');
    for (const [what, box, said] of [
      ['consent', null, 'It applies to everything'],
      ['withdraw', 'sure', 'Nothing more of what you left'],
      ['delete', 'sure', 'is deleted'],
    ]) {
      await page.click(`details:has(form[action^="/return/${what}"]) summary`);
      if (box) await page.check(`form[action^="/return/${what}"] input[value=${box}]`);
      await press(`/return/${what}`);
      await shows(`back: ${what}`, said);
    }
  });

  await step('what is not there or is too large gets a page', async () => {
    await page.goto(`${origin}/nothing-here`);
    await shows('no such page', 'There is no such page');
    // A page for what is much too large, where a browser is still sending.
    const large = path.join(folder(), 'large.mov');
    writeFileSync(large, '');
    truncateSync(large, 40 << 20);
    await page.goto(`${origin}/drop`);
    await page.fill('textarea[name=text]', TEXT);
    await page.setInputFiles('input[type=file]', [large]);
    await press('/drop?').catch(() => {});
    await page.waitForLoadState().catch(() => {});
    await shows('40 MB', 'One of the files is larger than 25');
  });

  await step('no page called out, ran a script or kept anything', async () => {
    assert.deepEqual(
      [...new Set(seen.requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:')))],
      [],
      `no page calls out`,
    );
    assert.deepEqual(
      [...new Set(seen.requests.filter((url) => /\.(js|css|woff2?|png|svg|ico)/.test(url)))],
      [],
      `no page runs a script or loads anything`,
    );
    assert.deepEqual(
      seen.said.filter((line) => !/Failed to load resource|ERR_/.test(line)),
      [],
      `the console is silent`,
    );
    assert.ok(seen.requests.length > 30, `requests were seen: ${seen.requests.length}`);
    const kept = await context.cookies();
    assert.deepEqual(kept, [], `nothing stays in the browser`);
  });
}

/** What axe finds on a page (WCAG 2.2 AA), with everything unfolded. */
async function violations(page) {
  await page.evaluate(() =>
    document.querySelectorAll('details').forEach((details) => {
      details.open = true;
    }),
  );
  await page.evaluate(axe);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), tags);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
}

/** What a browser may send to its maker: fields it checks the spelling of, and a page that it may translate. */
function sent(page) {
  return page.evaluate(() => ({
    typed: [...document.querySelectorAll('textarea, input')]
      .filter(({ spellcheck }) => spellcheck)
      .map(({ name }) => name),
    translated: document.documentElement.translate || !document.querySelector('meta[name=google][content=notranslate]'),
    words: document.querySelector('main').textContent.includes('Sadykova'),
  }));
}

/** What each page looks like: on a telephone in light, on a desk in dark, side by side. */
async function screens(browser, server, pages) {
  const to = path.resolve(process.env.SCREENS ?? path.join(root, 'target/screens'));
  mkdirSync(to, { recursive: true });
  const looks = [
    [390, 'light'],
    [1180, 'dark'],
  ];
  for (const [what, name] of Object.entries(SCREENS)) {
    assert.ok(pages.has(what), `there is a page to draw: ${what}`);
    const drawn = [];
    for (const [width, colorScheme] of looks) {
      const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      // From where pictures come.
      await page.goto(`http://${server.host}/check`);
      await page.setContent(pages.get(what), { waitUntil: 'load' });
      const height = Math.min(1800, await page.evaluate(() => document.documentElement.scrollHeight));
      drawn.push((await page.screenshot({ clip: { x: 0, y: 0, width, height }, fullPage: true })).toString('base64'));
      await context.close();
    }
    const page = await browser.newPage({ viewport: { width: 1000, height: 200 } });
    const images = drawn.map(
      (data, at) => `<img src="data:image/png;base64,${data}" style="width:${looks[at][0] * 0.6}px">`,
    );
    await page.setContent(
      `<!doctype html><style>body{margin:16px;background:#888;display:flex;gap:16px;align-items:start;width:fit-content}</style>${images.join('')}`,
    );
    await page.locator('body').screenshot({ path: path.join(to, `${name}.jpg`), type: 'jpeg', quality: 75 });
    await page.close();
  }
}

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A desk, its first member, and a way to invite others. */
async function newDesk(t) {
  const server = await Server.start(t);
  const admin = await signIn(server, await join(server, server.link, 'First'));
  const invite = async () =>
    (await post(server, '/desk/members/invite', [['role', 'admin']], { cookie: admin.cookie })).text.match(
      /\/desk\/join\/[0-9a-f]{64}/,
    )[0];
  return { server, invite };
}

const pages = new Map();

/** The pages that the first story met, as they were; it is told now if it was not. */
async function thePages(t) {
  if (pages.size > 0) return;
  const { server, invite } = await newDesk(t);
  const tell = (context) => story(stepsOf(t), context, server, invite, 'Ada', (what, html) => pages.set(what, html));
  await inContext(
    t,
    browser,
    { javaScriptEnabled: false, viewport: { width: 390, height: 844 }, locale: 'en-US' },
    tell,
  );
}

for (const javaScriptEnabled of [false, true]) {
  for (const width of [390, 1280]) {
    const how = `${javaScriptEnabled ? 'with' : 'without'} JavaScript, ${width} px wide`;
    test(`a source leaves an account, a desk publishes it, a reader checks a copy: ${how}`, async (t) => {
      if (!javaScriptEnabled && width === 390) return thePages(t);
      const { server, invite } = await newDesk(t);
      const tell = (context) =>
        story(stepsOf(t), context, server, invite, `Ada ${width} ${javaScriptEnabled}`, () => {});
      return inContext(t, browser, { javaScriptEnabled, viewport: { width, height: 844 }, locale: 'en-US' }, tell);
    });
  }
}

test('a page that would call out is held back, and that is seen', async (t) => {
  const server = await Server.start(t);
  await inContext(t, browser, {}, async (strict) => {
    const seen = watch(strict),
      planted = await strict.newPage();
    await planted.goto(`http://${server.host}/drop`);
    await planted
      .evaluate(() => {
        document.body.insertAdjacentHTML(
          'beforeend',
          '<img src="http://127.0.0.2:9/x.png"><p onclick="alert()" style="color:red">',
        );
      })
      .catch(() => {});
    await planted.waitForTimeout(200);
    assert.ok(
      seen.said.some((line) => line.includes('Content Security Policy')),
      seen.said.join('\n'),
    );
  });
});

test('everybody can use each page, in light and dark, at 320 px, and none hands typed words to the browser’s maker', async (t) => {
  await thePages(t);
  const server = await Server.start(t),
    all = new Map(pages);
  await inContext(t, browser, { bypassCSP: true, viewport: { width: 320, height: 640 } }, async (context) => {
    const page = await context.newPage();
    for (const language of ['kk', 'ru', 'es']) {
      for (const at of ['drop', 'return']) {
        await page.goto(`http://${server.host}/${at}?lang=${language}`);
        all.set(`${at} in ${language}`, await page.content());
      }
    }
    assert.ok(all.size > 30, `there are pages to look at: ${all.size}`);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    for (const [what, html] of all) {
      await t.test(what, async () => {
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          await page.setContent(html);
          assert.deepEqual(await violations(page), [], `axe, ${colorScheme}`);
        }
        assert.equal(await wide(), 0, 'at 320 px nothing scrolls sideways');
        const { typed, translated, words } = await sent(page);
        assert.deepEqual(typed, [], 'nothing that is typed is checked for its spelling');
        if (words && !PUBLIC.includes(what))
          assert.equal(translated, false, 'the words of a source are not offered for translation');
      });
    }
    await t.test('axe and the ruler find what is wrong', async () => {
      await page.setContent(
        '<!doctype html><title>x</title><img src="data:,"><p style="color:#aaa;background:#fff;width:900px">pale',
      );
      const found = await violations(page);
      assert.ok(found.length >= 3 && (await wide()) > 500, found.join('\n'));
    });
  });
});

test('each page is drawn', async (t) => {
  await thePages(t);
  await screens(browser, await Server.start(t), pages);
});
