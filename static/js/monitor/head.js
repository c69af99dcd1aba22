/** What stands above the grid: phase, time, who is where, and the one next thing to do. */

import { drawProgress } from "./progress.js";
import { byId, say } from "./text.js";
import { fill } from "./words.js";

/** @typedef {import("./sitting").SittingState} SittingState */
/** @typedef {import("./sitting").Words} Words */

/**
 * @param {SittingState} state
 * @param {Words} words
 */
function phaseText(state, words) {
  return state.phase === "starting"
    ? fill(words.starts_in, { seconds: state.starts_in || 0 })
    : words[`phase_${state.phase}`] || "";
}

/**
 * That of most, as the wall has it, and of the last one where it is another.
 * @param {SittingState} state
 * @param {string} timeZone where the class is
 * @param {Words} words
 */
export function timeText(state, timeZone, words) {
  if (!state.left) {
    return (state.left === 0 && words.time_up) || "";
  }
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  const clock = (/** @type {string | null} */ moment) => (moment ? format.format(new Date(moment)) : "");
  const name = state.ends_at ? "time_left" : "time_stands";
  return fill(words[state.apart ? `${name}_apart` : name], {
    minutes: state.most_left || 0,
    time: clock(state.most_ends_at),
    last_minutes: state.left,
    last_time: clock(state.ends_at),
  });
}

/**
 * How many computers know what the teacher did last; what is on their screens nobody tells.
 * @param {SittingState} state
 * @param {Words} words
 */
function reachedText({ acts }, words) {
  const act = acts?.of ? words[`act_${acts.kind}`] : "";
  return acts && act ? fill(words.reached, { act, reached: acts.reached, of: acts.of }) : "";
}

/**
 * @param {SittingState} state
 * @param {Words} words
 */
function drawButtons(state, words) {
  const { joined, total, finished } = state;
  const late = state.cards.filter((seat) => seat.needs === "let_in").length;
  say(byId("start"), fill(joined >= total ? words.start_all : words.start_some, { joined, total }));
  const here = state.cards.filter((seat) => seat.state === "here").length;
  say(byId("let-all"), fill(words.let_all, { count: here }));
  say(byId("admit-all"), fill(words.admit_all, { count: late }));
  byId("admit-all")?.parentElement?.toggleAttribute("hidden", late === 0);
  say(byId("close-now"), fill(words.close_now, { count: finished }));
  say(byId("close-early"), fill(words.close_early, { count: finished }));
}

/** @param {SittingState} state */
function unfinished(state) {
  const offline = state.cards.filter((seat) => seat.state === "offline").length;
  const busy = state.cards.filter((seat) => seat.state === "working" || seat.state === "idle").length;
  return { working: busy + offline, offline };
}

/**
 * Who has joined and neither works nor has finished, once others do.
 * @param {SittingState} state
 */
function waiting(state) {
  const rest = state.joined - state.finished - unfinished(state).working;
  return ["running", "paused"].includes(state.phase) ? Math.max(rest, 0) : 0;
}

/** @param {SittingState} state */
function drawCounts(state) {
  const { working } = unfinished(state);
  const rest = waiting(state);
  say(byId("joined"), String(state.joined));
  say(byId("total"), String(state.total));
  say(byId("working"), String(working));
  say(byId("waiting"), rest ? String(rest) : "");
  byId("waiting")?.parentElement?.toggleAttribute("hidden", rest === 0);
  say(byId("finished"), String(state.finished));
  drawProgress(state, working);
}

/**
 * @param {HTMLElement} root
 * @param {SittingState} state
 * @param {Words} words
 */
export function drawHead(root, state, words) {
  const { joined, total, finished } = state;
  root.dataset.phase = state.phase;
  root.dataset.next = state.next;
  root.dataset.reopen = state.reopen ? "1" : "";
  root.dataset.rest = state.rest ? "1" : "";
  root.dataset.again = state.again ? "1" : "";
  say(byId("phase"), phaseText(state, words));
  say(byId("time"), timeText(state, root.dataset.zone || "UTC", words));
  drawCounts(state);
  byId("guessed")?.toggleAttribute("hidden", !state.guessed);
  // read out by a screen reader: its text changes only when a count does
  say(byId("summary"), fill(words.summary, { joined, total, finished }));
  say(byId("reached"), reachedText(state, words));
  say(byId("unfinished"), fill(words.unfinished, { ...unfinished(state) }));
  drawButtons(state, words);
  say(byId("next-why"), words[`why_${state.next}`] || "");
}
