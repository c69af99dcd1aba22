"""Attempts with what counts of them, what came too late, and who plays without a limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum

from competition.models import (
    Answer,
    AnswerFile,
    Attempt,
    Credit,
    Decision,
    Edition,
    Sitting,
    Window,
)
from competition.rules.scoring import Event, counting
from competition.rules.timing import Course, untimed_ends_at
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


def untimed_over(edition: Edition, at: datetime) -> list[int]:
    """Official attempts without a limit whose time is up; one query, and nothing is locked."""
    ahead = Window.objects.filter(edition=edition, closes_at__gt=at).values("country")
    beside = Attempt.objects.filter(sitting=OuterRef("sitting"), voided_at__isnull=True)
    last = beside.order_by().values("sitting").annotate(last=Max("deadline")).values("last")
    credits_ = Credit.objects.filter(attempt=OuterRef("pk")).order_by().values("attempt")
    rows = (
        Attempt.objects.filter(
            entry__edition=edition,
            kind=Sitting.Kind.OFFICIAL,
            started_at__isnull=False,
            deadline__isnull=True,
            finished_at__isnull=True,
            voided_at__isnull=True,
            sitting__paused_at__isnull=True,
            sitting__closed_at__isnull=True,
        )
        .exclude(entry__school_class__school__country__in=ahead)
        .annotate(
            others=Subquery(last),
            given=Subquery(credits_.annotate(given=Sum("seconds")).values("given")),
        )
        .order_by("pk")
        .values_list("pk", "started_at", "entry__division__minutes", "others", "given")
    )
    return [pk for pk, *moments in rows if at >= _end(edition, *moments)]


def _end(
    edition: Edition, started_at: datetime, minutes: int, others: datetime | None, given: int | None
) -> datetime:
    return untimed_ends_at(
        started_at,
        minutes=minutes,
        given=timedelta(seconds=given or 0),
        others=others,
        grace=timedelta(seconds=edition.grace_seconds),
    )
