"""The way in and the way out: language, marks, saving, another computer, leaving, coming back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, WatchesMovement, look, painted, rehearsing

pytestmark = pytest.mark.journey

CLASS = "6-3"
# All that the line about what is saved says from now on.
TOLD = """() => {
    window.told = [];
    const line = document.getElementById("banner");
    const note = () => window.told.push(line.dataset.kind);
    new MutationObserver(note).observe(line, { attributes: true });
}"""
# What is drawn anew does not have it any more.
OLD = "document.getElementById('title').classList.add('old')"
# How far what is seen has jumped since the page began (CLS, as Chromium counts it).
SHIFTED = """new Promise((told) => new PerformanceObserver((list) => told(
    list.getEntries().reduce((sum, one) => sum + one.value, 0)
)).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => told(0), 500))"""


@pytest.fixture
def teacher(browser: Browser, day: Day) -> Teacher:
    """Has opened a rehearsal: its explanations are open once it is closed."""
    return rehearsing(browser, day.url, day.logins, CLASS)


class WatchingPupil(WatchesMovement, Pupil):
    """A pupil whose animal jumps."""


@pytest.fixture
def pupil(browser: Browser, day: Day) -> Pupil:
    return WatchingPupil(browser, day.url, "sr", number="2", pin=day.cards[CLASS]["2"])


def test_from_the_first_key_to_the_result_by_card(day: Day, teacher: Teacher, pupil: Pupil) -> None:
    code = str(teacher.state()["code"])
    enters_and_hears_the_class_language(pupil, code)
    begin_together(teacher, pupil)
    is_told_that_an_answer_is_being_saved(pupil)
    marks_and_goes_on_elsewhere(pupil, teacher, code)
    reads_the_pause_at_once(teacher, pupil.page)
    receipt = leaves_only_when_asked(pupil)
    close(teacher)
    comes_back_with_the_card(pupil, code, receipt)
    assert not pupil.complaints


def enters_and_hears_the_class_language(pupil: Pupil, code: str) -> None:
    """No language is typed, the class is Serbian; the code is typed without a click."""
    page = pupil.page
    page.goto(pupil.url)
    expect(page.locator("html")).to_have_attribute("lang", "bs")
    expect(page.locator("#code")).to_be_focused()
    painted(page)
    page.keyboard.type(code)
    page.fill("#number", pupil.number)
    page.fill("#pin", pupil.pin)
    names = lose_the_first_reply(page)
    page.keyboard.press("Enter")
    expect(page.locator("#yes-its-me")).to_be_visible()
    assert len(names) == 2
    assert len(set(names)) == 1
    expect(page.locator("html")).to_have_attribute("lang", "sr-Cyrl")
    look(page)


def lose_the_first_reply(page: Page) -> list[str]:
    """The server has the join, its reply never comes; returns the names it was said under."""
    names: list[str] = []

    def pass_on(route: Route) -> None:
        names.append((route.request.post_data_json or {})["id"])
        if len(names) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/hall/join", pass_on)
    return names


def begin_together(teacher: Teacher, pupil: Pupil) -> None:
    pupil.page.locator("#yes-its-me").click()
    pupil.try_out()
    teacher.press("start")
    expect(pupil.question()).to_be_visible()
    # A child reads that it is a rehearsal, in every language.
    expect(pupil.page.get_by_test_id("standing")).to_be_visible()


def is_told_that_an_answer_is_being_saved(pupil: Pupil) -> None:
    held: list[Route] = []
    pupil.page.route("**/hall/answers", lambda route: held.append(route))
    pupil.page.evaluate(TOLD)
    pupil.answer(1)
    # It is said for little more than a second.
    pupil.page.wait_for_function("window.told.includes('saving')")
    pupil.page.unroute("**/hall/answers")
    for route in held:
        route.continue_()
    expect(pupil.page.get_by_test_id("saving")).to_have_attribute("data-kind", "saved")


def marks_and_goes_on_elsewhere(pupil: Pupil, teacher: Teacher, code: str) -> None:
    """The other computer opens the first question without an answer, the mark is there."""
    with pupil.page.expect_response(lambda one: "marks" in (one.request.post_data or "")) as told:
        pupil.page.locator("#mark").click()
    assert told.value.ok
    pupil.context.close()
    teacher.release(pupil.number)
    pupil.sit_down()
    pupil.type_digits(code)
    pupil.page.locator("#yes-its-me").click()
    expect(pupil.question()).to_be_visible()
    expect(pupil.page.locator("#strip-2")).to_have_attribute("aria-current", "step")
    expect(pupil.page.locator("li:has(> #strip-1) .dot-marked")).to_have_count(1)


def reads_the_pause_at_once(teacher: Teacher, page: Page) -> None:
    teacher.press("pause")
    expect(page.locator("main[data-screen=paused]")).to_be_visible()
    for _ in range(60):
        if teacher.state()["acts"]["reached"]:
            break
        page.wait_for_timeout(500)
    assert teacher.state()["acts"] == {"kind": "pause", "number": None, "reached": 1, "of": 1}
    teacher.press("resume")
    expect(page.locator("main[data-screen=question]")).to_be_visible()


def leaves_only_when_asked(pupil: Pupil) -> str:
    page = pupil.page
    while pupil.question().count():
        pupil.answer(0)
        pupil.go_on()
    receipt = pupil.finish()
    expect(page.get_by_test_id("result-wait")).to_be_visible()
    page.wait_for_timeout(4000)
    keeps_asking_while_it_is_drawn_anew(page)
    stands_still_when_it_is_loaded_again(page)
    # A rehearsal is on no board, and says what it is.
    expect(page.get_by_test_id("end-standing")).to_be_visible()
    expect(page.get_by_test_id("alias")).to_have_count(0)
    page.locator("#done").click()
    expect(page.locator("#copied")).to_be_visible()
    look(page)
    page.locator("#done-no").click()
    expect(page.get_by_test_id("receipt")).to_be_visible()
    page.locator("#done").click()
    page.locator("#done-yes").click()
    expect(page.locator("#code")).to_be_visible()
    # Nothing of a pupil stays for the next one, nor for who opens a receipt.
    expect(page.locator("body[data-ages='']")).to_have_count(1)
    page.locator("#have-receipt").click()
    expect(page.locator("#receipt")).to_be_visible()
    expect(page.locator("img.animal")).to_have_count(0)
    page.locator("#receipt-back").click()
    expect(page.locator("#code")).to_be_visible()
    return receipt


def keeps_asking_while_it_is_drawn_anew(page: Page) -> None:
    """The result is asked for by itself, within seconds as a rule and again after half a minute."""
    page.reload()
    page.locator("#done").click()
    page.evaluate(OLD)
    expect(page.locator("#title.old")).to_have_count(0)
    expect(page.locator("#copied")).to_be_visible()


def stands_still_when_it_is_loaded_again(page: Page) -> None:
    """The foot comes with the page, and the parts of the last screen one after the other; within
    seconds it asks for the result, and is drawn once more."""
    with page.expect_response("**/receipts/"):
        page.reload()
    expect(page.get_by_test_id("result-wait")).to_be_visible()
    # As it was read, whatever the language of the address is.
    expect(page.locator("html")).to_have_attribute("lang", "sr-Cyrl")
    page.wait_for_timeout(1000)
    assert page.evaluate(SHIFTED) < 0.01


def close(teacher: Teacher) -> None:
    """However the monitor asks whether that is meant."""
    token = teacher.page.locator("#controls input[name=csrfmiddlewaretoken]").first.input_value()
    reply = teacher.page.request.post(
        re.sub(r"[?#].*", "", teacher.page.url) + "act/",
        form={"action": "close", "csrfmiddlewaretoken": token},
        headers={"Referer": teacher.page.url},
    )
    assert reply.ok


def comes_back_with_the_card(pupil: Pupil, code: str, receipt: str) -> None:
    """The own result, the questions in the order in which they were asked."""
    page = pupil.page
    pupil.type_digits(code)
    expect(page.get_by_test_id("score")).to_be_visible()
    expect(page.get_by_test_id("explained")).to_have_count(5)
    assert re.sub(r"\s", "", page.get_by_test_id("receipt").inner_text()) == receipt
    titles = [
        title.split(". ", 1)
        for title in page.get_by_test_id("explained").locator("h3").all_inner_texts()
    ]
    assert [number for number, _ in titles] == list("12345")
    assert titles[0][1] == next(iter(pupil.chosen))
    expect(page.locator(".explained-right, .explained-half, .explained-wrong")).to_have_count(5)
    look(page)
