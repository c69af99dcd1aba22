"""Names and needs of pupils are emptied when their time is over, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from base import clock
from base.jobs.tending import OnceANight
from base.models import User
from competition.models import Attempt, Edition, EditionStep, Entry, Result
from leaderboard.forgetting.queries import outlived_details
from schools.models import Card, SchoolClass
from tests import cast
from tests.cells import in_one_world
from tests.forgetting import forget_due

pytestmark = pytest.mark.django_db
NEEDS = {
    "name": "Iva Ivić",
    "extra_time": 50,
    "untimed": True,
    "large_text": True,
    "contrast": True,
}
# A day of the school year of the class.
SPRING = datetime(2027, 3, 10, 12, tzinfo=UTC)
EMPTY = ("", 0, False, False, False)


@pytest.fixture
def told(school_class: SchoolClass) -> Card:
    """A card with a name and every need there is."""
    Card.objects.filter(school_class=school_class, number=1).update(**NEEDS)
    return Card.objects.get(school_class=school_class, number=1)


def publish(edition: Edition, by: User, at: datetime) -> None:
    EditionStep.objects.create(edition=edition, before="sealed", after="published", by=by, at=at)


def at_night(at: datetime) -> bool:
    """Whether a process that begins then empties something the following night."""
    at = at.astimezone(UTC)
    night = at.replace(hour=3) + timedelta(days=at.hour >= 3)
    return OnceANight(lambda at: outlived_details(at).exists())(night)


def forget(at: datetime, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """Do it; what stands on the card."""
    monkeypatch.setattr(clock, "now", lambda: at)
    forget_due(at)
    return tuple(Card.objects.values_list(*NEEDS).get(number=1))


def test_they_go_a_month_after_the_results_and_the_rest_stays(
    told: Card, entry: Entry, teacher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = cast.finish(cast.make_attempt(told, cast.make_sitting(entry)), "120")
    before = (Card.objects.values_list("number").get(pk=told.pk), attempt.receipt)
    at = SPRING
    publish(entry.edition, teacher, at - timedelta(days=29))
    assert not at_night(at)
    assert forget(at, monkeypatch) == tuple(NEEDS.values())
    later = at + timedelta(days=2)
    assert at_night(later)
    assert forget(later, monkeypatch) == EMPTY
    assert not at_night(later)
    kept = Attempt.objects.get(pk=attempt.pk)
    assert (Card.objects.values_list("number").get(pk=told.pk), kept.receipt) == before
    assert Result.objects.filter(attempt=attempt).exists()


def test_another_edition_of_the_class_keeps_them(told: Card, entry: Entry, teacher: User) -> None:
    at = SPRING
    publish(entry.edition, teacher, at - timedelta(days=40))
    assert at_night(at)
    second = cast.make_edition(told.school_class.school.country, slug="second")
    cast.make_entry(told.school_class, second)
    assert not at_night(at)


@in_one_world(
    ("at", "gone"),
    [
        (datetime(2027, 8, 31, 2, tzinfo=UTC), False),
        (datetime(2027, 9, 1, 1, tzinfo=UTC), True),
    ],
)
def test_they_go_with_the_school_year_though_nothing_was_ever_played(
    told: Card, at: datetime, *, gone: bool
) -> None:
    assert at_night(at) is gone
