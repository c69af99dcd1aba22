"""A teacher's screens during one lesson: the seat behind a click, who is late, the wall."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.flows.conftest import Day
from tests.flows.people import Teacher, look
from tests.machine import Browser as Computer
from tests.waiting import until

pytestmark = [pytest.mark.later, pytest.mark.timeout(420)]


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: each lesson has a class of its own."""
    return shared_day


@pytest.fixture
def teacher(day: Day, browser: Browser) -> Teacher:
    """The teacher of the class, logged in and reading English."""
    person = Teacher(browser, day.url, "en")
    person.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    return person


@pytest.fixture
def seat(day: Day, teacher: Teacher, label: str) -> Iterator[Callable[..., list[Computer]]]:
    """Seats cards at computers in the sitting the teacher has open."""
    here: list[Computer] = []

    def join(*numbers: int) -> list[Computer]:
        code, pins = teacher.state()["code"], day.cards[label]
        found = [Computer(day.url, code, n, pin=pins[str(n)]) for n in numbers]
        here.extend(found)
        for computer in found:
            computer.join()
        return found

    yield join
    for computer in here:
        computer.client.close()


def begin(teacher: Teacher, computers: list[Computer]) -> None:
    """The common start, and every paper opened."""
    teacher.press("start")
    expect(teacher.page.locator("#monitor")).to_have_attribute("data-phase", "running")
    for computer in computers:
        computer.begin()


def stay(computers: list[Computer]) -> None:
    """A computer that nobody hears of for 45 seconds is told of as one that has dropped out."""
    for computer in computers:
        assert computer.post("heartbeat", {"active": True})[0] == 200


def test_a_seat_follows_its_pupil_and_keeps_what_is_chosen(
    teacher: Teacher, label: str, seat: Callable[..., list[Computer]]
) -> None:
    teacher.open_official(label)
    (first,) = seat(1)
    begin(teacher, [first])
    page = teacher.page
    teacher.open_seat("1")
    reason = page.locator("#seat-reason")
    reason.select_option("technical")
    reason.focus()
    first.choose(1, 2)
    expect(page.locator("#seat .seat-answered")).to_have_text("1 of 12 answered")
    left = int(page.locator("#seat .seat-left").inner_text().split()[0])
    page.locator("#seat button[value='5']").press("Enter")
    more = re.compile(rf"^\s*({left + 5}|{left + 4}) min\s*$")
    expect(page.locator("#seat .seat-left")).to_have_text(more)
    facts = page.locator("#seat .seat-facts")
    expect(facts).to_contain_text(re.compile(r"Added during the quiz\s+5 min"))
    expect(facts.locator(".seat-left")).to_have_text(more)
    expect(reason).to_have_value("technical")
    expect(page.locator("#seat button[value='5']")).to_be_focused()
    teacher.press("extra")
    expect(facts).to_contain_text(re.compile(r"Added during the quiz\s+10 min"))
    first.finish()
    expect(page.locator("#seat .seat-word")).to_have_text("finished")
    expect(page.locator(".seat-extra")).not_to_be_visible()
    assert teacher.complaints == []


def test_who_comes_late_is_let_in_from_the_tile_the_panel_or_all_at_once(
    teacher: Teacher, label: str, seat: Callable[..., list[Computer]]
) -> None:
    teacher.open_official(label)
    computers = seat(1)
    begin(teacher, computers)
    late = seat(2, 3, 4, 5)
    page = teacher.page
    tile = page.locator(".seat").nth(1)
    expect(tile.locator(".seat-let-in")).to_be_visible()
    look(page)
    tile.locator(".seat-let-in").press("Enter")
    expect(tile).to_have_attribute("data-state", "ready")
    expect(page.locator(".seat-let-in:visible").first).to_be_focused()

    stay(late)
    teacher.open_seat("3")
    page.locator("#seat button[value=admit]").press("Enter")
    expect(page.locator("#seat .seat-word")).to_have_text("ready")
    expect(page.locator("#seat-title")).to_be_focused()

    expect(page.locator("#admit-all")).to_have_text("Let in 2 who came later")
    page.locator("#admit-all").click()
    expect(page.locator("#admit-all")).not_to_be_visible()
    # Each of them has the countdown first.
    assert until(lambda: all(one.post("start", {"language": "bs"})[0] == 200 for one in late))
    stay(computers)
    expect(page.locator(".seat[data-state=working]")).to_have_count(5)
    assert teacher.complaints == []
