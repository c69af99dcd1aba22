"""Awards as sheets: to be read out on stage, the prizes, how ties were decided, what was drawn."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from competition.models import AwardRule, Edition
from leaderboard.awards.awards_document import awards_in, is_open
from leaderboard.awards.queries.award_lists import AwardBlock, AwardLine, award_blocks
from leaderboard.models import DrawOutcome, Winner
from leaderboard.rules.lots import lot
from leaderboard.winners.queries.held_awards import HeldAward, Holder, held_awards
from schools.models import School
from schools.pages.context import active_language
from schools.spreadsheets.workbook import Heading, Value, WorkbookSheet

# Read at arm's length, by somebody who stands.
STAGE_POINTS = 16


def stage_sheet(held: Sequence[HeldAward]) -> WorkbookSheet:
    """Winners in the order in which they are called: block by block, the last place first.

    As the awards are held now: reserves where one passed on, names where a guardian has agreed.
    Whoever reached a threshold gets the diploma at school: those are thousands.
    """
    headers = [
        *(_("envelope"), _("place"), _("name"), _("class"), _("school"), _("teachers")),
        *(_("prize"), _("confirmed"), _("invited"), _("comes"), _("handed over"), _("signature")),
    ]
    widths = (10, 7, 26, 9, 32, 22, 20, 11, 9, 9, 11, 20)
    return WorkbookSheet(_("Winners"), headers, widths, _stage(held), points=STAGE_POINTS)


def _stage(held: Sequence[HeldAward]) -> Iterator[Sequence[Value]]:
    envelope = count(1)
    for award in held:
        yield [None]
        yield [Heading(f"{award.name} · {award.division} · {award.country}")]
        yield from (_called(next(envelope), one) for one in reversed(award.holders))


def _called(envelope: int, holder: Holder) -> list[Value]:
    line, winner = holder.line, holder.winner
    school_class = line.award.attempt.entry.school_class
    school = ", ".join(filter(None, [line.school.name, line.school.place]))
    teachers = ", ".join(one.name or one.email for one in school_class.teachers.all())
    name = [holder.name, school_class.label, school, teachers]
    return [envelope, holder.place, *name, holder.prize, *_known(winner), None]


def _known(winner: Winner | None) -> list[Value]:
    if winner is None:
        return [None, None, None, None]
    comes = None if winner.comes is None else _word(yes=winner.comes)
    known = (winner.confirmed_at, winner.invited_at, winner.handed_over_at)
    confirmed, invited, handed_over = (_word(yes=one is not None) for one in known)
    return [confirmed, invited, comes, handed_over]


def _word(*, yes: bool) -> str:
    return _("yes") if yes else _("no")


def prize_sheet(held: Sequence[HeldAward], blocks: Sequence[AwardBlock]) -> WorkbookSheet:
    """How many of which prize are needed for which award, as awards are held now."""
    headers = [_("award"), _("division"), _("country"), _("prize"), _("pieces")]
    return WorkbookSheet(_("Prizes"), headers, (40, 12, 26, 40, 10), _prizes(held, blocks))


def _prizes(held: Sequence[HeldAward], blocks: Sequence[AwardBlock]) -> Iterator[Sequence[Value]]:
    for award in held:
        yield from _pieces(award, (one.prize for one in award.holders))
    for block in blocks:
        if block.kind == AwardRule.Kind.THRESHOLD:
            yield from _pieces(block, (line.prize for line in block.winners))


def _pieces(of: HeldAward | AwardBlock, prizes: Iterable[str]) -> Iterator[Sequence[Value]]:
    for prize, pieces in Counter(prizes).items():
        yield [of.name, of.division, of.country, prize, pieces]


def tie_sheet(blocks: Sequence[AwardBlock]) -> WorkbookSheet:
    """Every winner and reserve with what parts them from the one above."""
    headers = [
        *(_("award"), _("division"), _("country"), _("place"), _("reserve"), _("name")),
        *(_("points"), _("not the place above, because of"), _("ticket")),
    ]
    widths = (36, 12, 24, 8, 9, 26, 8, 44, 16)
    rows = (_tie(block, line) for block in blocks for line in (*block.winners, *block.reserves))
    return WorkbookSheet(_("How places were decided"), headers, widths, rows)


def _tie(block: AwardBlock, line: AwardLine) -> list[Value]:
    award = line.award
    where: list[Value] = [block.name, block.division, block.country]
    places = [award.place or None, award.reserve or None]
    return [*where, *places, line.alias, award.attempt.result.score, line.why, award.ticket]


def draw_sheet(edition: Edition) -> WorkbookSheet:
    """Every ticket of every open pool with its lot, once it is drawn; the smallest won."""
    headers = [_("award"), _("rank"), _("ticket"), _("lot"), _("drawn")]
    return WorkbookSheet(_("Draws"), headers, (26, 8, 16, 68, 14), _draws(edition))


def _draws(edition: Edition) -> Iterator[Sequence[Value]]:
    found = DrawOutcome.objects.filter(seal__edition=edition).select_related("seal").first()
    if found is None:
        return
    seal, told = found.seal, json.loads(found.body)["awards"]
    named = {_("seal"): seal.awards_sha256, _("number"): found.number, _("seed"): seal.seed}
    yield from ([name, None, None, value] for name, value in named.items())
    lots = lot(seal=seal.awards_sha256, number=found.number, seed=seal.seed)
    for award in filter(is_open, awards_in(seal.awards_body)):
        key = award["award"]
        won = {ticket: str(place) for place, ticket in told[key]["winners"]}
        won |= {
            ticket: _("reserve %d") % number
            for number, ticket in enumerate(told[key]["next"], start=1)
        }
        for rank, ticket in award["pool"]:
            yield [key, rank or None, ticket, lots(key, ticket), won.get(ticket)]


def award_sheets(edition: Edition, schools: QuerySet[School]) -> dict[str, WorkbookSheet]:
    """The sheets by their names in the workbook; the first is read out on stage."""
    blocks = award_blocks(edition, active_language(), schools)
    held = held_awards(edition, active_language(), schools, called=True)
    return {
        "winners": stage_sheet(held),
        "prizes": prize_sheet(held, blocks),
        "ties": tie_sheet(blocks),
        "draws": draw_sheet(edition),
    }
