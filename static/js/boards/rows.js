/** What a row of a snapshot is in the table: of a pupil, or of a school, region or country. */

import { nearest } from "../shared/language.js";

/**
 * @typedef {object} Pupil
 * @property {number} rank
 * @property {Record<string, string>} alias
 * @property {string} [animal] its code
 * @property {number} score
 * @property {number} max_score
 * @property {number} [minutes]
 * @property {Record<string, string>} [country]
 */

/**
 * @typedef {object} Figure
 * @property {number} rank
 * @property {string} key
 * @property {Record<string, string>} names
 * @property {number} pupils
 * @property {number | null} value
 */

/** @typedef {Pupil | Figure} Row */

/**
 * @typedef {object} ShownRow
 * @property {string} key what stays the same while the row moves
 * @property {number} rank
 * @property {string} name
 * @property {string} animal code of the picture before the name, empty for none
 * @property {string} tag what stands beside the name, empty for nothing
 * @property {boolean} ours
 * @property {number | null} value
 * @property {string} unit
 * @property {string} last the last column
 */

/**
 * @param {string} language of the reader
 * @param {string} mark key of the reader's own school
 * @param {string} ours how it is called
 * @returns {(row: Row) => ShownRow}
 */
export function reader(language, mark, ours) {
  return (row) => {
    if ("alias" in row) {
      const tag = row.country ? nearest(row.country, language) : "";
      const shown = { key: row.alias["en"] || "", rank: row.rank, name: nearest(row.alias, language), animal: row.animal || "", tag };
      return { ...shown, ours: false, value: row.score, unit: ` / ${row.max_score}`, last: String(row.minutes ?? "") };
    }
    const own = row.key === mark;
    const shown = { key: row.key, rank: row.rank, name: nearest(row.names, language), animal: "", tag: own ? ours : "" };
    const unit = row.value === null ? "" : " %";
    return { ...shown, ours: own, value: row.value, unit, last: String(row.pupils) };
  };
}
