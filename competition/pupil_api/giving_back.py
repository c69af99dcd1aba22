"""Leave: a card that was typed by mistake is free again at once."""

from __future__ import annotations

from collections.abc import Sequence

from competition.pupil_api.attempt_state import Batch
from competition.pupil_api.pending import Outcome, PendingRequest
from competition.pupil_api.protocol import LeaveReply
from competition.sittings.actions.results import store_attempts


def decide(items: Sequence[PendingRequest], batch: Batch) -> dict[int, Outcome]:
    """Outcomes by ``id(item)``. Only the browser that has the card can give it back.

    As a release by the teacher it takes nothing from anybody: whoever joins next has the card.
    """
    outcomes: dict[int, Outcome] = {}
    left = {}
    for item in items:
        run = batch.runs[item.attempt]
        if item.lease == run.attempt.lease:
            run.attempt.released_at = batch.at
            left[item.attempt] = run.attempt
        outcomes[id(item)] = LeaveReply(run.state(item.lease, batch))
    store_attempts(list(left.values()), ["released_at"])
    return outcomes
