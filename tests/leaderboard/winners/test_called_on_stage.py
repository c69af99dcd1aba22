"""The stage has whoever is confirmed, as the award is held now; the winners' sheet has all."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from base import clock
from competition.models import Edition
from leaderboard.exports.sheets import held_places, stage_sheet, winner_sheet
from leaderboard.models import Winner, WinnersPlan
from leaderboard.winners.actions import (
    confirm_winner,
    decline_winner,
    enter_name,
    mark_winners,
    note_coming,
    record_consent,
    step_in,
)
from schools.models import School
from tests.leaderboard.winners.conftest import teacher_of, winner_now


def on_stage(plan: WinnersPlan) -> list[list[Any]]:
    """Whoever is read out, below the award that is."""
    places = held_places(plan.edition, School.objects.all())
    return [list(line) for line in stage_sheet(places).lines()]


def listed(plan: WinnersPlan) -> list[Any]:
    (line,) = winner_sheet(held_places(plan.edition, School.objects.all())).lines()
    return list(line)


def test_the_stage_calls_who_holds_the_award_now(told: WinnersPlan) -> None:
    assert on_stage(told) == [], "nobody is confirmed"
    assert listed(told)[0] is None
    assert listed(told)[12:] == ["no", "no", None, "no"]
    decline_winner(winner_now(), reason="pupil", at=clock.now())
    step_in(Winner.objects.get(reserve=1), at=clock.now())
    winner, at = winner_now(), clock.now()
    by = teacher_of(winner)
    confirm_winner(winner, by=by, at=at)
    note_coming(winner, comes=True)
    day = timezone.localdate(at)
    record_consent(winner, on=day, words="x", school=False, by=by, at=at)
    enter_name(winner, name="=Lamija", at=at)
    mark_winners(Winner.objects.all(), mark="invited", at=at)
    heading, line = on_stage(told)
    assert heading == ["The rank · 12–13 · Bosnia and Herzegovina"]
    assert line == [1, 1, "=Lamija", "", "Tablet"], "the guardian has not agreed to the school"
    Winner.objects.update(consent_school=True)
    school = winner.school_class.school
    assert on_stage(told)[1][3].startswith(school.name)
    assert listed(told)[12:] == ["yes", "yes", "yes", "no"]


def test_beside_an_alias_stands_no_school_of_a_board_without_rows(told: WinnersPlan) -> None:
    winner = winner_now()
    confirm_winner(winner, by=teacher_of(winner), at=clock.now())
    assert on_stage(told)[1][3]
    Edition.objects.update(publishing_threshold=17)
    told.refresh_from_db()
    assert on_stage(told)[1][3] == ""


def test_of_whom_nobody_was_asked_nobody_is_on_stage(dated: WinnersPlan) -> None:
    assert on_stage(dated) == []
    assert listed(dated)[0] is None
