/** Reads aloud with a voice that lives on this computer: nothing a child sees is sent to anybody for it. */

/** Which voices may read a language: those of its neighbours where they read the same letters. */
/** @type {Record<string, string[]>} */
const VOICES = { bs: ["bs", "hr"], hr: ["hr", "bs"], sr: ["sr"], "sr-latn": ["sr", "hr", "bs"], en: ["en"] };

/** @param {string} language a code of ours */
function voiceOf(language) {
  if (!("speechSynthesis" in window)) {
    return null;
  }
  const local = speechSynthesis.getVoices().filter(({ localService }) => localService);
  const speaks = (/** @type {string} */ code) => local.find(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === code);
  const found = (VOICES[language] || []).map(speaks).filter(Boolean);
  return found[0] || null;
}

/** @param {string} language */
export function hasVoice(language) {
  return voiceOf(language) !== null;
}

/**
 * Some browsers find their voices only after the page has asked for them.
 * @param {() => void} found
 */
export function whenVoicesCome(found) {
  if ("speechSynthesis" in window && speechSynthesis.addEventListener) {
    speechSynthesis.getVoices();
    speechSynthesis.addEventListener("voiceschanged", found);
  }
}

/**
 * Reads these texts one after the other; what was being read stops.
 * @param {string[]} texts
 * @param {string} language
 */
export function readAloud(texts, language) {
  hush();
  const voice = voiceOf(language);
  for (const text of voice ? texts : []) {
    const said = new SpeechSynthesisUtterance(text);
    Object.assign(said, { voice, lang: voice ? voice.lang : "" });
    speechSynthesis.speak(said);
  }
}

/** @returns {boolean} whether something was being read */
export function hush() {
  const busy = "speechSynthesis" in window && speechSynthesis.speaking;
  if (busy) {
    speechSynthesis.cancel();
  }
  return busy;
}
