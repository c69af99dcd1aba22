"""The pools of an edition's awards: one for each award, division and country."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from competition.models import AwardRule, Division, Edition
from leaderboard.awards.queries.award_candidates import Candidates
from leaderboard.awards.queries.award_rules import EditionAward, awards_of
from leaderboard.results.queries.public_results import Place
from leaderboard.results.queries.shown_boards import shown_boards
from leaderboard.rules.awards import AwardPool, pool_of

ALL = "all"


@dataclass(frozen=True, slots=True)
class EditionPool:
    """A pool and what it is of; ``open``: whether anybody may see who is in it."""

    award: EditionAward
    division: Division
    country: str | None
    pool: AwardPool
    open: bool


def pools_of(edition: Edition, candidates: Candidates) -> list[EditionPool]:
    """Those of every award in the order in which they are given, where somebody took part."""
    divisions = list(edition.divisions.order_by("code"))
    shown = shown_boards(list(candidates.by_place), edition) if candidates.by_place else set()
    return [
        _pool(award, division, codes, candidates, shown)
        for award in awards_of(edition)
        if award.rule.kind != AwardRule.Kind.SCHOOLS
        for division in divisions
        for codes in _countries(award, division, candidates)
    ]


def _countries(
    award: EditionAward, division: Division, candidates: Candidates
) -> Iterator[tuple[str, ...]]:
    """The countries whose pupils are compared, each for itself or all together."""
    if award.rule.division_id not in (None, division.pk):
        return
    there = sorted(code for place, code in candidates.by_place if place == division.pk)
    mine = [code for code in there if award.rule.country_id in (None, code)]
    if award.terms.across and award.rule.country_id is None:
        if mine:
            yield tuple(mine)
        return
    yield from ((code,) for code in mine)


def _pool(
    award: EditionAward,
    division: Division,
    codes: tuple[str, ...],
    candidates: Candidates,
    shown: Collection[Place],
) -> EditionPool:
    country = None if award.terms.across and award.rule.country_id is None else codes[0]
    key = f"{award.rule.pk}/{division.code}/{country or ALL}"
    places = [(division.pk, code) for code in codes]
    everybody = [one for place in places for one in candidates.by_place[place]]
    pool = pool_of(key, award.giving, everybody)
    return EditionPool(award, division, country, pool, all(one in shown for one in places))
