/** The panel of one seat: the one that was chosen last, however late the others come. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeNode, fakePage, settled } from "./fakes.mjs";

fakePage();
const { Panel } = await import("../../static/js/monitor/panel.js");

/** A link to a seat. */
const linkTo = (name) => ({ name, setAttribute: () => undefined, removeAttribute: () => undefined, focus: () => undefined });

test("of two seats that are chosen one after the other the second one is shown, and none after it was closed", async () => {
  const shown = [];
  const place = { addEventListener: () => undefined, replaceChildren: (_close, part) => shown.push(part), hidden: true };
  const come = {};
  const seat = ({ name }) => new Promise((resolve) => (come[name] = () => resolve(name)));
  const panel = new Panel(place, {}, seat);
  const opened = ["first", "second"].map((name) => panel.open(linkTo(name)));
  come.second();
  await settled();
  come.first();
  await Promise.all(opened);
  assert.deepEqual([shown, panel.link.name], [["second"], "second"]);
  const third = panel.open(linkTo("third"));
  panel.close();
  come.third();
  await third;
  assert.deepEqual([shown, place.hidden], [["second", undefined], true]);
});
