"""The day: contacts and window, official sittings of three schools, boards, the close."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from playwright.sync_api import expect

from tests.walk import hall, teacher
from tests.walk.desk import Person
from tests.walk.editions import open_window, save, take_step
from tests.walk.pupil import Pupil
from tests.walk.walk import Walk
from tests.walk.year import (
    COORDINATOR,
    COUNTRY,
    DIVISION,
    EDITION,
    ORGANIZER,
    ORGANIZERS,
    PUPILS,
    SIZES,
    ZONE,
)

DESK = f"staff/editions/{EDITION}/"
BOARD = f"boards/{EDITION}/{COUNTRY.lower()}/{DIVISION}/"
# Long enough for three classes to sit down, and over when they have played.
OPEN_FOR = timedelta(seconds=100)
WAITS = "10 pupils from 3 schools"


def verify_contacts(walk: Walk) -> None:
    """Each organizer calls every service of the country."""
    for email in reversed(ORGANIZERS.values()):
        verify_each(walk.meet(email))


def verify_each(organizer: Person) -> None:
    """One press for each that answered."""
    page = organizer.go(DESK)
    buttons = page.locator(".contact-list form button")
    while buttons.count():
        buttons.first.click()
        page.wait_for_load_state()
        organizer.go(DESK)


def go_live(walk: Walk) -> None:
    """The windows are set to begin now and to close soon; then the edition is live."""
    now = datetime.now(ZONE).replace(microsecond=0)
    walk.closes = (now + OPEN_FOR + timedelta(seconds=59)).replace(second=0)
    for country, organizer in ORGANIZERS.items():
        # Abroad it is longer at once.
        closes = walk.closes + (country != COUNTRY) * timedelta(minutes=1)
        open_window(walk.meet(organizer), now.replace(second=0), closes, country=country)
    take_step(walk.meet(COORDINATOR), "live")


def sit_down(walk: Walk) -> None:
    """Four classes come in: of two of them the first pupil at a real browser."""
    for place, one in enumerate(walk.classes):
        code = teacher.open_sitting(walk, one, "official")
        first = 1
        if place < 2:
            first = 2
            pupil = Pupil(walk.browser, walk.server.url, one, 1)
            walk.people[pupil.email] = pupil
            walk.pupils.append(pupil)
            pupil.join(code)
        walk.rooms.append(hall.Room(walk.server, one, code))
        walk.rooms[-1].join(range(first, PUPILS + 1))
    teacher.show_on_wall(walk, walk.classes[1])
    monitor = walk.meet(walk.classes[1].teacher)
    monitor.page.goto(walk.classes[1].monitor)
    expect(monitor.page.locator("#joined")).to_have_text(f"{PUPILS}")


def start(walk: Walk) -> None:
    """Each teacher starts the own class; most pupils answer at once, some with a single mistake."""
    for one in walk.classes:
        teacher.act(walk, one, "start")
    for room in walk.rooms:
        room.answer_all()
    for place, pupil in enumerate(walk.pupils):
        pupil.answer(SIZES["official"], rightly=place == 0)
    teacher.wall_shows(walk, "running")
    walk.here = walk.pupils[1]


def help_out(walk: Walk) -> None:
    """A class is paused, told why and given minutes; the window is made longer for all."""
    one, pupil = walk.classes[0], walk.pupils[0]
    teacher.act(walk, one, "pause")
    expect(pupil.page.locator("main[data-screen=paused]")).to_be_visible()
    organizer = walk.meet(ORGANIZER)
    page = organizer.go("staff/day/notices/")
    page.locator("input[name=sentence]:not([value=''])").first.check()
    said = organizer.read("label.one-sentence:has(input:checked) span")
    organizer.press(".day-form button[type=submit]")
    assert said in organizer.read(".said")
    notice = pupil.page.get_by_test_id("notice")
    expect(notice).to_be_visible()
    assert notice.inner_text() != said, "the pupil reads another language"
    teacher.act(walk, one, "extra")
    teacher.act(walk, one, "resume")
    expect(pupil.page.locator("#finish")).to_be_visible()
    _extend_window(walk)


def _extend_window(walk: Walk) -> None:
    """By a minute."""
    organizer = walk.meet(ORGANIZER)
    organizer.go(f"{DESK}countries/{COUNTRY.lower()}/windows/")
    walk.closes += timedelta(minutes=1)
    organizer.page.fill("[name=windows-0-closes_at]", f"{walk.closes:%Y-%m-%dT%H:%M}")
    save(organizer)


def see_boards_move(walk: Walk) -> None:
    """A board that is open in a browser says what it waits for; the first pupil of a third school
    brings names without its being loaded again."""
    watcher = walk.stranger()
    watcher.go(BOARD)
    rows = watcher.page.locator("#board tbody tr")
    for room in walk.rooms[:2]:
        room.finish_all()
    # A board that would show what it may not has shown it by then.
    watcher.page.wait_for_timeout(3000)
    expect(rows).to_have_count(0)
    expect(watcher.page.locator("#board-nothing")).to_contain_text(WAITS)
    for room in walk.rooms[2:]:
        room.finish_all()
    expect(rows).to_have_count(20)
    for pupil in walk.pupils:
        pupil.finish()
    expect(watcher.page.locator("#board-count")).to_contain_text(f"{PUPILS * len(walk.home)}")
    walk.stranger()


def close(walk: Walk) -> None:
    """The teachers close their sittings, and everybody waits for the window to do so; then pupils
    open the own result with the card, on another computer."""
    for one in walk.classes:
        teacher.close_finished(walk, one)
        assert len(one.receipts) == PUPILS, one.receipts
    teacher.wall_shows(walk, "closed")
    while datetime.now(ZONE) <= walk.closes + timedelta(seconds=1):
        time.sleep(0.5)
    for one, room in zip(walk.classes[:2], walk.rooms, strict=False):
        at_home = Pupil(walk.browser, walk.server.url, one, 1)
        at_home.look_up(room.code)
        at_home.context.close()
    walk.meet(ORGANIZER).go("staff/day/")


def review(walk: Walk) -> None:
    """Nothing is open any more: the edition is reviewed."""
    take_step(walk.meet(COORDINATOR), "review")
    walk.meet(COORDINATOR).go(f"staff/editions/{EDITION}/")
