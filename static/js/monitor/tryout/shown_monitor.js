/** The monitor in the style guide: it stands at the moment that the page was made for. */
import { watch } from "../monitor.js";
import { byId } from "../text.js";

const monitor = byId("monitor");
if (monitor) {
  watch(monitor, {
    follow: (_onState, onLink) => onLink("live"),
    post: async () => ({}),
    seat: async () => Promise.reject(new Error("made up")),
  });
}
