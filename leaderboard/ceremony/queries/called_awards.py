"""The awards that are called at a ceremony, in the order in which they are, and who has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count

from competition.aliases.alias import Codes
from competition.models import Alias, AwardRule, Division, Edition
from leaderboard.ceremony.permissions import CeremonyDesk
from leaderboard.ceremony.queries.pools_to_show import DrawShown, pools_to_show
from leaderboard.models import Award
from leaderboard.results.queries import current_seal
from leaderboard.rules.ceremony import MOST_CALLED, BlockShape, ReadingOrder
from leaderboard.winners.queries.held_awards import Holder, held_awards
from leaderboard.winners.queries.told_publicly import PublicHolder, hall_hears_who, told_publicly
from schools.models import DIVISION_CODES, Country


@dataclass(frozen=True, slots=True)
class CalledPupil:
    """Who is called; ``name`` only with the guardian's consent."""

    place: int
    codes: Codes
    name: str
    school: str
    prize: str


class CalledGroup(NamedTuple):
    """Who of an award is called, and how many are still being confirmed."""

    pupils: Sequence[CalledPupil]
    unconfirmed: int


NOBODY = CalledGroup((), 0)


@dataclass(frozen=True, slots=True)
class CalledBlock:
    """One award of one division and country; ``pupils`` empty while it waits for its draw, and
    where there are too ``many`` to be called; ``unconfirmed``: so many are not on the stage."""

    key: str
    award: AwardRule
    division: Division
    country: Country
    pupils: Sequence[CalledPupil]
    many: int
    draw: DrawShown | None
    unconfirmed: int = 0

    @property
    def is_called(self) -> bool:
        """Whether it is on the stage."""
        return bool(self.pupils) or self.waits or self.many > MOST_CALLED

    @property
    def is_of_somebody(self) -> bool:
        """Whether there is anything to say of it, were it only that nobody is confirmed."""
        return self.is_called or self.unconfirmed > 0

    @property
    def waits(self) -> bool:
        """Whether its draw is still to be made."""
        return self.draw is not None and not self.draw.made

    @property
    def shape(self) -> BlockShape:
        """The same for the pure rules."""
        places = [one.place for one in self.pupils] or [0] * self.many
        drawn = self.draw is not None and self.draw.made
        return BlockShape(self.key, places, drawn, self.waits, together=not self.has_places)

    @property
    def has_places(self) -> bool:
        """Whether its places mean anything: who is drawn, or is among the best per cent, is as
        good as the others."""
        return str(self.award.kind) == AwardRule.Kind.RANK


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the keys of awards stand for."""

    rules: Mapping[int, AwardRule]
    divisions: Mapping[str, Division]
    countries: Mapping[str, Country]

    def is_called(self, key: str) -> bool:
        rule = self.rules[int(key.partition("/")[0])]
        return str(rule.kind) != AwardRule.Kind.THRESHOLD

    @property
    def order(self) -> ReadingOrder:
        ages = [code for code, _label in DIVISION_CODES]
        return ReadingOrder(ages, sorted(self.countries), list(self.rules))


def called_awards(desk: CeremonyDesk, language: str) -> list[CalledBlock]:
    """Those whose winners somebody may call. A fixed number of statements.

    Whoever reached a threshold gets the diploma at school.
    """
    edition = desk.edition
    parts, draws = _parts(edition), pools_to_show(edition)
    sizes = _sizes(edition, desk)
    waiting = {
        key
        for key, one in draws.items()
        if not one.made and desk.may_call(key) and parts.is_called(key)
    }
    called = [key for key, size in sizes.items() if size <= MOST_CALLED]
    groups = _groups(edition, language, called)
    keys = sorted(waiting | set(sizes), key=parts.order.of)
    found = [_block(key, parts, groups.get(key, NOBODY), sizes.get(key, 0), draws) for key in keys]
    return [block for block in found if block.is_of_somebody]


def _sizes(edition: Edition, desk: CeremonyDesk) -> dict[str, int]:
    """``{award: winners}``."""
    rows = Award.objects.filter(seal=current_seal(edition), place__gt=0)
    rows = rows.exclude(rule__kind=AwardRule.Kind.THRESHOLD)
    counted = rows.order_by().values_list("key").annotate(Count("pk"))
    return {key: number for key, number in counted if desk.may_call(key)}


def _parts(edition: Edition) -> _Parts:
    return _Parts(
        rules={one.pk: one for one in edition.award_rules.all()},
        divisions={one.code: one for one in edition.divisions.all()},
        countries={one.pk: one for one in Country.objects.all()},
    )


def _block(
    key: str,
    parts: _Parts,
    group: CalledGroup,
    size: int,
    draws: Mapping[str, DrawShown],
) -> CalledBlock:
    rule, division, country = key.split("/")
    return CalledBlock(
        key=key,
        award=parts.rules[int(rule)],
        division=parts.divisions[division],
        country=parts.countries[country],
        pupils=group.pupils,
        many=size,
        draw=draws.get(key),
        unconfirmed=group.unconfirmed,
    )


def _groups(edition: Edition, language: str, keys: Collection[str]) -> dict[str, CalledGroup]:
    """Who holds each award now, best place first."""
    held = held_awards(edition, language, keys=keys)
    holders = [one for award in held for one in award.holders]
    codes, told = _codes(edition, holders), told_publicly(holders, edition)
    return {award.key: _group(award.holders, codes, told) for award in held}


def _group(
    holders: Sequence[Holder], codes: Mapping[int, Codes], told: Mapping[int, PublicHolder]
) -> CalledGroup:
    heard = [
        (holder, public)
        for holder in holders
        for public in [told[holder.line.award.pk]]
        if hall_hears_who(holder, public)
    ]
    pupils = [_pupil(holder, codes, public) for holder, public in heard]
    return CalledGroup(pupils, unconfirmed=len(holders) - len(pupils))


def _codes(edition: Edition, holders: Sequence[Holder]) -> dict[int, Codes]:
    cards = {one.line.award.attempt.card_id for one in holders}
    rows = Alias.objects.filter(edition=edition, card__in=cards)
    return {card: Codes(*codes) for card, *codes in rows.values_list("card_id", *Codes._fields)}


def _pupil(holder: Holder, codes: Mapping[int, Codes], told: PublicHolder) -> CalledPupil:
    return CalledPupil(
        place=holder.place,
        codes=codes[holder.line.award.attempt.card_id],
        name=told.name,
        school=told.school,
        prize=holder.prize,
    )
