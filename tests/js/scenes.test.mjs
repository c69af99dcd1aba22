/** What scenes write by rules: addresses that keep whole what belongs together, and prices in words. */
import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = { addEventListener: () => undefined };
globalThis.document = { addEventListener: () => undefined, getElementById: () => null, documentElement: { lang: "en" } };
const { priceWords, wholePieces } = await import("../../static/js/shared/scenes/scene_parts.js");
const { isKnownScene } = await import("../../static/js/shared/scenes/scenes.js");

test("an address breaks after its at sign and its dots, never at a hyphen", () => {
  assert.deepEqual(wholePieces("podrska@mega-nagrade.example"), ["podrska@", "mega-nagrade.", "example"]);
  assert.deepEqual(wholePieces("@nika.svaki-dan"), ["@", "nika.", "svaki-dan"]);
  assert.deepEqual(wholePieces(""), []);
});

test("a price says its amount and what is paid with", () => {
  const words = ["150 gems", "1 gems", "20 stars", "5 money", "9.99 money", "1200 stars", "0"].map(priceWords);
  assert.deepEqual(words, ["150 gems", "1 gem", "20 stars", "5 in money", "9.99 in money", "1,200 stars", "free"]);
});

test("a price below a thousand is written without the browser's slow way of writing numbers", (context) => {
  const slow = context.mock.method(Number.prototype, "toLocaleString");
  priceWords("999 gems");
  assert.equal(slow.mock.callCount(), 0);
});

test("in Bosnian the browser is asked for a language it knows, for numbers and for days", async (context) => {
  const { dayAndTime } = await import("../../static/js/pupil/result.js");
  const number = context.mock.method(Number.prototype, "toLocaleString");
  const day = context.mock.method(Date.prototype, "toLocaleString");
  document.documentElement.lang = "bs";
  assert.equal(priceWords("12345.5 money"), "12.345,5 in money");
  assert.equal(dayAndTime("2026-11-28T11:25Z", "Europe/Sarajevo"), "28. novembar 12:25");
  const months = Array.from({ length: 12 }, (_, month) => dayAndTime(new Date(Date.UTC(2026, month, 5)).toISOString(), "UTC").split(" ")[1]);
  const bosnian = "januar februar mart april maj juni juli august septembar oktobar novembar decembar";
  assert.deepEqual(months, bosnian.split(" "));
  const tags = [number, day].flatMap(({ mock }) => mock.calls.map((call) => call.arguments[0]));
  assert.ok(!tags.includes("bs"), String(tags));
  document.documentElement.lang = "hr";
  assert.equal(dayAndTime("2026-11-28T11:25Z", "Europe/Zagreb"), "28. studenoga u 12:25");
  document.documentElement.lang = "en";
});

test("a scene of a later release is known to be unknown", () => {
  const scene = (kind, ...parts) => ({ kind, parts: parts.map((as) => ({ as, text: "" })) });
  assert.ok(isKnownScene(undefined));
  assert.ok(isKnownScene(scene("mail", "sender", "subject", "link")));
  assert.equal(isKnownScene(scene("hologram")), false);
  assert.equal(isKnownScene(scene("mail", "sender", "smell")), false);
});
