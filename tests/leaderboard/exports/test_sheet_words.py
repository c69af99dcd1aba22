"""The words of the sheets: no two columns of one name, and what waits for a draw in its place."""

from __future__ import annotations

from base.spreadsheets.workbook import Heading
from leaderboard.awards.queries.waiting_places import WaitingPlaces
from leaderboard.exports.award_sheets import stage_sheet
from leaderboard.models import AwardTerms


def test_what_waits_for_a_draw_stands_where_the_ceremony_calls_it() -> None:
    """The highest award at the end, though nobody holds it yet."""
    waiting = [
        WaitingPlaces(f"{award}/9-11/HR", f"award {award}", "9-11", "Croatia", 3, AwardTerms())
        for award in (2, 1)
    ]
    rows = stage_sheet([], {}, waiting, [1, 2]).rows
    headings = [row[0] for row in rows if isinstance(row[0], Heading)]
    assert headings == [f"award {award} · 9-11 · Croatia" for award in (2, 1)]
