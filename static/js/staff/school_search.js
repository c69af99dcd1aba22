/**
 * A list of schools while somebody types: arrow keys choose, Enter goes on, Escape closes.
 * Without scripts the button does the same with a page.
 */

import { el } from "../shared/dom.js";

/** @typedef {{ name: string, region: string, way: string }} FoundSchool */
/** @typedef {{ schools: FoundSchool[], more: boolean }} Found */

const PAUSE = 200;
const SHORTEST = 2;
const COMBOBOX = {
  role: "combobox",
  "aria-autocomplete": "list",
  "aria-controls": "school-options",
  "aria-expanded": "false",
};

class SchoolSearch {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   */
  constructor(form, input) {
    this.input = input;
    this.words = form.dataset;
    this.list = el("ul", { class: "school-options", role: "listbox", id: "school-options" });
    this.told = el("p", { class: "hint", role: "status" });
    this.chosen = -1;
    this.asked = 0;
    this.timer = 0;
    /** @type {Record<string, () => void>} */
    this.keys = {
      ArrowDown: () => this.choose(this.chosen < this.last ? this.chosen + 1 : 0),
      ArrowUp: () => this.choose(this.chosen > 0 ? this.chosen - 1 : this.last),
      Escape: () => this.close(),
    };
    this.stand();
  }

  /** The list stands below its field. */
  stand() {
    Object.entries(COMBOBOX).forEach(([name, value]) => this.input.setAttribute(name, value));
    this.list.setAttribute("aria-label", this.input.labels?.[0]?.textContent ?? "");
    this.input.after(this.list, this.told);
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.press(event));
  }

  get last() {
    return this.list.children.length - 1;
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), PAUSE);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const reached = this.list.children[this.chosen];
    if (event.key === "Enter" && reached) {
      location.assign(reached.getAttribute("data-way") ?? "");
    } else if (this.last >= 0 && event.key in this.keys) {
      this.keys[event.key]?.();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** What is typed now is looked for; an answer that comes after the next question is left. */
  async ask() {
    const words = this.input.value.trim();
    const mine = ++this.asked;
    const found = words.length < SHORTEST ? null : await this.fetched(words);
    if (mine === this.asked) {
      this.show(found);
    }
  }

  /**
   * @param {string} words
   * @returns {Promise<Found | null>}
   */
  async fetched(words) {
    const address = `${this.words.schoolSearch}?q=${encodeURIComponent(words)}`;
    const answer = await fetch(address).catch(() => null);
    return answer?.ok ? answer.json() : null;
  }

  close() {
    this.asked += 1;
    this.show(null);
  }

  /** @param {Found | null} found */
  show(found) {
    const schools = found?.schools ?? [];
    this.list.replaceChildren(...schools.map(option));
    this.input.setAttribute("aria-expanded", String(schools.length > 0));
    this.told.textContent = found ? this.sentence(found) : "";
    this.choose(-1);
  }

  /** @param {Found} found */
  sentence(found) {
    if (found.schools.length === 0) {
      return this.words.none ?? "";
    }
    return (found.more ? this.words.more : this.words.some) ?? "";
  }

  /** @param {number} place */
  choose(place) {
    this.chosen = place;
    [...this.list.children].forEach((one, at) => {
      one.setAttribute("aria-selected", String(at === place));
    });
    const chosen = this.list.children[place];
    this.input.setAttribute("aria-activedescendant", chosen?.id ?? "");
    chosen?.scrollIntoView({ block: "nearest" });
  }
}

/**
 * @param {FoundSchool} school
 * @param {number} at
 */
function option(school, at) {
  const properties = {
    role: "option",
    id: `school-option-${at}`,
    "data-way": school.way,
    "aria-selected": "false",
    click: () => location.assign(school.way),
  };
  return el("li", properties, school.name, el("span", { class: "hint" }, ` ${school.region}`));
}

for (const form of document.querySelectorAll("form[data-school-search]")) {
  const input = form.querySelector("input[type=search]");
  if (form instanceof HTMLFormElement && input instanceof HTMLInputElement) {
    new SchoolSearch(form, input);
  }
}
