"""The list of boards, grouped the way people look for theirs: edition, country, kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from competition.models import Edition
from leaderboard.boards.board_screens import TEXTS, address_of
from leaderboard.boards.permissions import ALL
from leaderboard.boards.queries.open_winners import open_winners
from leaderboard.models import Board
from leaderboard.rules.snapshots import content_of
from schools.models import Country

KINDS = list(Board.Kind.values)


@dataclass(slots=True)
class BoardLink:
    """One board in the list."""

    board: Board
    url: str
    title: str | Promise
    total: int | None


@dataclass(slots=True)
class CountryBoards:
    """A country's boards, youngest division first; no country: those across all."""

    country: Country | None
    pupils: list[BoardLink] = field(default_factory=list)
    figures: list[BoardLink] = field(default_factory=list)
    winners: bool = False

    @property
    def code(self) -> str:
        """What stands for it in an address."""
        return self.country.pk.lower() if self.country else ALL


@dataclass(slots=True)
class EditionBoards:
    """An edition's boards by country."""

    edition: Edition
    countries: dict[str | None, CountryBoards] = field(default_factory=dict)


def by_edition(found: Iterable[Board], *, totals: bool = True) -> list[EditionBoards]:
    """Boards grouped; keeps their order. Without ``totals`` no text of theirs is read."""
    editions: dict[int, EditionBoards] = {}
    for board in found:
        season = board.season
        edition = editions.setdefault(season.pk, EditionBoards(season))
        country = edition.countries.setdefault(board.country_id, CountryBoards(board.country))
        links = country.pupils if board.kind == Board.Kind.PUPILS else country.figures
        links.append(link_to(board) if totals else _plain_link(board))
        country.figures.sort(key=lambda link: KINDS.index(link.board.kind))
    return list(editions.values())


def link_to(board: Board) -> BoardLink:
    """How the list shows a board: with the number that the board itself tells."""
    link = _plain_link(board)
    link.total = content_of(board.text())["total"]
    return link


def _plain_link(board: Board) -> BoardLink:
    return BoardLink(board, address_of(board), TEXTS[Board.Kind(board.kind)]["title"], None)


def mark_winners(editions: Sequence[EditionBoards], *, at: datetime) -> None:
    """Note with each country whether it has a page of winners to read; two statements at most."""
    found = open_winners([one.edition.pk for one in editions], at=at)
    for one in editions:
        for code, country in one.countries.items():
            country.winners = bool(code) and one.edition.pk in found
