/** Scenes: an e-mail, a chat, a shop … as blocks of text in our own look. Nothing in them leads anywhere. */
import { el, icon } from "../dom.js";
import { gettext } from "../language.js";
import { isKnownPart, piecesOf } from "./scene_parts.js";
import { face, nobody, sceneIcon } from "./scene_signs.js";

/** @typedef {import("../types").Scene} Scene */
/** @typedef {import("../types").ScenePart} ScenePart */
/**
 * A part before it stands anywhere: `before` is what is outside its box, the face of who speaks.
 * @typedef {{part: ScenePart, kind: string, before: Node | false, box: HTMLElement}} Drawn
 */

/** @type {Record<string, {name: () => string, sign: string}>} */
const KINDS = {
  chat: { name: () => gettext("Chat"), sign: "bubble" },
  mail: { name: () => gettext("E-mail"), sign: "letter" },
  post: { name: () => gettext("Post"), sign: "heart" },
  profile: { name: () => gettext("Profile"), sign: "person" },
  dialog: { name: () => gettext("App window"), sign: "switches" },
  page: { name: () => gettext("Web page"), sign: "globe" },
  shop: { name: () => gettext("Shop"), sign: "bag" },
  poster: { name: () => gettext("Poster"), sign: "pin" },
  results: { name: () => gettext("Search results"), sign: "magnifier" },
  news: { name: () => gettext("News"), sign: "news" },
};

/** @param {Scene | undefined} scene one of a later release may have what nobody here can draw */
export function isKnownScene(scene) {
  return !scene || (scene.kind in KINDS && scene.parts.every(isKnownPart));
}

/**
 * @param {Scene} scene
 * @param {string[]} choices texts of the parts that can be marked
 * @param {(part: Drawn) => Node} [framed] what a part stands in
 */
export function sceneNode(scene, choices, framed = plain) {
  const kind = KINDS[scene.kind];
  const name = kind ? kind.name() : "";
  const bar = el("p", { class: "scene-bar", "aria-hidden": "true" }, sceneIcon(kind ? kind.sign : ""), name);
  const parts = scene.parts.map((part) => framed(drawn(scene, choices, part)));
  // Edges and notes need room.
  const look = `scene scene-${scene.kind}${framed === plain ? "" : " is-loose"}`;
  return el("div", { class: look, role: "group", "aria-label": name, "data-testid": "scene" }, bar, ...parts);
}

/**
 * @param {Scene} scene
 * @param {string[]} choices
 * @param {ScenePart} part
 * @returns {Drawn}
 */
function drawn({ people = {} }, choices, part) {
  const { as, choice, text = "", who = "" } = part;
  const said = choice ? choices[choice - 1] || "" : text;
  const box = el("span", { class: "scene-box" }, ...speaker(people[who], who), ...piecesOf(part, said));
  const kind = `scene-part part-${as.replace("_", "-")}${who === "m" ? " is-mine" : ""}`;
  return { part, kind, before: faceOf(as, who), box };
}

/**
 * Whose words these are. The child of the story may have no name: a reader sees on which side the bubble stands. Who
 * hears it gets the name with its colon in one.
 * @param {string | undefined} name
 * @param {string} who
 * @returns {(Node | false)[]}
 */
function speaker(name, who) {
  const said = name || (who === "m" ? gettext("Own message") : "");
  return [
    name ? el("span", { class: "scene-speaker", "aria-hidden": "true" }, name) : false,
    said ? el("span", { class: "visually-hidden" }, `${said}: `) : false,
  ];
}

/**
 * @param {string} as
 * @param {string} who
 */
function faceOf(as, who) {
  if (who) {
    return face(who);
  }
  return ["author", "name", "sender"].includes(as) && nobody();
}

/** @param {Drawn} part */
export function plain(part) {
  return partNode("div", part);
}

/**
 * A part with what stands in its box, and before it.
 * @param {"div" | "label"} tag
 * @param {Drawn} part
 * @param {Node | false} [last]
 * @param {Node} [first]
 */
export function partNode(tag, { kind, before, box }, last, first) {
  box.append(last || "");
  return el(tag, { class: kind }, first, before, box);
}

/**
 * On the edge of what is marked, or is to be.
 * @param {string} [text]
 */
export function flag(text = gettext("Marked")) {
  return el("span", { class: "scene-flag", "aria-hidden": "true" }, icon("flag"), text);
}
