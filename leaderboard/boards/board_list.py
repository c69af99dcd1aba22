"""The list of boards, grouped the way people look for theirs: edition, country, kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from competition.models import Edition
from leaderboard.boards.board_screens import TEXTS, address_of
from leaderboard.boards.permissions import ALL
from leaderboard.models import Board, WinnersPlan
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

    @property
    def code(self) -> str:
        """What stands for it in an address."""
        return self.country.pk.lower() if self.country else ALL


@dataclass(slots=True)
class EditionBoards:
    """An edition's boards by country."""

    edition: Edition
    countries: dict[str | None, CountryBoards] = field(default_factory=dict)


def by_edition(found: Iterable[Board]) -> list[EditionBoards]:
    """Boards grouped; keeps their order."""
    editions: dict[int, EditionBoards] = {}
    for board in found:
        season = board.season
        edition = editions.setdefault(season.pk, EditionBoards(season))
        country = edition.countries.setdefault(board.country_id, CountryBoards(board.country))
        links = country.pupils if board.kind == Board.Kind.PUPILS else country.figures
        links.append(link_to(board))
        country.figures.sort(key=lambda link: KINDS.index(link.board.kind))
    return list(editions.values())


def link_to(board: Board) -> BoardLink:
    """How the list shows a board: with the number that the board itself tells."""
    total = content_of(board.text())["total"]
    return BoardLink(board, address_of(board), TEXTS[Board.Kind(board.kind)]["title"], total)


def with_winners(editions: Iterable[EditionBoards], *, at: datetime) -> set[int]:
    """The editions among these whose winners are public."""
    listed = [one.edition.pk for one in editions]
    return set(WinnersPlan.public(at).filter(edition__in=listed).values_list("pk", flat=True))
