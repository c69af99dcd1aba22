"""Boards of pupils are counted: not at every publish where they are long, and all together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from leaderboard.boards.queries.due_boards import LONGEST_REST, of_countries
from leaderboard.models import Board
from leaderboard.results.queries.public_results import Place, count_boards, count_schools
from leaderboard.rules.threshold import fewest

# A long board is not counted at every publish, only this often.
COUNT_EVERY = timedelta(seconds=10)
ALWAYS_COUNTED = 1000
REST_FOR_EACH = timedelta(milliseconds=1)

# How many pupils of how many schools, these counted up to as many as a board waits for.
type Counted = tuple[int, int]


def count(
    boards: Iterable[Board], every: Sequence[Board], *, at: datetime, recount: bool = False
) -> set[int]:
    """Count the boards whose time has come; returns those whose row has to be written.

    ``every`` holds these boards and the others of their divisions: one across countries is the sum
    of theirs, and comes after them. A row is written only for news or for the rest.
    """
    due = [board for board in boards if recount or _is_due(board, at)]
    counted = _counted({board.place for board in due if board.place}, due)
    written = set[int]()
    for board in due:
        found = counted.get(board.place, (0, 0)) if board.place else _sum(board, every)
        if found != (board.total, board.schools) or _has_rested(board, at):
            (board.total, board.schools), board.counted_at = found, at
            written.add(board.pk)
    return written


def _is_due(board: Board, at: datetime) -> bool:
    if board.counted_at is None or board.total < ALWAYS_COUNTED or not board.shows_rows:
        return True
    return at - board.counted_at >= _rest(board.total)


def _rest(total: int) -> timedelta:
    """The longer a board, the longer counting takes and the less one pupil more matters."""
    return min(max(COUNT_EVERY, total * REST_FOR_EACH), LONGEST_REST)


def _has_rested(board: Board, at: datetime) -> bool:
    return board.counted_at is None or at - board.counted_at >= COUNT_EVERY


def _counted(places: Collection[Place], boards: Iterable[Board]) -> dict[Place | None, Counted]:
    """Of boards in one country; schools are asked for once there are enough pupils."""
    if not places:
        return {}
    totals = count_boards(places)
    waits_for = {board.place: fewest(board.season.publishing_threshold) for board in boards}
    long = [place for place, total in totals.items() if total >= waits_for[place]]
    schools = count_schools(long) if long else {}
    return {place: (total, schools.get(place, 0)) for place, total in totals.items()}


def _sum(board: Board, every: Iterable[Board]) -> Counted:
    """Of a board across countries; boards of figures count elsewhere."""
    if board.division_id is None:
        return 0, 0
    shown = of_countries(board, every)
    return sum(one.total for one in shown), sum(one.schools for one in shown)
