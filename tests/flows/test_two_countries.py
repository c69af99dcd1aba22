"""A quiz day in two countries as anybody sees it who has no log-in: in Serbian Cyrillic."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from tests.flows.conftest import Day
from tests.flows.people import Person, Teacher, look
from tests.machine import Browser as Computer
from tests.waiting import until

RIGHT = """
from competition.models import Edition
from tests import cast
division = Edition.objects.get(slug="sample").divisions.get(code="12-13")
print(*cast.right_codes(division.official), sep=",")
"""
REASON = re.compile(r"^Замрзнуто од \d\d:\d\d: проверавамо један резултат$")


def log_in(browser: Browser, day: Day, name: str, language: str) -> Teacher:
    person = Teacher(browser, day.url, language)
    person.log_in(f"{name}@demo.invalid", day.logins[f"{name}@demo.invalid"])
    return person


@pytest.fixture
def at_end() -> Iterator[ExitStack]:
    """Closes what a test has opened, also when it fails."""
    with ExitStack() as stack:
        yield stack


def sit(browser: Browser, day: Day, name: str, label: str, language: str) -> Computer:
    """A teacher opens a sitting and starts it; one pupil has come in."""
    teacher = log_in(browser, day, name, language)
    pupil = Computer(day.url, teacher.open_official(label), 1)
    pupil.body["pin"] = day.cards[label]["1"]
    status, reply = pupil.post("join", pupil.body)
    assert status == 200, reply
    pupil.credential = reply["credential"]
    teacher.press("start")
    expect(teacher.page.locator("#controls button[value=pause]")).to_be_visible()
    assert teacher.complaints == []
    return pupil


def know_everything(pupil: Computer, right: list[int]) -> None:
    """Begin once everybody may, answer all questions and finish."""
    assert until(lambda: pupil.post("start", {"language": "sr"})[0] == 200)
    # All begin at one moment a few seconds ahead; nobody finishes before it.
    time.sleep(9)
    for question, code in enumerate(right, start=1):
        pupil.choose(question, code)
    assert until(lambda: pupil.flush() == 200)
    assert until(lambda: pupil.post("finish", {"made": len(right)})[0] == 200)


def watch(browser: Browser, day: Day) -> Person:
    """Somebody without a log-in finds the board of all countries."""
    visitor = Person(browser, day.url, "sr")
    visitor.page.goto(f"{day.url}/sr/boards/")
    look(visitor.page)
    visitor.page.locator("main a[href*='/sample/all/12-13/']").press("Enter")
    expect(visitor.page.locator("#board-state")).to_have_attribute("data-state", "live")
    return visitor


def test_anybody_sees_two_countries_play_and_why_a_board_stands_still(
    day: Day, browser: Browser, at_end: ExitStack
) -> None:
    told = day.machine.run("manage", "shell", "--verbosity", "0", "-c", RIGHT)
    right = [int(code) for code in told.split()[-1].split(",")]
    croat = sit(browser, day, "teacher-hr", "6.c", "hr")
    at_end.callback(croat.client.close)
    serb = sit(browser, day, "teacher-rs", "6-3", "sr")
    at_end.callback(serb.client.close)
    coordinator = log_in(browser, day, "coordinator", "hr")
    visitor = watch(browser, day)

    know_everything(croat, right)
    first = visitor.page.locator("#board tr[data-rank='1'] .row-country")
    expect(first).to_have_text(["Хрватска"])
    look(visitor.page)

    freeze(coordinator)
    expect(visitor.page.locator("#board-state-word")).to_have_text(REASON)
    know_everything(serb, right)
    visitor.page.wait_for_timeout(4000)
    expect(first).to_have_text(["Хрватска"])
    look(visitor.page)
    visitor.page.reload()
    expect(first).to_have_text(["Хрватска"])
    expect(visitor.page.locator("#board-state-word")).to_have_text(REASON)

    coordinator.page.locator("form[action$='/boards/move/'] button").press("Enter")
    expect(first).to_have_count(2)
    assert sorted(first.all_inner_texts()) == ["Србија", "Хрватска"]
    assert coordinator.complaints + visitor.complaints == []


def freeze(coordinator: Teacher) -> None:
    """All boards, because a result is checked."""
    page = coordinator.page
    page.goto(f"{coordinator.url}/hr/staff/day/boards/")
    page.locator("[name=reason]").select_option("check")
    page.locator(".day-form button[type=submit]").press("Enter")
    expect(page.locator("form[action$='/boards/move/']")).to_be_visible()
    look(page)
