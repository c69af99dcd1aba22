"""Who sits where: the cards of each sitting with their turns, read in four queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from competition.aliases.actions import alias_in
from competition.models import Attempt, PinGuess, Sitting, WaitingBrowser
from competition.rules.groups import plays
from competition.rules.waiting_room import GONE, sign_of
from competition.sittings.queries.late_answers import late_so_far
from competition.sittings.queries.progress import CardProgress, LeaseProgress
from schools.models import Card

# Whose card was released, or given back, before its start: nobody sits there.
FREED = Q(started_at__isnull=True, released_at__isnull=False)


def seats_of(sittings: Sequence[Sitting], at: datetime) -> dict[int, list[CardProgress]]:
    """``{sitting id: the cards of its class by number}``; four queries, and those of
    ``late_so_far`` where an answer came too late."""
    classes, animals = _cards(sittings)
    found = {
        (sitting.pk, card): CardProgress(
            card, number, animal=animals.get((card, sitting.entry.edition_id), "")
        )
        for sitting in sittings
        for card, number in classes.get(sitting.entry.school_class_id, {}).items()
    }
    ids = [sitting.pk for sitting in sittings]
    _sit_down(found, ids)
    _set_too_late(list(found.values()))
    _set_apart(found, sittings)
    _set_later(found, sittings)
    _set_waiting(found, sittings, at)
    for sitting_id, card, wrong in PinGuess.objects.filter(sitting__in=ids).values_list(
        "sitting", "card", "wrong"
    ):
        if seat := found.get((sitting_id, card)):
            seat.wrong_pins = wrong
    seats: dict[int, list[CardProgress]] = {sitting_id: [] for sitting_id in ids}
    for (sitting_id, _), seat in found.items():
        seats[sitting_id].append(seat)
    return seats


def _cards(
    sittings: Sequence[Sitting],
) -> tuple[dict[int, dict[int, int]], dict[tuple[int, int], str]]:
    """``{class: {card: number}}`` by number, and ``{(card, edition): animal}``; one query."""
    cards = Card.objects.filter(school_class__in={s.entry.school_class_id for s in sittings})
    named = cards.annotate(own=alias_in({s.entry.edition_id for s in sittings}))
    rows = named.order_by("number").values_list(
        "school_class", "pk", "number", "own__edition", "own__animal"
    )
    classes, animals = dict[int, dict[int, int]](), dict[tuple[int, int], str]()
    for school_class, card, number, edition, animal in rows:
        classes.setdefault(school_class, {})[card] = number
        if animal:
            animals[card, edition] = animal
    return classes, animals


def _sit_down(seats: dict[tuple[int, int], CardProgress], sitting_ids: Iterable[int]) -> None:
    there = Attempt.objects.filter(sitting__in=sitting_ids, voided_at__isnull=True)
    rows = there.exclude(FREED).values_list(
        "sitting",
        "card",
        "pk",
        "result__choices",
        "result__late",
        "admitted_at",
        "started_at",
        "deadline",
        "finished_at",
        "leases__number",
        "leases__heard_at",
        "leases__active_at",
        "leases__on_question",
        "leases__answered",
    )
    for row in rows:
        turn = LeaseProgress._make(row)
        seat = seats.get((turn.sitting, turn.card))
        if seat is None:
            continue
        seat.answered |= turn.answered or 0
        if seat.turn is None or (turn.lease or 0) > (seat.turn.lease or 0):
            seat.turn = turn


def _set_too_late(seats: Sequence[CardProgress]) -> None:
    turns = [seat.turn for seat in seats if seat.turn]
    late = late_so_far((turn.attempt, turn.late, turn.choices) for turn in turns)
    for seat in seats:
        seat.too_late = late.get(seat.turn.attempt, 0) if seat.turn else 0


def _set_apart(seats: dict[tuple[int, int], CardProgress], sittings: Sequence[Sitting]) -> None:
    """Note whose counting attempt is in another sitting of the class."""
    official: dict[int, list[int]] = {}
    for sitting in sittings:
        if sitting.kind == Sitting.Kind.OFFICIAL:
            official.setdefault(sitting.entry_id, []).append(sitting.pk)
    counting = Attempt.objects.filter(
        entry__in=official,
        kind=Sitting.Kind.OFFICIAL,
        voided_at__isnull=True,
        started_at__isnull=False,
    )
    for entry, card, taken_in, finished_at in counting.values_list(
        "entry", "card", "sitting", "finished_at"
    ):
        for sitting_id in official[entry]:
            seat = seats.get((sitting_id, card))
            if seat and sitting_id != taken_in:
                seat.apart = "done" if finished_at else "elsewhere"


def _set_waiting(
    seats: dict[tuple[int, int], CardProgress], sittings: Sequence[Sitting], at: datetime
) -> None:
    """Who waits to be let in; no query unless a class plays without PINs."""
    without = [sitting.pk for sitting in sittings if sitting.without_pins]
    if not without:
        return
    rows = WaitingBrowser.objects.filter(
        sitting__in=without, let_in_at__isnull=True, heard_at__gt=at - GONE
    )
    for sitting_id, card, browser in rows.order_by("pk").values_list("sitting", "card", "browser"):
        if seat := seats.get((sitting_id, card)):
            seat.signs.append(sign_of(browser))


def _set_later(seats: dict[tuple[int, int], CardProgress], sittings: Sequence[Sitting]) -> None:
    """Note whose group plays in another sitting; whoever is here all the same is here."""
    groups = {sitting.pk: sitting.numbers for sitting in sittings if sitting.numbers}
    for (sitting_id, _card), seat in seats.items():
        outside = not plays(groups.get(sitting_id, ""), seat.number)
        if outside and not seat.turn and not seat.apart:
            seat.apart = "later"
