// Reads the data of the page: sentences, lists and the table of characters. Each is compressed in an element of its
// own. pocket/build/data.rs packs it.
import { unzlibSync } from './vendor/fflate.mjs';

/** The data in the element with this id. */
export function data(id) {
  const letters = atob(document.getElementById(id).textContent), packed = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
  return JSON.parse(new TextDecoder().decode(unzlibSync(packed)));
}

/** The table of characters in the form of spec/seal.md. In the page, folds are runs and ranges are distances. */
export function characters({ classes, letters, marks, fold, ...rest }) {
  const folds = Object.entries(fold).flatMap(([first, texts]) => texts.map((text, i) => [hex(parseInt(first, 16) + i), text]));
  const ranges = Object.entries(classes).map(([name, distances]) => [name, rangesOf(distances)]);
  return { ...rest, classes: Object.fromEntries(ranges), letters: rangesOf(letters), marks: rangesOf(marks), fold: Object.fromEntries(folds) };
}

const hex = (code) => code.toString(16);

/**
 * Reads ranges from distances. Each begins at a distance from the end of the range before: "34f 14bc-4" is "34f
 * 180b-180f".
 */
function rangesOf(distances) {
  let end = 0;
  return distances.split(' ').map((range) => {
    const [gap, more] = range.split('-').map((digits) => parseInt(digits, 16)), first = end + gap;
    end = first + (more ?? 0);
    return more ? `${hex(first)}-${hex(end)}` : hex(first);
  }).join(' ');
}
