"""A class with half as many computers as pupils: groups, who was absent, and an end too early."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look, unfold

pytestmark = pytest.mark.later

WAIT = "Wait here: your teacher lets you in"
# Makes a browser's first name of a join begin with AB: two that have the same sign by chance.
FIRST_AB = """
const draw = crypto.getRandomValues.bind(crypto);
let first = true;
crypto.getRandomValues = (bytes) => {
  draw(bytes);
  if (first && bytes.length === 16) [bytes[0], first] = [0xab, false];
  return bytes;
};
"""


def to_opening(page: Page, url: str, label: str) -> None:
    """To the page on which the official quiz of this class is opened."""
    page.goto(f"{url}/en/staff/")
    row = page.locator(".class-card", has_text=label)
    if not row.locator(".class-next a[href*='kind=official']").count():
        unfold(row)
    row.locator("a[href*='kind=official']").first.click()


def opened(page: Page) -> str:
    """Open it; the code."""
    page.locator("#open-official").click()
    expect(page.locator("#monitor")).to_be_visible()
    return re.sub(r"\D", "", page.locator(".code").inner_text())


def end(page: Page) -> None:
    page.locator("#close > summary").click()
    page.locator("#close form button").click()
    expect(page.locator("#monitor")).to_have_attribute("data-phase", "closed")


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: each lesson has a class of its own."""
    return shared_day


@pytest.fixture
def teacher(day: Day, browser: Browser) -> Teacher:
    person = Teacher(browser, day.url, "en")
    person.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    return person


@pytest.fixture
def pupils(day: Day, browser: Browser, label: str) -> list[Pupil]:
    """The first and the last card of the class."""
    pins = day.cards[label]
    numbers = ("1", max(pins, key=int))
    return [Pupil(browser, day.url, "en", number=n, pin=pins[n]) for n in numbers]


def reopen(page: Page) -> None:
    page.locator("#again > summary").click()
    look(page)
    page.locator("form.control-reopen button").click()
    expect(page.locator("#monitor")).to_have_attribute("data-phase", "running")


def open_without_pins(page: Page, url: str, label: str) -> str:
    """Open the official quiz without PINs; the code."""
    to_opening(page, url, label)
    page.locator("details.who-plays > summary").click()
    page.locator("input[name=without_pins]").check()
    look(page)
    return opened(page)


def a_card_comes_and_goes(page: Page, url: str, label: str) -> None:
    """Added and removed in another tab while the monitor stands."""
    seats, tab = page.locator(".seat"), page.context.new_page()
    many = seats.count()
    tab.goto(f"{url}/en/staff/")
    row = tab.locator(".class-card", has_text=label)
    unfold(row)
    row.locator("a[href$='/cards/']").click()
    tab.locator("form[action$='/cards/add/'] button").click()
    expect(seats).to_have_count(many + 1)
    expect(seats.last.locator(".seat-number")).to_have_text(str(many + 1))
    expect(seats.last.locator(".seat-word")).to_have_text("not joined")
    tab.locator("a[href$='/correct/']").click()
    tab.locator("button[value=remove]").last.click()
    expect(seats).to_have_count(many)
    tab.close()


@pytest.mark.journey
def test_a_class_without_a_printer_plays_without_pins(
    teacher: Teacher, pupils: list[Pupil], day: Day, browser: Browser, label: str
) -> None:
    page, (pupil, other) = teacher.page, pupils
    code = open_without_pins(page, day.url, label)
    stranger = Pupil(browser, day.url, "en", number=other.number, pin="")
    for one in (other, stranger):
        one.page.add_init_script(FIRST_AB)
    for one in (pupil, other, stranger):
        one.pin = ""
        one.type_digits(code)
        expect(one.page.locator("#title")).to_have_text(WAIT)
        look(one.page)
    expect(page.locator(".seat[data-state=here]")).to_have_count(1)
    expect(page.locator(".seat[data-state=twice]")).to_have_count(1)
    page.locator("#let-all").click()
    expect(pupil.page.locator("#yes-its-me")).to_be_visible()
    # of the two with one number the one who sits here is let in by the sign on the screen
    said = other.page.get_by_test_id("own-sign")
    expect(said).to_have_text("AB")
    expect(stranger.page.get_by_test_id("own-sign")).not_to_have_text("AB")
    page.locator(".seat[data-state=twice] a").click()
    look(page)
    page.locator(f".seat-signs button[value='{said.inner_text()}']").click()
    expect(other.page.locator("#yes-its-me")).to_be_visible()
    expect(stranger.page.locator("#title")).to_have_text(WAIT)
    a_card_comes_and_goes(page, day.url, label)
    assert teacher.complaints == pupil.complaints == other.complaints == []
