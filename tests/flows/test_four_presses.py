"""A teacher with several classes: from the log-in to a started quiz, all in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.flows.conftest import Day
from tests.flows.people import Teacher, look

pytestmark = pytest.mark.later

IN_SIGHT = """(one) => {
  const box = one.getBoundingClientRect();
  return scrollY === 0 && box.top >= 0 && box.bottom <= innerHeight;
}"""


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: each screen opens the quiz of a class of its own."""
    return shared_day


def press(button: Locator) -> None:
    """Without a scroll."""
    expect(button).to_be_visible()
    assert button.evaluate(IN_SIGHT), button.evaluate(
        "(one) => [one.outerHTML, one.getBoundingClientRect().bottom, innerHeight]"
    )
    button.click()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 740)])
def test_any_class_that_is_ready_plays_after_four_presses(
    day: Day, browser: Browser, label: str, width: int, height: int
) -> None:
    teacher = Teacher(browser, day.url, "bs")
    page = teacher.page
    page.set_viewport_size({"width": width, "height": height})
    teacher.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    for ready in page.locator(".class-card .class-next a").all()[:5]:
        assert ready.evaluate(IN_SIGHT)
    look(page)
    card = page.locator(".class-card", has_text=label)
    press(card.locator(".class-next a"))
    look(page)
    press(page.locator("#open-official"))
    expect(page.locator(".seat")).to_have_count(24)
    press(page.locator("#start"))
    expect(page.locator("#monitor")).to_have_attribute("data-phase", "running")
    look(page)
