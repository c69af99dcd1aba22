/** Builds elements, icons and the shapes of the choices; no text becomes markup. */

/** @typedef {string | number | boolean | null | undefined | ((event: any) => void)} Property */
/** @typedef {Node | string | null | undefined | false} Child */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element; functions become listeners, `true` an empty attribute, other values their text.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, Property>} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    give(node, name, value);
  }
  node.append(...present(children));
  return node;
}

/**
 * @param {Element} node
 * @param {string} name
 * @param {Property} value
 */
function give(node, name, value) {
  if (typeof value === "function") {
    node.addEventListener(name, value);
  } else if (value !== false && value !== null && value !== undefined) {
    node.setAttribute(name, value === true ? "" : String(value));
  }
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
function present(children) {
  return /** @type {(Node | string)[]} */ (children.filter(Boolean));
}

/**
 * A button; `id` is also its `data-testid`.
 * @param {string} id
 * @param {string} text
 * @param {(event: Event) => void} press
 * @param {Record<string, Property>} [properties]
 */
export function button(id, text, press, properties = {}) {
  const { icon: name, ...rest } = properties;
  const all = { type: "button", class: "button", id, "data-testid": id, click: press, ...rest };
  return el("button", all, typeof name === "string" && icon(name), text);
}

/** @param {string} text */
export function heading(text) {
  return el("h1", { tabindex: -1, id: "title" }, text);
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Node} children
 */
export function svgNode(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/** Line drawings on a field of 24, by us. */
/** @type {Record<string, string>} */
const ICONS = {
  check: "M4 13l5 5L20 6",
  keep: "M4 5h16v11H4zM9 20h6M12 16v4M12 7.5v5M9.5 10.5L12 13l2.5-2.5",
  hand: "M8 13V6.5a1.5 1.5 0 013 0V11V4.5a1.5 1.5 0 013 0V11V6a1.5 1.5 0 013 0v8.5A6 6 0 0111 20.5c-2.5 0-3.5-1-4.5-3L4 13c-.8-1.7 1.3-2.7 2.3-1.3z",
  help: "M4 5h16v11h-9l-4 4v-4H4zM9.8 8.6a2.3 2.3 0 114 1.6c-.8.8-1.7 1-1.7 2.1M12.1 14v.2",
  globe: "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
  clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.5 2",
  list: "M4 6h3v3H4zM4 15h3v3H4zM11 7.5h9M11 16.5h9",
  change: "M4 9h13l-4-4M20 15H7l4 4",
  steady: "M2 19h15a4 4 0 004-4v-5M21 10l-1-3M21 10l2-2.5M16 13.5a5.5 5.5 0 10-5.5 5.5M13 13.5a2.5 2.5 0 10-2.5 2.5",
  flag: "M6 21V4h11l-3 4 3 4H6",
  back: "M19 12H5M11 6l-6 6 6 6",
  next: "M5 12h14M13 6l6 6-6 6",
  pause: "M8 5v14M16 5v14",
  other: "M3 5h11v9H3zM6 18h5M8.5 14v4M17 9h4v10h-6v-3",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3",
  copy: "M8 8h11v12H8zM5 16V4h11",
  person: "M12 4a4 4 0 100 8 4 4 0 000-8zM4.5 20.5c.5-4 3.5-6 7.5-6s7 2 7.5 6",
  close: "M6 6l12 12M18 6L6 18",
};

/** @param {string} name */
export function icon(name) {
  const line = { d: ICONS[name] || "", fill: "none", stroke: "currentColor", "stroke-width": 2 };
  const path = svgNode("path", { ...line, "stroke-linecap": "round", "stroke-linejoin": "round" });
  return svgNode("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, path);
}

/** The sign of the quiz, the same as on the staff's pages. */
export function sign() {
  const shield = svgNode("path", { d: "M16 2 4 7v8c0 7.5 5 12.6 12 15 7-2.4 12-7.5 12-15V7z", fill: "currentColor" });
  const line = { d: "m10 16 4.5 4.5L22.5 12", fill: "none", stroke: "#fff", "stroke-width": 3 };
  return svgNode("svg", { class: "sign", viewBox: "0 0 32 32", "aria-hidden": "true" }, shield, svgNode("path", line));
}

export const LETTERS = "ABCD";

/** One outline for each place on the screen, on a field of 44; the letter's foot beside it. */
/** @type {[string, number][]} */
const SHAPES = [
  ["M22 4a18 18 0 100 36 18 18 0 000-36z", 28.5],
  ["M6 6h32v32H6z", 28.5],
  ["M22 3L42 39H2z", 34],
  ["M22 1l21 21-21 21L1 22z", 28.5],
];

/**
 * The letter of a choice in the shape of its own.
 * @param {number} place from 0
 */
export function shape(place) {
  const [outline, foot] = SHAPES[place] || ["", 0];
  const path = svgNode("path", { d: outline, class: "shape-outline" });
  const letter = svgNode("text", { x: 22, y: foot, "text-anchor": "middle", class: "shape-letter" });
  letter.textContent = LETTERS.charAt(place);
  return svgNode("svg", { class: "shape", viewBox: "0 0 44 44", "aria-hidden": "true", focusable: "false" }, path, letter);
}

/** The state of a question as a shape: empty ring, half disc, disc with a tick, flag. */
/** @param {string} state `empty`, `begun`, `answered` or `marked` */
export function dot(state) {
  const drawn = /** @type {Record<string, () => Node[]>} */ ({
    begun: () => [ring("empty"), svgNode("path", { d: "M10 4a6 6 0 000 12z", class: "dot-answered" })],
    answered: () => [ring("answered"), svgNode("path", { d: "M6.5 10.5l2.5 2.5 4.5-5.5", class: "dot-tick" })],
    marked: () => [svgNode("path", { d: "M5 19V2h11l-3 4 3 4H5", class: "dot-marked" })],
  });
  const nodes = (drawn[state] || (() => [ring("empty")]))();
  return svgNode("svg", { class: "dot", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" }, ...nodes);
}

/** @param {string} state */
function ring(state) {
  return svgNode("circle", { cx: 10, cy: 10, r: state === "answered" ? 9 : 6, class: `dot-${state}` });
}

/**
 * Says something to a screen reader, politely, and the same only once.
 * @param {string} text
 */
export function say(text) {
  const live = document.getElementById("live");
  if (live && live.textContent !== text) {
    live.textContent = text;
  }
}

/**
 * Digits in groups, for reading aloud and copying by hand.
 * @param {string} text
 * @param {number} size
 */
export function grouped(text, size) {
  return (text.match(new RegExp(`.{1,${size}}`, "g")) || []).join(" ");
}

/**
 * A receipt as it is copied by hand, everywhere the same.
 * @param {string} code in groups of five or four, unless it comes in groups
 */
export function readable(code) {
  return /[\s-]/.test(code) ? code : grouped(code, code.length % 5 ? 4 : 5);
}
