/** Beside the form of a question: the pupil's screen, drawn anew whenever something is typed. */

/** Long enough that nobody is distracted in the middle of a word. */
const PAUSE = 500;

/**
 * What was asked last: an earlier answer that comes late is not drawn any more.
 * @type {FormData | null}
 */
let latest = null;

/**
 * What is typed; a file is sent once, by the button beside it.
 * @param {HTMLFormElement} form
 */
function withoutFiles(form) {
  const typed = new FormData(form);
  [...typed].forEach(([name, value]) => value instanceof File && typed.delete(name));
  return typed;
}

/**
 * A picture is shown as soon as it is chosen.
 * @param {HTMLFormElement} form
 */
function bringPictures(form) {
  form.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === "file" && target.files?.length) {
      const press = form.querySelector(`[data-brings="${target.id}"]`);
      if (press instanceof HTMLElement) {
        press.click();
      }
    }
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLIFrameElement} frame
 */
async function show(form, frame) {
  const typed = withoutFiles(form);
  latest = typed;
  try {
    const answer = await fetch(form.dataset.typed ?? "", { method: "POST", body: typed });
    if (answer.ok && !answer.redirected && latest === typed && frame.contentWindow) {
      frame.contentWindow.postMessage(await answer.json(), location.origin);
    }
  } catch {
    // A preview is a help only: what is typed is safe in the form.
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} place
 */
function begin(form, place) {
  const frame = /** @type {HTMLIFrameElement} */ (place.querySelector("iframe"));
  let timer = 0;
  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void show(form, frame), PAUSE);
  };
  form.addEventListener("input", later);
  window.addEventListener("message", ({ origin, source }) => {
    if (origin === location.origin && source === frame.contentWindow) {
      void show(form, frame);
    }
  });
  place.hidden = false;
  frame.src = place.dataset.screen ?? "";
}

const form = document.querySelector("form[data-typed]");
const place = document.querySelector("[data-screen]");
if (form instanceof HTMLFormElement && place instanceof HTMLElement) {
  begin(form, place);
  bringPictures(form);
}

export {};
