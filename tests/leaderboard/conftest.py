"""The cast and regions at home and abroad, made once for the tests that begin from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from competition.models import Attempt, Division, Edition, Entry, Sitting, Window
from leaderboard.models import DrawPlan
from schools import clock
from schools.models import Card, Country, Region, School, SchoolClass, User
from tests import cast
from tests.leaderboard import crowd
from tests.leaderboard.sealed import DAY
from tests.worlds import _own, _world, pytest_generate_tests, staged

__all__ = ["_own", "_world", "pytest_generate_tests"]


@staged
def country() -> Country:
    return cast.make_country()


@staged
def school(country: Country) -> School:
    return cast.make_school(country)


@staged
def teacher(school: School) -> User:
    return cast.make_teacher(school, "vesna@example.org")


@staged
def other_teacher(country: Country) -> User:
    """A teacher of another school, with nothing in common with ``teacher``."""
    return cast.make_teacher(cast.make_school(country, name="OŠ Druga"), "drago@example.org")


@staged
def superuser() -> User:
    return cast.make_superuser()


@staged
def edition(country: Country) -> Edition:
    return cast.make_edition(country)


@staged
def division(edition: Edition) -> Division:
    return edition.divisions.get()


@staged
def school_class(school: School, teacher: User) -> SchoolClass:
    return cast.make_class(school, teacher)


@staged
def card(school_class: SchoolClass) -> Card:
    return school_class.cards.get(number=1)


@staged
def entry(school_class: SchoolClass, edition: Edition) -> Entry:
    return cast.make_entry(school_class, edition)


@staged
def sitting(entry: Entry) -> Sitting:
    """Open, official, not started."""
    return cast.make_sitting(entry)


@staged
def finished_attempt(sitting: Sitting) -> Callable[..., Attempt]:
    """Makes a finished attempt: ``finished_attempt(card=…, choices="1230")``."""

    def make(*, card: Card, choices: str, sitting: Sitting = sitting) -> Attempt:
        return cast.finish(cast.make_attempt(card, sitting), choices)

    return make


@staged
def region(country: Country) -> Region:
    """One more region at home."""
    return crowd.make_region(country, "North")


@staged
def abroad(edition: Edition) -> Region:
    """A region of a second country that takes part."""
    croatia = cast.make_country("HR")
    now = clock.now()
    Window.objects.create(
        edition=edition, country=croatia, opens_at=now, closes_at=now + timedelta(hours=9)
    )
    return croatia.regions.get()


@staged
def company(edition: Edition, country: Country) -> None:
    """Enough pupils of other schools that a board at home shows rows."""
    crowd.keep_company(edition, country.regions.get())


@staged
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


@staged
def first() -> User:
    return cast.make_staff("coordinator")


@staged
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
