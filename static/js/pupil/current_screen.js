/** Which screen a pupil sees, and what is on it. */
import { currentLanguage, nearestCode } from "../shared/language.js";
import { questionScreen } from "./question_screen.js";
import { review } from "./review.js";
import * as screens from "./screens.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./paper_state.js").PaperState} PaperState */
/** @typedef {(Node | string | null | false)[]} Nodes */

/**
 * @param {Controller} controller
 * @returns {string}
 */
export function screenOf(controller) {
  if (controller.finishing.ending) {
    return "finished";
  }
  if (controller.heartbeat.lost) {
    return controller.heartbeat.over ? "over" : "lost";
  }
  if (!controller.isCurrent()) {
    return "elsewhere";
  }
  return controller.asking || controller.lease.stage === "confirm" ? "confirm" : screenOfPhase(controller);
}

/** @param {Controller} controller */
function screenOfPhase(controller) {
  const { phase } = controller.heartbeat.state;
  if (controller.papers.state && !["paused", "closed"].includes(phase)) {
    return screenAtWork(controller);
  }
  if (isReloaded(controller)) {
    return controller.lease.finishing ? "sending" : "opening";
  }
  if (["waiting", "late"].includes(phase)) {
    return controller.lease.stage === "ready" ? phase : controller.lease.stage;
  }
  return ["running", "finished"].includes(phase) ? "opening" : phase;
}

/**
 * Whether the quiz has begun, and the server has not spoken since this page was loaded in the middle of it.
 * @param {Controller} controller
 */
function isReloaded({ heartbeat, lease }) {
  return heartbeat.state.phase === "waiting" && Object.keys(lease.papers).length > 0;
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
  const { state, trial } = controller.papers;
  const at = name === "practice" ? trial : name === "question" && state;
  return at ? at.position : "";
}

/**
 * What the question's buttons and keys do.
 * @param {import("./actions.js").Actions} actions
 * @param {PaperState} state
 */
function doesAt(actions, state) {
  return {
    choose: (/** @type {number} */ question, /** @type {number} */ code) =>
      actions.choose({ question, code }, !state.question.kind),
    go: (/** @type {number} */ position) => actions.go(state, position),
    flip: () => {
      state.flip();
      actions.mark(Array.from(state.flags));
    },
    done: () => actions.lookBack(),
  };
}

/**
 * @param {Controller} controller
 * @returns {Nodes}
 */
function questionAt({ actions, clock, papers: { state } }) {
  return state ? questionScreen(state, doesAt(actions, state), clock.node()) : screens.opening();
}

/**
 * @param {Controller} controller
 * @returns {Nodes}
 */
function reviewOf({ actions, clock, finishing, papers }) {
  const finish = () => void finishing.finish();
  return papers.state ? review(papers.state, { ...doesAt(actions, papers.state), finish }, clock.node()) : [];
}

/**
 * @param {Controller} controller
 * @returns {Nodes}
 */
function confirmOf({ actions, lease, page }) {
  const languages = page.languages.filter(({ code }) => lease.languages.includes(code));
  const current = currentLanguage();
  const asked = nearestCode(Object.fromEntries((lease.asked || [current]).map((each) => [each, each])), current);
  const does = { yes: () => actions.itsMe(), no: () => actions.giveBack(), choose: page.speak };
  return screens.confirm(lease.you, { languages, current, asked }, does);
}

/** @type {Record<string, (controller: Controller) => Nodes>} */
const SCREENS = {
  confirm: confirmOf,
  practice: ({ papers }) => (papers.trial?.questions.length ? papers.trial.nodes() : screens.opening()),
  waiting: (controller) => screens.waiting(controller.lease.you, controller.heartbeat.state.here, () => controller.actions.giveBack()),
  late: (controller) => screens.late(controller.lease.you, () => controller.actions.giveBack()),
  starting: ({ heartbeat }) => screens.starting(heartbeat.secondsToStart()),
  opening: () => screens.opening(),
  question: questionAt,
  review: reviewOf,
  paused: () => screens.paused(),
  up: (controller) => screens.timeUp(controller.finishing.rest()),
  sending: (controller) => screens.sending(controller.finishing.rest()),
  elsewhere: (controller) => screens.elsewhere(() => controller.leave()),
  lost: (controller) => screens.lost(() => controller.leave()),
  over: (controller) => screens.over(controller.outbox.unsent().length, () => controller.actions.leaveTold()),
  closed: (controller) => screens.closed(() => controller.leave()),
  finished: ({ finishing }) => (finishing.ending ? finishing.ending.nodes() : []),
};

/**
 * @param {Controller} controller
 * @param {string} name
 * @returns {Nodes}
 */
export function nodesOf(controller, name) {
  return (SCREENS[name] || screens.opening)(controller);
}
