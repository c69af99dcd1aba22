"""Which screens have a teacher's last act, and how soon the others will."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from asgiref.sync import sync_to_async

from base import clock
from base.models import User
from competition.models import Attempt, Lease, Sitting
from competition.notices.actions.notices import speak
from competition.rules.pacing import FEW, SHORTEST_BEAT, pace
from competition.sittings.actions import sittings
from competition.sittings.actions.ending import reopen
from competition.sittings.queries.monitor import sitting_state
from tests import cast
from tests.competition.pupil_api.client import Pupil, open_hall

SECOND = timedelta(seconds=1)


def acts(sitting: Sitting) -> dict[str, object] | None:
    sitting.refresh_from_db()
    found: dict[str, object] | None = sitting_state(sitting, at=clock.now())["acts"]
    return found


def reached(sitting: Sitting) -> object:
    return (acts(sitting) or {})["reached"]


def hear(attempt: Attempt, at: datetime) -> None:
    """The pupil API replies to this browser."""
    Lease.objects.filter(attempt=attempt).update(heard_at=at)


# ------------------------------------------------------------------ how soon


@pytest.mark.parametrize(
    ("pupils", "seconds"),
    [(0, 2.0), (1000, 2.0), (1200, 2.0), (3000, 7.4), (7200, 20.0), (12_000, 20.0), (90_000, 20.0)],
)
def test_the_more_pupils_there_are_the_slower_they_beat(pupils: int, seconds: float) -> None:
    assert pace(0, 60, waiting=False, pupils=pupils).beat == seconds
    assert pace(0, 60, waiting=True, pupils=pupils).beat == min(seconds, 4.0)
    assert pupils / seconds <= max(FEW / SHORTEST_BEAT, pupils / 20)


@pytest.mark.parametrize(
    ("pupils", "waiting", "load", "beat"),
    [
        (500, False, 0.2, 2.2),
        (500, False, 1.0, 3.0),
        (500, True, 1.0, 3.0),
        (12_000, False, 0.5, 25.0),
        (12_000, False, 1.0, 30.0),
        (12_000, True, 1.0, 30.0),
    ],
)
def test_a_slow_lane_puts_acts_off_by_half_at_most(
    pupils: int, waiting: bool, load: float, beat: float
) -> None:
    assert pace(load, 60, waiting=waiting, pupils=pupils).beat == beat


# ------------------------------------------------------------------ who has it


def test_a_screen_has_an_act_once_the_hall_has_replied_after_it(
    sitting: Sitting, attempts: list[Attempt], teacher: User, now: datetime
) -> None:
    sittings.start_all(sitting, by=teacher, at=now - 600 * SECOND)
    hear(attempts[0], now)
    sittings.pause(sitting, by=teacher, at=now)
    assert acts(sitting) == {"kind": "pause", "number": None, "reached": 0, "of": 3}
    hear(attempts[0], now + SECOND)
    hear(attempts[1], now + 2 * SECOND)
    assert acts(sitting) == {"kind": "pause", "number": None, "reached": 2, "of": 3}
    sittings.resume(sitting, by=teacher, at=now + 3 * SECOND)
    assert acts(sitting) == {"kind": "resume", "number": None, "reached": 0, "of": 3}


def test_a_reply_before_the_act_is_not_taken_for_one_after_it_by_a_clock_that_is_ahead(
    sitting: Sitting, attempts: list[Attempt], teacher: User, now: datetime
) -> None:
    sittings.start_all(sitting, by=teacher, at=now - 600 * SECOND)
    for attempt in attempts:
        hear(attempt, now + SECOND)
    sittings.pause(sitting, by=teacher, at=now)
    assert reached(sitting) == 0


def test_an_act_for_one_card_concerns_its_screen(
    sitting: Sitting, attempts: list[Attempt], teacher: User, now: datetime
) -> None:
    sittings.start_all(sitting, by=teacher, at=now - 600 * SECOND)
    card = attempts[1].card
    sittings.give_minutes(sitting, minutes=5, card=card, by=teacher, at=now)
    assert acts(sitting) == {"kind": "extra", "number": card.number, "reached": 0, "of": 1}
    hear(attempts[0], now + SECOND)
    assert reached(sitting) == 0
    hear(attempts[1], now + SECOND)
    assert reached(sitting) == 1


def test_minutes_for_all_concern_those_at_work_with_a_time_limit(
    sitting: Sitting, attempts: list[Attempt], teacher: User, now: datetime
) -> None:
    sittings.start_all(sitting, by=teacher, at=now - 600 * SECOND)
    Attempt.objects.filter(pk=attempts[0].pk).update(deadline=None)
    cast.finish(attempts[2], "123")
    sittings.give_minutes(sitting, minutes=5, by=teacher, at=clock.now())
    assert acts(sitting) == {"kind": "extra", "number": None, "reached": 0, "of": 1}


def test_what_was_done_before_the_end_is_over_once_the_quiz_is_opened_again(
    sitting: Sitting, attempts: list[Attempt], teacher: User, now: datetime
) -> None:
    sittings.start_all(sitting, by=teacher, at=now - 600 * SECOND)
    sittings.close(sitting, by=teacher, at=now)
    reopen(sitting, reason="mistake", by=teacher, at=now + SECOND)
    assert acts(sitting) is None
    sittings.pause(sitting, by=teacher, at=now + 2 * SECOND)
    assert acts(sitting) == {"kind": "pause", "number": None, "reached": 0, "of": 3}


@pytest.mark.django_db(transaction=True)
def test_a_notice_is_an_act_from_its_commit_on(
    sitting: Sitting, attempts: list[Attempt], teacher: User, now: datetime
) -> None:
    edition = sitting.entry.edition
    speak(edition, texts={"en": "Wait."}, until=now + 600 * SECOND, by=teacher, at=now)
    assert acts(sitting) == {"kind": "notice", "number": None, "reached": 0, "of": 3}
    hear(attempts[0], clock.now())
    assert reached(sitting) == 1


@pytest.mark.django_db(transaction=True)
async def test_the_reply_that_tells_of_the_pause_is_the_one_that_counts(
    sitting: Sitting, teacher: User
) -> None:
    began = clock.now() - 8 * SECOND
    async with open_hall() as client:
        pupil = Pupil(client)
        await pupil.join(sitting)
        await sync_to_async(sittings.start_all)(sitting, by=teacher, at=began)
        await pupil.start()
        await sync_to_async(sittings.pause)(sitting, by=teacher, at=clock.now())
        assert await sync_to_async(reached)(sitting) == 0
        reply = (await pupil.post("heartbeat", {}))[1]
        assert (reply["state"]["phase"], reply["state"]["beat"]) == ("paused", 2.0)
        assert await sync_to_async(reached)(sitting) == 1
