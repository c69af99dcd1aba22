"""Late answers, files, changes of computer, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from competition.answer_files.queries import waiting_for_organizer
from competition.exceptions import NothingToDo
from competition.models import AnswerFile, Attempt, Decision, Result, Sitting
from competition.sittings.actions.results import results_if_accepted
from competition.sittings.queries.late_answers import UNDECIDED

# Two computers are usual where one breaks; from the third on somebody may look.
COMPUTERS = 3
HOLDING = (Decision.Kind.VOID, Decision.Kind.ACCEPT_LATE)
KINDS = (*HOLDING, Decision.Kind.UNVOID, Decision.Kind.UNDO_LATE)
RELATED = ("attempt__card", "attempt__entry__school_class__school")


class LateRow(NamedTuple):
    """An attempt with answers that came too late and do not count, or that was played anew.

    ``points``: those that count on boards now, none where none do; ``then``: those that would.
    ``asked``: what its teacher did after the pupil had seen points, if that was how it came to it.
    """

    result: Result
    points: int | None
    then: int
    asked: Decision | None


def late_answers(sittings: QuerySet[Sitting]) -> QuerySet[Result]:
    """Attempts that an organizer may let count, or the late answers of, most of them first."""
    rows = Result.objects.filter(UNDECIDED, attempt__sitting__in=sittings)
    return rows.select_related(*RELATED).order_by("-late", "pk")


def with_points(late: Iterable[Result], *, at: datetime) -> list[LateRow]:
    """Of each the points before and after, and who asked; a fixed number of queries."""
    rows = list(late)
    then = results_if_accepted([row.pk for row in rows], at=at)
    mine = {"card__in": [row.attempt.card_id for row in rows], "told_until__isnull": False}
    earlier = Attempt.objects.filter(**mine).select_related("result").order_by("pk")
    standing = {(one.card_id, one.entry_id): one.result.score for one in earlier if one.kept}
    made = Decision.objects.filter(
        Q(kind=Decision.Kind.VOID, attempt__in=earlier)
        | Q(kind=Decision.Kind.REOPEN, sitting__in=[row.attempt.sitting_id for row in rows])
    )
    asked = {
        one.sitting_id if one.attempt is None else (one.attempt.card_id, one.attempt.entry_id): one
        for one in made.select_related("attempt", "decided_by").order_by("pk")
    }
    return [_late_row(row, then.get(row.pk, row).score, standing, asked) for row in rows]


def _late_row(
    row: Result,
    then: int,
    standing: Mapping[tuple[int, int], int],
    asked: Mapping[int | tuple[int, int] | None, Decision],
) -> LateRow:
    card = (row.attempt.card_id, row.attempt.entry_id)
    if not row.counts:
        return LateRow(row, standing.get(card), then, asked.get(card))
    reopened, seen_at = asked.get(row.attempt.sitting_id), row.attempt.told_until
    after = reopened if reopened and seen_at and reopened.decided_at > seen_at else None
    return LateRow(row, row.score, then, after)


def moved(sittings: QuerySet[Sitting]) -> QuerySet[Result]:
    """Results of attempts on three computers and more."""
    rows = Result.objects.filter(
        counts=True, attempt__lease__gte=COMPUTERS, attempt__sitting__in=sittings
    )
    return rows.select_related(*RELATED).order_by("-attempt__lease", "pk")


def waiting_files(sittings: QuerySet[Sitting]) -> int:
    """Files of answers that wait for an organizer, counted or not; one query."""
    files = AnswerFile.objects.filter(attempt__sitting__in=sittings)
    return waiting_for_organizer(files).count()


def decided(sittings: QuerySet[Sitting]) -> QuerySet[Decision]:
    """What was voided and accepted and taken back, the newest first."""
    rows = Decision.objects.filter(kind__in=KINDS, attempt__sitting__in=sittings)
    related = rows.select_related("card", "decided_by", "attempt__entry__school_class__school")
    return related.order_by("-decided_at", "-pk")


def last_decision(attempt: Attempt) -> Decision:
    """The one that can be taken back. Raises ``NothingToDo`` where none holds."""
    made = attempt.decisions.filter(kind__in=KINDS).select_related("attempt")
    last = made.order_by("-decided_at", "-pk").first()
    if last is None or last.kind not in HOLDING:
        raise NothingToDo
    return last


def holding(made: Iterable[Decision]) -> set[int]:
    """Ids of those, the newest first, that can be taken back: the last about each attempt."""
    last: dict[int | None, Decision] = {}
    for decision in made:
        last.setdefault(decision.attempt_id, decision)
    return {decision.pk for decision in last.values() if decision.kind in HOLDING}
