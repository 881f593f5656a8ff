// Shows the first screen in the preferred language of this device, and starts everything else after it is drawn.
import { firstSentences, likedLanguage, seen, write } from './screen.mjs';

/** Waits until the whole page has been read. */
function parsed() {
  return new Promise((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else document.addEventListener('DOMContentLoaded', resolve, { once: true });
  });
}

write(likedLanguage, firstSentences(likedLanguage));
document.documentElement.classList.add('on');
// Browsers that know rel=expect wait for this element before they draw. So they do not draw an empty page.
document.querySelector('[rel=expect]').remove();

seen().then(parsed).then(async () => {
  if (![].findLast || !self.HTMLDialogElement) throw new Error('an old browser');
  const { start } = await import('./parts.mjs');
  start();
  document.documentElement.classList.add('ready');
}).catch((error) => {
  // The page hides itself if a part cannot start. A sentence then says that a newer browser is needed. Nothing can be
  // typed before, so nothing is lost.
  document.documentElement.classList.remove('on');
  throw error;
});
