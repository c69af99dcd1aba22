"""Start: the clock of one attempt begins, or is found running."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from competition.pupil_api.attempt_state import AttemptState, Batch, store_leases
from competition.pupil_api.pending import Outcome, PendingRequest
from competition.pupil_api.protocol import Error, RefusedRequest, StartBody, StartReply
from competition.pupil_api.served_papers import countries_by_entry, digests_of
from competition.rules import timing
from competition.rules.scoring import Event
from competition.sittings.actions.results import store_attempts
from competition.sittings.queries.attempts import events_of
from schools.models import Card


def decide(items: Sequence[PendingRequest], batch: Batch) -> dict[int, Outcome]:
    """Outcomes by ``id(item)``. A repeated start changes nothing but the language."""
    outcomes: dict[int, Outcome] = {}
    admitted = []
    for item in items:
        refusal = _refusal(item, batch)
        if refusal is not None:
            outcomes[id(item)] = refusal
        else:
            admitted.append(item)
    _store(admitted, batch)
    stored = events_of({item.attempt for item in admitted})
    entries = {batch.runs[item.attempt].sitting.entry_id for item in admitted}
    countries = countries_by_entry(entries)
    for item in admitted:
        run = batch.runs[item.attempt]
        outcomes[id(item)] = StartReply(
            answers=_latest(stored.get(item.attempt, [])),
            marks=_marks(batch.leases[item.attempt, item.lease].marked),
            state=run.state(item.lease, batch),
            papers=digests_of(run.sitting.paper_id, countries[run.sitting.entry_id]),
        )
    return outcomes


def _refusal(item: PendingRequest, batch: Batch) -> RefusedRequest | None:
    run = batch.runs[item.attempt]
    if item.lease != run.attempt.lease:
        return RefusedRequest(Error.SUPERSEDED)
    if timing.phase(run.course, batch.at) in (
        timing.AttemptPhase.CLOSED,
        timing.AttemptPhase.FINISHED,
    ):
        return RefusedRequest(Error.SITTING_CLOSED)
    if run.attempt.voided_at is not None:
        # Its card plays anew: the page hears so with its next sign of life.
        return RefusedRequest(Error.SUPERSEDED)
    return None if timing.may_start(run.course, batch.at) else RefusedRequest(Error.NOT_STARTED)


def _store(items: Sequence[PendingRequest], batch: Batch) -> None:
    fresh = {item.attempt for item in items if batch.runs[item.attempt].attempt.started_at is None}
    cards = Card.objects.in_bulk({batch.runs[pk].attempt.card_id for pk in fresh}) if fresh else {}
    for item in items:
        run = batch.runs[item.attempt]
        assert isinstance(item.body, StartBody)  # noqa: S101 - for the type checker
        run.attempt.language = item.body.language
        if item.attempt in fresh:
            _begin(run, cards[run.attempt.card_id], batch.at)
        lease = batch.leases[item.attempt, item.lease]
        lease.heard_at = lease.active_at = batch.at
        lease.on_question = lease.on_question or 1
    attempts = [batch.runs[pk].attempt for pk in {item.attempt for item in items}]
    store_attempts(attempts, ["language", "started_at", "deadline"])
    store_leases({key: batch.leases[key] for key in ((i.attempt, i.lease) for i in items)}.values())


def _begin(run: AttemptState, card: Card, at: datetime) -> None:
    started_at = max(at, timing.begins_at(run.course) or at)
    run.attempt.started_at = started_at
    if not card.untimed:
        minutes = run.sitting.entry.division.minutes
        run.attempt.deadline = started_at + timing.allowance(minutes, card.extra_time)


def _latest(events: Sequence[Event]) -> dict[str, int]:
    """The choice per question as stored, for a browser that goes on where another stopped."""
    newest: dict[int, tuple[int, int, int]] = {}
    for event in events:
        order = (event.lease, event.seq, event.choice)
        question = event.question
        newest[question] = max(newest.get(question, order), order)
    return {str(question): order[2] for question, order in newest.items()}


def _marks(bits: int) -> list[int]:
    return [question for question in range(1, bits.bit_length()) if bits >> question & 1]
