"""The final list of an edition without names, and its proof."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from competition.models import Division, Edition, Result
from competition.rules.scoring import RANKINGS
from leaderboard.models import Seal
from leaderboard.results.public_results import board_results, shown_boards
from leaderboard.results.queries import (
    LARGE,
    SEPARATOR,
    ListedResult,
    boards_of,
    listed_results,
)
from leaderboard.rules.ranking import RankedRow, ordering, place
from leaderboard.rules.snapshots import TOP
from schools.models import Country


@dataclass(frozen=True, slots=True)
class SealedBoard:
    """One board in the final list."""

    country: str
    division: str
    rows: int


@dataclass(slots=True)
class FinalList:
    """The list as anybody gets it, further rows for those who seal, and what is said of both."""

    body: str = ""
    held_back: str = ""
    boards: list[SealedBoard] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many pupils stand in it."""
        return sum(board.rows for board in self.boards)

    @property
    def sha256(self) -> str:
        """What anybody gets from the file."""
        return hashlib.sha256(self.body.encode()).hexdigest()


def _silent(_rows: int) -> None:
    """Nobody waits for it."""


def final_list(edition: Edition, *, told: Callable[[int], object] = _silent) -> FinalList:
    """Every public result of an edition, board by board, best first.

    Only those on a board's public page stand with their alias: the list is not a way to look up
    a child below it, and of a board that shows no rows it tells none. Aliases have to be drawn
    before. ``told`` is called with the rows of each board.
    """
    columns = ("score", "max_score", *RANKINGS[edition.ranking][1:])
    found = FinalList(";".join(("rank", "alias", "country", "division", *columns)) + "\n")
    boards = boards_of_edition(edition)
    shown = shown_boards([(one.pk, country.pk) for one, country in boards], edition)
    for division, country in boards:
        lines = [
            _line(standing, country, division, columns, named=number <= TOP)
            for number, standing in enumerate(_standings(division, country), start=1)
        ]
        told(len(lines))
        found.boards.append(SealedBoard(country.pk, division.code, len(lines)))
        if (division.pk, country.pk) in shown:
            found.body += "".join(lines)
        else:
            found.held_back += "".join(lines)
    return found


def boards_of_edition(edition: Edition) -> list[tuple[Division, Country]]:
    """The edition's boards with results, in the order of the list."""
    found = boards_of(Result.objects.filter(division__edition=edition, counts=True))
    return sorted(found, key=lambda pair: (pair[1].pk, pair[0].code))


def top_cards(division: Division, country: Country) -> list[int]:
    """The cards that stand on a board's public page."""
    best = board_results(division.pk, country.pk)
    best = best.order_by(*ordering(division.chain), "attempt_id")
    return list(best.values_list("attempt__card_id", flat=True)[:TOP])


def _standings(division: Division, country: Country) -> Iterator[RankedRow[ListedResult]]:
    return place(listed_results(division.pk, country.pk, division.chain), division.chain)


def _line(
    standing: RankedRow[ListedResult],
    country: Country,
    division: Division,
    columns: Sequence[str],
    *,
    named: bool,
) -> str:
    """``columns`` that decide nothing in this age group stay empty."""
    row, told = standing.row, {"max_score", *division.chain}
    alias = (row.alias_codes or "").replace(SEPARATOR, " ") if named else ""
    values = (getattr(row, name) if name in told else "" for name in columns)
    return ";".join(map(str, (standing.rank, alias, country.pk, division.code, *values))) + "\n"


def newest_seal(edition: Edition) -> Seal | None:
    """What was laid before last."""
    seals = Seal.objects.filter(edition=edition).order_by("pk").defer(*LARGE)
    return seals.select_related("edition", "proposed_by", "confirmed_by").last()
