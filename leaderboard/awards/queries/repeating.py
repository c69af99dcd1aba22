"""A draw repeated from what anybody may take: the sealed document and the record of the draw."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from leaderboard.awards.awards_document import awards_in, bound_to, is_open, pools_in
from leaderboard.awards.queries.award_words import AwardWords, award_words
from leaderboard.models import DrawOutcome, Seal
from leaderboard.rules.awards import Given, Lot, decide, settled
from leaderboard.rules.lots import lot, sha256_of


@dataclass(frozen=True, slots=True)
class RepeatedAward:
    """One award of the draw, drawn once more."""

    words: AwardWords
    winners: Sequence[str]
    same: bool


@dataclass(frozen=True, slots=True)
class Repetition:
    """Whether seal and seed are the ones that were committed, and each award once more."""

    seal: bool
    seed: bool
    awards: Sequence[RepeatedAward]

    @property
    def same(self) -> bool:
        """Whether all is as it was told."""
        return self.seal and self.seed and all(one.same for one in self.awards)


def lots_by(seal: Seal, number: str) -> Lot:
    """The lots that this number gives."""
    bound = bound_to(seal.awards_body, seal.awards_sha256)
    return lot(seal=bound, number=number, seed=seal.seed)


def given_by(seal: Seal, number: str) -> dict[str, Given]:
    """Who gets what by this number, pool after pool."""
    return decide(pools_in(seal.awards_body, seal.pools_held_back), lots_by(seal, number))


def drawn_parts(seal: Seal, lots: Lot) -> dict[str, dict[str, Any]]:
    """``{award: what the record of a draw says of it}``, of all that anybody may see."""
    told = {one["award"] for one in awards_in(seal.awards_body) if is_open(one)}
    given = decide(pools_in(seal.awards_body, seal.pools_held_back), lots)
    return {key: _part(one) for key, one in given.items() if key in told}


def _part(given: Given) -> dict[str, Any]:
    return {"winners": [list(pair) for pair in given.winners], "next": list(given.reserves)}


def certain_of(seal: Seal) -> dict[str, Given]:
    """Who gets what whatever is drawn; nobody where a draw decides."""
    pools = pools_in(seal.awards_body, seal.pools_held_back)
    certain, given = settled(pools), decide(pools, lambda _award, ticket: ticket)
    return {key: one if certain[key].winners else Given() for key, one in given.items()}


def repeated(seal: Seal, outcome: DrawOutcome) -> Repetition:
    """Everything worked out anew; nothing of what was stored of winners is used but to compare."""
    told = json.loads(outcome.body)
    sealed = json.loads(seal.awards_body)
    bound = bound_to(seal.awards_body, told["seal"])
    lots = lot(seal=bound, number=told["number"], seed=told["seed"])
    found = drawn_parts(seal, lots)
    words = award_words(sealed["awards"])
    return Repetition(
        seal=sha256_of(seal.awards_body) == told["seal"],
        seed=sha256_of(told["seed"]) == sealed["seed_sha256"],
        awards=[_award(words[key], one, told["awards"][key]) for key, one in found.items()],
    )


def _award(words: AwardWords, found: dict[str, Any], told: dict[str, Any]) -> RepeatedAward:
    return RepeatedAward(
        words=words,
        winners=[ticket for _place, ticket in found["winners"]],
        same=told == found,
    )
