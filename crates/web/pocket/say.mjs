// The sentences of the page, in the language that was chosen.

// Those of the first screen, in every language, so that it is seen before anything is unpacked: [keys, [[tag, texts], …]].
const [firstKeys, inAll] = JSON.parse(document.getElementById('first').textContent);
const firstTexts = Object.fromEntries(inAll);
let sentences = {}, language = 'en', plurals = null, others = () => ({});
const followers = [];

/** The sentences of a language: { key: text, or { name: { plural: text } } }. */
const sentencesOf = (tag) => ({ ...others(tag), ...byKey(firstKeys, firstTexts[tag]) });
const byKey = (keys, texts) => Object.fromEntries(keys.map((key, i) => [key, texts[i]]));

/** Takes the sentences of all the other screens, which `data` reads when a language is first wanted. */
export function useSentences(data) {
  const keys = data('keys'), read = {};
  others = (tag) => (read[tag] ??= byKey(keys, data(`sentences-${tag}`)));
}

export const languages = () => Object.keys(firstTexts);
export const languageNow = () => language;
/** What a language is called in itself. */
export const nameOf = (tag) => firstTexts[tag][firstKeys.indexOf('language-name')];

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

/** Writes the sentences that the page asks for, as far as they are there: as text, and as labels. */
function translate() {
  for (const place of document.querySelectorAll('[data-say], [data-say-label]')) {
    const { say: text, sayLabel: label } = place.dataset;
    if (text in sentences) place.textContent = say(text);
    if (label in sentences) place.setAttribute('aria-label', say(label));
  }
}

/** Calls back when another language is chosen. */
export function onLanguage(follow) {
  followers.push(follow);
}

/** Says everything in a language. */
export function speak(tag) {
  language = tag;
  sentences = sentencesOf(tag);
  plurals = null;
  document.documentElement.lang = tag;
  document.title = say('pocket-title');
  translate();
  for (const follow of followers) follow();
}

/** The language of the page that this device likes best. */
export function likedLanguage() {
  const liked = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase());
  return liked.find((tag) => tag in firstTexts) ?? 'en';
}
