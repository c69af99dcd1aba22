"""The wait after wrong PINs at the way in is seen and heard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.flows.conftest import Day

pytestmark = pytest.mark.later


def test_the_wait_after_wrong_pins_is_counted_down_and_heard_when_it_is_over(
    browser: Browser, day: Day
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.clock.install()
    refused = {"status": 403, "json": {"error": "wrong_pin", "wait": 20.0}}
    page.route("**/hall/join", lambda route: route.fulfill(**refused))
    page.goto(f"{day.url}/en/")
    for name, digits in {"code": "123456", "number": "7", "pin": "1234"}.items():
        page.locator(f"#{name}").fill(digits)
    page.locator("#join").click()
    seen, heard, live = (page.locator(f"#{name}") for name in ("wait-seen", "wait-heard", "live"))
    expect(seen).to_have_text("You can try again in 20 seconds.")
    expect(page.locator("#pin-error")).to_contain_text("is it your class's?")
    expect(page.locator("#join")).to_be_disabled()
    page.clock.run_for(13_000)
    expect(seen).to_have_text("You can try again in 7 seconds.")
    # What belongs to the field is read anew by a reader when it changes.
    expect(heard).to_have_text("You can try again in 20 seconds.")
    expect(live).to_be_empty()
    # Another card does not wait for this one.
    page.locator("#number").fill("8")
    expect(page.locator("#join")).to_be_enabled()
    page.locator("#number").fill("7")
    expect(page.locator("#join")).to_be_disabled()
    page.clock.run_for(8_000)
    for line in (seen, heard, live):
        expect(line).to_have_text("You can try again now.")
    expect(page.locator("#join")).to_be_enabled()
