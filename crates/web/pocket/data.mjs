// The data of the page: sentences, lists and the table of characters, each packed in an element of its own.
import { unzlibSync } from './vendor/fflate.mjs';

/** What stands in the element with this id. */
export function data(id) {
  const letters = atob(document.getElementById(id).textContent), packed = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
  return JSON.parse(new TextDecoder().decode(unzlibSync(packed)));
}
