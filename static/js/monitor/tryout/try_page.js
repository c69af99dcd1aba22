/** Try it alone: the monitor itself, fed by a script; nothing is asked of the server and nothing is kept. */
import { watch } from "../monitor.js";
import { byId, say } from "../text.js";
import { MadeUpClass } from "./made_up_class.js";

const TICK_MS = 250;
const FAST = 4;
/** The wall in another tab of this browser listens here. */
const CHANNEL = "quiz-try-alone";

/** @type {{said: Record<string, string>, animals: string[], projector: string, home: string}} */
const given = JSON.parse(byId("tryout")?.textContent || "{}");
let made = new MadeUpClass(given.animals || []);
let fast = 1;

/** @type {BroadcastChannel | null} */
let channel = null;
if ("BroadcastChannel" in window) {
  channel = new BroadcastChannel(CHANNEL);
}

/** @type {(state: import("../sitting").SittingState) => void} */
let tell = () => undefined;

function round() {
  tell(made.state);
  channel?.postMessage(made.wall);
  say(byId("try-said"), given.said[made.said] || "");
  byId("try-guide")?.setAttribute("data-said", made.said);
}

/** @type {import("../sitting").MonitorSource} */
const source = {
  follow(onState, onLink) {
    tell = onState;
    onLink("live");
    round();
    window.setInterval(() => {
      made.tick((TICK_MS / 1000) * fast);
      round();
    }, TICK_MS);
  },
  async post(form, button) {
    const sent = new FormData(form);
    const action = button.name === "action" ? button.value : String(sent.get("action") || "");
    const card = button.name === "card" ? button.value : String(sent.get("card") || "0");
    made.act(action, Number(card));
    round();
    return { state: made.state };
  },
  async seat(link) {
    const number = link.closest("[data-card]")?.getAttribute("data-card") || "";
    const part = /** @type {HTMLTemplateElement} */ (byId("seat-template")).content.querySelector("#seat");
    const seat = /** @type {HTMLElement} */ (document.importNode(/** @type {Element} */ (part), true));
    seat.dataset.card = number;
    seat.querySelectorAll("input[name=card]").forEach((field) => field.setAttribute("value", number));
    const title = seat.querySelector("#seat-title");
    say(title, (title?.textContent || "").trim().replace("0", number));
    return seat;
  },
};

/** What leads to a real sitting leads to what stands for it here. */
function lead() {
  document.querySelectorAll("a[href*='/sittings/0/projector/']").forEach((link) => link.setAttribute("href", given.projector));
  document.querySelectorAll("a[href*='/sittings/0/results/']").forEach((link) => link.setAttribute("href", given.home));
  document.querySelectorAll("form[data-then]").forEach((form) => form.removeAttribute("data-then"));
}

/** @param {HTMLElement} button */
function hurry(button) {
  fast = fast === 1 ? FAST : 1;
  button.setAttribute("aria-pressed", String(fast > 1));
}

const monitor = byId("monitor");
if (monitor) {
  lead();
  byId("try-guide")?.removeAttribute("hidden");
  byId("try-faster")?.addEventListener("click", (event) => hurry(/** @type {HTMLElement} */ (event.currentTarget)));
  byId("try-again")?.addEventListener("click", () => {
    made = new MadeUpClass(given.animals || []);
    round();
  });
  watch(monitor, source);
}
