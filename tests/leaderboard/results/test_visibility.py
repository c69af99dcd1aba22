"""Which results the public may see: one that may, and each reason that hides it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from base import clock
from base.models import User
from competition.models import Attempt, Edition, Result, Sitting
from competition.sittings.actions.results import write_results
from leaderboard.results.public_results import board_results, count_boards, public_results
from schools.models import Card, Country, Role, School
from tests import cast


@pytest.fixture
def result(finished_attempt: Callable[..., Attempt], card: Card) -> Result:
    return Result.objects.get(attempt=finished_attempt(card=card, choices="12301"))


def test_an_official_result_of_an_approved_teachers_class_is_public(result: Result) -> None:
    assert list(public_results()) == list(board_results(result.division_id, "BA")) == [result]
    assert not board_results(result.division_id, "HR").exists()


def voided(result: Result) -> None:
    Attempt.objects.update(voided_at=clock.now())


def not_counting(result: Result) -> None:
    Result.objects.update(counts=False)


def school_unverified(result: Result) -> None:
    School.objects.update(verified_at=None)


def teacher_waits(result: Result) -> None:
    Role.objects.update(approved_at=None)


def teacher_left(result: Result) -> None:
    Role.objects.all().delete()


def opened_by_another_school(result: Result) -> None:
    other = cast.make_school(Country.objects.get(), name="OŠ Druga")
    Sitting.objects.update(opened_by=cast.make_teacher(other, "drago@example.org"))


def opened_by_an_organizer(result: Result) -> None:
    user = User.objects.create_user("org@example.org", "x")
    Role.objects.create(
        user=user, kind=Role.Kind.ORGANIZER, school=School.objects.get(), approved_at=clock.now()
    )
    Sitting.objects.update(opened_by=user)


REASONS = [
    not_counting,
    school_unverified,
    teacher_waits,
    teacher_left,
    opened_by_another_school,
    opened_by_an_organizer,
]


def count_board(division: int, country: str) -> int:
    return count_boards([(division, country)])[division, country]


def in_words(reason: Callable[[Result], None]) -> str:
    return reason.__name__.replace("_", " ")


@pytest.mark.parametrize("reason", [voided, *REASONS], ids=in_words)
def test_a_result_is_hidden_when(reason: Callable[[Result], None], result: Result) -> None:
    assert count_board(result.division_id, "BA") == 1
    reason(result)
    assert list(public_results()) == []
    if reason is voided:  # counted until its result is written again
        write_results([result.pk], at=clock.now())
    assert count_board(result.division_id, "BA") == 0


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("draft", 0),
        ("registration", 0),
        ("rehearsal", 0),
        ("live", 1),
        ("review", 1),
        ("sealed", 1),
        ("published", 1),
        ("archived", 1),
    ],
)
def test_results_are_public_from_live_on(state: str, shown: int, result: Result) -> None:
    Edition.objects.update(state=state)
    assert public_results().count() == count_board(result.division_id, "BA") == shown


def test_a_rehearsal_never_ranks(entry: object, card: Card) -> None:
    sitting = cast.make_sitting(card.school_class.entries.get(), kind="rehearsal")
    cast.finish(cast.make_attempt(card, sitting), "123")
    assert list(public_results()) == []


def test_a_voided_attempt_is_not_counted_once_its_result_is_written_again(result: Result) -> None:
    voided(result)
    write_results([result.pk], at=clock.now())
    assert count_board(result.division_id, "BA") == 0


def test_a_board_counts_what_may_be_shown_among_what_may_not(
    result: Result, country: Country, edition: Edition
) -> None:
    school = cast.make_school(country, name="OŠ Čekanje", verified=False)
    teacher = cast.make_teacher(school, "cekanje@example.org")
    school_class = cast.make_class(school, teacher)
    sitting = cast.make_sitting(cast.make_entry(school_class, edition))
    for card in school_class.cards.all():
        cast.finish(cast.make_attempt(card, sitting), "123")
    assert count_board(result.division_id, "BA") == board_results(result.division_id, "BA").count()
    assert count_board(result.division_id, "HR") == 0
    assert Result.objects.count() == 4
