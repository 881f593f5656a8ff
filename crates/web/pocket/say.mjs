// The sentences of the page, in the language that was chosen.

let sentences = {}, language = 'en', plurals = new Intl.PluralRules('en');
const followers = [];

/** Takes { language: { key: text, or { name: { plural: text } } } }. */
export function useSentences(json) {
  sentences = json;
}

export const languages = () => Object.keys(sentences);
export const languageNow = () => language;

/** A sentence; `{name}` in it is replaced by the value of that name, which also chooses between plurals. */
export function say(key, values = {}) {
  let text = sentences[language]?.[key] ?? sentences.en?.[key] ?? key;
  if (typeof text === 'object') {
    const [[name, variants]] = Object.entries(text), value = values[name];
    text = variants[value] ?? variants[plurals.select(Number(value))] ?? variants.other;
  }
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** Writes the sentences that `root` asks for: as text, and as labels. */
export function translate(root) {
  for (const place of root.querySelectorAll('[data-say]')) place.textContent = say(place.dataset.say);
  for (const place of root.querySelectorAll('[data-say-label]')) {
    place.setAttribute('aria-label', say(place.dataset.sayLabel));
  }
}

/** Calls back when another language is chosen. */
export function onLanguage(follow) {
  followers.push(follow);
}

export function speak(tag) {
  language = tag;
  plurals = new Intl.PluralRules(tag);
  document.documentElement.lang = tag;
  document.title = say('pocket-title');
  translate(document);
  for (const follow of followers) follow();
}

/** The language of the page that this device likes best. */
export function likedLanguage() {
  const liked = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase());
  return liked.find((tag) => tag in sentences) ?? 'en';
}

/** What a language is called in itself. */
export const nameOf = (tag) => sentences[tag]['language-name'];
