"""A computer that loses its network for good: file, upload, and the result."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look
from tests.waiting import until

pytestmark = pytest.mark.journey

CLASS, CARD = "6-3", "2"
# What makes a file is fetched, part by part; then it is there for good.
PARTS = """[...document.getElementById("file-modules").content.querySelectorAll("link")]
    .map((link) => new URL(link.getAttribute("href"), location.href).href)"""
MODULE = "(address) => import(address).then(() => true)"


def test_answers_that_no_network_took_are_brought_in_a_file(
    browser: Browser, day: Day, tmp_path: Path
) -> None:
    teacher = Teacher(browser, day.url, "sr")
    teacher.log_in("teacher-rs@demo.invalid", day.logins["teacher-rs@demo.invalid"])
    pupil = Pupil(browser, day.url, "sr", number=CARD, pin=day.cards[CLASS][CARD])
    fetched = fetched_by(pupil.page)
    pupil.come_in(teacher.open(CLASS, "rehearsal"))
    monitor = teacher.page.url
    teacher.press("start")
    lose_the_network_for_good(pupil, fetched)

    path = save(pupil.page, tmp_path)
    assert path.name == f"quiz-{CARD}.answers"
    teacher.open_seat(CARD)
    teacher.page.locator("#seat-panel a[href$='/files/']").click()
    bring(teacher.page, path)
    teacher.page.goto(monitor)
    end(teacher.page)
    assert marks(day) == [1], "only what had arrived counts"

    teacher.page.goto(monitor + "files/")
    teacher.page.locator("form[action$='/count/'] button").click()
    expect(teacher.page.locator(".file form")).to_have_count(0)
    look(teacher.page)
    [answered] = marks(day)
    assert answered == len(pupil.chosen)

    the_network_is_back(pupil)
    assert until(lambda: marks(day) == [answered]), "everything is sent, and nothing counts twice"
    assert (pupil.complaints, teacher.complaints) == ([], [])


def the_network_is_back(pupil: Pupil) -> None:
    """After all: the page sends what it has, and needs its file no more."""
    pupil.context.set_offline(False)
    expect(pupil.page.get_by_test_id("receipt")).to_be_visible()
    expect(pupil.page.get_by_test_id("answer-file")).to_have_count(0)


def fetched_by(page: Page) -> set[str]:
    """The addresses of all that the page has got, from now on."""
    got = set[str]()
    page.on("requestfinished", lambda request: got.add(request.url))
    return got


def lose_the_network_for_good(pupil: Pupil, fetched: set[str]) -> None:
    """One answer arrives; of the others nobody hears, and not of the finish either."""
    pupil.answer_and_send(0)
    parts = pupil.page.evaluate(PARTS)

    def are_there() -> bool:
        pupil.page.wait_for_timeout(100)
        return fetched.issuperset(parts)

    assert until(are_there), "the page fetches what makes a file, though it needs none yet"
    pupil.page.evaluate(MODULE, parts[0])
    pupil.context.set_offline(True)
    answer_to_the_end(pupil)


def answer_to_the_end(pupil: Pupil) -> None:
    """Every question, and the finish that nobody hears of."""
    pupil.go_on()
    while not pupil.page.locator("#finish").is_visible():
        pupil.answer(0)
        pupil.go_on()
    pupil.page.locator("#finish").click()
    pupil.page.locator("#finish-yes").click()


def save(page: Page, folder: Path) -> Path:
    """Press the button: the file."""
    expect(page.get_by_test_id("answer-file")).to_be_visible()
    look(page)
    with page.expect_download() as coming:
        page.locator("#answer-file-save").click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    expect(page.get_by_test_id("answer-file")).to_contain_text(path.name)
    look(page)
    return path


def end(page: Page) -> None:
    """End the quiz for the class."""
    page.locator("#close summary").click()
    page.locator("#close button[value=close]").click()
    expect(page.locator("#monitor[data-phase=closed]")).to_be_visible()


def bring(page: Page, path: Path) -> None:
    """First a file that is none, which is told."""
    other = path.with_name("holiday.answers")
    other.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    for chosen, kept in ((other, 0), (path, 1)):
        page.set_input_files("input[type=file]", str(chosen))
        page.locator("form.asking button").click()
        expect(page.locator(".panel.file")).to_have_count(kept)
        look(page)


def marks(day: Day) -> list[int]:
    """How many answers count, for each result."""
    with psycopg.connect(day.machine.environment["DATABASE_URL"]) as connection:
        rows = connection.execute(
            "SELECT r.choices FROM competition_result r"
            " JOIN competition_attempt a ON a.id = r.attempt_id WHERE a.kind = 'rehearsal'"
        ).fetchall()
    return [len(choices) - choices.count("0") for (choices,) in rows]
