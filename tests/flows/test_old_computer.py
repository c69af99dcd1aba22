"""An old school computer, the demo's set-up, and a server that is killed in the middle of it."""

from __future__ import annotations

from playwright.sync_api import Browser, Playwright, expect

from tests.browsers import chromium109
from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher


def test_kill_9_in_the_middle_of_a_quiz_in_chromium_109(
    day_on_sqlite: Day, browser: Browser, playwright: Playwright
) -> None:
    day = day_on_sqlite
    teacher = Teacher(browser, day.url, "sr")
    teacher.log_in("teacher-rs@demo.invalid", day.logins["teacher-rs@demo.invalid"])
    code = teacher.open_official("6-3")
    with chromium109() as address:
        old = playwright.chromium.connect_over_cdp(address)
        pupil = Pupil(old, day.url, "sr", number="5", pin=day.cards["6-3"]["5"])
        assert "Chrome/109." in pupil.page.evaluate("navigator.userAgent")
        pupil.come_in(code)
        teacher.press("start")
        pupil.answer_all([0, 1])
        day.machine.kill()
        pupil.answer_all([2, 0])
        expect(pupil.page.get_by_test_id("saving")).to_contain_text("на овом рачунару")
        day.machine.start()
        pupil.answer_all([1] * 8)
        expect(pupil.page.get_by_test_id("saving")).to_contain_text("сачувани")
        pupil.finish()
        assert pupil.complaints == []
        old.close()
    state = teacher.state()
    assert (state["finished"], state["cards"][4]["answered"]) == (1, 12)
    assert teacher.complaints == []
