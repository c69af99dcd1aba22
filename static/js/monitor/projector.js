/** The wall of the room: how to come in and who has, the countdown, the minutes left, the end. */

import { AnimalWall } from "./animal_wall.js";
import { drawProgress } from "./progress.js";
import { byId, say, words as wordsOfPage } from "./text.js";
import { fill } from "./words.js";
import { staffStrip } from "../shared/notice.js";

/** @typedef {import("./sitting").WallState} WallState */

const TICK_MS = 200;

/** Counts down by this computer's own clock: states come once a second, and late over a slow line. */
class Countdown {
  constructor() {
    this.end = 0;
    this.timer = 0;
  }

  /** @param {number | null} seconds until the start, or nothing to count */
  hear(seconds) {
    window.clearInterval(this.timer);
    if (seconds !== null) {
      const end = Date.now() + seconds * 1000;
      // a second that was told late does not turn the numbers back
      this.end = this.end && Math.abs(end - this.end) < 1500 ? Math.min(end, this.end) : end;
      this.timer = window.setInterval(() => this.draw(), TICK_MS);
      this.draw();
    }
  }

  draw() {
    say(byId("countdown"), String(Math.max(Math.ceil((this.end - Date.now()) / 1000), 1)));
  }
}

/**
 * @param {HTMLElement} wall
 * @param {(onState: (state: WallState) => void) => void} follow where its states come from
 */
export function watchWall(wall, follow) {
  const words = wordsOfPage();
  const strip = staffStrip(byId("notice"));
  const countdown = new Countdown();
  const animals = new AnimalWall(/** @type {HTMLElement} */ (byId("room")));

  /** @param {WallState} state */
  function show(state) {
    const { joined, total, finished, most_left: minutes } = state;
    wall.dataset.phase = state.phase;
    strip.hear(state.notice);
    countdown.hear(state.phase === "starting" ? state.starts_in : null);
    animals.draw(state.animals, total);
    drawProgress({ total: joined, joined, finished });
    say(byId("joined"), fill(words.joined, { joined, total }));
    say(byId("finished"), fill(words.finished, { finished, joined }));
    say(byId("minutes"), minutes === null ? "" : fill(words.minutes, { minutes }));
    drawTime(minutes);
    // "Time left" over nothing, once nobody has a time that runs
    byId("time-said")?.toggleAttribute("hidden", state.phase === "running" && minutes === null);
  }

  show(JSON.parse(byId("state")?.textContent || "{}"));
  follow(show);
}

/** @param {number | null} minutes left, of those on the bar; nobody has a bar who has no end */
function drawTime(minutes) {
  const bar = byId("band");
  bar?.toggleAttribute("hidden", minutes === null);
  bar?.firstElementChild?.setAttribute("width", String(minutes || 0));
}
