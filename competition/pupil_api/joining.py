"""Join: digits on a card become a lease on an attempt.

A join goes through stages, each of a type that holds what is known by then: typed, placed in a
sitting, found with its card, admitted. What is refused on the way goes no further.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import F

from competition.aliases.actions import alias_in
from competition.models import Attempt, Edition, Lease, PinGuess, Sitting
from competition.pupil_api.attempt_state import Batch, leases_of
from competition.pupil_api.leasing import (
    Admission,
    FoundJoin,
    begin,
    is_expected,
    is_gone,
    store,
    turned_away,
)
from competition.pupil_api.pending import Again, Outcome, PendingRequest
from competition.pupil_api.protocol import Error, JoinBody, RefusedRequest
from competition.pupil_api.welcome import welcome
from competition.pupil_api.without_pins import WaitingRoom
from competition.rules import timing
from schools.accounts import security_log
from schools.models import Card

# Outcomes by ``id(item)``.
type Outcomes = dict[int, Outcome]


class TypedJoin(NamedTuple):
    """Digits as they came."""

    item: PendingRequest
    body: JoinBody


class PlacedJoin(NamedTuple):
    """A join whose code is a sitting's."""

    item: PendingRequest
    body: JoinBody
    sitting: Sitting


class CardedJoin(NamedTuple):
    """A join whose card is there and locked; ``animal`` is of its alias, or empty."""

    item: PendingRequest
    body: JoinBody
    sitting: Sitting
    card: Card
    animal: str


@dataclass(slots=True)
class Joins:
    """The joins of one batch: those that found their card, and what was refused before."""

    found: list[FoundJoin] = field(default_factory=list)
    refused: Outcomes = field(default_factory=dict)

    @property
    def attempt_ids(self) -> list[int]:
        """Those to lock before ``decide``."""
        return [join.attempt.pk for join in self.found if join.attempt]


def resolve(items: Sequence[PendingRequest]) -> Joins:
    """Find sitting, card (locked), wrong tries and attempt of each join in a few queries."""
    joins = Joins()
    typed = [TypedJoin(item, item.body) for item in items if isinstance(item.body, JoinBody)]
    if not typed:
        return joins
    placed = _place(typed, joins.refused)
    carded = _lock_cards(placed, joins.refused) if placed else []
    guesses, attempts = _guesses(carded), _attempts(carded)
    for join in carded:
        mine = (one for one in attempts.get(join.card.pk, ()) if _belongs(one, join.sitting))
        attempt = next(mine, None)
        finished = attempt is not None and attempt.finished_at is not None
        # A closed sitting is open to those only who have a result to see.
        if join.sitting.closed_at is not None and not finished:
            joins.refused[id(join.item)] = RefusedRequest(Error.SITTING_CLOSED)
        else:
            guess = guesses.get((join.sitting.pk, join.card.pk))
            joins.found.append(FoundJoin(*join, guess, attempt))
    return joins


def _place(joins: Sequence[TypedJoin], refused: Outcomes) -> list[PlacedJoin]:
    rows = Sitting.objects.filter(code__in={join.body.code for join in joins}).select_related(
        "entry__division__edition",
        "entry__edition",
        "entry__school_class__school__country",
    )
    by_code: dict[str, Sitting] = {}
    for row in rows.order_by("opened_at"):
        # The newest with this code, but an open one before any that is closed.
        if row.closed_at is None or by_code.get(row.code, row).closed_at is not None:
            by_code[row.code] = row
    placed = []
    for join in joins:
        sitting = by_code.get(join.body.code)
        if sitting is None:
            refused[id(join.item)] = RefusedRequest(Error.UNKNOWN_CODE)
        elif _is_history(sitting):
            refused[id(join.item)] = RefusedRequest(Error.SITTING_CLOSED)
        else:
            placed.append(PlacedJoin(*join, sitting))
    return placed


def _is_history(sitting: Sitting) -> bool:
    """Whether not even a result is opened any more by code, number and PIN."""
    archived = sitting.entry.edition.state == Edition.State.ARCHIVED
    return sitting.closed_at is not None and archived


def _lock_cards(joins: Sequence[PlacedJoin], refused: Outcomes) -> list[CardedJoin]:
    """A card's row lock makes tries of its PIN one after the other, whatever worker they reach."""
    wanted = {_card_key(join) for join in joins}
    there, animals = _cards(joins, wanted)
    ids = [card.pk for key, card in there.items() if key in wanted]
    locked = set(
        Card.objects.select_for_update(skip_locked=True, no_key=True)
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    carded = []
    for join in joins:
        card = there.get(_card_key(join))
        if card is None:
            closed = join.sitting.closed_at is not None
            error = Error.SITTING_CLOSED if closed else Error.UNKNOWN_CARD
            refused[id(join.item)] = RefusedRequest(error)
        elif card.pk not in locked:
            refused[id(join.item)] = Again()
        else:
            animal = animals.get((card.pk, join.sitting.entry.edition_id), "")
            carded.append(CardedJoin(*join, card, animal))
    return carded


def _cards(
    joins: Sequence[PlacedJoin], wanted: Collection[tuple[int, int]]
) -> tuple[dict[tuple[int, int], Card], dict[tuple[int, int], str]]:
    """Cards by class and number, and animals by card and edition, in one statement."""
    editions = {join.sitting.entry.edition_id for join in joins}
    rows = (
        Card.objects.filter(
            school_class__in={school_class for school_class, _ in wanted},
            number__in={number for _, number in wanted},
        )
        .annotate(own=alias_in(editions))
        .annotate(animal=F("own__animal"), named_in=F("own__edition"))
    )
    there, animals = dict[tuple[int, int], Card](), dict[tuple[int, int], str]()
    for card in rows.order_by():
        there[card.school_class_id, card.number] = card
        if card.animal:
            animals[card.pk, card.named_in] = card.animal
    return there, animals


def _card_key(join: PlacedJoin) -> tuple[int, int]:
    return join.sitting.entry.school_class_id, join.body.number


def _guesses(carded: Sequence[CardedJoin]) -> dict[tuple[int, int], PinGuess]:
    """Wrong tries by sitting and card."""
    rows = PinGuess.objects.filter(
        card__in=[join.card.pk for join in carded],
        sitting__in=[join.sitting.pk for join in carded],
    )
    return {(row.sitting_id, row.card_id): row for row in rows}


def _attempts(carded: Sequence[CardedJoin]) -> dict[int, list[Attempt]]:
    """Attempts that stand, by card."""
    cards = [join.card.pk for join in carded]
    found: dict[int, list[Attempt]] = {}
    for row in Attempt.objects.filter(card__in=cards, voided_at__isnull=True).order_by("pk"):
        found.setdefault(row.card_id, []).append(row)
    return found


def _belongs(attempt: Attempt, sitting: Sitting) -> bool:
    """Whether this attempt is the one the sitting would continue: an official one counts once."""
    if sitting.kind == Sitting.Kind.OFFICIAL:
        return attempt.kind == sitting.kind and attempt.entry_id == sitting.entry_id
    return attempt.sitting_id == sitting.pk


def decide(joins: Joins, batch: Batch) -> Outcomes:
    """Outcomes of all of them; needs the attempts of ``joins`` locked in ``batch.runs``."""
    outcomes, proven, room = dict(joins.refused), list[FoundJoin](), WaitingRoom(joins.found)
    for join in joins.found:
        check = room.check if join.sitting.without_pins else _check_pin
        refusal = check(join, batch.at)
        if refusal is None:
            proven.append(join)
        else:
            outcomes[id(join.item)] = refusal
    room.store()
    PinGuess.objects.bulk_create(
        [join.guess for join in joins.found if join.guess],
        update_conflicts=True,
        unique_fields=["sitting", "card"],
        update_fields=["wrong", "last_at"],
    )
    return outcomes | _admit(proven, batch)


def _check_pin(join: FoundJoin, at: datetime) -> RefusedRequest | None:
    """Compare the PIN unless the card has to wait; a right one wipes the slate."""
    guess = join.guess
    if not join.body.pin:
        return RefusedRequest(Error.PIN_NEEDED)
    wait = timing.pin_wait(guess.wrong, guess.last_at, at) if guess else 0.0
    if wait is None:
        return RefusedRequest(Error.CARD_LOCKED)
    if wait > 0:
        return RefusedRequest(Error.SLOW_DOWN, wait=wait)
    if join.card.pin == join.body.pin:
        if guess:
            guess.wrong = 0
        return None
    join.guess = guess or PinGuess(sitting=join.sitting, card=join.card)
    join.guess.wrong += 1
    join.guess.last_at = at
    again = timing.pin_wait(join.guess.wrong, at, at)
    if again is None:
        security_log.note("card_locked", sitting=join.sitting.pk)
        return RefusedRequest(Error.CARD_LOCKED)
    return RefusedRequest(Error.WRONG_PIN, wait=again)


def _admit(joins: Sequence[FoundJoin], batch: Batch) -> Outcomes:
    current = leases_of(
        (join.attempt.pk, batch.runs[join.attempt.pk].attempt.lease)
        for join in joins
        if join.attempt and join.attempt.pk in batch.runs
    )
    outcomes, admitted = dict[int, Outcome](), list[Admission]()
    for join in joins:
        one = _admission(join, batch, current)
        if isinstance(one, Admission):
            admitted.append(one)
        else:
            outcomes[id(join.item)] = one
    # Who only looks at a result takes the card from nobody.
    store([one for one in admitted if one.join.sitting.closed_at is None], batch)
    for one in admitted:
        join, run = one.join, batch.runs[one.attempt.pk]
        outcomes[id(join.item)] = welcome(
            join.card, run, join.sitting.entry, batch, animal=join.animal
        )
    return outcomes


def _admission(
    join: FoundJoin, batch: Batch, current: dict[tuple[int, int], Lease]
) -> Admission | RefusedRequest | Again:
    """With the attempt as it is under its lock."""
    if join.attempt is None:
        return begin(join, batch.at) if is_expected(join) else RefusedRequest(Error.OTHER_GROUP)
    run = batch.runs.get(join.attempt.pk)
    if run is None or is_gone(join, run.attempt):
        return Again()
    attempt = run.attempt
    if join.sitting.closed_at is not None:
        return Admission(join, attempt)
    if refusal := turned_away(join, attempt):
        return refusal
    lease = current.get((attempt.pk, attempt.lease))
    marked = lease.marked if lease else 0
    if lease is not None and _is_repeated(join, attempt, lease):
        return Admission(join, attempt, marked=marked, given=lease)
    released = attempt.released_at is not None
    heard = lease.heard_at if lease else None
    if not timing.may_take_over(heard, batch.at, released=released):
        return RefusedRequest(Error.IN_USE)
    return Admission(join, attempt, marked=marked)


def _is_repeated(join: FoundJoin, attempt: Attempt, lease: Lease) -> bool:
    """Whether the name of the join has this lease already; who is at work moves to no sitting."""
    stays = attempt.started_at is not None or attempt.sitting_id == join.sitting.pk
    return stays and join.body.id is not None and join.body.id == lease.join_id
