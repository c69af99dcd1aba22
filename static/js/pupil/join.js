/** The way in: code, number and PIN where one is asked for, and what to do when they do not fit. */
import { button, el, grouped, heading, say, sign } from "../shared/dom.js";
import { gettext, interpolate, ngettext } from "../shared/language.js";

/** @typedef {{code: string, number: string, pin: string}} Digits */
/**
 * `text` in the language on screen. `wait`: seconds until the same card may be tried again.
 * @typedef {{field: string, text: () => string, wait?: number}} Fault
 */
/** @typedef {{join: (digits: Digits) => void, typing: () => void, receipt: () => void}} Does */

const SIZES = /** @type {Record<string, number>} */ ({ code: 6, number: 2, pin: 4 });

/** What was typed, through a change of language; the next pupil starts empty. */
/** @type {Digits} */
let typed = { code: "", number: "", pin: "" };

/** `card`: the code and the number that the fault is about. */
/** @type {{fault: Fault | null, busy: string, card: string}} */
let said = { fault: null, busy: "", card: "" };

/** How long the card waits: seconds as the server said, and when they are over, by the browser's monotonic clock; nobody waits: 0. */
let waiting = { seconds: 0, until: 0 };
let waitTimer = 0;

/** @param {string} text */
function digitsOf(text) {
  return text.replace(/\D/g, "");
}

/**
 * Empties the fields, or fills them from the fragment of the address.
 * @param {string} [fragment] like `#code=123456`
 */
export function clearJoin(fragment = "") {
  const values = new URLSearchParams(fragment.replace(/^#/, ""));
  const value = (/** @type {string} */ name) => digitsOf(values.get(name) || "").slice(0, SIZES[name]);
  typed = { code: value("code"), number: value("number"), pin: value("pin") };
  sayAtJoin({});
}

/** @param {{fault?: Fault | null, busy?: string}} what */
export function sayAtJoin(what) {
  said = { fault: what.fault || null, busy: what.busy || "", card: cardOf(typed) };
  beginWait((said.fault && said.fault.wait) || 0);
}

/** Who types tries anew: what stands about the try before is no longer so. */
export function endBusy() {
  const line = document.getElementById("join-status");
  if (said.busy && line) {
    said = { ...said, busy: "" };
    line.textContent = "";
    say("");
  }
}

/**
 * The teacher lets in who has such a code, drawn in opening.py.
 * @param {Digits} digits
 */
function isWithoutPin({ code }) {
  return code.startsWith("9");
}

/** @param {Digits} digits */
function cardOf({ code, number }) {
  return `${code}/${number}`;
}

/** Another card does not wait for this one. */
function mustWait() {
  return secondsToWait() > 0 && cardOf(typed) === said.card;
}

/** Opens and closes the way on and the field for the PIN, as the wait and what is typed say. */
function letJoin() {
  const pin = document.querySelector(".field-pin");
  if (pin instanceof HTMLElement) {
    pin.hidden = isWithoutPin(typed);
  }
  const join = document.getElementById("join");
  if (join instanceof HTMLButtonElement) {
    join.disabled = mustWait();
  }
}

/** @param {string} name of a field */
export function forget(name) {
  typed = { ...typed, [name]: "" };
}

/**
 * @param {Does} does
 * @returns {Node[]}
 */
export function joinScreen(does) {
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    does.join({ ...typed });
  };
  const form = el(
    "form",
    { class: "join", novalidate: true, submit, input: does.typing },
    field("code", gettext("Code on the board"), gettext("6 digits")),
    errorLine("code"),
    el(
      "div",
      { class: "join-card" },
      field("number", gettext("Your number"), gettext("On your card")),
      field("pin", gettext("Your PIN"), gettext("4 digits on your card"), isWithoutPin(typed)),
    ),
    errorLine("number"),
    errorLine("pin"),
    el("p", { id: "join-status", class: "join-status" }, said.busy),
    button("join", gettext("Join"), () => undefined, { type: "submit", class: "button button-wide", disabled: mustWait() }),
  );
  const receipt = button("have-receipt", gettext("I have a receipt: show my result"), does.receipt, { class: "button button-plain" });
  const art = el("div", { class: "stage-art land", "aria-hidden": "true" }, sign());
  return [el("div", { class: "stage" }, art, el("div", { class: "stage-words" }, heading(gettext("Join the quiz")), form, receipt))];
}

/**
 * @param {"code" | "number" | "pin"} name
 * @param {string} label
 * @param {string} hint
 * @param {boolean} [hidden]
 */
function field(name, label, hint, hidden = false) {
  const input = el("input", {
    id: name,
    name,
    "data-testid": name,
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    class: `input digits digits-${name}`,
    "aria-describedby": `${name}-hint ${name}-error`,
    "aria-invalid": faultAt(name) ? "true" : false,
  });
  input.value = written(name);
  input.addEventListener("input", () => retype(input, name));
  return el(
    "div",
    { class: `field field-${name}`, hidden },
    el("label", { for: name }, label),
    el("span", { id: `${name}-hint`, class: "hint" }, hint),
    input,
  );
}

/** @param {string} name of a field */
function faultAt(name) {
  return said.fault && said.fault.field === name ? said.fault.text() : "";
}

/** @param {string} name of a field */
function errorLine(name) {
  const text = faultAt(name);
  return el("p", { id: `${name}-error`, class: "field-error", "data-testid": `${name}-error` }, text, ...(text ? [" ", ...waitNodes()] : []));
}

/** @param {"code" | "number" | "pin"} name */
function written(name) {
  return name === "code" ? grouped(typed.code, 3) : typed[name];
}

/**
 * Keeps digits only, in groups; a caret inside the digits stays behind the digit it stood behind.
 * @param {HTMLInputElement} input
 * @param {"code" | "number" | "pin"} name
 */
function retype(input, name) {
  const before = digitsOf(input.value.slice(0, input.selectionStart || 0)).length;
  typed = { ...typed, [name]: digitsOf(input.value).slice(0, SIZES[name]) };
  input.value = written(name);
  const caret = name === "code" && before > 3 ? before + 1 : before;
  input.setSelectionRange(caret, caret);
  letJoin();
}

/**
 * @param {Digits} digits
 * @returns {Fault | null} the first thing that is missing
 */
export function faultIn(digits) {
  const { code, number, pin } = digits;
  if (code.length !== 6) {
    return { field: "code", text: () => gettext("The code has 6 digits. It stands on the board.") };
  }
  if (!Number(number)) {
    return { field: "number", text: () => gettext("Type the number of your card.") };
  }
  return pin.length === 4 || isWithoutPin(digits) ? null : { field: "pin", text: () => gettext("The PIN has 4 digits. It stands on your card.") };
}

/** What happened, what is safe, what to do; by the words of docs/hall.md. */
/** @type {Record<string, [string, () => string]>} */
const REFUSALS = {
  unknown_code: ["code", () => gettext("No quiz is open with this code. Compare it with the board.")],
  sitting_closed: ["code", () => gettext("This quiz has ended. Ask your teacher for the new code.")],
  unknown_card: ["number", () => `${gettext("There is no card with this number in this class. Look at your card again.")} ${codeToo()}`],
  wrong_pin: ["pin", () => `${gettext("This PIN does not belong to this number. Look at your card again.")} ${codeToo()}`],
  card_locked: ["pin", () => gettext("This card is locked after too many wrong PINs. Your teacher can release it.")],
  slow_down: ["pin", () => gettext("That was tried too often. Compare code, number and PIN once more.")],
  in_use: ["number", () => `${gettext("This card is still open on another computer, or in another tab of this one. Go on there, or ask your teacher to release the card.")} ${nobodyThere()}`],
  already_taken: ["number", () => gettext("This card has finished the quiz already. Its answers are safe. Tell your teacher.")],
  other_group: ["number", () => gettext("Your group plays later. Keep your card: it is good then. If you should play now, tell your teacher.")],
};

/** Two classes may sit down in the same hour: the card is right then, and the code is the other one's. */
function codeToo() {
  return gettext("Look at the code on the board, too: is it your class's?");
}

/** A computer that went away without a word has its card for 45 seconds. */
function nobodyThere() {
  return gettext("If nobody sits there, wait a minute and join again.");
}

/** @returns {Fault} what stands at the way in once the teacher has released a card before the start, or lets its pupil play anew */
export function releasedFault() {
  return { field: "number", text: () => gettext("Your teacher has released this card. Join with your own card.") };
}

/**
 * @param {string} code of a refusal
 * @param {number} wait seconds
 * @returns {Fault}
 */
export function faultOf(code, wait) {
  const known = REFUSALS[code];
  const other = () => gettext("This did not work. Nothing is lost. Look at the digits again, or call your teacher.");
  return known ? { field: known[0], text: known[1], wait } : { field: "code", text: other };
}

// ------------------------------------------------------------------ the wait after wrong PINs

/** @param {number} seconds 0 for none: whoever waited does so no more */
function beginWait(seconds) {
  clearInterval(waitTimer);
  waiting = { seconds: Math.ceil(seconds), until: performance.now() + seconds * 1000 };
  if (seconds > 0) {
    waitTimer = setInterval(tickWait, 1000);
  }
}

/** @returns {number} whole seconds */
function secondsToWait() {
  return Math.max(Math.ceil((waiting.until - performance.now()) / 1000), 0);
}

/** What is seen, which changes each second, and what is read with the field, which does not. */
function waitNodes() {
  return waiting.seconds === 0 ? [] : [
    el("span", { id: "wait-seen", "aria-hidden": "true" }, waitWords(secondsToWait())),
    el("span", { id: "wait-heard", class: "visually-hidden" }, waitWords(secondsToWait() && waiting.seconds)),
  ];
}

/** A screen reader hears how long it is, and when it is over. */
function tickWait() {
  const seconds = secondsToWait();
  writeLine("wait-seen", waitWords(seconds));
  if (!seconds) {
    clearInterval(waitTimer);
    writeLine("wait-heard", waitWords(0));
    say(waitWords(0));
    letJoin();
  }
}

/**
 * @param {string} id
 * @param {string} text
 */
function writeLine(id, text) {
  const line = document.getElementById(id);
  if (line) {
    line.textContent = text;
  }
}

/** @param {number} seconds */
function waitWords(seconds) {
  if (!seconds) {
    return gettext("You can try again now.");
  }
  return interpolate(ngettext("You can try again in %(seconds)s second.", "You can try again in %(seconds)s seconds.", seconds), { seconds });
}
