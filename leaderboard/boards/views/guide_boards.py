"""The style guide of the boards: each kind in each of its states, of an edition that is made up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition.aliases.alias import Codes, drawn_for, texts
from competition.models import Division, Edition
from competition.previews.views.styleguide import for_staff_or_demo
from leaderboard.boards.board_neighbours import BoardNeighbours
from leaderboard.boards.board_screens import board_screen
from leaderboard.boards.tile_maps import placed_tiles
from leaderboard.models import Board, Freeze
from leaderboard.rules.snapshots import BoardRow, Content, Figure, empty
from leaderboard.rules.snapshots import render as told
from schools.models import Country
from schools.pages.context import active_language

AT = datetime(2027, 2, 9, 9, 41, tzinfo=UTC)
AGES = "9-11"
MOST = 20
# Two share the third place, and minutes have decided the two after them.
RANKS = (1, 2, 3, 3, 5, 6, 7, 7, 9, 10)
SCORES = (20, 19, 18, 18, 17, 17, 15, 15, 14, 12)
MINUTES = {5: 11, 6: 13}
SHARES = (92, 88, 75, 75, None, 61, 54, 40, 33, 12)
NOBODY = BoardNeighbours(countries=[], country=None, same=[], abroad=[])


@require_safe
@for_staff_or_demo
def shown_board(request: HttpRequest) -> HttpResponse:
    """``?show=frozen``: one board as its page has it, without the script that keeps it moving."""
    asked, theme = request.GET.get("show", ""), request.GET.get("theme", "")
    board = _board(asked)
    hall = asked.startswith("hall")
    context = board_screen(board, active_language(), mark="row-3")
    context |= {"hall": hall, "dark": theme == "dark", "theme": theme, "still": True}
    context |= {"neighbours": NOBODY, "frame": "", "url": "", "tag": context["shell"]["tag"]}
    page = "embed" if asked == "embed" else "board"
    return render(request, f"leaderboard/boards/{page}.html", context)


def _board(asked: str) -> Board:
    """One that no table has."""
    country = Country(
        code="HR",
        timezone="Europe/Zagreb",
        names={"en": "Croatia", "hr": "Hrvatska", "sr": "Хрватска"},
    )
    edition = Edition(
        slug="styleguide",
        year=2027,
        state=Edition.State.LIVE,
        names={"en": "Sample", "sr": "Пример"},
    )
    kind = {"schools": Board.Kind.SCHOOLS, "regions": Board.Kind.REGIONS}.get(
        asked.rpartition("-")[2], Board.Kind.PUPILS
    )
    pupils = kind == Board.Kind.PUPILS
    board = Board(
        pk=0,
        kind=kind,
        country=country,
        edition=None if pupils else edition,
        division=Division(code=AGES, edition=edition, minutes=20) if pupils else None,
        published_at=AT,
    )
    board.body = told(_content(kind, asked), version=1, updated=AT)
    return board


def _content(kind: str, asked: str) -> Content:
    content = empty(0, frozen=asked == "frozen", kind="" if kind == Board.Kind.PUPILS else kind)
    if asked == "frozen":
        content["freeze"] = {"reason": Freeze.Reason.values[0], "since": AT.isoformat()}
    if asked == "empty":
        return content
    rows: list[Any] = _pupils() if kind == Board.Kind.PUPILS else _figures(kind)
    return {**content, "rows": rows, "total": 412, "more_share": kind == Board.Kind.PUPILS}


def _pupils() -> list[BoardRow]:
    drawn = drawn_for(AGES)
    rows: list[BoardRow] = []
    for place, (rank, score) in enumerate(zip(RANKS, SCORES, strict=True)):
        codes = Codes(drawn.adjectives[place], drawn.animals[place * 3], 12 + place * 7)
        row: BoardRow = {
            "rank": rank,
            "alias": texts(codes),
            "animal": codes.animal,
            "score": score,
            "max_score": MOST,
        }
        rows.append({**row, "minutes": MINUTES[rank]} if rank in MINUTES else row)
    return rows


def _figures(kind: str) -> list[Figure]:
    """Regions have the names of tiles, of which some are left out."""
    tiles = placed_tiles()["HR"] if kind == Board.Kind.REGIONS else []
    keys = [tile["code"] for tile in tiles[1:11]] or [f"row-{place}" for place in range(10)]
    return [
        {
            "rank": rank,
            "key": key,
            "names": {"en": f"OŠ {place + 1}"} if not tiles else _named(tiles[place + 1]["sign"]),
            "pupils": 640 - 50 * place,
            "value": share,
        }
        for place, (rank, key, share) in enumerate(zip(RANKS, keys, SHARES, strict=True))
    ]


def _named(sign: tuple[str, str]) -> dict[str, str]:
    return {"en": sign[0], "sr": sign[1]}
