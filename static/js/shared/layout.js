/** What surrounds every screen: language, comfort, help, the banner, and the place for the screen itself. */
import { button, el, icon, say, sign } from "./dom.js";
import { focusSoon, focusedId, refocus } from "./focus.js";
import { contacts, fillHelp } from "./help.js";
import { currentLanguage, gettext } from "./language.js";

/** @typedef {import("./types").Shell} Shell */
/** @typedef {import("./types").Comfort} Comfort */

const COMFORT = "quiz-comfort";

/** @type {Comfort} */
const PLAIN = { size: "", contrast: "", clock: "" };

/** @type {Comfort} */
let comfort = { ...PLAIN };

/** @type {Shell} */
let shell;

/** @type {(code: string) => void} */
let chosen = () => undefined;

/** @type {{country: string, languages: string[], adults: boolean, companion: () => Node | null, standing: () => string}} */
const about = { country: "", languages: [], adults: true, companion: () => null, standing: () => "" };

/** @type {HTMLElement | null} */
let passing = null;

/** @type {Map<string, {text: string, stands: HTMLElement}>} */
const announced = new Map();
let announcements = 0;

/** @param {string} id */
function place(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * @param {Shell} data
 * @param {(code: string) => void} onLanguage
 */
export function openLayout(data, onLanguage) {
  shell = data;
  chosen = onLanguage;
  document.addEventListener("keydown", (event) => event.key === "Escape" && openLanguages(false));
  try {
    comfort = { ...PLAIN, ...JSON.parse(localStorage.getItem(COMFORT) || "{}") };
  } catch (error) {
    comfort = { ...PLAIN };
  }
  applyComfort();
  place("skip").addEventListener("click", (event) => {
    event.preventDefault();
    place("main").focus();
  });
}

/**
 * Whose screen it is: contacts and languages of the country, whether adults' links may lead away, the own animal, and
 * what stands at the top all the time.
 * @param {Partial<typeof about>} changes
 */
export function layoutFor(changes) {
  Object.assign(about, changes);
  drawLayout();
}

/** Draws what is around the screen again, in the present language. */
export function drawLayout() {
  const focused = focusedId();
  place("head").replaceChildren(brand(), standing(), tools());
  place("foot").replaceChildren(contacts(countriesToShow(), openHelp), about.adults ? adults() : "");
  // Nobody sees it grow.
  place("foot").hidden = false;
  place("skip").textContent = gettext("Skip to the content");
  fillOpen();
  refocus(focused);
}

/** A closed dialog is empty: it is filled when somebody opens it. */
function fillOpen() {
  if (dialog("help").open) {
    fillHelp(dialog("help"), countriesToShow());
  }
  if (dialog("comfort").open) {
    fillComfort();
  }
}

/**
 * Puts a screen in its place. A new one starts at its heading; the same one keeps the focus.
 * @param {string} name
 * @param {(Node | string | null | false)[]} nodes
 * @param {string | number} [part] tells apart screens of one name
 */
export function show(name, nodes, part = "") {
  const main = place("main");
  const same = main.dataset["screen"] === name && main.dataset["part"] === String(part);
  const focused = focusedId();
  main.dataset["screen"] = name;
  document.body.dataset["screen"] = name;
  main.dataset["part"] = String(part);
  const drawn = /** @type {(Node | string)[]} */ (nodes.filter(Boolean));
  fill(main, same ? withOpen(main, drawn) : drawn);
  if (same) {
    refocus(focused);
  } else {
    say("");
    focusSoon("title", true);
  }
  document.title = `${place("title").textContent} · ${gettext("Online safety quiz")}`;
}

/**
 * What somebody is asked on a screen stays there, open, while the screen is drawn anew; what is filled only when it is opened does not.
 * @param {HTMLElement} main
 * @param {(Node | string)[]} nodes
 */
function withOpen(main, nodes) {
  const open = main.querySelector("dialog[open]");
  return nodes.map((node) => (open && node instanceof Element && node.id === open.id && node.firstChild ? open : node));
}

/**
 * What stands there already stays untouched: a browser has work with what is taken out and put in again.
 * @param {HTMLElement} main
 * @param {(Node | string)[]} nodes
 */
function fill(main, nodes) {
  Array.from(main.childNodes).forEach((old) => nodes.includes(old) || old.remove());
  let at = main.firstChild;
  for (const node of nodes) {
    if (node === at) {
      at = at.nextSibling;
    } else {
      main.insertBefore(typeof node === "string" ? document.createTextNode(node) : node, at);
    }
  }
}

/**
 * The calm line about what is saved; `kind` is none, saved, saving, kept or call. A screen reader says what came of it.
 * @param {string} kind
 * @param {string} text
 */
export function banner(kind, text) {
  const line = place("banner");
  if (line.dataset["kind"] === kind && line.textContent === text) {
    return;
  }
  const signs = /** @type {Record<string, string>} */ ({ saved: "check", kept: "keep", call: "hand" });
  line.dataset["kind"] = kind;
  line.replaceChildren(signs[kind] ? icon(signs[kind] || "") : "", kind === "saving" ? el("span", { "aria-hidden": "true" }, text) : text);
}

/** @param {string} id */
function dialog(id) {
  return /** @type {HTMLDialogElement} */ (place(id));
}

function openHelp() {
  fillHelp(dialog("help"), countriesToShow());
  dialog("help").showModal();
}

/** @param {() => void} leave */
export function askBeforeLeaving(leave) {
  const go = () => {
    asked.close();
    leave();
  };
  const asked = el(
    "dialog",
    { id: "leaving", "aria-labelledby": "leaving-title", close: () => asked.remove() },
    el("h2", { id: "leaving-title" }, gettext("Leave the quiz?")),
    el("p", {}, gettext("Your answers stay where they are.")),
    el(
      "div",
      { class: "steps" },
      button("leave-no", gettext("Stay"), () => asked.close(), { autofocus: true }),
      button("leave-yes", gettext("Leave"), go, { class: "button button-second" }),
    ),
  );
  document.getElementById("leaving")?.remove();
  document.body.append(asked);
  asked.showModal();
}

/** @returns {[string, import("./types").Country][]} the own country, or all before joining */
function countriesToShow() {
  const own = shell.countries[about.country];
  return own ? [[about.country, own]] : Object.entries(shell.countries);
}

/**
 * @param {string} [country] by its code; left out: that of whoever sits here
 * @returns {string} its time zone, empty before it is known
 */
export function zoneOf(country) {
  const own = shell.countries[country || about.country];
  return own ? own.zone : "";
}

/**
 * A passing remark that changes nothing on the screen; what stands there already stays.
 * @param {string} text
 */
export function remark(text) {
  if (passing) {
    passing.remove();
  }
  const said = text ? el("span", {}, text) : null;
  passing = said;
  if (said) {
    place("remark").prepend(said);
    setTimeout(() => said.remove(), 8000);
  }
}

/**
 * A remark that stands until somebody puts it away, beside others that do.
 * @param {string} text
 * @param {string} close the word on the button
 * @param {() => void} read
 * @param {string} of a newer one of the same takes its place
 */
export function announce(text, close, read, of = text) {
  const before = announced.get(of);
  if (before && before.text === text) {
    return;
  }
  const put = () => {
    stands.remove();
    announced.delete(of);
    read();
  };
  announcements += 1;
  const away = button(`remark-close-${announcements}`, close, put, { class: "button button-second" });
  const stands = el("span", {}, `${text} `, away);
  if (before) {
    before.stands.remove();
  }
  announced.set(of, { text, stands });
  place("remark").append(stands);
}

/** @param {string} of what was announced as this and concerns nobody any more */
export function withdraw(of) {
  announced.get(of)?.stands.remove();
  announced.delete(of);
}

function brand() {
  return el("p", { class: "brand" }, sign(), el("span", {}, gettext("Online safety quiz")), about.companion());
}

/** Whether it counts, where it does not. */
function standing() {
  const words = about.standing();
  return words ? el("p", { class: "head-standing", "data-testid": "standing" }, words) : "";
}

function tools() {
  const help = button("help-button", gettext("Help"), openHelp, { class: "tool tool-help", icon: "help" });
  return el("div", { class: "tools" }, languages(), lookButton("comfort-button", "tool"), help);
}

/**
 * @param {string} id
 * @param {string} kind
 */
export function lookButton(id, kind) {
  const look = button(id, "", openComfort, { class: kind });
  look.append(el("span", { class: "tool-sign", "aria-hidden": "true" }, "Aa"), el("span", {}, gettext("Display")));
  return look;
}

// ------------------------------------------------------------------ languages

function languages() {
  const offered = shell.languages.filter(({ code }) => !about.languages.length || about.languages.includes(code));
  const now = offered.find(({ code }) => code === currentLanguage()) || offered[0];
  const toggle = button("language-button", now ? now.name : "", () => openLanguages(), {
    class: "tool language-toggle",
    icon: "globe",
    "aria-expanded": "false",
    "aria-controls": "languages",
  });
  toggle.append(el("span", { class: "visually-hidden" }, ` – ${gettext("Language")}`));
  const list = el("ul", { id: "languages", class: "languages", "aria-label": gettext("Language") }, ...offered.map(languageItem));
  return el("div", { class: "language" }, toggle, list);
}

/** @param {import("./types").Language} language */
function languageItem({ code, tag, name }) {
  const current = code === currentLanguage();
  const press = () => {
    openLanguages(false);
    chosen(code);
  };
  const kind = current ? "tool language-choice is-current" : "tool language-choice";
  return el("li", {}, button(`language-${code}`, name, press, { class: kind, lang: tag, "aria-pressed": String(current) }));
}

/** @param {boolean} [open] */
function openLanguages(open) {
  const toggle = document.getElementById("language-button");
  if (toggle) {
    const next = open === undefined ? toggle.getAttribute("aria-expanded") !== "true" : open;
    toggle.setAttribute("aria-expanded", String(next));
  }
}

function adults() {
  const boards = shell.boards[currentLanguage()] || "";
  const info = shell.about[currentLanguage()] || "";
  return el(
    "p",
    { class: "adults" },
    boards && el("a", { href: boards }, gettext("Boards")),
    info && el("a", { href: info }, gettext("About the quiz, rules, privacy")),
    el("a", { href: shell.staff }, gettext("For teachers")),
  );
}

// ------------------------------------------------------------------ comfort

/** @returns {boolean} whether the pupil wants to see the clock */
export function clockShown() {
  return comfort.clock !== "hidden";
}

/** Gives the next pupil the plain look. */
export function resetComfort() {
  setComfort(PLAIN);
}

/**
 * What the teacher noted for a card; where nothing was noted, what the pupil chose stays.
 * @param {string[]} needs
 */
export function suit(needs) {
  setComfort({
    ...(needs.includes("large") ? { size: "large" } : {}),
    ...(needs.includes("contrast") ? { contrast: "high" } : {}),
  });
}

/** @param {Partial<Comfort>} changes */
export function setComfort(changes) {
  comfort = { ...comfort, ...changes };
  try {
    localStorage.setItem(COMFORT, JSON.stringify(comfort));
  } catch (error) {
    // without storage the look lasts as long as the page
  }
  applyComfort();
}

function applyComfort() {
  document.documentElement.dataset["size"] = comfort.size;
  document.documentElement.dataset["contrast"] = comfort.contrast;
  document.querySelectorAll("[data-setting]").forEach((node) => {
    const { dataset } = /** @type {HTMLElement} */ (node);
    const name = /** @type {keyof Comfort} */ (dataset["setting"]);
    node.setAttribute("aria-pressed", String(comfort[name] === dataset["value"]));
  });
}

function openComfort() {
  fillComfort();
  dialog("comfort").showModal();
}

function fillComfort() {
  const close = () => dialog("comfort").close();
  dialog("comfort").replaceChildren(
    el("h2", { id: "comfort-title" }, gettext("Display")),
    el(
      "div",
      { class: "comfort" },
      setting("size", gettext("Text size"), [["", gettext("Normal")], ["large", gettext("Large")], ["largest", gettext("Largest")]]),
      setting("contrast", gettext("Contrast"), [["", gettext("Normal")], ["high", gettext("High")]]),
      setting("clock", gettext("Clock"), [["", gettext("Show")], ["hidden", gettext("Hide")]]),
    ),
    button("comfort-close", gettext("Close"), close),
  );
  applyComfort();
}

/**
 * @param {keyof Comfort} name
 * @param {string} title
 * @param {[string, string][]} values
 */
function setting(name, title, values) {
  const id = `dialog-${name}`;
  const buttons = values.map(([value, word], at) => {
    const press = () => setComfort({ [name]: value });
    const marks = { class: `button setting setting-${name}-${at}`, "data-setting": name, "data-value": value };
    const pressed = { "aria-pressed": String(comfort[name] === value) };
    return button(`${id}-${value || "normal"}`, word, press, { ...marks, ...pressed });
  });
  return el("div", { class: "settings", role: "group", "aria-labelledby": id }, el("span", { id, class: "label" }, title), el("div", { class: "setting-row" }, ...buttons));
}
