/** Who helps a child: the contacts on every screen, the panel behind them, and whether somebody is there now. */
import { button, el, say } from "./dom.js";
import { gettext, pick } from "./language.js";

/** @typedef {import("./types").Contact} Contact */
/** @typedef {import("./types").Stretch} Stretch */
/** @typedef {import("./types").OpeningWords} OpeningWords */
/** @typedef {[string, import("./types").Country][]} Countries */

const DAY = 1440;
const WEEK = 7 * DAY;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** A wrong clock of a computer is told by the server's time, which may be some minutes old. */
const TRUSTED = 10 * 60000;

/**
 * The contacts in a line each, at the foot of every screen.
 * @param {Countries} countries
 * @param {() => void} open
 */
export function contacts(countries, open) {
  const groups = countries.map(([, country]) =>
    el("div", { class: "contact" }, el("strong", {}, pick(country.names)), ...country.contacts.map(contactLine)),
  );
  const more = button("help-more", gettext("Who can help me?"), open, { class: "button button-plain" });
  const title = el("h2", { class: "contacts-title" }, gettext("Is something bothering you online?"));
  return el("section", { class: "contacts", "data-testid": "contacts" }, title, ...groups, more);
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
 * @param {number} told seconds, the server's time when the page was made
 */
export function fillHelp(panel, countries, told) {
  const at = new Date(moment(told * 1000, performance.now(), Date.now()));
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
      ...country.contacts.map((contact, place) => contactCard(contact, `${code}-${place}`, openNow(contact, country, at))),
    ]),
    el("p", { class: "hint" }, gettext("Nobody sees that you opened this. Nothing is sent or stored. Your answers are safe.")),
  );
}

/**
 * @param {Contact} contact
 * @param {import("./types").Country} country
 * @param {Date} at
 */
function openNow(contact, country, at) {
  return openingSentence(contact.opening, country.zone, at, {
    days: [
      gettext("Monday"),
      gettext("Tuesday"),
      gettext("Wednesday"),
      gettext("Thursday"),
      gettext("Friday"),
      gettext("Saturday"),
      gettext("Sunday"),
    ],
    always: gettext("Open now"),
    open: gettext("Open now until %(time)s"),
    open_days: gettext("Open now until %(day)s, %(time)s"),
    today: gettext("Opens today at %(time)s"),
    tomorrow: gettext("Opens tomorrow at %(time)s"),
    later: gettext("Closed now. Opens: %(day)s, %(time)s"),
  });
}

/**
 * @param {Contact} contact
 * @param {string} id
 * @param {string} open whether somebody is there now
 */
function contactCard(contact, id, open) {
  return el(
    "div",
    { class: "panel contact-card" },
    el("strong", {}, pick(contact.names)),
    contact.phone && contactValue(`phone-${id}`, contact.phone, contact.free, call(contact.phone, contact.phone)),
    contact.web && contactValue(`web-${id}`, contact.web, false, contact.web),
    open && el("b", { class: "open-now" }, open),
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

/**
 * The moment it is: this computer's clock, unless it is far from what the server said.
 * @param {number} told milliseconds, the server's time when the page was made
 * @param {number} since milliseconds since then
 * @param {number} own milliseconds, by this computer
 */
export function moment(told, since, own) {
  return Math.abs(own - told - since) < TRUSTED ? own : told + since;
}

/** @type {Map<string, Intl.DateTimeFormat>} by time zone: each is slow to make */
const clocks = new Map();

/** @param {string} zone */
function clockIn(zone) {
  /** @type {Intl.DateTimeFormatOptions} */
  const wanted = { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const found = clocks.get(zone) || new Intl.DateTimeFormat("en-GB", wanted);
  clocks.set(zone, found);
  return found;
}

/**
 * Minutes since Monday 0:00 by the clock on the wall of a time zone.
 * @param {Date} at
 * @param {string} zone
 */
export function minuteOfWeek(at, zone) {
  const parts = clockIn(zone).formatToParts(at);
  const found = new Map(parts.map(({ type, value }) => [type, value]));
  return DAYS.indexOf(found.get("weekday") || "") * DAY + Number(found.get("hour")) * 60 + Number(found.get("minute"));
}

/** @param {string} time `9:00` or `24:00` */
function minuteOfDay(time) {
  const [hours, minutes] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/**
 * Every stretch as minutes of the week, also a week later, joined where they touch.
 * @param {Stretch[]} opening
 * @returns {[number, number][]}
 */
function spans(opening) {
  const once = opening.flatMap((one) => {
    const [opens, closes] = [minuteOfDay(one.opens), minuteOfDay(one.closes)];
    const many = ((one.last - one.first + 7) % 7) + 1;
    return Array.from({ length: many }, (_none, after) => {
      const day = ((one.first - 1 + after) % 7) * DAY;
      return /** @type {[number, number]} */ ([day + opens, day + closes + (closes <= opens ? DAY : 0)]);
    });
  });
  const weeks = [-WEEK, 0, WEEK].flatMap((shift) => once.map(([from, to]) => /** @type {[number, number]} */ ([from + shift, to + shift])));
  return weeks.sort((one, other) => one[0] - other[0]).reduce(joined, /** @type {[number, number][]} */ ([]));
}

/**
 * @param {[number, number][]} all
 * @param {[number, number]} next
 */
function joined(all, next) {
  const last = all[all.length - 1];
  if (last && next[0] <= last[1]) {
    last[1] = Math.max(last[1], next[1]);
  } else {
    all.push([...next]);
  }
  return all;
}

/**
 * What is to be said at a minute of the week: which sentence, and the minute of the week it names.
 * @param {Stretch[]} opening
 * @param {number} now
 * @returns {{sentence: "" | "always" | "open" | "open_days" | "today" | "tomorrow" | "later", minute: number}}
 */
export function standing(opening, now) {
  const all = spans(opening);
  const here = all.find(([from, to]) => from <= now && now < to);
  if (here) {
    const left = here[1] - now;
    return { sentence: left > WEEK ? "always" : left > DAY ? "open_days" : "open", minute: here[1] };
  }
  const next = all.find(([from]) => from > now);
  if (!next) {
    return { sentence: "", minute: 0 };
  }
  const nights = Math.floor(next[0] / DAY) - Math.floor(now / DAY);
  return { sentence: nights === 0 ? "today" : nights === 1 ? "tomorrow" : "later", minute: next[0] };
}

/**
 * The sentence for a reader; empty where the hours are not known.
 * @param {Stretch[]} opening
 * @param {string} zone
 * @param {Date} at
 * @param {OpeningWords} words
 */
export function openingSentence(opening, zone, at, words) {
  const { sentence, minute } = standing(opening, minuteOfWeek(at, zone));
  if (!sentence) {
    return "";
  }
  // Midnight is the end of a day where something closes.
  const closes = sentence.startsWith("open") && minute % DAY === 0;
  const place = closes ? minute - 1 : minute;
  const day = words.days[Math.floor((((place % WEEK) + WEEK) % WEEK) / DAY)] || "";
  return words[sentence].replace("%(day)s", day).replace("%(time)s", closes ? "24:00" : clock(minute));
}

/** @param {number} minute */
function clock(minute) {
  const ofDay = ((minute % DAY) + DAY) % DAY;
  return `${Math.floor(ofDay / 60)}:${String(ofDay % 60).padStart(2, "0")}`;
}
