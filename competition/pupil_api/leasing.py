"""Whether a join gets in, and what it writes: the attempt it begins or goes on with, its lease."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from competition.models import Attempt, Lease, PinGuess, Sitting
from competition.pupil_api.attempt_state import AttemptState, Batch, store_leases
from competition.pupil_api.pending import PendingRequest
from competition.pupil_api.protocol import Error, JoinBody, RefusedRequest
from competition.rules.groups import plays
from competition.sittings.actions.results import store_attempts
from schools.models import Card


@dataclass(slots=True)
class FoundJoin:
    """A join whose digits name a card, which is locked; its PIN is not looked at yet.

    ``animal``: of its alias, empty where none was drawn.
    ``attempt``: the one it would go on with, as it was before its lock.
    """

    item: PendingRequest
    body: JoinBody
    sitting: Sitting
    card: Card
    animal: str
    guess: PinGuess | None
    attempt: Attempt | None


@dataclass(slots=True)
class Admission:
    """A join that nothing stands against; ``attempt`` is locked, or new and not stored yet.

    ``marked``: what was marked to check at the computer before this one. ``given``: the lease that
    this very join was given before; its reply was lost.
    """

    join: FoundJoin
    attempt: Attempt
    is_new: bool = False
    marked: int = 0
    given: Lease | None = None


def begin(join: FoundJoin, at: datetime) -> Admission:
    """The first attempt of a card."""
    sitting = join.sitting
    attempt = Attempt(
        card=join.card,
        entry=sitting.entry,
        sitting=sitting,
        kind=sitting.kind,
        language=join.body.language or sitting.entry.school_class.language,
        joined_at=at,
        admitted_at=at if _comes_in(sitting) else None,
        lease=1,
    )
    return Admission(join, attempt, is_new=True)


def is_expected(join: FoundJoin) -> bool:
    """Whether the card plays in this sitting, which may be for a part of the class."""
    return plays(join.sitting.numbers, join.card.number)


def is_gone(join: FoundJoin, attempt: Attempt) -> bool:
    """Whether the attempt was voided, or given to another card, after it was found and before it
    was locked: the next look finds no attempt."""
    if attempt.voided_at is not None:
        return True
    return attempt.card_id != join.card.pk


def turned_away(join: FoundJoin, attempt: Attempt) -> RefusedRequest | None:
    """Why a card that has an attempt in another sitting does not get into this one."""
    if attempt.sitting_id == join.sitting.pk:
        return None
    if attempt.finished_at is not None:
        return RefusedRequest(Error.ALREADY_TAKEN)
    if attempt.started_at is None and not is_expected(join):
        return RefusedRequest(Error.OTHER_GROUP)
    return None


def store(admissions: Sequence[Admission], batch: Batch) -> None:
    """Their attempts and leases, in a few statements; ``batch.runs`` knows them then."""
    Attempt.objects.bulk_create([one.attempt for one in admissions if one.is_new])
    again = [one for one in admissions if not one.is_new and one.given is None]
    taken_over = [_take_over(one, batch.at) for one in again]
    store_attempts(taken_over, ["lease", "released_at", "sitting", "admitted_at"])
    for one in admissions:
        batch.runs[one.attempt.pk] = _run(one, batch)
    store_leases(_lease(one, batch.at) for one in admissions)


def _take_over(one: Admission, at: datetime) -> Attempt:
    """The attempt with its next lease, which another browser now has."""
    _move(one.attempt, one.join.sitting, at)
    one.attempt.lease += 1
    one.attempt.released_at = None
    return one.attempt


def _run(one: Admission, batch: Batch) -> AttemptState:
    known = batch.runs.get(one.attempt.pk)
    same = known is not None and known.sitting.pk == one.attempt.sitting_id
    return known if known is not None and same else AttemptState(one.attempt, one.join.sitting)


def _move(attempt: Attempt, sitting: Sitting, at: datetime) -> None:
    """An attempt that has not started goes along to the sitting whose code was typed.

    Who was not there at its start comes as anybody who joins only now.
    """
    moved = attempt.sitting_id != sitting.pk
    if attempt.started_at is None and (moved or _missed_the_start(attempt, sitting)):
        attempt.sitting = sitting
        attempt.admitted_at = at if _comes_in(sitting) else None


def _missed_the_start(attempt: Attempt, sitting: Sitting) -> bool:
    """Whether the card was given back or released before the start, and nobody has had it since."""
    released_at, starts_at = attempt.released_at, sitting.starts_at
    return released_at is not None and starts_at is not None and released_at < starts_at


def _comes_in(sitting: Sitting) -> bool:
    """Whether who joins now is in: before the start, and whom the teacher has let in by hand."""
    return sitting.starts_at is None or sitting.without_pins


def _lease(one: Admission, at: datetime) -> Lease:
    if one.given is not None:
        one.given.heard_at = at
        return one.given
    return Lease(
        attempt=one.attempt,
        number=one.attempt.lease,
        opened_at=at,
        heard_at=at,
        active_at=at,
        marked=one.marked,
        join_id=one.join.body.id,
    )
