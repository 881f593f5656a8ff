// The sentences of the page, in the language that was chosen.
import { byKey, firstSentences, languages, likedLanguage, write } from './screen.mjs';

let sentences = {}, language = likedLanguage, plurals = null, others = () => ({});
const followers = [];

/** Takes the sentences of all the other screens, which `data` reads when a language is first wanted. */
export function useSentences(data) {
  const keys = data('keys'), read = {};
  others = (tag) => (read[tag] ??= byKey(keys, data(`sentences-${tag}`)));
}

export const languageNow = () => language;
/** The languages of the page, each with what it is called in itself. */
export const languageNames = () => languages().map((tag) => [tag, firstSentences(tag)['language-name']]);

/** A sentence; `{name}` in it is replaced by the value of that name, which also chooses between plurals. */
export function say(key, values = {}) {
  let text = sentences[key] ?? key;
  if (typeof text === 'object') {
    const [[name, variants]] = Object.entries(text), value = values[name];
    plurals ??= new Intl.PluralRules(language);
    text = variants[value] ?? variants[plurals.select(Number(value))] ?? variants.other;
  }
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** Calls back when another language is chosen. */
export function onLanguage(follow) {
  followers.push(follow);
}

/** Says everything in a language. */
export function speak(tag) {
  language = tag;
  sentences = { ...others(tag), ...firstSentences(tag) };
  plurals = null;
  document.title = say('pocket-title');
  write(tag, sentences);
  for (const follow of followers) follow();
}
