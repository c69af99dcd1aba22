/** Who helps a child: a line on every screen, and the panel behind it. */
import { button, el, say } from "./dom.js";
import { gettext, pick } from "./language.js";

/** @typedef {import("./types").Contact} Contact */
/** @typedef {[string, import("./types").Country][]} Countries */

/**
 * The own country's help line, at the foot of every screen; before joining nobody knows which it is.
 * @param {Countries} countries
 * @param {() => void} open
 */
export function contacts(countries, open) {
  const line = countries.length === 1 && countries[0]?.[1].contacts.find(({ kind }) => kind === "helpline");
  const more = button("help-more", gettext("Help"), open, { class: "button button-plain" });
  return el("section", { class: "contacts", "data-testid": "contacts" }, el("strong", {}, gettext("Something wrong?")), more, line && contactLine(line));
}

/** @param {Contact} contact */
function contactLine(contact) {
  const way = el("b", { class: "figures" }, contact.phone || contact.web);
  return el("span", { class: "contact-line" }, `${pick(contact.names)} `, contact.phone ? call(contact.phone, way) : way);
}

/**
 * A number to tap: it dials on a phone, and is no page that a computer would remember.
 * @param {string} phone
 * @param {Node | string} shown
 */
function call(phone, shown) {
  return el("a", { href: `tel:${dialled(phone)}` }, shown);
}

/**
 * What a phone dials: digits, with a plus in front of a country's code.
 * @param {string} phone
 */
export function dialled(phone) {
  const abroad = phone.startsWith("+");
  return (abroad ? "+" : "") + (abroad ? phone.replace("(0)", "") : phone).replace(/\D/g, "");
}

/**
 * The help panel. Opening it is nobody's business: no request, no event, no entry in the history.
 * @param {HTMLDialogElement} panel
 * @param {Countries} countries
 */
export function fillHelp(panel, countries) {
  const close = () => panel.close();
  const steps = [
    gettext("Stop. You do not have to answer anybody."),
    gettext("Keep it: do not delete the messages or pictures."),
    gettext("Tell an adult you trust: a parent, a teacher, the school psychologist."),
    gettext("Or call, write or chat with the people below. They listen to children every day."),
  ];
  panel.replaceChildren(
    button("help-close", gettext("Close"), close, { icon: "close", autofocus: true }),
    el("h2", { id: "help-title" }, gettext("It is not your fault")),
    el("p", {}, gettext("If something online scares you, hurts you or feels wrong, you can get help.")),
    el("ol", {}, ...steps.map((step) => el("li", {}, step))),
    ...countries.flatMap(([code, country]) => [
      el("h3", {}, pick(country.names)),
      ...country.contacts.map((contact, place) => contactCard(contact, `${code}-${place}`)),
    ]),
    el("p", { class: "hint" }, gettext("Nobody sees that you opened this. Nothing is sent or stored. Your answers are safe.")),
  );
}

/**
 * @param {Contact} contact
 * @param {string} id
 */
function contactCard(contact, id) {
  return el(
    "div",
    { class: "panel contact-card" },
    el("strong", {}, pick(contact.names)),
    contact.phone && contactValue(`phone-${id}`, contact.phone, contact.free, call(contact.phone, contact.phone)),
    contact.web && contactValue(`web-${id}`, contact.web, false, contact.web),
    el("span", { class: "hint" }, pick(contact.hours)),
  );
}

/**
 * A number to tap or copy, an address to copy: a page that opens would stay in the history of this computer.
 * @param {string} id
 * @param {string} text
 * @param {boolean} free
 * @param {Node | string} shown
 */
function contactValue(id, text, free, shown) {
  const value = el("span", { id, class: "contact-value figures" }, shown);
  const copy = button(`copy-${id}`, gettext("Copy"), () => copyText(value, text), { class: "button button-second", icon: "copy" });
  return el("div", { class: "contact-row" }, value, free && el("span", { class: "tag" }, gettext("free call")), copy);
}

/**
 * @param {HTMLElement} node
 * @param {string} text
 */
async function copyText(node, text) {
  const selection = getSelection();
  if (selection) {
    selection.selectAllChildren(node);
  }
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text).catch(() => undefined);
  } else {
    document.execCommand("copy");
  }
  say(gettext("Copied"));
}
