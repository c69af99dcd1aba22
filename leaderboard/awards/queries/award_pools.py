"""The pools of an edition's awards: one for each award, division and country."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from competition.models import AwardRule, Division, Edition
from leaderboard.awards.queries.award_candidates import Candidates
from leaderboard.awards.queries.award_rules import EditionAward, awards_of
from leaderboard.results.queries.public_results import Place
from leaderboard.results.queries.shown_boards import shown_boards
from leaderboard.rules.awards import AwardPool, pool_of


@dataclass(frozen=True, slots=True)
class EditionPool:
    """A pool and what it is of; ``open``: whether anybody may see who is in it."""

    award: EditionAward
    division: Division
    country: str
    pool: AwardPool
    open: bool


def pools_of(edition: Edition, candidates: Candidates) -> list[EditionPool]:
    """Those of every award in the order in which they are given, where somebody took part."""
    divisions = list(edition.divisions.order_by("code"))
    shown = shown_boards(list(candidates.by_place), edition) if candidates.by_place else set()
    return [
        _pool(award, division, country, candidates, shown)
        for award in awards_of(edition)
        if award.rule.kind != AwardRule.Kind.SCHOOLS
        for division in divisions
        for country in _countries(award, division, candidates)
    ]


def _countries(award: EditionAward, division: Division, candidates: Candidates) -> list[str]:
    """The countries whose pupils are compared, each for itself."""
    if award.rule.division_id not in (None, division.pk):
        return []
    there = sorted(code for place, code in candidates.by_place if place == division.pk)
    return [code for code in there if award.rule.country_id in (None, code)]


def _pool(
    award: EditionAward,
    division: Division,
    country: str,
    candidates: Candidates,
    shown: Collection[Place],
) -> EditionPool:
    key = f"{award.rule.pk}/{division.code}/{country}"
    place = (division.pk, country)
    pool = pool_of(key, award.giving, candidates.by_place[place])
    return EditionPool(award, division, country, pool, place in shown)
