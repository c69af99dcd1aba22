/** The wall of a class that is made up: it shows what the monitor in another tab of this browser tells. */
import { watchWall } from "../projector.js";
import { byId } from "../text.js";

const wall = byId("wall");
if (wall && "BroadcastChannel" in window) {
  const channel = new BroadcastChannel("quiz-try-alone");
  watchWall(wall, (onState) => channel.addEventListener("message", ({ data }) => onState(data)));
}
