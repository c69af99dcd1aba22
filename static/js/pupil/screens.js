/** Which screen a pupil sees, and what is on it. */
import { currentLanguage } from "../shared/language.js";
import { questionScreen } from "./quiz.js";
import * as rooms from "./rooms.js";

/** @typedef {import("./flow.js").Flow} Flow */
/** @typedef {(Node | string | null | false)[]} Nodes */

/**
 * @param {Flow} flow
 * @returns {string}
 */
export function screenOf(flow) {
  if (flow.ending) {
    return "finished";
  }
  if (flow.line.lost) {
    return flow.line.over ? "over" : "lost";
  }
  if (!flow.line.state.current) {
    return "elsewhere";
  }
  return flow.asking || flow.lease.stage === "confirm" ? "confirm" : screenOfPhase(flow);
}

/** @param {Flow} flow */
function screenOfPhase(flow) {
  const { phase } = flow.line.state;
  if (flow.seat && !["paused", "closed"].includes(phase)) {
    return screenAtWork(flow);
  }
  if (["waiting", "late"].includes(phase)) {
    return flow.lease.stage === "ready" ? phase : flow.lease.stage;
  }
  return ["running", "finished"].includes(phase) ? "opening" : phase;
}

/** @param {Flow} flow */
function screenAtWork(flow) {
  if (flow.lease.finishing) {
    return "sending";
  }
  return flow.clock.isUp() ? "up" : flow.view;
}

/**
 * @param {Flow} flow
 * @param {string} name
 * @returns {string | number} what tells apart two screens of this name
 */
export function partOf(flow, name) {
  const seat = name === "practice" ? flow.trial : flow.seat;
  return seat && (name === "practice" || name === "question") ? seat.position : "";
}

/** @param {Flow} flow */
function languagesOf({ house, lease }) {
  return house.languages.filter(({ code }) => lease.languages.includes(code));
}

/**
 * What the question's buttons and keys do; practice leaves no trace.
 * @param {Flow} flow
 * @param {import("./seat.js").Seat} seat
 */
function doesAt(flow, seat) {
  return {
    choose: (/** @type {number} */ question, /** @type {number} */ choice) =>
      seat.practice ? undefined : flow.choose(question, choice),
    go: (/** @type {number} */ position) => flow.go(seat, position),
    flip: () => {
      seat.flip();
      flow.mark(Array.from(seat.flags));
    },
    done: () => (seat.practice ? flow.pass("ready") : flow.lookBack()),
  };
}

/** @type {Record<string, (flow: Flow) => Nodes>} */
const SCREENS = {
  confirm: (flow) => rooms.confirm(flow.lease.you, () => flow.itsMe(), () => flow.leave()),
  comfort: (flow) =>
    rooms.comfort(languagesOf(flow), currentLanguage(), { choose: flow.house.speak, next: () => flow.pass("how") }),
  how: (flow) => rooms.how(flow.lease.you, () => void flow.tryOut(), Object.keys(flow.lease.practice).length > 0),
  practice: (flow) => (flow.trial ? questionScreen(flow.trial, doesAt(flow, flow.trial), null) : rooms.opening()),
  waiting: (flow) => rooms.waiting(flow.lease.you),
  late: () => rooms.late(),
  starting: (flow) => rooms.starting(flow.line.secondsToStart()),
  opening: () => rooms.opening(),
  question: (flow) => (flow.seat ? questionScreen(flow.seat, doesAt(flow, flow.seat), flow.clock.node()) : rooms.opening()),
  review: (flow) =>
    flow.seat ? rooms.review(flow.seat, { ...doesAt(flow, flow.seat), finish: () => void flow.finish() }, flow.clock.node()) : [],
  paused: () => rooms.paused(),
  up: (flow) => rooms.timeUp(!flow.outbox.unsent().length),
  sending: () => rooms.sending(),
  elsewhere: (flow) => rooms.elsewhere(() => flow.leave()),
  lost: (flow) => rooms.lost(() => flow.leave()),
  over: (flow) => rooms.over(flow.outbox.unsent().length, () => flow.leaveTold()),
  closed: (flow) => rooms.closed(() => flow.leave()),
  finished: (flow) => (flow.ending ? flow.ending.nodes() : []),
};

/**
 * @param {Flow} flow
 * @param {string} name
 * @returns {Nodes}
 */
export function nodesOf(flow, name) {
  return (SCREENS[name] || rooms.opening)(flow);
}
