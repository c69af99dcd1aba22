/** Moments by the clock of a board's country, in every form that Django's formats may have. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Moments } from "../../static/js/boards/moments.js";

const AT = "2027-02-09T23:05:30Z";

for (const [zone, form, written] of [
  ["Europe/Zagreb", "j.n.Y. H:i", "10.2.2027. 00:05"],
  ["Europe/Zagreb", "d/m/Y, H:i", "10/02/2027, 00:05"],
  ["Asia/Tokyo", "j/n/Y, H:i", "10/2/2027, 08:05"],
  ["America/New_York", "Y-m-d H:i", "2027-02-09 18:05"],
]) {
  test(`${form} in ${zone}`, () => assert.equal(new Moments(zone, form).full(AT), written));
}

test("today is a day of the country, not of the reader", () => {
  mock.timers.enable({ apis: ["Date"], now: Date.parse("2027-02-10T10:00:00Z") });
  assert.equal(new Moments("Europe/Zagreb", "j.n.Y. H:i").since(AT), "00:05");
  assert.equal(new Moments("America/New_York", "j.n.Y. H:i").since(AT), "9.2.2027. 18:05");
  mock.timers.reset();
});
