/** A window of a ceremony: the presenter's, or with `#audience` the one for the hall. Online and in the file the same. */

import { CeremonyLink } from "./ceremony_link.js";
import { Deck, actOf } from "./deck.js";
import { listSteps, part, tellPresenter, tellTime } from "./presenter_view.js";
import { setStage } from "./stage_view.js";

/** @typedef {import("./ceremony_types").Ceremony} Ceremony */
/** @typedef {import("./deck.js").Look} Look */

/** So wide and high is a stage, in its own units: what is on it grows with the screen. */
const WIDE = 64;
const HIGH = 46;

/** @type {Ceremony} */
const ceremony = JSON.parse(part("ceremony").textContent || "");
const isAudience = location.hash === "#audience";
const stage = part(isAudience ? "stage" : "preview");
const deck = new Deck(ceremony.steps.map((step) => step.name));
const link = new CeremonyLink(ceremony.name, hear);
/** Of the step on the stage, so that a step that stays does not begin its movement again. */
let shown = "";

/** @param {any} said by another window: its state, or a question */
function hear(said) {
  if (said && said.reload) {
    location.reload();
  } else if (said && deck.take(said)) {
    keep();
    tell();
  } else if (said && said.turn < deck.turn) {
    link.say(deck.state());
  }
}

function changed() {
  keep();
  tell();
  link.say(deck.state());
}

/** Whoever loads the page anew goes on where it was. */
function keep() {
  try {
    sessionStorage.setItem(ceremony.name, JSON.stringify(deck.state()));
  } catch (error) {
    // the other window tells it
  }
}

function remember() {
  try {
    deck.take(JSON.parse(sessionStorage.getItem(ceremony.name) || "{}"));
  } catch (error) {
    // it begins at the beginning, until the other window tells more
  }
}

function tell() {
  const step = ceremony.steps[deck.at];
  wear();
  if (!isAudience) {
    tellPresenter(ceremony, deck);
  } else if (step && shown !== step.name) {
    setStage(stage, ceremony, step);
    shown = step.name;
  }
  stage.classList.toggle("blank", deck.blank);
  stage.setAttribute("aria-hidden", String(deck.blank));
}

/** How the hall sees it; the presenter's own window only shows which it is. */
function wear() {
  if (isAudience) {
    document.documentElement.dataset["theme"] = deck.look === "dark" ? "dark" : "";
    document.documentElement.dataset["contrast"] = deck.look === "high" ? "high" : "";
  } else {
    /** @type {HTMLSelectElement} */ (part("look")).value = deck.look;
  }
}

/** Letters are so large that everything finds its place on the stage. */
function fit() {
  stage.style.fontSize = `${Math.min(stage.clientWidth / WIDE, stage.clientHeight / HIGH)}px`;
}

/**
 * Whether a key is meant for what has the focus: a choice, or a button that it presses.
 * @param {KeyboardEvent} event
 */
function isTaken(event) {
  const on = /** @type {HTMLElement} */ (event.target);
  const presses = event.key === "Enter" || event.key === " ";
  return on.matches("select") || (presses && on.matches("button, a"));
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const act = actOf(event.key);
  const withAnother = event.ctrlKey || event.altKey || event.metaKey;
  if (act && !withAnother && !isTaken(event)) {
    event.preventDefault();
    deck.act(act, Date.now());
    changed();
  }
}

function attend() {
  listSteps(ceremony, (place) => {
    deck.go(place, Date.now());
    changed();
  });
  for (const act of /** @type {import("./deck.js").Act[]} */ (["back", "forward", "blank"])) {
    part(act).addEventListener("click", () => {
      deck.act(act, Date.now());
      changed();
    });
  }
  part("open").addEventListener("click", () => {
    link.know(window.open(`${location.href.split("#")[0]}#audience`, ceremony.name, "popup"));
  });
  part("look").addEventListener("change", () => {
    deck.wear(/** @type {Look} */ (/** @type {HTMLSelectElement} */ (part("look")).value));
    changed();
  });
  const renew = document.getElementById("renew");
  renew?.addEventListener("click", () => {
    link.say({ reload: true });
    location.reload();
  });
  setInterval(() => tellTime(deck, new Date()), 1000);
  tellTime(deck, new Date());
}

/** The whole screen is one press away, and its button is gone once it is. */
function show() {
  // Where there is no full screen there is no button for it.
  /* eslint-disable compat/compat */
  const full = part("full");
  full.hidden = !document.fullscreenEnabled;
  full.addEventListener("click", () => void document.documentElement.requestFullscreen());
  document.addEventListener("fullscreenchange", () => {
    full.hidden = Boolean(document.fullscreenElement);
  });
  /* eslint-enable compat/compat */
}

part("presenter").hidden = isAudience;
part("audience").hidden = !isAudience;
document.documentElement.classList.toggle("for-hall", isAudience);
remember();
if (isAudience) {
  show();
} else {
  attend();
}
window.addEventListener("resize", fit);
window.addEventListener("hashchange", () => location.reload());
document.addEventListener("keydown", pressed);
fit();
tell();
link.keepSaying(() => deck.state());
