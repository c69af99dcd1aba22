/** The presenter's own screen: what is on stage, what comes next, what to say, and how late it is. */

import { el } from "../shared/dom.js";
import { elapsed } from "./deck.js";
import { setStage, shownOf } from "./stage_view.js";

/** @typedef {import("./ceremony_types").Ceremony} Ceremony */
/** @typedef {import("./ceremony_types").CeremonyStep} CeremonyStep */
/** @typedef {import("./ceremony_types").CalledWinner} CalledWinner */
/** @typedef {import("./deck.js").Deck} Deck */

/** @param {string} id */
export function part(id) {
  const node = document.getElementById(id);
  if (!node) {
    throw new Error(`the page has no ${id}`);
  }
  return node;
}

/**
 * The list to jump by, once.
 * @param {Ceremony} ceremony
 * @param {(place: number) => void} jump
 */
export function listSteps(ceremony, jump) {
  const rows = ceremony.steps.map((step, place) => {
    const named = step.kind === "block" ? "jump jump-block" : "jump";
    return el("li", {}, el("button", { type: "button", class: named, click: () => jump(place) }, step.label));
  });
  part("jumps").replaceChildren(...rows);
}

/**
 * @param {Ceremony} ceremony
 * @param {Deck} deck
 */
export function tellPresenter(ceremony, deck) {
  const step = ceremony.steps[deck.at];
  const next = ceremony.steps[deck.at + 1];
  if (!step) {
    return;
  }
  setStage(part("preview"), ceremony, step);
  part("preview").classList.toggle("blank", deck.blank);
  part("blank-now").hidden = !deck.blank;
  part("place").textContent = `${deck.at + 1} / ${ceremony.steps.length}`;
  part("now").textContent = step.label;
  part("next").textContent = next ? next.label : "–";
  tellBlock(ceremony, step, next);
  for (const id of ["draw-now", "boards-now"]) {
    const own = document.getElementById(id);
    if (own) {
      own.hidden = step.kind !== own.dataset["kind"];
    }
  }
  markJump(deck.at);
}

/**
 * @param {Ceremony} ceremony
 * @param {CeremonyStep} step
 * @param {CeremonyStep | undefined} next
 */
function tellBlock(ceremony, step, next) {
  const block = ceremony.blocks[step.block];
  const shown = block && (step.winners.length ? shownOf(step, block) : next && next.block === step.block ? shownOf(next, block) : []);
  part("lines").replaceChildren(...(shown || []).map((one) => line(one, block?.places || false)));
}

/**
 * Who is read out, with what the audience does not see: the prize.
 * @param {CalledWinner} winner
 * @param {boolean} places whether the own one means anything
 */
function line(winner, places) {
  const names = winner.names.map(([, text]) => text).join(" / ");
  const more = [winner.school, winner.prize].filter(Boolean).join(" · ");
  return el("li", {}, el("strong", {}, places ? `${winner.place}. ${names}` : names), more && el("span", { class: "below" }, more));
}

/** @param {number} place */
function markJump(place) {
  const all = Array.from(part("jumps").querySelectorAll("button"));
  all.forEach((one, number) => {
    if (number === place) {
      one.setAttribute("aria-current", "step");
      part("jumps").scrollTop = one.offsetTop - part("jumps").clientHeight / 2;
    } else {
      one.removeAttribute("aria-current");
    }
  });
}

/**
 * @param {Deck} deck
 * @param {Date} now
 */
export function tellTime(deck, now) {
  const two = (/** @type {number} */ digits) => String(digits).padStart(2, "0");
  part("clock").textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  part("elapsed").textContent = elapsed(deck.began, now.getTime());
}
