"""Boards of schools, regions and countries, read from the sums that were told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from leaderboard.models import Board, Tally
from leaderboard.rules.disclosure import FEWEST_SCHOOLS, least
from leaderboard.rules.snapshots import TOP, Content, Figure, empty
from schools.models import in_both_scripts

type Names = dict[str, str]


class UnrankedFigure(NamedTuple):
    """A row before it has a rank."""

    key: str
    names: Names
    pupils: int
    value: int | None


def figures_of(board: Board) -> Content:
    """What a board of figures shows now."""
    kind, lowest = board.kind, least(board.season.publishing_threshold)
    tallies = Tally.objects.filter(edition=board.edition_id, pupils__gte=lowest)
    if board.country_id is not None:
        tallies = tallies.filter(country=board.country_id)
    content = empty(board.pk, kind=kind)
    lines = LINES[Board.Kind(kind)](tallies)
    rows = ranked(lines)
    content["rows"] = rows[:TOP]
    content["more_share"] = len(rows) > TOP and rows[TOP]["rank"] == rows[TOP - 1]["rank"]
    content["total"] = _total(tallies) if kind != Board.Kind.MEANS else None
    return content


def _total(tallies: QuerySet[Tally]) -> int | None:
    return tallies.filter(region__isnull=True).aggregate(all=Sum("pupils"))["all"]  # type: ignore[no-any-return]


def _schools(tallies: QuerySet[Tally]) -> list[UnrankedFigure]:
    rows = tallies.filter(school__isnull=False).order_by("-share", "-pupils", "school")
    return [
        UnrankedFigure(str(one.school_id), {"": str(one.school)}, one.pupils, one.share)
        for one in rows.select_related("school")[: TOP + 1]
    ]


def _means(tallies: QuerySet[Tally]) -> list[UnrankedFigure]:
    rows = tallies.filter(school__isnull=False).order_by("-mean", "-pupils", "school")
    lines = [
        UnrankedFigure(str(one.school_id), {"": str(one.school)}, one.pupils, one.mean)
        for one in rows.select_related("school")[: TOP + 1]
    ]
    return lines if len(lines) >= FEWEST_SCHOOLS else []


def _regions(tallies: QuerySet[Tally]) -> list[UnrankedFigure]:
    rows = tallies.filter(region__isnull=False, school__isnull=True).select_related("region")
    return [
        UnrankedFigure(one.region.code, one.region.names, one.pupils, one.share)
        for one in rows
        if one.region
    ]


def _countries(tallies: QuerySet[Tally]) -> list[UnrankedFigure]:
    rows = tallies.filter(region__isnull=True).select_related("country")
    return [
        UnrankedFigure(one.country_id, one.country.names, one.pupils, one.share) for one in rows
    ]


LINES: dict[str, Callable[[QuerySet[Tally]], list[UnrankedFigure]]] = {
    Board.Kind.SCHOOLS: _schools,
    Board.Kind.MEANS: _means,
    Board.Kind.REGIONS: _regions,
    Board.Kind.COUNTRIES: _countries,
}


def top_of(path: str) -> int:
    """The largest region a path goes through."""
    return int(path.strip("/").split("/")[0])


def ranked(lines: Iterable[UnrankedFigure]) -> list[Figure]:
    """The lines best first; equal values share a place, unknown ones stand below by pupils."""

    def worth(line: UnrankedFigure) -> tuple[int, int]:
        return (-1, line.pupils) if line.value is None else (line.value, 0)

    rows, above, place = list[Figure](), None, 0
    ordered = sorted(lines, key=lambda line: (*worth(line), line.pupils, line.key), reverse=True)
    for count, line in enumerate(ordered, start=1):
        place, above = (place if worth(line) == above else count), worth(line)
        rows.append(
            Figure(
                rank=place,
                key=line.key,
                names=in_both_scripts(line.names),
                pupils=line.pupils,
                value=line.value,
            )
        )
    return rows
