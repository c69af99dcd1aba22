/** Catalogues, plurals, and the right one of several texts. */
import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import * as language from "../../static/js/shared/language.js";
import { npgettext, pgettext } from "../../static/js/shared/own_texts.js";

globalThis.document = { documentElement: { lang: "" } };
const CATALOGS = { bs: "/bs.json", sr: "/sr.json", "sr-ME": "/sr-me.json" };

afterEach(() => {
  mock.restoreAll();
  language.speakIn("");
});

async function speak(code, tag, catalog, status = 200) {
  const fetched = mock.method(globalThis, "fetch", async () => new Response(JSON.stringify({ catalog }), { status }));
  await language.loadLanguage({ code, tag, name: code }, CATALOGS);
  return fetched.mock.calls.map((call) => call.arguments[0]);
}

test("plural forms are chosen as the language counts", async () => {
  await speak("bs", "bs", { question: ["pitanje", "pitanja", "pitanja (mnogo)"] });
  const said = [1, 2, 5, 21].map((count) => language.ngettext("question", "questions", count));
  assert.deepEqual(said, ["pitanje", "pitanja", "pitanja (mnogo)", "pitanje"]);
  assert.equal(document.documentElement.lang, "bs");
});

test("a text without a translation stays English", async () => {
  await speak("bs", "bs", { Begin: "Počni" });
  assert.deepEqual([language.gettext("Begin"), language.gettext("End")], ["Počni", "End"]);
  assert.deepEqual([language.ngettext("day", "days", 1), language.ngettext("day", "days", 3)], ["day", "days"]);
});

test("what a page says alone is found by its context, and is English without one", async () => {
  await speak("bs", "bs", { "lab\u0004Check": "Provjeri", "lab\u0004day": ["dan", "dana", "dana"] });
  assert.deepEqual([pgettext("lab", "Check"), pgettext("lab", "End")], ["Provjeri", "End"]);
  assert.deepEqual([npgettext("lab", "day", "days", 5), npgettext("lab", "hour", "hours", 1)], ["dana", "hour"]);
});

test("a catalogue that cannot be had leaves the language as it was", async () => {
  await speak("bs", "bs", { Begin: "Počni" });
  mock.restoreAll();
  await assert.rejects(speak("sr", "sr", {}, 503));
  assert.deepEqual([language.gettext("Begin"), language.currentLanguage()], ["Počni", "bs"]);
});

test("a catalogue whose first reply is lost on a bad line is asked for once more", async () => {
  const replies = [() => Promise.reject(new TypeError("network")), async () => new Response('{"catalog": {"Begin": "Počni"}}')];
  mock.method(globalThis, "fetch", () => replies.shift()());
  await language.loadLanguage({ code: "bs", tag: "bs", name: "bs" }, CATALOGS);
  assert.equal(language.gettext("Begin"), "Počni");
});

test("a country that says words otherwise has a catalogue of its own", async () => {
  language.speakIn("ME");
  assert.deepEqual(await speak("sr", "sr", {}), ["/sr-me.json"]);
  assert.ok(language.isSpoken("sr", CATALOGS));
  language.speakIn("");
  assert.equal(language.isSpoken("sr", CATALOGS), false);
});

test("a name comes in the language its reader understands best", () => {
  const names = { en: "School", hr: "Škola", sr: "Школа" };
  assert.equal(language.nearest(names, "bs"), "Škola");
  assert.equal(language.nearest(names, "sr-latn"), "Школа");
  assert.equal(language.nearest({ de: "Schule" }, "bs"), "Schule");
  assert.equal(language.nearest({}, "bs"), "");
});

test("places in a text are filled, unknown ones stay", () => {
  assert.equal(language.interpolate("%(a)s, %(b)s", { a: 1 }), "1, %(b)s");
});

test("dates and numbers are written as the reader does, also where the browser has no Bosnian", async () => {
  const written = {};
  for (const tag of ["bs", "hr", "sr"]) {
    await speak(tag, tag, {});
    const counting = language.writtenLike();
    written[tag] = [counting, (1000).toLocaleString(counting)];
  }
  assert.deepEqual(written, { bs: ["sr-Latn", "1.000"], hr: ["hr", "1.000"], sr: ["sr", "1.000"] });
});

test("a paper that there is not in a language comes in the one its readers understand best", async () => {
  const papers = { sr: "cyrillic", bs: "bosnian" };
  const found = ["hr", "bs", "sr-latn", "en"].map((code) => language.nearestCode(papers, code));
  assert.deepEqual(found, ["bs", "bs", "sr", "sr"]);
  assert.deepEqual(["bs", "sr", "sr-BA", "sr-latn", "sr-latn-BA"].map(language.tagOf), ["bs", "sr-Cyrl", "sr-Cyrl", "sr-Latn", "sr-Latn"]);
});
