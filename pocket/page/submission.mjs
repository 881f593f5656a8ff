// Encryption: submissions for a desk (spec/submission.md), and drafts and pen names with a passphrase. All are age files
// (age-encryption.org/v1), made with the library of the author of age. It works in pages without crypto.subtle too.
import { Decrypter, Encrypter, bech32, forceWebCryptoOff } from './vendor/age.mjs';
import { parseSecret, penNameOf, printSecret } from '../../spec/firsthand.mjs';

// Pages that are not from https have no crypto.subtle, and the library would fail there. So it never uses
// crypto.subtle.
forceWebCryptoOff(true);

const AGE = 'age-encryption.org/v1\n';
// The work factor of scrypt: 2^16 rounds take 64 MiB, and 1.2 s on a cheap phone. Some phones do not have four times
// that memory, which a desk uses.
const WORK = 16;
const MIN = 4096, PAD = 0x80; // minimum length after padding, and its first byte
const utf8 = (text) => new TextEncoder().encode(text);
const coded = (code) => Object.assign(new Error(code), { code });

/** The length of `length` bytes after padding (Padmé). At least one byte is added. */
export function padded(length) {
  const withPad = length + 1;
  if (withPad <= MIN) return MIN;
  const exponent = 31 - Math.clz32(withPad), bits = 32 - Math.clz32(exponent), step = 2 ** (exponent - bits);
  return Math.ceil(withPad / step) * step;
}

/** Whether a text is the public key of a desk: an X25519 recipient of age. */
export function isRecipient(text) {
  try {
    const { prefix, bytes } = bech32.decodeToBytes(text);
    return text === text.toLowerCase() && prefix === 'age' && bytes.length === 32;
  } catch {
    return false;
  }
}

/** Pads and encrypts `bytes` into an age file that only the recipients can open. */
export async function parcel(bytes, recipients) {
  const encrypter = new Encrypter(), content = new Uint8Array(padded(bytes.length));
  if (recipients.length === 0 || !recipients.every(isRecipient)) throw coded('not-recipient');
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  content.set(bytes);
  content[bytes.length] = PAD;
  try {
    return await encrypter.encrypt(content);
  } catch {
    throw coded('not-recipient'); // the text is well formed but not a key
  } finally {
    content.fill(0);
  }
}

/** Encrypts `content`, a text or bytes, with a passphrase into an age file. */
export async function lock(content, passphrase) {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(WORK);
  return encrypter.encrypt(typeof content === 'string' ? utf8(content) : content);
}

/** Decrypts an age file with a passphrase. Throws errors with the codes 'not-age' and 'wrong-passphrase'. */
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

/** The content of a pen name's file before encryption, as `firsthand penname new` writes it. */
export function penNameFile(secret) {
  return '# A firsthand pen name. Whoever has this file can seal as you, and can show that you did.\n'
    + `# pen name: ${penNameOf(secret)}\n${printSecret(secret)}\n`;
}

/**
 * The 32 secret bytes in the content of a pen name's file. Throws an error with the code 'no-pen-name' if there are
 * none.
 */
export function readPenNameFile(text) {
  const secret = text.split('\n').map((line) => parseSecret(line.trim())).find((bytes) => bytes !== null);
  if (!secret) throw coded('no-pen-name');
  return secret;
}
