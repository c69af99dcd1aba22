/** The faces of those who speak in scenes, drawn by us: friendly, and of nobody. */
import { svgNode } from "../dom.js";
import { drawing } from "./scene_signs.js";

/**
 * `hair` behind the head, `front` on it, in the colour of a `cap` where it is one.
 * @typedef {{ground: string, shirt: string, skin: string, colour: string, hair: string, front: string, cap?: string, more: [string, string][]}} Look
 */

/** @type {Record<string, Look>} */
const LOOKS = {
  m: {
    ground: "#cfe6e6",
    shirt: "#0b6a73",
    skin: "#f0c9a4",
    colour: "#6b3f22",
    hair: "M16 30C14 14 24 8 33 8s17 7 15 22z",
    front: "M17 28c0-10 6-15 14-15 9 0 16 5 16 14-6-1-10-4-13-8-3 5-9 8-17 9z",
    more: [],
  },
  1: {
    ground: "#fbe3b0",
    shirt: "#5a3a74",
    skin: "#a8704a",
    colour: "#241a18",
    hair: "M13 30a7 7 0 013-12 8 8 0 0110-9 9 9 0 0113 0 8 8 0 0110 9 7 7 0 012 12l-4 4H17z",
    front: "M18 27c1-6 4-8 7-8 2-2 5-3 7-1 2-2 6-1 7 1 3 0 6 3 7 8-4-3-8-4-14-4s-10 1-14 4z",
    more: [],
  },
  2: {
    ground: "#d9e6c8",
    shirt: "#c4582e",
    skin: "#f6d7bb",
    colour: "#d99a3d",
    hair: "M16 33v-7C16 14 23 9 32 9s16 5 16 17v7h-5v-9H21v9z",
    front: "M18 28c-1-11 6-15 14-15s15 4 14 15c-3-2-4-4-5-7-6 2-13 2-18 0-1 3-2 5-5 7z",
    more: [["M20 30a5.5 5.5 0 1011 0 5.5 5.5 0 10-11 0zm2 0a3.5 3.5 0 117 0 3.5 3.5 0 11-7 0zM33 30a5.5 5.5 0 1011 0 5.5 5.5 0 10-11 0zm2 0a3.5 3.5 0 117 0 3.5 3.5 0 11-7 0zM31 29h2v2h-2z", "#3a4a55"]],
  },
  3: {
    ground: "#e4d7ee",
    shirt: "#2c6fa8",
    skin: "#d9a57b",
    colour: "#3b2a20",
    hair: "M17 38c-2-12 2-20 15-20s17 8 15 20l-5-6H22z",
    front: "M15 25c0-11 7-17 17-17s17 6 17 17c-5-2-11-3-17-3s-12 1-17 3z",
    cap: "#7b3f6b",
    more: [["M14 26c0-3 8-5 18-5s18 2 18 5c0 2-2 3-4 2-4-1.5-9-2-14-2s-10 .5-14 2c-2 1-4 0-4-2z", "#f2c35f"], ["M32 4a4 4 0 100 8 4 4 0 000-8z", "#f2c35f"]],
  },
};

/** @param {string} who `m`, `1`, `2` or `3` */
export function face(who) {
  const look = LOOKS[who] || LOOKS["1"];
  return look ? drawing("scene-face", 64, ...ground(look), ...head(look)) : drawing("scene-face", 64);
}

/** Somebody of whom nothing is known but a name. */
export function nobody() {
  const circle = svgNode("circle", { cx: 32, cy: 32, r: 32, fill: "#cfd6d6" });
  return drawing("scene-face", 64, circle, path("M32 15a11 11 0 100 22 11 11 0 000-22zM11 56c3-11 11-15 21-15s18 4 21 15a32 32 0 01-42 0z", "#6d7b80"));
}

/**
 * @param {string} d
 * @param {string} fill
 */
function path(d, fill) {
  return svgNode("path", { d, fill });
}

/** @param {Look} look */
function ground({ ground: back, shirt, skin, colour, hair }) {
  return [
    svgNode("circle", { cx: 32, cy: 32, r: 32, fill: back }),
    path(hair, colour),
    path("M9 55c3-8 12-11 23-11s20 3 23 11a32 32 0 01-46 0z", shirt),
    path("M26 38h12v8a6 6 0 01-12 0z", skin),
  ];
}

/** @param {Look} look */
function head({ skin, colour, front, cap, more }) {
  return [
    svgNode("ellipse", { cx: 32, cy: 29, rx: 13.5, ry: 14.5, fill: skin }),
    path(front, cap || colour),
    svgNode("circle", { cx: 26, cy: 30, r: 1.8, fill: "#1b2830" }),
    svgNode("circle", { cx: 38, cy: 30, r: 1.8, fill: "#1b2830" }),
    svgNode("path", { d: "M26.5 36.5c3 3 8 3 11 0", fill: "none", stroke: "#1b2830", "stroke-width": 2, "stroke-linecap": "round" }),
    ...more.map(([d, fill]) => path(d, fill)),
  ];
}
