"""The draws of an edition: what waits for the number, who was drawn, and whose ticket is in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from base.languages.collation import sort_key
from competition.models import Attempt, Edition
from leaderboard.awards.queries.award_rules import EditionAward, awards_of
from leaderboard.models import AwardTerms, Draw, Seal, Winner, WinnersPlan
from leaderboard.results.queries.current_seal import LARGE, confirmed_seals, current_seal
from leaderboard.rules.awards import AwardPool, PoolEntry
from leaderboard.rules.lots import ticket_of
from leaderboard.rules.winners import CALLED
from schools.models import DIVISION_CODES, Country


@dataclass(frozen=True, slots=True)
class DrawnPool:
    """One award of one division and country that is drawn; ``open``: its tickets may be told."""

    award: EditionAward
    division: str
    country: str
    pool: AwardPool
    open: bool

    @property
    def terms(self) -> AwardTerms:
        """How it is given."""
        return self.award.terms

    @property
    def key(self) -> str:
        """As the seal calls it."""
        return self.pool.key

    @property
    def name(self) -> str:
        """For who reads."""
        return str(self.award.rule)

    @property
    def tickets(self) -> Sequence[str]:
        """All that can win."""
        return [entry.ticket for entry in self.pool.entries]

    @property
    def many(self) -> int:
        """How many get it; 0 where not even that may be told."""
        return min(self.pool.take, len(self.pool.entries)) if self.open else 0

    @property
    def prizes(self) -> Counter[str]:
        """How many of which prize that will be."""
        return Counter(self.terms.prize(place) for place in range(1, self.many + 1))


def draw_of(edition: Edition) -> Draw | None:
    """Its number and secrets, once there are any."""
    return Draw.objects.filter(edition=edition).first()


def is_source_sealed(edition: Edition) -> bool:
    """Whether a list was sealed that leaves something to a draw: nobody names another number."""
    return confirmed_seals(edition).exclude(tickets="", tickets_held_back="").exists()


def newest_list(edition: Edition) -> Seal | None:
    """The list that holds, before it the one that was laid before last."""
    laid = Seal.objects.filter(edition=edition).select_related("edition").defer(*LARGE)
    return current_seal(edition) or laid.order_by("pk").last()


def drawn_pools(seal: Seal | None) -> list[DrawnPool]:
    """What of a list is left to the draw or was drawn, the youngest first."""
    pools = _pools_in(seal.pk, seal.tickets_sha256) if seal is not None else {}
    if seal is None or not pools:
        return []
    awards = {one.rule.pk: one for one in awards_of(seal.edition)}
    countries = {one.pk: str(one) for one in Country.objects.all()}
    ages = {code: str(words) for code, words in DIVISION_CODES}
    found = list[DrawnPool]()
    for pool, is_open in pools.values():
        rule, division, country = pool.key.split("/")
        award = awards[int(rule)]
        found.append(DrawnPool(award, ages[division], countries[country], pool, is_open))
    return sorted(found, key=lambda one: list(ages).index(one.key.split("/")[1]))


def waiting_pools(
    edition: Edition, only: Collection[str] | None = None, *, whole: bool = False
) -> list[DrawnPool]:
    """Of awards that are called what waits for the number, in the order of the awards; none once it
    is drawn, and none of an archived edition. ``only``: of these countries. ``whole``: for who
    leads the edition, also the numbers that nobody else may know."""
    if edition.state == Edition.State.ARCHIVED or not is_draw_ahead(edition):
        return []
    pools = [
        replace(pool, open=pool.open or whole)
        for pool in drawn_pools(current_seal(edition))
        if pool.award.rule.kind in CALLED and (only is None or pool.key.rpartition("/")[2] in only)
    ]
    return sorted(pools, key=lambda pool: pool.award.rule.position)


def is_draw_ahead(edition: Edition) -> bool:
    """Whether its sealed list leaves something to the draw, which was not made yet."""
    seal = current_seal(edition)
    if seal is None or Draw.objects.filter(edition=edition).exclude(number="").exists():
        return False
    return seal.has_draws


def drawn_names(edition: Edition, draw: Draw, *, at: datetime) -> list[tuple[DrawnPool, list[str]]]:
    """Every public award that was drawn with who has it, as far as anybody may read it: once
    winners are named, whom the teacher has confirmed. By the alphabet: in the order in which they
    were drawn each would stand beside the own ticket, and that beside its rank."""
    seal = current_seal(edition)
    pools = [pool for pool in drawn_pools(seal) if pool.open] if draw.number else []
    names = defaultdict[str, list[str]](list)
    if pools and WinnersPlan.public(at).filter(edition=edition).exists():
        held = Winner.objects.filter(edition=edition, drawn=True, confirmed_at__isnull=False).held()
        for winner in held.pupils().select_related("rule"):
            names[winner.key].append(winner.shown_name)
    return [(pool, sorted(names[pool.key], key=sort_key)) for pool in pools]


def own_ticket(attempt: Attempt) -> str:
    """Once the edition is sealed, of who takes part in a draw; empty for all others."""
    edition = attempt.entry.division.edition
    seal, draw = current_seal(edition), draw_of(edition)
    if seal is None or draw is None:
        return ""
    ticket = ticket_of(draw.lot_key, attempt.pk)
    return ticket if ticket in _tickets_in(seal.pk, seal.tickets_sha256) else ""


@lru_cache(maxsize=4)
def _pools_in(seal: int, _sha256: str) -> Mapping[str, tuple[AwardPool, bool]]:
    """``{key: pool, whether it is public}``; a list never changes, and of 100,000 pupils it is
    large."""
    held = Seal.objects.only("tickets", "tickets_held_back").get(pk=seal)
    found = {pool.key: (pool, True) for pool in pools_in(held.tickets)}
    return found | {pool.key: (pool, False) for pool in pools_in(held.tickets_held_back)}


@lru_cache(maxsize=4)
def _tickets_in(seal: int, sha256: str) -> frozenset[str]:
    pools = _pools_in(seal, sha256).values()
    return frozenset(entry.ticket for pool, _open in pools for entry in pool.entries)


def pools_in(tickets: str) -> Iterator[AwardPool]:
    """The pools of a text of tickets, as they were sealed."""
    found = dict[tuple[str, int, int], list[PoolEntry]]()
    for line in tickets.splitlines():
        *key, rank, ticket, take, reserves = line.split(";")
        if take.isdecimal():
            told = ("/".join(key), int(take), int(reserves))
            found.setdefault(told, []).append(PoolEntry(int(rank), ticket))
    for (name, many, next_ones), entries in found.items():
        yield AwardPool(name, many, next_ones, share=False, entries=tuple(entries))
