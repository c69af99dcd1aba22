"""Classes that have sat, in bulk: what boards of figures are made of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from base import clock
from base.models import User
from competition.models import Attempt, Edition, Result, Sitting
from competition.sittings.actions.results import keep_approvals
from leaderboard.models import Board
from schools.models import Card, Country, Region, School
from tests import cast


def make_region(country: Country, code: str) -> Region:
    """One more region of the first level."""
    region = Region.objects.create(
        country=country, code=code, level="canton", names={"en": code, "hr": f"{code} hr"}
    )
    region.path = f"/{region.pk}/"
    region.save()
    return region


def make_school(region: Region, name: str, *, pupils: int | None = 100) -> tuple[School, User]:
    """A verified school and its approved teacher."""
    school = School.objects.create(
        country=region.country,
        region=region,
        register_code=name,
        name=name,
        pupil_count=pupils,
        verified_at=clock.now(),
    )
    return school, cast.make_teacher(school, f"{school.pk}@example.org")


def enter(school: School, edition: Edition, label: str, *, pupils: int) -> Sitting:
    """A class of so many, its official sitting still open."""
    teacher = school.roles.get().user
    school_class = cast.make_class(school, teacher, label=label, cards=pupils)
    return cast.make_sitting(cast.make_entry(school_class, edition))


def sit(sitting: Sitting, *, score: int = 3, pupils: int | None = None) -> None:
    """The first pupils of the class finish with so many points of 5."""
    cards = list(sitting.entry.school_class.cards.order_by("number"))[:pupils]
    finish_of(sitting, cards, score=score)


def finish_of(sitting: Sitting, cards: Sequence[Card], *, score: int) -> list[Attempt]:
    """These pupils of the class finish."""
    at, entry = clock.now(), sitting.entry
    attempts = Attempt.objects.bulk_create(
        Attempt(
            card=card,
            entry=entry,
            sitting=sitting,
            kind="official",
            joined_at=at,
            started_at=at,
            finished_at=at,
        )
        for card in cards
    )
    Result.objects.bulk_create(
        Result(
            attempt=attempt,
            division=entry.division,
            country=entry.school_class.school.country,
            counts=True,
            choices="1" * 5,
            score=score,
            max_score=5,
            right=score,
            wrong=5 - score,
            hard=0,
            tie_break=0,
            time=1,
            changed_at=at,
        )
        for attempt in attempts
    )
    return attempts


def close(sitting: Sitting, *, at: datetime | None = None) -> None:
    """The class is done."""
    closed_at = at or clock.now()
    Sitting.objects.filter(pk=sitting.pk).update(closed_at=closed_at)
    keep_approvals(at=closed_at)


def play(
    school: School, edition: Edition, label: str = "VII-1", *, pupils: int, score: int = 3
) -> Sitting:
    """A class enters, sits and closes."""
    sitting = enter(school, edition, label, pupils=pupils)
    sit(sitting, score=score)
    close(sitting)
    return sitting


def end_the_day(edition: Edition) -> None:
    """Every window is over."""
    edition.windows.update(closes_at=clock.now() - timedelta(seconds=1))


def body(kind: str, country: str | None = "BA") -> dict[str, Any]:
    """The snapshot of a board as watchers get it."""
    snapshot: dict[str, Any] = json.loads(Board.objects.get(kind=kind, country=country).text())
    return snapshot


def rows(kind: str, country: str | None = "BA") -> list[tuple[int, str, int, int | None]]:
    """(rank, name, pupils, value) of a board of figures."""
    return [
        (row["rank"], next(iter(row["names"].values())), row["pupils"], row["value"])
        for row in body(kind, country)["rows"]
    ]


def school(region: Region, name: str, **more: int | None) -> School:
    """A verified school of so many ``pupils`` in the register."""
    return make_school(region, name, **more)[0]


def keep_company(edition: Edition, region: Region) -> None:
    """Twelve pupils of three other schools have finished with nothing right: from the first pupil
    of a test on the board shows rows, and these stand at its end."""
    for n in range(3):
        play(school(region, f"Company {region.code} {n}"), edition, f"VII-{n}", pupils=4, score=0)
