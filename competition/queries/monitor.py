"""What the teacher's monitor shows of a sitting: progress in words, never correctness."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from competition import timing
from competition.models import Attempt, Lease, PinGuess, Sitting
from competition.queries.attempts import course_of
from quizbank.models import PaperQuestion
from schools.models import Card


def sitting_state(sitting: Sitting, *, at: datetime) -> dict[str, Any]:
    """The state of a sitting and of each card of its class; five queries for any class.

    ``{phase, starts_in, code, kind, questions, joined, finished, total, cards: [{card, number,
    state, on, answered, since, wrong_pins, locked, left}]}``; times in whole seconds, ``left`` in
    whole minutes.
    """
    cards = list(Card.objects.filter(school_class=sitting.entry.school_class_id).order_by("number"))
    attempts = {a.card_id: a for a in sitting.attempts.filter(voided_at__isnull=True)}
    leases = _leases(attempts.values())
    guesses = {g.card_id: g.wrong for g in PinGuess.objects.filter(sitting=sitting)}
    rows = [
        _card_row(card, attempts.get(card.pk), leases, guesses.get(card.pk, 0), sitting, at)
        for card in cards
    ]
    return {
        "phase": _phase(sitting, at),
        "starts_in": _starts_in(sitting, at),
        "code": sitting.code,
        "kind": sitting.kind,
        "questions": PaperQuestion.objects.filter(paper=sitting.paper_id).count(),
        "joined": len(attempts),
        "finished": sum(1 for attempt in attempts.values() if attempt.finished_at),
        "total": len(cards),
        "cards": rows,
    }


def _leases(attempts: Any) -> dict[int, list[Lease]]:  # noqa: ANN401 - a dict's view of attempts
    found: dict[int, list[Lease]] = {}
    rows = Lease.objects.filter(attempt__in=[attempt.pk for attempt in attempts])
    for row in rows.order_by("attempt_id", "number"):
        found.setdefault(row.attempt_id, []).append(row)
    return found


def _phase(sitting: Sitting, at: datetime) -> str:
    if sitting.closed_at:
        return "closed"
    if sitting.starts_at is None:
        return "waiting"
    if sitting.paused_at:
        return "paused"
    return "starting" if at < sitting.starts_at else "running"


def _starts_in(sitting: Sitting, at: datetime) -> int | None:
    if sitting.starts_at is None or at >= sitting.starts_at:
        return None
    return round((sitting.starts_at - at).total_seconds())


def _card_row(
    card: Card,
    attempt: Attempt | None,
    leases: dict[int, list[Lease]],
    wrong: int,
    sitting: Sitting,
    at: datetime,
) -> dict[str, Any]:
    mine = leases.get(attempt.pk, []) if attempt else []
    state, since = _card_state(attempt, mine[-1] if mine else None, sitting, at)
    answered = 0
    for lease in mine:
        answered |= lease.answered
    left = timing.seconds_left(course_of(attempt, sitting), at) if attempt else None
    return {
        "card": card.pk,
        "number": card.number,
        "state": state,
        "on": mine[-1].on_question if mine and state in ("working", "idle", "offline") else 0,
        "answered": answered.bit_count(),
        "since": since,
        "wrong_pins": wrong,
        "locked": wrong >= timing.PIN_LOCK_AT,
        "left": None if left is None or not attempt or attempt.finished_at else int(left // 60),
    }


def _card_state(
    attempt: Attempt | None, lease: Lease | None, sitting: Sitting, at: datetime
) -> tuple[str, int]:
    """(state, seconds since the browser was heard of or was active, in steps of ten)."""
    if attempt is None or lease is None:
        return "absent", 0
    if attempt.finished_at:
        return "finished", 0
    silent = at - lease.heard_at
    if silent >= timing.OFFLINE_AFTER:
        return "offline", _tens(silent.total_seconds())
    if attempt.started_at is None:
        late = sitting.starts_at is not None and attempt.admitted_at is None
        return ("late" if late else "ready"), 0
    still = at - lease.active_at
    if still >= timing.IDLE_AFTER:
        return "idle", _tens(still.total_seconds())
    return "working", 0


def _tens(seconds: float) -> int:
    """Rounded down to ten seconds, so that an unchanged class gives unchanged bytes."""
    return int(seconds // 10) * 10
