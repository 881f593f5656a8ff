// The data of the page: sentences, lists and the table of characters, each packed in an element of its own.
import { unzlibSync } from './vendor/fflate.mjs';

/** What stands in the element with this id. */
export function data(id) {
  const letters = atob(document.getElementById(id).textContent), packed = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
  return JSON.parse(new TextDecoder().decode(unzlibSync(packed)));
}

/** The table of characters, as spec/seal.md has it. The page has its folds as runs: { first code point: texts }. */
export function characters(packed) {
  const fold = Object.entries(packed.fold).flatMap(([first, texts]) => texts.map((text, i) => [(parseInt(first, 16) + i).toString(16), text]));
  return { ...packed, fold: Object.fromEntries(fold) };
}
