/** The pupil's page opens: the language, then whoever sat here before a reload, or the way in. */
import { say } from "../shared/dom.js";
import { drawLayout, layoutFor, openLayout, remark, resetComfort, show, withdraw } from "../shared/layout.js";
import { focusSoon, intoView } from "../shared/focus.js";
import { clearJoin, endBusy, faultIn, forget, joinScreen, sayAtJoin } from "./join.js";
import { gettext, isSpoken, loadLanguage, speakIn } from "../shared/language.js";

/** @typedef {import("../shared/types").Shell} Shell */
/** @typedef {{draw: () => void, papersIn: (code: string) => Promise<() => void>}} View */

/** @type {Shell} */
const shell = JSON.parse((document.getElementById("shell") || { textContent: "" }).textContent || "{}");

/** @type {View} what is on screen beside the join form */
const atJoin = { draw: drawJoin, papersIn: async () => drawJoin };

/** @type {View} nothing, until it is known who sits here */
let view = { draw: () => undefined, papersIn: async () => () => undefined };
let joining = 0;

/** So many modules are asked for in one task; a slow computer takes a millisecond or more for each. */
const AT_ONCE = 6;

/** Milliseconds between two looks whether the page can be loaded again, over as many of which a room spreads. */
const AGAIN = 2000;
const LONGEST = 15000;

/** The language in the address, unless the server had to guess it for somebody who typed none. */
const addressed = wasRedirected() ? "" : shell.language;

/** The language a pupil has chosen, by the address or at the switch; otherwise it is the class's once that is known. */
let preferred = addressed;

const page = {
  languages: shell.languages,
  chosen: () => preferred,
  speak,
  leave: startClean,
  /** What was typed stands there still, and is tried no more. */
  back: () => {
    typing();
    enterJoin();
  },
  /** @param {View} next */
  show: (next) => {
    view = next;
  },
};

/** What only a pupil who joins, or joined, needs. */
async function session() {
  await askForModules();
  return import("./session.js");
}

/** All modules of the session at once: each would name the next ones only once it has come. Some in each task: keys wait for none. */
async function askForModules() {
  const named = /** @type {HTMLTemplateElement | null} */ (document.getElementById("later-modules"));
  // What is taken out of the template is not there a second time.
  while (named && named.content.firstElementChild) {
    document.head.append(...Array.from(named.content.children).slice(0, AT_ONCE));
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
  }
}

function wasRedirected() {
  const [loaded] = performance.getEntriesByType("navigation");
  return /** @type {PerformanceNavigationTiming | undefined} */ (loaded)?.redirectCount !== 0;
}

/** Whether a pupil has sat here: without a trace there is nothing to look for. */
function isUsed() {
  try {
    return localStorage.getItem("quiz-used") !== null || sessionStorage.length > 0;
  } catch (error) {
    return true;
  }
}

/** @param {string} code */
function languageOf(code) {
  return shell.languages.find((language) => language.code === code) || { code: "en", tag: "en", name: "English" };
}

/** @type {Promise<void>} until the language that was chosen last is on the screen */
let speaking = Promise.resolve();

/**
 * One after the other: of two that are chosen quickly the second one stays, whichever comes sooner.
 * @param {string} code
 */
function speak(code) {
  speaking = speaking.then(() => change(code));
  return speaking;
}

/**
 * Changes language and script of everything, or of nothing.
 * @param {string} code
 */
async function change(code) {
  if (isSpoken(code, shell.catalogs)) {
    return;
  }
  try {
    const changePapers = await view.papersIn(code);
    await loadLanguage(languageOf(code), shell.catalogs);
    drawLayout();
    changePapers();
  } catch (error) {
    remark(gettext("This language cannot be fetched at the moment. Nothing is lost. Go on, and try again later."));
  }
}

/**
 * The next pupil: nothing of the one before.
 * @param {import("./join.js").Fault} [why] the card that was here is no more: why
 */
function startClean(why) {
  preferred = addressed;
  remark("");
  withdraw("number");
  resetComfort();
  speakIn("");
  clearJoin();
  sayAtJoin({ fault: why || null });
  enterJoin();
  say(why ? why.text() : "");
  void speak(shell.language);
}

function enterJoin() {
  view = atJoin;
  layoutFor({ country: "", languages: [], adults: true, standing: () => "" });
  drawJoin();
  toFirstEmpty();
}

/** Who comes to join types at once, and most of them have no mouse in their hand. */
function toFirstEmpty() {
  const fields = ["code", "number", "pin"].map((id) => document.getElementById(id));
  const empty = fields.find((field) => field instanceof HTMLInputElement && !field.value);
  if (empty) {
    focusSoon(empty.id);
  }
}

function drawJoin() {
  const does = { join, typing, receipt: () => void askReceipt() };
  show("join", joinScreen(does));
}

let preparing = false;

/** A pupil who types will need the rest in a moment; what was pressed before is tried no more. */
function typing() {
  joining += 1;
  endBusy();
  if (!preparing) {
    preparing = true;
    session().catch(() => undefined);
  }
}

/** @param {import("./join.js").Digits} digits */
function join(digits) {
  const fault = faultIn(digits);
  if (fault) {
    showFault(fault);
    return;
  }
  joining += 1;
  sayAtJoin({ busy: gettext("One moment …") });
  drawJoin();
  void tryToJoin(digits, joining);
}

/** @param {import("./join.js").Fault} fault */
function showFault(fault) {
  if (fault.field === "pin") {
    forget("pin");
  }
  sayAtJoin({ fault });
  view = atJoin;
  drawJoin();
  // The field first: where both do not fit, what is wrong is read.
  intoView(fault.field);
  intoView(`${fault.field}-error`);
  focusSoon(fault.field);
}

function keepTrying() {
  return gettext("We cannot reach the quiz at the moment. Nothing is lost. We keep trying; you can wait.");
}

/**
 * @param {import("./join.js").Digits} digits
 * @param {number} turn what is typed or pressed later ends this one
 */
async function tryToJoin(digits, turn) {
  let shown = "";
  const busy = (text = keepTrying()) => {
    if (turn === joining && text !== shown) {
      shown = text;
      if (view === atJoin) {
        sayAtJoin({ busy: text });
        drawJoin();
        say(text);
      } else {
        remark(text);
      }
    }
  };
  try {
    const { enter } = await session();
    const fault = await enter(page, digits, { busy, wanted: () => turn === joining });
    if (fault && turn === joining) {
      showFault(fault);
    }
  } catch (error) {
    busy();
    await loadAgain(`#code=${digits.code}&number=${digits.number}`, turn);
  }
}

/**
 * A part of the page did not come, and browsers ask for it no second time: all of it is loaded again once it is there to be had.
 * @param {string} fragment what it shall know then
 * @param {number} turn what is typed or pressed later ends this, too
 */
async function loadAgain(fragment, turn) {
  for (let wait = AGAIN; turn === joining; wait = Math.min(2 * wait, LONGEST)) {
    if ((await isThere().catch(() => false)) && turn === joining) {
      history.replaceState(null, "", fragment);
      location.reload();
      return;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, wait * (1 + Math.random()));
    });
  }
}

/** Whether the page comes, and all of its parts: else it would be loaded again and again. */
async function isThere() {
  /** @type {NodeListOf<HTMLLinkElement>} */
  const parts = document.querySelectorAll("link[rel=modulepreload]");
  const replies = [await fetch(location.pathname, { cache: "no-store" })];
  replies.push(...(await Promise.all(Array.from(parts, ({ href }) => fetch(href)))));
  return replies.every(({ ok }) => ok);
}

async function askReceipt() {
  try {
    const { lookUp } = await session();
    await lookUp(page);
  } catch (error) {
    remark(gettext("We cannot reach the quiz at the moment. Nothing is lost. Try again later."));
    await loadAgain("", joining);
  }
}

/** A code in the fragment fills the field and leaves the address, and with it the history. */
function takeFragment() {
  const { hash } = location;
  clearJoin(hash);
  if (hash) {
    history.replaceState(null, "", location.pathname + location.search);
  }
}

async function open() {
  openLayout(shell, (code) => {
    preferred = code;
    void speak(code);
  });
  const { hash } = location;
  takeFragment();
  await loadLanguage(languageOf(shell.language), shell.catalogs).catch(() => {
    document.documentElement.lang = "en";
  });
  const resumed = isUsed() && (await resume(hash));
  if (!resumed) {
    enterJoin();
  }
  window.addEventListener("hashchange", () => {
    takeFragment();
    view.draw();
  });
}

/**
 * Whoever sat here goes on, unless somebody begins to type before a part of the page that did not come is there.
 * @param {string} fragment that the address had
 * @returns {Promise<boolean>} false where nothing is on the screen by that
 */
async function resume(fragment) {
  const came = await session().catch(() => null);
  if (!came) {
    const turn = joining;
    sayAtJoin({ busy: keepTrying() });
    enterJoin();
    say(keepTrying());
    setTimeout(() => void loadAgain(fragment, turn), AGAIN * (1 + Math.random()));
    return true;
  }
  return came.resume(page).catch(() => false);
}

void open();
