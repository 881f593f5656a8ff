// The sentences of the page, in the language that was chosen.

import { data } from './data.mjs';

let sentences = {}, language = 'en', plurals = null;
const followers = [], read = {};

/** The sentences of a language, read when they are first wanted: { key: text, or { name: { plural: text } } }. */
function sentencesOf(tag) {
  if (!read[tag]) {
    const texts = data(`sentences-${tag}`);
    read[tag] = Object.fromEntries(data('keys').map((key, i) => [key, texts[i]]));
  }
  return read[tag];
}

const place = (tag) => document.getElementById(`sentences-${tag}`);
export const languages = () => Array.from(document.querySelectorAll('[id^=sentences-]'), (each) => each.lang);
export const languageNow = () => language;

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

/** Says everything in a language; at the start, for the sake of time, only what `roots` hold. */
export function speak(tag, roots = [document]) {
  language = tag;
  sentences = sentencesOf(tag);
  plurals = null;
  document.documentElement.lang = tag;
  document.title = say('pocket-title');
  roots.forEach(translate);
  for (const follow of followers) follow();
}

/** The language of the page that this device likes best. */
export function likedLanguage() {
  const liked = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase());
  return liked.find(place) ?? 'en';
}

/** What a language is called in itself. */
export const nameOf = (tag) => place(tag).title;
