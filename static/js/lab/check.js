/** A PC checks itself: a line after the other, then the answer on top. */
import { lineTests } from "./line_tests.js";

/** @typedef {import("./line_tests.js").Found} Found */
/** @typedef {Record<string, string>} Words */

const PATIENCE_MS = 20000;

/** @param {HTMLElement} answer */
async function check(answer) {
  answer.dataset["began"] = "true";
  const words = /** @type {Words} */ (JSON.parse(document.getElementById("lab-words")?.textContent || "{}"));
  const where = { time: answer.dataset["time"] || "", socket: answer.dataset["socket"] || "" };
  /** @type {Record<string, Found["look"]>} */
  const lines = {};
  for (const [line, test] of lineTests(where)) {
    const found = await within(test());
    lines[line] = found.look;
    show(line, found, words);
  }
  conclude(Object.values(lines).includes("bad"), words);
}

/**
 * What never ends does not work.
 * @param {Promise<Found>} test
 * @returns {Promise<Found>}
 */
function within(test) {
  /** @type {Promise<Found>} */
  const late = new Promise((resolve) => {
    setTimeout(() => resolve({ look: "bad" }), PATIENCE_MS);
  });
  return Promise.race([test.catch(() => /** @type {Found} */ ({ look: "bad" })), late]);
}

/**
 * @param {string} line
 * @param {Found} found
 * @param {Words} words
 */
function show(line, found, words) {
  const row = document.querySelector(`[data-line="${line}"]`);
  const texts = /** @type {HTMLElement | null | undefined} */ (row?.querySelector("[data-ok]"));
  if (!(row instanceof HTMLElement) || !texts) {
    return;
  }
  row.dataset["look"] = found.look;
  put(row, ".lab-said", texts.dataset[found.look] || "");
  const more = found.more ? fill(words[found.more.word], found.more) : "";
  put(row, ".lab-more", [words[found.look], more].filter(Boolean).join(" · "));
}

/**
 * @param {boolean} bad
 * @param {Words} words
 */
function conclude(bad, words) {
  put(document, "#verdict", words[bad ? "not_ready" : "ready"]);
  put(document, "#advice", remedies().join(" "));
  document.getElementById("answer")?.setAttribute("data-look", bad ? "bad" : "ok");
}

/** What to do, of all lines that do not work. */
function remedies() {
  return [...document.querySelectorAll('[data-line][data-look="bad"] .lab-said')].map((one) => one.textContent || "");
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @param {string | undefined} text
 */
function put(root, selector, text = "") {
  const node = root.querySelector(selector);
  if (node) {
    node.textContent = text;
  }
}

/**
 * @param {string | undefined} text with `%(name)s` in it
 * @param {Record<string, string | number>} told
 */
function fill(text = "", told = {}) {
  return text.replace(/%\((\w+)\)s/g, (_all, name) => String(told[name] ?? ""));
}

const answer = document.getElementById("answer");
if (answer) {
  void check(answer);
}
