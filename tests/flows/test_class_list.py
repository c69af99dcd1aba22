"""A class of 36 from a pasted list, from log-in to its cards; and a pupil whose screen is ready."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look

pytestmark = pytest.mark.later

EMAIL = "teacher-rs@demo.invalid"
# One is to be mended: a number twice, and what is no name.
FAULTY = "8-8\n1. Babić Ana\n2. Čolić Iva\n2. Šarić Ena 7b\n"


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: each test makes a class of its own."""
    return shared_day


def logged_in(day: Day, browser: Browser, language: str) -> Teacher:
    teacher = Teacher(browser, day.url, language)
    teacher.log_in(EMAIL, day.logins[EMAIL])
    return teacher


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
