// Bundles the libraries of the page in the pocket: pocket/page/vendor/*.mjs, which are committed. With --check
// nothing is written, and the script tells whether they match the lockfile.
//
//   (cd tests && npm ci) && node scripts/pocket-vendor.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..'),
  home = path.join(root, 'tests');
const { build } = createRequire(path.join(home, 'here'))('esbuild');
const inPackages = (file) => path.join(home, 'node_modules', file);

const VENDORED = {
  // Post-quantum recipients, hardware tags and passkeys are left out: no desk has one, and they would double the size.
  age: {
    code: `export { Encrypter, Decrypter } from 'age-encryption';
      export { forceWebCryptoOff } from '${inPackages('age-encryption/dist/x25519.js')}';
      export { bech32 } from '@scure/base';`,
    without: { '@noble/post-quantum/hybrid.js': ['MLKEM768P256', 'MLKEM768X25519'], '@noble/curves/nist.js': ['p256'] },
    licences: [
      'age-encryption/LICENSE',
      '@noble/ciphers/LICENSE',
      '@noble/curves/LICENSE',
      '@noble/hashes/LICENSE',
      '@scure/base/LICENSE',
    ],
  },
  fflate: {
    code: "export { unzlibSync } from 'fflate';",
    without: {},
    licences: ['fflate/LICENSE'],
  },
  qr: {
    code: "export { encodeQR } from 'qr'; export { decodeQR } from 'qr/decode.js';",
    without: {},
    licences: ['qr/LICENSE-MIT'],
  },
};

/** A bundle as one module, its last line the exports, behind the licences of all that is in it. */
async function bundled(name, { code, without, licences }) {
  const nothing = {
    name: 'nothing',
    setup(given) {
      given.onResolve({ filter: /./ }, (at) => (at.path in without ? { path: at.path, namespace: 'nothing' } : null));
      given.onLoad({ filter: /./, namespace: 'nothing' }, (at) => {
        return { contents: without[at.path].map((name) => `export const ${name} = null;`).join('\n') };
      });
    },
  };
  const {
    outputFiles: [{ text }],
  } = await build({
    stdin: { contents: code, resolveDir: home },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    plugins: [nothing],
  });
  const exported = text.lastIndexOf('export{');
  return (
    `/* Made by scripts/pocket-vendor.mjs from:\n\n${notices(name, licences)}*/\n` +
    `${text.slice(0, exported)}\n${text.slice(exported).trim()}\n`
  );
}

// Licence terms by bundle. All bundles are in one page, so each text stands there once.
const said = new Map();

/** The licences of the packages in the bundle `bundle`. */
function notices(bundle, licences) {
  const terms = new Map();
  for (const file of licences) {
    const name = path.dirname(file),
      { version } = JSON.parse(readFileSync(inPackages(`${name}/package.json`), 'utf8'));
    const lines = readFileSync(inPackages(file), 'utf8')
      .trim()
      .replace(/[\u201c\u201d]/g, '"')
      .split('\n');
    const whose = lines.find((line) => line.startsWith('Copyright'));
    const text = lines
      .filter((line) => line !== whose && !/^(The )?MIT License/.test(line))
      .join('\n')
      .trim();
    terms.set(text, [...(terms.get(text) ?? []), `${name} ${version}: ${whose}`]);
  }
  return Array.from(terms, ([text, packages]) => {
    const key = text.replace(/\s+/g, ' '),
      there = said.get(key);
    said.set(key, there ?? bundle);
    return `${packages.join('\n')}\n${there ? `The terms are those of MIT in ${there}.mjs.` : `\n${text}`}\n`;
  }).join('\n');
}

let differ = 0;
for (const [name, given] of Object.entries(VENDORED)) {
  const file = path.join(root, 'pocket/page/vendor', `${name}.mjs`),
    text = await bundled(name, given);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.log(`${name}.mjs is not what the lockfile gives: run scripts/pocket-vendor.mjs`);
    differ++;
  }
}
process.exitCode = differ > 0 ? 1 : 0;
