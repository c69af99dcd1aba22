/** Practice without logging in: what is chosen stays in this tab, and nothing of it is ever sent. */
import { say } from "./dom.js";
import { drawFrame, frameFor, openFrame, remark, show } from "./frame.js";
import { currentLanguage, gettext, loadLanguage, speakIn } from "./language.js";
import { endScreen, onKey, questionScreen, verdict } from "./practice_screens.js";

/** @typedef {import("./types").PracticeShell} PracticeShell */
/** @typedef {import("./types").PracticeState} PracticeState */

/** @type {PracticeShell} */
const shell = JSON.parse((document.getElementById("shell") || { textContent: "" }).textContent || "{}");
const KEY = `quiz-practice-${shell.country}-${shell.division}`;

let { questions } = shell;

/** @type {PracticeState} */
let state = kept() || fresh();

/** @returns {PracticeState} */
function fresh() {
  return { set: shell.set, answers: {}, position: 0 };
}

/** @returns {PracticeState | null} what this tab did before a reload, if the questions are the same */
function kept() {
  try {
    const found = /** @type {PracticeState} */ (JSON.parse(sessionStorage.getItem(KEY) || "null"));
    return found && found.set === shell.set && found.answers ? found : null;
  } catch (error) {
    return null;
  }
}

function keep() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch (error) {
    // without storage a reload begins anew
  }
}

const does = {
  /** @param {number} choice the first one stays: its explanation is on screen */
  choose(choice) {
    const question = questions[state.position];
    if (question && !state.answers[question.number]) {
      state.answers[question.number] = choice;
      keep();
      draw();
      tell(`${verdict(question, choice)} ${question.explanation}`);
    }
  },
  /** @param {number} step */
  go(step) {
    state.position = Math.min(Math.max(state.position + step, 0), questions.length);
    keep();
    draw();
  },
  again() {
    state = fresh();
    keep();
    draw();
  },
};

/**
 * The way on gets the focus, the explanation comes into view and is read out.
 * @param {string} text
 */
function tell(text) {
  const [next, why] = ["next", "why"].map((id) => document.getElementById(id));
  if (next && why) {
    next.focus({ preventScroll: true });
    why.scrollIntoView({ block: "nearest" });
  }
  say(text);
}

function draw() {
  const ended = state.position >= questions.length;
  const others = shell.others[currentLanguage()] || "";
  const nodes = ended ? endScreen(questions, state, does, others) : questionScreen(questions, state, does, shell.reviewed);
  show(ended ? "finished" : "question", nodes, state.position);
}

/** @param {string} code */
function languageOf(code) {
  return shell.languages.find((language) => language.code === code) || { code: "en", tag: "en", name: "English" };
}

/**
 * Changes language and script of everything, or of nothing; the address follows, for a reload.
 * @param {string} code
 */
async function speak(code) {
  if (code === currentLanguage()) {
    return;
  }
  try {
    const translated = await questionsIn(code);
    await loadLanguage(languageOf(code), shell.catalogs);
    questions = translated;
    history.replaceState(null, "", shell.pages[code]);
    drawFrame();
    draw();
  } catch (error) {
    remark(gettext("This language cannot be fetched at the moment. Nothing is lost. Go on, and try again later."));
  }
}

/**
 * @param {string} code
 * @returns {Promise<import("./types").PracticeQuestion[]>}
 */
async function questionsIn(code) {
  const reply = await fetch(shell.papers[code] || "", { credentials: "omit" });
  const found = reply.ok ? await reply.json() : null;
  if (!found || found.set !== shell.set) {
    throw new Error("other questions by now");
  }
  return found.questions;
}

async function open() {
  speakIn(shell.country);
  openFrame(shell, (code) => void speak(code));
  await loadLanguage(languageOf(shell.language), shell.catalogs).catch(() => undefined);
  frameFor({ country: shell.country, languages: [], adults: true });
  draw();
  document.addEventListener("keydown", (event) => onKey(event, does));
}

void open();
