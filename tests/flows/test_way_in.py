"""The way in as a school has it: a slow network, a page that came in part."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look
from tests.flows.test_lessons import end

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


@pytest.fixture
def pupil(day: Day, browser: Browser, label: str) -> Pupil:
    """The first card of the class."""
    return Pupil(browser, day.url, "en", number="1", pin=day.cards[label]["1"])


def test_nothing_is_told_before_somebody_has_said_who_sits_here(
    teacher: Teacher, pupil: Pupil, label: str
) -> None:
    pupil.come_in(teacher.open_official(label))
    teacher.press("start")
    page = pupil.page
    page.route("**/hall/answers", lambda route: route.abort())
    pupil.answer(1)
    expect(page.get_by_test_id("saving")).to_have_attribute("data-kind", "kept")
    page.close()
    end(teacher.page)
    other = pupil.context.new_page()
    with other.expect_response(lambda one: one.url.endswith("/hall/answers") and one.ok):
        other.goto(f"{pupil.url}/en/")
    expect(other.locator("#yes-its-me")).to_be_visible()
    other.wait_for_timeout(500)
    expect(other.get_by_test_id("receipt")).to_have_count(0)
    other.locator("#yes-its-me").click()
    expect(other.get_by_test_id("receipt")).to_be_visible()


def test_a_page_of_which_a_part_did_not_come_is_loaded_again_by_itself(
    teacher: Teacher, pupil: Pupil, label: str
) -> None:
    code, page = teacher.open_official(label), pupil.page
    page.route("**/js/pupil/session*", lambda route: route.abort())
    page.goto(f"{pupil.url}/en/")
    for name, digits in {"code": code, "number": pupil.number, "pin": pupil.pin}.items():
        page.fill(f"#{name}", digits)
    pupil.context.set_offline(True)
    page.locator("#join").click()
    expect(page.locator("#join-status")).to_contain_text("We keep trying; you can wait.")
    page.unroute("**/js/pupil/session*")
    pupil.context.set_offline(False)
    expect(page.locator("#pin")).to_have_value("")
    expect(page.locator("#code")).to_have_value(f"{code[:3]} {code[3:]}")
    page.fill("#pin", pupil.pin)
    page.locator("#join").click()
    expect(page.locator("#yes-its-me")).to_be_visible()


def test_of_two_languages_chosen_quickly_the_second_stays(pupil: Pupil) -> None:
    page, held = pupil.page, list[Route]()
    page.route("**/catalogs/hr.*", lambda route: held.append(route))
    page.goto(f"{pupil.url}/en/")
    with page.expect_request("**/catalogs/hr.*"):
        page.locator("#language-hr").click()
    page.locator("#language-sr").click()
    expect(page.locator("html")).to_have_attribute("lang", "sr-Cyrl")
    held[0].continue_()
    page.wait_for_timeout(500)
    expect(page.locator("html")).to_have_attribute("lang", "sr-Cyrl")


def test_a_page_reloaded_at_work_of_which_a_part_did_not_come_says_so_and_goes_on(
    teacher: Teacher, pupil: Pupil, label: str
) -> None:
    pupil.come_in(teacher.open_official(label))
    teacher.press("start")
    expect(pupil.question()).to_be_visible()
    page, loads = pupil.page, list[Page]()
    page.on("load", lambda one: loads.append(one))
    page.route("**/js/pupil/session*", lambda route: route.abort())
    page.reload()
    expect(page.locator("#join-status")).to_contain_text("We keep trying; you can wait.")
    look(page)
    # Nothing is gained by loading a page whose part stays away.
    page.wait_for_timeout(5000)
    assert len(loads) == 1
    page.unroute("**/js/pupil/session*")
    expect(pupil.question()).to_be_visible()
    assert pupil.complaints == []


def test_what_a_pupil_needed_is_not_there_for_the_next_one(pupil: Pupil) -> None:
    """Whoever sat here closed the browser at the end; the next one opens it."""
    page = pupil.page
    page.goto(f"{pupil.url}/en/")
    page.evaluate("localStorage.setItem('quiz-used', '1')")
    page.evaluate(
        """localStorage.setItem('quiz-comfort', '{"size": "large", "contrast": "high"}')"""
    )
    page.reload()
    expect(page.locator("#code")).to_be_focused()
    expect(page.locator("html")).to_have_attribute("data-size", "")
    assert json.loads(page.evaluate("localStorage.getItem('quiz-comfort')"))["contrast"] == ""


def test_back_of_the_browser_asks_before_it_leaves(
    teacher: Teacher, pupil: Pupil, label: str
) -> None:
    page = pupil.page
    page.goto(f"{pupil.url}/en/about/")
    pupil.come_in(teacher.open_official(label))
    teacher.press("start")
    pupil.answer_and_send(1)
    for press in ("#leave-no", "#leave-yes"):
        page.evaluate("history.back()")
        expect(page.locator("#leaving")).to_be_visible()
        look(page)
        expect(pupil.question()).to_be_visible()
        page.locator(press).click()
    expect(page).to_have_url(f"{pupil.url}/en/about/")
    page.go_back()
    page.go_forward()
    assert pupil.complaints == []
