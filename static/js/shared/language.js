/** The reader's language: catalogues, plurals, and the right one of several texts. */

/** @typedef {import("./types").Language} Language */
/** @typedef {import("./types").Names} Names */

/** The order in which gettext counts plural forms, the same as CLDR's categories. */
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];

const PATIENCE = 6000;

/** A reader of one of these understands the next. */
/** @type {Record<string, string[]>} */
const NEIGHBOURS = {
  bs: ["hr", "sr-latn", "sr"],
  hr: ["bs", "sr-latn", "sr"],
  sr: ["sr-latn", "bs", "hr"],
  "sr-latn": ["sr", "bs", "hr"],
};

/** @type {Record<string, string | string[]>} */
let catalog = {};
let current = "en";
/** Where the reader goes to school; empty until it is known. */
let country = "";
/** @type {string | undefined} */
let spoken;
let plurals = new Intl.PluralRules("en");
let order = ["one", "other"];

/** @returns {string} the code of the language on screen */
export function currentLanguage() {
  return current;
}

/**
 * From now on words are said as a country says them, where it says them otherwise.
 * @param {string} code
 */
export function speakIn(code) {
  country = code;
}

/**
 * @param {Record<string, string>} catalogs addresses by language, or language and country
 * @param {string} code
 */
function addressOf(catalogs, code) {
  return catalogs[`${code}-${country}`] || catalogs[code];
}

/**
 * Whether a language is on screen already, in the words of the country.
 * @param {string} code
 * @param {Record<string, string>} catalogs
 */
export function isSpoken(code, catalogs) {
  return code === current && spoken === addressOf(catalogs, code);
}

/**
 * Fetches a catalogue and speaks it from then on. Raises when it cannot be had; the old one stays.
 * @param {Language} language
 * @param {Record<string, string>} catalogs
 */
export async function loadLanguage(language, catalogs) {
  await loadTexts(language, catalogs);
  document.documentElement.lang = language.tag;
}

/**
 * The same for a part of a page that stays in its own language.
 * @param {Language} language
 * @param {Record<string, string>} catalogs
 */
export async function loadTexts(language, catalogs) {
  const url = addressOf(catalogs, language.code);
  // One reply that is lost on a bad line shall not leave a child with the wrong language.
  const loaded = url ? await fetchCatalog(url).catch(() => fetchCatalog(url)) : {};
  catalog = loaded;
  spoken = url;
  current = language.code;
  plurals = new Intl.PluralRules(language.tag);
  const known = plurals.resolvedOptions().pluralCategories;
  order = CATEGORIES.filter((category) => known.includes(/** @type {Intl.LDMLPluralRule} */ (category)));
}

/**
 * The language in which the browser writes numbers and days: Chromium knows nothing of Bosnian and would write them in English.
 * What differs is three months.
 * @returns {string}
 */
export function writtenLike() {
  const tag = document.documentElement.lang || "en";
  return tag === "bs" ? "sr-Latn" : tag;
}

/**
 * @param {string} url
 * @returns {Promise<Record<string, string | string[]>>}
 */
async function fetchCatalog(url) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const reply = await fetch(url, { credentials: "same-origin", signal: abort.signal });
    if (!reply.ok) {
      throw new Error(`catalogue: ${reply.status}`);
    }
    return (await reply.json()).catalog || {};
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} msgid */
export function gettext(msgid) {
  const text = catalog[msgid];
  return (Array.isArray(text) ? text[0] : text) || msgid;
}

/**
 * @param {string} one
 * @param {string} many
 * @param {number} count
 */
export function ngettext(one, many, count) {
  const forms = catalog[one];
  if (!Array.isArray(forms)) {
    return count === 1 ? one : many;
  }
  const at = Math.min(order.indexOf(plurals.select(count)), forms.length - 1);
  return forms[Math.max(at, 0)] || many;
}

/**
 * @param {string} text with places like `%(name)s`
 * @param {Record<string, string | number>} values
 */
export function interpolate(text, values) {
  return text.replace(/%\((\w+)\)s/g, (place, name) => (name in values ? String(values[name]) : place));
}

/**
 * The text of a name that exists in several languages, for the reader.
 * @param {Names | null | undefined} names
 */
export function pick(names) {
  if (!names) {
    return "";
  }
  return names[`${current}-${country}`] || nearest(names, current);
}

/**
 * The text in a language, or in the one its readers understand best.
 * @param {Names} names
 * @param {string} language
 */
export function nearest(names, language) {
  return names[nearestCode(names, language)] || "";
}

/**
 * The language itself, or the one its readers understand best, of those there are.
 * @param {Names} names
 * @param {string} language
 */
export function nearestCode(names, language) {
  const wanted = [language, ...(NEIGHBOURS[language] || []), "en"];
  return wanted.find((each) => names[each]) || Object.keys(names)[0] || "";
}

/**
 * How HTML names the language of a paper; of a country's own variant as of the language.
 * @param {string} code
 */
export function tagOf(code) {
  const plain = code.replace(/-[A-Z]{2}$/, "");
  return { sr: "sr-Cyrl", "sr-latn": "sr-Latn" }[plain] || plain;
}
