"""A teacher after the quiz: the wall at which a class talks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.flows.conftest import Day
from tests.flows.people import Teacher, look, painted

pytestmark = pytest.mark.later

# The day is shared, and this test may be tried twice: each half says when the windows close.
LATE_KEY = """
from datetime import timedelta
from competition.models import Edition, Window
from base.clock import now
Edition.objects.update(reveal_early=False)
Window.objects.update(opens_at=now() - timedelta(days=2), closes_at=now() + timedelta(days={days}))
"""
# Whatever is asked: a question with a picture has a fold before that of its answer.
PICTURE_TOLD = """() => document.querySelectorAll(".slide").forEach(
    (slide) => slide.prepend(document.createElement("details")))"""
# The number of the question whose explanation is in sight, above the buttons at the foot.
EXPLAINED = """() => {
    const why = document.querySelector(".slide:not([hidden]) .slide-answer[open] .slide-why");
    const foot = document.getElementById("way").getBoundingClientRect().top;
    const { bottom = Infinity } = why ? why.getBoundingClientRect() : {};
    return bottom <= foot ? why.closest(".slide").dataset.slide : "";
}"""


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    return shared_day


@pytest.fixture
def teacher(day: Day, browser: Browser) -> Teacher:
    """The teacher of the classes that have played, logged in and reading English."""
    person = Teacher(browser, day.url, "en")
    person.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    return person


def test_a_class_talks_about_open_questions_and_about_its_own_once_the_key_is_open(
    day: Day, teacher: Teacher
) -> None:
    day.machine.run("manage", "shell", "-c", LATE_KEY.format(days=1))
    page = teacher.page
    page.goto(f"{teacher.url}/en/staff/")
    page.locator("[data-task=results] a").click()
    page.get_by_role("link", name="Talk about it on the projector").click()
    page.wait_for_load_state()
    wall = page.url
    page.set_viewport_size({"width": 1920, "height": 1080})
    expect(page.locator(".slide:not([hidden])")).to_have_count(1)
    expect(page.get_by_test_id("finding")).to_have_count(0)
    answer = page.locator(".slide:not([hidden]) [data-testid=answer]")
    page.evaluate(PICTURE_TOLD)
    painted(page)
    for key, shown in (("ArrowRight", True), ("PageDown", False), ("PageUp", True)):
        turn(page, key, answer, shown=shown)
    look(page)
    day.machine.run("manage", "shell", "-c", LATE_KEY.format(days=-1))
    page.goto(wall)
    expect(page.locator(".slide:not([hidden])")).to_have_count(1)
    expect(page.locator(".slide:not([hidden]) fieldset")).to_be_visible()
    painted(page)
    finding = page.locator(".slide:not([hidden]) [data-testid=finding]")
    turn(page, "ArrowRight", finding, shown=True)
    goes_through_by_one_key(page)


def turn(page: Page, key: str, part: Locator, *, shown: bool) -> None:
    """Press the key until the part is shown, or gone: what hangs below the edge is scrolled to."""
    for _press in range(9):
        if part.is_visible() is not shown:
            page.keyboard.press(key)
    expect(part).to_be_visible(visible=shown)


def goes_through_by_one_key(page: Page) -> None:
    """On the screen of a school each explanation comes into sight, and the last page stays."""
    look(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    wall, slides = page.url, page.locator(".slide")
    explained = set[str]()
    for _press in range(12 * slides.count()):
        explained.add(page.evaluate(EXPLAINED))
        page.keyboard.press("ArrowRight")
    told = {one.get_attribute("data-slide") for one in slides.all()}
    assert explained - {""} == told
    assert page.url == wall
    expect(page.locator("#on")).to_be_hidden()
