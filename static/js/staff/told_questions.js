/** Draws the questions of a page with their answers, in the place of the words that stand there without script. */
import { drawAll, drawAnswer, toldPage } from "./told_page.js";

void drawAll(toldPage(), drawAnswer);
