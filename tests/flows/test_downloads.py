"""What ministry and coordinator take along says what the screen says, in Cyrillic and Croatian."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, override
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from tests.flows.conftest import Day
from tests.flows.evening import once_there
from tests.flows.people import Teacher, look

pytestmark = pytest.mark.later

COUNTRIES, AGES = ("BA", "HR", "RS"), ("9-11", "12-13", "14-15")
type Rows = list[list[str]]


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: who takes something along changes nothing."""
    return shared_day


def someone(browser: Browser, day: Day, name: str, language: str) -> Teacher:
    """A member of staff who has logged in."""
    person = Teacher(browser, day.url, language)
    person.log_in(f"{name}@demo.invalid", day.logins[f"{name}@demo.invalid"])
    return person


def look_on(page: Page) -> None:
    """Nothing for axe to find, and nothing to be scrolled sideways."""
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def take(page: Page, link: Locator, folder: Path) -> Path:
    """Press it, without a mouse, and keep the file."""
    with page.expect_download() as waiting:
        link.press("Enter")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def shown(page: Page) -> Rows:
    """The table on the page, its header first."""
    table: Rows = page.locator("table").evaluate(
        "table => [...table.rows].map(row => [...row.cells].map(one => one.textContent.trim()))"
    )
    return [[_without_marks(cell) for cell in row] for row in table]


def _without_marks(cell: str) -> str:
    """As a file has it: an empty cell for a dash, and thousands are not parted."""
    return "" if cell == "–" else re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", cell.removesuffix(",0"))


def written(cell: object) -> str:
    """A cell of a file as these languages write it; a workbook does not know 80 from 80,0."""
    if cell is None:
        return ""
    text = str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)
    return text.removesuffix(",0")


def in_workbook(path: Path) -> Rows:
    """The sheet below the one that explains it."""
    rows = load_workbook(path).worksheets[1].iter_rows(values_only=True)
    return [[written(cell) for cell in row] for row in rows]


def in_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[written(cell) for cell in row] for row in csv.reader(file, delimiter=";")]


def open_insight(official: Teacher) -> Page:
    """The overview, as soon as the periodic work has published what is over."""
    page = official.page
    page.goto(f"{official.url}/{official.language}/staff/insight/")
    expect(once_there(page, ".findings li")).to_have_count(8)
    look_on(page)
    return page


@pytest.mark.parametrize(
    ("code", "language", "width"),
    [("rs", "sr", 360), ("hr", "hr", 1366)],
    ids=["Cyrillic at a telephone", "Croatian"],
)
def test_a_ministry_takes_along_what_it_reads(
    day: Day, browser: Browser, tmp_path: Path, code: str, language: str, width: int
) -> None:
    official = someone(browser, day, f"ministry-{code}", language)
    official.page.set_viewport_size({"width": width, "height": 768})
    page = open_insight(official)
    for part in ("participation", "topics", "questions"):
        page.locator(f".findings a[href*='/{part}/']").press("Enter")
        expect(page.locator("svg.picture")).to_be_visible()
        look_on(page)
        table = shown(page)
        assert len(table) > 1
        for form, read in (("xlsx", in_workbook), ("csv", in_csv)):
            link = page.locator(f"a.button[href*='/{form}/']")
            assert read(take(page, link, tmp_path)) == table
        page.locator(".way-back a").press("Enter")
    page.locator("a[href$='/insight/method/']").press("Enter")
    look_on(page)
    assert official.complaints == []


@pytest.mark.parametrize("language", ["sr", "hr"])
def test_a_coordinator_takes_the_workbook_of_all_countries(
    day: Day, browser: Browser, tmp_path: Path, language: str
) -> None:
    coordinator = someone(browser, day, "coordinator", language)
    page = coordinator.page
    page.goto(f"{day.url}/{language}/staff/spreadsheets/")
    look_on(page)
    # Of another language there may be one already.
    link = page.locator(".offer:has(form[action*='/sample/']) .file").first.locator("a.button")
    before = link.get_attribute("href") if link.count() else None
    page.locator("form[action*='/sample/workbook/'] button").press("Enter")
    expect(link).not_to_have_attribute("href", before or "", timeout=120_000)
    look_on(page)
    book = load_workbook(take(page, link, tmp_path), read_only=True)
    lists = [name for name in book.sheetnames if name.endswith(" sample")]
    assert [f"{country} {ages} sample" for ages in AGES for country in COUNTRIES] == lists
    explained = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    with override(language):
        assert gettext("About this workbook") in explained
    rows = sum(len(list(book[name].iter_rows(min_row=2))) for name in lists)
    assert rows == finished(page)
    assert coordinator.complaints == []


def finished(page: Page) -> int:
    """How many pupils the page tells of, in all countries."""
    told = page.locator(".offer:has(form[action*='/sample/']) .finished li").all_inner_texts()
    assert len(told) == len(COUNTRIES)
    return sum(int(re.findall(r"\d+", one)[0]) for one in told)
