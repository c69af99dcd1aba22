"""The named cast: who and what stands ready in most tests, made as the product makes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db.models import F

from base import clock
from base.models import User
from competition.models import Answer, Attempt, Division, Edition, Entry, Lease, Sitting, Window
from competition.sittings.actions.results import end_attempts
from competition.sittings.actions.sittings import open_sitting
from quizbank.bank.actions.beginning import store_question
from quizbank.models import Paper, Question, Topic
from quizbank.papers.actions import publish_paper
from schools.accounts.actions import store_recovery_codes
from schools.models import Card, Country, Grade, Region, Role, School, SchoolClass
from tests import reprint

LANGUAGES = ("en", "bs", "hr", "sr", "sr-latn")
PASSWORD = "correct horse battery"
HASHERS = ["tests.cast.LightHasher"]


class LightHasher(PBKDF2PasswordHasher):
    """The product's way of hashing with few rounds; those of the product take a quarter second."""

    iterations = 1000


def make_country(code: str = "BA") -> Country:
    """A country with one region and one grade."""
    country = Country.objects.create(
        code=code,
        names={"en": {"BA": "Bosnia and Herzegovina", "HR": "Croatia"}.get(code, code)},
        languages=["bs", "hr", "sr", "sr-latn", "en"],
    )
    region = Region.objects.create(
        country=country, code=f"{code}-1", level="canton", names={"bs": "Kanton Sarajevo"}
    )
    region.path = f"/{region.pk}/"
    region.save()
    Grade.objects.create(country=country, code="7", position=1, division_code="12-13")
    return country


def make_question(key: str, *, right: str = "a", difficulty: str = "medium") -> Question:
    """A question whose four choices say which letter they are, in five languages."""
    make_topic()
    if Question.objects.filter(key=key).exists():
        return store(key, right, difficulty)
    name = (key, right, difficulty)
    return reprint.again(name, lambda: [store(key, right, difficulty)])[0]


def make_topic() -> None:
    """The one that all questions have."""
    Topic.objects.get_or_create(code="PRIV", defaults={"names": {"en": "Privacy"}})


def store(key: str, right: str, difficulty: str) -> Question:
    """Make or change a question in the product's way."""
    text = {
        "question": f"What about {key}?",
        "choices": {letter: f"{key} {letter}" for letter in "abcd"},
        "explanation": f"Because of {key}.",
    }
    return store_question(
        {
            "id": key,
            "division": "12-13",
            "topic": "PRIV",
            "difficulty": difficulty,
            "right": right,
            "texts": dict.fromkeys(LANGUAGES, text),
        },
        languages=LANGUAGES,
        at=clock.now(),
    )


def make_paper(kind: str, size: int) -> Paper:
    """A published paper; its last question is hard and breaks ties."""
    return make_papers(**{kind: size})[kind]


def make_papers(**sizes: int) -> dict[str, Paper]:
    """A published paper of each kind and size; the last question is hard and breaks ties."""
    make_topic()
    keys = [key for kind, size in sizes.items() for key in _keys(kind, size)]
    if Question.objects.filter(key__in=keys).exists():
        papers, _questions = _publish(sizes)
    else:
        made = reprint.again(tuple(sizes.items()), lambda: list(chain(*_publish(sizes))))
        papers = [row for row in made if isinstance(row, Paper)]
    return dict(zip(sizes, papers, strict=True))


def _keys(kind: str, size: int) -> list[str]:
    return [f"{kind}-{n}" for n in range(1, size + 1)]


def _publish(sizes: Mapping[str, int]) -> tuple[list[Paper], list[Question]]:
    papers, all_questions = [], []
    for kind, size in sizes.items():
        *others, last = _keys(kind, size)
        questions = [store(key, "a", "easy") for key in others] + [store(last, "a", "hard")]
        papers.append(
            publish_paper(
                questions,
                title=f"{kind} paper",
                kind=kind,
                division_code="12-13",
                languages=LANGUAGES,
                at=clock.now(),
                tie_break=[size],
            )
        )
        all_questions += questions
    return papers, all_questions


def make_edition(country: Country, *, size: int = 5, slug: str = "2027") -> Edition:
    """A live edition whose window is open, with one division of 20 minutes."""
    edition = Edition.objects.create(
        slug=slug, names={"en": "Safer Internet Day"}, year=2027, state=Edition.State.LIVE
    )
    now = clock.now()
    Window.objects.create(
        edition=edition,
        country=country,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=9),
    )
    Division.objects.create(
        edition=edition,
        code="12-13",
        **make_papers(official=size, rehearsal=3, practice=2),
    )
    return edition


def make_school(country: Country, *, name: str = "OŠ Vesna", verified: bool = True) -> School:
    """A school of the country's only region."""
    return School.objects.create(
        country=country,
        region=country.regions.get(),
        register_code=name,
        name=name,
        place="Sarajevo",
        pupil_count=400,
        verified_at=clock.now() if verified else None,
    )


def make_teacher(school: School, email: str, *, approved: bool = True) -> User:
    """A teacher of a school."""
    user = User.objects.create_user(email, PASSWORD, name=email.split("@")[0].title())
    user.vouch_for_email()
    Role.objects.create(
        user=user,
        kind=Role.Kind.TEACHER,
        school=school,
        approved_at=clock.now() if approved else None,
    )
    return user


def make_staff(kind: str, *, approved: bool = True, **where: object) -> User:
    """An organizer, a coordinator or the ministry, of a country or region if told."""
    user = User.objects.create_user(f"{kind}@example.org", PASSWORD)
    at = clock.now() if approved else None
    Role.objects.create(user=user, kind=kind, approved_at=at, **where)
    return give_second_factor(user)


TOTP_SECRET = "JBSWY3DPEHPK3PXP"


def give_second_factor(user: User) -> User:
    """An authenticator app with a known secret, and recovery codes that are stored."""
    TOTP.activate(user, TOTP_SECRET)
    store_recovery_codes(RecoveryCodes.activate(user).instance, at=clock.now())
    user.vouch_for_email()
    return user


def make_admin(email: str) -> User:
    """Who may enter the admin and has no right there yet."""
    return give_second_factor(User.objects.create_user(email, PASSWORD, is_staff=True))


def make_superuser(email: str = "admin@example.org") -> User:
    """Who may do everything, with a second factor."""
    return give_second_factor(User.objects.create_superuser(email, PASSWORD))


def make_class(
    school: School, teacher: User, *, label: str = "VII-2", cards: int = 3
) -> SchoolClass:
    """A class whose cards have the PINs 1001, 1002, …"""
    school_class = SchoolClass.objects.create(
        school=school,
        grade=school.country.grades.get(),
        label=label,
        school_year="2026/2027",
        language="bs",
    )
    school_class.teachers.add(teacher)
    Card.objects.bulk_create(
        Card(school_class=school_class, number=n, pin=f"{1000 + n}") for n in range(1, cards + 1)
    )
    return school_class


def make_entry(school_class: SchoolClass, edition: Edition) -> Entry:
    """The class in the edition's only division."""
    division = edition.divisions.get()
    return Entry.objects.create(edition=edition, division=division, school_class=school_class)


def make_sitting(entry: Entry, *, kind: str = "official", by: User | None = None) -> Sitting:
    """An open sitting."""
    teacher = by or entry.school_class.teachers.get()
    return open_sitting(entry, kind=Sitting.Kind(kind), by=teacher, at=clock.now())


def make_attempt(card: Card, sitting: Sitting, *, at: datetime | None = None) -> Attempt:
    """A running attempt with one lease, begun a minute ago unless told otherwise."""
    at = at or clock.now() - timedelta(minutes=1)
    attempt = Attempt.objects.create(
        card=card,
        entry=sitting.entry,
        sitting=sitting,
        kind=sitting.kind,
        joined_at=at,
        admitted_at=at,
        started_at=at,
        deadline=at + timedelta(minutes=20),
        lease=1,
    )
    Lease.objects.create(attempt=attempt, number=1, opened_at=at, heard_at=at, active_at=at)
    return attempt


def rehearse(entry: Entry) -> Sitting:
    """A rehearsal that is over, in which one pupil has played."""
    return hold(entry, kind="rehearsal")


def hold(entry: Entry, *, kind: str = "official") -> Sitting:
    """A sitting that is over, in which one pupil has played."""
    sitting, at = make_sitting(entry, kind=kind), clock.now()
    attempt = make_attempt(entry.school_class.cards.earliest("pk"), sitting)
    Attempt.objects.filter(pk=attempt.pk).update(finished_at=at)
    Sitting.objects.filter(pk=sitting.pk).update(closed_at=at)
    return sitting


def store_choices(attempt: Attempt, choices: Sequence[str | int]) -> None:
    """Answer the questions in order; ``"10320"`` leaves questions 2 and 5 open."""
    first = attempt.leases.get(number=1).top_seq
    answers = [
        Answer(
            attempt=attempt,
            lease=1,
            seq=first + n,
            question=n,
            choice=int(choice),
            received_at=clock.now(),
        )
        for n, choice in enumerate(choices, start=1)
        if int(choice)
    ]
    Answer.objects.bulk_create(answers)
    attempt.leases.update(top_seq=F("top_seq") + len(choices))


def right_choices(paper: Paper) -> str:
    """The key of a paper as digits."""
    return "".join(
        str(item.order.index(item.question.right) + 1)
        for item in paper.items.select_related("question").order_by("number")
    )


def right_codes(paper: Paper) -> list[int]:
    """The key of a paper, whatever the kinds of its questions."""
    return [item.key for item in paper.items.select_related("question").order_by("number")]


def finish(attempt: Attempt, choices: Sequence[str | int]) -> Attempt:
    """Answer and finish an attempt."""
    store_choices(attempt, choices)
    end_attempts([attempt], ending=Attempt.Ending.PUPIL, at=clock.now())
    return attempt
