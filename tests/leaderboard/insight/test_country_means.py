"""A class beside its country: only what was published, and only where enough others are in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from base import clock
from base.models import User
from competition.models import Attempt, Edition, Sitting
from competition.results.queries import add_country, class_results
from competition.sittings.actions.sittings import close
from leaderboard.models import InsightSnapshot
from schools.models import SchoolClass
from tests import cast

TOLD = {"pupils": 13, "schools": 4, "mean": 61.5, "half": None, "questions": [[50.0, 0.0]] * 5}


@pytest.fixture
def played(
    sitting: Sitting,
    school_class: SchoolClass,
    teacher: User,
    finished_attempt: Callable[..., Attempt],
) -> Sitting:
    """Three pupils of one school, the key open."""
    for card in school_class.cards.all():
        finished_attempt(card=card, choices=cast.right_choices(sitting.paper))
    close(sitting, by=teacher, at=clock.now())
    Edition.objects.update(reveal_early=True)
    return Sitting.objects.get(pk=sitting.pk)


def beside(sitting: Sitting, **told: object) -> float | None:
    """The country's mean beside a class, when this was published."""
    area = {"key": "BA", "parent": "", "merged": [], "pupils": 13, "ages": {"12-13": TOLD | told}}
    InsightSnapshot.objects.create(
        edition=sitting.entry.edition,
        country=sitting.entry.school_class.school.country,
        made_at=clock.now(),
        body={"areas": [area]},
    )
    results = class_results(sitting, at=clock.now())
    add_country(results, sitting)
    if results["country_mean"] is not None:
        assert {one["country_share"] for one in results["questions"]} == {50}
        assert [one["country_share"] for one in results["topics"]] == [50]
    return results["country_mean"]


@pytest.mark.parametrize(
    ("told", "mean"),
    [
        pytest.param({}, 61.5, id="ten others of three schools"),
        pytest.param({"pupils": 12}, None, id="nine others"),
        pytest.param({"schools": 3}, None, id="two other schools"),
        pytest.param({"questions": [[50.0, 0.0]]}, None, id="another paper"),
    ],
)
def test_the_country_is_told_where_enough_others_are_in_it(
    played: Sitting, told: dict[str, object], mean: float | None
) -> None:
    assert beside(played, **told) == mean


def test_nothing_is_told_before_it_is_published_or_while_the_key_is_closed(
    played: Sitting,
) -> None:
    results = class_results(played, at=clock.now())
    add_country(results, played)
    assert results["country_mean"] is None
    Edition.objects.update(reveal_early=False)
    assert beside(Sitting.objects.get(pk=played.pk)) is None
