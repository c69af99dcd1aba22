"""A night passes: the servers are stopped, and started in the morning with a mail server."""

from __future__ import annotations

from tests.walk.desk import Person
from tests.walk.outcome import IN_PUBLIC, board_rows
from tests.walk.served import clock_library
from tests.walk.walk import Walk
from tests.walk.year import COORDINATOR, EDITION, ORGANIZER

MORNING = 10


def clock_can_be_moved() -> bool:
    """Whether libfaketime is there; without it nobody waits for the number."""
    return clock_library() is not None


def pass_night(walk: Walk) -> None:
    """Stopped and started as a new release does it: what people made stays as it was. Everybody's
    session is over; somebody has written down which mail server takes the mails."""
    before = _kept(walk)
    walk.server.stop()
    walk.server.take_mails()
    if clock_can_be_moved():
        morning = walk.number_known.replace(hour=MORNING, minute=0)
        walk.server.put_forward(morning - walk.now())
    walk.server.start()
    after = _kept(walk)
    assert before == after, f"{before}\n{after}"
    assert walk.sealed in after["seal"]
    walk.meet(COORDINATOR).go(f"staff/editions/{EDITION}/awarding/")


def _numbers(stranger: Person) -> list[str | None]:
    links = stranger.go("help/").locator("main a[href^='tel:']")
    return [one.get_attribute("href") for one in links.all()]


def _kept(walk: Walk) -> dict[str, str]:
    stranger = walk.stranger()
    return {
        "board": str(board_rows(stranger)),
        "seal": stranger.reads(IN_PUBLIC),
        # When the lines are open is told by the day.
        "help": str(_numbers(stranger)),
        "contacts": walk.meet(ORGANIZER).reads(f"staff/editions/{EDITION}/", ".contact-list"),
    }
