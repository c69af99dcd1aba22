"""A PC is checked in real browsers: a new one, an old one, and one without a websocket."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browsers import chromium109
from tests.flows.conftest import Day
from tests.flows.people import Person, look

pytestmark = pytest.mark.later

# For the check no time passes: whether this machine is busy is not what is asked here.
AT_EASE = """(() => {
    performance.now = () => 0;
    const later = window.setTimeout.bind(window);
    window.setTimeout = (done, ms) => later(done, 20 * ms);
})()"""


def pc_of(browser: Browser, day: Day, language: str) -> Person:
    """Somebody at a PC that finds nothing slow."""
    person = Person(browser, day.url, language)
    person.context.add_init_script(AT_EASE)
    return person


def check(page: Page, link: str) -> str:
    """Load the page of the check; the answer in words."""
    page.goto(link)
    expect(page.locator("#answer")).not_to_have_attribute("data-look", "working")
    return page.locator("#verdict").inner_text()


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: nothing of a check is kept."""
    return shared_day


def test_pcs_say_whether_they_are_ready(day: Day, browser: Browser, playwright: Playwright) -> None:
    link = f"{day.url}/en/check/"
    first, second = (pc_of(browser, day, "sr") for _ in range(2))
    assert check(first.page, link) == "This PC is ready."
    expect(first.page.locator("[data-look=warn]")).to_have_count(0)
    look(first.page)
    second.context.route_web_socket("**/ws/check/", lambda socket: socket.close())
    check(second.page, link.replace("/en/", "/sr/"))
    expect(second.page.locator("[data-line=socket]")).to_have_attribute("data-look", "warn")
    with chromium109() as address:
        old = pc_of(playwright.chromium.connect_over_cdp(address), day, "en")
        assert check(old.page, link) == "This PC is ready."
        old.context.close()
    first.page.goto(f"{day.url}/en/check/network/")
    look(first.page)
    assert first.complaints == []


def test_a_browser_that_cannot_read_the_check_says_so(day: Day, browser: Browser) -> None:
    person = Person(browser, day.url, "en")
    person.context.route("**/lab/check*.js", lambda route: route.fulfill(body="let = = 1;"))
    person.page.goto(f"{day.url}/en/check/")
    expect(person.page.locator("#too-old")).to_be_visible()
    expect(person.page.locator("#answer")).to_be_hidden()
