/** The map of a board of regions: each tile is filled as far as its row says. */

/** @typedef {import("./rows.js").ShownRow} ShownRow */

/**
 * What a tile says of a row: whether anything is told, in words, and how much of it is filled.
 * @param {ShownRow | undefined} line
 * @returns {{told: "yes" | "part" | "no", words: string, part: number}}
 */
export function tileOf(line) {
  if (!line) {
    return { told: "no", words: "", part: 0 };
  }
  const known = line.value !== null;
  return { told: known ? "yes" : "part", words: known ? `${line.value}${line.unit}` : "–", part: line.bar / 100 };
}

export class Tiles {
  /**
   * @param {Element | null} map nothing on other boards
   * @param {(told: number, all: number) => string} title
   */
  constructor(map, title) {
    this.title = title;
    this.tiles = map ? Array.from(map.querySelectorAll("g.tile")) : [];
  }

  /** @param {ShownRow[]} lines */
  show(lines) {
    if (this.tiles.length === 0) {
      return;
    }
    const told = new Map(lines.map((line) => [line.key, line]));
    for (const tile of this.tiles) {
      fill(/** @type {SVGGElement} */ (tile), told.get(key(tile)));
    }
    const open = this.tiles.filter((tile) => told.has(key(tile))).length;
    write("tiles-title", this.title(open, this.tiles.length));
    for (const item of document.querySelectorAll("#tiles-out li")) {
      /** @type {HTMLElement} */ (item).hidden = told.has(key(item));
    }
    hide("tiles-out", open === this.tiles.length);
    hide("tiles-none", open === this.tiles.length);
    hide("tiles-unknown", lines.every((line) => line.value !== null));
  }
}

/** @param {Element} node */
function key(node) {
  return node.getAttribute("data-key") || "";
}

/**
 * @param {SVGGElement} tile
 * @param {ShownRow | undefined} line
 */
function fill(tile, line) {
  const { told, words, part } = tileOf(line);
  const edge = tile.querySelector(".tile-edge");
  const level = tile.querySelector(".tile-fill");
  const text = tile.querySelector(".tile-value");
  tile.setAttribute("data-told", told);
  if (edge && level && text) {
    const [top, size] = [Number(edge.getAttribute("y")), Number(edge.getAttribute("height"))];
    const height = Math.round(size * part);
    level.setAttribute("y", String(top + size - height));
    level.setAttribute("height", String(height));
    text.textContent = words;
  }
}

/**
 * @param {string} id
 * @param {string} words
 */
function write(id, words) {
  const node = document.getElementById(id);
  if (node) {
    node.textContent = words;
  }
}

/**
 * @param {string} id
 * @param {boolean} hidden
 */
function hide(id, hidden) {
  const node = document.getElementById(id);
  if (node) {
    node.hidden = hidden;
  }
}
