/** Reading aloud: with a voice of this computer only, in a language it can read. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

let voices = [];
let spoken = [];
const speechSynthesis = {
  speaking: false,
  getVoices: () => voices,
  speak: (said) => spoken.push(said),
  cancel: () => {
    spoken = [];
  },
};
globalThis.window = { speechSynthesis };
globalThis.speechSynthesis = speechSynthesis;
globalThis.SpeechSynthesisUtterance = class {
  constructor(text) {
    this.text = text;
  }
};
const { hasVoice, hush, readAloud } = await import("../../static/js/shared/voice.js");

beforeEach(() => {
  voices = [];
  spoken = [];
  speechSynthesis.speaking = false;
});

test("a voice that sends the text away is none", () => {
  voices = [{ lang: "en-GB", localService: false }];
  assert.equal(hasVoice("en"), false);
  voices.push({ lang: "en_US", localService: true });
  assert.equal(hasVoice("en"), true);
});

test("a Croatian voice reads Bosnian and Latin Serbian, but no Cyrillic", () => {
  voices = [{ lang: "hr-HR", localService: true }];
  assert.deepEqual(["bs", "hr", "sr-latn", "sr", "en"].map(hasVoice), [true, true, true, false, false]);
});

test("texts are read one after the other, and hushed when a screen goes", () => {
  voices = [{ lang: "sr-RS", localService: true }];
  readAloud(["Једно", "Два"], "sr");
  assert.deepEqual(spoken.map(({ text, lang }) => [text, lang]), [["Једно", "sr-RS"], ["Два", "sr-RS"]]);
  speechSynthesis.speaking = true;
  assert.equal(hush(), true);
  assert.equal(spoken.length, 0);
});

test("without a voice nothing is said", () => {
  readAloud(["One"], "en");
  assert.equal(spoken.length, 0);
});
