"""The states of many sittings at once, as the monitors' hub reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competition import clock
from competition.models import Edition, Lease, Sitting
from competition.queries.monitor import sitting_state, sitting_states
from schools.models import School, User
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
        assert len(seen) == 4


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
