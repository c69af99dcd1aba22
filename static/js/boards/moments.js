/** Moments as the server writes them: by the clock of the board's country, in the reader's form. */

/** @type {Intl.DateTimeFormatOptions} */
const PARTS = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
};

export class Moments {
  /**
   * @param {string} zone of the board's country
   * @param {string} form of date and time, in the letters of Django's formats
   */
  constructor(zone, form) {
    this.form = form;
    this.parts = new Intl.DateTimeFormat("en-GB", { ...PARTS, timeZone: zone });
  }

  /** @param {string} moment */
  full(moment) {
    return this.written(this.form, new Date(moment));
  }

  /**
   * The time alone if it was today.
   * @param {string} moment
   */
  since(moment) {
    const at = new Date(moment);
    const today = this.written("Y-m-d", at) === this.written("Y-m-d", new Date());
    return this.written(today ? "H:i" : this.form, at);
  }

  /**
   * @param {string} form
   * @param {Date} at
   */
  written(form, at) {
    const found = Object.fromEntries(this.parts.formatToParts(at).map(({ type, value }) => [type, value]));
    const { year = "", month = "", day = "", hour = "", minute = "" } = found;
    /** @type {Record<string, string>} */
    const letters = { Y: year, m: month, n: String(Number(month)), d: day, j: String(Number(day)), H: hour, i: minute };
    return form.replace(/[YmndjHi]/g, (letter) => letters[letter] || "");
  }
}
