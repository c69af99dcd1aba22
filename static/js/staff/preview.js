/** The pupil's question screen with a paper that is not played yet; nothing that is chosen is kept. */
import { Clock } from "../pupil/clock.js";
import { drawLayout, layoutFor, openLayout } from "../shared/layout.js";
import { loadLanguage, speakIn } from "../shared/language.js";
import { questionScreen } from "../pupil/question_screen.js";
import { PaperState } from "../pupil/paper_state.js";

/** @typedef {import("../shared/types").Shell} Shell */
/** @typedef {{shell: Shell, country: string, minutes: number, addresses: Record<string, string>, questions: import("../shared/types").Question[]}} Screen */

/** @param {import("../shared/types").Question} question which responses it has */
function shapeOf({ kind, choices, bins = [] }) {
  return [kind, choices.length, bins.length];
}

/** Questions and choices stand as in the paper: an organizer compares languages. */
class PreviewState extends PaperState {
  /** @param {import("../shared/types").Paper} paper */
  constructor(paper) {
    super(paper, 0);
    this.order = paper.questions.map(({ number }) => number);
  }

  /** @override */
  choices() {
    return this.question.choices.map((_, at) => at + 1);
  }
}

/** @type {Screen} */
const data = JSON.parse((document.getElementById("screen") || { textContent: "" }).textContent || "{}");
const state = new PreviewState({ language: data.shell.language, questions: data.questions });
const clock = new Clock();

/** @param {number} position */
function go(position) {
  state.position = Math.min(Math.max(position, 0), state.count - 1);
  draw();
  window.scrollTo(0, 0);
  const title = document.getElementById("title");
  if (title && document.hasFocus()) {
    title.focus({ preventScroll: true });
  }
}

function draw() {
  const does = { choose: () => undefined, go, flip: () => state.flip(), done: () => go(0) };
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  main.dataset.screen = "question";
  main.replaceChildren(.../** @type {Node[]} */ (questionScreen(state, does, clock.node()).filter(Boolean)));
}

/** The address names the question: the page around the frame sets it. */
function followAddress() {
  const number = Number(location.hash.slice(2));
  const position = data.questions.findIndex((question) => question.number === number);
  if (position >= 0) {
    go(position);
  }
}

/**
 * A question that is being written, in its present words; what was pressed stays while it fits.
 * @param {import("../shared/types").Question[]} questions
 */
function take(questions) {
  if (JSON.stringify(questions.map(shapeOf)) !== JSON.stringify(state.paper.questions.map(shapeOf))) {
    state.answers.clear();
  }
  state.paper = { ...state.paper, questions };
  state.order = questions.map(({ number }) => number);
  state.position = Math.max(Math.min(state.position, state.count - 1), 0);
}

/** The page around the frame sends what is typed there: js/staff/live_preview.js. */
/** @param {MessageEvent} event */
function onTyped({ origin, source, data: sent }) {
  if (origin === location.origin && source === window.parent && Array.isArray(sent.questions)) {
    take(sent.questions);
    draw();
  }
}

/** @param {string} code */
function speak(code) {
  const address = data.addresses[code];
  if (address) {
    location.assign(`${address}#q${state.question.number}`);
  }
}

async function open() {
  const { shell } = data;
  const language = shell.languages.find(({ code }) => code === shell.language);
  speakIn(data.country);
  openLayout(shell, speak);
  await loadLanguage(language || { code: "en", tag: "en", name: "English" }, shell.catalogs).catch(() => undefined);
  layoutFor({ country: data.country, languages: Object.keys(data.addresses), adults: false });
  drawLayout();
  clock.set(data.minutes * 60, false);
  if (state.count) {
    draw();
    window.scrollTo(0, 0);
    followAddress();
  }
  window.addEventListener("hashchange", followAddress);
  window.addEventListener("message", onTyped);
  if (window.parent !== window) {
    window.parent.postMessage("open", location.origin);
  }
}

void open();
