"""Who sits where in a sitting, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from competition.aliases.actions import alias_in
from competition.models import Attempt, PinGuess, Sitting, WaitingBrowser
from competition.rules.groups import plays
from competition.rules.waiting_room import GONE, sign_of
from competition.sittings.queries.attempts import late_so_far
from quizbank.rules.marking import NONE
from schools.models import Card


class LeaseProgress(NamedTuple):
    """An attempt with one of its leases; without a lease the last five are ``None``.

    ``choices`` and ``late`` are those of its result, ``None`` before there is one.
    """

    sitting: int
    card: int
    attempt: int
    choices: str | None
    late: int | None
    admitted_at: datetime | None
    started_at: datetime | None
    deadline: datetime | None
    finished_at: datetime | None
    lease: int | None
    heard_at: datetime | None
    active_at: datetime | None
    on_question: int | None
    answered: int | None


@dataclass(slots=True)
class CardProgress:
    """One card of the class: its newest turn, and what was answered in all of them."""

    card: int
    number: int
    turn: LeaseProgress | None = None
    # a bit for each question
    answered: int = 0
    # questions to which an answer came after the end
    too_late: int = 0
    wrong_pins: int = 0
    # signs of the browsers that wait to be let in under its number
    signs: list[str] = field(default_factory=list)
    # of its alias, for the wall; never told beside the card
    animal: str = ""
    # "done" or "elsewhere" where the counting attempt is in another sitting
    apart: str = ""

    @property
    def told(self) -> int:
        """How many questions are answered; once there is a result, so that it counts."""
        if self.turn is None or self.turn.choices is None:
            return self.answered.bit_count()
        return len(self.turn.choices) - self.turn.choices.count(NONE)


def class_so_far(sitting: Sitting) -> dict[str, int]:
    """``{played, cards, to_come}`` over all official sittings of the class; none of a rehearsal.

    Two queries.
    """
    if sitting.kind != Sitting.Kind.OFFICIAL:
        return {"played": 0, "cards": 0, "to_come": 0}
    finished = Attempt.objects.filter(
        entry=sitting.entry_id,
        kind=sitting.kind,
        voided_at__isnull=True,
        finished_at__isnull=False,
    )
    cards = Card.objects.filter(school_class=sitting.entry.school_class_id).count()
    played = finished.count()
    return {"played": played, "cards": cards, "to_come": max(cards - played, 0)}


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
