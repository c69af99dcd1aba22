"""A teacher registers in Chromium by keyboard; the pages of registration under axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Day, Seed, machine_on_sqlite, open_day
from tests.flows.people import Person, look

ORGANIZER = "organizer-ba@demo.invalid"


@pytest.fixture
def mailing_day(seeded_file: Seed, tmp_path: Path) -> Iterator[Day]:
    """The demo, whose mails lie in a folder."""
    mails = f"file://{tmp_path}/mail"
    with machine_on_sqlite(seeded_file, tmp_path, EMAIL_URL=mails) as machine:
        yield open_day(machine, seeded_file)


def look_on(page: Page) -> None:
    """Nothing for axe to find, and nothing to be scrolled sideways on a telephone."""
    look(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    page.set_viewport_size({"width": 1366, "height": 768})


def find_school(page: Page) -> None:
    """Arrow keys and Enter, as in any list that opens while one types."""
    field = page.get_by_role("combobox")
    with page.expect_response(lambda one: unquote(one.url).endswith("?q=проба")):
        field.press_sequentially("проба")
    expect(page.get_by_role("option").first).to_be_visible()
    look_on(page)
    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    # At once: the list of the first letters would be replaced under the hand of who types slowly.
    field.fill("PROBA")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    field.press("Enter")


def code_in(folder: Path) -> str:
    """What the latest mail with a code says; of the periodic work there may be later ones."""
    files = sorted((folder / "mail").iterdir(), key=lambda path: path.stat().st_mtime)
    mails = [path.read_text(encoding="utf-8") for path in files]
    return str([code for mail in mails for code in re.findall(r"\b\d{4}-\d{4}\b", mail)][-1])


def test_a_teacher_registers_by_keyboard_alone(
    browser: Browser, mailing_day: Day, tmp_path: Path
) -> None:
    person = Person(browser, mailing_day.url, "en")
    page = person.page
    page.goto(f"{person.url}/en/ba/")
    page.get_by_role("link", name="Register as a teacher").press("Enter")
    find_school(page)
    page.get_by_label("Name and surname").fill("Ana Anić")
    page.get_by_label("E-mail").fill("ana@example.org")
    page.get_by_label("Password").fill("twelve green horses")
    look_on(page)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code from the mail")).to_be_focused()
    look_on(page)
    page.keyboard.type(code_in(tmp_path))
    page.keyboard.press("Enter")
    page.get_by_role("link", name="My schools").click()
    expect(page.get_by_text("waits for approval")).to_be_visible()
    look_on(page)
    see_desk(Person(browser, mailing_day.url, "en"), mailing_day.logins[ORGANIZER])
    assert person.complaints == []


def see_desk(organizer: Person, password: str) -> None:
    """The organizer sees who waits, what is proposed, and how far registration is."""
    page, staff = organizer.page, f"{organizer.url}/en/staff"
    page.goto(f"{staff}/schools/waiting/")
    page.fill("[name=login]", ORGANIZER)
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    expect(page.get_by_text("ana@example.org")).to_be_visible()
    look_on(page)
    for path in ("schools/proposals/", "schools/registration/?lacks=approved"):
        page.goto(f"{staff}/{path}")
        look_on(page)
    expect(page.get_by_text("ana@example.org")).to_be_visible()
    assert organizer.complaints == []
