"""An old school computer, and a server that is killed in the middle of the quiz."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.browsers import chromium109
from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher

CLASS = "6.c"


@pytest.fixture
def day(one_day: Day) -> Day:
    return one_day


def test_kill_9_in_the_middle_of_a_quiz_in_chromium_109(
    day: Day, browser: Browser, playwright: Playwright
) -> None:
    teacher = Teacher(browser, day.url, "hr")
    teacher.log_in("teacher-hr@demo.invalid", day.logins["teacher-hr@demo.invalid"])
    code = teacher.open_official(CLASS)
    with chromium109() as address:
        old = playwright.chromium.connect_over_cdp(address)
        pupil = Pupil(old, day.url, "hr", number="5", pin=day.cards[CLASS]["5"])
        assert "Chrome/109." in pupil.page.evaluate("navigator.userAgent")
        pupil.come_in(code)
        teacher.press("start")
        pupil.answer_all([0, 1])
        day.machine.kill()
        pupil.answer_all([2, 0])
        expect(pupil.page.get_by_test_id("saving")).to_contain_text("na ovom računalu")
        day.machine.start()
        pupil.answer_all([1] * 8)
        expect(pupil.page.get_by_test_id("saving")).to_contain_text("spremljeni")
        pupil.finish()
        assert pupil.complaints == []
        old.close()
    state = teacher.state()
    assert (state["finished"], state["cards"][4]["answered"]) == (1, 12)
    assert teacher.complaints == []
