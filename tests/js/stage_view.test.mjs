/** Whom a ceremony's screens celebrate: only who stands there by name or alias, and by places only where there are any. */
import assert from "node:assert/strict";
import { test } from "node:test";

/** An element as far as the two screens use one. */
class FakeNode {
  constructor() {
    Object.assign(this, { dataset: {}, attributes: {}, children: [], classList: { toggle: () => false } });
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  append(...children) {
    this.children.push(...children);
  }

  replaceChildren(...children) {
    this.children = children;
  }

  removeAttribute() {}

  querySelectorAll() {
    return [];
  }

  /** @returns {string} */
  get words() {
    return this.children.map((one) => (typeof one === "string" ? one : one.words)).join("");
  }

  /** @param {string} name */
  has(name) {
    const own = (this.attributes["class"] || "").split(" ").includes(name);
    return own || this.children.some((one) => typeof one !== "string" && one.has(name));
  }
}

const parts = { animals: { textContent: "{}" } };
globalThis.document = {
  createElement: () => new FakeNode(),
  getElementById: (id) => (parts[id] = parts[id] || new FakeNode()),
};
const { setStage } = await import("../../static/js/ceremony/stage_view.js");
const { tellPresenter } = await import("../../static/js/ceremony/presenter_view.js");

const winner = (animal, name) => ({ place: 1, animal, names: [["en", name]], school: "", prize: "" });
const UNKNOWN = winner("", "still being confirmed");
const step = { name: "a:reveal:0", kind: "reveal", block: 0, winners: [0], heads: [], label: "" };

function ceremony(one, places = true) {
  const block = { award: [], ages: [], country: [], division: "12-13", places, note: "", draw: null, winners: [one] };
  return { name: "", rehearsal: [], title: [], animals: [], steps: [step], blocks: [block] };
}

for (const [who, one, glitters] of [
  ["a winner", winner("owl", "Brave Owl 7"), true],
  ["nobody who is known", UNKNOWN, false],
]) {
  test(`sparks fall for ${who}: ${glitters}`, () => {
    const stage = new FakeNode();
    setStage(stage, ceremony(one), step);
    assert.equal(stage.has("sparks"), glitters);
  });
}

for (const [places, read] of [
  [true, "1. still being confirmed"],
  [false, "still being confirmed"],
]) {
  test(`the presenter reads ${read}`, () => {
    tellPresenter(ceremony(UNKNOWN, places), { at: 0, blank: false });
    assert.equal(parts.lines.words, read);
  });
}
