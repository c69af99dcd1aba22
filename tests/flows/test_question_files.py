"""Questions come in a file and go in one, on a telephone with keys only."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from quizbank.exchange.files import sheet_rows
from tests.flows.conftest import Day
from tests.flows.people import Teacher, look
from tests.waiting import PATIENCE

pytestmark = pytest.mark.later

EDITOR = "editor@demo.invalid"
COORDINATOR = "coordinator@demo.invalid"
HEADER = "id,lang,division,topic,difficulty,right,question,answer_a,answer_b,answer_c,explanation\n"
BAD = (
    HEADER + "brought-1,en,12-13,PRIV,easy,d,What now?,Ask an adult,Hide it,Run away,Adults help.\n"
)
GOOD = BAD.replace("easy,d", "easy,a")


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: a file that comes in is one question more."""
    return shared_day


@pytest.fixture
def page(day: Day, browser: Browser) -> Page:
    """The formats, for an editor."""
    return formats_for(EDITOR, day, browser)


def formats_for(who: str, day: Day, browser: Browser) -> Page:
    """The page of the formats after the log-in."""
    editor = Teacher(browser, day.url, "en")
    editor.log_in(who, day.logins[who])
    editor.page.set_viewport_size({"width": 360, "height": 740})
    editor.page.goto(f"{day.url}/en/staff/questions/")
    press(editor.page, "Files")
    look_on(editor.page, "Files of questions")
    return editor.page


def press(page: Page, words: str) -> None:
    """Go on with the tabulator until what has the focus says these words, and press it."""
    expect(page.get_by_text(words).first).to_be_attached()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().strip().startswith(words):
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    pytest.fail(f"no way by keys to: {words}")


def look_on(page: Page, title: str) -> None:
    """The page of this title: nothing for axe to find, and nothing to be scrolled sideways."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def choose(page: Page, folder: Path, content: str) -> None:
    """Upload a sheet with a new question in English."""
    file = folder / "brought.csv"
    file.write_text(content)
    page.set_input_files("[type=file]", file)
    press(page, "See what it would change")
    look_on(page, "What the file would change")


def test_a_file_is_corrected_and_stored(page: Page, tmp_path: Path) -> None:
    page.locator("#import-sheet").focus()
    page.keyboard.press("Enter")
    look_on(page, "Import: Our sheet (Excel)")
    press(page, "See what it would change")
    expect(page.get_by_role("alert")).to_contain_text("Choose a file first.")
    look(page)
    choose(page, tmp_path, BAD)
    expect(page.get_by_text("Write one of: a, b, c.")).to_be_visible()
    press(page, "Choose the corrected file")
    choose(page, tmp_path, GOOD)
    press(page, "Store what is ticked")
    stored = page.get_by_text("Stored. New texts: 1, changed texts: 0.")
    expect(stored).to_be_visible(timeout=PATIENCE * 1000)
    look_on(page, "Files of questions")


def test_the_bank_is_taken_along(day: Day, browser: Browser) -> None:
    page = formats_for(COORDINATOR, day, browser)
    page.locator("#export-sheet").focus()
    page.keyboard.press("Enter")
    look_on(page, "Export: Our sheet (Excel)")
    press(page, "See what will be in it")
    # The page has the same title as before.
    expect(page.get_by_text("Download the file").first).to_be_visible()
    look_on(page, "Export: Our sheet (Excel)")
    with page.expect_download() as download:
        press(page, "Download the file")
    content = Path(download.value.path()).read_bytes()
    assert len(sheet_rows(content)[0]) >= 120
