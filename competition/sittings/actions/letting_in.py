"""A teacher lets browsers in, where the class plays without PINs; each press is on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from base.models import User
from competition import exceptions
from competition.models import Attempt, Decision, Sitting, WaitingBrowser
from competition.rules.waiting_room import comes_in_with_all, is_waiting, sign_of
from competition.sittings.actions.decisions import record_decision
from competition.sittings.actions.sittings import lock_attempts, lock_open
from schools.models import Card


@transaction.atomic
def let_all_in(sitting: Sitting, *, by: User, at: datetime) -> int:
    """Let in every number that came once; returns how many. A number that came twice waits.

    Raises ``HasPins``, ``AlreadyStarted``: after the start each is let in alone; ``NobodyWaits``.
    """
    sitting = _without_pins(sitting)
    if sitting.starts_at is not None:
        raise exceptions.AlreadyStarted
    by_card: dict[int, list[WaitingBrowser]] = {}
    for row in _rows(sitting):
        by_card.setdefault(row.card_id, []).append(row)
    coming: list[WaitingBrowser] = []
    for rows in by_card.values():
        waiting = [row for row in rows if is_waiting(row.heard_at, row.let_in_at, at)]
        somebody_in = any(row.let_in_at for row in rows)
        if comes_in_with_all([row.browser for row in waiting], somebody_in=somebody_in):
            coming += waiting
    if not coming:
        raise exceptions.NobodyWaits
    _let(coming, at)
    record_decision(sitting, Decision.Kind.LET_IN, by=by, at=at, amount=len(coming))
    return len(coming)


@transaction.atomic
def let_in(sitting: Sitting, *, card: Card, sign: str, by: User, at: datetime) -> None:
    """Let the browser with this sign in under a number, instead of whoever was in under it.

    Raises ``HasPins`` and ``NobodyWaits``.
    """
    sitting = _without_pins(sitting)
    rows = _rows(sitting, card=card)
    waiting = [row for row in rows if is_waiting(row.heard_at, row.let_in_at, at)]
    chosen = [row for row in waiting if sign_of(row.browser) == sign]
    if len(chosen) != 1:
        raise exceptions.NobodyWaits
    _let(chosen, at)
    attempts = lock_attempts(sitting, card=card)
    Attempt.objects.filter(pk__in=[one.pk for one in attempts]).update(released_at=at)
    others = [row.pk for row in rows if row.pk != chosen[0].pk]
    WaitingBrowser.objects.filter(pk__in=others).delete()
    first = attempts[0] if attempts else None
    record_decision(sitting, Decision.Kind.LET_IN, by=by, at=at, attempt=first, card=card)


def _without_pins(sitting: Sitting) -> Sitting:
    sitting = lock_open(sitting)
    if not sitting.without_pins:
        raise exceptions.HasPins
    return sitting


def _rows(sitting: Sitting, card: Card | None = None) -> list[WaitingBrowser]:
    """Who waits and who is in; under the locks of their cards, as a join holds them."""
    rows = WaitingBrowser.objects.filter(sitting=sitting)
    if card is not None:
        rows = rows.filter(card=card)
    cards = Card.objects.filter(pk__in=rows.values("card"))
    list(cards.select_for_update(no_key=True).order_by("pk"))
    return list(rows.order_by("pk"))


def _let(rows: list[WaitingBrowser], at: datetime) -> None:
    WaitingBrowser.objects.filter(pk__in=[row.pk for row in rows]).update(let_in_at=at)
