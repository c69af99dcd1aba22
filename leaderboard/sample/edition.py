"""The sample edition: people, schools, papers, classes that have played, next year's draft."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from auditlog.context import disable_auditlog
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction
from django.utils.timezone import localdate

from base.models import User
from competition.classes.actions import enter_class
from competition.models import (
    Answer,
    Attempt,
    AwardRule,
    Division,
    Edition,
    Entry,
    Lease,
    SignOff,
    Sitting,
    Window,
)
from competition.papers.queries.papers import scoring_items
from competition.papers.queries.set_texts import fingerprint
from competition.rules.scoring import ScoredQuestion
from competition.setup.actions import begin
from competition.sittings.actions.results import end_attempts
from competition.sittings.actions.sittings import close, open_sitting, start_all
from leaderboard.sample.guessing import wrong_code
from leaderboard.sample.logins import password_for
from leaderboard.sample.past_editions import make_past
from leaderboard.sample.past_winners import look_after_winners
from leaderboard.sample.sample_schools import bring_person, bring_schools
from quizbank.models import Paper, PaperQuestion, Question, QuestionText, Review
from quizbank.papers.actions import publish_paper
from schools.classes.actions.classes import add_class
from schools.models import Card, Contact, Country, Grade, Role, School, SchoolClass
from schools.people.actions.invitations import Where


def prepare_desk(
    edition: Edition, awards: Sequence[Mapping[str, Any]], *, by: User, at: datetime
) -> None:
    """Awards for the edition, and a draft of the next one begun from it."""
    edition.countries.set(Country.objects.all())
    for position, award in enumerate(awards, start=1):
        AwardRule.objects.create(edition=edition, position=position, **award)
    begin(
        edition,
        slug=f"{edition.slug}-next",
        year=edition.year + 1,
        countries=list(Country.objects.all()),
        by=by,
        at=at,
    )


def pass_reviews(*, at: datetime) -> None:
    """Every text of a question that stands in a paper is approved, and what is sensitive signed."""
    names = ("editor", "reviewer", "coordinator")
    people = {name: User.objects.get(email=f"{name}@demo.invalid") for name in names}
    asked = Question.objects.filter(pk__in=PaperQuestion.objects.values("question"))
    questions = list(asked.prefetch_related("texts"))
    QuestionText.objects.filter(question__in=questions).update(state=QuestionText.State.APPROVED)
    Review.objects.bulk_create(
        Review(
            question=one,
            language=text.language,
            version=text.version,
            act=act,
            by=people[name],
            at=at,
        )
        for one in questions
        for text in one.texts.all()
        for act, name in _steps(is_source=text.language == one.source)
    )
    SignOff.objects.bulk_create(
        SignOff(
            question=one,
            fingerprint=fingerprint(one.texts.all()),
            by=people["coordinator"],
            at=at,
        )
        for one in questions
        if one.sensitive
    )


def _steps(*, is_source: bool) -> Iterator[tuple[Review.Act, str]]:
    """The reviews of a text, and who passes each."""
    if is_source:
        yield Review.Act.CONTENT, "editor"
    yield (Review.Act.PROTECTION if is_source else Review.Act.BACK_CHECK), "reviewer"


FIXTURES: Path = settings.BASE_DIR / "fixtures"
CLASS_SIZE = 24
OPEN_FOR = timedelta(days=30)


def read(name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """One of the fixture files."""
    return yaml.safe_load((FIXTURES / name).read_text(encoding="utf-8"))


@transaction.atomic
def make_sample(*, at: datetime) -> Edition:
    """The sample edition with its schools and played classes; what exists already is left alone.

    An edition made on an earlier day gets its windows opened and its contacts verified again.
    """
    plan = read("sample.yaml")
    edition = Edition.objects.filter(slug=plan["edition"]["slug"]).first()
    if edition is None:
        edition = _make_edition(plan, at)
        for school, entry in zip(_bring_schools(plan, at), plan["schools"], strict=True):
            _make_school(school, entry, edition, at)
        # Sixty schools of that edition would bury in the record what a visitor does.
        with disable_auditlog():
            coordinator = User.objects.get(email="coordinator@demo.invalid")
            past = make_past(plan["past"], plan["awards"], by=_admin(), second=coordinator, at=at)
            winning = _make_user("teacher-won@demo.invalid", language="bs")
            look_after_winners(past, teacher=winning, by=_admin(), at=at)
        pass_reviews(at=at)
    Window.objects.filter(edition=edition).update(closes_at=at + OPEN_FOR)
    Contact.objects.update(verified_on=localdate(at))
    return edition


def ready_classes() -> Iterator[SchoolClass]:
    """Classes of the sample that have not played yet."""
    played = Sitting.objects.values("entry__school_class")
    classes = SchoolClass.objects.filter(teachers__email__endswith="@demo.invalid")
    yield from classes.exclude(pk__in=played).select_related("school").order_by("pk")


def _make_edition(plan: Mapping[str, Any], at: datetime) -> Edition:
    edition = Edition.objects.create(
        **plan["edition"],
        state=Edition.State.LIVE,
        # A visitor wants to see the explanations.
        reveal_early=True,
    )
    minute = at.replace(second=0, microsecond=0)
    for country in Country.objects.all():
        Window.objects.create(
            edition=edition,
            country=country,
            opens_at=minute - timedelta(days=1),
            closes_at=minute + OPEN_FOR,
        )
    for division in plan["divisions"]:
        papers = _make_papers(division["code"], at)
        Division.objects.create(edition=edition, **division, **papers)
    _make_organizers(at)
    prepare_desk(edition, plan["awards"], by=_admin(), at=at)
    return edition


def _admin() -> User:
    return User.objects.get(email="admin@demo.invalid")


def _make_organizers(at: datetime) -> None:
    """A superuser, organizers and ministries of the countries, a coordinator, the workshop."""
    _make_user("admin@demo.invalid", is_staff=True, is_superuser=True)
    for country in Country.objects.all():
        _make_staff(
            f"organizer-{country.code.lower()}",
            Role.Kind.ORGANIZER,
            at,
            country.languages[0],
            where=country,
        )
        code, first = country.code.lower(), country.languages[0]
        _make_staff(f"ministry-{code}", Role.Kind.MINISTRY, at, first, where=country)
    _make_staff("coordinator", Role.Kind.COORDINATOR, at)
    # Three of whom none can bring a question through its reviews alone.
    for name in (Role.Kind.EDITOR, Role.Kind.REVIEWER, Role.Kind.TRANSLATOR):
        _make_staff(str(name), name, at)


def _make_staff(
    name: str,
    kind: Role.Kind,
    at: datetime,
    language: str = "en",
    *,
    where: Where = None,
    by: User | None = None,
) -> User:
    """Somebody with a log-in who is invited, by the superuser unless told otherwise."""
    user = _make_user(f"{name}@demo.invalid", language=language)
    bring_person(user, kind, where, by=by or _admin(), at=at)
    return user


def _make_user(email: str, **fields: Any) -> User:  # noqa: ANN401 - as Django takes them
    """With a password that is hashed lightly: nobody guesses it, and the first log-in does more."""
    hasher = PBKDF2PasswordHasher()
    light = hasher.encode(password_for(email), hasher.salt(), iterations=1000)
    user = User.objects.create(email=email, password=light, **fields)
    user.vouch_for_email()
    return user


def _make_papers(code: str, at: datetime) -> dict[str, Paper]:
    sets = read(f"papers/{code}.yaml")
    there = [str(kind) for kind in Paper.Kind if kind in sets]
    return {kind: _make_paper(kind, code, sets[kind], at) for kind in there}


def _make_paper(kind: str, code: str, keys: Sequence[str], at: datetime) -> Paper:
    by_key = {question.key: question for question in Question.objects.filter(key__in=keys)}
    return publish_paper(
        [by_key[key] for key in keys],
        title=f"{kind} {code}",
        kind=kind,
        division_code=code,
        languages=list(settings.ENDONYMS),
        countries=Country.objects.values_list("pk", flat=True),
        at=at,
        tie_break=[len(keys)],
    )


def _bring_schools(plan: Mapping[str, Any], at: datetime) -> list[School]:
    rows = [
        (f"sample-{one['region']}", *(one[key] for key in ("name", "place", "country", "region")))
        for one in plan["schools"]
    ]
    pupils = [one["pupils"] for one in plan["schools"]]
    sheet = [(*row, count) for row, count in zip(rows, pupils, strict=True)]
    return bring_schools(sheet, name="sample.csv", by=_admin(), at=at)


def _make_school(school: School, plan: Mapping[str, Any], edition: Edition, at: datetime) -> None:
    teacher = _make_teacher(school, plan, at)
    for label in plan["played"]:
        _play(_make_class(school, label, plan, teacher, edition, at), teacher, at)
    for label in plan.get("ready", []):
        _make_class(school, label, plan, teacher, edition, at)


def _make_teacher(school: School, plan: Mapping[str, Any], at: datetime) -> User:
    """Invited by the country's organizer, which confirms the school."""
    country = plan["country"].lower()
    before = School.objects.filter(country=school.country, verified_at__isnull=False).count()
    name = f"teacher-{country}{before + 1 if before else ''}"
    organizer = User.objects.get(email=f"organizer-{country}@demo.invalid")
    kind, language = Role.Kind.TEACHER, plan["language"]
    return _make_staff(name, kind, at, language, where=school, by=organizer)


def _make_class(
    school: School,
    label: str,
    plan: Mapping[str, Any],
    teacher: User,
    edition: Edition,
    at: datetime,
) -> Entry:
    numerals = {"V": "5", "VI": "6", "VII": "7", "VIII": "8", "IX": "9"}
    grade = label.replace(".", "-").split("-")[0]
    made = add_class(
        school,
        label=label,
        grade=Grade.objects.get(country=school.country, code=numerals.get(grade, grade)),
        language=plan["language"],
        numbers=range(1, plan.get("size", CLASS_SIZE) + 1),
        teacher=teacher,
        at=at,
    )
    return enter_class(made, edition=edition)


def _play(entry: Entry, teacher: User, at: datetime) -> None:
    """A class that has played earlier today: most pupils, each as able as chance made it."""
    chance = random.Random(entry.pk)  # noqa: S311 - the demo looks the same every time
    began = at - timedelta(hours=chance.randint(1, 5), minutes=chance.randint(0, 50))
    sitting = open_sitting(entry, kind=Sitting.Kind.OFFICIAL, by=teacher, at=began)
    sitting = start_all(sitting, by=teacher, at=began)
    cards = list(entry.school_class.cards.order_by("number"))
    there = cards[: len(cards) - chance.randint(0, 3)]
    attempts = Attempt.objects.bulk_create(_attempt(card, sitting, began) for card in there)
    _answer(attempts, began, chance)
    # The finish is put after the last answer, so everybody ends at a time of their own.
    end_attempts(attempts, ending=Attempt.Ending.PUPIL, at=began)
    close(sitting, by=teacher, at=began + timedelta(minutes=entry.division.minutes))


def _attempt(card: Card, sitting: Sitting, began: datetime) -> Attempt:
    return Attempt(
        card=card,
        entry=sitting.entry,
        sitting=sitting,
        kind=sitting.kind,
        language=sitting.entry.school_class.language,
        joined_at=began,
        admitted_at=began,
        started_at=began,
        deadline=began + timedelta(minutes=sitting.entry.division.minutes),
        lease=1,
    )


def _answer(attempts: Sequence[Attempt], began: datetime, chance: random.Random) -> None:
    paper_id = attempts[0].sitting.paper_id
    items = scoring_items([paper_id])[paper_id]
    answers = [list(_answers(attempt, items, began, chance)) for attempt in attempts]
    Answer.objects.bulk_create(itertools.chain.from_iterable(answers))
    Lease.objects.bulk_create(_lease(one, began) for one in answers)


def _answers(
    attempt: Attempt, items: Sequence[ScoredQuestion], began: datetime, chance: random.Random
) -> Iterator[Answer]:
    """Every question in turn, at a pace and with an ability of the pupil's own."""
    ability, pace = chance.uniform(0.45, 0.98), chance.uniform(20, 70)
    for seq, item in enumerate(items, start=1):
        right = chance.random() < ability - (0.2 if item.hard else 0)
        yield Answer(
            attempt=attempt,
            lease=1,
            seq=seq,
            question=item.number,
            choice=item.key if right else wrong_code(item, chance),
            received_at=began + timedelta(seconds=pace * seq),
        )


def _lease(answers: Sequence[Answer], began: datetime) -> Lease:
    last = answers[-1]
    return Lease(
        attempt=last.attempt,
        number=1,
        opened_at=began,
        heard_at=last.received_at,
        active_at=last.received_at,
        top_seq=last.seq,
        answered=(2 << last.seq) - 2,
    )
