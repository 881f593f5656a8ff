// Chromium for tests: started once for a file, with a context for each test; a test that fails leaves a picture of what
// its pages showed in target/screenshots/, and says where.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './serve/common.mjs';

export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Chromium that asks its makers for nothing. CHROMIUM names another one than Debian's. */
export function launch(...more) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}

/** Where the pictures of a test that failed go: a path that has its file's name and its own, and `which`. */
export function pictureOf(t, which = '') {
  const to = path.join(root, 'target/screenshots');
  mkdirSync(to, { recursive: true });
  const named = `${path.basename(process.argv[1], '.mjs')}-${t.name}${which && `-${which}`}`;
  return path.join(to, `${named.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 120)}.png`);
}

/** Does `work`. If it fails, `draw` leaves a picture of what was seen, and the error says where the picture is. */
export async function pictured(t, draw, work) {
  try {
    return await work();
  } catch (error) {
    const drawn = await draw().catch((why) => `no picture could be taken: ${why.message}`);
    const said = `Pictures: ${[drawn].flat().join(', ') || 'no page was open'}`;
    t.diagnostic(said);
    error.stack += `\n${said}`;
    throw error;
  }
}

/** Opens a context for the test `t` and does `work` with it; the context is closed at the end. */
export async function inContext(t, browser, options, work) {
  const context = await browser.newContext(options);
  const draw = () =>
    Promise.all(
      context.pages().map(async (page, i) => {
        const to = pictureOf(t, i ? String(i) : '');
        await page.screenshot({ path: to, timeout: 5000 });
        return to;
      }),
    );
  try {
    return await pictured(t, draw, () => work(context));
  } finally {
    await context.close();
  }
}
