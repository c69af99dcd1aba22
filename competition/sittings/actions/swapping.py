"""Whoever took the wrong card: what was done with it goes to the right one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from competition import exceptions
from competition.models import Alias, Attempt, Decision, Edition, NotedNumber, Sitting
from competition.rules.edition_steps import SEALED
from competition.rules.timing import allowance
from competition.sittings.actions.decisions import record_decision, refuse_twice
from competition.sittings.actions.noting import prove_files
from competition.sittings.actions.results import write_results
from competition.sittings.actions.storing import store_attempts
from competition.sittings.queries.same_work import sittings_of_same_work
from schools.models import Card, User


@transaction.atomic
def swap_cards(
    sitting: Sitting, *, card: Card, number: int, by: User, at: datetime
) -> list[Attempt]:
    """Give the work done with a card to another one of the class, and that one's, if there is any,
    to the first; returns what changed hands. Answers, result, receipt, alias and the noted numbers
    of files go along.

    The working time becomes that of the right card, from the same start, also where the end came in
    between. Open or closed, until the edition is sealed. Raises ``SameCard``, ``NoSuchCard``,
    ``NothingToDo`` where the card has no work here, ``PlayedElsewhere``, ``EditionSealed`` and
    ``DoneJustNow``: done twice it would be undone.
    """
    sitting = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    if Edition.objects.filter(entries=sitting.entry_id, state__in=SEALED).exists():
        raise exceptions.EditionSealed
    pair = _lock_cards(card, number)
    # Also what was exchanged with a third card: there is other work now than the second one saw.
    refuse_twice(sitting, Decision.Kind.SWAP, by=by, at=at, alike=Q(card__in=pair))
    held = _lock_work(sitting, pair)
    attempts = [one for one in held if one.sitting_id == sitting.pk]
    if not any(one.card_id == card.pk for one in attempts):
        raise exceptions.NothingToDo
    if any(one.started_at for one in held if one not in attempts):
        raise exceptions.PlayedElsewhere
    _exchange(held, pair, sitting, at=at)
    _exchange_aliases(sitting, pair)
    _exchange_numbers(sitting, pair, attempts)
    prove_files(sitting)
    write_results([one.pk for one in attempts if one.finished_at], at=at)
    _record(sitting, attempts, pair, by=by, at=at)
    return attempts


def _record(
    sitting: Sitting, attempts: list[Attempt], pair: Mapping[int, Card], *, by: User, at: datetime
) -> None:
    """Each move by itself: the card the work came from, and as its amount the number it went to."""
    for one in attempts:
        [old] = [card for card in pair.values() if card.pk != one.card_id]
        kind, reason, to = Decision.Kind.SWAP, Decision.Reason.WRONG_CARD, one.card.number
        record_decision(
            sitting, kind, by=by, at=at, attempt=one, card=old, amount=to, reason=reason
        )


def _lock_cards(card: Card, number: int) -> dict[int, Card]:
    """``{id: card}`` of both, locked as a join locks them: before any attempt."""
    if number == card.number:
        raise exceptions.SameCard
    cards = Card.objects.filter(school_class=card.school_class_id, number__in=[card.number, number])
    pair = {one.pk: one for one in cards.select_for_update(no_key=True).order_by("pk")}
    if len(pair) != 2:
        raise exceptions.NoSuchCard
    return pair


def _lock_work(sitting: Sitting, pair: Mapping[int, Card]) -> list[Attempt]:
    """The attempts of both that stand, locked in key order: of an official sitting those elsewhere,
    too, for no card gets a second one that counts. What was not begun there goes along."""
    mine = Attempt.objects.filter(
        card__in=pair, sitting__in=sittings_of_same_work(sitting), voided_at__isnull=True
    )
    return list(mine.select_for_update(no_key=True).order_by("pk"))


def _exchange(
    attempts: list[Attempt], pair: Mapping[int, Card], sitting: Sitting, *, at: datetime
) -> None:
    other, minutes = _other(pair), sitting.entry.division.minutes
    for one in attempts:
        one.card = pair[other[one.card_id]]
        if one.started_at and (not one.finished_at or one.ending == Attempt.Ending.CLOSED):
            _fit_time(one, minutes, until=one.finished_at or sitting.paused_at or at)
    # Each card has one attempt that stands: for a moment, in this transaction, it has none.
    ids = [one.pk for one in attempts]
    voided = Attempt.objects.filter(pk__in=ids)
    voided.update(voided_at=attempts[0].joined_at)
    store_attempts(attempts, ["card", "deadline"])
    voided.update(voided_at=None)


def _other(pair: Mapping[int, Card]) -> dict[int, int]:
    one, two = pair
    return {one: two, two: one}


def _fit_time(attempt: Attempt, minutes: int, *, until: datetime) -> None:
    """The time of its card from the same start; what was given on top stays given.

    ``until``: so far it has been at work. Nothing that was in time by then becomes late.
    """
    assert attempt.started_at is not None  # noqa: S101 - for the type checker
    if attempt.card.untimed:
        attempt.deadline = None
        return
    given = timedelta(seconds=sum(attempt.credits.values_list("seconds", flat=True)))
    fitting = attempt.started_at + allowance(minutes, attempt.card.extra_time) + given
    attempt.deadline = max(fitting, min(attempt.deadline or until, until))


def _exchange_aliases(sitting: Sitting, pair: Mapping[int, Card]) -> None:
    """The animal a pupil has seen stays with the work."""
    if sitting.kind != Sitting.Kind.OFFICIAL:
        return
    other = _other(pair)
    mine = Alias.objects.filter(card__in=pair, edition=sitting.entry.edition_id)
    aliases = list(mine.select_for_update().order_by("pk"))
    mine.delete()
    for alias in aliases:
        alias.pk, alias.card_id = None, other[alias.card_id]
    Alias.objects.bulk_create(aliases)


def _exchange_numbers(sitting: Sitting, pair: Mapping[int, Card], attempts: list[Attempt]) -> None:
    """The number of a file is noted for the work that is in it, on whatever monitor of the class.

    One of a card without work stays there: it was noted for the pupil whose work comes to it.
    """
    other = _other(pair)
    cards = [other[one.card_id] for one in attempts]
    same = sittings_of_same_work(sitting)
    noted = NotedNumber.objects.filter(card__in=cards, sitting__in=same)
    numbers = list(noted)
    noted.delete()
    for one in numbers:
        one.pk, one.card_id = None, other[one.card_id]
    # Who typed it at both seats has noted it there already.
    NotedNumber.objects.bulk_create(numbers, ignore_conflicts=True)
