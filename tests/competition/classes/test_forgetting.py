"""Names and needs of pupils are emptied when their time is over, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from competition.classes.tasks import old_details
from competition.models import Attempt, Edition, EditionStep, Entry, Result
from schools import clock
from schools.models import Card, SchoolClass, User
from tests import cast

pytestmark = pytest.mark.django_db
NEEDS = {
    "name": "Iva Ivić",
    "extra_time": 50,
    "untimed": True,
    "large_text": True,
    "contrast": True,
    "read_aloud": True,
}
EMPTY = ("", 0, False, False, False, False)


@pytest.fixture
def told(school_class: SchoolClass) -> Card:
    """A card with a name and every need there is."""
    Card.objects.filter(school_class=school_class, number=1).update(**NEEDS)
    return Card.objects.get(school_class=school_class, number=1)


def publish(edition: Edition, by: User, at: datetime) -> None:
    EditionStep.objects.create(edition=edition, before="sealed", after="published", by=by, at=at)


def on_the_hour(at: datetime) -> bool:
    """Whether the background does something then; whatever it does, it does at once."""
    return old_details.is_due(at.replace(minute=0))


def forget(at: datetime, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """Do it; what stands on the card."""
    monkeypatch.setattr(clock, "now", lambda: at)
    old_details.task.call()
    return tuple(Card.objects.values_list(*NEEDS).get(number=1))


def test_they_go_a_month_after_the_results_and_the_rest_stays(
    told: Card, entry: Entry, teacher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = cast.finish(cast.make_attempt(told, cast.make_sitting(entry)), "120")
    before = (Card.objects.values_list("number", "pin").get(pk=told.pk), attempt.receipt)
    at = clock.now()
    publish(entry.edition, teacher, at - timedelta(days=29))
    assert not on_the_hour(at)
    assert forget(at, monkeypatch) == tuple(NEEDS.values())
    later = at + timedelta(days=2)
    assert on_the_hour(later)
    assert forget(later, monkeypatch) == EMPTY
    assert not on_the_hour(later)
    kept = Attempt.objects.get(pk=attempt.pk)
    assert (Card.objects.values_list("number", "pin").get(pk=told.pk), kept.receipt) == before
    assert Result.objects.filter(attempt=attempt).exists()


@pytest.mark.parametrize(("demonstration", "gone"), [(False, False), (True, True)])
def test_another_edition_of_the_class_keeps_them_unless_it_is_a_demonstration(
    told: Card, entry: Entry, teacher: User, *, demonstration: bool, gone: bool
) -> None:
    at = clock.now()
    publish(entry.edition, teacher, at - timedelta(days=31))
    second = cast.make_edition(told.school_class.school.country, slug="second")
    Edition.objects.filter(pk=second.pk).update(demonstration=demonstration)
    cast.make_entry(told.school_class, second)
    assert on_the_hour(at) is gone


@pytest.mark.parametrize(
    ("at", "gone"),
    [
        (datetime(2027, 8, 31, 20, tzinfo=UTC), False),
        # In Sarajevo it is September.
        (datetime(2027, 8, 31, 22, tzinfo=UTC), True),
    ],
)
def test_they_go_with_the_school_year_though_nothing_was_ever_played(
    told: Card, at: datetime, *, gone: bool
) -> None:
    assert on_the_hour(at) is gone
