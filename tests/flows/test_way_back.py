"""From a computer that has the wrong card, or that was reloaded or copied, a pupil finds back."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look
from tests.flows.test_lessons import end, reopen

pytestmark = pytest.mark.later


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: each lesson has a class of its own."""
    return shared_day


@pytest.fixture
def teacher(day: Day, browser: Browser) -> Teacher:
    person = Teacher(browser, day.url, "en")
    person.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    return person


def pupil_of(day: Day, browser: Browser, label: str, number: str) -> Pupil:
    """A pupil with the card of this number."""
    return Pupil(browser, day.url, "en", number=number, pin=day.cards[label][number])


@pytest.mark.journey
def test_a_reloaded_and_a_copied_page_go_on_once(
    teacher: Teacher, day: Day, browser: Browser, label: str
) -> None:
    code = teacher.open_official(label)
    pupil = pupil_of(day, browser, label, "1")
    pupil.come_in(code)
    teacher.press("start")
    pupil.answer_and_send(1)
    stem = pupil.page.locator("#title").inner_text()
    end(teacher.page)
    expect(pupil.page.get_by_test_id("receipt")).to_be_visible()
    stays_in_the_language_it_is_read_in(pupil.page)
    reopen(teacher.page)
    expect(pupil.question()).to_be_visible()
    assert pupil.page.locator("#title").inner_text() == stem
    keeps_its_look_beside_another_tab(pupil.page)
    first, kept = pupil.page, pupil.page.evaluate("({...sessionStorage})")
    copy = first.context.new_page()
    copy.add_init_script(f"Object.assign(sessionStorage, {json.dumps(kept)})")
    copy.goto(first.url)
    expect(copy.get_by_test_id("question")).to_be_visible()
    expect(first.locator("#start-again")).to_be_visible()
    first.locator("#start-again").click()
    expect(first.locator("#code")).to_be_visible()
    pupil.page = copy
    pupil.work_to_the_end()
    assert teacher.complaints == pupil.complaints == []


def stays_in_the_language_it_is_read_in(page: Page) -> None:
    html = page.locator("html")
    before = str(html.get_attribute("lang"))
    for language in ("hr", before):
        page.locator(f"#language-{language}").click()
        expect(html).to_have_attribute("lang", language)
        page.reload()
        expect(page.get_by_test_id("receipt")).to_be_visible()
        expect(html).to_have_attribute("lang", language)


def keeps_its_look_beside_another_tab(page: Page) -> None:
    look = """localStorage.getItem("quiz-comfort")"""
    page.evaluate("""localStorage.setItem("quiz-comfort", '{"size": "large"}')""")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("#code")).to_be_focused()
    assert page.evaluate(look) == '{"size": "large"}'
    other.close()


def time_is_up(route: Route) -> None:
    """What the server has said, an end by time later."""
    reply = route.fetch()
    said = reply.json()
    said["state"] |= {"phase": "finished", "left": 0, "receipt": "AAAAAAAAAA"}
    route.fulfill(response=reply, json=said)


def test_an_end_that_is_reloaded_says_where_the_answers_are(
    teacher: Teacher, day: Day, browser: Browser, label: str
) -> None:
    code = teacher.open_official(label)
    pupil = pupil_of(day, browser, label, "1")
    pupil.come_in(code)
    teacher.press("start")
    page, title = pupil.page, pupil.page.locator("#title")
    # Nobody answers them, and nobody says that they are lost.
    held = list[Route]()
    page.route("**/hall/answers", lambda route: held.append(route))
    pupil.answer(1)
    expect(page.get_by_test_id("saving")).to_have_attribute("data-kind", "kept")
    for request in ("heartbeat", "start"):
        page.route(f"**/hall/{request}", time_is_up)
    for _ in range(2):
        page.reload()
        expect(page.get_by_test_id("receipt")).to_be_visible()
        expect(title).to_have_text("Time is up. Your answers are kept on this computer.")
    page.unroute("**/hall/answers")
    page.route("**/hall/answers", time_is_up)
    expect(title).to_have_text("Time is up. Your answers are saved.")
    page.reload()
    expect(title).to_have_text("Time is up. Your answers are saved.")
    assert teacher.complaints == pupil.complaints == []


def scripts_away(route: Route) -> None:
    """As a filter does that does not know the school's quiz."""
    route.abort()


def test_a_page_whose_script_does_not_come_says_so(day: Day, browser: Browser) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        page: Page = context.new_page()
        page.route("**/js/pupil/**", scripts_away)
        page.goto(f"{day.url}/en/")
        line = page.locator(".not-loaded")
        expect(line).to_be_hidden()
        page.evaluate("document.getAnimations().forEach((one) => one.finish())")
        expect(line).to_be_visible()
        look(page)
