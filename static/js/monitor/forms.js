/** Sends the forms of the monitor without leaving the page. */

import { allowed, lookAnew, NoRight } from "./right_to_look.js";

/** @typedef {import("./sitting").SittingState} SittingState */
/** @typedef {import("./sitting").Words} Words */

/**
 * Posts a form. Returns the new state, or the refusal in words; raises when the server was not reached, and `NoRight`.
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button the one that was pressed: it carries part of the answer
 * @returns {Promise<{state?: SittingState, refusal?: string}>}
 */
export async function post(form, button) {
  const body = new FormData(form);
  if (button.name) {
    body.set(button.name, button.value);
  }
  // form.action would be the button of that name
  const url = form.getAttribute("action") || "";
  const reply = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
  if (reply.status === 409) {
    return { refusal: (await reply.json()).refusal };
  }
  return { state: await allowed(reply).json() };
}

/**
 * @typedef {object} Hooks
 * @property {Words} words
 * @property {import("./sitting").MonitorSource["post"]} post
 * @property {(state: SittingState, form: HTMLFormElement) => void} onState
 * @property {(text: string, kind: "done" | "refused") => void} onWord
 */

/**
 * @param {SittingState} state
 * @param {HTMLFormElement} form which may say where its teacher goes from here
 * @param {Hooks} hooks
 */
function goOn(state, form, hooks) {
  if (form.dataset.then) {
    window.location.assign(form.dataset.then);
  } else {
    hooks.onState(state, form);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 * @param {Hooks} hooks
 */
async function send(form, button, hooks) {
  button.dataset.busy = "1";
  try {
    const { state, refusal } = await hooks.post(form, button);
    hooks.onWord(refusal || hooks.words.acted || "", refusal ? "refused" : "done");
    if (state) {
      goOn(state, form, hooks);
    }
  } catch (error) {
    if (error instanceof NoRight) {
      lookAnew();
    } else {
      hooks.onWord(hooks.words.failed || "", "refused");
    }
  } finally {
    delete button.dataset.busy;
  }
}

/**
 * @param {HTMLElement} root every form inside is sent this way
 * @param {Hooks} hooks
 */
export function sendForms(root, hooks) {
  root.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (!button) {
      return; // an old browser does not say which: the form goes its plain way
    }
    event.preventDefault();
    if (!button.dataset.busy) {
      void send(form, button, hooks);
    }
  });
}
