// The first screen, in the language that this device likes best; and, once that can be seen, everything else.
import { firstSentences, likedLanguage, seen, write } from './screen.mjs';

/** Waits until all of the page is there. */
function parsed() {
  return new Promise((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else document.addEventListener('DOMContentLoaded', resolve, { once: true });
  });
}

write(likedLanguage, firstSentences(likedLanguage));
document.documentElement.classList.add('on');
// Browsers that know this kind of link have not drawn an empty page before.
document.querySelector('[rel=expect]').remove();

seen().then(parsed).then(async () => {
  if (![].findLast || !self.HTMLDialogElement) throw new Error('an old browser');
  const { start } = await import('./parts.mjs');
  start();
  document.documentElement.classList.add('ready');
}).catch((error) => {
  // Better nothing than half a page: what is shown instead says that a newer browser is needed. Nothing is typed before.
  document.documentElement.classList.remove('on');
  throw error;
});
