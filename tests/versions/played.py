"""Plays a small year in the empty, migrated database that DATABASE_URL names.

``python -m tests.versions.played`` prints what a later version has to find again, as JSON: the seal
of the edition, one receipt, and what it opens. All people and schools are made up.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
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
from leaderboard.boards.actions.figures import publish_figures  # noqa: E402
from leaderboard.boards.actions.freezing import freeze  # noqa: E402
from leaderboard.boards.actions.publishing import publish_boards  # noqa: E402
from leaderboard.insight.actions import publish_insight  # noqa: E402
from leaderboard.models import Board, Freeze, Seal  # noqa: E402
from leaderboard.seals.actions.sealing import confirm, propose  # noqa: E402
from leaderboard.seals.actions.settling import show_results  # noqa: E402
from schools import clock  # noqa: E402
from schools.models import Card, Country, Region, User  # noqa: E402
from tests import cast  # noqa: E402
from tests.leaderboard import crowd  # noqa: E402

SLUG = "2027"
SIZE = 5
SCHOOLS = 3
# So many of the questions each pupil of a class has right: ties, a best one and a last one.
RIGHT = (5, 3, 3, 1)


def main() -> None:
    """Play, and say what has to be found again."""
    print(json.dumps(play()))  # noqa: T201


def no_awards(_edition: Edition) -> None:
    """The year of the dumps has none."""


def play(prepare: Callable[[Edition], object] = no_awards) -> dict[str, object]:
    """A year of two countries, from the first sitting to the published list.

    ``prepare``: what is set up before anybody plays.
    """
    home, abroad = cast.make_country("BA"), cast.make_country("HR")
    edition = cast.make_edition(home, size=SIZE, slug=SLUG)
    edition.countries.set([home, abroad])
    prepare(edition)
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
        for region in _regions(home, abroad)
        for number in range(1, SCHOOLS + 1)
    ]
    publish_boards(at=clock.now())
    _disturb(sittings[0], home, by=first)
    seal = _outcome(edition, first, second)
    best = Attempt.objects.filter(sitting=sittings[-1]).earliest("pk")
    told: dict[str, object] = {"edition": SLUG, "sha256": seal.sha256, "rows": seal.rows}
    return told | {"receipt": best.receipt, "score": SIZE, "max_score": best.result.max_score}


def _regions(*countries: Country) -> list[Region]:
    return [country.regions.get() for country in countries]


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


def _outcome(edition: Edition, first: User, second: User) -> Seal:
    """The day is over: review, a list laid before and confirmed, boards that show it, published."""
    crowd.end_the_day(edition)
    publish_figures(at=clock.now())
    take_step(edition, to=Edition.State.REVIEW, by=first, at=clock.now(), seen=True)
    proposed = propose(edition, by=first, at=clock.now())
    seal = confirm(proposed, by=second, at=clock.now(), note="Looked through", seen=True)
    show_results(edition, at=clock.now())
    take_step(edition, to=Edition.State.PUBLISHED, by=first, at=clock.now(), seen=True)
    publish_boards(at=clock.now())
    while publish_insight(at=clock.now()):
        pass
    return seal


if __name__ == "__main__":
    main()
