"""What waits for a draw stands on the sheet for the stage in its place."""

from __future__ import annotations

from base.spreadsheets.workbook import Heading
from competition.models import AwardRule
from leaderboard.awards.queries.award_rules import EditionAward
from leaderboard.awards.queries.draws import DrawnPool
from leaderboard.exports.award_sheets import stage_sheet
from leaderboard.models import AwardTerms
from leaderboard.rules.awards import AwardPool


def waiting(award: int) -> DrawnPool:
    rule = AwardRule(pk=award, kind="draw", names={"en": f"award {award}"})
    pool = AwardPool(f"{award}/9-11/HR", 3, 0, share=False, entries=())
    return DrawnPool(EditionAward(rule, AwardTerms(rule=rule)), "9-11", "Croatia", pool, open=True)


def test_what_waits_for_a_draw_stands_where_the_ceremony_calls_it() -> None:
    """The highest award at the end, though nobody holds it yet."""
    rows = stage_sheet([], {}, [waiting(award) for award in (2, 1)], [1, 2]).rows
    headings = [row[0] for row in rows if isinstance(row[0], Heading)]
    assert headings == [f"award {award} · 9-11 · Croatia" for award in (2, 1)]
