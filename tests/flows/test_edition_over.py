"""A browser that comes back days after the end of the competition."""

from __future__ import annotations

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look

pytestmark = pytest.mark.later

CLASS = "6-3"
END = "UPDATE competition_edition SET answers_until = now() - interval '1 minute'"


def test_what_cannot_be_sent_any_more_is_said_before_it_is_forgotten(
    browser: Browser, day: Day
) -> None:
    teacher = Teacher(browser, day.url, "sr")
    teacher.log_in("teacher-rs@demo.invalid", day.logins["teacher-rs@demo.invalid"])
    code = teacher.open(CLASS, "rehearsal")
    pupil = Pupil(browser, day.url, "sr", number="2", pin=day.cards[CLASS]["2"])
    pupil.come_in(code)
    teacher.press("start")
    pupil.answer_and_send(0)
    pupil.go_on()
    pupil.context.set_offline(True)
    pupil.answer(0)
    # Whatever the kind of the question: a while after the last press it is an answer, and waits.
    expect(pupil.page.get_by_test_id("saving")).to_have_attribute("data-kind", "kept")
    with psycopg.connect(day.machine.environment["DATABASE_URL"]) as connection:
        connection.execute(END)
    pupil.context.set_offline(False)
    page = pupil.page
    expect(page.locator("main[data-screen=over]")).to_contain_text("никада нису послати: 1")
    expect(page.get_by_test_id("saving")).to_have_attribute("data-kind", "none")
    look(page)
    page.locator("#start-again").click()
    expect(page.locator("#code")).to_be_visible()
    assert not pupil.complaints
