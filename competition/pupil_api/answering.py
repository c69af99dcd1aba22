"""Answers and heartbeats: store every event, acknowledge exactly what is stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from competition.models import Answer
from competition.pupil_api import storage
from competition.pupil_api.attempt_state import Batch
from competition.pupil_api.lease_state import LeaseState, Stored
from competition.pupil_api.pending import Outcome, PendingRequest
from competition.pupil_api.protocol import (
    AnswersBody,
    AnswersReply,
    EventBody,
    HeartbeatBody,
    HeartbeatReply,
)
from competition.pupil_api.served_papers import highest_codes_of
from competition.rules.pacing import MOST_EVENTS
from competition.sittings.actions.results import note_late

Key = tuple[int, int, int]
Content = tuple[int, int]


class EventDeduplicator:
    """Which events of a batch are stored already, are new, or contradict a stored one."""

    def __init__(self, stored: dict[Key, Content]) -> None:
        self._known = stored
        self._done = set(stored)
        self.new: list[Stored] = []

    def take(self, key: Key, event: EventBody, received_at: datetime) -> bool:
        """Note an event to be stored; false if its key is stored with other content."""
        content = (event.question, event.choice)
        if self._known.setdefault(key, content) != content:
            return False
        if key not in self._done:
            self._done.add(key)
            self.new.append(Stored(*key, *content, received_at, event.browser_ms))
        return True


def decide(items: Sequence[PendingRequest], batch: Batch) -> dict[int, Outcome]:
    """Outcomes by ``id(item)``. Nothing that fits the paper is refused, early, late or repeated.

    But for what goes beyond ``MOST_EVENTS`` of one attempt: no child makes so many.
    """
    ledger = EventDeduplicator(_stored(items, batch))
    leases = _by_attempt(batch.turns.values())
    verdicts: dict[int, tuple[list[int], list[int]]] = {}
    touched: dict[tuple[int, int], LeaseState] = {}
    for item in items:
        turn = touched[item.attempt, item.lease] = batch.turns[item.attempt, item.lease]
        if isinstance(item.body, AnswersBody):
            last = _last_seq(turn, leases[item.attempt])
            verdicts[id(item)] = _take(item.body, turn, ledger, last=last, at=batch.at)
        _heard(turn, item.body)
    storage.write(ledger.new, touched.values(), at=batch.at)
    _note_late(ledger.new, batch)
    return {id(item): _reply(item, verdicts.get(id(item)), batch) for item in items}


def _note_late(new: Sequence[Stored], batch: Batch) -> None:
    """An answer that comes after the finish enters the result as a late one, a little later."""
    late = {
        answer.attempt
        for answer in new
        if batch.turns[answer.attempt, answer.lease].row.finished_at is not None
    }
    if late:
        note_late(sorted(late), at=batch.at)


def _stored(items: Sequence[PendingRequest], batch: Batch) -> dict[Key, Content]:
    """Events of this batch that may be repeats, as they are stored.

    Above the lease's highest stored seq an event is new for certain: every writer holds the
    attempt's row. So only events at or below it are looked up, which is rare.
    """
    doubtful = {
        (item.attempt, item.lease, event.seq)
        for item in items
        if isinstance(item.body, AnswersBody)
        for event in item.body.events
        if event.seq <= batch.turns[item.attempt, item.lease].top_seq
    }
    if not doubtful:
        return {}
    found = Answer.objects.filter(
        attempt__in={key[0] for key in doubtful}, seq__in={key[2] for key in doubtful}
    ).values_list("attempt_id", "lease", "seq", "question", "choice")
    return {row[:3]: row[3:] for row in found}


def _by_attempt(turns: Collection[LeaseState]) -> dict[int, list[LeaseState]]:
    leases: dict[int, list[LeaseState]] = {}
    for turn in turns:
        leases.setdefault(turn.row.attempt, []).append(turn)
    return leases


def _last_seq(turn: LeaseState, leases: Collection[LeaseState]) -> int:
    """The highest number this lease may use: no lease has more events than its highest number.

    What is stored stays acknowledged, however much it is.
    """
    others = sum(other.top_seq for other in leases if other is not turn)
    return max(MOST_EVENTS - others, turn.top_seq)


def _take(
    body: AnswersBody, turn: LeaseState, ledger: EventDeduplicator, *, last: int, at: datetime
) -> tuple[list[int], list[int]]:
    """(acknowledged, refused) sequence numbers of one request; ``last``: see ``_last_seq``."""
    row = turn.row
    # A worker whose clock is behind must not put an event before a finish it came after.
    received_at = at if row.finished_at is None else max(at, row.finished_at)
    paper = highest_codes_of(row.paper)
    acked, refused = [], []
    for event in body.events:
        key = (row.attempt, row.number, event.seq)
        fits = event.seq <= last and event.choice <= paper.get(event.question, 0)
        if not fits or not ledger.take(key, event, received_at):
            refused.append(event.seq)
            continue
        acked.append(event.seq)
        turn.top_seq = max(turn.top_seq, event.seq)
        turn.answered |= 1 << event.question
    return acked, refused


def _heard(turn: LeaseState, body: object) -> None:
    if isinstance(body, AnswersBody) or (isinstance(body, HeartbeatBody) and body.active):
        turn.active = True
    if isinstance(body, AnswersBody | HeartbeatBody) and body.on:
        turn.on_question = body.on
    if isinstance(body, HeartbeatBody) and body.marks is not None:
        turn.marked = sum({1 << question for question in body.marks})


def _reply(
    item: PendingRequest, verdict: tuple[list[int], list[int]] | None, batch: Batch
) -> Outcome:
    turn = batch.turns[item.attempt, item.lease]
    state = turn.state(at=batch.at, load=batch.load, pupils=batch.pupils)
    if verdict is None:
        return HeartbeatReply(state)
    return AnswersReply(verdict[0], verdict[1], state)
