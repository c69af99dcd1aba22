"""Puts twelve pupils of three schools, who have finished, on each board of a stage.

``python -m bench.company`` in the database that DATABASE_URL names. A board shows no row and tells
no number before ten pupils of three schools have finished: who watches one begins with these.
"""

from __future__ import annotations

import os
from itertools import product

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from django.db import transaction  # noqa: E402

from base import clock  # noqa: E402
from base.models import User  # noqa: E402
from competition.models import Attempt, Entry, Result, Sitting  # noqa: E402
from leaderboard.models import Board  # noqa: E402
from schools.models import Card, Grade, Region, School, SchoolClass  # noqa: E402

SCHOOLS, PUPILS_OF_EACH = 3, 4


@transaction.atomic
def keep_company() -> None:
    """Every board of pupils gets its twelve."""
    teacher = User.objects.earliest("pk")
    # A board across countries puts together what the boards of countries show.
    boards = Board.objects.filter(kind=Board.Kind.PUPILS, country__isnull=False)
    for board, n in product(boards, range(SCHOOLS)):
        _finish(_sat(board, n, teacher))


def _sat(board: Board, n: int, teacher: User) -> Sitting:
    """A class of the board's country and ages whose sitting is closed and approved."""
    assert board.division is not None  # a constraint of the table
    paper = board.division.official
    assert paper is not None  # the stage has published it
    at, where = clock.now(), {"country": board.country}
    name = f"company-{board.pk}-{n}"
    region = Region.objects.filter(**where).earliest("pk")
    school = School.objects.create(**where, region=region, register_code=name, name=name)
    grade = Grade.objects.filter(**where, division_code=board.division.code).earliest("pk")
    mine = SchoolClass.objects.create(
        school=school, grade=grade, label="1", school_year="2026/2027", language="bs"
    )
    entry = Entry.objects.create(
        edition=board.division.edition, division=board.division, school_class=mine
    )
    return Sitting.objects.create(
        entry=entry,
        paper=paper,
        kind=Sitting.Kind.OFFICIAL,
        code=f"{100_000 + entry.pk % 900_000}",
        opened_by=teacher,
        opened_at=at,
        closed_at=at,
        approved_at=at,
    )


def _finish(sitting: Sitting) -> None:
    """Its pupils have finished with nothing answered."""
    at, entry = clock.now(), sitting.entry
    nothing = "0" * sitting.paper.items.count()
    numbers = range(1, PUPILS_OF_EACH + 1)
    cards = Card.objects.bulk_create(
        Card(school_class=entry.school_class, number=n, pin=f"{1000 + n}") for n in numbers
    )
    times = dict.fromkeys(("joined_at", "admitted_at", "started_at", "finished_at"), at)
    attempts = Attempt.objects.bulk_create(
        Attempt(card=card, entry=entry, sitting=sitting, kind=sitting.kind, **times)
        for card in cards
    )
    points = {"score": 0, "max_score": 20, "right": 0, "wrong": 20, "hard": 0, "tie_break": 0}
    Result.objects.bulk_create(
        Result(
            attempt=attempt,
            division=entry.division,
            country=entry.school_class.school.country,
            counts=True,
            choices=nothing,
            time=60,
            changed_at=at,
            **points,
        )
        for attempt in attempts
    )


if __name__ == "__main__":
    keep_company()
