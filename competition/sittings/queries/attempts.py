"""Attempts with what scoring needs, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from competition.models import Answer, AnswerFile, Attempt, Credit, Decision, Sitting
from competition.rules.scoring import Event
from competition.rules.timing import Course
from schools.models import Card

NOWHERE: Mapping[int, datetime] = MappingProxyType({})


def course_of(attempt: Attempt, sitting: Sitting) -> Course:
    """The moments of an attempt and its sitting."""
    return Course(
        starts_at=sitting.starts_at,
        paused_at=sitting.paused_at,
        closed_at=sitting.closed_at,
        admitted_at=attempt.admitted_at,
        started_at=attempt.started_at,
        deadline=attempt.deadline,
        finished_at=attempt.finished_at,
    )


def events_of(attempt_ids: Iterable[int]) -> dict[int, list[Event]]:
    """``{attempt id: its stored answers}``; one query."""
    found: dict[int, list[Event]] = {}
    rows = Answer.objects.filter(attempt__in=list(attempt_ids)).values_list(
        "attempt_id", "lease", "seq", "question", "choice", "received_at"
    )
    for attempt_id, lease, seq, question, choice, received_at in rows:
        event = Event(lease, seq, question, choice, received_at)
        found.setdefault(attempt_id, []).append(event)
    return found


class Ended(NamedTuple):
    """What scoring needs to know of a finished attempt, besides its answers.

    ``after_marks``: its pupil had been told points of an earlier one at the same paper.
    """

    attempt: int
    edition_state: str
    kind: str
    voided_at: datetime | None
    untimed: bool
    paper: int
    division: int
    minutes: int
    grace_seconds: int
    country: str
    starts_at: datetime | None
    paused_at: datetime | None
    closed_at: datetime | None
    admitted_at: datetime | None
    started_at: datetime | None
    deadline: datetime | None
    finished_at: datetime | None
    told_until: datetime | None
    kept: bool | None
    after_marks: bool

    @property
    def course(self) -> Course:
        """The moments that decide which answers count."""
        return Course(
            starts_at=self.starts_at,
            paused_at=self.paused_at,
            closed_at=self.closed_at,
            admitted_at=self.admitted_at,
            started_at=self.started_at,
            deadline=self.deadline,
            finished_at=self.finished_at,
        )


def ended(attempt_ids: Iterable[int]) -> list[Ended]:
    """The finished ones of these attempts; one query."""
    rows = Attempt.objects.filter(pk__in=list(attempt_ids), finished_at__isnull=False).values_list(
        "pk",
        "entry__edition__state",
        "kind",
        "voided_at",
        "card__untimed",
        "sitting__paper_id",
        "entry__division_id",
        "entry__division__minutes",
        "entry__edition__grace_seconds",
        "entry__school_class__school__country_id",
        "sitting__starts_at",
        "sitting__paused_at",
        "sitting__closed_at",
        "admitted_at",
        "started_at",
        "deadline",
        "finished_at",
        "told_until",
        "kept",
        Exists(told_before(OuterRef("card"), OuterRef("sitting__paper"), OuterRef("pk"))),
    )
    return [Ended._make(row) for row in rows]


def told_before(card: Any, paper: Any, attempt: Any) -> QuerySet[Attempt]:  # noqa: ANN401 - ids, or of an outer query
    """The attempts of a card at a paper before this one of which its pupil was told points."""
    mine = Attempt.objects.filter(card=card, sitting__paper=paper, pk__lt=attempt)
    return mine.filter(told_until__isnull=False)


class TimeGiven(NamedTuple):
    """Time credited to an attempt: for pauses and outages, and in all."""

    still: timedelta = timedelta(0)
    in_all: timedelta = timedelta(0)


def time_given(
    attempt_ids: Iterable[int], *, until: Mapping[int, datetime] = NOWHERE
) -> dict[int, TimeGiven]:
    """``{attempt id: time credited}`` of those that got some; one query.

    ``until``: of these attempts the pauses up to a moment; an outage may be settled at any time.
    """
    found: dict[int, TimeGiven] = {}
    rows = Credit.objects.filter(attempt__in=list(attempt_ids))
    for attempt, kind, seconds, at in rows.values_list("attempt_id", "kind", "seconds", "given_at"):
        (still, in_all), given = found.get(attempt, TimeGiven()), timedelta(seconds=seconds)
        is_later = kind == Credit.Kind.PAUSE and at > until.get(attempt, at)
        if kind != Credit.Kind.EXTRA and not is_later:
            still += given
        found[attempt] = TimeGiven(still, in_all + given)
    return found


def minutes_given(sitting: Sitting, card: Card) -> int:
    """Whole minutes that people gave to a card in a sitting while it was at work; two queries."""
    attempts = sitting.attempts.filter(card=card, voided_at__isnull=True)
    given = time_given(attempts.values_list("pk", flat=True)).values()
    return sum((one.in_all - one.still) // timedelta(minutes=1) for one in given)


class Accepted(NamedTuple):
    """What people decided on answers that came too late: of whom all count, of whom which by a
    file, which of these with an organizer's yes, and which one that was refused had brought, with
    the moment at which it was counted."""

    all_late: set[int]
    by_file: dict[int, set[tuple[int, int]]]
    confirmed: dict[int, set[tuple[int, int]]]
    refused: dict[int, dict[tuple[int, int], datetime]]


def accepted_late(attempt_ids: Iterable[int]) -> Accepted:
    """The attempts of which a person accepted late answers, and what counts by files.

    One query; one more where files were counted.
    """
    late = (Decision.Kind.ACCEPT_LATE, Decision.Kind.UNDO_LATE)
    rows = Decision.objects.filter(
        attempt__in=list(attempt_ids), kind__in=(*late, Decision.Kind.COUNT_FILE)
    )
    found = list(rows.order_by("pk").values_list("attempt_id", "kind"))
    with_files = {attempt for attempt, kind in found if kind == Decision.Kind.COUNT_FILE}
    # What was said last holds.
    last = {attempt: kind for attempt, kind in found if kind in late}
    all_late = {attempt for attempt, kind in last.items() if kind == Decision.Kind.ACCEPT_LATE}
    accepted = Accepted(all_late, {}, {}, {})
    _add_files(accepted, with_files)
    return accepted


def _add_files(accepted: Accepted, attempt_ids: set[int]) -> None:
    """What their files brought, by (lease, seq); no query for no attempts."""
    if not attempt_ids:
        return
    files = AnswerFile.objects.filter(attempt__in=attempt_ids, counted_at__isnull=False)
    # The last one first: of two that were refused the earlier one brought what is in both.
    files = files.order_by("-counted_at")
    columns = ("attempt_id", "lease", "seqs", "counted_at", "accepted_at", "refused_at")
    for attempt_id, lease, seqs, counted_at, accepted_at, refused_at in files.values_list(*columns):
        orders = [(lease, seq) for seq in seqs]
        if refused_at is None:
            accepted.by_file.setdefault(attempt_id, set()).update(orders)
            if accepted_at is not None:
                accepted.confirmed.setdefault(attempt_id, set()).update(orders)
        else:
            brought = dict.fromkeys(orders, counted_at)
            accepted.refused.setdefault(attempt_id, {}).update(brought)
