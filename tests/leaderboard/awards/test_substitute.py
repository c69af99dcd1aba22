"""That the number for draws never arose takes two people; then only the substitute counts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, transaction

from base import clock
from base.models import User
from competition.exceptions import CompetitionError
from competition.models import Edition
from leaderboard.awards.actions import making_draws as drawing
from leaderboard.awards.actions import substituting
from leaderboard.awards.actions.making_draws import draw
from leaderboard.awards.actions.substituting import (
    confirm_substitute,
    propose_substitute,
    withdraw_substitute,
)
from leaderboard.models import DrawOutcome, DrawPlan, DrawSubstitute, Seal
from tests.leaderboard.sealed import DAY, KNOWN, award, seal_now

WHY = "Round 12 was called off."


@pytest.fixture
def seal(reviewed: Edition, first: User, superuser: User, plan: DrawPlan) -> Seal:
    award(reviewed, "draw", amount=2, least=80, reserves=1)
    return seal_now(reviewed, first, superuser)


def said(seal: Seal, by: User) -> DrawSubstitute:
    return propose_substitute(seal.edition, why=WHY, by=by, at=clock.now() + KNOWN)


def drawn(seal: Seal, *, substitute: bool) -> DrawOutcome:
    wish: dict[str, Any] = {"number": "7 12", "again": "7 12", "substitute": substitute}
    return draw(seal.edition, **wish, by=seal.proposed_by, at=clock.now() + 2 * DAY)


def refused(error: type[CompetitionError], seal: Seal, *, substitute: bool) -> None:
    with pytest.raises(error):
        drawn(seal, substitute=substitute)
    assert not DrawOutcome.objects.exists()


def test_nobody_chooses_between_the_two_numbers(seal: Seal, first: User, superuser: User) -> None:
    refused(drawing.SubstituteNotAgreed, seal, substitute=True)
    one = said(seal, first)
    for substitute, error in ((True, "NotAgreed"), (False, "Said")):
        refused(getattr(drawing, f"Substitute{error}"), seal, substitute=substitute)
    with pytest.raises(substituting.SubstituteNeedsSecond):
        confirm_substitute(one, by=first, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        DrawSubstitute.objects.update(confirmed_by=first)
    confirm_substitute(one, by=superuser, at=clock.now())
    entry = LogEntry.objects.get_for_object(seal.edition).get(changes__has_key="substitute")
    assert (entry.actor, entry.changes["substitute"]) == (
        superuser,
        ["State lottery, round 12", f"Round 13: {WHY}"],
    )
    refused(drawing.SubstituteSaid, seal, substitute=False)
    with pytest.raises(substituting.NothingSaid):
        withdraw_substitute(one, by=first, at=clock.now())
    told = json.loads(drawn(seal, substitute=True).body)
    assert (told["substitute"], told["number_never_arose"]["why"]) == (True, WHY)


def test_nobody_says_so_before_its_moment_or_without_a_reason(seal: Seal, first: User) -> None:
    early = {"why": WHY, "by": first, "at": clock.now() + timedelta(hours=1)}
    with pytest.raises(substituting.NotMissingYet):
        propose_substitute(seal.edition, **early)  # type: ignore[arg-type]
    with pytest.raises(substituting.NoReasonForSubstitute):
        propose_substitute(seal.edition, why=" ", by=first, at=clock.now() + KNOWN)
