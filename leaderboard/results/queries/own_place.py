"""The place of one result on its board and what it comes from, without reading the whole board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from competition.models import Division, Result
from competition.rules.edition_steps import PUBLISHED
from leaderboard.results.queries.public_results import board_results
from leaderboard.results.queries.shown_boards import shown_boards
from leaderboard.rules.ranking import HIGHER_IS_BETTER, Separation, ordering, separation


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """How many stand on the board; in its upper half a rank, how many others share it, and what it
    differs in from the rank above. Below it there is no rank."""

    took_part: int
    rank: int = 0
    others: int = 0
    apart: Separation | None = None


def own_place(result: Result, division: Division) -> OwnPlace | None:
    """Where a result stands once the edition is published; nothing before, and nothing on a board
    that shows no rows. At most nine statements."""
    place, edition, chain = (division.pk, result.country_id), division.edition, division.chain
    if edition.state not in PUBLISHED or place not in shown_boards([place], edition):
        return None
    board = board_results(*place)
    if not board.filter(pk=result.pk).exists():
        return None
    better, took_part = _better(result, chain), board.count()
    rank = board.filter(better).count() + 1
    if 2 * rank > took_part + 1:
        return OwnPlace(took_part)
    sharing = board.filter(_alike(result, chain)).count()
    worse_first = [_turned(step) for step in ordering(chain)]
    above = board.filter(better).order_by(*worse_first).first()
    apart = None
    if above is not None:
        rank_above = board.filter(_better(above, chain)).count() + 1
        apart = separation(above, result, chain, rank_above=rank_above)
    return OwnPlace(took_part, rank, sharing - 1, apart)


def _turned(order: str) -> str:
    return order.removeprefix("-") if order.startswith("-") else f"-{order}"


def _alike(result: Result, chain: Sequence[str]) -> Q:
    return Q(**{step: getattr(result, step) for step in chain})


def _better(result: Result, chain: Sequence[str]) -> Q:
    """Better in one step and equal in all before it."""
    better, equal = Q(pk__in=[]), dict[str, Any]()
    for step in chain:
        way = "gt" if HIGHER_IS_BETTER[step] else "lt"
        better |= Q(**equal, **{f"{step}__{way}": getattr(result, step)})
        equal[step] = getattr(result, step)
    return better
