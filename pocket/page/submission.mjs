// What is encrypted: parcels for a desk (spec/submission.md), drafts and pen names under a passphrase. All are age files
// (age-encryption.org/v1), by the library of age's author. It works in pages without crypto.subtle too.
import { Decrypter, Encrypter, bech32, forceWebCryptoOff } from './vendor/age.mjs';
import { parseSecret, penNameOf, printSecret } from '../../spec/firsthand.mjs';

// The library would take its absence in a page that is not from https for an error; by hand it is the same everywhere.
forceWebCryptoOff(true);

const AGE = 'age-encryption.org/v1\n';
// 2^16 rounds of scrypt take 64 MiB, and 1.2 s in Chromium at a fourth of a server's speed, about a cheap phone's. Four
// times that, as on a desk, some phones give up.
const WORK = 16;
const LEAST = 4096, PAD = 0x80; // of the padding
const utf8 = (text) => new TextEncoder().encode(text);
const coded = (code) => Object.assign(new Error(code), { code });

/** The length that `length` bytes are padded to, with room for the byte that begins the padding: Padmé. */
export function padded(length) {
  const withPad = length + 1;
  if (withPad <= LEAST) return LEAST;
  const exponent = 31 - Math.clz32(withPad), bits = 32 - Math.clz32(exponent), step = 2 ** (exponent - bits);
  return Math.ceil(withPad / step) * step;
}

/** Whether these are the letters of a desk: an X25519 recipient of age. */
export function isRecipient(text) {
  try {
    const { prefix, bytes } = bech32.decodeToBytes(text);
    return text === text.toLowerCase() && prefix === 'age' && bytes.length === 32;
  } catch {
    return false;
  }
}

/** `bytes`, padded, in an age file that only the recipients can open. */
export async function parcel(bytes, recipients) {
  const encrypter = new Encrypter(), content = new Uint8Array(padded(bytes.length));
  if (recipients.length === 0 || !recipients.every(isRecipient)) throw coded('not-recipient');
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  content.set(bytes);
  content[bytes.length] = PAD;
  try {
    return await encrypter.encrypt(content);
  } catch {
    throw coded('not-recipient'); // letters that are well formed and no key
  } finally {
    content.fill(0);
  }
}

/** `content`, a text or bytes, in an age file under a passphrase. */
export async function lock(content, passphrase) {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(WORK);
  return encrypter.encrypt(typeof content === 'string' ? utf8(content) : content);
}

/** What stands in an age file under a passphrase. Errors have the codes 'not-age' and 'wrong-passphrase'. */
export async function unlock(file, passphrase) {
  const head = new TextDecoder('latin1').decode(file.subarray(0, AGE.length + 10));
  if (head !== `${AGE}-> scrypt `) throw coded('not-age');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(file);
  } catch (error) {
    throw coded(error.message.startsWith('no identity matched') ? 'wrong-passphrase' : 'not-age');
  }
}

/** The text of a pen name's file, as `firsthand penname new` writes it before it locks it. */
export function penNameFile(secret) {
  return '# A firsthand pen name. Whoever has this file can seal as you, and can show that you did.\n'
    + `# pen name: ${penNameOf(secret)}\n${printSecret(secret)}\n`;
}

/** The 32 secret bytes in it; an error with the code 'no-pen-name' if it holds none. */
export function readPenNameFile(text) {
  const secret = text.split('\n').map((line) => parseSecret(line.trim())).find((bytes) => bytes !== null);
  if (!secret) throw coded('no-pen-name');
  return secret;
}
