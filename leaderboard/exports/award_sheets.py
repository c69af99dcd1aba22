"""Awards as sheets: to be read out on stage, the prizes, the schools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from base.pages.context import active_language
from base.spreadsheets.workbook import Heading, Value, WorkbookSheet
from competition.models import AwardRule, Edition
from leaderboard.awards.queries.award_rows import PrizeCount, prize_counts
from leaderboard.awards.queries.draws import DrawnPool, waiting_pools
from leaderboard.awards.queries.school_lists import AwardedSchool, SchoolAwardBlock, school_blocks
from leaderboard.models import Winner
from leaderboard.rules.ceremony import ALL, BlockShape, ReadingOrder, called_order
from leaderboard.winners.queries.held_awards import HeldAward, Holder, held_awards
from leaderboard.winners.queries.told_publicly import PublicHolder, hall_hears_who, told_publicly
from schools.models import DIVISION_CODES, School
from schools.rules.percents import one_decimal

# Read at arm's length, by somebody who stands.
STAGE_POINTS = 16


def _prize() -> str:
    """What is handed over, beside the award it is for: in our languages both may be one word."""
    return pgettext("beside the award", "prize")


def stage_sheet(
    held: Sequence[HeldAward],
    told: Mapping[int, PublicHolder],
    waiting: Sequence[DrawnPool] = (),
    announced: Sequence[int] = (),
) -> WorkbookSheet:
    """Winners in the order in which the ceremony calls them: block by block, the last place first,
    equals as they stand on its screens.

    As the awards are held now: reserves where one passed on, names where a guardian has agreed.
    What the hall is not ``told`` of one is marked, and what is ``waiting`` for a draw is named.
    ``announced``: the awards of the edition in their order, as keys. Whoever reached a threshold
    gets the diploma at school: those are thousands.
    """
    headers = [
        *(_("envelope"), _("place"), _("name"), _("class"), _("school"), _("teachers")),
        *(_prize(), _("confirmed"), _("invited"), _("comes"), _("handed over"), _("signature")),
    ]
    widths = (10, 7, 26, 9, 32, 22, 20, 11, 9, 9, 11, 20)
    rows = _stage(_read_out([*held, *waiting], announced), told)
    return WorkbookSheet(_("Winners"), headers, widths, rows, points=STAGE_POINTS)


def _read_out(
    held: Sequence[HeldAward | DrawnPool], announced: Sequence[int]
) -> list[HeldAward | DrawnPool]:
    """In the order of the ceremony, whose envelopes have these numbers."""
    countries = sorted({one.key.rpartition("/")[2] for one in held} - {ALL})
    order = ReadingOrder([code for code, _label in DIVISION_CODES], countries, announced)
    return sorted(held, key=lambda one: order.of(one.key))


def _stage(
    held: Sequence[HeldAward | DrawnPool], told: Mapping[int, PublicHolder]
) -> Iterator[Sequence[Value]]:
    envelope = count(1)
    for award in held:
        yield [None]
        where = award.country or _("all countries")
        yield [Heading(f"{award.name} · {award.division} · {where}")]
        if isinstance(award, DrawnPool):
            yield [None, None, _waits(award.many)]
            continue
        holders = (award.holders[one] for one in called_order(_shape(award)))
        for one in holders:
            yield _called(next(envelope), one, told[one.line.award.pk])


def _waits(many: int) -> str:
    """In the words of the pages."""
    if not many:
        return _("known once it is drawn")
    text = ngettext(
        "%(many)s place: known once it is drawn", "%(many)s places: known once it is drawn", many
    )
    return text % {"many": many}


def _shape(award: HeldAward) -> BlockShape:
    together = award.kind != AwardRule.Kind.RANK
    return BlockShape(award.key, [one.place for one in award.holders], together=together)


def _called(envelope: int, holder: Holder, told: PublicHolder) -> list[Value]:
    line, winner = holder.line, holder.winner
    school_class = line.award.attempt.entry.school_class
    school = ", ".join(filter(None, [line.school.name, line.school.place]))
    teachers = ", ".join(one.name or one.email for one in school_class.teachers.all())
    name = holder.name if hall_hears_who(holder, told) else _unread(holder.name)
    school = school if told.school else _unread(school)
    named = [name, school_class.label, school, teachers]
    return [envelope, holder.place, *named, holder.prize, *_known(winner), None]


def _unread(text: str) -> str:
    """With the mark of what the hall is not told."""
    return _("%(school)s (not to be read out)") % {"school": text}


def _known(winner: Winner | None) -> list[Value]:
    if winner is None:
        return [None, None, None, None]
    comes = None if winner.comes is None else _word(yes=winner.comes)
    known = (winner.confirmed_at, winner.invited_at, winner.handed_over_at)
    confirmed, invited, handed_over = (_word(yes=one is not None) for one in known)
    return [confirmed, invited, comes, handed_over]


def _word(*, yes: bool) -> str:
    return _("yes") if yes else _("no")


def prize_sheet(held: Sequence[HeldAward], others: Iterable[PrizeCount]) -> WorkbookSheet:
    """How many of which prize are needed for which award, as awards are held now.

    ``others``: of awards that nobody calls, and of what is still to be drawn.
    """
    headers = [_("award"), _("division"), _("country"), _prize(), _("pieces")]
    return WorkbookSheet(_("Prizes"), headers, (40, 12, 26, 40, 10), _prizes(held, others))


def _prizes(held: Sequence[HeldAward], others: Iterable[PrizeCount]) -> Iterator[Sequence[Value]]:
    for award in held:
        for prize, pieces in Counter(one.prize for one in award.holders).items():
            yield [award.name, award.division, award.country, prize, pieces]
    yield from others


def school_sheet(blocks: Sequence[SchoolAwardBlock]) -> WorkbookSheet:
    """Schools with an award, and what decided."""
    headers = [
        *(_("award"), _("country"), _("place"), _("school"), _("town")),
        *(_("pupils who took part"), _("pupils of the school"), _("share (%)")),
        _prize(),
    ]
    widths = (36, 24, 8, 40, 20, 12, 12, 10, 24)
    rows = (_school(block, line) for block in blocks for line in block.lines)
    return WorkbookSheet(_("Schools"), headers, widths, rows)


def _school(block: SchoolAwardBlock, line: AwardedSchool) -> list[Value]:
    award = line.award
    named: list[Value] = [block.name, block.country, award.place]
    school: list[Value] = [award.school.name, award.school.place]
    share = one_decimal(award.share)
    return [*named, *school, award.took_part, award.declared, share, line.prize]


def _prizes_to_draw(waiting: Iterable[DrawnPool], own: Collection[str]) -> Iterator[PrizeCount]:
    """Of awards that a draw decides about, as far as all who can win are the reader's."""
    for one in waiting:
        if one.key.rpartition("/")[2] in own:
            where = one.country or _("all countries")
            for prize, pieces in one.prizes.items():
                yield PrizeCount(one.name, one.division, where, prize, pieces)


def award_sheets(
    edition: Edition, schools: QuerySet[School], own: Collection[str] = ()
) -> dict[str, WorkbookSheet]:
    """The sheets by their names in the workbook; the first is read out on stage.

    ``own``: countries that are the reader's as a whole, and ``all`` where every one of them is.
    """
    language = active_language()
    held = held_awards(edition, language, schools, called=True)
    told = told_publicly([one for award in held for one in award.holders], edition)
    countries = schools.order_by().values_list("country", flat=True).distinct()
    waiting = waiting_pools(edition, {ALL, *countries}, whole=ALL in own)
    announced = list(edition.award_rules.values_list("pk", flat=True))
    reached = prize_counts(edition, schools, kind=AwardRule.Kind.THRESHOLD)
    others = chain(_prizes_to_draw(waiting, own), reached)
    return {
        "winners": stage_sheet(held, told, waiting, announced),
        "prizes": prize_sheet(held, others),
        "school_awards": school_sheet(school_blocks(edition, schools)),
    }
