"""One pupil, two tabs of one browser: told apart from a second computer, and no answer is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browsers import chromium109
from tests.flows import answering
from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look

CLASS = "6-3"
NUMBER = "4"


@pytest.fixture(params=["new", "109"])
def school_browser(
    request: pytest.FixtureRequest, browser: Browser, playwright: Playwright
) -> Iterator[Browser]:
    """What a school has."""
    if request.param == "new":
        yield browser
        return
    with chromium109() as address:
        old = playwright.chromium.connect_over_cdp(address)
        yield old
        old.close()


def test_a_quiz_goes_from_tab_to_tab_and_to_no_other_computer(
    day: Day, browser: Browser, school_browser: Browser
) -> None:
    teacher = Teacher(browser, day.url, "en")
    teacher.log_in("teacher-rs@demo.invalid", day.logins["teacher-rs@demo.invalid"])
    code = teacher.open_official(CLASS)
    pupil = Pupil(school_browser, day.url, "en", number=NUMBER, pin=day.cards[CLASS][NUMBER])
    pupil.come_in(code)
    teacher.press("start")
    pupil.answer(0)
    first, second = pupil.page, pupil.context.new_page()
    open_it_once_more(first, second, day)
    come_in_by_the_card(pupil, second, code)
    is_refused_at_another_computer(pupil, browser, code)
    go_on_in_the_second(first, second)
    come_back_to_the_first(first, second)
    assert teacher.state()["cards"][int(NUMBER) - 1]["answered"] == 3
    assert pupil.complaints == []


def open_it_once_more(first: Page, second: Page, day: Day) -> None:
    """The address, typed once more: whose quiz it is and where, and nothing is taken yet."""
    second.goto(f"{day.url}/en/")
    expect(second.locator("#title")).to_have_text(
        "The quiz is open in another tab of this computer"
    )
    expect(second.get_by_test_id("who")).to_contain_text(f"Number {NUMBER} ")
    look(second)
    expect(first.locator("main[data-screen=question]")).to_be_visible()


def come_in_by_the_card(pupil: Pupil, second: Page, code: str) -> None:
    """Who types the digits all the same reads the same, and not that there is another computer."""
    second.locator("#start-again").click()
    for name, digits in (("code", code), ("number", pupil.number), ("pin", pupil.pin)):
        second.fill(f"#{name}", digits)
    second.keyboard.press("Enter")
    expect(second.locator("main[data-screen=other-tab]")).to_be_visible()


def is_refused_at_another_computer(pupil: Pupil, browser: Browser, code: str) -> None:
    other = Pupil(browser, pupil.url, "en", number=pupil.number, pin=pupil.pin)
    other.type_digits(code)
    expect(other.page.get_by_test_id("number-error")).to_contain_text("on another computer")
    other.context.close()


def go_on_in_the_second(first: Page, second: Page) -> None:
    """What the first has begun comes along; the first says where the quiz is, and stays still."""
    first.locator("#next").click()
    answering.answer(first, 1)
    second.locator("#go-on-here").click()
    expect(second.locator("main[data-screen=question]")).to_be_visible()
    expect(first.locator("#title")).to_have_text("The quiz goes on in another tab of this computer")
    look(first)
    asked: list[str] = []
    first.on("request", lambda request: asked.append(request.url))
    expect(second.locator(".strip .is-answered, .chip.is-answered")).to_have_count(2)
    second.wait_for_timeout(6000)
    assert [url for url in asked if "/hall/" in url] == []
    answer_the_next(second)


def answer_the_next(page: Page) -> None:
    """The first question without an answer."""
    page.locator("#strip-3").click()
    answering.answer(page, 0)
    expect(page.get_by_test_id("saving")).to_have_attribute("data-kind", "saved")


def come_back_to_the_first(first: Page, second: Page) -> None:
    """And a reload of whichever has it asks nothing."""
    first.locator("#go-on-here").click()
    expect(first.locator("main[data-screen=question]")).to_be_visible()
    expect(second.locator("main[data-screen=moved]")).to_be_visible()
    first.reload()
    expect(first.locator("main[data-screen=question]")).to_be_visible()
    second.reload()
    expect(second.locator("main[data-screen=other-tab]")).to_be_visible()
    # A tab that sleeps, or does not answer, is not waited for.
    first.evaluate("BroadcastChannel.prototype.postMessage = () => undefined")
    second.evaluate("BroadcastChannel.prototype.postMessage = () => undefined")
    second.locator("#go-on-here").click()
    expect(second.locator("main[data-screen=question]")).to_be_visible()
    expect(first.locator("main[data-screen=moved]")).to_be_visible()
