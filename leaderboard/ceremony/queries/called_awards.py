"""The awards that are called at a ceremony, in the order in which they are, and who has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from competition.aliases.alias import Codes
from competition.models import Alias, AwardRule, Division, Edition
from leaderboard.ceremony.permissions import CeremonyDesk
from leaderboard.ceremony.queries.named_schools import pupils_of
from leaderboard.ceremony.queries.pools_to_show import DrawShown, pools_to_show
from leaderboard.models import Award, CeremonyNote
from leaderboard.rules.ceremony import ALL, MOST_CALLED, BlockShape, ReadingOrder, tells_school
from leaderboard.rules.threshold import fewest
from leaderboard.winners.queries.held_awards import Holder, held_awards
from schools.models import DIVISION_CODES, Country


@dataclass(frozen=True, slots=True)
class CalledPupil:
    """Who is called: ``name`` only with the guardian's consent, ``school`` where everybody may
    read it."""

    place: int
    codes: Codes
    name: str
    school: str
    prize: str
    ticket: str
    lot: str


@dataclass(frozen=True, slots=True)
class CalledBlock:
    """One award of one division and country; ``pupils`` empty while it waits for its draw, and
    where there are too ``many`` to be called."""

    key: str
    award: AwardRule
    division: Division
    country: Country | None
    pupils: Sequence[CalledPupil]
    many: int
    draw: DrawShown | None
    note: str

    @property
    def waits(self) -> bool:
        """Whether its draw is still to be made."""
        return self.draw is not None and not self.draw.made

    @property
    def shape(self) -> BlockShape:
        """The same for the pure rules."""
        places = [one.place for one in self.pupils] or [0] * self.many
        drawn = self.draw is not None and self.draw.made
        together = self.award.kind == AwardRule.Kind.PERCENTILE
        return BlockShape(self.key, places, drawn, self.waits, together)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the keys of awards stand for."""

    rules: Mapping[int, AwardRule]
    divisions: Mapping[str, Division]
    countries: Mapping[str, Country]
    notes: Mapping[str, str] = field(default_factory=dict)

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
    pupils = _pupils(edition, language, called, draws)
    keys = sorted(waiting | set(sizes), key=parts.order.of)
    found = [_block(key, parts, pupils.get(key, []), sizes.get(key, 0), draws) for key in keys]
    return [one for one in found if one.pupils or one.many > MOST_CALLED or one.waits]


def _sizes(edition: Edition, desk: CeremonyDesk) -> dict[str, int]:
    """``{award: winners}``."""
    rows = Award.objects.filter(
        seal__edition=edition, seal__confirmed_at__isnull=False, place__gt=0
    ).exclude(rule__kind=AwardRule.Kind.THRESHOLD)
    counted = rows.order_by().values_list("key").annotate(Count("pk"))
    return {key: number for key, number in counted if desk.may_call(key)}


def _parts(edition: Edition) -> _Parts:
    notes = CeremonyNote.objects.filter(edition=edition).values_list("key", "text")
    return _Parts(
        rules={one.pk: one for one in edition.award_rules.all()},
        divisions={one.code: one for one in edition.divisions.all()},
        countries={one.pk: one for one in Country.objects.all()},
        notes=dict(notes),
    )


def _block(
    key: str,
    parts: _Parts,
    pupils: Sequence[CalledPupil],
    size: int,
    draws: Mapping[str, DrawShown],
) -> CalledBlock:
    rule, division, country = key.split("/")
    return CalledBlock(
        key=key,
        award=parts.rules[int(rule)],
        division=parts.divisions[division],
        country=None if country == ALL else parts.countries[country],
        pupils=pupils,
        many=size,
        draw=draws.get(key),
        note=parts.notes.get(key, ""),
    )


def _pupils(
    edition: Edition, language: str, keys: Collection[str], draws: Mapping[str, DrawShown]
) -> dict[str, list[CalledPupil]]:
    """Who holds each award now, best place first."""
    held = held_awards(edition, language, keys=keys)
    holders = [one for award in held for one in award.holders]
    codes = _codes(edition, holders)
    tells = _schools(edition, holders)
    return {
        award.key: [_pupil(one, codes, tells, draws.get(award.key)) for one in award.holders]
        for award in held
    }


def _codes(edition: Edition, holders: Sequence[Holder]) -> dict[int, Codes]:
    cards = {one.line.award.attempt.card_id for one in holders}
    rows = Alias.objects.filter(edition=edition, card__in=cards)
    return {card: Codes(*codes) for card, *codes in rows.values_list("card_id", *Codes._fields)}


def _schools(edition: Edition, holders: Sequence[Holder]) -> set[int]:
    """The awards whose pupil's school may be read."""
    pupils = pupils_of(edition, {one.line.school.pk for one in holders})
    least = fewest(edition.publishing_threshold)
    return {
        one.line.award.pk
        for one in holders
        if tells_school(
            pupils.get((one.line.school.pk, one.line.award.division_id), 0),
            fewest=least,
            named=one.named,
        )
    }


def _pupil(
    holder: Holder, codes: Mapping[int, Codes], tells: Collection[int], draw: DrawShown | None
) -> CalledPupil:
    award, school = holder.line.award, holder.line.school
    lot = draw.lots(award.key, award.ticket) if draw and draw.lots else ""
    return CalledPupil(
        place=holder.place,
        codes=codes[award.attempt.card_id],
        name=holder.name if holder.named else "",
        school=", ".join(filter(None, [school.name, school.place])) if award.pk in tells else "",
        prize=holder.prize,
        ticket=award.ticket if lot else "",
        lot=lot,
    )
