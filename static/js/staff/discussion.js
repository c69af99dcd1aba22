/** One question at a time on the wall: it is asked, then answered; by buttons, keys and clickers. */
import { answering, isDrawable } from "../pupil/kinds/kinds.js";
import { Slides, scrolledOn } from "./slides.js";
import { drawAll, drawAnswer, toldPage } from "./told_page.js";

/** @typedef {import("./told_page.js").ToldQuestion} ToldQuestion */

/** A clicker sends what turns pages in slides. */
const ON = ["ArrowRight", "PageDown", " ", "Spacebar"];
const BACK = ["ArrowLeft", "PageUp"];

const page = toldPage();
const parts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".slide")]);
const on = document.getElementById("on");
const back = /** @type {HTMLButtonElement | null} */ (document.getElementById("back"));
const slides = new Slides(parts.length);

/**
 * A picture in the question has a fold of its own, with what it shows.
 * @param {HTMLElement} part
 */
function answerOf(part) {
  return /** @type {HTMLDetailsElement | null} */ (part.querySelector(".slide-answer"));
}

/**
 * As pupils see it; nobody can press it here, so that keys only turn pages.
 * @param {HTMLElement} part
 */
function ask(part) {
  const told = page.questions.find((one) => one.place === part.dataset.slide);
  const place = part.querySelector("[data-ask]");
  if (!told || !place || !isDrawable(told.question)) {
    return;
  }
  const order = told.question.choices.map((_choice, at) => at + 1);
  const form = /** @type {HTMLFieldSetElement} */ (answering({ question: told.question, order, code: 0, give: () => undefined }));
  form.disabled = true;
  form.querySelector("h1, h2")?.setAttribute("id", `slide-${told.place}`);
  place.replaceChildren(form);
}

function show() {
  parts.forEach((part, at) => {
    part.hidden = at !== slides.at;
    part.toggleAttribute("data-told-now", at === slides.at && slides.answered);
    answerOf(part)?.toggleAttribute("open", slides.answered);
  });
  if (on && back) {
    back.disabled = slides.isFirst;
    on.hidden = slides.step === "end";
    on.textContent = on.dataset[slides.step] || "";
  }
  window.scrollTo(0, 0);
}

/** What has changed is read out: the question, or its answer. */
function speak() {
  const part = parts[slides.at];
  const live = document.getElementById("live");
  const spoken = slides.answered ? part && answerOf(part) : part?.querySelector("h1, h2");
  if (live && spoken) {
    live.textContent = slides.answered ? spoken.textContent : `${slides.at + 1} / ${parts.length}. ${spoken.textContent}`;
  }
}

/** What hangs below the buttons at the foot comes into sight before the page is turned. */
function scrollOn() {
  const view = document.getElementById("way")?.getBoundingClientRect().top || window.innerHeight;
  const bottom = parts[slides.at]?.getBoundingClientRect().bottom || 0;
  const before = window.scrollY;
  window.scrollBy({ top: scrolledOn({ below: bottom - view, view }), behavior: "instant" });
  return window.scrollY > before;
}

/**
 * The last page stays: a press too many would show the class what is their teacher's.
 * @param {boolean} forward
 */
function turn(forward) {
  if (forward && (scrollOn() || slides.step === "end")) {
    return;
  }
  if (forward) {
    slides.on();
  } else {
    slides.back();
  }
  show();
  speak();
}

/**
 * A space on a button presses it, and what is combined is the browser's.
 * @param {KeyboardEvent} event
 */
function isForOthers({ ctrlKey, altKey, metaKey, key, target }) {
  const own = target instanceof Element && target.closest("button, a, summary") !== null;
  return ctrlKey || altKey || metaKey || (own && key === " ");
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (isForOthers(event)) {
    return;
  }
  if (ON.includes(event.key) || BACK.includes(event.key)) {
    event.preventDefault();
    turn(ON.includes(event.key));
  }
}

async function open() {
  document.getElementById("way")?.removeAttribute("hidden");
  document.body.dataset.slides = "";
  on?.addEventListener("click", () => turn(true));
  back?.addEventListener("click", () => turn(false));
  document.addEventListener("keydown", onKey);
  on?.focus({ preventScroll: true });
  show();
  await drawAll(page, (one) => {
    drawAnswer(one);
    const answer = document.querySelector(`[data-told="${one.place}"]`);
    answer?.classList.toggle("has-scene", answer.querySelector(".scene") !== null);
    const part = parts.find((each) => each.dataset.slide === one.place);
    if (part) {
      ask(part);
    }
  });
}

if (parts.length) {
  void open();
}
