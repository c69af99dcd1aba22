/** Says beside each contact of a page whether somebody is there now; without script the hours stand alone. */
import { moment, openingSentence } from "../shared/help.js";

const AGAIN = 15000;

const told = JSON.parse((document.getElementById("opening-words") || { textContent: "null" }).textContent || "null");

function tell() {
  const at = new Date(moment(told.now * 1000, performance.now(), Date.now()));
  document.querySelectorAll(".open-now").forEach((node) => {
    const line = /** @type {HTMLElement} */ (node);
    const text = openingSentence(JSON.parse(line.dataset["opening"] || "[]"), line.dataset["zone"] || "", at, told);
    line.hidden = !text;
    if (line.textContent !== text) {
      line.textContent = text;
    }
  });
}

if (told && document.querySelector(".open-now")) {
  tell();
  setInterval(tell, AGAIN);
}
