"""The ministry looks at last year's figures and takes them along, in Cyrillic and in Croatian."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Day
from tests.flows.people import Teacher, look


def look_on(page: Page) -> None:
    """Nothing for axe to find, and nothing to be scrolled sideways."""
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def take(page: Page, form: str, folder: Path) -> Path:
    """Press the button of a file and keep it."""
    with page.expect_download() as waiting:
        page.locator(f"a.button[href*='/{form}/']").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("code", "language", "width"),
    [("rs", "sr", 360), ("hr", "hr", 1366)],
    ids=["Cyrillic at a telephone", "Croatian"],
)
def test_a_ministry_reads_and_downloads(
    day: Day, browser: Browser, tmp_path: Path, code: str, language: str, width: int
) -> None:
    official, email = Teacher(browser, day.url, language), f"ministry-{code}@demo.invalid"
    page = official.page
    page.set_viewport_size({"width": width, "height": 768})
    official.log_in(email, day.logins[email])
    page.goto(f"{day.url}/{language}/staff/insight/")
    expect(page.locator(".findings li")).to_have_count(8)
    look_on(page)
    for part in ("participation", "topics", "questions"):
        page.locator(f".findings a[href*='/{part}/']").click()
        expect(page.locator("svg.picture")).to_be_visible()
        look_on(page)
        rows = page.locator("tbody tr").count()
        book = load_workbook(take(page, "xlsx", tmp_path))
        lines = take(page, "csv", tmp_path).read_text(encoding="utf-8-sig").splitlines()
        assert (book.worksheets[1].max_row, len(lines)) == (rows + 1, rows + 1)
        page.locator(".way-back a").click()
    page.locator("a[href$='/insight/method/']").click()
    look_on(page)
    assert official.complaints == []
