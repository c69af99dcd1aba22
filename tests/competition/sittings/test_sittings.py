"""What a teacher does to a sitting, and the record it leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from base import clock
from base.models import User
from competition import exceptions
from competition.models import Answer, Attempt, Credit, Decision, Edition, Entry, Result, Sitting
from competition.sittings.actions import sittings
from competition.sittings.actions.attempts import take_back, void
from competition.sittings.actions.sittings import open_sitting
from schools.models import Card
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def running(sitting: Sitting, card: Card, teacher: User) -> Attempt:
    """One card at work in a started sitting."""
    sittings.start_all(sitting, by=teacher, at=clock.now() - MINUTE)
    return cast.make_attempt(card, sitting)


def kinds() -> list[str]:
    """The record, oldest first."""
    return list(Decision.objects.order_by("pk").values_list("kind", flat=True))


def test_a_code_has_six_digits_and_is_open_once(entry: Entry, teacher: User) -> None:
    codes = {cast.make_sitting(entry).code for _ in range(5)}
    assert len(codes) == 5
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    # By a nine the page of pupils knows that no PIN is asked for.
    assert not {code for code in codes if code[0] in "09"}


@in_one_world("state", ["draft", "registration", "rehearsal", "review", "archived"])
def test_an_official_sitting_needs_a_live_edition(
    entry: Entry, edition: Edition, teacher: User, state: str
) -> None:
    edition.state = state
    edition.save()
    entry.refresh_from_db()
    with pytest.raises(exceptions.NotLive):
        open_sitting(entry, kind=Sitting.Kind.OFFICIAL, by=teacher, at=clock.now())


def test_an_official_sitting_needs_an_open_window(
    entry: Entry, edition: Edition, teacher: User
) -> None:
    later = clock.now() + timedelta(days=1)
    with pytest.raises(exceptions.NotLive):
        open_sitting(entry, kind=Sitting.Kind.OFFICIAL, by=teacher, at=later)
    rehearsed = open_sitting(entry, kind=Sitting.Kind.REHEARSAL, by=teacher, at=later)
    assert rehearsed.paper == entry.division.rehearsal


def test_without_a_rehearsal_paper_a_class_rehearses_with_the_practice_paper(
    entry: Entry, teacher: User
) -> None:
    entry.division.rehearsal = None
    rehearsed = open_sitting(entry, kind=Sitting.Kind.REHEARSAL, by=teacher, at=clock.now())
    assert rehearsed.paper == entry.division.practice


def test_a_class_without_cards_cannot_sit(entry: Entry, teacher: User) -> None:
    entry.school_class.cards.all().delete()
    with pytest.raises(exceptions.NoCards):
        cast.make_sitting(entry)


def test_resume_gives_the_paused_time_back_to_the_second(
    running: Attempt, sitting: Sitting, teacher: User
) -> None:
    deadline, at = running.deadline, clock.now()
    sittings.pause(sitting, by=teacher, at=at)
    sittings.resume(sitting, by=teacher, at=at + timedelta(seconds=95))
    running.refresh_from_db()
    assert deadline is not None
    assert running.deadline == deadline + timedelta(seconds=95)
    assert Credit.objects.get().seconds == 95
    assert kinds() == ["open", "start", "pause", "resume"]


def test_a_pause_before_the_own_start_gives_nothing_for_what_was_before(
    sitting: Sitting, card: Card, teacher: User
) -> None:
    at = clock.now()
    sittings.start_all(sitting, by=teacher, at=at - MINUTE)
    attempt = cast.make_attempt(card, sitting, at=at + MINUTE)
    sittings.pause(sitting, by=teacher, at=at)
    sittings.resume(sitting, by=teacher, at=at + 3 * MINUTE)
    attempt.refresh_from_db()
    assert attempt.deadline == at + 23 * MINUTE


def test_who_was_let_in_in_the_pause_gets_ready_after_it(
    running: Attempt, sitting: Sitting, card: Card, teacher: User
) -> None:
    other = sitting.entry.school_class.cards.exclude(pk=card.pk).order_by("number")[0]
    late = cast.make_attempt(other, sitting)
    at = clock.now()
    before = running.admitted_at
    sitting.attempts.filter(pk=late.pk).update(admitted_at=None, started_at=None, deadline=None)
    sittings.pause(sitting, by=teacher, at=at)
    sittings.admit(sitting, card=other, by=teacher, at=at + MINUTE)
    sittings.resume(sitting, by=teacher, at=at + 3 * MINUTE)
    late.refresh_from_db()
    running.refresh_from_db()
    assert (running.admitted_at, late.admitted_at) == (before, at + 3 * MINUTE)


@in_one_world(("pause", "extra", "worked"), [(4, 0, 6), (0, 4, 10)], ids=["pause", "extra"])
def test_a_pause_is_no_time_worked_and_extra_minutes_are(
    sitting: Sitting, card: Card, teacher: User, pause: int, extra: int, worked: int
) -> None:
    began = clock.now() - 10 * MINUTE
    sittings.start_all(sitting, by=teacher, at=began)
    attempt = cast.make_attempt(card, sitting, at=began)
    if pause:
        sittings.pause(sitting, by=teacher, at=began + MINUTE)
        sittings.resume(sitting, by=teacher, at=began + MINUTE + pause * MINUTE)
    if extra:
        sittings.give_minutes(sitting, minutes=extra, by=teacher, at=began + MINUTE)
    sittings.close(sitting, by=teacher, at=began + 10 * MINUTE)
    assert attempt.credits.count() == 1
    assert Result.objects.get().time == worked


def test_who_has_finished_gets_no_minutes(
    running: Attempt, sitting: Sitting, teacher: User
) -> None:
    other = cast.make_attempt(sitting.entry.school_class.cards.get(number=2), sitting)
    deadline = other.deadline
    cast.finish(other, "1")
    assert sittings.give_minutes(sitting, minutes=5, by=teacher, at=clock.now()) == 1
    other.refresh_from_db()
    assert other.deadline == deadline
    assert Credit.objects.get().attempt == running


def test_extra_minutes_for_one_leave_the_others_alone(
    running: Attempt, sitting: Sitting, teacher: User, card: Card
) -> None:
    other = cast.make_attempt(sitting.entry.school_class.cards.get(number=2), sitting)
    deadlines = running.deadline, other.deadline
    sittings.give_minutes(sitting, minutes=5, by=teacher, at=clock.now(), card=card, reason="need")
    running.refresh_from_db()
    other.refresh_from_db()
    assert deadlines[0] is not None
    assert (running.deadline, other.deadline) == (deadlines[0] + 5 * MINUTE, deadlines[1])
    assert Decision.objects.filter(kind="extra", attempt=running, reason="need").get().amount == 300


@in_one_world("minutes", [0, -1, 61])
def test_minutes_out_of_bounds_are_refused(
    running: Attempt, sitting: Sitting, teacher: User, minutes: int
) -> None:
    with pytest.raises(exceptions.BadMinutes):
        sittings.give_minutes(sitting, minutes=minutes, by=teacher, at=clock.now())


def test_all_who_came_late_are_let_in_at_once_each_on_record(
    running: Attempt, sitting: Sitting, teacher: User
) -> None:
    others = sitting.entry.school_class.cards.exclude(pk=running.card_id).order_by("number")
    late = [cast.make_attempt(card, sitting) for card in others]
    sitting.attempts.exclude(pk=running.pk).update(admitted_at=None, started_at=None, deadline=None)
    at = clock.now()
    assert sittings.admit(sitting, by=teacher, at=at) == 2
    assert [one.admitted_at for one in sitting.attempts.order_by("pk")[1:]] == [at, at]
    recorded = Decision.objects.filter(kind="admit").order_by("pk")
    assert [(one.attempt, one.card) for one in recorded] == [(one, one.card) for one in late]
    with pytest.raises(exceptions.NothingToDo):
        sittings.admit(sitting, by=teacher, at=at)


def test_nobody_is_late_before_the_start(sitting: Sitting, card: Card, teacher: User) -> None:
    with pytest.raises(exceptions.NotStarted):
        sittings.admit(sitting, card=card, by=teacher, at=clock.now())


def test_close_finishes_who_is_at_work_with_what_is_stored(
    running: Attempt, sitting: Sitting, teacher: User
) -> None:
    cast.store_choices(running, "12300")
    sittings.close(sitting, by=teacher, at=clock.now())
    running.refresh_from_db()
    assert running.ending == "closed"
    assert running.receipt
    assert Result.objects.get().choices == "12300"


def test_what_was_voided_at_work_and_counts_again_has_ended_with_its_sitting(
    running: Attempt, sitting: Sitting, teacher: User, superuser: User
) -> None:
    cast.store_choices(running, "123")
    void(running, reason="technical", by=superuser, at=clock.now())
    closed_at = clock.now()
    sittings.close(sitting, by=teacher, at=closed_at)
    # Its computer sends one more when it comes back.
    late = closed_at + MINUTE
    Answer.objects.create(attempt=running, lease=1, seq=9, question=4, choice=1, received_at=late)
    take_back(Decision.objects.get(kind="void"), by=superuser, at=closed_at + 5 * MINUTE)
    running.refresh_from_db()
    assert (running.finished_at, running.ending) == (closed_at, "closed")
    assert running.receipt
    result = Result.objects.get()
    assert (result.counts, result.choices, result.late) == (True, "12300", 1)
    assert result.changed_at == closed_at + 5 * MINUTE


def test_what_was_voided_at_work_and_counts_again_while_its_sitting_is_open_goes_on(
    running: Attempt, sitting: Sitting, teacher: User, superuser: User
) -> None:
    void(running, reason="technical", by=superuser, at=clock.now())
    take_back(Decision.objects.get(kind="void"), by=superuser, at=clock.now())
    running.refresh_from_db()
    assert (running.voided_at, running.finished_at) == (None, None)
    sittings.close(sitting, by=teacher, at=clock.now())
    assert Result.objects.get().counts


@pytest.mark.parametrize("finished", [False, True])
@pytest.mark.parametrize("ended", [False, True])
def test_what_was_voided_in_a_pause_and_counts_again_has_the_time_of_the_pause(
    ended: bool, finished: bool, running: Attempt, sitting: Sitting, teacher: User, superuser: User
) -> None:
    deadline, at = running.deadline, clock.now()
    assert deadline is not None
    sittings.pause(sitting, by=teacher, at=at)
    if finished:
        Attempt.objects.filter(pk=running.pk).update(finished_at=at + 4 * MINUTE, ending="pupil")
    void(running, reason="technical", by=superuser, at=at + MINUTE)
    over: Callable[..., object] = sittings.close if ended else sittings.resume
    over(sitting, by=teacher, at=at + 9 * MINUTE)
    take_back(Decision.objects.get(kind="void"), by=superuser, at=at + 10 * MINUTE)
    running.refresh_from_db()
    paused = (4 if finished else 9) * MINUTE
    assert running.deadline == deadline + paused
    if ended or finished:
        assert Result.objects.get().time == 1


def test_who_has_only_come_in_again_has_not_played_again(
    running: Attempt, sitting: Sitting, teacher: User, superuser: User
) -> None:
    sittings.close(sitting, by=teacher, at=clock.now())
    void(running, reason="power", by=superuser, at=clock.now())
    again = cast.make_attempt(running.card, cast.make_sitting(sitting.entry))
    Attempt.objects.filter(pk=again.pk).update(started_at=None, deadline=None)
    take_back(Decision.objects.get(kind="void"), by=superuser, at=clock.now())
    assert list(Attempt.objects.filter(voided_at=None)) == [running]
    assert Result.objects.get().counts


def test_a_closed_sitting_takes_no_action(sitting: Sitting, teacher: User) -> None:
    sittings.close(sitting, by=teacher, at=clock.now())
    actions: list[Callable[..., object]] = [sittings.start_all, sittings.pause, sittings.close]
    for action in actions:
        with pytest.raises(exceptions.SittingClosed):
            action(sitting, by=teacher, at=clock.now())
    assert kinds() == ["open", "close"]
