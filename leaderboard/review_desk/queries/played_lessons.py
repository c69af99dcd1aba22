"""Sittings with what their pupils answered and when, some at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from zoneinfo import ZoneInfo

from competition.models import Answer, Division, Result, Sitting
from competition.rules.scoring import ScoredQuestion
from leaderboard.item_review.queries.answer_times import Moment, first_times
from leaderboard.item_review.queries.item_tables import level_of
from leaderboard.rules.irregularities import Played

# So many sittings are held at once, whatever the division has.
SITTINGS_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class PlayedLesson:
    """One sitting: ``place`` counts those of its country and division in the order of their
    opening, from 1; ``hour`` is by the clock of the country."""

    sitting: int
    place: int
    country: str
    label: str
    hour: float
    weekday: int
    played: Sequence[Played]


def played_lessons(
    division: Division,
    paper: int,
    items: Sequence[ScoredQuestion],
    *,
    timed: bool = True,
    since: datetime | None = None,
) -> Iterator[PlayedLesson]:
    """Every official sitting of a division with one of its papers; two queries for forty of them,
    one without times.

    ``since``: only those that were opened from then on and are over: of a class at work only the
    quickest have finished.
    """
    for some in batched(_placed(division, paper, since), SITTINGS_AT_ONCE):
        results = _results([sitting.pk for _place, sitting in some])
        attempts = [row.attempt_id for rows in results.values() for row in rows]
        moments = _moments(attempts) if timed else {}
        for place, sitting in some:
            school = sitting.entry.school_class.school
            yield PlayedLesson(
                sitting=sitting.pk,
                place=place,
                country=school.country_id,
                label=f"{sitting.entry.school_class} · {school}",
                hour=_hour(sitting.opened_at, school.country.timezone),
                weekday=_local(sitting.opened_at, school.country.timezone).weekday(),
                played=[_played(row, items, moments) for row in results[sitting.pk]],
            )


def _placed(
    division: Division, paper: int, since: datetime | None
) -> Iterator[tuple[int, Sitting]]:
    """Those with the paper, each with its place among all of its country."""
    places: defaultdict[str, int] = defaultdict(int)
    for sitting in _sittings(division, since):
        country = sitting.entry.school_class.school.country_id
        places[country] += 1
        if sitting.paper_id == paper:
            yield places[country], sitting


def _sittings(division: Division, since: datetime | None) -> Iterator[Sitting]:
    rows = Sitting.objects.filter(
        entry__division=division, kind=Sitting.Kind.OFFICIAL, paper=division.official_id
    )
    if since is not None:
        rows = rows.filter(opened_at__gte=since, closed_at__isnull=False)
    rows = rows.select_related("entry__school_class__school__country")
    return rows.order_by("opened_at", "pk").iterator(chunk_size=SITTINGS_AT_ONCE)


def _results(sittings: Sequence[int]) -> dict[int, list[Result]]:
    found = defaultdict[int, list[Result]](list)
    rows = Result.objects.filter(attempt__sitting__in=sittings, counts=True)
    for row in rows.select_related("attempt__card").order_by("attempt__card__number"):
        found[row.attempt.sitting_id].append(row)
    return found


def _moments(attempts: Sequence[int]) -> dict[int, list[Moment]]:
    """``{attempt: its answers in order}``; one query."""
    moments = defaultdict[int, list[Moment]](list)
    rows = Answer.objects.filter(attempt__in=attempts).order_by("attempt", "lease", "seq")
    columns = ("attempt", "lease", "question", "received_at", "browser_ms")
    for attempt, lease, question, at, ms in rows.values_list(*columns):
        moments[attempt].append((lease, question, at, ms))
    return moments


def offline_seconds(moments: Sequence[Moment]) -> float:
    """How much longer the slowest answer of a computer was under way than the quickest."""
    delays = defaultdict[int, list[float]](list)
    for lease, _question, at, ms in moments:
        if ms:
            delays[lease].append(at.timestamp() - ms / 1000)
    return max((max(one) - min(one) for one in delays.values()), default=0.0)


def _played(
    row: Result, items: Sequence[ScoredQuestion], moments: Mapping[int, list[Moment]]
) -> Played:
    attempt, mine = row.attempt, moments.get(row.attempt_id, [])
    levels = [
        level_of(item, mark) / most_of(item) for item, mark in zip(items, row.choices, strict=True)
    ]
    return Played(
        attempt=attempt.pk,
        card=attempt.card.number,
        language=attempt.language,
        codes=row.responses,
        levels=levels,
        began=_moment(attempt.started_at),
        ended=_moment(attempt.finished_at),
        seconds=dict(first_times(mine)),
        offline=offline_seconds(mine),
    )


def most_of(item: ScoredQuestion) -> int:
    """The level of a response that is all right."""
    return level_of(item, item.right_mark)


def _moment(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def _hour(at: datetime, zone: str) -> float:
    local = _local(at, zone)
    return local.hour + local.minute / 60
