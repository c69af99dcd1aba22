/** The projector's view: how many have joined, nothing else moves. */

import { follow } from "./monitor/feed.js";
import { byId, say } from "./monitor/grid.js";
import { staffStrip } from "./notice.js";

const wall = byId("wall");
if (wall) {
  const strip = staffStrip(byId("notice"));
  const where = { socket: wall.dataset.socket || "", url: wall.dataset.stateUrl || "" };
  follow(
    where,
    (state) => {
      wall.dataset.phase = state.phase;
      strip.hear(state.notice);
      say(byId("joined"), String(state.joined));
      say(byId("total"), String(state.total));
    },
    () => undefined,
  );
}
