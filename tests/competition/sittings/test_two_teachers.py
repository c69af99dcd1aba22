"""A colleague has taken a class over, and its teacher looks on: both press at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition.exceptions import (
    AlreadyPaused,
    AlreadyStarted,
    CompetitionError,
    DoneJustNow,
    NotPaused,
    SittingClosed,
    StillOpen,
)
from competition.models import Attempt, Decision, Entry, Sitting
from competition.sittings.actions.ending import reopen
from competition.sittings.actions.sittings import close, give_minutes, pause, resume, start_all
from schools.models import ClassCover, School, SchoolClass
from tests import cast

MINUTE = timedelta(minutes=1)


@pytest.fixture
def colleague(school: School, school_class: SchoolClass) -> User:
    """Has taken the class over for today."""
    found, at = cast.make_teacher(school, "mirza@example.org"), clock.now()
    ClassCover.objects.create(
        school_class=school_class,
        colleague=found,
        reason=ClassCover.Reason.ILL,
        taken_at=at,
        until=at + timedelta(hours=1),
    )
    return found


def deadlines(sitting: Sitting) -> list[datetime | None]:
    return list(sitting.attempts.order_by("pk").values_list("deadline", flat=True))


def test_minutes_that_both_give_at_once_are_given_once_and_the_second_is_told_by_whom(
    sitting: Sitting, attempts: list[Attempt], teacher: User, colleague: User, now: datetime
) -> None:
    before = attempts[0].deadline
    assert before is not None
    give_minutes(sitting, minutes=5, by=teacher, at=now)
    told = "Vesna has just decided about the same.*press again after 15 seconds"
    with pytest.raises(DoneJustNow, match=told):
        give_minutes(sitting, minutes=5, by=colleague, at=now + timedelta(seconds=2))
    assert set(deadlines(sitting)) == {before + 5 * MINUTE}
    give_minutes(sitting, minutes=5, by=teacher, at=now + timedelta(seconds=2))
    give_minutes(sitting, minutes=5, by=colleague, at=now + timedelta(seconds=17))
    assert set(deadlines(sitting)) == {before + 15 * MINUTE}
    give_minutes(sitting, minutes=10, by=teacher, at=now + timedelta(seconds=17))
    assert set(deadlines(sitting)) == {before + 25 * MINUTE}, "as many as nobody has just given"


def test_minutes_for_all_and_for_one_are_two_things(
    sitting: Sitting, attempts: list[Attempt], teacher: User, colleague: User, now: datetime
) -> None:
    one, other = attempts[0].card, attempts[1].card
    give_minutes(sitting, minutes=5, by=teacher, at=now)
    give_minutes(sitting, minutes=5, by=colleague, at=now, card=one)
    give_minutes(sitting, minutes=5, by=teacher, at=now, card=other)
    with pytest.raises(DoneJustNow):
        give_minutes(sitting, minutes=5, by=colleague, at=now, card=other)


def test_what_changes_the_phase_is_done_once_and_the_second_reads_how_it_stands(
    sitting: Sitting, teacher: User, colleague: User
) -> None:
    at = clock.now()
    acts: list[tuple[Callable[..., object], type[CompetitionError]]] = [
        (start_all, AlreadyStarted),
        (pause, AlreadyPaused),
        (resume, NotPaused),
        (close, SittingClosed),
    ]
    for act, refusal in acts:
        act(sitting, by=teacher, at=at)
        with pytest.raises(refusal):
            act(sitting, by=colleague, at=at)
    reopen(sitting, reason="mistake", by=teacher, at=at)
    with pytest.raises(StillOpen):
        reopen(sitting, reason="mistake", by=colleague, at=at)
    made = sitting.decisions.exclude(kind=Decision.Kind.OPEN)
    assert (made.count(), made.exclude(decided_by=teacher).count()) == (5, 0)


def test_each_monitor_tells_what_the_other_did(
    client: Client, sitting: Sitting, attempts: list[Attempt], teacher: User, colleague: User
) -> None:
    start_all(sitting, by=teacher, at=clock.now() - MINUTE)
    client.force_login(colleague)
    act = reverse("competition:act", args=[sitting.pk])
    asks = {"Accept": "application/json"}
    assert client.post(act, {"action": "pause"}, headers=asks).json()["phase"] == "paused"
    client.force_login(teacher)
    told = client.get(reverse("competition:sitting_state", args=[sitting.pk])).json()
    assert (told["phase"], told["acts"]["kind"], told["next"]) == ("paused", "pause", "resume")
    refused = client.post(act, {"action": "pause"}, headers=asks)
    assert (refused.status_code, refused.json()["refusal"]) == (
        409,
        "The quiz of this class is paused already.",
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["official", "rehearsal"])
def test_a_quiz_that_both_open_at_once_is_one_and_leads_both_to_its_monitor(
    kind: str, entry: Entry, teacher: User, colleague: User
) -> None:
    address = reverse("competition:open", args=[entry.school_class_id])
    led, start = list[str](), threading.Barrier(2)

    def press(who: User) -> None:
        browser = Client()
        browser.force_login(who)
        start.wait()
        try:
            led.append(browser.post(address, {"kind": kind, "who": "all"})["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(who,)) for who in (teacher, colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one = Sitting.objects.get()
    assert led == [reverse("competition:sitting", args=[one.pk])] * 2
