/** Sends the forms of the monitor without leaving the page. */

/** @typedef {import("./types").SittingState} SittingState */
/** @typedef {import("./types").Words} Words */

/**
 * Posts a form. Returns the new state, or the refusal in words; raises when the server was not reached.
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} button the one that was pressed: it carries part of the answer
 * @returns {Promise<{state?: SittingState, refusal?: string}>}
 */
async function post(form, button) {
  const body = new FormData(form);
  if (button && button.name) {
    body.set(button.name, button.value);
  }
  const reply = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  if (reply.status === 409) {
    return { refusal: (await reply.json()).refusal };
  }
  if (!reply.ok || reply.redirected) {
    throw new Error(String(reply.status));
  }
  return { state: await reply.json() };
}

/**
 * @param {HTMLElement} root every form inside is sent this way
 * @param {{words: Words, onState: (state: SittingState, form: HTMLFormElement) => void,
 *   onWord: (text: string, kind: "done" | "refused") => void}} hooks
 */
export function sendForms(root, hooks) {
  root.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    event.preventDefault();
    if (form.dataset.busy) {
      return;
    }
    form.dataset.busy = "1";
    try {
      const { state, refusal } = await post(form, button);
      hooks.onWord(refusal || hooks.words.done || "", refusal ? "refused" : "done");
      if (state) {
        hooks.onState(state, form);
      }
    } catch {
      hooks.onWord(hooks.words.failed || "", "refused");
    } finally {
      delete form.dataset.busy;
    }
  });
}
