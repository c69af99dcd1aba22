"""Answers that came when it was over, as a person reads of them: by question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q

from competition.models import Sitting
from competition.rules.scoring import counting
from competition.sittings.queries.attempts import accepted_late, ended, events_of

# What an organizer may let count: answers that came too late, and what was played anew by somebody
# who had been told points.
UNDECIDED = Q(attempt__voided_at__isnull=True) & (
    Q(counts=True, late__gt=0) | Q(counts=False, attempt__kind=Sitting.Kind.OFFICIAL)
)
# An attempt with the late answers and the choices of its result.
type LateResult = tuple[int, int | None, str | None]
# What monitors, which look each second, have worked out already.
MOST_KEPT = 20_000
_kept: dict[LateResult, int] = {}


def late_so_far(results: Iterable[LateResult]) -> dict[int, int]:
    """As ``late_questions``, worked out once for a result as long as it stays as it is."""
    late = [one for one in results if one[1]]
    known = {one: many for one in late if (many := _kept.get(one)) is not None}
    new = [one for one in late if one not in known]
    found = late_questions((attempt, many) for attempt, many, _choices in new)
    fresh = {one: found.get(one[0], 0) for one in new}
    if len(_kept) + len(fresh) > MOST_KEPT:
        _kept.clear()
    _kept.update(fresh)
    return {attempt: many for (attempt, _late, _choices), many in (known | fresh).items()}


def forget() -> None:
    """For tests, whose databases begin at 1 again."""
    _kept.clear()


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
                refused=accepted.refused.get(one.attempt, {}),
            ).late_questions
        )
        for one in ended(ids)
    }
