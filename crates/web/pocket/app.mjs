// Starts the page: its first screen, and, once that can be seen, everything else.
import { $, followButtons, make, parsed, seen } from './dom.mjs';
import { languageNow, languages, likedLanguage, nameOf, onLanguage, speak } from './say.mjs';

onLanguage(() => { $('tongue').textContent = languageNow().toUpperCase(); });
speak(likedLanguage());
document.documentElement.classList.add('on');

seen().then(async () => {
  if (![].findLast || !self.HTMLDialogElement) throw new Error('an old browser');
  const names = languages().map((tag) => make('option', { value: tag }, nameOf(tag)));
  $('language').append(...names);
  $('language').value = languageNow();
  $('language').addEventListener('change', () => speak($('language').value));

  await parsed();
  const { mayShow, start } = await import('./parts.mjs');
  start();
  followButtons(mayShow);
  speak(languageNow());
  document.documentElement.classList.add('ready');
}).catch((error) => {
  // Better nothing than half a page: what is shown instead says that a newer browser is needed. Nothing is typed before.
  document.documentElement.classList.remove('on');
  throw error;
});
