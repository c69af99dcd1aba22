"""Boards are published: a snapshot with a higher version whenever the content differs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from asgiref.sync import async_to_sync
from django.db.models import F

from competition.broadcast import send_hint
from competition.models import Result
from leaderboard.boards import alias as wording
from leaderboard.boards.actions.aliases import NoAliasLeft, aliases_for
from leaderboard.boards.hub import hub
from leaderboard.boards.lag import Looks
from leaderboard.boards.queries.boards import (
    LONGEST_REST,
    boards_due,
    expected_boards,
    of_countries,
)
from leaderboard.boards.queries.figures import figures_of
from leaderboard.models import Alias, Board
from leaderboard.results.queries.public_results import best_results, count_board, count_schools
from leaderboard.rules import snapshots
from leaderboard.rules.ranking import UnknownStep, rank
from leaderboard.rules.suppression import SMALLEST
from leaderboard.rules.threshold import fewest
from schools.models import Country, in_both_scripts

logger = logging.getLogger(__name__)
looks = Looks()

# A long board is not counted at every publish, only this often.
COUNT_EVERY = timedelta(seconds=10)
ALWAYS_COUNTED = 1000
REST_FOR_EACH = timedelta(milliseconds=1)


def publish_boards(*, at: datetime) -> int:
    """Publish every board whose results changed lately; returns how many snapshots are new.

    Decides by nothing it remembers and may run in several processes at once: a snapshot is
    stored only upon the version it was made from.
    """
    _add_missing_boards()
    new = [board for board in boards_due(at=at) if _publish_alone(board, at)]
    if new:
        hint()
    looks.done(new, at=at)
    return len(new)


def _publish_alone(board: Board, at: datetime) -> bool:
    """Publish one board so that trouble with it does not stop the others."""
    try:
        return publish(board, at=at)
    except (NoAliasLeft, UnknownStep):
        logger.exception("board %s cannot be published", board.pk)
        return False


def rebuild_boards(*, at: datetime) -> int:
    """Publish every board that is not frozen, whatever changed; returns how many are new."""
    _add_missing_boards()
    moving = Board.objects.filter(frozen_at__isnull=True)
    every = moving.select_related("division__edition", "edition").order_by(
        F("country").asc(nulls_last=True)
    )
    new = sum(publish(board, at=at, recount=True) for board in every)
    hint()
    return new


def hint() -> None:
    """Make the hub of this process look now, and those of the others."""
    hub.look_now()
    async_to_sync(send_hint)(snapshots.GROUP)


def _add_missing_boards() -> None:
    there = set(Board.objects.values_list("division", "country"))
    missing = sorted(expected_boards() - there, key=str)
    Board.objects.bulk_create(
        [Board(division_id=division, country_id=country) for division, country in missing],
        ignore_conflicts=True,
    )


def publish(board: Board, *, at: datetime, recount: bool = False) -> bool:
    """Store a board's snapshot if it differs; returns whether it did and nobody was faster.

    ``board`` carries the version read before the results were: a publisher that read earlier
    results cannot overwrite one that read later ones.
    """
    if recount or _count_is_due(board, at):
        count(board, at)
    content = content_now(board)
    if snapshots.render(content, version=board.version, updated=board.published_at) == board.body:
        return False
    body = snapshots.render(content, version=board.version + 1, updated=at)
    unchanged = Board.objects.filter(pk=board.pk, version=board.version, frozen_at__isnull=True)
    return bool(unchanged.update(version=board.version + 1, body=body, published_at=at))


def _count_is_due(board: Board, at: datetime) -> bool:
    if board.counted_at is None or board.total < ALWAYS_COUNTED or not board.shows_rows:
        return True
    return at - board.counted_at >= _rest(board.total)


def _rest(total: int) -> timedelta:
    """The longer a board, the longer counting takes and the less one pupil more matters."""
    return min(max(COUNT_EVERY, total * REST_FOR_EACH), LONGEST_REST)


def count(board: Board, at: datetime) -> None:
    """Count a board's pupils and schools; its row is touched only for news or for the rest."""
    total, schools = _counted(board)
    if (
        (total, schools) == (board.total, board.schools)
        and board.counted_at is not None
        and at - board.counted_at < COUNT_EVERY
    ):
        return
    board.total, board.schools, board.counted_at = total, schools, at
    Board.objects.filter(pk=board.pk).update(total=total, schools=schools, counted_at=at)


def _counted(board: Board) -> tuple[int, int]:
    """``(pupils, schools)``; schools are asked for once there are enough pupils."""
    if board.division_id is None:
        return 0, 0
    if board.country_id is None:
        shown = of_countries(board)
        return sum(one.total for one in shown), sum(one.schools for one in shown)
    total = count_board(board.division_id, board.country_id)
    if total < fewest(board.season.publishing_threshold):
        return total, 0
    return total, count_schools(board.division_id, board.country_id)


def content_now(board: Board) -> snapshots.Content:
    """What the board shows as results stand now."""
    return figures_of(board) if board.division_id is None else _best(board, board.division_id)


def _best(board: Board, division_id: int) -> snapshots.Content:
    edition = board.season
    results = _results(board, division_id, edition.chain) if board.shows_rows else []
    if len(results) < SMALLEST:  # also where somebody was voided since the count
        return snapshots.empty(board.pk)
    standings = rank(results, edition.chain)
    shown, below = standings[: snapshots.TOP], standings[snapshots.TOP :]
    names = aliases_for([standing.row.attempt.card_id for standing in shown], edition=edition)
    timed = "time" in edition.chain
    rows = [_row(one.rank, one.row, names[one.row.attempt.card_id], timed) for one in shown]
    if board.country_id is None:
        _name_countries(rows, [one.row for one in shown])
    return snapshots.Content(
        board=board.pk,
        frozen=False,
        total=board.total,
        rows=rows,
        more_share=bool(below) and below[0].rank == shown[-1].rank,
    )


def _results(board: Board, division_id: int, chain: Sequence[str]) -> list[Result]:
    """The best; across countries the best of each, so that each is one range of the index."""
    if board.country_id is not None:
        return best_results(division_id, board.country_id, chain)
    countries = [str(one.country_id) for one in of_countries(board)]
    return [one for code in countries for one in best_results(division_id, code, chain)]


def _name_countries(rows: Sequence[snapshots.BoardRow], results: Sequence[Result]) -> None:
    countries = Country.objects.in_bulk({result.country_id for result in results})
    for row, result in zip(rows, results, strict=True):
        row["country"] = in_both_scripts(countries[result.country_id].names)


def _row(place: int, result: Result, name: Alias, timed: bool) -> snapshots.BoardRow:
    row = snapshots.BoardRow(
        rank=place,
        alias=wording.texts(name),
        score=result.score,
        max_score=result.max_score,
    )
    if timed:
        row["minutes"] = result.time
    return row
