/** Begins the wall of a sitting. */
import { placesOf } from "./live.js";
import { wallIsOpen } from "./names.js";
import { watchWall } from "./projector.js";
import { follow } from "./state_feed.js";
import { byId } from "./text.js";

const wall = byId("wall");
if (wall) {
  wallIsOpen();
  watchWall(wall, (onState) => follow(placesOf(wall), onState, () => undefined));
}
