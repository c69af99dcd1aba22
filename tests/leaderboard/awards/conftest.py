"""An edition in review in two countries, whose awards are given by every kind of rule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from competition.models import AwardRule, Edition, Result, Window
from leaderboard.models import AwardTerms, DrawPlan, Seal
from leaderboard.seals.actions.sealing import confirm, propose
from schools import clock
from schools.models import Country, Region, User
from tests import cast
from tests.leaderboard import crowd

DAY = timedelta(days=1)
# Until the number of the plan is known.
KNOWN = timedelta(hours=3)


@pytest.fixture
def reviewed(edition: Edition, country: Country, abroad: Region) -> Edition:
    """Four schools at home and three abroad, of every score from 0 to 5; the windows are over."""
    for region, scores in ((country.regions.get(), (5, 5, 4, 0)), (abroad, (5, 3, 2))):
        for n, score in enumerate(scores):
            school = crowd.school(region, f"{region.country_id} {n}")
            crowd.play(school, edition, f"VII-{n}", pupils=4, score=score)
    now = clock.now()
    Window.objects.update(opens_at=now - DAY, closes_at=now - timedelta(minutes=1))
    Edition.objects.update(state="review")
    return Edition.objects.get()


@pytest.fixture
def first() -> User:
    return cast.make_staff("coordinator")


@pytest.fixture
def plan(reviewed: Edition) -> DrawPlan:
    """A number that is known in two hours, and a substitute a day later."""
    at = clock.now()
    return DrawPlan.objects.create(
        edition=reviewed,
        number="State lottery, round 12",
        comes_at=at + timedelta(hours=2),
        substitute="Round 13",
        substitute_at=at + DAY + timedelta(hours=2),
    )


def award(edition: Edition, kind: str, **more: str | int) -> AwardRule:
    """An award with its terms, after those that are there."""
    names = ("share", "across", "reserves", "once", "prizes")
    terms = {name: more.pop(name) for name in names if name in more}
    rule = AwardRule.objects.create(
        edition=edition,
        kind=kind,
        names={"en": f"The {kind}"},
        position=edition.award_rules.count() + 1,
        **more,
    )
    AwardTerms.objects.create(rule=rule, **terms)
    return rule


def seal_now(edition: Edition, first: User, second: User) -> Seal:
    seal = propose(edition, by=first, at=clock.now())
    return confirm(seal, by=second, at=clock.now(), seen=True)


def scores_of(edition: Edition) -> dict[int, int]:
    """``{attempt: points}`` of all."""
    rows = Result.objects.filter(division__edition=edition)
    return dict(rows.values_list("attempt_id", "score"))
