// The data of the page: sentences, lists and the table of characters, each packed in an element of its own.
import { unzlibSync } from './vendor/fflate.mjs';

/** What stands in the element with this id. */
export function data(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(unzlibSync(packed)));
}
