"""What stands beside a board on a wide screen: how many take part, and ways to other boards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from leaderboard.boards.board_screens import TEXTS, address_of
from leaderboard.boards.shown_rows import ShownRow, shown_rows
from leaderboard.models import Board
from leaderboard.rules.snapshots import content_of
from schools.models import Country

KINDS = list(Board.Kind.values)


@dataclass(frozen=True, slots=True)
class WayToBoard:
    """A link to another board; ``here``: it is the one that is read."""

    board: Board
    url: str
    title: str | Promise
    here: bool


@dataclass(frozen=True, slots=True)
class BoardNeighbours:
    """``countries``: the rows of the board of countries; ``same``: boards of the same country;
    ``abroad``: the same board of other countries."""

    countries: list[ShownRow]
    country: Country | None
    same: list[WayToBoard]
    abroad: list[WayToBoard]


def neighbours_of(board: Board, every: Sequence[Board], language: str) -> BoardNeighbours:
    """Worked out from the boards of the edition alone; tells what their own pages tell."""
    same = [one for one in every if one.country_id == board.country_id]
    abroad = [one for one in every if one.part == board.part and one.country_id != board.country_id]
    counted = [one for one in every if one.kind == Board.Kind.COUNTRIES]
    return BoardNeighbours(
        countries=[row for one in counted for row in shown_rows(content_of(one.text()), language)],
        country=board.country,
        same=_ways(sorted(same, key=lambda one: KINDS.index(one.kind)), board),
        abroad=_ways(abroad, board),
    )


def _ways(boards: Iterable[Board], here: Board) -> list[WayToBoard]:
    return [
        WayToBoard(one, address_of(one), TEXTS[Board.Kind(one.kind)]["title"], here=one == here)
        for one in boards
    ]
