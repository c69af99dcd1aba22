"""A competition on the evening of its day, in the empty database that DATABASE_URL names.

``python -m tests.flows.windows_closed`` plays it: three schools with a class of each of two age
groups, windows just closed. Prints ``{"aliases": {card: {language: alias}}, "cards": {role: card},
"receipt": of the best, "teachers": [address of each school]}`` as JSON. Everybody's password is
that of the cast.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from django.test import override_settings  # noqa: E402

from base import clock  # noqa: E402
from base.models import User  # noqa: E402
from competition.aliases.actions import aliases_for  # noqa: E402
from competition.aliases.alias import texts  # noqa: E402
from competition.models import (  # noqa: E402
    Alias,
    Answer,
    Attempt,
    AwardRule,
    Division,
    Edition,
    Entry,
    Window,
)
from competition.sittings.actions.results import end_attempts  # noqa: E402
from leaderboard.models import AwardTerms  # noqa: E402
from quizbank.papers.actions import publish_paper  # noqa: E402
from schools.models import Card, Country, Grade, Role, School, SchoolClass  # noqa: E402
from tests import cast  # noqa: E402
from tests.leaderboard import crowd  # noqa: E402

QUESTIONS = 8
# To be neutralised: who is best is known only then.
NEUTRAL = 2
# What the first card of each school's older class has wrong, and what all others of them.
WRONG = {"first": (NEUTRAL,), "second": (3,), "third": (3, 4)}
OTHERS = (1, 3, 4, 5)
# Seconds for each question; the best of all was far too fast, or so it looks.
USUAL, FAST = 60, 2
PUPILS = 4
PEOPLE = {
    "ana@example.org": Role.Kind.ORGANIZER,
    "boris@example.org": Role.Kind.ORGANIZER,
    "vera@example.org": Role.Kind.COORDINATOR,
}


def main() -> None:
    """Play it and say who is who."""
    with override_settings(PASSWORD_HASHERS=cast.HASHERS):
        country = _country()
        for email, kind in PEOPLE.items():
            _staff(email, kind, country)
        edition = cast.make_edition(country, size=QUESTIONS)
        older, younger = edition.divisions.get(), _younger(edition)
        _awards(edition, older, younger)
        schools = [crowd.make_school(country.regions.get(), f"OS Lipa {n}") for n in (1, 2, 3)]
        cards = {
            role: _play_both(school, teacher, (older, younger), wrong)
            for (school, teacher), (role, wrong) in zip(schools, WRONG.items(), strict=True)
        }
    Window.objects.update(closes_at=clock.now() - timedelta(seconds=1))
    told = {
        "aliases": {one.card_id: texts(one) for one in Alias.objects.all()},
        "cards": cards,
        "receipt": Attempt.objects.get(card=cards["first"]).receipt,
        "teachers": [teacher.email for _school, teacher in schools],
    }
    print(json.dumps(told))  # noqa: T201


def _country() -> Country:
    """Its mails go by day: it is noon there, whenever this runs."""
    country = cast.make_country()
    country.timezone = f"Etc/GMT{clock.now().hour - 12:+d}"
    country.save()
    cast.make_country("HR")
    Grade.objects.create(country=country, code="4", position=2, division_code="9-11")
    return country


def _staff(email: str, kind: Role.Kind, country: Country) -> None:
    user = User.objects.create_user(email, cast.PASSWORD, language="en")
    user.vouch_for_email()
    where = country if kind == Role.Kind.ORGANIZER else None
    Role.objects.create(user=user, kind=kind, country=where, approved_at=clock.now())


def _younger(edition: Edition) -> Division:
    questions = [cast.store(f"younger-{n}", "a", "easy") for n in range(1, QUESTIONS + 1)]
    paper = publish_paper(
        questions,
        title="paper of the younger",
        kind="official",
        division_code="9-11",
        languages=cast.LANGUAGES,
        at=clock.now(),
        tie_break=[QUESTIONS],
    )
    return Division.objects.create(edition=edition, code="9-11", official=paper)


def _awards(edition: Edition, older: Division, younger: Division) -> None:
    """The best two of the older, with a reserve; one of the younger by a draw."""
    for position, (kind, name, amount, division, prizes) in enumerate(
        [("rank", "Zlato", 2, older, "Tablet\nBicikl"), ("draw", "Lot", 1, younger, "Knjiga")], 1
    ):
        rule = AwardRule.objects.create(
            edition=edition,
            kind=kind,
            names=dict.fromkeys(cast.LANGUAGES, name),
            amount=amount,
            least=50 if kind == "draw" else None,
            division=division,
            position=position,
        )
        AwardTerms.objects.create(rule=rule, reserves=1, prizes=prizes)


def _play_both(
    school: School, teacher: User, divisions: Sequence[Division], wrong: Sequence[int]
) -> int:
    """Both classes of a school; returns the first card of the older one."""
    older, younger = divisions
    first = _play(school, teacher, older, [wrong, *[OTHERS] * (PUPILS - 1)])
    _play(school, teacher, younger, [(1, 2)] * PUPILS)
    return first


def _play(school: School, teacher: User, division: Division, wrong: Sequence[Sequence[int]]) -> int:
    grade = Grade.objects.get(country=school.country, division_code=division.code)
    label = f"{'VII' if grade.code == '7' else 'IV'}-{school.name[-1]}"
    school_class = SchoolClass.objects.create(
        school=school, grade=grade, label=label, school_year="2026/2027", language="bs"
    )
    school_class.teachers.add(teacher)
    entry = Entry.objects.create(
        edition=division.edition, division=division, school_class=school_class
    )
    cards = [_card(school_class, number) for number in range(1, PUPILS + 1)]
    aliases_for([card.pk for card in cards], edition=division.edition)
    sitting = cast.make_sitting(entry)
    at = clock.now() - timedelta(minutes=15)
    attempts = [cast.make_attempt(card, sitting, at=at) for card in cards]
    for turn, (attempt, numbers) in enumerate(zip(attempts, wrong, strict=True)):
        _answer(attempt, numbers, turn)
    end_attempts(attempts, ending=Attempt.Ending.PUPIL, at=clock.now())
    crowd.close(sitting)
    return cards[0].pk


def _card(school_class: SchoolClass, number: int) -> Card:
    """With a name as its teacher has written it, which nobody else may read."""
    name = f"Tajna Osoba {school_class.pk}{number}"
    return Card.objects.create(
        school_class=school_class, number=number, pin=f"{1000 + number}", name=name
    )


def _answer(attempt: Attempt, wrong: Sequence[int], turn: int) -> None:
    """By ``turn`` each errs in another way: nobody has copied."""
    pace = FAST if tuple(wrong) == WRONG["first"] else USUAL
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            lease=1,
            seq=number,
            question=number,
            choice=(code + turn % 3) % 4 + 1 if number in wrong else code,
            received_at=attempt.joined_at + timedelta(seconds=pace * number),
        )
        for number, code in enumerate(cast.right_codes(attempt.sitting.paper), start=1)
    )
    attempt.leases.update(top_seq=QUESTIONS)


if __name__ == "__main__":
    main()
