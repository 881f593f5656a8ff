// Starts the page: its sentences and its first part, and, once that can be seen, everything else.
import { $, followButtons, make, seen } from './dom.mjs';
import { languageNow, languages, likedLanguage, nameOf, speak } from './say.mjs';

$('language').append(...languages().map((tag) => make('option', { value: tag }, nameOf(tag))));
const choose = (tag, roots) => {
  speak(tag, roots);
  $('language').value = tag;
  $('tongue').textContent = tag.toUpperCase();
  $('unchecked').hidden = tag === 'en';
};
choose(likedLanguage(), [document.querySelector('header'), $('start')]);
$('language').addEventListener('change', () => choose($('language').value));
let mayShow = (id) => id === 'start' || id === 'write' || id === 'check';
followButtons((id) => mayShow(id));
document.documentElement.classList.add('on');

seen().then(async () => {
  const parts = await import('./parts.mjs');
  parts.start();
  choose(languageNow());
  ({ mayShow } = parts);
  document.documentElement.classList.add('ready');
});
