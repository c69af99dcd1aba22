"""A sitting that is opened again is told of once: at its next end, or as it was told."""

from __future__ import annotations

import pytest

from competition.models import Sitting
from competition.sittings.actions.reopening import reopen
from competition.sittings.actions.sittings import close
from leaderboard.boards.actions.figures import publish_figures
from leaderboard.models import Closing, Tally
from schools import clock
from schools.models import School, User
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def twelve(school: School, teacher: User, edition: object) -> Sitting:
    """More pupils than the threshold: told of as soon as they are closed."""
    school_class = cast.make_class(school, teacher, label="V-9", cards=12)
    sitting = cast.make_sitting(cast.make_entry(school_class, edition))  # type: ignore[arg-type]
    for card in school_class.cards.all()[:11]:
        cast.finish(cast.make_attempt(card, sitting), "1")
    return sitting


def told() -> set[int]:
    return set(Tally.objects.values_list("pupils", flat=True))


def test_one_that_goes_on_is_told_of_at_its_next_end(twelve: Sitting, teacher: User) -> None:
    close(twelve, by=teacher, at=clock.now())
    Closing.objects.create(sitting=twelve, edition=twelve.entry.edition, closed_at=clock.now())
    reopen(twelve, reason="mistake", by=teacher, at=clock.now())
    publish_figures(at=clock.now())
    assert told() == set()
    last = twelve.entry.school_class.cards.get(number=12)
    cast.finish(cast.make_attempt(last, twelve), "1")
    close(twelve, by=teacher, at=clock.now())
    publish_figures(at=clock.now())
    assert told() == {12}


def test_one_that_was_told_of_is_not_told_of_twice(twelve: Sitting, teacher: User) -> None:
    close(twelve, by=teacher, at=clock.now())
    publish_figures(at=clock.now())
    reopen(twelve, reason="mistake", by=teacher, at=clock.now())
    close(twelve, by=teacher, at=clock.now())
    publish_figures(at=clock.now())
    assert told() == {11}
