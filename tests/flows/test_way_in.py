"""The way in as a school has it: a join pressed twice, a slow network, a page that came in part."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look
from tests.flows.test_lessons import end

pytestmark = pytest.mark.later

TRIES = 600


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


def holding(page: Page, address: str) -> list[Route]:
    """Requests to this address, none of which goes on by itself."""
    held = list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route(address, hold)
    return held


def came(page: Page, held: list[Route], count: int) -> None:
    """Until so many requests are held."""
    for _ in range(TRIES):
        if len(held) >= count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{len(held)} requests of {count}")


def test_a_join_that_is_pressed_twice_leads_in_once(
    teacher: Teacher, pupil: Pupil, label: str
) -> None:
    code, page = teacher.open_official(label), pupil.page
    held = holding(page, "**/hall/join")
    pupil.type_digits(code)
    came(page, held, 1)
    page.keyboard.press("Enter")
    came(page, held, 2)
    held[1].continue_()
    expect(page.locator("#yes-its-me")).to_be_visible()
    # Ten seconds later the first press hears that nothing came of it.
    held[0].abort()
    page.wait_for_timeout(500)
    expect(page.locator("#code")).to_have_count(0)
    pupil.settle()
    expect(page.locator("#not-mine")).to_be_visible()
    assert pupil.complaints == []


def test_practice_begins_anew_on_a_page_that_was_reloaded(
    teacher: Teacher, pupil: Pupil, label: str
) -> None:
    pupil.type_digits(teacher.open_official(label))
    page = pupil.page
    page.locator("#yes-its-me").click()
    pupil.speak()
    for _screen in ("comfort", "how"):
        with pupil.turning():
            page.locator("#next").click()
    expect(pupil.question()).to_be_visible()
    page.reload()
    expect(page.locator("#title")).to_have_text("How it works")
    pupil.pass_screens()
    expect(page.locator("#not-mine")).to_be_visible()


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


def test_who_types_while_a_join_is_tried_reads_no_more_that_it_is(pupil: Pupil) -> None:
    page, tries = pupil.page, list[Route]()

    def wait_outside(route: Route) -> None:
        tries.append(route)
        route.fulfill(status=409, json={"error": "let_in", "wait": 0.2})

    page.route("**/hall/join", wait_outside)
    pupil.type_digits("123456")
    expect(page.locator("#join-status")).to_contain_text("Wait here")
    page.locator("#number").fill("8")
    expect(page.locator("#join-status")).to_be_empty()
    page.wait_for_timeout(1000)
    before = len(tries)
    page.wait_for_timeout(1000)
    assert len(tries) == before
    expect(page.locator("#join-status")).to_be_empty()


def test_of_two_languages_chosen_quickly_the_second_stays(pupil: Pupil) -> None:
    page = pupil.page
    held = holding(page, "**/catalogs/hr.*")
    page.goto(f"{pupil.url}/en/")
    for code in ("hr", "sr"):
        page.locator(f"#language-{code}").click()
    came(page, held, 1)
    page.wait_for_timeout(500)
    held[0].continue_()
    expect(page.locator("html")).to_have_attribute("lang", "sr-Cyrl")
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
