"""An edition of the sample that is over, stored in bulk: two thousand pupils in a second or two."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import yaml
from django.conf import settings

from base.models import User
from competition.models import (
    Attempt,
    AwardRule,
    Division,
    Edition,
    Entry,
    Lease,
    Result,
    Sitting,
    Window,
)
from competition.papers.queries.papers import scoring_items
from competition.rules.scoring import ScoredQuestion, score
from competition.setup.actions import take_step
from competition.sittings.actions.results import new_receipt
from leaderboard.awards.actions import draw, name_source
from leaderboard.forgetting.queries import outlived_pins
from leaderboard.insight.actions import publish_insight
from leaderboard.models import Draw
from leaderboard.sample.guessing import wrong_code
from leaderboard.sample.sample_schools import bring_person, bring_schools
from leaderboard.seals.actions import confirm, propose
from quizbank.models import Paper, Question
from quizbank.papers.actions import publish_paper
from schools.models import Card, Country, Grade, Region, Role, School, SchoolClass
from schools.rules.pins import school_year

CLASS_SIZE = 14
# Days of the quiz before today: played, sealed a week later, drawn, and published ten days ago.
PLAYED_BEFORE, A_WEEK, A_DAY = timedelta(days=21), timedelta(days=7), timedelta(days=1)
PUBLISHED_BEFORE = timedelta(days=10)
NUMBER = "4 8 15 16 23 42"
# So many questions of this year's practice were in the official paper of the year before.
PLAYED = 6
OPENS, CLOSES = timedelta(hours=7), timedelta(hours=15)


@dataclass(frozen=True, slots=True)
class Pupil:
    """What becomes of one card: when it begins, what it answers, how often it opens the page."""

    began_at: datetime
    codes: Mapping[int, int]
    minutes: int
    leases: int


def make_past(
    plan: Mapping[str, Any],
    awards: Sequence[Mapping[str, Any]],
    *,
    by: User,
    second: User,
    at: datetime,
) -> Edition:
    """An edition that was published ten days ago, with its schools, results, awards and draw.

    Its schools are imported, and its teacher is invited, by a superuser, who also seals the list
    that another person lays before.
    """
    chance = random.Random(2026)  # noqa: S311 - the demo looks the same every time
    midnight = (at - PLAYED_BEFORE).replace(hour=0, minute=0, second=0, microsecond=0)
    state = Edition.State.REVIEW
    edition = Edition.objects.create(**plan["edition"], state=state)
    for code in ("9-11", "12-13", "14-15"):
        Division.objects.create(
            edition=edition,
            code=code,
            minutes=plan["minutes"],
            official=_make_paper(code, Paper.Kind.OFFICIAL, plan["schools"], at),
            practice=_make_paper(code, Paper.Kind.PRACTICE, plan["schools"], at),
        )
    teacher = User.objects.create_user("past@example.invalid")
    for country in Country.objects.filter(code__in=plan["schools"]):
        Window.objects.create(
            edition=edition,
            country=country,
            opens_at=midnight + OPENS,
            closes_at=midnight + CLOSES,
        )
        wanted = plan["schools"][country.code]
        schools = _make_schools(country, wanted, teacher=teacher, by=by, at=at)
        _play(edition, country, schools, teacher, midnight, chance)
    for position, award in enumerate(awards, start=1):
        AwardRule.objects.create(edition=edition, position=position, **award)
    _seal_and_draw(edition, by=by, second=second, at=midnight + CLOSES + A_WEEK)
    take_step(edition, to=Edition.State.PUBLISHED, by=second, at=at - PUBLISHED_BEFORE, seen=True)
    while publish_insight(at=at):
        pass
    # What the night of the publication took.
    outlived_pins(at).update(pin="")
    return edition


def _seal_and_draw(edition: Edition, *, by: User, second: User, at: datetime) -> None:
    """By the product's own steps, so that its list, its boards and its figures are those of an
    edition that two people have sealed."""
    name_source(Draw(edition=edition, source="Loto 6/45", comes_at=at + A_DAY))
    confirm(propose(edition, by=second, at=at), by=by, at=at, seen=True)
    draw(edition, number=NUMBER, again=NUMBER, by=second, at=at + A_DAY)


def _make_paper(code: str, kind: Paper.Kind, countries: Collection[str], at: datetime) -> Paper:
    """Sets that this year's official paper leaves over; a set of its own for practice."""
    path = settings.BASE_DIR / f"fixtures/papers/{code}.yaml"
    sets = yaml.safe_load(path.read_text(encoding="utf-8"))
    official = [*sets["rehearsal"], *sets["practice"][:PLAYED]]
    asked = {"official": official, "practice": sets["past_practice"]}
    by_key = Question.objects.in_bulk(asked[kind], field_name="key")
    return publish_paper(
        list(by_key.values()),
        title=f"{kind} {code} 2026",
        kind=kind,
        division_code=code,
        languages=list(settings.ENDONYMS),
        countries=countries,
        at=at,
        tie_break=[len(by_key)],
    )


def _make_schools(
    country: Country, wanted: Mapping[str, int], *, teacher: User, by: User, at: datetime
) -> list[School]:
    places = Region.objects.in_bulk(wanted, field_name="code")
    rows = [
        (f"past-{code}-{n}", *_called(places[code], n), country.pk, code, 300 + 40 * n)
        for code, many in wanted.items()
        for n in range(1, many + 1)
    ]
    schools = bring_schools(rows, name=f"{country.pk}.csv", by=by, at=at)
    for school in schools:
        bring_person(teacher, Role.Kind.TEACHER, school, by=by, at=at)
    return schools


def _called(region: Region, number: int) -> tuple[str, str]:
    """The name of a school and its place, in the letters that are written there."""
    if region.country_id == "RS" or region.code.startswith("BA-SRP"):
        return f"ОШ {number} (пример)", region.names["sr"]
    return f"OŠ {number} (primjer)", region.names["hr" if region.country_id == "HR" else "bs"]


def _play(
    edition: Edition,
    country: Country,
    schools: Sequence[School],
    teacher: User,
    midnight: datetime,
    chance: random.Random,
) -> None:
    """A class of each division in every school sits at some time of the morning."""
    grades = {grade.division_code: grade for grade in Grade.objects.filter(country=country)}
    for division in edition.divisions.all():
        paper_id = division.official_id or 0
        items = scoring_items([paper_id])[paper_id]
        began = [midnight + timedelta(hours=7 + chance.choice([0, 1, 1, 2, 3, 5])) for _ in schools]
        sittings = _sit(schools, grades[division.code], division, teacher, began)
        seats = [
            (sitting, n, _pupil(items, sitting.opened_at, chance))
            for place, sitting in enumerate(sittings)
            for n in range(1, CLASS_SIZE - place % 4 + 1)
        ]
        _store(seats, items)


def _sit(
    schools: Sequence[School],
    grade: Grade,
    division: Division,
    teacher: User,
    began: Sequence[datetime],
) -> list[Sitting]:
    languages = grade.country.languages
    classes = SchoolClass.objects.bulk_create(
        SchoolClass(
            school=school,
            grade=grade,
            label=f"{grade.code}-1",
            school_year=school_year(began[number].date()),
            language=languages[number % min(2, len(languages) - 1)],
        )
        for number, school in enumerate(schools)
    )
    SchoolClass.teachers.through.objects.bulk_create(
        SchoolClass.teachers.through(schoolclass=one, user=teacher) for one in classes
    )
    entries = Entry.objects.bulk_create(
        Entry(edition=division.edition, division=division, school_class=one) for one in classes
    )
    return Sitting.objects.bulk_create(
        Sitting(
            entry=entry,
            paper_id=division.official_id or 0,
            kind=Sitting.Kind.OFFICIAL,
            code=f"{100000 + entry.pk}",
            opened_by=teacher,
            opened_at=at,
            starts_at=at,
            closed_at=at + timedelta(minutes=division.minutes),
        )
        for entry, at in zip(entries, began, strict=True)
    )


def _pupil(items: Sequence[ScoredQuestion], began: datetime, chance: random.Random) -> Pupil:
    return Pupil(
        began_at=began + timedelta(seconds=chance.randint(0, 90)),
        codes=dict(_codes(items, chance)),
        minutes=chance.randint(5, 14),
        leases=1 + (chance.random() < 0.06),
    )


def _codes(items: Sequence[ScoredQuestion], chance: random.Random) -> Iterator[tuple[int, int]]:
    """Each question is known by a share of its own; a third of the others leave it open."""
    ability = chance.uniform(-0.2, 0.2)
    for item in items:
        known = 0.55 + 0.05 * (item.number * 7 % 8) - 0.15 * item.hard + ability
        if chance.random() < known:
            yield item.number, item.key
        elif chance.random() < 2 / 3:
            yield item.number, wrong_code(item, chance)


def _store(seats: Sequence[tuple[Sitting, int, Pupil]], items: Sequence[ScoredQuestion]) -> None:
    cards = Card.objects.bulk_create(
        Card(school_class=sitting.entry.school_class, number=n, pin=f"{1000 + n}")
        for sitting, n, _pupil in seats
    )
    attempts = Attempt.objects.bulk_create(
        _attempt(sitting, card, pupil)
        for card, (sitting, _n, pupil) in zip(cards, seats, strict=True)
    )
    pairs = [(one, pupil) for one, (_sitting, _n, pupil) in zip(attempts, seats, strict=True)]
    Lease.objects.bulk_create(
        Lease(
            attempt=attempt,
            number=attempt.lease,
            opened_at=pupil.began_at,
            heard_at=pupil.began_at,
            active_at=pupil.began_at,
        )
        for attempt, pupil in pairs
    )
    Result.objects.bulk_create(_result(attempt, items, pupil) for attempt, pupil in pairs)


def _attempt(sitting: Sitting, card: Card, pupil: Pupil) -> Attempt:
    return Attempt(
        card=card,
        entry=sitting.entry,
        sitting=sitting,
        kind=sitting.kind,
        language=sitting.entry.school_class.language,
        joined_at=pupil.began_at,
        admitted_at=pupil.began_at,
        started_at=pupil.began_at,
        deadline=pupil.began_at + timedelta(minutes=15),
        finished_at=pupil.began_at + timedelta(minutes=pupil.minutes),
        ending=Attempt.Ending.PUPIL if pupil.minutes < 14 else Attempt.Ending.TIME,
        lease=pupil.leases,
        receipt=new_receipt(),
    )


def _result(attempt: Attempt, items: Sequence[ScoredQuestion], pupil: Pupil) -> Result:
    found = score(items, pupil.codes)
    division = attempt.entry.division
    return Result(
        attempt=attempt,
        division=division,
        country=attempt.entry.school_class.school.country,
        counts=True,
        **asdict(found),
        time=pupil.minutes,
        changed_at=pupil.began_at + timedelta(minutes=pupil.minutes),
    )
