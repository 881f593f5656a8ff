// The sentences of the page, in the chosen language.
import { byKey, firstSentences, languages, likedLanguage, write } from './screen.mjs';

let sentences = {}, language = likedLanguage, plurals = null, others = () => ({});
const followers = [];

/** Sets `data`, which reads the sentences of a language when they are first needed. */
export function useSentences(data) {
  const keys = data('keys'), read = {};
  others = (tag) => (read[tag] ??= byKey(keys, data(`sentences-${tag}`)));
}

export const languageNow = () => language;
/** The languages of the page as [tag, name]. The name is in that language. */
export const languageNames = () => languages().map((tag) => [tag, firstSentences(tag)['language-name']]);

/**
 * The sentence with this key. `{name}` in it is replaced by the value of that name. A number also chooses the plural.
 */
export function say(key, values = {}) {
  let text = sentences[key] ?? key;
  if (typeof text === 'object') {
    const [[name, variants]] = Object.entries(text), value = values[name];
    plurals ??= new Intl.PluralRules(language);
    text = variants[value] ?? variants[plurals.select(Number(value))] ?? variants.other;
  }
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** Calls `follow` when another language is chosen. */
export function onLanguage(follow) {
  followers.push(follow);
}

/** Changes the language of the page. */
export function speak(tag) {
  language = tag;
  sentences = { ...others(tag), ...firstSentences(tag) };
  plurals = null;
  document.title = say('pocket-title');
  write(tag, sentences);
  for (const follow of followers) follow();
}
