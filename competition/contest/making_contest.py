"""A whole contest with faults, stored in bulk: for trying the review desk, never on a real server.

It shares no code with the desk but the models: what it plants is found by nothing it knows.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import yaml
from django.conf import settings
from django.db import transaction

from competition.contest.made_pupils import (
    MadeClass,
    MadeQuestion,
    make_question,
)
from competition.contest.planted_faults import PlantedFault
from competition.contest.storing_lessons import MINUTES, MadeLesson, store_country
from competition.models import Attempt, Division, Edition, Window
from quizbank.models import Paper, PaperQuestion, Question
from quizbank.papers.actions import publish_paper
from schools.models import Country

# How many of a hundred pupils a country has, and which languages its classes speak.
COUNTRIES = {
    "BA": (30, ("bs", "bs", "hr", "sr", "sr-latn")),
    "HR": (35, ("hr",)),
    "RS": (35, ("sr", "sr", "sr-latn")),
}
CLASSES_OF_A_SCHOOL = 3
AT_ONCE = 500
FIRST_HOUR, LAST_HOUR = 8.0, 14.0


@transaction.atomic
def make_contest(
    *,
    seed: int,
    attempts: int,
    faults: Sequence[PlantedFault],
    at: datetime,
    told: Callable[[int], object],
) -> Edition:
    """An edition in review with about so many official attempts; countries and bank are there."""
    chance = random.Random(seed)  # noqa: S311 - made again from its seed
    day = (at - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    edition = _edition(seed, day)
    for division in edition.divisions.order_by("pk"):
        questions = _questions(division, chance)
        share = attempts // 3
        for country in edition.countries.order_by("pk"):
            lessons = _lessons(division, country.pk, share, chance)
            store_country(
                division, country, lessons, questions, faults, day=day, chance=chance, told=told
            )
    edition.state = Edition.State.REVIEW
    edition.save(update_fields=["state"])
    return edition


def _edition(seed: int, day: datetime) -> Edition:
    edition = Edition.objects.create(
        slug=f"contest-{seed}",
        names=dict.fromkeys(settings.ENDONYMS, f"Contest {seed}"),
        year=day.year,
        state=Edition.State.LIVE,
        demonstration=True,
    )
    edition.countries.set(Country.objects.filter(pk__in=COUNTRIES))
    for country in edition.countries.all():
        Window.objects.create(
            edition=edition,
            country=country,
            opens_at=day + timedelta(hours=5),
            closes_at=day + timedelta(hours=18),
        )
    for code in ("9-11", "12-13", "14-15"):
        Division.objects.create(
            edition=edition, code=code, minutes=MINUTES, official=_paper(code, day, seed)
        )
    return edition


def _paper(code: str, day: datetime, seed: int) -> Paper:
    path = settings.BASE_DIR / f"fixtures/papers/{code}.yaml"
    keys = yaml.safe_load(path.read_text(encoding="utf-8"))["official"]
    by_key = Question.objects.in_bulk(keys, field_name="key")
    return publish_paper(
        [by_key[key] for key in keys],
        title=f"contest {code}",
        kind=Paper.Kind.OFFICIAL,
        division_code=code,
        languages=list(settings.ENDONYMS),
        at=day,
        tie_break=[len(keys)],
        # The same choices in the same order: else no contest is made again from its seed.
        seed=f"contest-{seed}-{code}",
    )


def _questions(division: Division, chance: random.Random) -> list[MadeQuestion]:
    items = list(
        PaperQuestion.objects.filter(paper=division.official)
        .select_related("question")
        .order_by("number")
    )
    last = max(1, len(items) - 1)
    return [
        make_question(item.number, item.form, item.key, at / last, chance)
        for at, item in enumerate(items)
    ]


def _lessons(
    division: Division, country: str, attempts: int, chance: random.Random
) -> list[MadeLesson]:
    """Classes of 18 to 28 in the order of their opening, until there are enough pupils."""
    share, languages = COUNTRIES[country]
    wanted, hours, sizes = attempts * share // 100, list[float](), list[int]()
    while sum(sizes) < wanted:
        sizes.append(min(chance.randint(18, 28), max(2, wanted - sum(sizes))))
        hours.append(round(chance.uniform(FIRST_HOUR, LAST_HOUR), 3))
    schools = [chance.gauss(0, 0.25) for _one in range(len(sizes) // CLASSES_OF_A_SCHOOL + 1)]
    found = []
    for place, (hour, size) in enumerate(zip(sorted(hours), sizes, strict=True), start=1):
        school = chance.randrange(len(schools))
        lesson = MadeClass(
            country=country,
            division=division.code,
            language=chance.choice(languages),
            place=place,
            hour=hour,
            level=schools[school] + chance.gauss(0, 0.25),
        )
        found.append(MadeLesson(lesson, school, size))
    return found


def counted(edition: Edition) -> Counter[str]:
    """How many attempts each country has."""
    rows = Attempt.objects.filter(entry__edition=edition).order_by()
    return Counter(rows.values_list("entry__school_class__school__country", flat=True))
