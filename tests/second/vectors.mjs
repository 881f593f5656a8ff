// The vectors of spec/vectors as tests of spec/firsthand.mjs, for Node (run.mjs) and for a page (chromium.mjs): it needs
// nothing that only one of them has.

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const utf8 = (text) => new TextEncoder().encode(text);

/** JSON with sorted keys, to compare by. */
function plain(value) {
  const sorted = (_, one) =>
    one && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one;
  return JSON.stringify(value, sorted);
}

/**
 * Does the work of every vector. `load` gives the parsed JSON of a name, null for 'cctv' where those vectors are not
 * there. Gives { cases, notes }: of each part of the vectors { name, checks, failures }, and what a person should know.
 */
export async function runVectors(firsthand, load) {
  const cases = [],
    notes = [];
  firsthand.useCharacters(await load('characters'));
  for (const part of [words, reedSolomon, slips, accounts, checks, signatures, cctv]) {
    let current;
    const guarded = async (name, work) => {
      const before = current;
      current = { name, checks: 0, failures: [] };
      cases.push(current);
      try {
        await work();
      } catch (error) {
        current.failures.push(String(error?.stack ?? error));
      }
      current = before;
    };
    const same = (name, got, expected) => {
      current.checks++;
      if (plain(got) !== plain(expected)) current.failures.push(`${name}: ${plain(got)} instead of ${plain(expected)}`);
    };
    await guarded(part.name, () => part(firsthand, load, same, guarded, notes));
  }
  // What only held others together checked nothing of its own.
  return { cases: cases.filter(({ checks, failures }) => checks + failures.length > 0), notes };
}

async function words(firsthand, load, same, guarded) {
  for (const [i, one] of (await load('words')).cases.entries()) {
    await guarded(`words ${i}`, () => {
      const { words: got, lines, suspects: found, sealing, places, unknown } = firsthand.words(one.text);
      const suspects = found.map(({ word, code, refused }) => ({ word, code, refused }));
      const standing = found.map(({ at }) => one.text.codePointAt(at).toString(16));
      same(
        `words ${i}: places of suspects`,
        standing,
        suspects.map(({ code }) => code),
      );
      same(`words ${i}`, { text: one.text, words: got, lines, suspects, sealing }, one);
      same(`words ${i}: unknown`, unknown, false);
      const ordered = places.every(({ start, end }, k) => start < end && start >= (places[k - 1]?.start ?? 0));
      same(`words ${i}: places`, [places.length, ordered], [got.length, true]);
      same(`words ${i}: again`, firsthand.words(got.join(' ')).words, got);
    });
  }
}

async function reedSolomon(firsthand, load, same, guarded) {
  for (const [i, { sent, received, erased, repaired }] of (await load('reed-solomon')).cases.entries()) {
    await guarded(`reed-solomon ${i}`, () => {
      const data = unhex(sent).slice(0, -16);
      same(`reed-solomon ${i}: parity`, hex(data) + hex(firsthand.parityOf(data)), sent);
      const block = firsthand.repairBlock(unhex(received), erased);
      same(`reed-solomon ${i}: repair`, block && hex(block.bytes), repaired);
    });
  }
}

async function slips(firsthand, load, same, guarded) {
  for (const { name, text, found } of (await load('slips')).cases) {
    await guarded(`slips, ${name}`, () => {
      const got = firsthand.findSlips(text).map(({ slip, fault, repaired, among }) => {
        return slip ? { payload: hex(slip.payload), repaired: repaired > 0, among } : fault;
      });
      same(`slips, ${name}`, got, found);
    });
  }
}

async function accounts(firsthand, load, same, guarded) {
  for (const one of (await load('accounts')).cases) {
    await guarded(`accounts, ${one.name}`, () => account(firsthand, one, same));
  }
}

async function account(firsthand, one, same) {
  const name = `accounts, ${one.name}`;
  const sealed = await firsthand.seal(one.text, { secret: unhex(one.secret), random: unhex(one.random) });
  const [{ slip }] = firsthand.findSlips(sealed.text);
  same(`${name}: payload`, hex(slip.payload), one.payload);
  same(`${name}: slip`, sealed.slip, one.slip);
  same(`${name}: slip again`, firsthand.slipText(slip), one.slip);
  same(`${name}: run`, firsthand.slipRun(slip), one.run);
  same(`${name}: n`, slip.n, one.n);
  same(`${name}: id`, sealed.id, one.id);
  same(`${name}: pen name`, sealed.penName, one['pen name']);
  same(`${name}: pen name of the secret`, firsthand.penNameOf(unhex(one.secret)), one['pen name']);
  same(`${name}: id parsed`, firsthand.printId(firsthand.parseId(one.id.toUpperCase())), one.id);
  const penName = firsthand.parsePenName(one['pen name']);
  same(`${name}: pen name parsed`, firsthand.printPenName(penName), one['pen name']);

  const kind = ({ verdict, kind: found, id }) => ({ verdict, kind: found, id });
  const verdicts = async (text, slips) => (await firsthand.check(text, { slips })).checked.map(kind);
  const is = (found) => [{ verdict: 'true', kind: found, id: one.id }];
  const known = { [one.id]: 'this account', fhp1: 'nobody' };
  const { names } = await firsthand.check(sealed.text, { names: known });
  same(`${name}: names`, names, { [one.id]: 'this account' });
  same(`${name}: whole`, await verdicts(sealed.text), is('whole'));
  same(`${name}: whole, the slip apart`, await verdicts(one.text, [one.run]), is('whole'));
  same(`${name}: under its id`, await verdicts(`${one.text}\n\n${one.id}\nmore`, [one.run]), is('whole'));

  for (const { text, slip: letters, withheld } of one.editions) {
    const called = `${name}: without ${withheld.join(' ')}`;
    const open = one.n - withheld.reduce((sum, [start, end]) => sum + end - start, 0);
    const spans = [0, ...withheld.flat(), one.n]
      .map((edge, i, all) => [edge, all[i + 1]])
      .filter(([start, end], i) => i % 2 === 0 && start < end);
    const excerpt = { first: spans[0][0] + 1, last: spans[0][1] };
    const expected = is(spans.length === 1 ? excerpt : { withheld: one.n - open, places: withheld.length });
    const made = await firsthand.withhold(sealed.text, withheld);
    same(`${called}, slip`, made.slip, letters);
    same(`${called}, text`, made.text, `${text}${text.endsWith('\n') ? '' : '\n'}\n${letters}\n`);
    same(`${called}, checked`, await verdicts(made.text), expected);
    same(`${called}, the slip apart`, await verdicts(text, [letters]), expected);
    // The same in two steps, the second from the edition of the first.
    const half = await firsthand.withhold(one.text, withheld.slice(0, 1), one.slip);
    same(`${called}, in two steps`, (await firsthand.withhold(half.text, withheld)).slip, letters);
  }
  if (one.excerpt) {
    const { first, last, text, slip: letters } = one.excerpt;
    same(`${name}: excerpt`, await verdicts(`${text}\n\n${letters}`), is({ first, last }));
    const ranges = [
      [0, first - 1],
      [last, one.n],
    ].filter(([start, end]) => start < end);
    same(`${name}: excerpt, slip`, (await firsthand.withhold(sealed.text, ranges)).slip, letters);
  }
}

async function checks(firsthand, load, same, guarded) {
  // As the vectors call what is said of a true one.
  const said = (one) => ({
    verdict: one.verdict,
    kind: one.kind,
    id: one.id,
    'pen name': one.penName,
    stands: one.stands,
    sign: one.sign,
    around: one.around,
    heads: one.heads,
    'more heads': one.moreHeads,
    hyphens: one.hyphens,
    reordered: one.reordered,
    gaps: one.gaps,
    words: one.words,
    'words before': one.before,
    'words after': one.between,
    among: one.among,
    'passed over': one.passedOver,
  });
  const count = (text) => firsthand.words(text).words.length;
  for (const { name, text, verdicts } of (await load('checks')).cases) {
    await guarded(`checks, ${name}`, async () => {
      const { checked } = await firsthand.check(text);
      const got = checked.map((one) => (one.verdict === 'true' ? said(one) : { verdict: one.verdict }));
      same(`checks, ${name}`, got, verdicts);
      for (const one of checked.filter(({ verdict }) => verdict === 'true')) {
        same(`checks, ${name}: outside`, [one.beforeText, one.betweenText].map(count), [one.before, one.between]);
      }
    });
  }
}

/** Ed25519 by hand and as the runtime has it, where it has it. */
async function signatures(firsthand, load, same, guarded, notes) {
  const subtle = globalThis.crypto.subtle,
    name = 'Ed25519';
  if (!subtle) notes.push('There is no crypto.subtle here: Ed25519 is done by hand.');
  for (let i = 0; i < 20; i++) {
    const [secret, message] = [32, 7 * i].map((length) => crypto.getRandomValues(new Uint8Array(length)));
    const publicKey = firsthand.parsePenName(firsthand.penNameOf(secret));
    const signature = firsthand.signByHand(secret, message);
    if (subtle) {
      const wrapped = Uint8Array.of(...unhex('302e020100300506032b657004220420'), ...secret);
      const key = await subtle.importKey('pkcs8', wrapped, { name }, true, ['sign']);
      same(`signature ${i}`, hex(signature), hex(new Uint8Array(await subtle.sign({ name }, key, message))));
      const point = atob((await subtle.exportKey('jwk', key)).x.replace(/-/g, '+').replace(/_/g, '/'));
      same(`signature ${i}: key`, hex(publicKey), hex(Uint8Array.from(point, (char) => char.charCodeAt(0))));
    }
    same(`signature ${i}: as used`, hex(await firsthand.sign(secret, message)), hex(signature));
    const changed = Uint8Array.from(signature);
    changed[(5 * i) % 64] ^= 1 << (i % 8);
    for (const [bytes, expected] of [
      [signature, true],
      [changed, false],
    ]) {
      same(`signature ${i}: by hand`, firsthand.verifyByHand(publicKey, message, bytes), expected);
      same(`signature ${i}: verified`, await firsthand.verify(publicKey, message, bytes), expected);
    }
  }
  const long = utf8('abc'.repeat(100));
  if (subtle) {
    for (let length = 0; length <= 300; length++) {
      const part = long.subarray(0, length);
      for (const [algorithm, own] of [
        ['SHA-256', firsthand.sha256],
        ['SHA-512', firsthand.sha512],
      ]) {
        const hash = hex(new Uint8Array(await subtle.digest(algorithm, part)));
        if (hex(own(part)) !== hash) same(`${algorithm} of ${length} bytes`, hex(own(part)), hash);
      }
    }
  }
}

/**
 * The edge cases of Ed25519 that were collected for libraries that differ. A flag says what is odd about one.
 * The spec's rule refuses a key or R of small order (low_order_A, low_order_R), one with y not below p
 * (non_canonical_A, non_canonical_R), and, as its equation has no factor 8, what holds only with that factor
 * (low_order_residue). It takes points that merely have a part of small order (low_order_component_A,
 * low_order_component_R) where nothing is left of it. reencoded_k comes only with what is not canonical.
 */
async function cctv(firsthand, load, same, guarded, notes) {
  const vectors = await load('cctv');
  notes.push(vectors ? `The CCTV vectors for Ed25519 ran: ${vectors.length}.` : 'No CCTV vectors here.');
  const refused = ['low_order_A', 'low_order_R', 'non_canonical_A', 'non_canonical_R', 'low_order_residue'];
  for (const { number, key, sig, msg, flags } of vectors ?? []) {
    const given = [unhex(key), utf8(msg), unhex(sig)];
    const expected = !(flags ?? []).some((flag) => refused.includes(flag));
    same(`cctv ${number}`, await firsthand.verify(...given), expected);
    same(`cctv ${number}, by hand`, firsthand.verifyByHand(...given), expected);
  }
}

/** Where the CCTV vectors may stand, from the root of the repository. */
export const CCTV = '../shared/data/vectors/cctv/ed25519/ed25519vectors.json';
