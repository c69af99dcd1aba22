"""Finish: check that every event is here, score, store the result, hand out the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from competition.models import Answer, Attempt
from competition.pupil_api.attempt_state import Batch
from competition.pupil_api.pending import Outcome, PendingRequest
from competition.pupil_api.protocol import Error, FinishBody, FinishReply, RefusedRequest
from competition.sittings.actions.results import end_attempts


def decide(items: Sequence[PendingRequest], batch: Batch) -> dict[int, Outcome]:
    """Outcomes by ``id(item)``. An attempt that was swept or closed still gets its receipt."""
    missing = _missing(items)
    outcomes: dict[int, Outcome] = {}
    ending: dict[int, Attempt] = {}
    for item in items:
        attempt = batch.runs[item.attempt].attempt
        refusal = _refusal(item, attempt, missing.get(id(item), []), batch.at)
        if refusal is not None:
            outcomes[id(item)] = refusal
        elif attempt.finished_at is None:
            ending[attempt.pk] = attempt
    if ending:
        end_attempts(list(ending.values()), ending=Attempt.Ending.PUPIL, at=batch.at)
    for item in items:
        if id(item) not in outcomes:
            run = batch.runs[item.attempt]
            state = run.state(item.lease, batch)
            outcomes[id(item)] = FinishReply(run.attempt.receipt or "", state)
    return outcomes


def _refusal(
    item: PendingRequest, attempt: Attempt, missing: list[int], at: datetime
) -> RefusedRequest | None:
    if item.lease != attempt.lease:
        return RefusedRequest(Error.SUPERSEDED)
    if attempt.voided_at is not None and attempt.finished_at is None:
        # Its card plays anew. Who had finished before keeps the receipt.
        return RefusedRequest(Error.SUPERSEDED)
    # The paper may be opened a second before the common moment; nobody is done by then.
    if attempt.started_at is None or (attempt.finished_at is None and at < attempt.started_at):
        return RefusedRequest(Error.NOT_STARTED)
    if missing:
        return RefusedRequest(Error.UNSENT, missing=missing)
    return None


def _missing(items: Sequence[PendingRequest]) -> dict[int, list[int]]:
    """``{id(item): the sequence numbers its lease made that are not stored}``; one query."""
    rows = Answer.objects.filter(
        attempt__in={item.attempt for item in items}, lease__in={item.lease for item in items}
    ).values_list("attempt_id", "lease", "seq")
    stored: dict[tuple[int, int], set[int]] = {}
    for attempt, lease, seq in rows:
        stored.setdefault((attempt, lease), set()).add(seq)
    found = {}
    for item in items:
        assert isinstance(item.body, FinishBody)  # noqa: S101 - for the type checker
        have = stored.get((item.attempt, item.lease), set())
        if absent := [seq for seq in range(1, item.body.made + 1) if seq not in have]:
            found[id(item)] = absent[:500]
    return found
