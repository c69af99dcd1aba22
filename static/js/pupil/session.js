/** Gives a pupil a lease at this computer: after a join, after a reload, after a crash. */
import { laterStyles } from "../shared/later_styles.js";
import { askBeforeLeaving, layoutFor, remark, resetComfort, show, suit } from "../shared/layout.js";
import { companion, sitsHere } from "./companion.js";
import { Controller } from "./controller.js";
import * as api from "./api.js";
import { Ending, forgetReceipt, keptReceipt } from "./ending.js";
import { joinWith, letNextJoin } from "./entering.js";
import { currentLanguage, gettext, speakIn } from "../shared/language.js";
import { keptModules } from "./later_modules.js";
import { seedOf } from "./paper_state.js";
import * as screens from "./screens.js";
import { standingOf } from "./standing.js";
import { heldElsewhere, hold, markUsed, ownMark, release } from "./tab_lease.js";
import { openStore } from "./outbox/store.js";

/** @typedef {import("../shared/types").Lease} Lease */
/** @typedef {import("./join.js").Digits} Digits */
/**
 * @typedef {{languages: import("../shared/types").Language[], speak: (code: string) => Promise<void>,
 *   chosen: () => string, back: () => void, leave: (why?: import("./join.js").Fault) => void, show: (view: {draw: () => void, papersIn: (code: string) => Promise<() => void>}) => void}} Page
 */

/** Within this a reloaded page goes on by itself; later somebody else may sit here. */
const SURE = 30 * 60 * 1000;
/** After this nobody is asked any more: code, number and PIN lead back to the same place. */
const STALE = 2 * 3600 * 1000;

const opening = openStore();

// A pupil who types will see questions soon.
void laterStyles();

/** @type {Controller | null} */
let controller = null;

/** Whether what earlier pupils have left is sent; on most computers there is nothing of theirs, and its script is not asked for. */
let sending = false;

async function sendForOthers() {
  const store = await opening;
  const left = await store.leases().catch(() => []);
  if (left.length === 0 || sending) {
    return;
  }
  sending = true;
  await keptModules("old-modules");
  const { sendOld } = await import("./outbox/old_outboxes.js");
  sendOld(store, () => (controller ? controller.lease.id : ""));
}

void sendForOthers();

/**
 * Joins, as often as it takes while the pupil waits for it.
 * @param {Page} page
 * @param {Digits} digits
 * @param {{busy: (text?: string) => void, wanted: () => boolean}} asks
 * @returns {Promise<import("./join.js").Fault | null>} what did not fit
 */
export function enter(page, digits, asks) {
  const takes = (/** @type {string} */ id, /** @type {import("../shared/types").JoinReply} */ reply) => takeLease(page, id, digits.code, reply);
  const outside = (/** @type {string} */ sign) => {
    const draw = () => show("outside", screens.outside(Number(digits.number), sign, page.back));
    page.show({ draw, papersIn: async () => draw });
    draw();
  };
  return joinWith(digits, { ...asks, language: page.chosen(), takes, outside });
}

/**
 * @param {Page} page
 * @param {string} id
 * @param {string} typed the code; what counts is that of the sitting it works in
 * @param {import("../shared/types").JoinReply} reply
 */
async function takeLease(page, id, typed, reply) {
  const { credential, you, languages, asked, nudges, state, code = typed } = reply;
  const { order = `${code}/${you.number}` } = reply;
  /** @type {Lease} */
  const lease = {
    id,
    credential,
    you,
    languages,
    asked,
    nudges,
    papers: {},
    answers: {},
    language: languages.includes(page.chosen()) ? page.chosen() : reply.language || currentLanguage(),
    seed: seedOf(order),
    stage: "confirm",
    position: -1,
    flags: [],
    made: 0,
    finishing: false,
    aside: false,
    touched: Date.now(),
    code,
  };
  markUsed();
  suit(you.needs || []);
  await (await opening).put(lease).catch(() => undefined);
  await begin(page, lease, { state, sure: true });
}

/**
 * @param {Page} page
 * @param {Lease} lease
 * @param {{state: import("../shared/types").State | null, sure: boolean}} from
 */
async function begin(page, lease, { state, sure }) {
  const spoken = lease.languages.includes(lease.language) ? lease.language : lease.languages[0];
  speakIn(lease.you.country);
  if (spoken) {
    await page.speak(spoken);
  }
  const store = await opening;
  controller = new Controller({ store, languages: page.languages, speak: page.speak, leave: (left, why) => void leave(page, left, why) }, lease, state);
  hold(lease.id, giveWay);
  page.show(controller);
  await controller.open(sure);
  holdBack();
}

/** @param {string} id of a lease that another tab has now */
function giveWay(id) {
  if (controller && controller.lease.id === id) {
    controller.giveWay();
  }
}

/**
 * The pupil leaves: what is unsent goes on being sent, the next one starts clean.
 * @param {Page} page
 * @param {Lease} lease
 * @param {import("./join.js").Fault} [why] what the way in says
 */
async function leave(page, lease, why) {
  const taken = Boolean(controller?.taken);
  controller = null;
  release();
  forgetPupil(page, why);
  if (taken) {
    return;
  }
  await (await opening).patch(lease.id, { aside: true, you: { ...lease.you, name: "" } }).catch(() => undefined);
  await sendForOthers();
}

/**
 * Nothing of who sat here is left on the screen or in the tab.
 * @param {Page} page
 * @param {import("./join.js").Fault} [why]
 */
function forgetPupil(page, why) {
  letNextJoin();
  forgetReceipt();
  sitsHere(null);
  page.leave(why);
}

/**
 * Goes on where this computer stopped.
 * @param {Page} page
 * @returns {Promise<boolean>} false where nobody was under way
 */
export async function resume(page) {
  const reached = keptReceipt();
  if (reached) {
    await resumeAtEnd(page, reached);
    return true;
  }
  const found = await underWay();
  if (!found && (await heldElsewhere()).size === 0) {
    // Whoever sat here has closed the browser, and the next one is no wiser about what they needed.
    resetComfort();
  }
  if (!found) {
    return false;
  }
  const sure = found.id === ownMark() && Date.now() - found.touched < SURE;
  await begin(page, found, { state: null, sure });
  return true;
}

/**
 * @param {Page} page
 * @param {import("./ending.js").Reached} reached
 */
async function resumeAtEnd(page, reached) {
  const lease = reached.lease || (await unsentAt(reached));
  if (!lease) {
    await showEnd(page, reached);
    return;
  }
  // In the language that was read last, perhaps after the end.
  const { language = lease.language } = reached;
  await begin(page, { ...lease, language }, { state: endedState(reached), sure: true });
}

/**
 * The lease of this tab, of which nothing is kept once all of its answers have arrived.
 * @param {import("./ending.js").Reached} reached
 */
async function unsentAt({ byTime }) {
  const own = (await (await opening).leases().catch(() => [])).find(({ id }) => id === ownMark());
  return own && { ...own, finishing: !byTime };
}

/**
 * What the server had said when the end came; its next reply says whether the quiz goes on.
 * @param {import("./ending.js").Reached} reached
 * @returns {import("../shared/types").State}
 */
function endedState({ receipt, byTime, lease }) {
  return { phase: "closed", left: byTime ? 0 : null, starts_in: null, current: true, wait: 0, beat: 2, receipt, interrupted: Boolean(lease) };
}

/** @returns {Promise<Lease | null>} the lease of this tab, else the last one that no other tab holds */
async function underWay() {
  const mine = ownMark();
  const held = await heldElsewhere();
  const open = (await (await opening).leases()).filter(
    ({ id, aside, touched }) => id === mine || (!aside && !held.has(id) && Date.now() - touched < STALE),
  );
  const own = open.find(({ id }) => id === mine);
  return own || open.sort((a, b) => b.touched - a.touched)[0] || null;
}

// ------------------------------------------------------------------ a result by its receipt

/**
 * @param {Page} page
 * @param {import("./ending.js").Reached} reached
 */
async function showEnd(page, reached) {
  const draw = () => show("finished", ending.nodes());
  const done = () => {
    ending.stop();
    forgetPupil(page);
  };
  const ending = new Ending(reached, { draw, done, safe: () => true });
  const papersIn = async (/** @type {string} */ code) => {
    const change = await ending.inLanguage(code);
    return () => {
      change();
      draw();
    };
  };
  page.show({ draw, papersIn });
  sitsHere({ animal: reached.animal || "", ages: reached.ages || "" });
  speakIn(reached.country);
  await page.speak(ending.reached.language);
  const { country, languages } = reached;
  layoutFor({ country, languages, adults: true, companion, standing: standingOf(reached) });
  draw();
  void ending.wait();
}

/** @param {Page} page */
export async function lookUp(page) {
  const { receiptForm } = await import("./receipt_form.js");
  const state = { error: "", typed: "" };
  const draw = () => show("receipt", receiptForm(state, { ask: (typed) => void ask(typed), back: () => page.leave() }));
  const ask = async (/** @type {string} */ typed) => {
    state.typed = typed;
    try {
      const { country = "", kind } = await api.result(typed);
      const own = { country, languages: [], seed: null, count: 0, kind };
      await showEnd(page, { receipt: typed, byTime: false, ...own });
    } catch (error) {
      const refused = error instanceof api.Refusal;
      state.error = refused ? gettext("We do not know this receipt. Compare it with your paper.") : "";
      draw();
      if (!refused) {
        remark(gettext("We cannot reach the quiz at the moment. Nothing is lost. Try again later."));
      }
    }
  };
  page.show({ draw, papersIn: async () => draw });
  draw();
}

// ------------------------------------------------------------------ the page comes and goes

/** *Back* of the browser finds this entry before the one it came from. */
function holdBack() {
  if (history.state !== "held") {
    history.pushState("held", "");
  }
}

window.addEventListener("popstate", () => {
  if (location.hash || history.state === "held") {
    return;
  }
  if (controller && !controller.finishing.ending && !controller.heartbeat.lost) {
    holdBack();
    askBeforeLeaving(() => history.go(-2));
  } else {
    history.back();
  }
});
window.addEventListener("pagehide", () => controller && controller.putAway());
document.addEventListener("visibilitychange", () => {
  if (controller && document.visibilityState === "hidden") {
    controller.putAway();
  } else if (controller) {
    void controller.comeBack();
  }
});
window.addEventListener("online", () => controller && void controller.outbox.flush());
