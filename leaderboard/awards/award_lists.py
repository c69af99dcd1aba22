"""Who has got which award, with all that is needed to find the pupil: for organizers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, Protocol

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from competition.aliases import alias as wording
from competition.models import Alias, AwardRule, Edition
from leaderboard.awards.queries import awards_of
from leaderboard.models import Award, AwardTerms
from leaderboard.results.queries import current_seal
from leaderboard.results.words import in_words
from leaderboard.rules.passing_on import CALLED
from leaderboard.rules.ranking import HasScore, separation
from schools.models import School

SCHOOL = "attempt__entry__school_class__school"
ORDER = ("rule__position", "rule", "country", "division", "reserve", "place", "ticket")


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One award as organizers see it; ``why``: what parts it from the place above it."""

    award: Award
    alias: str
    animal: str
    prize: str
    why: str

    @property
    def school(self) -> School:
        """Of its pupil."""
        return self.award.attempt.entry.school_class.school


@dataclass(frozen=True, slots=True)
class AwardBlock:
    """One award of one division and country: its winners, then its reserves."""

    name: str
    kind: str
    division: str
    country: str
    winners: Sequence[AwardLine]
    reserves: Sequence[AwardLine]


def award_blocks(
    edition: Edition,
    language: str,
    schools: QuerySet[School] | None = None,
    *,
    most: int | None = None,
    called: bool = False,
    keys: Collection[str] | None = None,
    only: Q | None = None,
) -> list[AwardBlock]:
    """All awards that are given, best place first; of ``schools`` alone, if they are named.

    ``most``: so many winners of each award at most, and so many reserves. ``called``: without those
    that everybody has who reached enough points. ``keys``: these awards alone, as the seal calls
    them. ``only``: of each those alone that fit. A fixed number of statements.
    """
    rows = _rows(edition, schools, most, called=called, keys=keys, only=only)
    terms = {one.rule.pk: one.terms for one in awards_of(edition)}
    names, own = _names(edition, rows), _own(rows, schools)
    blocks = [
        _block(edition, list(group), terms, names, language)
        for _key, group in groupby(rows, lambda row: row.key)
    ]
    return [block for block in (_of(one, own) for one in blocks) if block.winners or block.reserves]


def _rows(
    edition: Edition,
    schools: QuerySet[School] | None,
    most: int | None,
    *,
    called: bool,
    keys: Collection[str] | None,
    only: Q | None,
) -> list[Award]:
    found = Award.objects.filter(only or Q(), seal=current_seal(edition))
    found = found.order_by(*ORDER)
    if called:
        found = found.filter(rule__kind__in=CALLED)
    if keys is not None:
        found = found.filter(key__in=keys)
    if most is not None:
        found = found.filter(pk__in=_first_ones(found, schools, most))
    return _loaded(found)


def _loaded(found: QuerySet[Award]) -> list[Award]:
    shown = found.select_related(
        *("rule", "division__edition", "country"),
        *("attempt__card", "attempt__result", f"{SCHOOL}__region"),
    ).prefetch_related("attempt__entry__school_class__teachers")
    return list(shown)


def _first_ones(found: QuerySet[Award], schools: QuerySet[School] | None, most: int) -> set[int]:
    """Of each award the first ``most`` of winners and of reserves that may be seen, and the one
    above each of them."""
    if schools is None:
        waits = ExpressionWrapper(Q(reserve__gt=0), output_field=BooleanField())
        nth = Window(RowNumber(), partition_by=["key", "waits"], order_by=ORDER)
        first = found.annotate(waits=waits).annotate(nth=nth).filter(nth__lte=most)
        return set(first.order_by().values_list("pk", flat=True))
    own = set(schools.values_list("pk", flat=True))
    chosen = set[int]()
    listed = found.values_list("pk", "key", SCHOOL, "reserve")
    for _key, rows in groupby(listed, itemgetter(1)):
        above, left = None, {False: most, True: most}
        for pk, _award, school, reserve in rows:
            if left[reserve > 0] and school in own:
                chosen |= {pk} if above is None else {above, pk}
                left[reserve > 0] -= 1
            above = pk
    return chosen


def _own(rows: Iterable[Award], schools: QuerySet[School] | None) -> set[int] | None:
    """The schools among those of these awards whose pupils may be seen; ``None`` for all."""
    if schools is None:
        return None
    there = {row.attempt.entry.school_class.school_id for row in rows}
    return set(schools.filter(pk__in=there).values_list("pk", flat=True))


def _of(block: AwardBlock, own: set[int] | None) -> AwardBlock:
    """Without the pupils of other schools; what parts a place from the one above stays."""
    if own is None:
        return block
    return replace(
        block,
        winners=[line for line in block.winners if line.school.pk in own],
        reserves=[line for line in block.reserves if line.school.pk in own],
    )


def _names(edition: Edition, rows: Iterable[Award]) -> dict[int, wording.Codes]:
    cards = {row.attempt.card_id for row in rows}
    found = Alias.objects.filter(edition=edition, card__in=cards)
    return {
        card: wording.Codes(*codes)
        for card, *codes in found.values_list("card_id", *wording.Codes._fields)
    }


def _block(
    edition: Edition,
    rows: Sequence[Award],
    terms: dict[int, AwardTerms],
    names: dict[int, wording.Codes],
    language: str,
) -> AwardBlock:
    first, lines = rows[0], list[AwardLine]()
    above: Award | None = None
    for row in rows:
        codes = names[row.attempt.card_id]
        prize = terms[row.rule_id].prize(row.place) if row.place else ""
        why = why_there(
            row.rule.kind, _parted(above) if above else None, _parted(row), row.division.chain
        )
        lines.append(AwardLine(row, wording.text(codes, language), codes.animal, prize, why))
        above = row
    return AwardBlock(
        name=str(first.rule),
        kind=first.rule.kind,
        division=str(first.division),
        country=str(first.country),
        winners=[line for line in lines if line.award.place],
        reserves=[line for line in lines if line.award.reserve],
    )


class Parted(NamedTuple):
    """An award with what decided about its place."""

    place: int
    drawn: bool
    score: int
    hard: int
    tie_break: int
    time: int


class HasPlace(HasScore, Protocol):
    """What a row must have to say what parts it from the one above."""

    @property
    def place(self) -> int: ...

    @property
    def drawn(self) -> bool: ...


def _parted(row: Award) -> Parted:
    result = row.attempt.result
    values = (result.score, result.hard, result.tie_break, result.time)
    return Parted(row.place, row.drawn, *values)


def why_there(kind: str, above: HasPlace | None, row: HasPlace, chain: Sequence[str]) -> str:
    """In words; a draw or a shared place where all steps are equal."""
    if kind == AwardRule.Kind.DRAW:
        return _("drawn") if row.drawn else ""
    if above is None:
        return ""
    apart = separation(above, row, chain, rank_above=above.place)
    if apart:
        return in_words(apart)
    return _("drawn among equals") if row.place != above.place else _("shares the place")
