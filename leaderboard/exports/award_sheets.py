"""Awards as sheets: to be read out on stage, the prizes, how ties were decided, what was drawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from competition.models import Edition
from leaderboard.awards.awards_document import awards_in, bound_to, is_open, pools_in
from leaderboard.awards.queries.award_lists import AwardBlock, AwardLine, called_blocks
from leaderboard.awards.queries.award_rows import PrizeCount, TieRow, prize_counts, tie_rows
from leaderboard.awards.queries.school_lists import AwardedSchool, SchoolAwardBlock, school_blocks
from leaderboard.models import DrawOutcome
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.rules.awards import settled
from leaderboard.rules.lots import lot
from schools.models import School
from schools.pages.context import active_language
from schools.spreadsheets.workbook import Heading, Value, WorkbookSheet

# Read at arm's length, by somebody who stands.
STAGE_POINTS = 16


def stage_sheet(blocks: Iterable[AwardBlock]) -> WorkbookSheet:
    """Winners in the order in which they are called: block by block, the last place first.

    Whoever reached a threshold gets the diploma at school: those are thousands.
    """
    headers = [
        *(_("envelope"), _("place"), _("name"), _("class"), _("school"), _("teachers")),
        *(_("prize"), _("signature")),
    ]
    widths = (10, 7, 26, 9, 32, 22, 20, 20)
    return WorkbookSheet(_("Winners"), headers, widths, _stage(blocks), points=STAGE_POINTS)


def _stage(blocks: Iterable[AwardBlock]) -> Iterator[Sequence[Value]]:
    envelope = count(1)
    for block in blocks:
        if block.winners:
            yield [None]
            yield [Heading(f"{block.name} · {block.division} · {block.country}")]
            yield from (_called(next(envelope), line) for line in reversed(block.winners))


def _called(envelope: int, line: AwardLine) -> list[Value]:
    school_class = line.award.attempt.entry.school_class
    school = ", ".join(filter(None, [line.school.name, line.school.place]))
    teachers = ", ".join(one.name or one.email for one in school_class.teachers.all())
    name = [line.alias, school_class.label, school, teachers]
    return [envelope, line.award.place, *name, line.prize, None]


def prize_sheet(counts: Iterable[PrizeCount]) -> WorkbookSheet:
    """How many of which prize are needed for which award."""
    headers = [_("award"), _("division"), _("country"), _("prize"), _("pieces")]
    return WorkbookSheet(_("Prizes"), headers, (40, 12, 26, 40, 10), counts)


def tie_sheet(rows: Iterable[TieRow]) -> WorkbookSheet:
    """Every winner and reserve with what parts them from the one above."""
    headers = [
        *(_("award"), _("division"), _("country"), _("place"), _("reserve"), _("name")),
        *(_("points"), _("not the place above, because of"), _("ticket")),
    ]
    widths = (36, 12, 24, 8, 9, 26, 8, 44, 16)
    return WorkbookSheet(_("How places were decided"), headers, widths, map(_tie, rows))


def _tie(row: TieRow) -> list[Value]:
    """A place that is none stays empty."""
    return [*row[:3], row.place or None, row.reserve or None, *row[5:]]


def draw_sheet(edition: Edition) -> WorkbookSheet:
    """Every ticket of every open pool that was drawn, with its lot; the smallest won."""
    headers = [_("award"), _("rank"), _("ticket"), _("lot"), _("drawn")]
    return WorkbookSheet(_("Draws"), headers, (26, 8, 16, 68, 14), _draws(edition))


def _draws(edition: Edition) -> Iterator[Sequence[Value]]:
    found = DrawOutcome.objects.filter(seal=current_seal(edition)).select_related("seal").first()
    if found is None:
        return
    seal, told = found.seal, json.loads(found.body)["awards"]
    named = {_("seal"): seal.awards_sha256, _("number"): found.number, _("seed"): seal.seed}
    yield from ([name, None, None, value] for name, value in named.items())
    bound = bound_to(seal.awards_body, seal.awards_sha256)
    lots = lot(seal=bound, number=found.number, seed=seal.seed)
    certain = settled(pools_in(seal.awards_body, seal.pools_held_back))
    for award in filter(is_open, awards_in(seal.awards_body)):
        key = award["award"]
        if certain[key].whole:
            continue
        won = {ticket: str(place) for place, ticket in told[key]["winners"]}
        won |= {
            ticket: _("reserve %d") % number
            for number, ticket in enumerate(told[key]["next"], start=1)
        }
        for rank, ticket in award["pool"]:
            yield [key, rank or None, ticket, lots(key, ticket), won.get(ticket)]


def school_sheet(blocks: Sequence[SchoolAwardBlock]) -> WorkbookSheet:
    """Schools with an award, and what decided."""
    headers = [
        *(_("award"), _("country"), _("place"), _("school"), _("town")),
        *(_("pupils who took part"), _("pupils of the school"), _("share (%)"), _("mean (%)")),
        _("prize"),
    ]
    widths = (36, 24, 8, 40, 20, 12, 12, 10, 10, 24)
    rows = (_school(block, line) for block in blocks for line in block.lines)
    return WorkbookSheet(_("Schools"), headers, widths, rows)


def _school(block: SchoolAwardBlock, line: AwardedSchool) -> list[Value]:
    award = line.award
    named: list[Value] = [block.name, block.country, award.place]
    school: list[Value] = [award.school.name, award.school.place]
    shares: list[Value] = [round(award.share, 1), round(award.mean, 1)]
    return [*named, *school, award.took_part, award.declared, *shares, line.prize]


def award_sheets(edition: Edition, schools: QuerySet[School]) -> dict[str, WorkbookSheet]:
    """The sheets by their names in the workbook; the first is read out on stage."""
    language = active_language()
    return {
        "winners": stage_sheet(called_blocks(edition, language, schools)),
        "prizes": prize_sheet(prize_counts(edition, schools)),
        "ties": tie_sheet(tie_rows(edition, language, schools)),
        "school_awards": school_sheet(school_blocks(edition, schools)),
        "draws": draw_sheet(edition),
    }
