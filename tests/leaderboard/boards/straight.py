"""The boards as they would be if each were built from scratch at every look: what the product's
look (``leaderboard.boards.actions``) has to come to, and what it is measured beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from base.languages.texts import in_both_scripts
from competition.aliases import alias as wording
from competition.aliases.actions import aliases_for
from competition.models import Result
from leaderboard.boards.queries import (
    LONGEST_REST,
    MOVING_STATES,
    OVERLAP,
    expected_boards,
)
from leaderboard.models import Board
from leaderboard.results.public_results import board_results
from leaderboard.rules import snapshots
from leaderboard.rules.ranking import ordering, rank
from leaderboard.rules.suppression import FEWEST_SCHOOLS, SMALLEST
from leaderboard.rules.threshold import fewest
from schools.models import Country

COUNT_EVERY = timedelta(seconds=10)
ALWAYS_COUNTED = 1000


def publish_straight(*, at: datetime) -> int:
    """Publish every board whose results changed lately; returns how many snapshots are new."""
    there = set(Board.objects.values_list("division", "country"))
    for division, country in sorted(expected_boards() - there, key=str):
        Board.objects.create(division_id=division, country_id=country)
    return sum([_publish(board, at) for board in _due(at)])


def _due(at: datetime) -> list[Board]:
    anywhere = Result.objects.filter(division=OuterRef("division"), changed_at__gte=at - OVERLAP)
    changed = Exists(anywhere.filter(country=OuterRef("country")))
    across = Q(country__isnull=True)
    rested = Q(counted_at__isnull=True) | Q(counted_at__lte=at - LONGEST_REST)
    frozen = Board.objects.filter(division=OuterRef("division"), frozen_at__isnull=False)
    boards = Board.objects.filter(
        rested | changed | (across & Exists(anywhere)),
        kind=Board.Kind.PUPILS,
        frozen_at__isnull=True,
        division__edition__state__in=MOVING_STATES,
    )
    in_order = boards.exclude(across & Exists(frozen)).order_by(F("country").asc(nulls_last=True))
    return list(in_order.select_related("division__edition"))


def _publish(board: Board, at: datetime) -> bool:
    if _count_is_due(board, at):
        _count(board, at)
    content = _best(board)
    if snapshots.render(content, version=board.version, updated=board.published_at) == board.body:
        return False
    body = snapshots.render(content, version=board.version + 1, updated=at)
    unchanged = Board.objects.filter(pk=board.pk, version=board.version, frozen_at__isnull=True)
    return bool(unchanged.update(version=board.version + 1, body=body, published_at=at))


def _count_is_due(board: Board, at: datetime) -> bool:
    if board.counted_at is None or board.total < ALWAYS_COUNTED or not board.shows_rows:
        return True
    rest = min(max(COUNT_EVERY, board.total * timedelta(milliseconds=1)), LONGEST_REST)
    return at - board.counted_at >= rest


def _count(board: Board, at: datetime) -> None:
    total, schools = _counted(board)
    same = (total, schools) == (board.total, board.schools)
    if same and board.counted_at is not None and at - board.counted_at < COUNT_EVERY:
        return
    board.total, board.schools, board.counted_at = total, schools, at
    Board.objects.filter(pk=board.pk).update(total=total, schools=schools, counted_at=at)


def _counted(board: Board) -> tuple[int, int]:
    assert board.division_id is not None
    if board.country_id is None:
        shown = _of_countries(board)
        return sum(one.total for one in shown), sum(one.schools for one in shown)
    results = board_results(board.division_id, board.country_id)
    total = results.count()
    if total < fewest(board.season.publishing_threshold):
        return total, 0
    schools = results.order_by().values("attempt__sitting__entry__school_class__school")
    return total, min(schools.distinct().count(), FEWEST_SCHOOLS)


def _of_countries(board: Board) -> list[Board]:
    every = Board.objects.filter(division=board.division_id, country__isnull=False)
    return [one for one in every.select_related("division__edition") if one.shows_rows]


def _best(board: Board) -> snapshots.Content:
    assert board.division is not None
    edition, chain = board.season, board.division.chain
    results = _results(board, chain) if board.shows_rows else []
    if len(results) < SMALLEST:
        return snapshots.empty(board.pk)
    standings = rank(results, chain)
    shown, below = standings[: snapshots.TOP], standings[snapshots.TOP :]
    names = aliases_for([one.row.attempt.card_id for one in shown], edition=edition)
    results = [one.row for one in shown]
    rows = [
        _row(
            one.rank,
            one.row,
            names[one.row.attempt.card_id],
            _is_timed(one.row, results, chain),
        )
        for one in shown
    ]
    if board.country_id is None:
        countries = Country.objects.in_bulk()
        for row, standing in zip(rows, shown, strict=True):
            row["country"] = in_both_scripts(countries[standing.row.country_id].names)
    return snapshots.Content(
        board=board.pk,
        frozen=False,
        total=board.total,
        rows=rows,
        more_share=bool(below) and below[0].rank == shown[-1].rank,
    )


def _results(board: Board, chain: Sequence[str]) -> list[Result]:
    assert board.division_id is not None
    codes = [board.country_id] if board.country_id else [b.country_id for b in _of_countries(board)]
    return [one for code in codes for one in _best_results(board.division_id, str(code), chain)]


def _best_results(division_id: int, country_code: str, chain: Sequence[str]) -> list[Result]:
    results = board_results(division_id, country_code).select_related("attempt")
    return list(results.order_by(*ordering(chain), "attempt_id")[: snapshots.TOP + 1])


def _is_timed(one: Result, shown: Sequence[Result], chain: Sequence[str]) -> bool:
    """Whether another row that is shown differs from it by its minutes alone; they decide last."""
    steps = [step for step in chain if step != "time"]
    return "time" in chain and any(
        other.time != one.time and all(getattr(other, step) == getattr(one, step) for step in steps)
        for other in shown
    )


def _row(place: int, result: Result, name: wording.Codes, timed: bool) -> snapshots.BoardRow:
    row = snapshots.BoardRow(
        rank=place,
        alias=wording.texts(name, result.country_id),
        animal=name.animal,
        score=result.score,
        max_score=result.max_score,
    )
    if timed:
        row["minutes"] = result.time
    return row
