/** What a part of a scene looks like, by what it is: text with a drawing, and words for who cannot see the drawing. */
import { el } from "../dom.js";
import { gettext, interpolate, ngettext, writtenLike } from "../language.js";
import { picture } from "./pictures.js";
import { codePattern, flatSign, pictureSign, sceneIcon, switchSign } from "./scene_signs.js";

/** @typedef {import("../types").ScenePart} ScenePart */
/** @typedef {(Node | string | false)[]} Pieces */

/** @param {string} text */
function words(text) {
  return el("span", { class: "scene-text" }, text);
}

/**
 * What only a screen reader says before a text.
 * @param {string} what
 */
function spoken(what) {
  return el("span", { class: "visually-hidden" }, `${what}: `);
}

/**
 * @param {string} sign
 * @param {string} address
 */
function withSign(sign, address) {
  return el("span", { class: "scene-signed" }, sceneIcon(sign), addressNode(address));
}

/**
 * @param {string | undefined} address of whom a scene tells none there is nothing to be seen
 * @returns {Node | false}
 */
function ownAddress(address) {
  return address ? addressNode(address) : false;
}

/** @param {ScenePart} part */
function addressLine({ address = "", secure }) {
  const sign = secure === undefined ? "globe" : secure ? "padlock" : "open";
  const safe = secure === undefined ? "" : secure ? gettext("secure") : gettext("not secure");
  return el("span", { class: "scene-address-line" }, withSign(sign, address), safe && el("span", { class: "scene-secure" }, safe));
}

/** @param {string} address */
function leadsTo(address) {
  return el("span", { class: "scene-address-line" }, spoken(gettext("leads to")), withSign("link", address));
}

/**
 * A small whole number is written alike in all our languages. The browser's own way of writing numbers takes a slow computer
 * longer, the first time, than the whole screen.
 * @param {number} number
 */
function written(number) {
  return Number.isInteger(number) && number < 1000 ? String(number) : number.toLocaleString(writtenLike());
}

/** @param {string} price `150 gems`, `20 stars`, `5 money`, or `0` */
export function priceWords(price) {
  const [amount = "0", unit = ""] = price.split(" ");
  const number = Number(amount);
  const count = written(number);
  const units = /** @type {Record<string, () => string>} */ ({
    gems: () => ngettext("%(count)s gem", "%(count)s gems", number),
    stars: () => ngettext("%(count)s star", "%(count)s stars", number),
    money: () => gettext("%(count)s in money"),
  });
  const text = units[unit];
  return text ? interpolate(text(), { count }) : gettext("free");
}

/** @param {string} price */
function priceSign(price) {
  const signs = /** @type {Record<string, string>} */ ({ gems: "gem", stars: "star", money: "coin" });
  const name = signs[price.split(" ")[1] || ""];
  return name ? flatSign(name) : false;
}

/** @param {ScenePart} part */
function priceTag({ price }) {
  return price !== undefined && el("span", { class: "scene-price figures" }, priceSign(price), spoken(gettext("Price")), priceWords(price));
}

/** @param {ScenePart} part */
function oldPrice({ price }) {
  return price !== undefined && el("span", { class: "scene-price figures" }, priceSign(price), spoken(gettext("Old price")), el("s", {}, priceWords(price)));
}

/** @param {boolean} on */
function toggle(on) {
  return el("span", { class: "scene-toggle" }, switchSign(on), on ? gettext("switched on") : gettext("switched off"));
}

/** @param {string} text */
function tag(text) {
  return el("span", { class: "scene-tag" }, text);
}

/** @param {string} text */
function frame(text) {
  return el("span", { class: "scene-frame" }, pictureSign(), el("span", {}, spoken(gettext("Picture")), words(text)));
}

/**
 * Beside an icon of its own.
 * @param {string} name
 * @param {string} [what]
 * @returns {(text: string) => Pieces}
 */
function beside(name, what) {
  return (text) => [sceneIcon(name), what ? spoken(what) : false, words(text)];
}

/** What is a text and no more. */
const TEXTS = ["comment", "fact", "message", "name", "paragraph", "post", "sticker", "subject", "title"];

/**
 * The text of a part with what belongs to it. Words are taken when it is drawn: languages change.
 * @type {Record<string, (text: string, part: ScenePart) => Pieces>}
 */
const DRAWN = {
  ad: (text, part) => [tag(gettext("Advertisement")), words(text), addressLine(part)],
  address: (text, part) => [words(text), addressLine(part)],
  answer: (text) => [el("span", { class: "scene-tag" }, sceneIcon("spark"), gettext("Answer of an AI")), words(text)],
  attachment: (text) => beside("attachment", gettext("Attachment"))(text),
  author: (text, { address }) => [words(text), ownAddress(address)],
  bundle: (text, part) => [flatSign("gift"), words(text), priceTag(part)],
  button: (text) => [spoken(gettext("Button")), words(text)],
  byline: beside("person"),
  code: (text) => [codePattern(), spoken(gettext("Code to scan")), words(text)],
  counts: beside("heart"),
  date: beside("calendar"),
  field: (text) => [spoken(gettext("Field to fill in")), words(text), el("span", { class: "scene-field" })],
  handle: (text, { address }) => [words(text), ownAddress(address)],
  head: beside("people"),
  item: (text, part) => [sceneIcon("bag"), words(text), priceTag(part)],
  label: (text) => [tag(text)],
  link: (text, { address }) => [spoken(gettext("Link")), words(text), address ? leadsTo(address) : false],
  old_price: (text, part) => [words(text), oldPrice(part)],
  picture: (text, part) => [part.image ? picture(part, text, frame) : frame(text)],
  query: (text) => beside("magnifier", gettext("Searched for"))(text),
  result: (text, part) => [words(text), addressLine(part)],
  sender: (text, { address }) => [el("span", { class: "scene-from" }, gettext("From:")), words(text), ownAddress(address)],
  source: (text) => [sceneIcon("link"), words(text)],
  system: beside("bell"),
  timer: beside("timer"),
  toggle: (text, { switched = false }) => [words(text), toggle(switched)],
};

/** @param {ScenePart} part */
export function isKnownPart({ as }) {
  return as in DRAWN || TEXTS.includes(as);
}

/**
 * @param {ScenePart} part
 * @param {string} text
 * @returns {Pieces}
 */
export function piecesOf(part, text) {
  const draw = DRAWN[part.as];
  return draw ? draw(text, part) : [words(text)];
}

// ------------------------------------------------------------------ addresses, from left to right in every script

/**
 * The pieces that stay whole: a line breaks after `@` and after dots only, never at a hyphen.
 * @param {string} address
 * @returns {string[]}
 */
export function wholePieces(address) {
  return address.match(/[^@.]*[@.]|[^@.]+/g) || [];
}

/**
 * A screen reader would stop between the pieces: it gets the address in one.
 * @param {string} address
 */
function addressNode(address) {
  const pieces = wholePieces(address).flatMap((piece) => [el("span", { class: "scene-whole" }, piece), el("wbr")]);
  return el(
    "bdi",
    { dir: "ltr", lang: "", class: "scene-address" },
    el("span", { class: "visually-hidden" }, address),
    el("span", { "aria-hidden": "true" }, ...pieces.slice(0, -1)),
  );
}
