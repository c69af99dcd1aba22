"""One quiz day, from the teacher's log-in to the spreadsheet, in five browsers."""

from __future__ import annotations

import re
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect
from playwright.sync_api import TimeoutError as TooLate

from base.languages.scripts import to_latin
from tests.flows.answering import CHOSEN, is_answered, worth
from tests.flows.conftest import Day
from tests.flows.people import Person, Pupil, Teacher, look
from tests.machine import ROOT

CLASS = "VII-2"
# Four of the twelve are of several parts.
QUESTIONS, POINTS = 12, 17
PLACES = "all => all.map((one) => one.id)"


@pytest.fixture
def day(one_day: Day) -> Day:
    return one_day


def asked(language: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """{stem: question and text} of the official paper, as the class reads it in this language."""
    paper = yaml.safe_load((ROOT / "fixtures/papers/12-13.yaml").read_text(encoding="utf-8"))
    found = {}
    for name in paper["official"]:
        path: Path = ROOT / f"fixtures/questions/12-13/{name}.yaml"
        question = yaml.safe_load(path.read_text(encoding="utf-8"))
        texts = question["texts"]
        text = texts.get(f"{language}-BA") or texts[language]
        found[text["question"]] = (question, text)
    return found


def points(pupil: Pupil) -> int:
    """What the pupil's choices are worth by the fixtures, not by the product."""
    paper = asked(pupil.language)
    return sum(worth(*paper[stem], said) for stem, said in pupil.chosen.items())


def test_a_class_takes_the_quiz(day: Day, browser: Browser) -> None:
    teacher, code = open_the_sitting(browser, day)
    pupils = ana, boris, vera = seat_the_pupils(browser, day, code)
    expect(teacher.page.locator("#joined")).to_have_text("3")
    visitor = watch_the_board(browser, day)
    before = visitor.page.locator("main").inner_text()

    teacher.press("start")
    work_to_the_end(ana)
    lose_the_network(boris)
    move_to_another_pc(vera, teacher, code)
    expect(teacher.page.locator("#finished")).to_contain_text("3")
    look(teacher.page)
    expect(visitor.page.locator("main")).not_to_have_text(before)
    look(visitor.page)

    close(teacher)
    look(teacher.page)
    see_the_score(ana)
    assert points_in_the_file(teacher) == dict(enumerate(map(points, pupils), start=1))
    assert [person.complaints for person in (teacher, visitor, *pupils)] == [[]] * 5


def open_the_sitting(browser: Browser, day: Day) -> tuple[Teacher, str]:
    """The teacher logs in and opens an official sitting; the code is on the board."""
    teacher = Teacher(browser, day.url, "bs")
    teacher.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    look(teacher.page)
    code = teacher.open_official(CLASS)
    look(teacher.page)
    return teacher, code


def seat_the_pupils(browser: Browser, day: Day, code: str) -> list[Pupil]:
    """Three pupils in three languages come as far as the waiting room."""
    pins = day.cards[CLASS]
    pupils = [
        Pupil(browser, day.url, language, number=number, pin=pins[number])
        for language, number in (("bs", "1"), ("hr", "2"), ("sr", "3"))
    ]
    for pupil in pupils:
        pupil.come_in(code, check=pupil.language == "sr")
    return pupils


def work_to_the_end(pupil: Pupil) -> None:
    """Answer everything by keyboard alone and finish, with a look at every screen."""
    expect(pupil.question()).to_be_visible()
    look(pupil.page)
    for place in range(QUESTIONS):
        pupil.answer_by_keys(place % 3)
    look(pupil.page)
    assert len(pupil.finish()) == 10
    look(pupil.page)


def watch_the_board(browser: Browser, day: Day) -> Person:
    """An anonymous visitor has the board of the class's division open."""
    visitor = Person(browser, day.url, "sr-latn")
    visitor.page.goto(f"{day.url}/sr-latn/boards/sample/BA/12-13/")
    expect(visitor.page.locator("h1")).to_be_visible()
    look(visitor.page)
    return visitor


def lose_the_network(pupil: Pupil) -> None:
    """Answers made without a network are kept, and sent after a reload."""
    pupil.answer_all([0, 1, 2])
    pupil.context.set_offline(True)
    pupil.answer_all([1, 0])
    look(pupil.page)
    pupil.context.set_offline(False)
    pupil.page.reload()
    expect(pupil.question()).to_be_visible()
    answer_the_rest(pupil, 0)
    pupil.finish()


def answer_the_rest(pupil: Pupil, place: int) -> None:
    """Go on to the review, answering what is open."""
    while not pupil.page.locator("#finish").is_visible():
        if not is_answered(pupil.page):
            pupil.answer(place)
        pupil.go_on()


def move_to_another_pc(pupil: Pupil, teacher: Teacher, code: str) -> None:
    """The card is in use until the teacher releases it; then the pupil goes on where he was."""
    pupil.answer_all([0])
    change_script(pupil)
    look_for_help(pupil)
    pupil.answer_all([0])
    old = pupil.page
    pupil.sit_down()
    pupil.type_digits(code)
    expect(pupil.page.locator("[aria-invalid=true]")).to_be_visible()
    look(pupil.page)
    teacher.release(pupil.number)
    pupil.type_digits(code)
    pupil.page.locator("#yes-its-me").click()
    expect(pupil.question()).to_be_visible()
    answer_the_rest(pupil, 1)
    assert len(pupil.chosen) == QUESTIONS
    pupil.finish()
    old.close()


def change_script(pupil: Pupil) -> None:
    """Another script in the middle of a question, and back: the answer stays, and so do the words
    of the country."""
    pupil.answer(2)
    cyrillic = pupil.page.locator("#title").inner_text()
    said = {"sr": cyrillic, "sr-latn": to_latin(cyrillic)}
    chosen = pupil.question().locator(CHOSEN)
    places = chosen.evaluate_all(PLACES)
    assert places
    for language, tag in (("sr-latn", "sr-Latn"), ("sr", "sr-Cyrl")):
        pupil.page.locator(f"#language-{language}").click()
        expect(pupil.page.locator("html")).to_have_attribute("lang", tag)
        expect(pupil.page.locator("#title")).to_have_text(said[language])
        assert chosen.evaluate_all(PLACES) == places
        look(pupil.page)


def look_for_help(pupil: Pupil) -> None:
    """The page behind the help contact leaves no trace: no address, no history, no request."""
    page, asked = pupil.page, set[str]()
    trace = page.url, page.evaluate("history.length")
    page.on("request", lambda request: asked.add(urlsplit(request.url).path))
    page.locator("#help-button").click()
    expect(page.locator("#help-close")).to_be_visible()
    look(page)
    page.keyboard.press("Escape")
    expect(page.locator("#help-close")).not_to_be_visible()
    assert (page.url, page.evaluate("history.length")) == trace
    # The files of the last screen come by themselves, one after the other, meanwhile.
    own = {path for path in asked if not path.startswith("/static/")}
    assert own <= {"/hall/answers", "/hall/heartbeat"}


def close(teacher: Teacher) -> None:
    """The teacher closes the sitting and sees the results."""
    teacher.page.locator(".control-close summary").click()
    teacher.page.locator("button[value=close]").click()
    teacher.page.locator(".control-results a").click()
    teacher.page.wait_for_url("**/results/")


def see_the_score(pupil: Pupil) -> None:
    """Once the sitting is closed the pupil sees the score, at the next look of the page or now."""
    again, score = pupil.page.locator("#look-again"), pupil.page.get_by_test_id("score")
    expect(again.or_(score).first).to_be_visible(timeout=120_000)
    with suppress(TooLate):
        again.click(timeout=3_000)
    expect(score).to_be_visible(timeout=120_000)
    assert re.findall(r"\d+", score.inner_text())[:2] == [str(points(pupil)), str(POINTS)]
    look(pupil.page)


def points_in_the_file(teacher: Teacher) -> dict[int, int]:
    """{card number: points} of who played, from the spreadsheet that the teacher downloads."""
    with teacher.page.expect_download() as download:
        teacher.page.evaluate("document.querySelector('a[href$=\"/results/xlsx/\"]').click()")
    sheet = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    number, points = header.index("Broj"), header.index("Bodovi")
    return {int(str(row[number])): int(str(row[points])) for row in rows if row[points] is not None}
