/** Begins the monitor of a sitting. */
import { liveMonitor } from "./live.js";
import { watch } from "./monitor.js";
import { byId } from "./text.js";

const monitor = byId("monitor");
if (monitor) {
  watch(monitor, liveMonitor(monitor));
}
