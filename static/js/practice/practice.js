/** Practice without logging in: ten questions a round, drawn here; what is chosen stays in this tab. */
import { say } from "../shared/dom.js";
import { drawLayout, layoutFor, openLayout, remark, show } from "../shared/layout.js";
import { currentLanguage, gettext, loadLanguage, speakIn } from "../shared/language.js";
import { endScreen, lostScreen, onKey, questionScreen, verdict } from "./practice_screens.js";

/** @typedef {import("../shared/types").PracticeShell} PracticeShell */
/** @typedef {import("../shared/types").PracticeState} PracticeState */
/** @typedef {import("../shared/types").PracticeQuestion} PracticeQuestion */

/** @type {PracticeShell} */
const shell = JSON.parse((document.getElementById("shell") || { textContent: "" }).textContent || "{}");
const KEY = `quiz-practice-${shell.country}-${shell.division}`;

const ROUND = 10;

/** All open questions in the language on screen: question n is at n - 1. */
/** @type {PracticeQuestion[]} */
let pool = [];

/** What draws questions of many parts and scenes; asked for with the first of them. */
/** @type {typeof import("./practice_kinds.js") | null} */
let kinds = null;

/** Answers of many parts that are not checked yet, by question. */
/** @type {Map<number, number>} */
const drafts = new Map();

/** @type {PracticeState} */
let state = { set: shell.set, round: [], seen: [], answers: {}, position: 0 };

/** The questions of this round. */
function questions() {
  return state.round.flatMap((number) => pool[number - 1] || []);
}

/**
 * A new round: topics spread, and what this tab has not had yet comes first.
 * @param {number[]} seen
 * @returns {PracticeState}
 */
function fresh(seen) {
  const fitting = seen.filter((number) => number <= pool.length);
  const others = spread(pool.filter(({ number }) => !fitting.includes(number)));
  const again = spread(pool.filter(({ number }) => fitting.includes(number)));
  const round = [...others, ...again].slice(0, ROUND).map(({ number }) => number);
  // Once all have been seen the next rounds begin anew.
  const known = others.length < ROUND ? round : [...fitting, ...round];
  return { set: shell.set, round, seen: known, answers: {}, position: 0 };
}

/**
 * One of every topic before a second of any, as competition/rules/drawing.py does it.
 * @param {PracticeQuestion[]} all
 */
function spread(all) {
  /** @type {Map<string, PracticeQuestion[]>} */
  const heaps = new Map();
  for (const one of shuffled(all)) {
    const topic = JSON.stringify(one.topic);
    heaps.set(topic, [...(heaps.get(topic) || []), one]);
  }
  const highest = Math.max(0, ...Array.from(heaps.values(), (heap) => heap.length));
  const turns = Array.from({ length: highest }, (_none, turn) => turn);
  return turns.flatMap((turn) => Array.from(heaps.values()).flatMap((heap) => heap[turn] || []));
}

/**
 * @template T
 * @param {T[]} all
 */
function shuffled(all) {
  const drawn = all.map((one) => /** @type {[number, T]} */ ([Math.random(), one]));
  return drawn.sort(([one], [other]) => one - other).map(([, one]) => one);
}

/** @returns {PracticeState | null} what this tab did before a reload, if the questions are the same */
function kept() {
  try {
    const found = /** @type {PracticeState} */ (JSON.parse(sessionStorage.getItem(KEY) || "null"));
    return found && found.set === shell.set && found.answers && found.round ? found : null;
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
  /** @param {number} code the first one stays: its explanation is on screen */
  choose(code) {
    const question = questions()[state.position];
    if (question && !state.answers[question.number]) {
      state.answers[question.number] = code;
      keep();
      draw();
      tell(`${verdict(question, code, kinds)} ${question.explanation}`);
    }
  },
  draft: () => drafts.get(state.round[state.position] || 0) || 0,
  /** @param {number} code */
  redraft(code) {
    drafts.set(state.round[state.position] || 0, code);
  },
  /** @param {number} step */
  go(step) {
    state.position = Math.min(Math.max(state.position + step, 0), state.round.length);
    keep();
    draw();
  },
  again() {
    state = fresh(state.seen);
    drafts.clear();
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
  // The whole round's: the network may be gone later.
  kinds?.holdPictures(questions());
  const ended = state.position >= state.round.length;
  const others = shell.others[currentLanguage()] || "";
  const nodes = ended ? endScreen(questions(), state, does, others) : questionScreen(questions(), state, does, kinds);
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
    pool = translated;
    history.replaceState(null, "", shell.pages[code]);
    drawLayout();
    if (state.round.length > 0) {
      draw();
    } else {
      begin(pool);
    }
  } catch (error) {
    remark(gettext("This language cannot be fetched at the moment. Nothing is lost. Go on, and try again later."));
  }
}

/**
 * @param {string} code
 * @returns {Promise<PracticeQuestion[]>}
 */
async function questionsIn(code) {
  const reply = await fetch(shell.papers[code] || "", { credentials: "same-origin" });
  const found = reply.ok ? await reply.json() : null;
  if (!found || found.set !== shell.set) {
    throw new Error("other questions by now");
  }
  await prepare(found.questions);
  return found.questions;
}

/** @param {PracticeQuestion[]} found */
async function prepare(found) {
  if (found.some(({ kind, scene }) => kind || scene)) {
    const loaded = await import("./practice_kinds.js");
    await loaded.laterStyles();
    kinds = loaded;
  }
}

async function open() {
  speakIn(shell.country);
  openLayout(shell, (code) => void speak(code));
  const known = questionsIn(shell.language).catch(() => []);
  await loadLanguage(languageOf(shell.language), shell.catalogs).catch(() => undefined);
  document.body.dataset["ages"] = shell.division;
  layoutFor({ country: shell.country, languages: [], adults: true });
  begin(await known);
  document.addEventListener("keydown", (event) => pool.length > 0 && onKey(event, does));
}

/** @param {PracticeQuestion[]} found nothing where they could not be fetched */
function begin(found) {
  pool = found;
  if (found.length > 0) {
    state = kept() || fresh([]);
    keep();
    draw();
    void import("../shared/later_styles.js").then(({ laterStyles }) => laterStyles());
    // Latin words stand in Cyrillic questions too, and nothing is asked for once the round has begun.
    void document.fonts.load("1em 'Quiz Sans'", "A").catch(() => undefined);
  } else {
    show("lost", lostScreen(() => void questionsIn(currentLanguage()).then(begin, () => location.reload())));
  }
}

void open();
