/** Which screen a pupil sees, and what is on it. */
import { currentLanguage } from "../shared/language.js";
import { questionScreen } from "./question_screen.js";
import * as screens from "./screens.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {(Node | string | null | false)[]} Nodes */

/**
 * @param {Controller} controller
 * @returns {string}
 */
export function screenOf(controller) {
  if (controller.ending) {
    return "finished";
  }
  if (controller.heartbeat.lost) {
    return controller.heartbeat.over ? "over" : "lost";
  }
  if (!controller.heartbeat.state.current) {
    return "elsewhere";
  }
  return controller.asking || controller.lease.stage === "confirm" ? "confirm" : screenOfPhase(controller);
}

/** @param {Controller} controller */
function screenOfPhase(controller) {
  const { phase } = controller.heartbeat.state;
  if (controller.paperState && !["paused", "closed"].includes(phase)) {
    return screenAtWork(controller);
  }
  if (["waiting", "late"].includes(phase)) {
    return controller.lease.stage === "ready" ? phase : controller.lease.stage;
  }
  return ["running", "finished"].includes(phase) ? "opening" : phase;
}

/** @param {Controller} controller */
function screenAtWork(controller) {
  if (controller.lease.finishing) {
    return "sending";
  }
  return controller.clock.isUp() ? "up" : controller.view;
}

/**
 * @param {Controller} controller
 * @param {string} name
 * @returns {string | number} what tells apart two screens of this name
 */
export function partOf(controller, name) {
  const state = name === "practice" ? controller.trial : controller.paperState;
  return state && (name === "practice" || name === "question") ? state.position : "";
}

/** @param {Controller} controller */
function languagesOf({ page, lease }) {
  return page.languages.filter(({ code }) => lease.languages.includes(code));
}

/**
 * What the question's buttons and keys do; practice leaves no trace.
 * @param {Controller} controller
 * @param {import("./paper_state.js").PaperState} state
 */
function doesAt(controller, state) {
  return {
    choose: (/** @type {number} */ question, /** @type {number} */ choice) =>
      state.practice ? undefined : controller.choose(question, choice),
    go: (/** @type {number} */ position) => controller.go(state, position),
    flip: () => {
      state.flip();
      controller.mark(Array.from(state.flags));
    },
    done: () => (state.practice ? controller.pass("ready") : controller.lookBack()),
  };
}

/** @type {Record<string, (controller: Controller) => Nodes>} */
const SCREENS = {
  confirm: (controller) => screens.confirm(controller.lease.you, () => controller.itsMe(), () => controller.leave()),
  comfort: (controller) =>
    screens.comfort(languagesOf(controller), currentLanguage(), { choose: controller.page.speak, next: () => controller.pass("how") }),
  how: (controller) => screens.how(controller.lease.you, () => void controller.tryOut(), Object.keys(controller.lease.practice).length > 0),
  practice: (controller) => (controller.trial ? questionScreen(controller.trial, doesAt(controller, controller.trial), null) : screens.opening()),
  waiting: (controller) => screens.waiting(controller.lease.you),
  late: () => screens.late(),
  starting: (controller) => screens.starting(controller.heartbeat.secondsToStart()),
  opening: () => screens.opening(),
  question: (controller) => (controller.paperState ? questionScreen(controller.paperState, doesAt(controller, controller.paperState), controller.clock.node()) : screens.opening()),
  review: (controller) =>
    controller.paperState ? screens.review(controller.paperState, { ...doesAt(controller, controller.paperState), finish: () => void controller.finish() }, controller.clock.node()) : [],
  paused: () => screens.paused(),
  up: (controller) => screens.timeUp(!controller.outbox.unsent().length),
  sending: () => screens.sending(),
  elsewhere: (controller) => screens.elsewhere(() => controller.leave()),
  lost: (controller) => screens.lost(() => controller.leave()),
  over: (controller) => screens.over(controller.outbox.unsent().length, () => controller.leaveTold()),
  closed: (controller) => screens.closed(() => controller.leave()),
  finished: (controller) => (controller.ending ? controller.ending.nodes() : []),
};

/**
 * @param {Controller} controller
 * @param {string} name
 * @returns {Nodes}
 */
export function nodesOf(controller, name) {
  return (SCREENS[name] || screens.opening)(controller);
}
