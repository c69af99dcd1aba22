"""Plays a small year with awards and a draw in the empty database that DATABASE_URL names.

``python -m tests.leaderboard.seals.sealed_year``; all people and schools are made up.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from competition.models import Attempt, Edition, Sitting, Window  # noqa: E402
from competition.setup.actions.steps import take_step  # noqa: E402
from competition.sittings.actions.attempts import void  # noqa: E402
from competition.sittings.actions.sittings import (  # noqa: E402
    close,
    give_minutes,
    pause,
    resume,
    start_all,
)
from leaderboard.awards.actions.making_draws import draw  # noqa: E402
from leaderboard.boards.actions.figures import publish_figures  # noqa: E402
from leaderboard.boards.actions.freezing import freeze  # noqa: E402
from leaderboard.boards.actions.publishing import publish_boards  # noqa: E402
from leaderboard.insight.actions import publish_insight  # noqa: E402
from leaderboard.models import Board, DrawPlan, Freeze  # noqa: E402
from leaderboard.seals.actions.sealing import confirm, propose  # noqa: E402
from leaderboard.seals.actions.settling import show_results  # noqa: E402
from schools import clock  # noqa: E402
from schools.models import Card, Country, Region, User  # noqa: E402
from tests import cast  # noqa: E402
from tests.leaderboard import crowd  # noqa: E402
from tests.leaderboard.sealed import DAY, award  # noqa: E402

SIZE = 5
SCHOOLS = 3
# So many of the questions each pupil of a class has right: ties, a best one and a last one.
RIGHT = (5, 3, 3, 1)


def main() -> None:
    """A year of two countries, from the first sitting to the published list and the draw."""
    home, abroad = cast.make_country("BA"), cast.make_country("HR")
    edition = cast.make_edition(home, size=SIZE, slug="2027")
    edition.countries.set([home, abroad])
    _awards(edition)
    now = clock.now()
    Window.objects.create(
        edition=edition,
        country=abroad,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=9),
    )
    first, second = cast.make_staff("coordinator"), cast.make_superuser()
    sittings = [
        _sitting_of(region, f"School {region.country_id} {number}", edition)
        for region in (home.regions.get(), abroad.regions.get())
        for number in range(1, SCHOOLS + 1)
    ]
    publish_boards(at=clock.now())
    _disturb(sittings[0], home, by=first)
    _outcome(edition, first, second)
    wish = {"number": "7 12 33", "again": "7 12 33", "substitute": False}
    draw(edition, **wish, by=User.objects.earliest("pk"), at=clock.now() + DAY)  # type: ignore[arg-type]


def _awards(edition: Edition) -> None:
    """First places shared, first places drawn among equals, and a draw."""
    award(edition, "rank", amount=3)
    award(edition, "rank", amount=1, share=False, reserves=2)
    award(edition, "draw", amount=2, least=50, once=True)
    at = clock.now()
    DrawPlan.objects.create(
        edition=edition,
        number="Round 12",
        comes_at=at + timedelta(hours=3),
        substitute="Round 13",
        substitute_at=at + DAY,
    )


def _sitting_of(region: Region, name: str, edition: Edition) -> Sitting:
    """A class that rehearses, sits and closes."""
    school, teacher = crowd.make_school(region, name)
    school_class = cast.make_class(school, teacher, cards=len(RIGHT))
    cards = list(school_class.cards.order_by("number"))
    entry = cast.make_entry(school_class, edition)
    rehearsal = cast.make_sitting(entry, kind="rehearsal")
    cast.finish(cast.make_attempt(cards[0], rehearsal), "12")
    close(rehearsal, by=teacher, at=clock.now())
    sitting = cast.make_sitting(entry)
    _sit(sitting, cards, by=teacher)
    close(sitting, by=teacher, at=clock.now())
    return sitting


def _sit(sitting: Sitting, cards: Sequence[Card], *, by: User) -> None:
    """All begin; there is a pause, and one gets more time."""
    start_all(sitting, by=by, at=clock.now() - timedelta(minutes=2))
    attempts = [cast.make_attempt(card, sitting) for card in cards]
    pause(sitting, by=by, at=clock.now() - timedelta(seconds=30))
    resume(sitting, by=by, at=clock.now())
    give_minutes(sitting, minutes=5, by=by, at=clock.now(), card=cards[0], reason="need")
    key = cast.right_choices(sitting.paper)
    for attempt, right in zip(attempts, RIGHT, strict=True):
        attempt.refresh_from_db()
        wrong = "".join("2" if digit == "1" else "1" for digit in key[right:])
        cast.finish(attempt, key[:right] + wrong)


def _disturb(sitting: Sitting, country: Country, *, by: User) -> None:
    """One pupil had the wrong card; a board stands still meanwhile."""
    board = Board.objects.get(kind=Board.Kind.PUPILS, country=country)
    freeze(board, at=clock.now(), by=by, reason=Freeze.Reason.CHECK)
    void(
        Attempt.objects.filter(sitting=sitting).latest("pk"),
        reason="wrong_card",
        by=by,
        at=clock.now(),
    )


def _outcome(edition: Edition, first: User, second: User) -> None:
    """The day is over: review, a list laid before and confirmed, boards that show it, published."""
    crowd.end_the_day(edition)
    publish_figures(at=clock.now())
    take_step(edition, to=Edition.State.REVIEW, by=first, at=clock.now(), seen=True)
    proposed = propose(edition, by=first, at=clock.now())
    confirm(proposed, by=second, at=clock.now(), note="Looked through", seen=True)
    show_results(edition, at=clock.now())
    take_step(edition, to=Edition.State.PUBLISHED, by=first, at=clock.now(), seen=True)
    publish_boards(at=clock.now())
    while publish_insight(at=clock.now()):
        pass


if __name__ == "__main__":
    main()
