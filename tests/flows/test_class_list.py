"""A class of 36 from a pasted list, from log-in to its cards; and a pupil whose screen is ready."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look

pytestmark = pytest.mark.later

EMAIL = "teacher-rs@demo.invalid"
SURNAMES = ("Петровић", "Јовановић", "Љубић", "Његош", "Ђурић", "Чолић")
GIVEN = ("Ана", "Марко", "Џејна", "Лука", "Милица", "Стефан")
PUPILS = [f"{surname} {given}" for surname in SURNAMES for given in GIVEN]
LIST = "Списак ученика 8-9\n" + "\n".join(f"{n}. {name}" for n, name in enumerate(PUPILS, 1))
# One is to be mended: a number twice, and what is no name.
FAULTY = "8-8\n1. Babić Ana\n2. Čolić Iva\n2. Šarić Ena 7b\n"


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: each test makes a class of its own."""
    return shared_day


@pytest.fixture
def clock() -> float:
    return time.monotonic()


def logged_in(day: Day, browser: Browser, language: str) -> Teacher:
    teacher = Teacher(browser, day.url, language)
    teacher.log_in(EMAIL, day.logins[EMAIL])
    return teacher


def test_a_class_of_36_from_a_pasted_list(clock: float, day: Day, browser: Browser) -> None:
    page = logged_in(day, browser, "sr").page
    page.locator("a[href$='/staff/classes/add/']").first.click()
    page.locator("a[href$='/staff/classes/list/']").click()
    page.locator("[name=pasted]").click()
    page.keyboard.insert_text(LIST)
    page.locator("button[value=read]").click()
    # Name and grade are proposed: nothing has to be typed.
    expect(page.locator("[name=c0-label]")).to_have_value("8-9")
    expect(page.locator("tr[data-state=fine]")).to_have_count(36)
    expect(page.locator("[name=c0-name]").first).to_have_value("Ана Петровић")
    page.locator("p.buttons button[value=confirm]").click()
    page.wait_for_url("**/cards/")
    # `pytest -n 0 -s` shows it; the presses are those above, log-in and paste among them.
    print(f"{time.monotonic() - clock:.1f} s, 7 presses")  # noqa: T201
    expect(page.locator(".card-grid .paper-card")).to_have_count(36)


@pytest.mark.journey
def test_a_list_is_mended_and_needs_reach_the_pupil_alone(day: Day, browser: Browser) -> None:
    teacher = logged_in(day, browser, "en")
    make_class(teacher.page, f"{day.url}/en/staff/classes/list/")
    pin = note_needs(teacher.page)
    teacher.page.goto(f"{day.url}/en/staff/")
    teacher.open("8-8", "rehearsal")
    state = teacher.state()
    assert not re.search(r"contrast|large", str(state))
    pupil = Pupil(browser, day.url, "en", number="1", pin=pin)
    pupil.type_digits(str(state["code"]))
    expect(pupil.page.locator("#yes-its-me")).to_be_visible()
    expect(pupil.page.locator("html")).to_have_attribute("data-size", "large")
    expect(pupil.page.locator("html")).to_have_attribute("data-contrast", "high")


def make_class(page: Page, address: str) -> None:
    """From a list with a fault; the order of names is turned and turned back."""
    page.goto(address)
    look(page)
    page.fill("[name=pasted]", FAULTY)
    page.locator("button[value=read]").click()
    look(page)
    page.locator("[name=c0-order][value=given]").check()
    expect(page.locator("[name=c0-name]").first).to_have_value("Babić Ana")
    expect(page.locator("[data-sample]")).to_have_text("Babić Ana")
    page.locator("[name=c0-order][value=surname]").check()
    page.locator("[name=c0-number]").last.fill("3")
    page.locator("[name=c0-name]").last.fill("Ena Šarić")
    page.locator("p.buttons button[value=confirm]").click()
    page.wait_for_url("**/cards/")


def note_needs(page: Page) -> str:
    """Larger text and contrast for the first card; returns its PIN."""
    pin = page.locator(".teacher-sheet tbody tr td").first.text_content() or ""
    page.goto(f"{page.url}needs/")
    look(page)
    for kind in ("large_text", "contrast"):
        page.locator(f"[name=form-0-{kind}]").check()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/cards/")
    return pin.strip()
