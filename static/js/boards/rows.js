/** What a row of a snapshot is in the table: of a pupil, or of a school, region or country. */

import { nearest } from "../shared/language.js";

/**
 * @typedef {object} Pupil
 * @property {number} rank
 * @property {Record<string, string>} alias
 * @property {string} [animal]
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
 * @property {string} tag what stands beside the name, empty for nothing
 * @property {boolean} ours
 * @property {number | null} value
 * @property {string} unit
 * @property {number} bar how far its bar goes, of 100
 * @property {string} minutes empty where they decided nothing
 * @property {string} animal the code of its picture
 * @property {string} last the last column of a board of figures
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
      return ofPupil(row, language);
    }
    const own = row.key === mark;
    const shown = ofFigure(row, nearest(row.names, language));
    return { ...shown, ours: own, tag: own ? ours : "" };
  };
}

/**
 * @param {Pupil} row
 * @param {string} language
 * @returns {ShownRow}
 */
function ofPupil({ rank, alias, animal = "", score, max_score: most, minutes, country }, language) {
  const shown = { key: alias["en"] || "", rank, name: nearest(alias, language), tag: country ? nearest(country, language) : "" };
  const figures = { value: score, unit: ` / ${most}`, bar: Math.round((100 * score) / (most || 1)) };
  return { ...shown, ...figures, ours: false, minutes: minutes === undefined ? "" : String(minutes), animal, last: "" };
}

/**
 * @param {Figure} row
 * @param {string} name
 */
function ofFigure({ key, rank, value, pupils }, name) {
  const figures = { value, unit: value === null ? "" : " %", bar: value || 0, minutes: "" };
  return { key, rank, name, ...figures, animal: "", last: String(pupils) };
}
