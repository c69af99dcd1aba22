"""What is wrong at the way in is seen, on a small screen too."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.flows.conftest import Day


def test_what_is_wrong_at_the_way_in_comes_into_view(browser: Browser, day: Day) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 300})
    page.goto(f"{day.url}/en/")
    for name, digits in {"code": "123456", "number": "1", "pin": "12"}.items():
        page.locator(f"#{name}").fill(digits)
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("#pin-error")).not_to_be_in_viewport()
    page.evaluate("document.querySelector('form.join').requestSubmit()")
    expect(page.locator("#pin-error")).to_be_in_viewport(ratio=1)
    expect(page.locator("#pin")).to_be_focused()
    page.locator("#code").fill("12")
    page.locator("#join").click()
    expect(page.locator("#code-error")).to_be_in_viewport(ratio=1)
    expect(page.locator("#code")).to_be_focused()
