"""Answers and heartbeats: store every event, acknowledge exactly what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from competition.actions.results import write_results
from competition.hall.items import Item, Outcome
from competition.hall.papers import choices_of
from competition.hall.runs import Batch, Run, store_leases
from competition.hall.wire import (
    AnswersBody,
    AnswersReply,
    EventBody,
    HeartbeatBody,
    HeartbeatReply,
)
from competition.models import Answer, Lease

Key = tuple[int, int, int]
Content = tuple[int, int]


class Ledger:
    """Which events of a batch are stored already, are new, or contradict a stored one."""

    def __init__(self, stored: dict[Key, Content]) -> None:
        self._known = stored
        self._done = set(stored)
        self.new: list[Answer] = []

    def take(self, key: Key, event: EventBody, received_at: datetime) -> bool:
        """Note an event to be stored; false if its key is stored with other content."""
        content = (event.question, event.choice)
        known = self._known.setdefault(key, content)
        if known != content:
            return False
        if key not in self._done:
            self._done.add(key)
            self.new.append(
                Answer(
                    attempt_id=key[0],
                    lease=key[1],
                    seq=key[2],
                    question=event.question,
                    choice=event.choice,
                    received_at=received_at,
                    browser_ms=event.browser_ms,
                )
            )
        return True


def decide(items: Sequence[Item], batch: Batch) -> dict[int, Outcome]:
    """Outcomes by ``id(item)``. Nothing that fits the paper is refused, early, late or repeated."""
    ledger = Ledger(_stored(items, batch))
    verdicts: dict[int, tuple[list[int], list[int]]] = {}
    touched: dict[tuple[int, int], Lease] = {}
    for item in items:
        run, lease = batch.runs[item.attempt], batch.leases[item.attempt, item.lease]
        touched[item.attempt, item.lease] = lease
        if isinstance(item.body, AnswersBody):
            verdicts[id(item)] = _take(item.body, run, lease, ledger, batch.at)
        _heard(lease, item.body, batch.at)
    Answer.objects.bulk_create(ledger.new)
    store_leases(touched.values())
    _score_again(ledger.new, batch)
    return {id(item): _reply(item, verdicts.get(id(item)), batch) for item in items}


def _score_again(new: Sequence[Answer], batch: Batch) -> None:
    """An answer that comes after the finish enters the result as a late one."""
    ids = {answer.attempt_id for answer in new}
    if over := [pk for pk in ids if batch.runs[pk].attempt.finished_at is not None]:
        write_results(over, at=batch.at)


def _stored(items: Sequence[Item], batch: Batch) -> dict[Key, Content]:
    """Events of this batch that may be repeats, as they are stored.

    Above the lease's highest stored seq an event is new for certain: every writer holds the
    attempt's row. So only events at or below it are looked up, which is rare.
    """
    doubtful = {
        (item.attempt, item.lease, event.seq)
        for item in items
        if isinstance(item.body, AnswersBody)
        for event in item.body.events
        if event.seq <= batch.leases[item.attempt, item.lease].top_seq
    }
    if not doubtful:
        return {}
    rows = Answer.objects.filter(
        attempt__in={key[0] for key in doubtful}, seq__in={key[2] for key in doubtful}
    ).values_list("attempt_id", "lease", "seq", "question", "choice")
    return {row[:3]: row[3:] for row in rows}


def _take(
    body: AnswersBody, run: Run, lease: Lease, ledger: Ledger, at: datetime
) -> tuple[list[int], list[int]]:
    """(acknowledged, refused) sequence numbers of one request."""
    # A worker whose clock is behind must not put an event before a finish it came after.
    finished = run.attempt.finished_at
    received_at = at if finished is None else max(at, finished)
    paper = choices_of(run.sitting.paper_id)
    acked, refused = [], []
    for event in body.events:
        key = (run.attempt.pk, lease.number, event.seq)
        fits = event.choice <= paper.get(event.question, 0)
        if not fits or not ledger.take(key, event, received_at):
            refused.append(event.seq)
            continue
        acked.append(event.seq)
        lease.top_seq = max(lease.top_seq, event.seq)
        lease.answered |= 1 << event.question
    return acked, refused


def _heard(lease: Lease, body: object, at: datetime) -> None:
    lease.heard_at = at
    if isinstance(body, AnswersBody) or (isinstance(body, HeartbeatBody) and body.active):
        lease.active_at = at
    if isinstance(body, AnswersBody | HeartbeatBody) and body.on:
        lease.on_question = body.on


def _reply(item: Item, verdict: tuple[list[int], list[int]] | None, batch: Batch) -> Outcome:
    state = batch.runs[item.attempt].state(item.lease, at=batch.at, load=batch.load)
    if verdict is None:
        return HeartbeatReply(state)
    return AnswersReply(verdict[0], verdict[1], state)
