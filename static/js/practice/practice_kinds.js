/** Questions of many parts and scenes in practice: a module of its own, so that it comes with the first of them only. */
import { sceneNode } from "../shared/scenes/scenes.js";

export { explained, sceneAgain, verdictWords } from "../pupil/explained/explained.js";
export { answering, isDrawable } from "../pupil/kinds/kinds.js";
export { laterStyles } from "../shared/later_styles.js";
export { holdPictures } from "../shared/scenes/pictures.js";

/** @param {import("../shared/types").Question} question */
export function sceneOf({ scene }) {
  return scene ? sceneNode(scene, []) : false;
}
