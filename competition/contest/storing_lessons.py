"""Classes that have played are stored in bulk, country by country."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from competition.contest.made_pupils import MadeClass, MadePupil, MadeQuestion, play
from competition.contest.planted_faults import PlantedFault
from competition.models import Answer, Attempt, Division, Entry, Lease, Sitting
from competition.sittings.actions.results import new_receipt, write_results
from quizbank.models import Paper
from schools.models import Card, Country, Grade, Role, School, SchoolClass, User

MINUTES = 25


@dataclass(frozen=True, slots=True)
class MadeLesson:
    """One class as it will be stored: who it is, and how many cards it has."""

    lesson: MadeClass
    school: int
    size: int


def store_country(
    division: Division,
    country: Country,
    lessons: Sequence[MadeLesson],
    questions: Sequence[MadeQuestion],
    faults: Sequence[PlantedFault],
    *,
    day: datetime,
    chance: random.Random,
    told: Callable[[int], object],
) -> None:
    schools = _schools(country, division, lessons)
    grade = Grade.objects.filter(country=country, division_code=division.code).first()
    if grade is None:
        raise ValueError(f"{country.pk} has no grade of {division.code}")
    zone = ZoneInfo(country.timezone)
    for many in itertools.batched(lessons, 20):
        sittings = _sittings(many, schools, grade, division, day, zone)
        pupils = [
            play(one.lesson, range(1, one.size + 1), questions, faults, chance) for one in many
        ]
        stored = _attempts(sittings, pupils)
        write_results([attempt.pk for attempt in stored], at=day + timedelta(hours=20))
        told(len(stored))


def _schools(
    country: Country, division: Division, lessons: Iterable[MadeLesson]
) -> dict[int, tuple[School, User]]:
    """The schools of these classes, confirmed, each with its approved teacher."""
    found = {}
    region = country.regions.order_by("pk")[0]
    for number in sorted({one.school for one in lessons}):
        code = f"contest-{division.pk}-{country.pk}-{number}".lower()
        school = School.objects.create(
            country=country,
            region=region,
            register_code=code,
            name=f"OŠ {number + 1} ({country.pk}, {division.code})",
            verified_at=division.edition.windows.all()[0].opens_at,
        )
        teacher = User.objects.create_user(f"{code}@contest.invalid")
        Role.objects.create(
            user=teacher, kind=Role.Kind.TEACHER, school=school, approved_at=school.verified_at
        )
        found[number] = (school, teacher)
    return found


def official_of(division: Division) -> Paper:
    """Its paper, which a contest has from the start."""
    if division.official is None:
        raise ValueError(f"{division} has no paper")
    return division.official


def _sittings(
    many: Sequence[MadeLesson],
    schools: Mapping[int, tuple[School, User]],
    grade: Grade,
    division: Division,
    day: datetime,
    zone: ZoneInfo,
) -> list[Sitting]:
    entries = Entry.objects.bulk_create(
        Entry(edition=division.edition, division=division, school_class=made)
        for made in _classes(many, schools, grade)
    )
    midnight = day.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    opened = [midnight + timedelta(hours=one.lesson.hour) for one in many]
    return Sitting.objects.bulk_create(
        Sitting(
            entry=entry,
            paper=official_of(division),
            kind=Sitting.Kind.OFFICIAL,
            code=f"{one.lesson.place % 1_000_000:06}",
            opened_by=schools[one.school][1],
            opened_at=at,
            starts_at=at + timedelta(minutes=3),
            closed_at=at + timedelta(minutes=5 + MINUTES),
            approved_at=at + timedelta(minutes=5 + MINUTES),
        )
        for entry, one, at in zip(entries, many, opened, strict=True)
    )


def _classes(
    many: Sequence[MadeLesson], schools: Mapping[int, tuple[School, User]], grade: Grade
) -> list[SchoolClass]:
    """A class of each lesson, with its teacher and cards."""
    classes = SchoolClass.objects.bulk_create(
        SchoolClass(
            school=schools[one.school][0],
            grade=grade,
            label=f"{grade.code}-{one.lesson.place}",
            school_year="2026/2027",
            language=one.lesson.language,
        )
        for one in many
    )
    through = SchoolClass.teachers.through
    through.objects.bulk_create(
        through(schoolclass_id=made.pk, user_id=schools[one.school][1].pk)
        for made, one in zip(classes, many, strict=True)
    )
    Card.objects.bulk_create(
        Card(school_class=made, number=number, pin=f"{1000 + number}")
        for made, one in zip(classes, many, strict=True)
        for number in range(1, one.size + 1)
    )
    return classes


def _attempts(sittings: Sequence[Sitting], pupils: Sequence[Sequence[MadePupil]]) -> list[Attempt]:
    """Attempts with their leases and answers."""
    cards = {
        (card.school_class_id, card.number): card
        for card in Card.objects.filter(
            school_class__in=[one.entry.school_class_id for one in sittings]
        )
    }
    pairs = [
        (_attempt(sitting, cards[sitting.entry.school_class_id, pupil.card], pupil), pupil)
        for sitting, of_it in zip(sittings, pupils, strict=True)
        for pupil in of_it
    ]
    stored = Attempt.objects.bulk_create(attempt for attempt, _pupil in pairs)
    answers = [list(_answers(attempt, pupil)) for attempt, pupil in pairs]
    Answer.objects.bulk_create(itertools.chain.from_iterable(answers), batch_size=5000)
    Lease.objects.bulk_create(
        _lease(attempt, mine) for (attempt, _p), mine in zip(pairs, answers, strict=True)
    )
    return stored


def _attempt(sitting: Sitting, card: Card, pupil: MadePupil) -> Attempt:
    began = (sitting.starts_at or sitting.opened_at) + timedelta(seconds=pupil.begins)
    finished = min(pupil.lasts + 3, MINUTES * 60)
    return Attempt(
        card=card,
        entry=sitting.entry,
        sitting=sitting,
        kind=sitting.kind,
        language=pupil.language,
        joined_at=began - timedelta(seconds=20),
        admitted_at=began,
        started_at=began,
        deadline=began + timedelta(minutes=MINUTES),
        finished_at=began + timedelta(seconds=finished),
        ending=Attempt.Ending.PUPIL,
        lease=1,
        receipt=new_receipt(),
    )


def _answers(attempt: Attempt, pupil: MadePupil) -> Iterator[Answer]:
    began: Any = attempt.started_at
    end = attempt.finished_at
    in_order = sorted(pupil.said, key=lambda number: pupil.moments[number])
    for seq, number in enumerate(in_order, start=1):
        received = began + timedelta(seconds=pupil.moments[number])
        if end is not None and received < end:
            yield Answer(
                attempt=attempt,
                lease=1,
                seq=seq,
                question=number,
                choice=pupil.said[number],
                received_at=received,
                browser_ms=int(received.timestamp() * 1000),
            )


def _lease(attempt: Attempt, answers: Sequence[Answer]) -> Lease:
    last = answers[-1].received_at if answers else attempt.joined_at
    return Lease(
        attempt=attempt,
        number=1,
        opened_at=attempt.joined_at,
        heard_at=last,
        active_at=last,
        top_seq=len(answers),
        answered=sum(1 << one.question for one in answers),
    )
