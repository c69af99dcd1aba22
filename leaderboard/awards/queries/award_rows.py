"""Awards as plain rows, read a few at a time: of 100,000 pupils tens of thousands have one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from competition.aliases import alias as wording
from competition.models import Alias, Division, Edition
from leaderboard.awards.queries.award_lists import ORDER, SCHOOL, why_there
from leaderboard.awards.queries.award_rules import EditionAward, awards_of
from leaderboard.models import Award
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.results.queries.listed import SEPARATOR, alias_codes
from schools.models import Country, School

ROWS_AT_ONCE = 2000
RESULT = "attempt__result__"
COLUMNS = (
    *("key", "rule_id", "division_id", "country_id", "place", "reserve", "ticket", "drawn"),
    *("own", "alias"),
    *(f"{RESULT}{step}" for step in ("score", "hard", "tie_break", "time")),
)


class AwardRow(NamedTuple):
    """One award with its pupil's result; ``own``: whether the reader may see it."""

    key: str
    rule: int
    division: int
    country: str | None
    place: int
    reserve: int
    ticket: str
    drawn: bool
    own: bool
    alias: str
    score: int
    hard: int
    tie_break: int
    time: int


class TieRow(NamedTuple):
    """One winner or reserve with what parts it from the one above."""

    award: str
    division: str
    country: str
    place: int
    reserve: int
    alias: str
    score: int
    why: str
    ticket: str


class PrizeCount(NamedTuple):
    """So many pieces of one prize for one award."""

    award: str
    division: str
    country: str
    prize: str
    pieces: int


def tie_rows(
    edition: Edition, language: str, schools: QuerySet[School] | None = None
) -> Iterator[TieRow]:
    """Every winner and reserve in order, some thousand rows in memory at a time."""
    awards, names = _awards(edition), _places(edition)
    chains = {one.pk: one.chain for one in edition.divisions.all()}
    above: AwardRow | None = None
    for row in map(AwardRow._make, _rows(edition, schools).iterator(chunk_size=ROWS_AT_ONCE)):
        if above is not None and above.key != row.key:
            above = None
        if row.own:
            award = awards[row.rule]
            adjective, animal, number = row.alias.split(SEPARATOR)
            alias = wording.text(wording.Codes(adjective, animal, int(number)), language)
            yield TieRow(
                *(str(award.rule), *names(row.division, row.country)),
                *(row.place, row.reserve, alias),
                row.score,
                why_there(award.rule.kind, above, row, chains[row.division]),
                row.ticket,
            )
        above = row


def prize_counts(
    edition: Edition, schools: QuerySet[School] | None, *, kind: str
) -> Iterator[PrizeCount]:
    """How many of which prize, of the awards of one kind; counted by the database."""
    awards, names = _awards(edition), _places(edition)
    rows = Award.objects.filter(seal=current_seal(edition), place__gt=0, rule__kind=kind)
    if schools is not None:
        rows = rows.filter(**{f"{SCHOOL}__in": schools})
    columns = ("rule_id", "country_id", "division_id")
    ordered = rows.order_by("rule__position", *columns, "place")
    counted = ordered.values_list(*columns, "place").annotate(Count("pk"))
    read = counted.iterator(chunk_size=ROWS_AT_ONCE)
    for (rule, country, division), group in groupby(read, key=lambda row: row[:3]):
        award, pieces = awards[rule], Counter[str]()
        for *_same, place, many in group:
            pieces[award.terms.prize(place)] += many
        for prize, many in pieces.items():
            yield PrizeCount(str(award.rule), *names(division, country), prize, many)


def _rows(
    edition: Edition, schools: QuerySet[School] | None
) -> QuerySet[Award, tuple[object, ...]]:
    own = Value(True) if schools is None else Exists(schools.filter(pk=OuterRef(SCHOOL)))
    names = Alias.objects.filter(edition=edition, card=OuterRef("attempt__card"))
    alias = Subquery(names.values_list(alias_codes())[:1])
    rows = Award.objects.filter(seal=current_seal(edition)).annotate(own=own, alias=alias)
    return rows.order_by(*ORDER).values_list(*COLUMNS)


def _awards(edition: Edition) -> Mapping[int, EditionAward]:
    return {one.rule.pk: one for one in awards_of(edition)}


def _places(edition: Edition) -> Callable[[int, str | None], tuple[str, str]]:
    """Division and country in the reader's words."""
    divisions = {one.pk: str(one) for one in Division.objects.filter(edition=edition)}
    countries = {one.pk: str(one) for one in Country.objects.all()}
    everywhere = _("all countries")
    return lambda division, country: (
        divisions[division],
        countries[country] if country else everywhere,
    )
