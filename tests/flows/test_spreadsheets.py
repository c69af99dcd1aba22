"""An organizer asks for the workbook, closes the tab, and takes it after the server came back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.flows.conftest import Day
from tests.flows.people import Teacher, look
from tests.waiting import PATIENCE

pytestmark = pytest.mark.later

ORGANIZER = "organizer-rs@demo.invalid"
PAGE = "/sr/staff/spreadsheets/"


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: each asks for another file."""
    return shared_day


def organizer(browser: Browser, day: Day) -> Teacher:
    """At the page of spreadsheets, in Cyrillic."""
    person = Teacher(browser, day.url, "sr")
    person.log_in(ORGANIZER, day.logins[ORGANIZER])
    person.page.goto(f"{day.url}{PAGE}")
    look(person.page)
    return person


def press_by_keys(person: Teacher, selector: str) -> None:
    """Reach it with the tabulator only."""
    for _ in range(60):
        person.page.keyboard.press("Tab")
        if person.page.locator(f"{selector}:focus").count():
            person.page.keyboard.press("Enter")
            return
    raise AssertionError(f"no key leads to {selector}")


def test_a_workbook_outlives_its_tab_and_the_server(day: Day, browser: Browser) -> None:
    first = organizer(browser, day)
    press_by_keys(first, "form[action*=workbook] button")
    expect(first.page.locator("progress, a[href*='/files/']").first).to_be_visible()
    first.context.close()
    day.machine.kill()
    day.machine.start()
    second = organizer(browser, day)
    link = second.page.locator(".file:has(form[action*=workbook]) a[href*='/files/']")
    expect(link).to_be_visible(timeout=PATIENCE * 1000)
    with second.page.expect_download() as download:
        link.click()
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    assert {name[:2] for name in book.sheetnames if name.endswith(" sample")} == {"RS"}
    assert first.complaints + second.complaints == []


def test_a_ready_file_is_said_and_the_focus_stays(day: Day, browser: Browser) -> None:
    person = organizer(browser, day)
    press_by_keys(person, "form[action*=winners] button")
    expect(person.page.locator("#said")).not_to_be_empty(timeout=PATIENCE * 1000)
    look(person.page)
    person.page.set_viewport_size({"width": 360, "height": 740})
    assert person.page.evaluate("document.documentElement.scrollWidth") <= 360
