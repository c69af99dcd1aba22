/** The rows of a board: each glides to its new place, a number counts once. */

import { animal } from "../shared/animals.js";
import { el, svgNode } from "../shared/dom.js";
import { interpolate } from "../shared/language.js";

/** @typedef {import("./rows.js").ShownRow} ShownRow */
/** @typedef {import("./rows.js").Row} Row */

/**
 * @typedef {object} Snapshot
 * @property {number} version
 * @property {string | null} updated
 * @property {boolean} frozen
 * @property {number | null} total
 * @property {Row[]} rows
 * @property {boolean} more_share
 * @property {{reason: string, since: string}} [freeze]
 * @property {boolean} [final] published: nothing moves any more
 */

const GLIDE_MS = 300;
/** As long as its animation in rows.css. */
const GLOW_MS = 2600;

export class Table {
  /**
   * @param {HTMLTableElement} table
   * @param {(row: Row) => ShownRow} read
   * @param {string} minutes how they are said
   */
  constructor(table, read, minutes) {
    this.table = table;
    this.read = read;
    this.minutes = minutes;
    this.body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
    this.wide = table.tHead?.rows[0]?.cells.length === 4;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
  }

  /** Who stands first, as the reader sees the name; empty while nobody does. */
  leader() {
    return this.body.rows[0]?.querySelector(".alias")?.textContent || "";
  }

  /**
   * @param {Snapshot} snapshot
   * @returns {ShownRow[]} what is shown now
   */
  show({ rows }) {
    const old = new Map([...this.body.rows].map((row) => [row.dataset["key"], row]));
    const places = this.places();
    const lines = rows.map((row) => this.read(row));
    const shown = lines.map((line) => this.row(line, old.get(line.key)));
    this.glow(shown.filter((row) => old.size && !places.has(row)));
    this.body.replaceChildren(...shown);
    this.table.hidden = shown.length === 0;
    if (!this.still.matches) {
      this.glide(places);
    }
    return lines;
  }

  /**
   * Who has just come is seen for a while, without movement where none is wanted.
   * @param {HTMLTableRowElement[]} rows
   */
  glow(rows) {
    for (const row of rows) {
      row.cells[0]?.append(el("span", { class: "glow", "aria-hidden": "true" }));
      setTimeout(() => row.querySelector(".glow")?.remove(), GLOW_MS);
    }
  }

  /** Where each row stands on the screen. */
  places() {
    return new Map([...this.body.rows].map((row) => [row, row.getBoundingClientRect().top]));
  }

  /** @param {Map<HTMLTableRowElement, number>} before */
  glide(before) {
    const timing = { duration: GLIDE_MS, easing: "ease-out" };
    for (const [row, top] of this.places()) {
      const from = before.get(row);
      if (from === undefined) {
        row.animate([{ opacity: 0 }, { opacity: 1 }], timing);
      } else if (from !== top) {
        row.animate([{ transform: `translateY(${from - top}px)` }, { transform: "none" }], timing);
      }
    }
  }

  /**
   * @param {ShownRow} line
   * @param {HTMLTableRowElement | undefined} old
   */
  row(line, old) {
    const shown = old || this.made(line);
    shown.dataset["rank"] = String(line.rank);
    write(shown, ".rank", String(line.rank));
    write(shown, ".max", line.unit);
    write(shown, ".pupils", line.last);
    write(shown, ".minutes", line.minutes && interpolate(this.minutes, { minutes: line.minutes }));
    shown.querySelector(".bar rect")?.setAttribute("width", String(line.bar));
    this.count(/** @type {HTMLElement} */ (shown.querySelector(".score")), line.value);
    return shown;
  }

  /** @param {ShownRow} line */
  made(line) {
    const name = el("span", { class: "alias" }, line.name);
    const tag = line.tag && el("span", { class: "row-country" }, line.tag);
    const who = el("span", { class: "row-who" }, animal(line.animal, { size: 32 }), el("span", {}, name, tag && " ", tag));
    const score = el("span", { class: "score" }, shownAs(line.value));
    const figure = el("span", { class: "figure" }, el("span", { class: "minutes" }), " ", score, el("span", { class: "max" }));
    return el(
      "tr",
      { "data-key": line.key, class: line.ours && "ours" },
      el("td", { class: "place" }, el("span", { class: "rank" })),
      el("th", { scope: "row", class: "name" }, who),
      el("td", { class: "number points" }, el("span", { class: "worth" }, figure, bar())),
      this.wide && el("td", { class: "number pupils" }),
    );
  }

  /**
   * @param {HTMLElement} cell
   * @param {number | null} to
   */
  count(cell, to) {
    const from = Number(cell.textContent);
    if (from === to || to === null || Number.isNaN(from) || this.still.matches) {
      cell.textContent = shownAs(to);
      return;
    }
    const began = performance.now();
    /** @param {number} now */
    const step = (now) => {
      const part = Math.min(Math.max(now - began, 0) / GLIDE_MS, 1);
      cell.textContent = String(Math.round(from + (to - from) * part));
      if (part < 1) {
        requestAnimationFrame(step);
      }
    };
    requestAnimationFrame(step);
  }
}

/** From zero; the whole width is everything there is to reach. */
function bar() {
  const field = { class: "bar", viewBox: "0 0 100 1", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" };
  return svgNode("svg", field, svgNode("rect", { height: 1 }));
}

/** @param {number | null} value */
function shownAs(value) {
  return value === null ? "–" : String(value);
}

/**
 * @param {Element} row
 * @param {string} place
 * @param {string} text
 */
function write(row, place, text) {
  const node = row.querySelector(place);
  if (node) {
    node.textContent = text;
  }
}
