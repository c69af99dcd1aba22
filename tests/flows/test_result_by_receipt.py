"""A result opened by its receipt, at home: in the school's time, and nobody sits there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.flows.conftest import Day
from tests.flows.people import look

pytestmark = pytest.mark.later

RESULT = {
    "country": "BA",
    "kind": "rehearsal",
    "alias": {},
    "animal": "",
    "phase": "scored",
    "score": 3,
    "max_score": 12,
    "topics": [],
    "codes": [],
    "keys": {},
    "opens": "2026-11-29T09:12+00:00",
    "halves": True,
}


def test_a_result_at_home_says_the_time_of_the_school_and_what_it_is(
    browser: Browser, day: Day
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, timezone_id="UTC")
    page.route("**/receipts/", lambda route: route.fulfill(json=RESULT))
    page.goto(f"{day.url}/en/")
    page.locator("#have-receipt").click()
    page.fill("#receipt", "AAAAA BBBBB")
    page.locator("#receipt-ask").click()
    expect(page.get_by_test_id("score")).to_be_visible()
    expect(page.get_by_test_id("result-opens")).to_contain_text("10:12")
    for name in ("standing", "end-standing"):
        expect(page.get_by_test_id(name)).to_have_text("Rehearsal – it does not count")
    expect(page.locator("#done")).to_have_text("Back")
    expect(page.locator("#look-again")).to_have_text("Are the answers there yet?")
    page.locator("#look-again").click()
    expect(page.locator("#remark")).to_have_text("Not yet. Look again later.")
    look(page)
    page.locator("#done").click()
    expect(page.locator("#code")).to_be_visible()
    expect(page.get_by_test_id("standing")).to_have_count(0)
