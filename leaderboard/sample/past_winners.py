"""Winners of the sample's past edition: told, most of them confirmed, some named, with diplomas."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from base.models import User
from competition.editions.queries.taking_part import countries_of
from competition.models import Edition
from leaderboard.diplomas.actions import issue
from leaderboard.diplomas.queries import claims_in
from leaderboard.models import IssuedDiploma, Winner, WinnersPlan
from leaderboard.sample.sample_schools import bring_person
from leaderboard.winners import actions
from leaderboard.winners.consent_form import agreed_words
from schools.models import Role

# Days before and after the one on which the sample is made.
TOLD, CONFIRM_BY, PUBLIC, CEREMONY, NAMES_END = (timedelta(days=n) for n in (12, 6, 3, 7, 60))
# Of so many one still waits for its teacher, and one stands by name.
WAITS_ONE_OF, NAMED_ONE_OF = 9, 4


def look_after_winners(edition: Edition, *, teacher: User, by: User, at: datetime) -> None:
    """As teachers and organizers have done it; ``teacher`` gets the class of one who is named."""
    told_at, today = at - TOLD, timezone.localdate(at)
    plan = WinnersPlan(
        edition=edition,
        confirm_by=today - CONFIRM_BY,
        public_from=at - PUBLIC,
        ceremony_at=timezone.make_aware(datetime.combine(today + CEREMONY, time(12))),
        ceremony_place="Sarajevo",
        names_until=today + NAMES_END,
    )
    actions.save_winners_plan(plan, at=told_at)
    actions.start_telling(edition, at=told_at)
    _answer(edition, plan, by=by, at=told_at)
    for country in countries_of(edition):
        for kind in (IssuedDiploma.Kind.WINNER, IssuedDiploma.Kind.SCHOOL):
            issue(edition, claims_in(edition, country, kind), by=by, at=at)
    school_class = Winner.objects.listed(edition).exclude(name="")[0].school_class
    bring_person(teacher, Role.Kind.TEACHER, school_class.school, by=by, at=at)
    school_class.teachers.add(teacher)


def _answer(edition: Edition, plan: WinnersPlan, *, by: User, at: datetime) -> None:
    """One is not wanted, and the first reserve has it."""
    for number, winner in enumerate(Winner.objects.listed(edition).held(), start=1):
        if number % WAITS_ONE_OF == 0:
            continue
        actions.confirm_winner(winner, by=by, at=at)
        actions.let_pupil_know(winner, at=at)
        if number % NAMED_ONE_OF == 1:
            _name(winner, plan, number, by=by, at=at)
    reserve = Winner.objects.filter(edition=edition, reserve=1).earliest("pk")
    unwanted = Winner.objects.filter(key=reserve.key, name="").held().earliest("pk")
    actions.decline_winner(unwanted, reason=Winner.Declined.GUARDIAN, at=at)
    actions.confirm_winner(actions.step_in(reserve, at=at), by=by, at=at)


def _name(winner: Winner, plan: WinnersPlan, number: int, *, by: User, at: datetime) -> None:
    """Nobody's, as the names of its schools."""
    cyrillic = winner.school_class.language == "sr"
    words = agreed_words(winner.school_class, plan, school=True)
    on = timezone.localdate(at)
    actions.record_consent(winner, on=on, words=words, school=True, by=by, at=at)
    name = f"Ученик {number} (пример)" if cyrillic else f"Učenik {number} (primjer)"
    actions.enter_name(winner, name=name, at=at)
