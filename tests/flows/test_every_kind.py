"""Questions of every kind at a browser: keys, one event for each thought, a reload, the result."""

from __future__ import annotations

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from quizbank.rules.responses import QuestionKind, ResponseForm, decoded
from tests.flows.answering import answer, kind_of
from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look
from tests.waiting import until

pytestmark = pytest.mark.journey

CLASS = "6-3"
# One question of each kind, in this order, as the rehearsal of the class.
PAPER = """
from django.conf import settings
from competition.models import Division, Edition
from quizbank.papers.actions import publish_paper
from base import clock
from tests.quizbank.made_kinds import every_kind
paper = publish_paper(
    every_kind(), title="every kind", kind="rehearsal", division_code="12-13",
    languages=list(settings.ENDONYMS), at=clock.now(),
)
Division.objects.filter(code="12-13").update(rehearsal=paper)
Edition.objects.update(reveal_early=True)
"""
EVENTS = """
SELECT question, choice FROM competition_answer
WHERE attempt_id = (SELECT max(attempt_id) FROM competition_answer) ORDER BY seq
"""
SPOTS, MULTI = 5, 2


@pytest.fixture
def teacher(browser: Browser, day: Day) -> Teacher:
    """Has opened a rehearsal with a question of each kind."""
    day.machine.run("manage", "shell", "--command", PAPER)
    person = Teacher(browser, day.url, "en")
    person.log_in("teacher-rs@demo.invalid", day.logins["teacher-rs@demo.invalid"])
    person.open(CLASS, "rehearsal")
    return person


@pytest.fixture
def pupil(browser: Browser, day: Day, teacher: Teacher) -> Pupil:
    """Has joined, and the quiz runs."""
    person = Pupil(browser, day.url, "en", number="2", pin=day.cards[CLASS]["2"])
    person.come_in(str(teacher.state()["code"]))
    teacher.press("start")
    expect(person.page.locator("#mark")).to_be_visible()
    return person


def test_questions_of_every_kind_from_the_first_press_to_the_result(
    day: Day, teacher: Teacher, pupil: Pupil
) -> None:
    page = pupil.page
    answers_each(pupil)
    comes_to(page, "multi")
    presses_more_than_there_is_time_for(page)
    reloads_before_the_thought_is_an_event(page)
    reads_in_another_script(page)
    finds_what_is_begun(pupil)
    pupil.finish()
    assert len(decoded(ResponseForm(QuestionKind.MULTI, 4), dict(events(day))[MULTI])) == 3
    assert sorted(question for question, _code in events(day)) == [1, MULTI, MULTI, 3, 4, SPOTS]
    close(teacher)
    reads_why(page)
    assert pupil.complaints == []
    reads_the_class(teacher)
    assert teacher.complaints == []


def answers_each(pupil: Pupil) -> None:
    """No key that a part of a question needs turns the page; an order stays half done."""
    for _ in range(5):
        look(pupil.page)
        stem = pupil.page.locator("#title").inner_text()
        kind = kind_of(pupil.question())
        if kind == "order":
            pupil.page.keyboard.press("1")
            pupil.page.keyboard.press("2")
        elif kind == "multi":
            mark(pupil.page, "a", "c")
        else:
            answer(pupil.page, 0, keys=True)
        if kind != "single":
            pupil.page.keyboard.press("Enter")
        assert pupil.page.locator("#title").inner_text() == stem
        pupil.go_on()


def mark(page: Page, *letters: str) -> None:
    """Of the file, wherever they stand on this paper and screen; a and c are right."""
    for letter in letters:
        page.get_by_text(f"multi {letter}", exact=True).click()


def comes_to(page: Page, kind: str) -> None:
    """From the review to the first question, and on to the one of a kind."""
    page.locator("#back").click()
    page.locator("#strip-1").click()
    expect(page.locator("#strip-1")).to_have_attribute("aria-current", "step")
    while kind_of(page.get_by_test_id("question")) != kind:
        stem = page.locator("#title").inner_text()
        page.locator("#next").click()
        expect(page.locator("#title")).not_to_have_text(stem)


def presses_more_than_there_is_time_for(page: Page) -> None:
    """The next screen comes a moment after a press: in that moment the old one does nothing.

    The order is the pupil's own: from the last question the other one is the one before.
    """
    path = page.locator("#chips-strip > li")
    is_last = path.last.locator("[aria-current=step]").count() > 0
    away, back = ("back", "next") if is_last else ("next", "back")
    shown = "items => items.map(one => one.dataset.shown)"
    before, stem = path.evaluate_all(shown), page.locator("#title").inner_text()
    page.evaluate(
        """(away) => {
          window.stands = document.getElementById("chips-strip");
          document.getElementById(away).click();
          document.querySelector("[data-testid=question] label").click();
          document.getElementById("mark").click();
          document.getElementById(away).click();
        }""",
        away,
    )
    expect(page.locator("#title")).not_to_have_text(stem)
    assert until(lambda: path.evaluate_all(shown) == before), page.locator("main").inner_text()
    assert page.evaluate("window.stands.isConnected"), "the path was built again"
    page.locator(f"#{back}").click()
    expect(page.locator("#title")).to_have_text(stem)


def reloads_before_the_thought_is_an_event(page: Page) -> None:
    mark(page, "b")
    page.reload()
    expect(page.get_by_test_id("marked-count")).to_have_text("3 marked")
    expect(page.locator("input:checked")).to_have_count(3)


def reads_in_another_script(page: Page) -> None:
    page.locator("#language-sr").click()
    expect(page.get_by_test_id("marked-count")).to_have_text("Означено: 3")
    expect(page.locator("input:checked")).to_have_count(3)
    page.locator("#language-en").click()
    expect(page.get_by_test_id("marked-count")).to_have_text("3 marked")


def finds_what_is_begun(pupil: Pupil) -> None:
    while not pupil.page.locator("#finish").count():
        pupil.go_on()
    expect(pupil.page.get_by_test_id("begun").get_by_role("button")).to_have_count(1)
    expect(pupil.page.get_by_test_id("unanswered")).to_have_count(0)
    look(pupil.page)


def events(day: Day) -> list[tuple[int, int]]:
    """Question and code of each event, as they were made."""
    with psycopg.connect(day.machine.environment["DATABASE_URL"]) as connection:
        return connection.execute(EVENTS).fetchall()


def close(teacher: Teacher) -> None:
    """However the monitor asks whether that is meant."""
    token = teacher.page.locator("#controls input[name=csrfmiddlewaretoken]").first.input_value()
    reply = teacher.page.request.post(
        teacher.page.url.partition("?")[0] + "act/",
        form={"action": "close", "csrfmiddlewaretoken": token},
        headers={"Referer": teacher.page.url},
    )
    assert reply.ok


def reads_why(page: Page) -> None:
    """The scene again, the verdicts in words; at both widths nothing is too wide."""
    expect(page.get_by_test_id("explained")).to_have_count(5, timeout=120_000)
    expect(page.get_by_text("One mistake: 1 of 2 points.")).to_have_count(1)
    expect(page.locator(".told-part").first).to_contain_text("Marked, as it should be.")
    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 740})
        look(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#language-button").click()
    page.locator("#language-sr-latn").click()
    expect(page.locator(".told-part").first).to_contain_text("Označeno, kao što i treba.")


def reads_the_class(teacher: Teacher) -> None:
    """The same scene with how many did what, at both widths and as a printer gets it."""
    page = teacher.page
    page.goto(page.url.partition("?")[0] + "results/")
    answers = page.locator(".answers-told article")
    expect(answers).to_have_count(3)
    expect(answers.first.locator(".explained")).to_contain_text("of 1")
    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 740})
        look(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(media="print")
    expect(answers.first.locator(".explained")).to_be_visible()
