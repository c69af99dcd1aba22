"""Join: digits on a card become a lease on an attempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from competition.models import Attempt, Edition, Lease, PinGuess, Sitting
from competition.pupil_api.attempt_state import Batch, leases_of
from competition.pupil_api.leasing import PendingJoin, store
from competition.pupil_api.pending import Again, Outcome, PendingRequest
from competition.pupil_api.protocol import Error, JoinBody, JoinReply, RefusedRequest
from competition.pupil_api.welcome import welcome
from competition.rules import timing
from schools.accounts import security_log
from schools.models import Card


@dataclass(slots=True)
class Joins:
    """The joins of one batch; ``attempt_ids`` are those to lock before ``decide``."""

    all: list[PendingJoin] = field(default_factory=list)
    attempt_ids: list[int] = field(default_factory=list)


def resolve(items: Sequence[PendingRequest]) -> Joins:
    """Find sitting, card (locked), wrong tries and attempt of each join in a few queries."""
    joins = Joins(
        [PendingJoin(item, item.body) for item in items if isinstance(item.body, JoinBody)]
    )
    if not joins.all:
        return joins
    _find_sittings(joins.all)
    _lock_cards([join for join in joins.all if join.sitting])
    known = [join for join in joins.all if join.card]
    _find_guesses(known)
    _find_attempts(known)
    _close_doors(known)
    joins.attempt_ids = [join.attempt.pk for join in joins.all if join.attempt]
    return joins


def _find_sittings(joins: Sequence[PendingJoin]) -> None:
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
    for join in joins:
        join.sitting = by_code.get(join.body.code)
        if join.sitting is None:
            join.outcome = RefusedRequest(Error.UNKNOWN_CODE)
        elif _is_history(join.sitting):
            join.outcome = RefusedRequest(Error.SITTING_CLOSED)
            join.sitting = None


def _is_history(sitting: Sitting) -> bool:
    """Whether not even a result is opened any more by code, number and PIN."""
    archived = sitting.entry.edition.state == Edition.State.ARCHIVED
    return sitting.closed_at is not None and archived


def _lock_cards(joins: Sequence[PendingJoin]) -> None:
    """A card's row lock makes tries of its PIN one after the other, whatever worker they reach."""
    if not joins:
        return
    wanted = {(j.sitting.entry.school_class_id, j.body.number) for j in joins if j.sitting}
    rows = Card.objects.filter(
        school_class__in={school_class for school_class, _ in wanted},
        number__in={number for _, number in wanted},
    )
    there = {(card.school_class_id, card.number): card for card in rows}
    ids = [card.pk for key, card in there.items() if key in wanted]
    locked = set(
        Card.objects.select_for_update(skip_locked=True, no_key=True)
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    for join in joins:
        assert join.sitting is not None  # noqa: S101 - for the type checker
        card = there.get((join.sitting.entry.school_class_id, join.body.number))
        if card is None:
            closed = join.sitting.closed_at is not None
            join.outcome = RefusedRequest(Error.SITTING_CLOSED if closed else Error.UNKNOWN_CARD)
        elif card.pk not in locked:
            join.outcome = Again()
        else:
            join.card = card


def _find_guesses(joins: Sequence[PendingJoin]) -> None:
    cards = [join.card.pk for join in joins if join.card]
    sittings = [join.sitting.pk for join in joins if join.sitting]
    rows = PinGuess.objects.filter(card__in=cards, sitting__in=sittings)
    by_key = {(row.sitting_id, row.card_id): row for row in rows}
    for join in joins:
        if join.sitting and join.card:
            join.guess = by_key.get((join.sitting.pk, join.card.pk))


def _find_attempts(joins: Sequence[PendingJoin]) -> None:
    rows = Attempt.objects.filter(
        card__in=[join.card.pk for join in joins if join.card], voided_at__isnull=True
    ).order_by("pk")
    by_card: dict[int, list[Attempt]] = {}
    for row in rows:
        by_card.setdefault(row.card_id, []).append(row)
    for join in joins:
        if join.sitting and join.card:
            mine = by_card.get(join.card.pk, [])
            join.attempt = next((a for a in mine if _belongs(a, join.sitting)), None)


def _close_doors(joins: Sequence[PendingJoin]) -> None:
    """A closed sitting is open to those only who have a result to see."""
    for join in joins:
        finished = join.attempt is not None and join.attempt.finished_at is not None
        if join.sitting and join.sitting.closed_at is not None and not finished:
            join.outcome = RefusedRequest(Error.SITTING_CLOSED)
            join.attempt = None


def _belongs(attempt: Attempt, sitting: Sitting) -> bool:
    """Whether this attempt is the one the sitting would continue: an official one counts once."""
    if sitting.kind == Sitting.Kind.OFFICIAL:
        return attempt.kind == sitting.kind and attempt.entry_id == sitting.entry_id
    return attempt.sitting_id == sitting.pk


def decide(joins: Joins, batch: Batch) -> dict[int, Outcome]:
    """Outcomes by ``id(item)``; needs the attempts of ``joins`` locked in ``batch.runs``."""
    if not joins.all:
        return {}
    open_joins = [join for join in joins.all if join.outcome is None]
    for join in open_joins:
        join.outcome = _check_pin(join, batch.at)
    PinGuess.objects.bulk_create(
        [join.guess for join in open_joins if join.guess],
        update_conflicts=True,
        unique_fields=["sitting", "card"],
        update_fields=["wrong", "last_at"],
    )
    _admit([join for join in open_joins if join.outcome is None], batch)
    return {id(join.item): join.outcome for join in joins.all if join.outcome is not None}


def _check_pin(join: PendingJoin, at: datetime) -> RefusedRequest | None:
    """Compare the PIN unless the card has to wait; a right one wipes the slate."""
    assert join.card is not None and join.sitting is not None  # noqa: S101, PT018
    guess = join.guess
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


def _admit(joins: Sequence[PendingJoin], batch: Batch) -> None:
    current = leases_of(
        (join.attempt.pk, batch.runs[join.attempt.pk].attempt.lease)
        for join in joins
        if join.attempt and join.attempt.pk in batch.runs
    )
    admitted = []
    for join in joins:
        join.outcome = _obstacle(join, batch, current)
        if join.outcome is None:
            admitted.append(join)
    # Who only looks at a result takes the card from nobody.
    store([join for join in admitted if join.sitting and join.sitting.closed_at is None], batch)
    for join in admitted:
        join.outcome = _welcome(join, batch)


def _obstacle(
    join: PendingJoin, batch: Batch, current: dict[tuple[int, int], Lease]
) -> RefusedRequest | Again | None:
    if join.attempt is None:
        return None
    run = batch.runs.get(join.attempt.pk)
    if run is None:
        return Again()
    attempt = join.attempt = run.attempt
    if attempt.voided_at is not None:
        # Voided after it was found and before it was locked: the next look finds no attempt.
        return Again()
    assert join.sitting is not None  # noqa: S101 - for the type checker
    if join.sitting.closed_at is not None:
        return None
    if attempt.finished_at is not None and attempt.sitting_id != join.sitting.pk:
        return RefusedRequest(Error.ALREADY_TAKEN)
    lease = current.get((attempt.pk, attempt.lease))
    heard = lease.heard_at if lease else None
    join.marked = lease.marked if lease else 0
    if lease is not None and _is_repeated(join, attempt, lease):
        join.given = lease
        return None
    released = attempt.released_at is not None
    if not timing.may_take_over(heard, batch.at, released=released):
        return RefusedRequest(Error.IN_USE)
    return None


def _is_repeated(join: PendingJoin, attempt: Attempt, lease: Lease) -> bool:
    """Whether this browser has this lease already: it says the name under which it joined."""
    assert join.sitting is not None  # noqa: S101 - for the type checker
    same = join.body.id is not None and join.body.id == lease.join_id
    return same and attempt.sitting_id == join.sitting.pk


def _welcome(join: PendingJoin, batch: Batch) -> JoinReply:
    assert join.attempt is not None and join.card is not None and join.sitting is not None  # noqa: S101, PT018
    return welcome(join.card, batch.runs[join.attempt.pk], join.sitting.entry, batch)
