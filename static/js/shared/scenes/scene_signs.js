/** Small drawings in scenes, by us: what is attached, rings, is locked, costs; and the faces of those who speak, friendly, and of nobody. */
import { svgNode } from "../dom.js";

/** Line drawings on a field of 24. */
/** @type {Record<string, string>} */
const LINES = {
  attachment: "M8 12.5l6-6a2.8 2.8 0 014 4l-8 8a4.6 4.6 0 01-6.5-6.5L11 4.5",
  bell: "M6 16.5V11a6 6 0 0112 0v5.5l1.5 2h-15zM10 20.5a2 2 0 004 0",
  bubble: "M4 5h16v11h-9l-4 4v-4H4z",
  calendar: "M5 6h14v14H5zM5 10.5h14M9 3.5v4M15 3.5v4",
  cursor: "M5 4l6 15 2.2-6.3L19.5 10z",
  globe: "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
  heart: "M12 20C6 15.5 3.5 12.3 3.5 9A4.3 4.3 0 0112 7.4 4.3 4.3 0 0120.5 9c0 3.3-2.5 6.5-8.5 11z",
  letter: "M3.5 6h17v12.500h-17zM4 7l8 6.500L20 7",
  link: "M10 14l4-4M9 8.500l2-2a4 4 0 015.7 5.700l-2 2M15 15.500l-2 2a4 4 0 01-5.7-5.700l2-2",
  magnifier: "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.500L21 21",
  news: "M4 5h13v14.500H6a2 2 0 01-2-2zM17 9h3v8.500a2 2 0 01-2 2h-2M7.5 9h6M7.5 12.500h6M7.5 16h4",
  open: "M6 11h12v9H6zM8.5 11V7.500A3.5 3.5 0 0115 6",
  padlock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3",
  person: "M12 4a4 4 0 100 8 4 4 0 000-8zM4.5 20.500c.5-4 3.5-6 7.5-6s7 2 7.5 6",
  people: "M9 5a3.5 3.5 0 100 7 3.5 3.5 0 000-7zM2.5 19.500c.4-3.5 3-5 6.5-5s6.100 1.5 6.5 5M15.5 5.500a3.3 3.3 0 010 6.200M18 14.800c2 .6 3.3 2 3.5 4.7",
  pin: "M12 13.500V21M7 13.500h10l-2-3.500V4H9v6z",
  bag: "M5 8h14l1 12.500H4zM8.5 10.500V7a3.5 3.5 0 017 0v3.5",
  spark: "M11 4l1.800 5.200L18 11l-5.200 1.800L11 18l-1.800-5.200L4 11l5.200-1.800zM18.5 15.500v5M16 18h5",
  switches: "M4 8h9M19 8h1M16 5.500a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM20 16h-9M5 16H4M8 13.500a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
  timer: "M12 6a7.5 7.5 0 100 15 7.5 7.5 0 000-15zM12 9.500v4l2.5 2M9.5 2.500h5M12 2.500V6",
};

/** Flat drawings on a field of 24: each shape with its colour. */
/** @type {Record<string, [string, string][]>} */
const FLAT = {
  gem: [["M6.5 4h11L22 10 12 21 2 10z", "#7b5ea7"], ["M6.5 4h11L22 10H2z", "#a78bd0"], ["M9 10l3-6 3 6-3 11z", "#c9b5e6"]],
  star: [["M12 2.500l2.900 6.200 6.800.8-5 4.7 1.3 6.700L12 17.600 6 20.900l1.3-6.7-5-4.7 6.800-.8z", "#e5a02f"]],
  coin: [["M12 2.500a9.5 9.5 0 100 19 9.5 9.5 0 000-19z", "#c98a1b"], ["M12 5a7 7 0 100 14 7 7 0 000-14z", "#f2c35f"], ["M11 8h2v8h-2z", "#8a5a00"]],
  gift: [["M4 11h16v10H4z", "#2f8f94"], ["M3 7h18v4.500H3z", "#0b6a73"], ["M10.5 7h3v14h-3z", "#f2c35f"], ["M12 7C8 7 6.5 5.5 7 4s3.5-1.5 5 3c1.5-4.5 4.5-4.5 5-3s-1 3-5 3z", "#f2c35f"]],
};

/** @param {string} name */
export function sceneIcon(name) {
  const line = { d: LINES[name] || "", fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" };
  return drawing("icon scene-icon", 24, svgNode("path", line));
}

/** @param {string} name gem, star, coin or gift */
export function flatSign(name) {
  return drawing("icon scene-icon", 24, ...(FLAT[name] || []).map(([d, fill]) => svgNode("path", { d, fill })));
}

/**
 * @param {string} kind its class
 * @param {number} field
 * @param {...Node} shapes
 */
function drawing(kind, field, ...shapes) {
  return svgNode("svg", { class: kind, viewBox: `0 0 ${field} ${field}`, "aria-hidden": "true", focusable: "false" }, ...shapes);
}

/** A landscape in a frame: there is a picture here. */
export function pictureSign() {
  return drawing(
    "scene-landscape",
    48,
    svgNode("rect", { x: 2, y: 6, width: 44, height: 36, rx: 5, fill: "#bfe0e2" }),
    svgNode("circle", { cx: 14, cy: 17, r: 5, fill: "#f2c35f" }),
    svgNode("path", { d: "M2 37l12-13 9 9 8-12 15 17v-1a5 5 0 01-5 5H7a5 5 0 01-5-5z", fill: "#2f8f94" }),
    svgNode("path", { d: "M23 33l8-12 15 17a5 5 0 01-5 4H18z", fill: "#0b6a73" }),
  );
}

/** @param {boolean} on */
export function switchSign(on) {
  const track = svgNode("rect", { x: 1, y: 9, width: 46, height: 30, rx: 15, class: on ? "switch-track is-on" : "switch-track" });
  const knob = svgNode("circle", { cx: on ? 32 : 16, cy: 24, r: 10, class: "switch-knob" });
  return drawing("scene-switch", 48, track, knob);
}

/** Where dots stand in the field of a code; too few and too regular to say anything. */
const DOTS = ["0000101000", "0000010000", "0000101000", "0000010000", "1010110101", "0101001010", "0000110101", "0000001010", "0000110100", "0000001011"];

/** Looks like a code for telephones, and is none. */
export function codePattern() {
  const paper = svgNode("rect", { x: 0, y: 0, width: 120, height: 120, rx: 8, fill: "#fff" });
  const eyes = [[10, 10], [80, 10], [10, 80]].flatMap(([x = 0, y = 0]) => [
    svgNode("rect", { x, y, width: 30, height: 30, rx: 7, fill: "#1b2830" }),
    svgNode("rect", { x: x + 6, y: y + 6, width: 18, height: 18, rx: 4, fill: "#fff" }),
    svgNode("rect", { x: x + 10, y: y + 10, width: 10, height: 10, rx: 3, fill: "#1b2830" }),
  ]);
  const dots = DOTS.flatMap((row, down) =>
    Array.from(row).flatMap((mark, across) => (mark === "1" ? [svgNode("circle", { cx: 15 + across * 10, cy: 15 + down * 10, r: 4.5, fill: "#1b2830" })] : [])),
  );
  return drawing("scene-code", 120, paper, ...eyes, ...dots);
}


// ------------------------------------------------------------------ faces

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
