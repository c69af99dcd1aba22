"""A sitting ends by itself after the lesson, and one that was ended too early goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition import exceptions
from competition.models import (
    Attempt,
    Credit,
    Decision,
    Edition,
    Outage,
    Result,
    Sitting,
    Window,
)
from competition.rules.timing import phase
from competition.sittings.actions.ending import close_forgotten, reopen, sweep
from competition.sittings.actions.sittings import (
    close,
    give_minutes,
    open_sitting,
    pause,
    resume,
    start_all,
)
from competition.sittings.queries.attempts import course_of
from competition.sittings.queries.monitor import sitting_state
from schools.models import Card
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def begun(sitting: Sitting, teacher: User) -> datetime:
    """The common start, an hour ago: 20 minutes of work."""
    at = clock.now() - 60 * MINUTE
    Sitting.objects.update(opened_at=at - MINUTE)
    start_all(sitting, by=teacher, at=at)
    sitting.refresh_from_db()
    assert sitting.starts_at is not None
    return sitting.starts_at


def end_of(sitting: Sitting) -> timedelta:
    """Between the last deadline and the end that nobody pressed for."""
    return timedelta(seconds=sitting.entry.edition.grace_seconds) + 20 * MINUTE


def test_what_nobody_ended_ends_after_the_lesson_once(
    sitting: Sitting, card: Card, begun: datetime
) -> None:
    attempt = cast.make_attempt(card, sitting, at=begun)
    end = begun + 20 * MINUTE + end_of(sitting)
    assert close_forgotten(at=end - timedelta(seconds=1)) == 0
    assert [close_forgotten(at=end), close_forgotten(at=end)] == [1, 0]
    attempt.refresh_from_db()
    decision = Decision.objects.get(kind="close")
    assert (attempt.ending, decision.decided_by) == ("closed", None)


def test_a_bell_for_all_leaves_the_other_jobs_their_time(
    sitting: Sitting, begun: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Sitting.objects.get(pk=sitting.pk)
    again.pk, again.code = None, "777777"
    again.save()
    monkeypatch.setattr("competition.sittings.actions.ending.CLOSING_ROUND", -1.0)
    end = begun + 20 * MINUTE + end_of(sitting)
    assert [close_forgotten(at=end) for _round in range(3)] == [1, 1, 0]


@in_one_world("what", ["minutes", "untimed", "pause", "outage"])
def test_it_stays_open_while_somebody_has_time_or_the_clock_stands(
    what: str, sitting: Sitting, card: Card, teacher: User, begun: datetime
) -> None:
    attempt = cast.make_attempt(card, sitting, at=begun)
    end = begun + 20 * MINUTE + end_of(sitting)
    if what == "minutes":
        give_minutes(sitting, minutes=2, by=teacher, at=end - MINUTE)
    elif what == "untimed":
        Attempt.objects.filter(pk=attempt.pk).update(deadline=None)
    elif what == "pause":
        pause(sitting, by=teacher, at=end - MINUTE)
    else:
        Outage.objects.create(began_at=end - 2 * MINUTE, ended_at=end - MINUTE)
    sweep(at=end + MINUTE)
    sitting.refresh_from_db()
    assert sitting.closed_at is None


# ---------------------------------------------------------------- opened again


def test_whom_the_end_interrupted_has_exactly_the_time_that_was_left(
    sitting: Sitting, card: Card, teacher: User
) -> None:
    at = clock.now()
    start_all(sitting, by=teacher, at=at - 10 * MINUTE)
    running = cast.make_attempt(card, sitting, at=at - 10 * MINUTE)
    other = sitting.entry.school_class.cards.exclude(pk=card.pk)[0]
    done = cast.finish(cast.make_attempt(other, sitting, at=at - 10 * MINUTE), "1")
    cast.store_choices(running, "12")
    close(sitting, by=teacher, at=at)
    running.refresh_from_db()
    receipt = running.receipt
    assert receipt
    reopen(sitting, reason="mistake", by=teacher, at=at + 7 * MINUTE)
    running.refresh_from_db()
    assert (running.finished_at, running.receipt, running.ending) == (None, receipt, "")
    assert running.deadline == at + 17 * MINUTE
    assert running.released_at is not None
    assert list(Result.objects.values_list("attempt", flat=True)) == [done.pk]
    decision = Decision.objects.get(kind="reopen")
    assert (decision.reason, decision.amount) == ("mistake", 1)
    # and at its second end it counts once, without the time between
    close(sitting, by=teacher, at=at + 12 * MINUTE)
    assert Result.objects.get(attempt=running).time == 15
    assert Credit.objects.get(attempt=running).seconds == 420


@in_one_world("paused", [False, True])
def test_one_that_nobody_had_begun_waits_for_its_start_again(
    sitting: Sitting, card: Card, teacher: User, paused: bool
) -> None:
    at = clock.now()
    ready = cast.make_attempt(card, sitting, at=at)
    Attempt.objects.update(started_at=None, deadline=None)
    start_all(sitting, by=teacher, at=at)
    if paused:
        pause(sitting, by=teacher, at=at + timedelta(seconds=1))
    close(sitting, by=teacher, at=at + timedelta(seconds=3))
    reopen(sitting, reason="mistake", by=teacher, at=at + MINUTE)
    sitting.refresh_from_db()
    ready.refresh_from_db()
    assert (sitting.starts_at, sitting.paused_at) == (None, None)
    assert phase(course_of(ready, sitting), at + MINUTE) == "waiting"
    assert sitting_state(sitting, at=at + MINUTE)["phase"] == "waiting"
    start_all(sitting, by=teacher, at=at + 2 * MINUTE)


def test_one_that_was_ended_in_a_break_goes_on_in_the_break(
    sitting: Sitting, card: Card, teacher: User
) -> None:
    at = clock.now()
    start_all(sitting, by=teacher, at=at - 10 * MINUTE)
    running = cast.make_attempt(card, sitting, at=at - 10 * MINUTE)
    pause(sitting, by=teacher, at=at - 2 * MINUTE)
    close(sitting, by=teacher, at=at)
    reopen(sitting, reason="mistake", by=teacher, at=at + 5 * MINUTE)
    sitting.refresh_from_db()
    assert sitting.paused_at == at + 5 * MINUTE
    resume(sitting, by=teacher, at=at + 9 * MINUTE)
    # Nothing of it was worked: neither the break nor the end.
    running.refresh_from_db()
    assert running.deadline == at + 21 * MINUTE
    close(sitting, by=teacher, at=at + 10 * MINUTE)
    reopen(sitting, reason="mistake", by=teacher, at=at + 11 * MINUTE)
    sitting.refresh_from_db()
    assert sitting.paused_at is None


def test_it_does_not_end_by_itself_at_once(sitting: Sitting, card: Card, teacher: User) -> None:
    at = clock.now()
    start_all(sitting, by=teacher, at=at - 60 * MINUTE)
    cast.make_attempt(card, sitting, at=at - 60 * MINUTE)
    close(sitting, by=None, at=at)
    reopen(sitting, reason="lesson", by=teacher, at=at + 5 * MINUTE)
    assert close_forgotten(at=at + 24 * MINUTE) == 0
    assert close_forgotten(at=at + 25 * MINUTE) == 1


@in_one_world(
    ("what", "refusal"),
    [
        ("open", exceptions.StillOpen),
        ("late", exceptions.TooLateToReopen),
        ("window", exceptions.NotLive),
        ("state", exceptions.NotLive),
        ("code", exceptions.SittingCodeTaken),
        ("reason", exceptions.ReasonMissing),
    ],
)
def test_it_is_refused_with_the_reason(
    what: str, refusal: type[Exception], sitting: Sitting, teacher: User, edition: Edition
) -> None:
    at = clock.now()
    if what != "open":
        close(sitting, by=teacher, at=at)
    if what == "window":
        Window.objects.update(closes_at=at)
    elif what == "state":
        Edition.objects.update(state="review")
    elif what == "code":
        kind = Sitting.Kind.REHEARSAL
        again = open_sitting(sitting.entry, kind=kind, by=teacher, at=at)
        Sitting.objects.filter(pk=again.pk).update(code=sitting.code)
    later = at + (46 if what == "late" else 1) * MINUTE
    reason = "rules" if what == "reason" else "technical"
    with pytest.raises(refusal):
        reopen(sitting, reason=reason, by=teacher, at=later)
    # Nor does the monitor offer one for the rest of the class where that would be refused.
    ended = Sitting.objects.get(pk=sitting.pk)
    rest = ended.closed_at is not None and what not in ("window", "state")
    assert sitting_state(ended, at=later)["rest"] is rest


@in_one_world("what", ["now", "late", "window", "state", "rehearsal"])
def test_it_is_offered_only_where_it_is_not_refused(
    what: str, sitting: Sitting, teacher: User, client: Client
) -> None:
    at = clock.now()
    if what == "rehearsal":
        Sitting.objects.update(kind=Sitting.Kind.REHEARSAL)
    close(sitting, by=teacher, at=at - (46 if what == "late" else 1) * MINUTE)
    if what in ("window", "rehearsal"):
        Window.objects.update(closes_at=at)
    elif what == "state":
        Edition.objects.update(state="review")
    ended = Sitting.objects.get(pk=sitting.pk)
    client.force_login(teacher)
    page = client.get(f"/en/staff/sittings/{sitting.pk}/results/").text
    offered = (sitting_state(ended, at=at)["reopen"], "Open it again…" in page)
    assert offered == ((what in ("now", "rehearsal"),) * 2)
