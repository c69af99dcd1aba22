"""The states of many sittings at once, as the monitors' hub reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.models import Answer, Attempt, Edition, Lease, Sitting
from competition.sittings.actions.attempts import accept_late
from competition.sittings.actions.results import write_results
from competition.sittings.actions.sittings import pause, start_all
from competition.sittings.queries.monitor import sitting_state, sitting_states
from schools.models import School
from tests import cast


@pytest.fixture
def sittings(school: School, teacher: User, edition: Edition) -> list[Sitting]:
    """Three classes at work."""
    made = []
    for label in ("V-1", "VI-1", "VII-1"):
        entry = cast.make_entry(cast.make_class(school, teacher, label=label), edition)
        sitting = cast.make_sitting(entry)
        for card in entry.school_class.cards.all():
            cast.make_attempt(card, sitting)
        made.append(sitting)
    return made


def test_all_at_once_are_what_each_is_alone(sittings: list[Sitting]) -> None:
    at = clock.now()
    together = sitting_states(sittings, at=at)
    assert together == {one.pk: sitting_state(one, at=at) for one in sittings}
    assert [len(state["cards"]) for state in together.values()] == [3, 3, 3]


def test_three_classes_cost_the_queries_of_one(sittings: list[Sitting]) -> None:
    for some in (sittings[:1], sittings):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            sitting_states(some, at=clock.now())
        assert len(seen) == 5


def test_a_card_is_shown_by_its_newest_lease_with_the_answers_of_all(
    sittings: list[Sitting],
) -> None:
    attempt = sittings[0].attempts.order_by("card__number")[0]
    now = clock.now()
    Lease.objects.filter(attempt=attempt).update(answered=0b0110, on_question=2)
    Lease.objects.create(
        attempt=attempt,
        number=2,
        opened_at=now,
        heard_at=now - timedelta(seconds=63),
        active_at=now,
        answered=0b1100,
        on_question=7,
    )
    row = sitting_state(sittings[0], at=now)["cards"][0]
    assert (row["state"], row["since"], row["on"], row["answered"]) == ("offline", 60, 7, 3)


def test_the_class_ends_with_its_last_and_a_pause_moves_that_along(
    sittings: list[Sitting], teacher: User, english: None
) -> None:
    sitting, now = sittings[0], clock.now()
    start_all(sitting, by=teacher, at=now - timedelta(minutes=1))
    slow = sitting.attempts.order_by("card__number")[0]
    slow.deadline = now + timedelta(minutes=30)
    slow.save()
    sitting.refresh_from_db()
    state = sitting_state(sitting, at=now)
    assert (state["phase"], state["left"], state["most_left"]) == ("running", 30, 19)
    assert datetime.fromisoformat(state["ends_at"]) == slow.deadline.replace(microsecond=0)
    assert state["cards"][0]["left"] == 30
    assert state["apart"]

    pause(sitting, by=teacher, at=now)
    sitting.refresh_from_db()
    later = sitting_state(sitting, at=now + timedelta(minutes=10))
    assert (later["left"], later["ends_at"], later["next"]) == (30, None, "resume")


def test_a_second_sitting_shows_who_has_finished_and_counts_the_others(
    sittings: list[Sitting], teacher: User
) -> None:
    first = sittings[0]
    done, busy, never = first.attempts.order_by("card__number")
    cast.finish(done, "1")
    never.delete()
    second = cast.make_sitting(first.entry)
    state = sitting_state(second, at=clock.now())
    assert [card["state"] for card in state["cards"]] == ["done", "elsewhere", "absent"]
    assert (state["joined"], state["finished"], state["total"]) == (0, 0, 1)
    cast.make_attempt(never.card, second)
    start_all(second, by=teacher, at=clock.now() - timedelta(minutes=1))
    cast.finish(second.attempts.get(), "1")
    second.refresh_from_db()
    assert sitting_state(second, at=clock.now())["next"] == "close"
    rehearsal = cast.make_sitting(first.entry, kind="rehearsal")
    assert sitting_state(rehearsal, at=clock.now())["total"] == 3
    assert busy.finished_at is None


def test_what_came_after_the_end_is_not_told_as_answered(
    finished_attempt: Callable[..., Attempt],
    sitting: Sitting,
    english: None,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    card = sitting.entry.school_class.cards.get(number=1)
    attempt = finished_attempt(card=card, choices="12000")
    after = clock.now() + timedelta(seconds=5)
    Lease.objects.filter(attempt=attempt).update(answered=0b111110)
    for seq, question in enumerate((2, 3, 4, 5, 5), start=10):
        Answer.objects.create(
            attempt=attempt, lease=1, seq=seq, question=question, choice=1, received_at=after
        )
    write_results([attempt.pk], at=after)
    state = sitting_state(sitting, at=after)
    row = state["cards"][0]
    assert (row["state"], row["answered"], row["too_late"]) == ("finished", 2, 4)
    with django_assert_num_queries(5):  # a monitor looks each second
        sitting_state(sitting, at=after)
    attempt.refresh_from_db()
    accept_late(attempt, by=sitting.opened_by, at=after)
    row = sitting_state(sitting, at=after)["cards"][0]
    assert (row["answered"], row["too_late"]) == (5, 0)


def test_who_might_have_begun_and_has_not_is_said_of_unless_all_wait(
    sittings: list[Sitting], teacher: User, english: None
) -> None:
    sitting, now = sittings[0], clock.now()
    start_all(sitting, by=teacher, at=now - timedelta(minutes=1))
    sitting.attempts.update(started_at=None, deadline=None)
    Lease.objects.update(heard_at=now)
    _, other, late = sitting.attempts.order_by("card__number")
    Attempt.objects.filter(pk=other.pk).update(admitted_at=now - timedelta(seconds=25))
    Attempt.objects.filter(pk=late.pk).update(admitted_at=None)
    sitting.refresh_from_db()
    cards = sitting_state(sitting, at=now)["cards"]
    assert [(card["state"], card["needs"]) for card in cards] == [
        ("ready", "press"),
        ("ready", ""),
        ("late", "let_in"),
    ]
    pause(sitting, by=teacher, at=now)
    sitting.refresh_from_db()
    assert sitting_state(sitting, at=now)["cards"][0]["needs"] == ""


def test_a_class_in_two_editions_has_each_card_once(sittings: list[Sitting]) -> None:
    school_class = sittings[0].entry.school_class
    other = cast.make_edition(school_class.school.country, slug="2028")
    second = cast.make_sitting(cast.make_entry(school_class, other))
    for one in (second, sittings[0]):
        assert len(sitting_state(one, at=clock.now())["cards"]) == 3
