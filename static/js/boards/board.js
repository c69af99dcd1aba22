/** A live board: what arrives is shown, unless the reader paused it; the highest version wins. */

import { SnapshotFeed } from "./snapshot_feed.js";
import { reader } from "./rows.js";
import { Moments } from "./moments.js";
import { Table } from "./table.js";
import { Winners } from "./winners.js";
import { interpolate } from "../shared/language.js";

/** @typedef {import("./table.js").Snapshot} Snapshot */

/**
 * @typedef {object} Shell
 * @property {string} snapshot
 * @property {string} socket
 * @property {string} language
 * @property {string} zone
 * @property {string} form
 * @property {string} mark
 * @property {number} version
 * @property {Record<string, string>} words
 */

const SPEAK_EVERY_MS = 20000;
/** Everybody who watches learns of the publication in one moment, and comes anew within this time. */
const ANEW_WITHIN_MS = 15000;

/** @param {string} id */
function byId(id) {
  const node = document.getElementById(id);
  if (!node) {
    throw new Error(`the page has no ${id}`);
  }
  return node;
}

/** @type {Shell} */
const shell = JSON.parse(byId("board-shell").textContent || "");
const words = shell.words;
const read = reader(shell.language, shell.mark, words["ours"] || "");
const table = new Table(/** @type {HTMLTableElement} */ (byId("board")), read, words["minutes"] || "");
const winners = new Winners(document.getElementById("board-winners"));
const moments = new Moments(shell.zone, shell.form);
const pause = byId("board-pause");

let version = shell.version;
let paused = false;
let frozen = byId("board-state").dataset.state === "frozen";
let reason = "";
let link = "reconnecting";
let leader = table.leader();
let spokenAt = 0;
/** @type {Snapshot | null} */
let latest = null;

/** Says in words and by a shape whether the board moves. */
function tell() {
  const state = paused ? "paused" : frozen && link !== "reconnecting" ? "frozen" : link;
  const line = byId("board-state");
  line.hidden = false;
  line.dataset.state = state;
  byId("board-state-word").textContent = (state === "frozen" && reason) || words[state] || "";
}

/** @param {Snapshot} snapshot */
function take(snapshot) {
  if (snapshot.version > version && (!latest || snapshot.version > latest.version)) {
    latest = snapshot;
    show();
  }
}

function show() {
  if (paused || !latest) {
    return;
  }
  if (latest.final) {
    comeAnew();
    return;
  }
  version = latest.version;
  frozen = latest.frozen;
  reason = whyFrozen(latest);
  const lines = table.show(latest);
  winners.show(lines);
  byId("board-nothing").hidden = latest.rows.length > 0;
  byId("board-nothing-word").textContent = words[frozen ? "nothing_frozen" : "nothing"] || "";
  byId("board-more").hidden = !latest.more_share;
  byId("board-count").textContent = count(latest);
  date(latest);
  speak(latest);
  latest = null;
  tell();
}

/** A final board is a page without this script: it says when the list was sealed, and leads to the winners. */
function comeAnew() {
  setTimeout(() => location.reload(), Math.random() * ANEW_WITHIN_MS);
}

/** @param {Snapshot} snapshot */
function whyFrozen({ freeze }) {
  if (!freeze) {
    return "";
  }
  return interpolate(words[`frozen_${freeze.reason}`] || "", { time: moments.since(freeze.since) });
}

/** @param {Snapshot} snapshot */
function date({ updated }) {
  const node = /** @type {HTMLTimeElement} */ (byId("board-updated"));
  if (updated) {
    node.dateTime = updated;
    node.textContent = moments.full(updated);
    node.parentElement?.removeAttribute("hidden");
  }
}

/** @param {Snapshot} snapshot */
function count({ total }) {
  return total === null ? "" : interpolate(words["finished"] || "", { total });
}

/**
 * A new leader is said aloud, politely and not too often.
 * @param {Snapshot} snapshot
 */
function speak({ rows }) {
  const now = Date.now();
  const name = table.leader();
  if (name !== leader && now - spokenAt > SPEAK_EVERY_MS) {
    const points = rows[0] && "score" in rows[0] ? rows[0].score : 0;
    byId("board-summary").textContent = interpolate(words["leader"] || "", { name, points });
    leader = name;
    spokenAt = now;
  }
}

pause.hidden = false;
pause.addEventListener("click", () => {
  paused = !paused;
  pause.textContent = (paused ? words["resume"] : words["pause"]) || "";
  tell();
  show();
});

new SnapshotFeed({
  socket: shell.socket,
  snapshot: shell.snapshot,
  take,
  tell: (state) => {
    link = state;
    tell();
  },
}).start();
