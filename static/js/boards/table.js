/** The rows of a board: each glides to its new place, a number counts once. */

import { el } from "../dom.js";

/**
 * @typedef {object} Row
 * @property {number} rank
 * @property {Record<string, string>} alias
 * @property {number} score
 * @property {number} max_score
 * @property {number} [minutes]
 */

/**
 * @typedef {object} Snapshot
 * @property {number} version
 * @property {boolean} frozen
 * @property {number | null} total
 * @property {Row[]} rows
 * @property {boolean} more_share
 * @property {{reason: string, since: string}} [freeze]
 */

const GLIDE_MS = 300;

export class Table {
  /**
   * @param {HTMLTableElement} table
   * @param {string} language of the reader
   */
  constructor(table, language) {
    this.table = table;
    this.language = language;
    this.body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
    this.timed = table.tHead?.rows[0]?.cells.length === 4;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
  }

  /** Who stands first, as the reader sees the name; empty while nobody does. */
  leader() {
    return this.body.rows[0]?.querySelector(".name")?.textContent || "";
  }

  /** @param {Snapshot} snapshot */
  show({ rows }) {
    const old = new Map([...this.body.rows].map((row) => [row.dataset["key"], row]));
    const places = this.places();
    const shown = rows.map((row) => this.row(row, old.get(row.alias["en"])));
    this.body.replaceChildren(...shown);
    this.table.hidden = shown.length === 0;
    if (!this.still.matches) {
      this.glide(places);
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
   * @param {Row} row
   * @param {HTMLTableRowElement | undefined} old
   */
  row(row, old) {
    const shown = old || this.made(row);
    shown.dataset["rank"] = String(row.rank);
    write(shown, ".rank", String(row.rank));
    write(shown, ".max", ` / ${row.max_score}`);
    write(shown, ".minutes", String(row.minutes ?? ""));
    this.count(/** @type {HTMLElement} */ (shown.querySelector(".score")), row.score);
    return shown;
  }

  /** @param {Row} row */
  made(row) {
    return el(
      "tr",
      { "data-key": row.alias["en"] },
      el("td", { class: "place" }, el("span", { class: "rank" })),
      el("th", { scope: "row", class: "name" }, row.alias[this.language] || row.alias["en"]),
      el("td", { class: "number points" }, el("span", { class: "score" }, String(row.score)), el("span", { class: "max" })),
      this.timed && el("td", { class: "number minutes" }),
    );
  }

  /**
   * @param {HTMLElement} cell
   * @param {number} to
   */
  count(cell, to) {
    const from = Number(cell.textContent);
    if (from === to || this.still.matches) {
      cell.textContent = String(to);
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
