"""That the number for draws never arose takes two people; then only the substitute counts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, transaction
from django.test import Client

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
from tests.jobs import do_jobs
from tests.leaderboard.sealed import DAY, KNOWN, award, seal_now

WHY = "Round 12 was called off."
DESK = "/en/staff/editions/2027/awarding/"


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


def test_what_was_said_by_mistake_is_withdrawn_and_the_number_counts(
    seal: Seal, first: User, superuser: User
) -> None:
    one = said(seal, first)
    with pytest.raises(substituting.SaidBefore):
        said(seal, superuser)
    withdraw_substitute(one, by=superuser, at=clock.now())
    entries = LogEntry.objects.get_for_object(seal.edition).order_by("pk")
    noted = entries.filter(changes__has_key="substitute_said")
    assert [(entry.actor, entry.changes["substitute_said"]) for entry in noted] == [
        (first, ["", WHY]),
        (superuser, [WHY, ""]),
    ]
    with pytest.raises(substituting.NothingSaid):
        confirm_substitute(one, by=superuser, at=clock.now())
    told = json.loads(drawn(seal, substitute=False).body)
    assert (told["substitute"], "number_never_arose" in told) == (False, False)
    with pytest.raises(drawing.DrawnAlready):
        said(seal, first)


def test_nobody_says_so_before_its_moment_or_without_a_reason(seal: Seal, first: User) -> None:
    early = {"why": WHY, "by": first, "at": clock.now() + timedelta(hours=1)}
    with pytest.raises(substituting.NotMissingYet):
        propose_substitute(seal.edition, **early)  # type: ignore[arg-type]
    with pytest.raises(substituting.NoReasonForSubstitute):
        propose_substitute(seal.edition, why=" ", by=first, at=clock.now() + KNOWN)


def test_two_people_at_the_desk_and_what_everybody_reads(
    client: Client, seal: Seal, first: User, superuser: User
) -> None:
    DrawPlan.objects.update(comes_at=clock.now() - DAY, substitute_at=clock.now())

    def send(user: User, path: str, **data: object) -> str:
        client.force_login(user)
        client.post(f"{DESK}{path}/", data)
        do_jobs()
        return " ".join(client.get(DESK).text.split())

    page = send(first, "draw", of="number", number="x", again="x")
    assert "The number: State lottery, round 12" in page
    assert page.index("The number never arose…") < page.index(">Draw</button>")
    typed = {"number": "7 12", "again": "7 12"}
    assert "Something changed" in send(first, "draw", **typed, of="number", substitute="on")
    page = send(first, "substitute", act="propose", why=WHY)
    assert "Another person who leads the edition confirms it here." in page
    assert "Only the digits" not in page
    number = DrawSubstitute.objects.get().pk
    page = send(superuser, "substitute", act="confirm", said=number + 1)
    assert "It never arose: the substitute counts" in page
    page = send(superuser, "substitute", act="confirm", said=number)
    assert "The substitute counts: Round 13." in page
    assert "The number: Round 13" in page
    for of in ("number", ""):
        assert "Something changed" in send(first, "draw", **typed, of=of)
    public = " ".join(client.get("/en/boards/2027/draw/").text.split())
    assert f"The number never arose: {WHY}" in public
    assert str(superuser) not in public.partition("<main")[2]
    send(first, "draw", **typed, of="substitute")
    assert DrawOutcome.objects.get().substitute


def test_where_neither_arises_it_stands_beforehand_which_number_counts(
    client: Client, seal: Seal, first: User
) -> None:
    client.force_login(first)
    rule = "never arises either, the next one of its kind that does counts."
    for page in (DESK, f"{DESK}number/", "/en/boards/2027/draw/"):
        assert rule in client.get(page).text
