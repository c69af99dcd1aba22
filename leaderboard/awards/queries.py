"""Awards of an edition: their terms, who may have them, what a list gives, and the draw."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from base.languages.collation import sort_key as by_alphabet
from base.languages.texts import in_reader_language
from competition.models import Attempt, AwardRule, Division, Edition
from leaderboard.models import (
    AwardTerms,
    Draw,
    IssuedDiploma,
    Seal,
    Winner,
    WinnersPlan,
)
from leaderboard.models.seal import TICKET_COLUMNS
from leaderboard.models.winner import AwardGroup, grouped
from leaderboard.results.public_results import Place, public_results, shown_boards
from leaderboard.results.queries import (
    LARGE,
    PUPILS,
    SCHOOL,
    confirmed_seals,
    current_seal,
    schools_that_count,
)
from leaderboard.rules.awards import (
    AwardCandidate,
    AwardKind,
    AwardPool,
    Given,
    GivingRule,
    PoolEntry,
    give,
    pool_of,
)
from leaderboard.rules.lots import sha256_of, ticket_of
from leaderboard.rules.ranking import sort_key
from leaderboard.rules.school_awards import (
    RankedSchool,
    SchoolCandidate,
    SchoolRule,
    ranked_schools,
    winning_schools,
)
from leaderboard.rules.winners import CALLED
from schools.models import DIVISION_CODES, Country, School

# Of a draw somebody always falls ill; other awards have reserves where an organizer wants them.
RESERVES_OF_A_DRAW = 2


@dataclass(frozen=True, slots=True)
class EditionAward:
    """An award as it was announced, and as it is given."""

    rule: AwardRule
    terms: AwardTerms

    @property
    def giving(self) -> GivingRule:
        """The same for the pure rules."""
        rule, terms = self.rule, self.terms
        return GivingRule(
            kind=AwardKind(rule.kind),
            amount=rule.amount or 0,
            least=rule.least or 0,
            share=terms.share,
            reserves=terms.reserves,
        )


def terms_of(rule: AwardRule) -> AwardTerms:
    """What stands there, else the defaults, not stored."""
    found = AwardTerms.objects.filter(rule=rule).first()
    return found or default_terms(rule)


def default_terms(rule: AwardRule) -> AwardTerms:
    """What holds where nobody has said anything: as many prizes as places, so that a draw parts
    equals."""
    reserves = RESERVES_OF_A_DRAW if rule.kind == AwardRule.Kind.DRAW else 0
    return AwardTerms(rule=rule, reserves=reserves, share=rule.kind != AwardRule.Kind.RANK)


def awards_of(edition: Edition) -> list[EditionAward]:
    """All of an edition; two statements."""
    rules = list(edition.award_rules.select_related("division", "country"))
    terms = AwardTerms.objects.in_bulk([rule.pk for rule in rules])
    return [EditionAward(rule, terms.get(rule.pk) or default_terms(rule)) for rule in rules]


COLUMNS = (
    *("attempt_id", "division_id", "country_id"),
    *("score", "max_score", "hard", "tie_break", "time"),
)
ROWS_AT_ONCE = 2000


class CandidateRow(NamedTuple):
    """One result that may be public."""

    attempt: int
    division: int
    country: str
    score: int
    max_score: int
    hard: int
    tie_break: int
    time: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """All of an edition by board, and the attempt behind each ticket."""

    by_place: Mapping[Place, Sequence[AwardCandidate]]
    attempts: Mapping[str, int]


def candidates_of(edition: Edition, *, key: str) -> Candidates:
    """Those of every board; ``key`` makes their tickets. One statement."""
    chains = {one.pk: one.chain for one in edition.divisions.all()}
    found, attempts = defaultdict[Place, list[AwardCandidate]](list), dict[str, int]()
    rows = public_results().filter(division__edition=edition).order_by("attempt_id")
    for values in rows.values_list(*COLUMNS).iterator(chunk_size=ROWS_AT_ONCE):
        row = CandidateRow(*values)
        ticket = ticket_of(key, row.attempt)
        attempts[ticket] = row.attempt
        one = AwardCandidate(ticket, sort_key(row, chains[row.division]), row.score, row.max_score)
        found[row.division, row.country].append(one)
    return Candidates(found, attempts)


def attempts_of(edition: Edition, *, key: str) -> dict[str, int]:
    """The attempt behind each ticket alone."""
    rows = public_results().filter(division__edition=edition).values_list("attempt_id", flat=True)
    return {ticket_of(key, attempt): attempt for attempt in rows}


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


# Stands where other awards name their division: it is of the whole school.
WHOLE = "schools"


@dataclass(frozen=True, slots=True)
class SchoolPool:
    """One award of one country: who may have it, and which rule decides."""

    key: str
    award: EditionAward
    country: str
    rule: SchoolRule
    entries: Sequence[RankedSchool]

    @property
    def winners(self) -> Sequence[RankedSchool]:
        """Those with a place."""
        return winning_schools(self.rule, self.entries)

    @property
    def facts(self) -> list[tuple[int, str, int, int]]:
        """Rank, ticket, who took part and all pupils of each."""
        ranked = ((entry.rank, entry.school) for entry in self.entries)
        return [(rank, one.ticket, one.took_part, one.declared) for rank, one in ranked]


@dataclass(frozen=True, slots=True)
class SchoolPools:
    """All of an edition, and the school behind each ticket."""

    pools: Sequence[SchoolPool]
    schools: Mapping[str, int]


def school_pools_of(edition: Edition, *, key: str) -> SchoolPools:
    """In the order of the awards; two statements more where there is such an award."""
    awards = [one for one in awards_of(edition) if one.rule.kind == AwardRule.Kind.SCHOOLS]
    if not awards:
        return SchoolPools((), {})
    by_country, schools = _candidates(edition, key)
    pools = [
        _school_pool(award, country, by_country[country])
        for award in awards
        for country in sorted(by_country)
        if award.rule.country_id in (None, country)
    ]
    return SchoolPools(pools, schools)


def _candidates(
    edition: Edition, key: str
) -> tuple[Mapping[str, Sequence[SchoolCandidate]], Mapping[str, int]]:
    """Schools with pupils whose attempts count, with the pupils of the register: of today, and once
    a list was sealed of that day, whatever is sealed later."""
    found, schools = defaultdict[str, list[SchoolCandidate]](list), dict[str, int]()
    results = public_results().filter(division__edition=edition).order_by()
    counted = results.values_list("country", SCHOOL).annotate(Count("pk"))
    there = schools_that_count(edition).filter(pk__in=results.values(SCHOOL))
    pupils = dict(there.values_list("pk", PUPILS))
    for country, school, took_part in counted:
        ticket = ticket_of(key, f"school {school}")
        schools[ticket] = school
        found[country].append(SchoolCandidate(ticket, took_part, pupils.get(school) or 0))
    return found, schools


def _school_pool(
    award: EditionAward, country: str, candidates: Sequence[SchoolCandidate]
) -> SchoolPool:
    rule = SchoolRule(amount=award.rule.amount or 0, least=award.rule.least or 0)
    key = f"{award.rule.pk}/{WHOLE}/{country}"
    return SchoolPool(key, award, country, rule, ranked_schools(rule, candidates))


@dataclass(frozen=True, slots=True)
class SealedAwards:
    """Pools of pupils and schools, and who gets what of them: nobody where a draw waits."""

    draw: Draw
    pools: Sequence[EditionPool]
    given: Mapping[str, Given]
    attempts: Mapping[str, int]
    schools: SchoolPools

    @property
    def waiting(self) -> Sequence[EditionPool]:
        """Those that are still to be drawn."""
        return [one for one in self.pools if one.pool.key not in self.given]

    @property
    def tickets(self) -> str:
        """The tickets of all draws as anybody gets them; empty where there are none."""
        lines = tickets_of(one.pool for one in self.pools if one.open)
        return f"{';'.join(TICKET_COLUMNS)}\n{lines}" if lines else ""

    @property
    def tickets_held_back(self) -> str:
        """Those of boards that show no rows."""
        return tickets_of(one.pool for one in self.pools if not one.open)

    @property
    def sha256(self) -> str:
        """Of all that is given or drawn and by which number, for the two people alone: a list whose
        rows are the same may give an award to another pupil."""
        source = f"{self.draw.source} {self.draw.comes_at}" if self.waiting else ""
        pools = [(one.pool.key, one.pool.take, one.pool.entries) for one in self.pools]
        schools = [(pool.key, pool.facts) for pool in self.schools.pools]
        return sha256_of(json.dumps([source, pools, schools]))


def sealed_awards(edition: Edition, draw: Draw) -> SealedAwards:
    """As results stand now; once it was drawn by the same seed, tickets and number."""
    candidates = candidates_of(edition, key=draw.lot_key)
    pools = pools_of(edition, candidates)
    given = {
        one.pool.key: give(one.pool, draw.lots)
        for one in pools
        if draw.number or not one.pool.needs_draw
    }
    schools = school_pools_of(edition, key=draw.lot_key)
    return SealedAwards(draw, pools, given, candidates.attempts, schools)


def tickets_of(pools: Iterable[AwardPool]) -> str:
    """A line for each ticket of the pools that are drawn."""
    return "".join(
        f"{pool.key.replace('/', ';')};{rank};{ticket};{pool.take};{pool.reserves}\n"
        for pool in pools
        if pool.needs_draw
        for rank, ticket in pool.entries
    )


@dataclass(frozen=True, slots=True)
class DrawnPool:
    """One award of one division and country that is drawn; ``open``: its tickets may be told."""

    award: EditionAward
    division: str
    country: str
    pool: AwardPool
    open: bool

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
    return [(pool, sorted(names[pool.key], key=by_alphabet)) for pool in pools]


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


def school_blocks(
    edition: Edition, schools: QuerySet[School] | None = None, country: Country | None = None
) -> list[AwardGroup]:
    """Those that are given; of ``schools`` or a country alone, if they are named. One statement."""
    found = Winner.objects.all().of_schools(edition)
    if country is not None:
        found = found.filter(country=country)
    return grouped(found if schools is None else found.filter(school__in=schools))


def blocks_to_give(found: SchoolPools) -> list[dict[str, Any]]:
    """Those that a list gives once it is sealed, ready to be stored: the numbers of pupils hold for
    ever then."""
    return [
        {
            "rule": pool.award.rule.pk,
            "country": pool.country,
            "schools": [
                [rank, found.schools[ticket], took_part, declared]
                for rank, ticket, took_part, declared in pool.facts
                if rank <= pool.rule.amount
            ],
        }
        for pool in found.pools
        if pool.winners
    ]


def blocks_laid_before(seal: Seal) -> list[AwardGroup]:
    """The same for who seals."""
    told = (seal.look or {}).get("schools", ())
    if not told:
        return []
    # One that was merged into another since is not there: the list cannot be sealed then.
    schools = School.objects.in_bulk([row[1] for block in told for row in block["schools"]])
    rules = seal.edition.award_rules.select_related("terms").in_bulk()
    countries = Country.objects.in_bulk()
    return grouped(
        Winner(
            rule=rules[block["rule"]],
            country=countries[block["country"]],
            key=f"{block['rule']}/{block['country']}",
            place=place,
            school=schools[school],
            took_part=took_part,
            declared=declared,
        )
        for block in told
        for place, school, took_part, declared in block["schools"]
        if school in schools
    )


@dataclass(frozen=True, slots=True)
class AwardWords:
    """What readers call an award, its ages and its country."""

    name: str
    ages: str
    country: str


def award_words(awards: Iterable[Mapping[str, Any]]) -> dict[str, AwardWords]:
    """``{award as the document calls it: its words}``, for who reads; one statement."""
    ages = {code: str(words) for code, words in DIVISION_CODES}
    countries = {one.pk: str(one) for one in Country.objects.all()}
    found = dict[str, AwardWords]()
    for one in awards:
        key = one["award"]
        _rule, division, country = key.split("/")
        name = in_reader_language(one["names"], key)
        found[key] = AwardWords(name, ages.get(division, ""), countries[country])
    return found


def is_named(school: School) -> bool:
    """Whether an award or a diploma names it; both outlive the classes of their year."""
    named = (Winner.objects.filter(school=school), IssuedDiploma.objects.filter(school=school))
    return any(one.exists() for one in named)
