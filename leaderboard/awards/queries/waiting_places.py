"""Places of awards that the sealed list leaves to a draw still to be made: how many, and nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from competition.models import Edition
from leaderboard.awards.awards_document import awards_in, is_open, pools_in
from leaderboard.awards.queries.award_rules import awards_of
from leaderboard.models import AwardTerms, DrawOutcome, Seal
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.rules.awards import settled
from leaderboard.rules.passing_on import CALLED
from schools.models import Country

# ``(award as the seal calls it, how many get it, whether so much may be told)`` of each.
type _Left = tuple[tuple[str, int, bool], ...]


@dataclass(frozen=True, slots=True)
class WaitingPlaces:
    """One award of one division and country.

    ``many``: 0 where not even that may be told, since nobody may see its pool.
    """

    key: str
    name: str
    division: str
    country: str
    many: int
    terms: AwardTerms

    @property
    def prizes(self) -> Counter[str]:
        """How many of which prize that will be."""
        return Counter(self.terms.prize(place) for place in range(1, self.many + 1))


def waiting_places(
    edition: Edition, only: Collection[str] | None = None, *, whole: bool = False
) -> list[WaitingPlaces]:
    """Of awards that are called, in their order; none once it is drawn, and none of an archived
    edition, of which nothing is drawn.

    ``only``: of these countries. ``whole``: for who leads the edition, with
    the number where nobody else may know it. A fixed number of statements.
    """
    seal = current_seal(edition)
    if seal is None or edition.state == Edition.State.ARCHIVED:
        return []
    if DrawOutcome.objects.filter(seal=seal).exists():
        return []
    left = _left(seal.pk, seal.awards_sha256)
    return list(_in_words(edition, left, only, whole=whole)) if left else []


def _in_words(
    edition: Edition, left: _Left, only: Collection[str] | None, *, whole: bool
) -> Iterator[WaitingPlaces]:
    awards = {one.rule.pk: one for one in awards_of(edition)}
    divisions = {one.code: str(one) for one in edition.divisions.all()}
    countries = {one.pk: str(one) for one in Country.objects.all()}
    parts = [(key.split("/"), key, many, is_told) for key, many, is_told in left]
    order = list(awards)
    parts.sort(key=lambda one: (order.index(int(one[0][0])), one[0][2], one[0][1]))
    for (rule, division, country), key, many, is_told in parts:
        award = awards[int(rule)]
        if award.rule.kind in CALLED and (only is None or country in only):
            yield WaitingPlaces(
                key=key,
                name=str(award.rule),
                division=divisions[division],
                country=countries[country],
                many=many if is_told or whole else 0,
                terms=award.terms,
            )


def has_draws(seal: Seal) -> bool:
    """Whether something was left to a draw when it was sealed."""
    pools = pools_in(seal.awards_body, seal.pools_held_back)
    return not all(one.whole for one in settled(pools).values())


def is_settled(seal: Seal) -> bool:
    """Whether a list leaves nothing at all to a draw; kept for the public's pages."""
    return _is_settled(seal.pk, seal.awards_sha256)


@lru_cache(maxsize=8)
def _is_settled(seal: int, sha256: str) -> bool:
    held = Seal.objects.get(pk=seal)
    return not (held.awards_body and has_draws(held))


@lru_cache(maxsize=8)
def _left(seal: int, sha256: str) -> _Left:
    """A seal never changes, and its pools are large; ``sha256``: of the document that it has."""
    held = Seal.objects.get(pk=seal)
    if not held.awards_body:
        return ()
    pools = pools_in(held.awards_body, held.pools_held_back)
    certain = settled(pools)
    told = {one["award"]: is_open(one) for one in awards_in(held.awards_body)}
    return tuple(
        (one.key, min(one.take, len(one.entries)), told[one.key])
        for one in pools
        if not certain[one.key].winners
    )
