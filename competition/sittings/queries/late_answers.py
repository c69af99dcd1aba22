"""Answers that came when it was over, as a person reads of them: by question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from competition.rules.scoring import counting
from competition.sittings.queries.attempts import accepted_late, ended, events_of


def late_questions(attempts: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    """``{attempt id: to how many questions an answer came too late, and does not count}`` of those
    with any.

    ``attempts``: ids, each with the late answers of its result. Three queries, four where files
    were counted, and none where nothing is late.
    """
    ids = [attempt for attempt, late in attempts if late]
    if not ids:
        return {}
    events, accepted = events_of(ids), accepted_late(ids)
    return {
        one.attempt: len(
            counting(
                events.get(one.attempt, []),
                one.course,
                timedelta(seconds=one.grace_seconds),
                accept_late=one.attempt in accepted.all_late,
                by_file=accepted.by_file.get(one.attempt, ()),
            ).late_questions
        )
        for one in ended(ids)
    }
