"""The sheet for the stage has awards as they are held now, and what is known of each winner."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from base import clock
from competition.models import Edition
from leaderboard.exports.award_sheets import award_sheets
from leaderboard.models import Winner, WinnersPlan
from leaderboard.winners.actions.consenting import enter_name, record_consent
from leaderboard.winners.actions.handing import mark_winners
from leaderboard.winners.actions.teachers_word import confirm_winner, decline_winner, note_coming
from schools.models import School
from tests.leaderboard.winners.conftest import teacher_of, winner_now

MARK = "(not to be read out)"


def called(plan: WinnersPlan) -> list[Any]:
    """The one line with an envelope."""
    sheet = award_sheets(plan.edition, School.objects.all())["winners"]
    (line,) = (row for row in sheet.rows if row[0] == 1)
    return list(line)


def test_the_stage_calls_who_holds_the_award_now(told: WinnersPlan) -> None:
    before = called(told)
    assert before[7:11] == ["no", "no", None, "no"]
    decline_winner(winner_now(), reason="pupil", at=clock.now())
    one, at = winner_now(), clock.now()
    by = teacher_of(one)
    confirm_winner(one, by=by, at=at)
    note_coming(one, comes=True)
    day = timezone.localdate(at)
    record_consent(one, on=day, words="x", school=False, by=by, at=at)
    enter_name(one, name="=Lamija", at=at)
    mark_winners(Winner.objects.all(), mark="invited", at=at)
    now = called(told)
    assert (now[1], now[2], now[6]) == (1, "=Lamija", "Tablet")
    assert now[4].startswith(one.award.attempt.entry.school_class.school.name)
    assert now[4].endswith(MARK), "the guardian has not agreed to the school"
    Winner.objects.update(consent_school=True)
    assert MARK not in called(told)[4]
    assert now[7:11] == ["yes", "yes", "yes", "no"]


def test_what_the_hall_may_not_hear_is_marked(told: WinnersPlan) -> None:
    """Before the teacher has said yes who it is, and the school of a board without rows."""
    assert [cell.endswith(MARK) for cell in called(told)[2:5:2]] == [True, True]
    one = winner_now()
    confirm_winner(one, by=teacher_of(one), at=clock.now())
    assert [cell.endswith(MARK) for cell in called(told)[2:5:2]] == [False, False]
    Edition.objects.update(publishing_threshold=17)
    told.refresh_from_db()
    assert [cell.endswith(MARK) for cell in called(told)[2:5:2]] == [False, True]


def test_of_whom_nobody_was_asked_the_hall_hears_the_alias_alone(dated: WinnersPlan) -> None:
    assert [cell.endswith(MARK) for cell in called(dated)[2:5:2]] == [False, True]
