"""Lock, read and write through Django's ORM: what ``storage`` promises, on every database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from competition.models import Answer, Attempt, Lease
from competition.pupil_api.lease_state import LeaseRow, LeaseState, Stored

COLUMNS = (
    "attempt_id",
    "number",
    "top_seq",
    "on_question",
    "answered",
    "marked",
    "attempt__lease",
    "attempt__admitted_at",
    "attempt__started_at",
    "attempt__deadline",
    "attempt__finished_at",
    "attempt__receipt",
    "attempt__sitting__starts_at",
    "attempt__sitting__paused_at",
    "attempt__sitting__closed_at",
    "attempt__sitting__paper_id",
    "attempt__sitting__notice",
    "attempt__entry__edition__grace_seconds",
    "attempt__entry__edition__answers_until",
    "attempt__sitting_id",
    "attempt__released_at",
    "attempt__voided_at",
    "attempt__card__number",
    "attempt__card__large_text",
    "attempt__card__contrast",
)
HEARD = ["heard_at", "top_seq", "on_question", "answered", "marked"]


def lock(attempt_ids: Collection[int]) -> set[int]:
    """See ``storage.lock``."""
    found = Attempt.objects.select_for_update(skip_locked=True, no_key=True)
    return set(found.filter(pk__in=attempt_ids).order_by("pk").values_list("pk", flat=True))


def read(attempt_ids: Collection[int]) -> list[LeaseRow]:
    """See ``storage.read``."""
    found = Lease.objects.filter(attempt__in=attempt_ids).values_list(*COLUMNS)
    return [LeaseRow(*row) for row in found]


def write(
    answers: Iterable[Stored], turns: Iterable[LeaseState], *, at: datetime
) -> tuple[int, int]:
    """See ``storage.write``; returns how many answers and leases were written."""
    made = Answer.objects.bulk_create(
        Answer(
            attempt_id=answer.attempt,
            lease=answer.lease,
            seq=answer.seq,
            question=answer.question,
            choice=answer.choice,
            received_at=answer.received_at,
            browser_ms=answer.browser_ms,
        )
        for answer in answers
    )
    return len(made), sum(_touch(group, active, at) for active, group in _by_activity(turns))


def _by_activity(turns: Iterable[LeaseState]) -> list[tuple[bool, list[LeaseState]]]:
    groups: dict[bool, list[LeaseState]] = {}
    for turn in turns:
        groups.setdefault(turn.active, []).append(turn)
    return list(groups.items())


def _touch(turns: Sequence[LeaseState], active: bool, at: datetime) -> int:
    """Every one of these leases is there, read under lock: an upsert is an update of them all."""
    leases = Lease.objects.bulk_create(
        [
            Lease(
                attempt_id=turn.row.attempt,
                number=turn.row.number,
                opened_at=at,
                heard_at=at,
                active_at=at,
                top_seq=turn.top_seq,
                on_question=turn.on_question,
                answered=turn.answered,
                marked=turn.marked,
            )
            for turn in turns
        ],
        update_conflicts=True,
        unique_fields=["attempt", "number"],
        update_fields=[*HEARD, "active_at"] if active else HEARD,
    )
    return len(leases)
