"""Fills the database that DATABASE_URL names with a load day: schools, classes, open sittings.

``python -m bench.stage PUPILS [SIZE]`` makes three countries with their divisions, classes of SIZE
cards, one open official sitting for each, and papers of 20 questions from the fixtures. Prints
``{"questions", "classes": [{code, sitting, country, division, board, page, language, cards}]}`` as
JSON; ``cards`` are ``[number, PIN]``, ``page`` is the address of the board.
"""

from __future__ import annotations

import json
import math
import os
import random
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Q  # noqa: E402

from base import clock  # noqa: E402
from base.models import User  # noqa: E402
from competition.models import Division, Edition, Entry, Sitting, Window  # noqa: E402
from leaderboard.models import Board  # noqa: E402
from quizbank.models import Paper, Question  # noqa: E402
from quizbank.papers.actions import publish_paper  # noqa: E402
from schools.models import Card, Country, Grade, Region, Role, School, SchoolClass  # noqa: E402

SIZES = {"official": 20, "rehearsal": 5, "practice": 3}
CLASSES_IN_A_SCHOOL = 8
EDITION = "load-day"
# Nobody's time runs out in a run.
MINUTES = 180


@transaction.atomic
def make(pupils: int, size: int) -> dict[str, Any]:
    """Make the stage for at least so many pupils."""
    edition = _make_edition()
    schools = _make_schools(math.ceil(pupils / size / CLASSES_IN_A_SCHOOL))
    classes = _make_classes(schools, math.ceil(pupils / size))
    cards = _make_cards(classes, size)
    sittings = _open_sittings(classes, edition, _make_teacher(schools, classes))
    boards = _make_boards(edition)
    return {
        "questions": SIZES["official"],
        "classes": [_told(sitting, boards, cards) for sitting in sittings],
    }


def _make_edition() -> Edition:
    call_command("load_countries", verbosity=0)
    call_command("load_questions", verbosity=0)
    at = clock.now()
    edition = Edition.objects.create(
        slug=EDITION, names={"en": "Load day"}, year=at.year, state=Edition.State.LIVE
    )
    day = timedelta(days=1)
    Window.objects.bulk_create(
        Window(edition=edition, country=country, opens_at=at - day, closes_at=at + day)
        for country in Country.objects.all()
    )
    for code in (
        Grade.objects.order_by("division_code").values_list("division_code", flat=True).distinct()
    ):
        papers = {kind: _make_paper(kind, code) for kind in SIZES}
        Division.objects.create(edition=edition, code=code, minutes=MINUTES, **papers)
    return edition


def _make_paper(kind: str, division: str) -> Paper:
    """Questions of the division first; where it has too few, those of its neighbours.

    A quarter of them, and one at least, are of several parts.
    """
    own = Question.objects.filter(division_code=division).order_by("key")
    others = Question.objects.exclude(division_code=division).order_by("key")
    single = Q(kind=Question.Kind.SINGLE)
    parted = _one_of_each_kind([*own.exclude(single), *others.exclude(single)])
    several = max(SIZES[kind] // 4, 1)
    plain = [*own.filter(single), *others.filter(single)]
    return publish_paper(
        [*plain[: SIZES[kind] - several], *parted[:several]],
        title=f"{kind} {division}",
        kind=kind,
        division_code=division,
        languages=list(settings.ENDONYMS),
        countries=list(Country.objects.values_list("pk", flat=True)),
        at=clock.now(),
        tie_break=[SIZES[kind]],
    )


def _one_of_each_kind(questions: Sequence[Question]) -> list[Question]:
    """The same questions, kinds in turn."""
    turns = Counter[str]()
    placed = []
    for question in questions:
        placed.append((turns[question.kind], question))
        turns[question.kind] += 1
    return [question for _turn, question in sorted(placed, key=lambda one: one[0])]


def _make_schools(count: int) -> list[School]:
    """Schools spread over the municipalities of all countries."""
    regions = list(Region.objects.filter(children__isnull=True).order_by("pk"))
    random.Random(1).shuffle(regions)
    return School.objects.bulk_create(
        School(
            country_id=regions[n % len(regions)].country_id,
            region=regions[n % len(regions)],
            register_code=f"load-{n}",
            name=f"School {n}",
            pupil_count=400,
            verified_at=clock.now(),
        )
        for n in range(count)
    )


def _make_classes(schools: list[School], count: int) -> list[SchoolClass]:
    grades: dict[str, list[Grade]] = {}
    for grade in Grade.objects.order_by("position"):
        grades.setdefault(grade.country_id, []).append(grade)
    languages = dict(Country.objects.values_list("pk", "languages"))
    made = []
    for n in range(count):
        school = schools[n // CLASSES_IN_A_SCHOOL]
        mine = grades[school.country_id]
        made.append(
            SchoolClass(
                school=school,
                grade=mine[n % len(mine)],
                label=f"{n}",
                school_year="2026/2027",
                language=languages[school.country_id][0],
            )
        )
    return SchoolClass.objects.bulk_create(made)


def _make_cards(classes: list[SchoolClass], size: int) -> dict[int, list[tuple[int, str]]]:
    chance = random.Random(2)
    cards = {
        one.pk: [(n, f"{pin:04}") for n, pin in enumerate(chance.sample(range(10_000), size), 1)]
        for one in classes
    }
    Card.objects.bulk_create(
        (
            Card(school_class_id=pk, number=number, pin=pin)
            for pk, mine in cards.items()
            for number, pin in mine
        ),
        batch_size=5000,
    )
    return cards


def _make_teacher(schools: list[School], classes: list[SchoolClass]) -> User:
    """One teacher for all: only what an approved teacher of the school opened stands on boards."""
    teacher = User.objects.create_user("load@example.org", None)
    SchoolClass.teachers.through.objects.bulk_create(
        SchoolClass.teachers.through(schoolclass=one, user=teacher) for one in classes
    )
    Role.objects.bulk_create(
        Role(user=teacher, kind=Role.Kind.TEACHER, school=school, approved_at=clock.now())
        for school in schools
    )
    return teacher


def _open_sittings(classes: list[SchoolClass], edition: Edition, by: User) -> list[Sitting]:
    divisions = {division.code: division for division in edition.divisions.all()}
    entries = Entry.objects.bulk_create(
        Entry(edition=edition, school_class=one, division=divisions[one.grade.division_code])
        for one in classes
    )
    codes = random.Random(3).sample(range(100_000, 1_000_000), len(entries))
    return Sitting.objects.bulk_create(
        Sitting(
            entry=entry,
            paper=entry.division.official,
            kind=Sitting.Kind.OFFICIAL,
            code=f"{code}",
            opened_by=by,
            opened_at=clock.now(),
        )
        for entry, code in zip(entries, codes, strict=True)
    )


def _make_boards(edition: Edition) -> dict[tuple[int, str], int]:
    boards = Board.objects.bulk_create(
        Board(division=division, country=country)
        for division in edition.divisions.all()
        for country in Country.objects.all()
    )
    return {(board.division_id or 0, board.country_id or ""): board.pk for board in boards}


def _told(
    sitting: Sitting,
    boards: dict[tuple[int, str], int],
    cards: dict[int, list[tuple[int, str]]],
) -> dict[str, Any]:
    school_class, division = sitting.entry.school_class, sitting.entry.division
    country = school_class.school.country_id
    return {
        "code": sitting.code,
        "sitting": sitting.pk,
        "country": country,
        "division": division.code,
        "board": boards[division.pk, country],
        "page": f"/en/boards/{EDITION}/{country.lower()}/{division.code}/",
        "language": school_class.language,
        "cards": cards[school_class.pk],
    }


def main(pupils: str, size: str = "30") -> None:
    """Make the stage, refresh what the planner knows, print it."""
    told = make(int(pupils), int(size))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
